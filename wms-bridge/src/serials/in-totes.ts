/** Which units a tote holds, of goods that are kept by serial number: by the tags that agreed with its robot, by the scans of who picked or counted it. */
import type { ClientId, LocationId, Sku, ToteId } from "@floorplane/contracts/ids";
import type { WithItems } from "../goods/items.ts";
import type { WithStock } from "../stock/stock-book.ts";
import { keepsSerials, newBeyondUnnamed, notThatOne, type SerialSaid } from "./serial-said.ts";
import { atPlace, inTote, type WithSerials } from "./serials.ts";

type InTotes = WithSerials & WithItems & WithStock;

/** Units by SKU of those goods that a tote holds. */
export function keptIn(means: WithItems & WithStock, tote: ToteId): Map<Sku, number> {
  const units = new Map<Sku, number>();
  for (const one of means.stock.contents(tote))
    if (one.units > 0 && keepsSerials(means, one.sku))
      units.set(one.sku, (units.get(one.sku) ?? 0) + one.units);
  return units;
}

/** Somebody has to say which units they are. */
export const lacksSerials = (means: InTotes, tote: ToteId): boolean =>
  [...keptIn(means, tote)].some(([sku, units]) => means.serials.in(sku, inTote(tote)).length !== units);

interface Seen {
  readonly gtin: string;
  readonly serial: string;
  readonly rounds: number;
}

/** As many tags as units, none of which must be elsewhere: then these are they. A stray tag comes once. */
export function namedByTags(
  means: InTotes,
  { tote, client }: { readonly tote: ToteId; readonly client: ClientId },
  tags: readonly Seen[],
  now: number,
): void {
  const { serials, items } = means;
  const holder = inTote(tote);
  for (const [sku, units] of keptIn(means, tote)) {
    const ofSku = tags.filter(({ gtin }) => items.skuOf(gtin, client) === sku);
    const again = ofSku.filter(({ rounds }) => rounds > 1);
    const these = [ofSku, again].find(({ length }) => length === units);
    if (!these || new Set(these.map(({ serial }) => serial)).size < units) continue;
    const isHere = ({ in: kind, name }: { in: string; name: string }) => kind === "tote" && name === tote;
    if (these.some(({ serial }) => notThatOne(means, { sku, serial }, isHere))) continue;
    if (
      newBeyondUnnamed(
        means,
        these.map(({ serial }) => ({ sku, serial })),
      )
    )
      continue;
    for (const { serial } of these) serials.seen(client, sku, serial, holder, now);
  }
}

/** A person counted it: what he named is in it, and what was thought to be in it and is not was seen at his bench last. */
export function namedByCount(
  { serials }: WithSerials,
  { tote, client, bench }: { readonly tote: ToteId; readonly client: ClientId; readonly bench: LocationId },
  said: readonly SerialSaid[],
  now: number,
): void {
  const named = new Set(said.map(({ sku, serial }) => `${sku}|${serial}`));
  for (const sku of serials.skus())
    for (const serial of serials.in(sku, inTote(tote)))
      if (!named.has(`${sku}|${serial}`)) serials.seen(client, sku, serial, atPlace(bench), now);
  for (const { sku, serial } of said) serials.seen(client, sku, serial, inTote(tote), now);
}

/** All units of them were taken out of a tote. */
export function takenOut(
  means: InTotes,
  { tote, client, bench }: { readonly tote: ToteId; readonly client: ClientId; readonly bench: LocationId },
  now: number,
): void {
  const { serials } = means;
  const left = keptIn(means, tote);
  for (const sku of serials.skus())
    if (!left.has(sku))
      for (const serial of serials.in(sku, inTote(tote)))
        serials.seen(client, sku, serial, atPlace(bench), now);
}
