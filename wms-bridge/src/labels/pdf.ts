/** Labels as PDF, a page each: rectangles for symbols, and letters as text in the fonts of the house, of which a file has the letters that it shows. */
import PDFDocument from "pdfkit";
import { fontOf, runsOf } from "./letters.ts";
import type { BarsOnSheet, MatrixOnSheet, Sheet, TextOnSheet } from "./sheet.ts";
import { barsOf, matrixOf } from "./symbols.ts";

const pointsPerMm = 72 / 25.4;
const points = (mm: number): number => mm * pointsPerMm;

/** The same label is the same file: it says no time. */
const always = new Date(0);

type Page = InstanceType<typeof PDFDocument>;

export function pdfOf(sheets: readonly Sheet[]): Uint8Array {
  const page = new PDFDocument({ autoFirstPage: false, info: { CreationDate: always } });
  for (const sheet of sheets) {
    page.addPage({ size: [points(sheet.widthMm), points(sheet.heightMm)], margin: 0 });
    for (const bars of sheet.bars) drawBars(page, bars);
    for (const matrix of sheet.matrices) drawMatrix(page, matrix);
    for (const text of sheet.texts) drawText(page, text);
  }
  page.end();
  const parts: Uint8Array[] = [];
  for (let part = page.read(); part !== null; part = page.read()) parts.push(part as Uint8Array);
  return Uint8Array.from(Buffer.concat(parts));
}

function drawBars(page: Page, bars: BarsOnSheet): void {
  let xMm = bars.xMm;
  for (const [place, modules] of barsOf(bars).entries()) {
    const widthMm = modules * bars.moduleMm;
    if (place % 2 === 0) page.rect(points(xMm), points(bars.yMm), points(widthMm), points(bars.heightMm));
    xMm += widthMm;
  }
  page.fill();
}

function drawMatrix(page: Page, { xMm, yMm, moduleMm, data }: MatrixOnSheet): void {
  const { columns, modules } = matrixOf({ data });
  const side = points(moduleMm);
  for (const [place, isDark] of modules.entries())
    if (isDark)
      page.rect(
        points(xMm) + side * (place % columns),
        points(yMm) + side * Math.floor(place / columns),
        side,
        side,
      );
  page.fill();
}

function drawText(page: Page, { xMm, yMm, heightMm, text }: TextOnSheet): void {
  let x = points(xMm);
  for (const run of runsOf(text)) {
    const { bytes, font } = fontOf(run.font);
    page.registerFont(run.font, bytes as Buffer);
    page.font(run.font, (points(heightMm) * font.unitsPerEm) / font.capHeight);
    page.text(run.text, x, points(yMm + heightMm), { baseline: "alphabetic", lineBreak: false });
    x += page.widthOfString(run.text);
  }
}
