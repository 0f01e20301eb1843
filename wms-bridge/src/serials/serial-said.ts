/** A serial number as somebody scanned or sent it, held against what is known of it: twice in one list, here at another place, or with a customer, and it is refused. */

import type { LotId, Sku } from "@floorplane/contracts/ids";
import type { Disposition, Grade } from "@floorplane/contracts/states";
import { isoTime } from "@floorplane/contracts/units";
import type { WithItems } from "../goods/items.ts";
import { isUnknownLot } from "../stock/lots.ts";
import type { KnownSerial, WithSerials } from "./serials.ts";

/** One that was said of goods that are kept by them. */
export interface SerialSaid {
  readonly sku: Sku;
  readonly serial: string;
  /** Path of it in the list. */
  readonly field: string;
  /** Read with it, of goods that are kept by lot. */
  readonly lot?: LotId;
  /** What somebody says that it is fit for. */
  readonly fit?: {
    readonly to: Disposition;
    readonly relabel: boolean;
    /** As he called it. */
    readonly grade?: Grade | undefined;
  };
}

export function serialsBySku(
  said: readonly Pick<SerialSaid, "sku" | "serial">[],
): ReadonlyMap<Sku, readonly string[]> {
  const serials = new Map<Sku, string[]>();
  for (const { sku, serial } of said) serials.set(sku, [...(serials.get(sku) ?? []), serial]);
  return serials;
}

/** Null: they are kept by none, or nobody knows it. */
export const lotOfUnit = ({ items }: WithItems, sku: Sku, lot: LotId | null): LotId | null =>
  lot !== null && items.get(sku)?.lotKept === true && !isUnknownLot(lot) ? lot : null;

/** A unit is of one lot: said with another one, either was read wrongly. `lots`: that may stand there. */
export function ofOtherLot(
  { serials, items }: WithSerials & WithItems,
  { sku, serial }: Pick<SerialSaid, "sku" | "serial">,
  lots: readonly LotId[],
): LotId | undefined {
  const lot = items.get(sku)?.lotKept === true ? serials.of(sku, serial)?.lot : undefined;
  if (!lot || lots.length === 0 || lots.some((one) => one === lot || isUnknownLot(one))) return undefined;
  return lot;
}

export const keepsSerials = ({ items }: WithItems, sku: Sku): boolean => items.get(sku)?.serialKept === true;

/** The first of a list that stands in it twice, with the one before it. */
export function saidTwice(
  said: readonly SerialSaid[],
): { readonly first: SerialSaid; readonly again: SerialSaid } | undefined {
  const seen = new Map<string, SerialSaid>();
  for (const one of said) {
    const key = `${one.sku}|${one.serial}`;
    const first = seen.get(key);
    if (first) return { first, again: one };
    seen.set(key, one);
  }
  return undefined;
}

/** The first of what comes in that is in the house already, or left it and comes by another way than as a return. */
export function knownBefore(
  { serials }: WithSerials,
  said: readonly SerialSaid[],
): { readonly one: SerialSaid; readonly known: KnownSerial } | undefined {
  for (const one of said) {
    const known = serials.of(one.sku, one.serial);
    if (known && known.state !== "gone") return { one, known };
  }
  return undefined;
}

/** Where it is by the book, in few words. */
export function whereIs({ state, in: kind, name, order, at, kept }: KnownSerial): string {
  const since = isoTime(at);
  if (state === "here" && kept !== null) return `is ${kept} at ${name} since ${since}`;
  if (state === "left") return `left with order ${order ?? "?"} in parcel ${name} at ${since}`;
  if (state === "gone") return `was written off at ${name} at ${since}`;
  return kind === "place" ? `was seen at ${name} at ${since}` : `is in ${kind} ${name} since ${since}`;
}

/** Why what somebody has in his hands cannot be what its serial number says. */
export interface NotThatOne {
  readonly reason: "serial-elsewhere" | "serial-unknown";
  readonly text: string;
}

/** The first of what is about to leave together that is new, where more are new than units here have no name yet: it is another unit, or another's. */
export function newBeyondUnnamed<Said extends Pick<SerialSaid, "sku" | "serial">>(
  { serials }: WithSerials,
  said: readonly Said[],
): Said | undefined {
  const room = new Map<Sku, number>();
  for (const one of said) {
    if (serials.of(one.sku, one.serial) !== undefined) continue;
    const { units, known } = serials.here(one.sku);
    const left = (room.get(one.sku) ?? units - known) - 1;
    if (left < 0) return one;
    room.set(one.sku, left);
  }
  return undefined;
}

/** Of what is about to leave: one that left before, is not for sale, or is in somebody else's tote or parcel, is another unit; and where each unit here is known, there is no new one. */
export function notThatOne(
  { serials }: WithSerials,
  { sku, serial }: Pick<SerialSaid, "sku" | "serial">,
  mayBeIn: (known: KnownSerial) => boolean,
): NotThatOne | undefined {
  const known = serials.of(sku, serial);
  if (known === undefined) {
    const here = serials.here(sku);
    return here.known >= here.units ? { reason: "serial-unknown", text: serial } : undefined;
  }
  const isForSale = known.state === "here" && known.kept === null;
  const isFree = known.state === "gone" || (isForSale && known.in === "place");
  if (isFree || (known.state === "here" && mayBeIn(known))) return undefined;
  return { reason: "serial-elsewhere", text: `${serial} ${whereIs(known)}` };
}
