/**
 * What readers saw in a count. Reads book nothing: a bin in which they saw all that the book has is counted by them, and every other one is left to a person. What was not seen is *not seen*, never
 * gone, and tags of nobody here are listed apart.
 */
import { clientOf } from "@floorplane/contracts/client-names";
import type { CountPass } from "@floorplane/contracts/counts.schema";
import { decodeEpc } from "@floorplane/contracts/epc";
import type { ClientId, LocationId, Sku } from "@floorplane/contracts/ids";
import type { WithItems } from "../goods/items.ts";
import { readGoods } from "../goods/reader.ts";
import { noteCounted, type WithHandling } from "../handling/handling.ts";
import type { WithSite } from "../keeping/traits.ts";
import { namedInPlace, seenInPlace } from "../serials/in-places.ts";
import { serialsBySku } from "../serials/serial-said.ts";
import type { WithSerials } from "../serials/serials.ts";
import { unitsOf } from "../stock/accounts.ts";
import type { WithCountedBins, WithCounts } from "../stock/bin-counts.ts";
import type { WithStock } from "../stock/stock-book.ts";
import type { WithVisits } from "../stock/visits.ts";
import { type Coverage, coverageOf } from "./coverage.ts";
import type { Meant, WithReadTags } from "./read-tags.ts";
import type { CountTag, Stocktake } from "./stocktake.kind.ts";
import type { WithStocktakes } from "./stocktakes.ts";

export type ReadMeans = WithStocktakes &
  WithSerials &
  WithReadTags &
  WithItems &
  WithSite &
  WithStock &
  WithCounts &
  WithCountedBins &
  WithVisits &
  WithHandling;

const strange: Meant = { sku: null, units: 1 };

/** What a tag hangs on by its own code: goods of the catalogue of whichever client, or of one alone; a case by its units. */
export function meantBy(
  means: WithItems & WithSite,
  epc: string,
  client: ClientId | "anybody" = "anybody",
): Meant {
  const code = decodeEpc(epc);
  if (code.scheme !== "sgtin") return strange;
  const reading = readGoods(means, code.gtin, { client });
  return reading.kind === "goods" ? { sku: reading.sku, units: reading.units } : strange;
}

export function takePass(
  means: ReadMeans,
  stocktake: Stocktake,
  { pass, location, reads }: Omit<CountPass, "client">,
): void {
  const { stocktakes, readTags } = means;
  stocktakes.passMade(stocktake, pass);
  const where = stocktake.listed === null ? (location as LocationId) : null;
  for (const epc of new Set(reads.map((read) => read.epc.toUpperCase()))) {
    const kept = readTags.seen(stocktake, { epc, pass, location: where }, () => meantBy(means, epc));
    if (!kept) stocktakes.overflowed(stocktake);
  }
}

export type TagState = "seen" | "not-seen" | "unlisted" | "foreign";

/** `unlisted`: goods of its client that the list of the count does not name. What hangs on another's goods is as foreign as a neighbour's. */
export function stateOfTag(
  { client: own }: WithSite,
  { client }: Pick<Stocktake, "client">,
  { sku, location, passes }: CountTag,
): TagState {
  if (sku === null || clientOf(sku, own) !== client) return "foreign";
  if (location === null) return "unlisted";
  return passes.length > 0 ? "seen" : "not-seen";
}

export interface TagSums {
  readonly tags: Readonly<Record<TagState, number>>;
  readonly coverage: Coverage;
  /** Of each pass the tags of this count that it saw, and those that no pass before it had seen. */
  readonly passes: readonly { readonly pass: number; readonly seen: number; readonly fresh: number }[];
}

export function sumsOf(means: WithReadTags & WithSite, stocktake: Stocktake): TagSums {
  const tags: Record<TagState, number> = { seen: 0, "not-seen": 0, unlisted: 0, foreign: stocktake.beyond };
  const seenIn: number[] = [];
  const byPass = new Map(stocktake.passes.map((pass) => [pass, { pass, seen: 0, fresh: 0 }]));
  for (const tag of means.readTags.of(stocktake)) {
    const state = stateOfTag(means, stocktake, tag);
    tags[state]++;
    if (state !== "seen") continue;
    seenIn.push(tag.passes.length);
    const first = Math.min(...tag.passes);
    for (const pass of tag.passes) {
      const sums = byPass.get(pass)!;
      sums.seen++;
      if (pass === first) sums.fresh++;
    }
  }
  const coverage = coverageOf(seenIn, stocktake.passes.length, stocktake.listed ?? undefined);
  return { tags, coverage, passes: [...byPass.values()] };
}

/** No further pass comes. Answers how many bins the reads confirmed. */
export function confirmRead(means: ReadMeans, stocktake: Stocktake, now: number): number {
  const { visits, counts, countedBins, stocktakes, handling } = means;
  const byPlace = new Map<LocationId, CountTag[]>();
  for (const tag of means.readTags.of(stocktake)) {
    if (tag.location === null) continue;
    const there = byPlace.get(tag.location);
    if (there) there.push(tag);
    else byPlace.set(tag.location, [tag]);
  }
  handling.by({ hand: "wms", ref: `count/${stocktake.count}` });
  for (const [location, tags] of byPlace)
    seenInPlace(means, { location, said: piecesSeen(means, tags) }, now);
  let confirmed = 0;
  for (const location of stocktake.locations) {
    // Somebody doubts it, or is at work there: reads of minutes ago say nothing of it.
    if (counts.get(location) || visits.isBusy(location)) continue;
    const seen = unitsSeen(byPlace.get(location) ?? []);
    // Nothing seen is nothing read: an empty bin is for somebody's eyes.
    if (!seen || seen.size === 0 || !isAsBooked(means, location, seen)) continue;
    const said = piecesSeen(means, byPlace.get(location)!);
    noteCounted(means, { found: seen, named: serialsBySku(said) }, { to: location });
    namedInPlace(means, { location, units: seen, said }, now);
    countedBins.counted(location, true, now);
    stocktakes.binCounted(location, [], now);
    confirmed++;
  }
  return confirmed;
}

/** A tag that says a serial number is one unit; what left the house, or is in a tote or parcel, is another's, and its bin is for somebody's eyes. */
function piecesSeen({ serials }: WithSerials, tags: readonly CountTag[]): { sku: Sku; serial: string }[] {
  return tags.flatMap(({ epc, sku, units, passes, elsewhere }) => {
    if (sku === null || units !== 1 || passes.length === 0 || elsewhere) return [];
    const code = decodeEpc(epc);
    if (code.scheme !== "sgtin") return [];
    const known = serials.of(sku, code.serial);
    const isElsewhere = known?.state === "left" || (known?.state === "here" && known.in !== "place");
    return isElsewhere ? [] : [{ sku, serial: code.serial }];
  });
}

/** Undefined where one was not seen, or was read at another place too. */
function unitsSeen(tags: readonly CountTag[]): ReadonlyMap<Sku, number> | undefined {
  const units = new Map<Sku, number>();
  for (const { sku, units: count, passes, elsewhere } of tags) {
    if (passes.length === 0 || elsewhere || sku === null) return undefined;
    units.set(sku, (units.get(sku) ?? 0) + count);
  }
  return units;
}

/** Whether as many units of each goods were seen as the book has at a place, in whatever state. */
export function isAsBooked(
  { stock }: WithStock,
  location: LocationId,
  seen: ReadonlyMap<Sku, number>,
): boolean {
  const booked = new Map<Sku, number>();
  for (const row of stock.rowsAt(location))
    if (unitsOf(row) > 0) booked.set(row.sku, (booked.get(row.sku) ?? 0) + unitsOf(row));
  if (seen.size !== booked.size) return false;
  return [...seen].every(([sku, units]) => booked.get(sku) === units);
}
