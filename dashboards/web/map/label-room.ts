/** Where texts stand on the map, so that none runs into another: each takes the first of its places that is free. Pure. */

/** px. */
export interface TextBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Between two texts on one line, px: less reads as one text. */
const gapPx = 6;

export class LabelRoom {
  readonly #taken: TextBox[] = [];

  /** For what is drawn in any case. */
  take(box: TextBox): void {
    this.#taken.push(box);
  }

  /** The first that is free, which is taken; undefined where none is. */
  takeFirst<Box extends TextBox>(boxes: readonly Box[]): Box | undefined {
    const free = boxes.find((box) => !this.#taken.some((other) => meet(box, other)));
    if (free) this.#taken.push(free);
    return free;
  }
}

const meet = (a: TextBox, b: TextBox): boolean =>
  a.x < b.x + b.width + gapPx && b.x < a.x + a.width + gapPx && a.y < b.y + b.height && b.y < a.y + a.height;
