/** A line of text as a picture of dots, for printers that may lack its letters. */
import { Resvg } from "@resvg/resvg-js";
import { fontOf, runsOf } from "./letters.ts";

export interface Graphic {
  /** Rows above the top of a capital: accents, and what stands higher than Latin letters. */
  readonly topDots: number;
  readonly bytesPerRow: number;
  /** A dot is one bit, black where set; rows are filled up to whole bytes. */
  readonly hex: string;
}

/** Over the height of a capital: room for accents above it, and for what hangs below the line. */
const above = 0.6;
const below = 0.5;
/** Of 255: more than half covered is black. */
const isBlack = 128;

/** @param heightDots of a capital. */
export function graphicOf(text: string, heightDots: number): Graphic {
  const topDots = Math.ceil(above * heightDots);
  const rows = topDots + heightDots + Math.ceil(below * heightDots);
  let x = 0;
  let paths = "";
  for (const run of runsOf(text)) {
    const { font } = fontOf(run.font);
    const scale = heightDots / font.capHeight;
    const { glyphs, positions } = font.layout(run.text);
    for (const [place, glyph] of glyphs.entries()) {
      const path = glyph.path.toSVG();
      if (path !== "")
        paths += `<path transform="translate(${x} ${topDots + heightDots}) scale(${scale} ${-scale})" d="${path}"/>`;
      x += positions[place]!.xAdvance * scale;
    }
  }
  const bytesPerRow = Math.max(1, Math.ceil(x / 8));
  const columns = bytesPerRow * 8;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${columns}" height="${rows}">${paths}</svg>`;
  const { pixels } = new Resvg(svg, { font: { loadSystemFonts: false } }).render();
  const bytes = new Uint8Array(bytesPerRow * rows);
  for (let dot = 0; dot < columns * rows; dot++)
    if (pixels[4 * dot + 3]! >= isBlack) bytes[dot >> 3]! |= 0x80 >> (dot & 7);
  return { topDots, bytesPerRow, hex: Buffer.from(bytes).toString("hex").toUpperCase() };
}
