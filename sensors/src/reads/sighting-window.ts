/** The same tag at the same reader within a window is one sighting, however often the reader says it. */

/** Pairs remembered; a portal that sees more within its window forgets the oldest and may tell one twice. */
const pairsMax = 50_000;

export class SightingWindow {
  readonly #windowMs: number;
  /** When each pair was last seen, least recently first. */
  readonly #seenAt = new Map<string, number>();

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** Whether this is a new sighting. Each further read extends the window: a parcel that stands in the portal is seen once. */
  isNew(reader: string, epc: string, now: number): boolean {
    const pair = `${reader} ${epc}`;
    const last = this.#seenAt.get(pair);
    this.#seenAt.delete(pair);
    this.#seenAt.set(pair, now);
    for (const [oldest, at] of this.#seenAt) {
      if (now - at <= this.#windowMs && this.#seenAt.size <= pairsMax) break;
      this.#seenAt.delete(oldest);
    }
    return last === undefined || now - last > this.#windowMs;
  }

  get size(): number {
    return this.#seenAt.size;
  }
}
