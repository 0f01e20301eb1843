/**
 * Serial numbers of goods that are kept by them. A serial number is at one place at a time, and leaves once: what came back may leave again. Goods that are moved without being scanned are not followed, so that a place is where a
 * serial number was seen last; it is believed as long as the place holds as many units as serial numbers were seen at.
 */
import { assert } from "@floorplane/contracts/errors";
import type { ClientId, LocationId, LotId, Sku, ToteId } from "@floorplane/contracts/ids";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { unitsOf } from "../stock/accounts.ts";
import type { StockBook } from "../stock/stock-book.ts";
import { type KnownSerial, type SerialChunk, serialsKind } from "./serials.kind.ts";

export type { KnownSerial } from "./serials.kind.ts";

export interface WithSerials {
  readonly serials: Serials;
}

/** What holds a serial number. */
export type Holder = Pick<KnownSerial, "in" | "name">;
export const atPlace = (location: LocationId): Holder => ({ in: "place", name: location });

export const inTote = (tote: ToteId): Holder => ({ in: "tote", name: tote });
const inParcel = (sscc: string): Holder => ({ in: "parcel", name: sscc });

/** One that is at hand, with the document that it stands in. */
interface Kept {
  readonly chunk: SerialChunk;
  readonly index: number;
}

/** To a document: some four kilobytes. */
const chunkMax = 32;

export interface SerialsOptions {
  readonly client: ClientId;
  readonly stock: StockBook;
  /** So long after the last of a document has left, ms, nobody asks for any of it. */
  readonly keptMs: number;
}

export class Serials extends Shelf<string, SerialChunk> {
  readonly #stock: StockBook;
  readonly #bySku = new Map<Sku, Map<string, Kept>>();
  /** The document of each item that has room. */
  readonly #last = new Map<Sku, SerialChunk>();
  /** What is in each holder, by SKU and holder. */
  readonly #held = new Map<string, Set<string>>();

  constructor(stores: Stores, { client, stock, keptMs }: SerialsOptions) {
    super(stores, {
      kind: serialsKind,
      id: ({ sku, chunk }) => `${sku}|${chunk}`,
      owner: { own: client, ids: "names" },
      body: (chunk) => ({ ...chunk, serials: chunk.serials.map((one) => ({ ...one })) }),
      read: (kept) => ({ ...kept, serials: [...kept.serials] }),
      isOver: ({ serials }, now) =>
        serials.length === chunkMax &&
        serials.every(({ state, at }) => state !== "here" && at < now - keptMs),
    });
    this.#stock = stock;
  }

  of(sku: Sku, serial: string): KnownSerial | undefined {
    const kept = this.#bySku.get(sku)?.get(serial);
    return kept?.chunk.serials[kept.index];
  }

  *ofSku(sku: Sku): Iterable<KnownSerial> {
    for (const { chunk, index } of this.#bySku.get(sku)?.values() ?? []) yield chunk.serials[index]!;
  }

  skus(): IterableIterator<Sku> {
    return this.#bySku.keys();
  }

  /** Those here that were seen there last. */
  in(sku: Sku, holder: Holder): readonly string[] {
    return [...(this.#held.get(keyOf(sku, holder)) ?? [])];
  }

  /** Units of a SKU that a holder has by the book; a parcel that is still here has what was packed into it. */
  unitsIn(sku: Sku, { in: kind, name }: Holder): number {
    if (kind === "parcel") return Number.POSITIVE_INFINITY;
    const rows =
      kind === "tote"
        ? this.#stock.contents(name as ToteId).map((one) => ({ sku: one.sku, units: one.units }))
        : this.#stock.rowsAt(name as LocationId).map((row) => ({ sku: row.sku, units: unitsOf(row) }));
    return rows.reduce((sum, row) => sum + (row.sku === sku ? row.units : 0), 0);
  }

  /** Whether it must be where it was seen last: no more were seen there than units stand there, and no count has missed it. */
  isSure(sku: Sku, one: KnownSerial): boolean {
    return one.state === "here" && !one.unseen && this.in(sku, one).length <= this.unitsIn(sku, one);
  }

  /** Units in the house, of this SKU, and how many of them have a serial number that is known; one that a count has missed may be none of them. */
  here(sku: Sku): { readonly units: number; readonly known: number } {
    let known = 0;
    for (const { state, unseen } of this.ofSku(sku)) if (state === "here" && !unseen) known++;
    const units = this.#stock.sheetsOf(sku).reduce((sum, { inside }) => sum + inside, 0);
    return { units, known };
  }

  /** It is seen somewhere in the house. `lot`: read with it. */
  seen(
    client: ClientId,
    sku: Sku,
    serial: string,
    holder: Holder,
    now: number,
    lot: LotId | null = null,
  ): void {
    const told = { serial, order: null, at: now, ...holder };
    this.#become(client, sku, {
      ...told,
      ...this.#remembered(sku, serial, lot),
      state: "here",
      unseen: false,
    });
  }

  /** Somebody looked at it: it is not for sale, or (null) it is. */
  keep(sku: Sku, serial: string, kept: KnownSerial["kept"]): void {
    this.#change(sku, serial, { kept });
  }

  /** A count named all units at its place, and it was none of them: where it is nobody knows. */
  notSeen(sku: Sku, serial: string): void {
    this.#change(sku, serial, { unseen: true });
  }

  /** It is in a parcel, for an order. */
  packed(
    client: ClientId,
    {
      sku,
      serial,
      sscc,
      order,
    }: Pick<KnownSerial, "serial" | "order"> & {
      readonly sku: Sku;
      readonly sscc: string;
    },
    now: number,
  ): void {
    const told = { serial, order, at: now, ...inParcel(sscc) };
    this.#become(client, sku, {
      ...told,
      ...this.#remembered(sku, serial, null),
      state: "here",
      unseen: false,
    });
  }

  /** A unit is of one lot for ever; what is said of its fitness holds while it is here. */
  #remembered(sku: Sku, serial: string, lot: LotId | null): Pick<KnownSerial, "lot" | "kept"> {
    const before = this.of(sku, serial);
    return { lot: lot ?? before?.lot ?? null, kept: before?.state === "here" ? before.kept : null };
  }

  /** With the parcel that it is in. */
  left(sku: Sku, serial: string, now: number): void {
    const known = this.of(sku, serial);
    assert(known?.state === "here", `serial number ${serial} of ${sku} leaves and is ${known?.state}`);
    this.#change(sku, serial, { state: "left", at: now });
  }

  gone(sku: Sku, serial: string, now: number): void {
    this.#change(sku, serial, { state: "gone", at: now });
  }

  override remove(chunk: SerialChunk): void {
    for (const { serial } of chunk.serials) this.#bySku.get(chunk.sku)?.delete(serial);
    super.remove(chunk);
  }

  protected override restored(chunk: SerialChunk): void {
    for (const index of chunk.serials.keys()) this.#find(chunk, index);
    const last = this.#last.get(chunk.sku);
    if (!last || last.chunk < chunk.chunk) this.#last.set(chunk.sku, chunk);
  }

  #change(sku: Sku, serial: string, what: Partial<KnownSerial>): void {
    const known = this.of(sku, serial);
    assert(known !== undefined, `serial number ${serial} of ${sku} is not known`);
    const { chunk } = this.#bySku.get(sku)!.get(serial)!;
    this.#become(chunk.client, sku, { ...known, ...what });
  }

  #become(client: ClientId, sku: Sku, one: KnownSerial): void {
    const kept = this.#bySku.get(sku)?.get(one.serial) ?? this.#room(client, sku);
    const before = kept.chunk.serials[kept.index];
    if (before) this.#held.get(keyOf(sku, before))?.delete(before.serial);
    const serials = [...kept.chunk.serials];
    serials[kept.index] = one;
    this.write(kept.chunk).serials = serials;
    this.#find(kept.chunk, kept.index);
  }

  #room(client: ClientId, sku: Sku): Kept {
    const last = this.#last.get(sku);
    if (last && last.serials.length < chunkMax) return { chunk: last, index: last.serials.length };
    const chunk = this.add({ client, sku, chunk: (last?.chunk ?? 0) + 1, serials: [] });
    this.#last.set(sku, chunk);
    return { chunk, index: 0 };
  }

  #find(chunk: SerialChunk, index: number): void {
    const { sku } = chunk;
    const one = chunk.serials[index]!;
    const known = this.#bySku.get(sku) ?? new Map<string, Kept>();
    this.#bySku.set(sku, known);
    known.set(one.serial, { chunk, index });
    if (one.state !== "here" || one.unseen) return;
    const key = keyOf(sku, one);
    const held = this.#held.get(key) ?? new Set<string>();
    this.#held.set(key, held);
    held.add(one.serial);
  }
}

const keyOf = (sku: Sku, holder: Holder): string => `${sku}|${holder.in}/${holder.name}`;
