/** Units that the book has and that are promised to nobody: where they lie, what keeps robots or this order from them, and which task of a person's ends it. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { Sku } from "@floorplane/contracts/ids";
import type { KeptUnits } from "@floorplane/contracts/reasons/of-orders";
import { isoTime } from "@floorplane/contracts/units";
import type { StockRow, Transit } from "../stock/accounts.ts";
import { isShut } from "../stock/closed-places.ts";
import type { WithGiving } from "../stock/giving.ts";
import type { WithStock } from "../stock/stock-book.ts";
import type { Task } from "../tasks/task.ts";
import type { WithTasks } from "../tasks/tasks.ts";
import { orderOf, type Tote } from "../totes/tote.ts";
import type { WithTotes } from "../totes/totes.ts";
import type { Order } from "./order.ts";
import type { WithOrders } from "./orders.ts";

export type KeptMeans = WithStock & WithGiving & WithTasks & WithTotes & WithOrders;

/** Of one SKU. */
const placesNamedMax = 10;

/** As whoever asks for an order is told of them. */
export function keptFrom(
  means: KeptMeans,
  { needs, lackingSince, shipBy }: Pick<Order, "needs" | "lackingSince" | "shipBy">,
): object[] {
  if (lackingSince === null) return [];
  return needs.flatMap(({ sku }) =>
    keptUnits(means, sku, shipBy)
      .slice(0, placesNamedMax)
      .map(({ at, ...one }) => ({ ...one, sku: codeOf(sku), [holderOf(one.why)]: at })),
  );
}

function holderOf(why: KeptUnits["why"]): "location" | "tote" | "parcel" {
  if (why === "to-leave-or-stay") return "parcel";
  return why === "on-its-way" || why === "called-back" || why === "tote-to-be-counted" ? "tote" : "location";
}

/** Places first, along the floor, then totes. Several lots that wait at one place for the same are said once, with their sum. */
export function keptUnits(means: KeptMeans, sku: Sku, shipBy: number): KeptUnits[] {
  const said = new Map<string, KeptUnits>();
  for (const { units, ...what } of keptByLot(means, sku, shipBy)) {
    const key = JSON.stringify(what);
    said.set(key, { ...what, units: units + (said.get(key)?.units ?? 0) });
  }
  return [...said.values()];
}

function* keptByLot(means: KeptMeans, sku: Sku, shipBy: number): Iterable<KeptUnits> {
  for (const row of means.stock.rowsOf(sku)) yield* keptAt(means, row, shipBy);
  for (const contents of means.stock.transits())
    for (const transit of contents)
      if (transit.sku === sku && transit.units > 0) yield* keptIn(means, transit);
}

/** Units at a place may wait for several things. What is for destruction waits for nothing: it is for sale never. */
function* keptAt(means: KeptMeans, row: StockRow, shipBy: number): Iterable<KeptUnits> {
  const { available, held, frozen, received, defective, location, lot, sku } = row;
  const kept = (units: number, why: KeptUnits["why"], more: Partial<KeptUnits> = {}): KeptUnits[] =>
    units > 0 ? [{ sku, units, at: location, why, ...more }] : [];
  const hold = means.holds.on(row)?.hold;
  yield* kept(held, "held", hold === undefined ? {} : { hold });
  if (isShut(means, location)) {
    const isClosed = means.closedPlaces.get(location) !== undefined;
    const task = means.counts.get(location)?.task ?? undefined;
    yield* kept(
      available,
      isClosed ? "closed" : "to-be-counted",
      isClosed ? {} : askedBy(task && means.tasks.get(task)),
    );
  } else if (!means.lots.lasts(row, shipBy)) yield* kept(available, "short-lived", { lot });
  const toLabel = Math.min(frozen, means.tasks.unitsToLabel(location, sku, lot));
  const [label] = [...means.tasks.decidedAt(location, sku)].filter(({ kind }) => kind === "relabel");
  yield* kept(toLabel, "to-be-labelled", askedBy(label));
  yield* kept(frozen - toLabel, "to-be-inspected", askedBy(means.tasks.anyInspectionAt(location, sku)));
  yield* kept(received, "to-be-put-away", askedBy(means.tasks.putAwaysOf(row)[0]));
  yield* kept(defective, "defective");
}

/**
 * What lies in a tote or a parcel is its order's, unless that wants it no more; also in a parcel that no portal read, which goes with the next truck once it is found. What is in a box of goods is
 * nobody's yet.
 */
function* keptIn(means: KeptMeans, { tote: id, sku, units }: Transit): Iterable<KeptUnits> {
  const tote = means.totes.get(id);
  if (!tote) return;
  const { at } = tote;
  if (!isFor(means, tote)) {
    if (at.state === "checking")
      yield { sku, units, at: id, why: "tote-to-be-counted", ...askedBy(means.tasks.get(at.task)) };
    else if (at.state === "packed") yield { sku, units, at: at.sscc, why: "to-leave-or-stay" };
    else yield { sku, units, at: id, why: tote.kind === "tour" ? "called-back" : "on-its-way" };
  }
}

function isFor({ orders }: WithOrders, tote: Tote): boolean {
  const id = orderOf(tote);
  const order = id === null ? undefined : orders.get(id);
  return order !== undefined && !tote.withdrawn && order.state !== "cancelling";
}

/** A person, and since when. */
const askedBy = (task: Task | undefined): Pick<KeptUnits, "task" | "since"> =>
  task?.state === "open" ? { task: task.task, since: isoTime(task.openedAt) } : {};
