/**
 * Numbers of the WMS after the things behind them were let go of: for two years no order, return or write-off is taken a second time under its old number.
 * Eleven bytes each, since a site gives millions: 53 bits that name the number, 28 that know its content again, two for how it ended. Two numbers out of ten
 * million that share 53 bits are once in a century, and the second is refused, not lost.
 */
import { hash } from "node:crypto";
import type { Desk, Kept, Restore } from "@floorplane/runtime/room";
import { type Batch, numbersKind } from "./remembered-numbers.kind.ts";
import { Shelf } from "./shelf.ts";

/** How what had the number ended; `taken` for what leaves no order behind. */
const endings = ["shipped", "cancelled", "rejected", "taken"] as const;
export type NumberEnding = (typeof endings)[number];

export interface EndedNumber {
  /** `order/`, `return/` and the like with the WMS's own number. */
  readonly number: string;
  readonly requestHash: string;
  readonly ending: NumberEnding;
}

export interface Remembered {
  readonly ending: NumberEnding;
  readonly isSame: (requestHash: string) => boolean;
}

const entryBytes = 11;

export class RememberedNumbers {
  readonly #batches = new Shelf<string, Batch>({
    kind: numbersKind,
    id: (batch) => batch.id,
    body: (batch) => ({ ...batch }),
    read: (batch) => batch,
  });
  /** By the number's 53 bits: 28 of its content and two of its ending. */
  readonly #known = new Map<number, number>();

  find(number: string): Remembered | undefined {
    const known = this.#known.get(nameOf(number));
    if (known === undefined) return undefined;
    return { ending: endings[known & 3]!, isSame: (requestHash) => known >>> 2 === contentOf(requestHash) };
  }

  add(desk: Desk, ended: readonly EndedNumber[]): void {
    if (ended.length === 0) return;
    const bytes = Buffer.alloc(ended.length * entryBytes);
    ended.forEach(({ number, requestHash, ending }, index) => {
      const name = nameOf(number);
      const known = ((contentOf(requestHash) << 2) | endings.indexOf(ending)) >>> 0;
      this.#known.set(name, known);
      const offset = index * entryBytes;
      bytes.writeUIntBE(Math.floor(name / 2 ** 32), offset, 3);
      bytes.writeUInt32BE(name % 2 ** 32, offset + 3);
      bytes.writeUInt32BE(known, offset + 7);
    });
    // A step writes one batch, and no two steps of this kind come at one moment.
    this.#batches.add({ id: `${desk.now}`, at: desk.now, entries: bytes.toString("base64") });
  }

  /** Lets go of batches of before; at most `limit`. Answers whether there may be more. */
  forget(before: number, limit: number): boolean {
    let gone = 0;
    for (const batch of this.#batches.all()) {
      if (batch.at >= before) continue;
      if (gone++ >= limit) return true;
      for (const [name] of entriesOf(batch)) this.#known.delete(name);
      this.#batches.remove(batch);
    }
    return false;
  }

  flush(desk: Desk): void {
    this.#batches.flush(desk);
  }

  kept(): Iterable<Kept> {
    return this.#batches.kept();
  }

  async restore(read: Restore): Promise<void> {
    await this.#batches.restore(read);
    for (const batch of this.#batches.all())
      for (const [name, known] of entriesOf(batch)) this.#known.set(name, known);
  }
}

function* entriesOf({ entries }: Batch): Iterable<[name: number, known: number]> {
  const bytes = Buffer.from(entries, "base64");
  for (let offset = 0; offset < bytes.length; offset += entryBytes)
    yield [
      bytes.readUIntBE(offset, 3) * 2 ** 32 + bytes.readUInt32BE(offset + 3),
      bytes.readUInt32BE(offset + 7),
    ];
}

function nameOf(number: string): number {
  const digest = hash("sha256", number, "buffer");
  return (digest.readUInt32BE(0) >>> 11) * 2 ** 32 + digest.readUInt32BE(4);
}

const contentOf = (requestHash: string): number =>
  hash("sha256", requestHash, "buffer").readUInt32BE(0) >>> 4;
