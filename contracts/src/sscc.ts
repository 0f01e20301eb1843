/** An SSCC as people, files and scanners write it, as the one that is meant: eighteen digits with a right check digit (GS1 General Specifications, 2.2.1, 3.2 and 7.9). */
import { isSscc } from "./epc.ts";

export type SsccFault = "length" | "check-digit";

/** What is wrong with a text that is meant to be an SSCC; undefined for one that may stand on a label. */
export function ssccFault(text: string): SsccFault | undefined {
  if (!/^[0-9]{18}$/.test(text)) return "length";
  return isSscc(text) ? undefined : "check-digit";
}

/**
 * The eighteen digits in what a scanner or a person sends: as they are, with the spaces of their print, behind the identifier (00) with or without brackets and the scanner's mark of the symbology, or in a Digital
 * Link. Their check digit is not judged; undefined for what is none of these.
 */
export function ssccOfScan(text: string): string | undefined {
  const plain = text.trim().replaceAll(" ", "");
  const link = /^https?:\/\/[^?#]*\/00\/([0-9]{18})(?:[?#].*)?$/.exec(plain);
  return (link ?? /^(?:\][A-Za-z][0-9])?(?:\(00\)|00)?([0-9]{18})$/.exec(plain))?.[1];
}
