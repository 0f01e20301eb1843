/**
 * A delivery that stands at the receiving station: a person unloads and counts it, without seeing what was announced, so that nobody counts what he is told. What came is booked there as frozen,
 * and put away by the inspections that follow (`inspections.ts`); how it differs from the announcement is told.
 */
import { byCodeUnits, isId, LotId, type Sku } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import type { ExpectedReceipt } from "../stock/expected-receipt.kind.ts";
import type { WithExpected } from "../stock/expected-receipts.ts";
import { foundLot } from "../stock/lots.ts";
import { openTask, type TaskMeans } from "./asking.ts";
import type { BookedUnits, Task } from "./task.ts";

export function openReceiving(
  means: TaskMeans,
  desk: Desk,
  { client, receipt, lines }: ExpectedReceipt,
): Task {
  const { places } = means;
  return openTask(means, desk, {
    kind: "receive",
    client,
    receipt,
    location: places.bench(places.receiving),
    station: places.receiving,
    book: lines,
  });
}

/** Deliveries are their own lots: where one was bad, its units are found by it. Goods that are kept by lot and came unannounced have a label that nobody read. */
function lotOf({ items }: TaskMeans, receipt: string, sku: Sku): LotId {
  if (items.need(sku).lotKept) return foundLot;
  return LotId(isId(receipt) ? receipt : "RECEIVED");
}

export function received(
  means: TaskMeans & WithConfirmations & WithExpected,
  desk: Desk,
  { client, receipt, location, book }: Task,
  found: ReadonlyMap<Sku, number>,
): void {
  const { stock, places, expected, confirmations } = means;
  if (receipt === null) return;
  const bench = location ?? places.bench(places.receiving);
  const came = unitsIn(found);
  for (const { sku, units } of came) {
    const row = stock.row(bench, sku, lotOf(means, receipt, sku));
    stock.move(stock.outside(row, "supplier"), { holder: row, name: "frozen" }, units);
  }
  expected.arrived(receipt, client);
  const variance = differenceOf(book ?? [], found);
  const told = (rows: readonly BookedUnits[]) => rows.map(({ sku, units }) => ({ sku, quantity: units }));
  confirmations.tell(
    desk,
    `receipt/${receipt}`,
    "receipt.received",
    { receipt, lines: told(came), ...(variance.length > 0 ? { variance: told(variance) } : {}) },
    client,
  );
}

const unitsIn = (found: ReadonlyMap<Sku, number>): BookedUnits[] =>
  [...found]
    .map(([sku, units]) => ({ sku, units }))
    .filter(({ units }) => units > 0)
    .sort((a, b) => byCodeUnits(a.sku, b.sku));

/** Of each SKU what came less what was announced, where they differ. */
function differenceOf(announced: readonly BookedUnits[], found: ReadonlyMap<Sku, number>): BookedUnits[] {
  const differs = new Map(found);
  for (const { sku, units } of announced) differs.set(sku, (differs.get(sku) ?? 0) - units);
  return [...differs]
    .map(([sku, units]) => ({ sku, units }))
    .filter(({ units }) => units !== 0)
    .sort((a, b) => byCodeUnits(a.sku, b.sku));
}
