/** Labels as ZPL II for printers of 8 dots a millimetre (203 dpi). Bar codes are drawn by the printer: `^BC`, in which `>;` begins code set C, `>:` code set B, and `>8` is FNC1. */
import type { BarsOnSheet, Sheet, TextOnSheet } from "./sheet.ts";

const dotsPerMm = 8;
const dots = (mm: number): number => Math.round(mm * dotsPerMm);

export const zplOf = (sheets: readonly Sheet[]): string => sheets.map(labelOf).join("\n");

const labelOf = ({ widthMm, heightMm, texts, bars }: Sheet): string =>
  [
    "^XA",
    // UTF-8.
    "^CI28",
    `^PW${dots(widthMm)}`,
    `^LL${dots(heightMm)}`,
    ...texts.map(textOf),
    ...bars.map(barsOf),
    "^XZ",
  ].join("\n");

const textOf = ({ xMm, yMm, heightMm, text }: TextOnSheet): string =>
  `^FO${dots(xMm)},${dots(yMm)}^A0N,${dots(heightMm)}^FH_^FD${quoted(text)}^FS`;

function barsOf({ xMm, yMm, heightMm, moduleMm, data, gs1 }: BarsOnSheet): string {
  const set = /^(?:[0-9]{2})+$/.test(data) ? ">;" : ">:";
  const field = quoted(data.replaceAll(">", ">0"));
  return `^FO${dots(xMm)},${dots(yMm)}^BY${Math.max(1, dots(moduleMm))}^BCN,${dots(heightMm)},N,N,N^FH_^FD${set}${gs1 ? ">8" : ""}${field}^FS`;
}

/** What would be a command, and the sign that quotes it, by its number. */
const quoted = (text: string): string =>
  text.replaceAll(/[_^~]/g, (sign) => `_${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
