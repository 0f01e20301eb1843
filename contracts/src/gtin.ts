/** A GTIN as people, files and scanners write it, as the one that is meant: fourteen digits with a right check digit (GS1 General Specifications, 3.3 and 7.9). */
import { isGtin } from "./epc.ts";

export type GtinFault = "length" | "check-digit" | "zeros";

/** What is wrong with a text that is meant to be a GTIN; undefined for one that may stand on goods. */
export function gtinFault(text: string): GtinFault | undefined {
  if (!/^(?:[0-9]{8}|[0-9]{12,14})$/.test(text)) return "length";
  // Zeros have a right check digit, and are what a form holds that nobody filled in.
  if (/^0+$/.test(text)) return "zeros";
  return isGtin(text) ? undefined : "check-digit";
}

/** The GTIN-14 of a GTIN-8, -12, -13 or -14; undefined for anything else. */
export const gtin14 = (text: string): string | undefined =>
  gtinFault(text) === undefined ? text.padStart(14, "0") : undefined;

/**
 * The GTIN in what a scanner sends of a GS1 bar code: `(01)` and fourteen digits as printed beneath it, or the same without brackets behind the scanner's own
 * mark of the symbology; also a GTIN with the spaces of its print. Undefined for what is none of these.
 */
export function gtinOfScan(text: string): string | undefined {
  const element = /^(?:\](?:C1|e0|d2|Q3)01|(?:\][A-Za-z][0-9])?\(01\))([0-9]{14})/.exec(text);
  if (element) return gtin14(element[1]!);
  return /^[0-9 ]+$/.test(text) ? gtin14(text.replaceAll(" ", "")) : undefined;
}
