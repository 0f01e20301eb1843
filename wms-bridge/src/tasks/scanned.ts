/** What somebody scanned: a bar code or a tag may say more than whose goods they are. */
import { decodeEpc } from "@floorplane/contracts/epc";
import { type LabelRead, readLabel } from "@floorplane/contracts/gs1-elements";

/** Undefined: it is a code, and says nothing else. */
export function labelOf(text: string, now: number): LabelRead | undefined {
  if (/^[0-9A-Fa-f]{24}$/.test(text)) {
    const epc = decodeEpc(text);
    if (epc.scheme === "sgtin") return { kind: "label", label: { gtin: epc.gtin, serial: epc.serial } };
  }
  return readLabel(text, now);
}
/** Goods and serial number of one piece; a code is itself. */
export function pieceOf(
  text: string,
  now: number,
): { readonly code: string; readonly serial: string | undefined } {
  const read = labelOf(text, now);
  const serial = read?.kind === "label" ? read.label.serial : undefined;
  return serial === undefined || read?.kind !== "label"
    ? { code: text, serial: undefined }
    : { code: read.label.gtin, serial };
}
