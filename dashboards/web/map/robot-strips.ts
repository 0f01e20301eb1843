/**
 * Robots drawn beforehand for Canvas 2-D: a strip for each look with a cell for each heading, in the very size in which they are shown. Copying a cell
 * costs a fraction of turning and shrinking the picture of a robot anew, and on most floors most robots face one of four ways.
 */
import { cellOf } from "./robot-looks.ts";

/** A robot of 18 px is drawn within half a pixel of where it is heading. */
const headings = 128;
/** Larger cells are drawn from the atlas: few robots are in sight then, and their strips would take megabytes. */
export const cellPxMax = 64;

interface Strip {
  readonly canvas: HTMLCanvasElement;
  readonly pen: CanvasRenderingContext2D;
  /** 1 where the cell of that heading is drawn. */
  readonly drawn: Uint8Array;
}

export class RobotStrips {
  readonly #atlas: HTMLCanvasElement;
  readonly #strips = new Map<number, Strip>();
  #cellPx = 0;

  constructor(atlas: HTMLCanvasElement) {
    this.#atlas = atlas;
  }

  /** Device pixels across a cell; strips of another size are forgotten. */
  resize(cellPx: number): void {
    if (cellPx === this.#cellPx) return;
    this.#cellPx = cellPx;
    this.#strips.clear();
  }

  /** Onto a pen that counts device pixels; `px` and `py` are the robot's middle. */
  draw(pen: CanvasRenderingContext2D, look: number, theta: number, px: number, py: number): void {
    const side = this.#cellPx;
    const heading = headingOf(theta);
    const strip = this.#strips.get(look) ?? this.#begin(look);
    if (!strip.drawn[heading]) this.#drawCell(strip, look, heading);
    const [x, y] = [Math.round(px - side / 2), Math.round(py - side / 2)];
    pen.drawImage(strip.canvas, heading * side, 0, side, side, x, y, side, side);
  }

  #begin(look: number): Strip {
    const canvas = document.createElement("canvas");
    canvas.width = headings * this.#cellPx;
    canvas.height = this.#cellPx;
    const pen = canvas.getContext("2d", { willReadFrequently: true })!;
    const strip = { canvas, pen, drawn: new Uint8Array(headings) };
    this.#strips.set(look, strip);
    return strip;
  }

  #drawCell({ pen, drawn }: Strip, look: number, heading: number): void {
    const side = this.#cellPx;
    const turn = (-heading / headings) * 2 * Math.PI;
    const { x, y, size } = cellOf(look);
    pen.save();
    pen.beginPath();
    pen.rect(heading * side, 0, side, side);
    pen.clip();
    pen.translate((heading + 0.5) * side, side / 2);
    pen.rotate(turn);
    pen.drawImage(this.#atlas, x, y, size, size, -side / 2, -side / 2, side, side);
    pen.restore();
    drawn[heading] = 1;
  }
}

/** The nearest heading that has a cell. Radians of any number of turns. */
export function headingOf(theta: number): number {
  const nearest = Math.round((theta / (2 * Math.PI)) * headings);
  return ((nearest % headings) + headings) % headings;
}
