/**
 * Numbers of the WMS after the things behind them were let go of: for two years no order, return or write-off is taken a second time under its old number.
 * Eleven bytes each, since a site gives millions: 53 bits that name the number, 28 that know its content again, two for how it ended. Two numbers out of ten
 * million that share 53 bits are once in a century, and the second is refused, not lost.
 */
import { hash } from "node:crypto";
import type { Desk } from "@floorplane/runtime/room";
import { bitsOf, NumberTable } from "./number-table.ts";
import { type Batch, numbersKind } from "./remembered-numbers.kind.ts";
import { Shelf } from "./shelf.ts";
import type { Stores } from "./stores.ts";

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

export interface WithNumbers {
  readonly numbers: RememberedNumbers;
}

export class RememberedNumbers extends Shelf<string, Batch> {
  /** By the number's 53 bits: 28 of its content and two of its ending. */
  readonly #known = new NumberTable();
  /** Of things that are let go of in this step. */
  readonly #ended: EndedNumber[] = [];

  constructor(stores: Stores, keptMs: number) {
    super(stores, {
      kind: numbersKind,
      id: (batch) => batch.id,
      body: (batch) => ({ ...batch }),
      read: (batch) => batch,
      isOver: ({ at }, now) => at < now - keptMs,
    });
  }

  find(number: string): Remembered | undefined {
    const known = this.#known.get(bitsOf(number));
    if (known === undefined) return undefined;
    return { ending: endings[known & 3]!, isSame: (requestHash) => known >>> 2 === contentOf(requestHash) };
  }

  remember(ended: EndedNumber): void {
    this.#ended.push(ended);
  }

  /** What a step lets go of is one batch. */
  override flush(desk: Desk): void {
    if (this.#ended.length > 0) this.#addBatch(desk.now, this.#ended.splice(0));
    super.flush(desk);
  }

  override remove(batch: Batch): void {
    for (const [name] of entriesOf(batch)) this.#known.delete(name);
    super.remove(batch);
  }

  protected override restored(batch: Batch): void {
    for (const [name, known] of entriesOf(batch)) this.#known.set(name, known);
  }

  #addBatch(at: number, ended: readonly EndedNumber[]): void {
    const bytes = Buffer.alloc(ended.length * entryBytes);
    ended.forEach(({ number, requestHash, ending }, index) => {
      const name = bitsOf(number);
      const known = ((contentOf(requestHash) << 2) | endings.indexOf(ending)) >>> 0;
      this.#known.set(name, known);
      const offset = index * entryBytes;
      bytes.writeUIntBE(Math.floor(name / 2 ** 32), offset, 3);
      bytes.writeUInt32BE(name % 2 ** 32, offset + 3);
      bytes.writeUInt32BE(known, offset + 7);
    });
    let id = `${at}`;
    for (let n = 2; this.get(id); n++) id = `${at}.${n}`;
    this.add({ id, at, entries: bytes.toString("base64") });
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

const contentOf = (requestHash: string): number =>
  hash("sha256", requestHash, "buffer").readUInt32BE(0) >>> 4;
