/** Units that a parcel was to hold and does not: missing ones leave the book, broken ones stand frozen at the bench until somebody looks at them, and the order asks for others. */
import type { LotId, Sku } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import { type HearingMeans, shortAtBench } from "../orders/hearing.ts";
import type { Parcel } from "../packing/parcels.ts";
import type { WorkParcel } from "../packing/work.kind.ts";
import { tellAdjusted } from "../stock/differences.ts";
import type { ToteNews } from "../totes/news.ts";
import { orderOf, type Tote } from "../totes/tote.ts";

/** Answers what is in the parcel then. */
export function bookShort(
  means: HearingMeans & WithConfirmations,
  desk: Desk,
  { tote, parcel, work }: { readonly tote: Tote; readonly parcel: Parcel; readonly work: WorkParcel },
): Parcel["lines"] {
  const { stock, places, totes, counts } = means;
  const lines = parcel.lines.map((line) => ({ ...line }));
  const news: ToteNews[] = [];
  const bench = places.bench(parcel.station);
  for (const { sku, missing, damaged } of work.units) {
    const gone = missing + damaged;
    if (gone === 0) continue;
    for (const { lot, units } of takenFrom(lines, sku, missing)) {
      const transit = stock.transit(tote.tote, sku, lot);
      stock.move({ holder: transit, name: "units" }, stock.outside(transit, "adjusted"), units);
    }
    for (const { lot, units } of takenFrom(lines, sku, damaged)) {
      const transit = stock.transit(tote.tote, sku, lot);
      const row = stock.row(bench, sku, lot);
      stock.move({ holder: transit, name: "units" }, { holder: row, name: "frozen" }, units);
    }
    settle(gone, missing > 0);
    news.push({ type: "short", units: gone }, { type: "confirmed", sku, units: -gone });

    function settle(left: number, isMissing: boolean): void {
      for (const line of tote.lines.toReversed()) {
        if (line.sku !== sku || line.taken === 0 || left === 0) continue;
        const part = Math.min(line.taken, left);
        totes.settle(tote, line, { taken: line.taken - part, state: "short" });
        // What is not in the tote may still lie where it was to be taken from.
        if (isMissing) counts.need(line.location, orderOf(tote));
        left -= part;
      }
    }
  }
  const order = orderOf(tote);
  const cause = { kind: "tote-counted", tote: tote.tote, ...(order ? { order } : {}) } as const;
  const differences = work.units.flatMap(({ sku, missing }) =>
    missing > 0 ? [{ sku, units: -missing }] : [],
  );
  tellAdjusted(means, desk, `tote/${tote.tote}`, cause, differences);
  if (news.length > 0) shortAtBench(means, desk, { tote, news });
  return lines.filter(({ units }) => units > 0);
}

type Line = { sku: Sku; lot: LotId; units: number };

/** The last lots first, as a count takes them. */
function takenFrom(
  lines: Line[],
  sku: Sku,
  units: number,
): { readonly lot: LotId; readonly units: number }[] {
  const taken: { lot: LotId; units: number }[] = [];
  let left = units;
  for (const line of lines.toReversed()) {
    if (line.sku !== sku || left === 0) continue;
    const part = Math.min(line.units, left);
    line.units -= part;
    left -= part;
    if (part > 0) taken.push({ lot: line.lot, units: part });
  }
  return taken;
}
