/** A person approves what a snapshot's report proposes; of a difference that is more than one person may book it proposes a count. The book follows the WMS by the account `adjusted`, and nothing is booked that is not as the report said any more. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { LotId } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { Snapshot, SnapshotLine } from "../counting/snapshot.kind.ts";
import type { WithSnapshots } from "../counting/snapshots.ts";
import { compare, rowsOf, storageOf } from "../counting/three-ways.ts";
import { dropHoldsOf } from "../orders/holding.ts";
import { bookBin, tellAdjusted } from "../stock/differences.ts";
import { foundLot } from "../stock/lots.ts";
import { otherLotAt } from "../stock/one-lot.ts";
import { unitsThatFitAt } from "../stock/room.ts";
import type { OutcomeMeans } from "./outcomes.ts";

export type ApproveMeans = OutcomeMeans & WithSnapshots;

/** What became of a line: `changed`: the book is another than the report said, and the line says now what it is. */
export type Approved = "booked" | "asked" | "changed" | "no-room" | "busy";

/** Places that are counted for one line. */
const placesMax = 20;

export function approveLine(
  means: ApproveMeans,
  desk: Desk,
  snapshot: Snapshot,
  index: number,
  person: string,
): Approved {
  const line = snapshot.lines[index]!;
  const now = compare(means, line, line.wms);
  if (now.book !== line.book || now.proposal !== line.proposal) {
    const doneAt = now.book === line.wms ? desk.now : null;
    means.snapshots.becomes(snapshot, index, { ...line, ...now, by: [], doneAt });
    return "changed";
  }
  const by = [...line.by, person];
  means.handling.by({ hand: "person", by: person, ref: `stock-snapshot/${snapshot.snapshot}` });
  const done = line.proposal === "adjust" ? adjust(means, desk, snapshot, line) : askForCounts(means, line);
  if (done === "booked" || done === "asked")
    means.snapshots.becomes(snapshot, index, { ...line, by, doneAt: desk.now });
  return done;
}

function askForCounts(means: ApproveMeans, line: SnapshotLine): Approved {
  const places = line.location === null ? storageOf(means, rowsOf(means, line)) : [line.location];
  for (const location of places.slice(0, placesMax)) means.counts.need(location);
  return "asked";
}

function adjust(means: ApproveMeans, desk: Desk, { snapshot }: Snapshot, line: SnapshotLine): Approved {
  const { stock, visits } = means;
  const { sku, location, wms, book } = line;
  if (location === null)
    throw new FloorplaneError({ code: "conflict", message: `${sku} is adjusted nowhere` });
  const units = wms - book;
  if (units > 0) {
    const lot = lotFor(means, line);
    if (unitsThatFitAt(means, location, sku) < units) return "no-room";
    if (otherLotAt(means, location, sku, lot) !== undefined) return "no-room";
    const row = stock.row(location, sku, lot);
    stock.move(stock.outside(row, "adjusted"), { holder: row, name: "available" }, units);
    tellAdjusted(means, desk, `stock-snapshot/${snapshot}`, { kind: "snapshot", location, snapshot }, [
      { sku, units },
    ]);
    return "booked";
  }
  if (visits.isBusy(location)) return "busy";
  const found = new Map<typeof sku, number>();
  for (const row of stock.rowsAt(location))
    found.set(row.sku, (found.get(row.sku) ?? 0) + row.available + row.allocated + row.frozen + row.held);
  const left = (found.get(sku) ?? 0) + units;
  if (left < 0) return "busy";
  found.set(sku, left);
  const differences = bookBin(means, location, found, (row) => dropHoldsOf(means, (one) => one === row));
  const cause = { kind: "snapshot", location, snapshot } as const;
  tellAdjusted(means, desk, `stock-snapshot/${snapshot}`, cause, differences);
  return "booked";
}

/** Of goods that are not kept by lot, what lies there has one that will do. */
const lotFor = (means: ApproveMeans, line: SnapshotLine): LotId =>
  line.lot ?? rowsOf(means, line)[0]?.lot ?? means.stock.rowsOf(line.sku)[0]?.lot ?? foundLot;
