/** A hash of square cells over the floor, so that "what is near?" costs by neighbours and not by the size of the site. */

/** Cell numbers stay exact integers within 2^21 cells to each side, far beyond any building. */
const span = 2 ** 21;

export class SpatialGrid {
  readonly #cells = new Map<number, number[]>();
  readonly #cellM: number;

  constructor(cellM: number) {
    this.#cellM = cellM;
  }

  /** Files an item under every cell that the rectangle around (x, y) touches. */
  add(item: number, x: number, y: number, halfX = 0, halfY = 0): void {
    this.#visit(x, y, halfX, halfY, (key) => {
      const cell = this.#cells.get(key);
      if (cell) cell.push(item);
      else this.#cells.set(key, [item]);
    });
  }

  /** Calls back for items whose cells the rectangle touches; an item in several cells is named several times. */
  near(x: number, y: number, halfX: number, halfY: number, found: (item: number) => void): void {
    this.#visit(x, y, halfX, halfY, (key) => {
      const cell = this.#cells.get(key);
      if (cell) for (const item of cell) found(item);
    });
  }

  #visit(x: number, y: number, halfX: number, halfY: number, at: (key: number) => void): void {
    const right = Math.floor((x + halfX) / this.#cellM);
    const top = Math.floor((y + halfY) / this.#cellM);
    for (let column = Math.floor((x - halfX) / this.#cellM); column <= right; column++)
      for (let row = Math.floor((y - halfY) / this.#cellM); row <= top; row++)
        at((column + span) * 2 * span + row + span);
  }
}
