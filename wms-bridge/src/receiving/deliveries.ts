/**
 * A delivery that stands at the receiving station: a person unloads and counts it, without seeing what was announced, so that nobody counts what he is told. What came and was announced
 * is put away (`put-aways.ts`); what nobody asked for, and a delivery that is to be looked at, is inspected. How it differs from the announcement is told.
 */
import { byCodeUnits, type Sku } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import type { WithHandling } from "../handling/handling.ts";
import { lotOfUnit, type SerialSaid, serialsBySku } from "../serials/serial-said.ts";
import { atPlace, type WithSerials } from "../serials/serials.ts";
import type { ExpectedReceipt } from "../stock/expected-receipt.kind.ts";
import type { WithExpected } from "../stock/expected-receipts.ts";
import { NewDays } from "../stock/new-days.ts";
import { openTask, type TaskMeans } from "../tasks/asking.ts";
import type { Came } from "../tasks/form.ts";
import type { BookedUnits, Task } from "../tasks/task.ts";

export function openReceiving(
  means: TaskMeans,
  desk: Desk,
  { client, receipt, lines, inspects }: ExpectedReceipt,
): Task {
  const { places } = means;
  return openTask(means, desk, {
    kind: "receive",
    client,
    receipt,
    location: places.bench(places.receiving),
    station: places.receiving,
    book: lines,
    inspects,
  });
}

export function received(
  means: TaskMeans & WithConfirmations & WithExpected & WithSerials & WithHandling,
  desk: Desk,
  { client, receipt, location, book, inspects }: Task,
  { came, serials }: { readonly came: readonly Came[]; readonly serials: readonly SerialSaid[] },
): void {
  const { stock, places, items, expected, confirmations, handling } = means;
  if (receipt === null) return;
  const bench = location ?? places.bench(places.receiving);
  const announced = new Set((book ?? []).map(({ sku }) => sku));
  const days = new NewDays(client);
  const there = came
    .filter(({ units }) => units > 0)
    .sort((a, b) => byCodeUnits(a.sku, b.sku) || byCodeUnits(a.lot, b.lot));
  for (const { sku, serial, lot = null } of serials)
    means.serials.seen(client, sku, serial, atPlace(bench), desk.now, lotOfUnit(means, sku, lot));
  for (const [sku, named] of serialsBySku(serials)) handling.pieces(sku, named);
  for (const { sku, lot, units, newDay } of there) {
    if (newDay !== undefined) days.add(sku, lot, newDay);
    const row = stock.row(bench, sku, lot);
    const name = inspects || !announced.has(sku) ? "frozen" : "received";
    stock.move(stock.outside(row, "supplier"), { holder: row, name }, units);
  }
  days.write(means, desk);
  expected.arrived(receipt, client);
  const variance = differenceOf(book ?? [], there);
  const lines = linesOf(there, (sku) => items.need(sku).lotKept === true);
  confirmations.tell(
    desk,
    `receipt/${receipt}`,
    "receipt.received",
    {
      receipt,
      lines,
      ...(variance.length > 0
        ? { variance: variance.map(({ sku, units }) => ({ sku, quantity: units })) }
        : {}),
    },
    client,
  );
}

/** Of goods that are kept by lot each lot; of others the units. */
function linesOf(came: readonly Came[], isKeptByLot: (sku: Sku) => boolean) {
  const lines = new Map<string, { sku: Sku; quantity: number; lot?: string }>();
  for (const { sku, lot, units } of came) {
    const key = isKeptByLot(sku) ? `${sku}|${lot}` : sku;
    const before = lines.get(key)?.quantity ?? 0;
    lines.set(key, { sku, quantity: before + units, ...(key === sku ? {} : { lot }) });
  }
  return [...lines.values()];
}

/** Of each SKU what came less what was announced, where they differ. */
function differenceOf(announced: readonly BookedUnits[], came: readonly BookedUnits[]): BookedUnits[] {
  const differs = new Map<Sku, number>();
  for (const { sku, units } of came) differs.set(sku, (differs.get(sku) ?? 0) + units);
  for (const { sku, units } of announced) differs.set(sku, (differs.get(sku) ?? 0) - units);
  return [...differs]
    .map(([sku, units]) => ({ sku, units }))
    .filter(({ units }) => units !== 0)
    .sort((a, b) => byCodeUnits(a.sku, b.sku));
}
