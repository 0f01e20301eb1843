/**
 * A person counted a tote, or the box that several share. The count is the truth: the book follows it, the order keeps what it asked for, and whatever else lay in the tote is taken out
 * and stands frozen at that bench. Of a cancelled order, and of a refill that went wrong, everything does.
 */
import type { LocationId, Sku } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import { noteCounted } from "../handling/handling.ts";
import { clearAlarm } from "../keeping/alarms.ts";
import { type HearingMeans, isWanted, orderFor, toteCounted } from "../orders/hearing.ts";
import { namedByCount, takenOut } from "../serials/in-totes.ts";
import { type SerialSaid, serialsBySku } from "../serials/serial-said.ts";
import { bookContents, tellAdjusted } from "../stock/differences.ts";
import type { WithStock } from "../stock/stock-book.ts";
import type { Readable } from "../tasks/form.ts";
import type { ToteNews } from "../totes/news.ts";
import { boxOf, orderOf, type Tote } from "../totes/tote.ts";

/** All that lie in one box are counted at once. What was found is the more urgent order's first, up to what was planned for it: what is missing is the last one's to miss. */
export function bookBoxCount(
  means: HearingMeans,
  desk: Desk,
  totes: readonly Tote[],
  { found, serials }: Pick<Readable, "found"> & { readonly serials: readonly SerialSaid[] },
): void {
  const [first] = totes;
  if (first?.at.state !== "checking") return;
  const bench = means.places.bench(first.at.station);
  namedByCount(means, { ...first, bench }, serials, desk.now);
  const wanted = (tote: Tote): boolean => isWanted(tote, orderFor(means, tote));
  const shares = dealt([...totes.filter(wanted), ...totes.filter((tote) => !wanted(tote))], found);
  evenOut(means, shares);
  const named = serialsBySku(serials);
  for (const [tote, units] of shares) bookShare(means, desk, tote, { found: units, named });
}

type Shares = ReadonlyMap<Tote, Map<Sku, number>>;

/** Nobody planned for what is left over in the end: it is with the last. */
function dealt(totes: readonly Tote[], found: ReadonlyMap<Sku, number>): Shares {
  const left = new Map(found);
  const last = totes.at(-1);
  return new Map(
    totes.map((tote) => {
      const units = new Map<Sku, number>();
      for (const [sku, there] of left) {
        const planned = tote.lines.reduce((sum, line) => sum + (line.sku === sku ? line.planned : 0), 0);
        const part = tote === last ? there : Math.min(there, planned);
        if (part === 0) continue;
        units.set(sku, part);
        left.set(sku, there - part);
      }
      return [tote, units] as const;
    }),
  );
}

/** What one share has too much by the book and another too little changes hands; only what all of them have too much or too little was counted otherwise. */
function evenOut({ stock }: WithStock, shares: Shares): void {
  const surplus = (tote: Tote, sku: Sku): number =>
    stock.contents(tote.tote).reduce((sum, one) => sum + (one.sku === sku ? one.units : 0), 0) -
    (shares.get(tote)!.get(sku) ?? 0);
  for (const giver of shares.keys())
    for (const from of [...stock.contents(giver.tote)])
      for (const taker of shares.keys()) {
        const { sku, lot, units } = from;
        const moved = Math.min(units, surplus(giver, sku), -surplus(taker, sku));
        if (moved <= 0) continue;
        const to = stock.transit(taker.tote, sku, lot);
        stock.move({ holder: from, name: "units" }, { holder: to, name: "units" }, moved);
      }
}

function bookShare(
  means: HearingMeans,
  desk: Desk,
  tote: Tote,
  {
    found,
    named,
  }: {
    readonly found: ReadonlyMap<Sku, number>;
    readonly named: ReadonlyMap<Sku, readonly string[]>;
  },
): void {
  if (tote.at.state !== "checking") return;
  const { station, unknown } = tote.at;
  noteCounted(means, { found, named }, { tote: tote.tote, to: station });
  const differences = bookContents(means, tote.tote, found);
  means.totes.counted(tote);
  if (unknown) clearAlarm(desk, "tote.contents-unknown", boxOf(tote));
  const goesOn = isWanted(tote, orderFor(means, tote));
  const news = goesOn ? settleByCount(means, tote, found) : [];
  setAside(means, tote, means.places.bench(station), goesOn ? keptIn(tote) : new Map());
  takenOut(means, { ...tote, bench: means.places.bench(station) }, desk.now);
  const order = orderOf(tote);
  const cause = { kind: "tote-counted", tote: tote.tote, ...(order ? { order } : {}) } as const;
  tellAdjusted(means, desk, `tote/${tote.tote}`, cause, differences);
  toteCounted(means, desk, { tote, news });
}

/**
 * Deals what was found to the lines, up to what each was planned with. No other tote was asked for any of these units meanwhile (`unitsInHand`), and the
 * person at the bench knows them too: whatever is beyond is taken out.
 */
function settleByCount(
  { totes, counts }: HearingMeans,
  tote: Tote,
  found: ReadonlyMap<Sku, number>,
): ToteNews[] {
  const left = new Map(found);
  return tote.lines.flatMap((line): ToteNews[] => {
    const { sku, planned } = line;
    const taken = Math.min(planned, left.get(sku) ?? 0);
    const known = line.state === "taken" ? 0 : line.taken;
    const gone = line.taken - taken;
    if (gone > 0) counts.need(line.location, orderOf(tote));
    totes.settle(tote, line, { taken, state: taken === planned ? "confirmed" : "short" });
    left.set(sku, (left.get(sku) ?? 0) - taken);
    const short: ToteNews[] = gone > 0 ? [{ type: "short", units: gone }] : [];
    return [...short, { type: "confirmed", sku, units: taken - known }];
  });
}

/** Units that stay in the tote, by SKU. */
function keptIn({ lines }: Tote): Map<Sku, number> {
  const kept = new Map<Sku, number>();
  for (const { sku, taken } of lines) kept.set(sku, (kept.get(sku) ?? 0) + taken);
  return kept;
}

function setAside({ stock }: WithStock, { tote }: Tote, bench: LocationId, kept: Map<Sku, number>): void {
  for (const transit of stock.contents(tote)) {
    const stays = Math.min(transit.units, kept.get(transit.sku) ?? 0);
    kept.set(transit.sku, (kept.get(transit.sku) ?? 0) - stays);
    const row = stock.row(bench, transit.sku, transit.lot);
    stock.move({ holder: transit, name: "units" }, { holder: row, name: "frozen" }, transit.units - stays);
  }
}
