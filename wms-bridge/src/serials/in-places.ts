/** Serial numbers of units in places, by counts: what was named is there, and where all units were named what was not is not seen; it may be anywhere, and is not gone. */
import { clientOf } from "@floorplane/contracts/client-names";
import type { ClientId, LocationId, LotId, Sku } from "@floorplane/contracts/ids";
import type { WithItems } from "../goods/items.ts";
import type { WithHandling } from "../handling/handling.ts";
import type { WithSite } from "../keeping/traits.ts";
import { unitsOf } from "../stock/accounts.ts";
import type { WithStock } from "../stock/stock-book.ts";
import { keepsSerials, lotOfUnit, type SerialSaid } from "./serial-said.ts";
import { atPlace, type Holder, type KnownSerial, type WithSerials } from "./serials.ts";

export type InPlaces = WithSerials & WithStock & WithItems & WithSite;

/** What was counted at a place; of goods that are not in it none is there. */
export interface CountedPlace {
  readonly location: LocationId;
  readonly units: ReadonlyMap<Sku, number>;
  readonly said: readonly Pick<SerialSaid, "sku" | "serial">[];
}

export function namedInPlace(means: InPlaces, { location, units, said }: CountedPlace, now: number): void {
  const { serials } = means;
  for (const sku of [...serials.skus()])
    if (said.filter((one) => one.sku === sku).length === (units.get(sku) ?? 0))
      for (const serial of serials.in(sku, atPlace(location)))
        if (!said.some((one) => one.sku === sku && one.serial === serial)) serials.notSeen(sku, serial);
  seenInPlace(means, { location, said }, now);
}

/** Of goods that are kept by them; where one lot of them stands there, they are of it. */
export function seenInPlace(
  means: InPlaces,
  { location, said }: Omit<CountedPlace, "units">,
  now: number,
): void {
  for (const { sku, serial } of said) {
    if (!keepsSerials(means, sku)) continue;
    const [lot, ...others] = lotsAt(means, location, sku);
    const one = lot !== undefined && others.length === 0 ? lotOfUnit(means, sku, lot) : null;
    means.serials.seen(clientOf(sku, means.client), sku, serial, atPlace(location), now, one);
  }
}

export const lotsAt = ({ stock }: WithStock, location: LocationId, sku: Sku): LotId[] =>
  stock.rowsAt(location).flatMap((row) => (row.sku === sku && unitsOf(row) > 0 ? [row.lot] : []));

interface Moved {
  readonly client: ClientId;
  readonly sku: Sku;
  readonly units: number;
  readonly from: Holder;
  readonly to: Holder;
}

/**
 * Before units are moved: where all of them go that are there, those that were seen there go along, and are told as what was moved. Of some of many nobody knows which went, who scanned none; nor where more were seen there than
 * there are.
 */
export function goAlong(
  means: WithSerials & WithStock & WithHandling,
  { client, sku, units, from, to }: Moved,
  now: number,
): void {
  const { serials, handling } = means;
  const there = serials.in(sku, from);
  if (units === 0 || units !== serials.unitsIn(sku, from) || there.length > units) return;
  for (const serial of there) serials.seen(client, sku, serial, to, now);
  handling.pieces(sku, there);
}

/** Units that leave a place, or that somebody has decided about there. */
export interface Leaving {
  readonly location: LocationId;
  readonly sku: Sku;
  readonly units: number;
  readonly named: readonly string[];
  /** What they were till now, where they were looked at before. */
  readonly kept?: KnownSerial["kept"];
}

/**
 * Which they are: those that were named, all that are there where all go, or those that somebody put aside for it before. Undefined where fewer go than stand there, and some there are known: whoever has them in
 * hand can say which.
 */
export function whichLeave(
  { serials, items }: WithSerials & WithItems,
  { location, sku, units, named, kept = null }: Leaving,
): readonly string[] | undefined {
  const place = atPlace(location);
  const there = serials.in(sku, place);
  if (named.length >= units || there.length === 0 || !keepsSerials({ items }, sku)) return named;
  const both = (others: readonly string[]): string[] => [...new Set([...named, ...others])];
  if (units >= serials.unitsIn(sku, place)) return both(there);
  const aside = kept === null ? [] : there.filter((serial) => serials.of(sku, serial)?.kept === kept);
  return aside.length > 0 && both(aside).length <= units ? both(aside) : undefined;
}
