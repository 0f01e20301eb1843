/** A binary heap of small whole numbers, least key first, with keys that may be lowered; nothing is allocated while it works. */

export class IndexHeap {
  readonly #items: Int32Array;
  /** Place of an item in the heap, or -1. */
  readonly #place: Int32Array;
  readonly #keys: Float64Array;
  #size = 0;

  /** Holds the numbers 0 .. capacity - 1. */
  constructor(capacity: number) {
    this.#items = new Int32Array(capacity);
    this.#place = new Int32Array(capacity).fill(-1);
    this.#keys = new Float64Array(capacity);
  }

  /** Adds an item, or lowers its key; a key that is no lower changes nothing. */
  push(item: number, key: number): void {
    let at = this.#place[item]!;
    if (at === -1) at = this.#size++;
    else if (key >= this.#keys[item]!) return;
    this.#keys[item] = key;
    this.#rise(at, item, key);
  }

  /** Takes out the item with the least key, or -1 when empty. */
  pop(): number {
    if (this.#size === 0) return -1;
    const least = this.#items[0]!;
    this.#place[least] = -1;
    const last = this.#items[--this.#size]!;
    if (this.#size > 0) this.#sink(last, this.#keys[last]!);
    return least;
  }

  #rise(from: number, item: number, key: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = this.#items[parent]!;
      if (this.#keys[above]! <= key) break;
      this.#items[at] = above;
      this.#place[above] = at;
      at = parent;
    }
    this.#items[at] = item;
    this.#place[item] = at;
  }

  #sink(item: number, key: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && this.#keys[this.#items[child + 1]!]! < this.#keys[this.#items[child]!]!)
        child++;
      const below = this.#items[child]!;
      if (this.#keys[below]! >= key) break;
      this.#items[at] = below;
      this.#place[below] = at;
      at = child;
    }
    this.#items[at] = item;
    this.#place[item] = at;
  }
}
