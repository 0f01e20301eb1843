/** Labels as PDF 1.4, a page each: rectangles for bars, and Helvetica, which every reader and printer has, for words. Letters beyond Latin-1 are shown as a question mark. */
import { code128 } from "./code-128.ts";
import type { BarsOnSheet, Sheet, TextOnSheet } from "./sheet.ts";

const pointsPerMm = 72 / 25.4;
const points = (mm: number): string => (mm * pointsPerMm).toFixed(2);
/** Height of a capital over the size of its type, in Helvetica. */
const capitalShare = 0.72;

export function pdfOf(sheets: readonly Sheet[]): Uint8Array {
  const pageOf = (index: number): number => 4 + 2 * index;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Count ${sheets.length} /Kids [${sheets.map((_, index) => `${pageOf(index)} 0 R`).join(" ")}] >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ...sheets.flatMap((sheet, index) => {
      const drawn = drawingOf(sheet);
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${points(sheet.widthMm)} ${points(sheet.heightMm)}] /Resources << /Font << /F1 3 0 R >> >> /Contents ${pageOf(index) + 1} 0 R >>`,
        `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
      ];
    }),
  ];
  return Uint8Array.from(fileOf(objects), (character) => character.charCodeAt(0));
}

/** Every character is one byte. */
function fileOf(objects: readonly string[]): string {
  let text = "%PDF-1.4\n";
  const offsets: number[] = [];
  for (const [index, object] of objects.entries()) {
    offsets.push(text.length);
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
  }
  const entries = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  return `${text}xref\n0 ${size}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
}

const drawingOf = (sheet: Sheet): string =>
  [
    ...sheet.bars.flatMap((bars) => [...rectanglesOf(sheet, bars)]),
    ...sheet.texts.map((text) => wordsOf(sheet, text)),
  ].join("\n");

function* rectanglesOf(sheet: Sheet, bars: BarsOnSheet): Iterable<string> {
  let xMm = bars.xMm;
  const bottom = points(sheet.heightMm - bars.yMm - bars.heightMm);
  for (const [place, modules] of code128(bars).entries()) {
    const widthMm = modules * bars.moduleMm;
    if (place % 2 === 0) yield `${points(xMm)} ${bottom} ${points(widthMm)} ${points(bars.heightMm)} re f`;
    xMm += widthMm;
  }
}

const wordsOf = (sheet: Sheet, { xMm, yMm, heightMm, text }: TextOnSheet): string =>
  `BT /F1 ${points(heightMm / capitalShare)} Tf ${points(xMm)} ${points(sheet.heightMm - yMm - heightMm)} Td (${inLatin1(text)}) Tj ET`;

const inLatin1 = (text: string): string =>
  [...text]
    .map((character) => (character >= " " && character <= "\u00ff" ? character : "?"))
    .join("")
    .replaceAll(/[\\()]/g, (sign) => `\\${sign}`);
