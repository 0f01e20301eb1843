/**
 * Labels as ZPL II for printers of 8 dots a millimetre (203 dpi). Symbols are drawn by the printer: `^BC`, in which `>;` begins code set C, `>:` code set B, and `>8` is FNC1; `^BX`, in which `|1` is FNC1. Its own font 0 prints lines in Latin-1; which
 * letters beyond those a printer has depends on what somebody loaded into it, so that a line with one of them comes as a graphic.
 */
import { graphicOf } from "./graphic.ts";
import { runsOf } from "./letters.ts";
import type { BarsOnSheet, MatrixOnSheet, Sheet, TextOnSheet } from "./sheet.ts";

const dotsPerMm = 8;
const dots = (mm: number): number => Math.round(mm * dotsPerMm);
const inPrinter = /^[\u0020-\u007e\u00a0-\u00ff]*$/;

export const zplOf = (sheets: readonly Sheet[]): string => sheets.map(labelOf).join("\n");

const labelOf = ({ widthMm, heightMm, texts, bars, matrices }: Sheet): string =>
  [
    "^XA",
    // UTF-8.
    "^CI28",
    `^PW${dots(widthMm)}`,
    `^LL${dots(heightMm)}`,
    ...texts.map(textOf),
    ...bars.map(barsOf),
    ...matrices.map(matrixOf),
    "^XZ",
  ].join("\n");

function textOf({ xMm, yMm, heightMm, text }: TextOnSheet): string {
  const shown = inPrinter.test(text)
    ? text
    : runsOf(text)
        .map((run) => run.text)
        .join("");
  if (inPrinter.test(shown))
    return `^FO${dots(xMm)},${dots(yMm)}^A0N,${dots(heightMm)}^FH_^FD${quoted(shown)}^FS`;
  const { topDots, bytesPerRow, hex } = graphicOf(text, dots(heightMm));
  const bytes = hex.length / 2;
  const top = Math.max(0, dots(yMm) - topDots);
  return `^FO${dots(xMm)},${top}^GFA,${bytes},${bytes},${bytesPerRow},${hex}^FS`;
}

function barsOf({ xMm, yMm, heightMm, moduleMm, data, gs1 }: BarsOnSheet): string {
  const set = /^(?:[0-9]{2})+$/.test(data) ? ">;" : ">:";
  const field = quoted(data.replaceAll(">", ">0"));
  return `^FO${dots(xMm)},${dots(yMm)}^BY${Math.max(1, dots(moduleMm))}^BCN,${dots(heightMm)},N,N,N^FH_^FD${set}${gs1 ? ">8" : ""}${field}^FS`;
}

const matrixOf = ({ xMm, yMm, moduleMm, data }: MatrixOnSheet): string =>
  `^FO${dots(xMm)},${dots(yMm)}^BXN,${Math.max(1, dots(moduleMm))},200,,,,|,1^FD|1${data}^FS`;

/** What would be a command, and the sign that quotes it, by its number. */
const quoted = (text: string): string =>
  text.replaceAll(/[_^~]/g, (sign) => `_${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
