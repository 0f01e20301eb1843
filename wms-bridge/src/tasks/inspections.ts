/**
 * The way out of frozen: whatever came back, was set aside or lies where it does not belong is looked at by a person, who says what it is fit for and brings
 * what is good to a place that has room. One task for a SKU at a place; bins that wait for a count are counted first.
 */
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import type { WithSite } from "../keeping/traits.ts";
import type { StockRow } from "../stock/accounts.ts";
import { type Difference, tellAdjusted } from "../stock/differences.ts";
import { decide, type Graded, heldAt, tellDecided } from "../stock/dispositions.ts";
import type { WithStock } from "../stock/stock-book.ts";
import type { WithVisits } from "../stock/visits.ts";
import { closeTask, openTask, showTask, type TaskMeans } from "./asking.ts";
import { homeOf } from "./homes.ts";
import type { Task } from "./task.ts";

/** Rows whose frozen units changed since the last step, and those that had to wait. */
export function openInspections(means: TaskMeans & WithVisits, desk: Desk): void {
  const { stock, tasks, counts, places, visits } = means;
  const { toInspect } = stock;
  for (const row of toInspect) {
    const { location, sku } = row;
    const open = tasks.inspectionAt(location, sku);
    const lot = open ? open.lot : isKeptByLot(means, row) ? row.lot : null;
    const frozen = heldAt(means, { location, sku, lot }, "frozen");
    if (open) adapt(means, desk, open, frozen);
    else if (frozen > 0) {
      if (counts.get(location) || (places.isStorage(location) && visits.isBusy(location))) continue;
      ask(means, desk, { location, sku, lot }, frozen);
    }
    toInspect.delete(row);
  }
}

const isKeptByLot = ({ items }: TaskMeans, { sku }: StockRow): boolean => items.need(sku).lotKept === true;

type Inspected = Pick<StockRow, "location" | "sku"> & Pick<Task, "lot">;

function ask(means: TaskMeans, desk: Desk, goods: Inspected, frozen: number): void {
  const home = homeOf(means, goods, frozen);
  const quantity = home ? Math.min(frozen, home.units) : frozen;
  const to = home?.location ?? null;
  openTask(means, desk, { kind: "inspect", ...goods, quantity, to });
}

/**
 * Somebody decided elsewhere: fewer are left to look at. What came to the same place meanwhile waits for a next inspection, since whoever is there now saw the
 * number that was asked for, and may say that nothing else is there.
 */
function adapt(means: TaskMeans, desk: Desk, task: Task, frozen: number): void {
  if (frozen >= task.quantity!) return;
  if (frozen === 0) {
    closeTask(means, desk, task);
    lookAtOthers(means, task);
    return;
  }
  means.tasks.reduce(task, frozen);
  showTask(means, desk, task);
}

/** What a person saw is the truth: more than the book had is found, and what a complete answer lacks is gone. */
export function inspected(
  means: WithStock & WithConfirmations & WithSite,
  desk: Desk,
  task: Task,
  graded: readonly Graded[],
  complete: boolean,
): void {
  const { location, sku, lot, to, quantity } = task;
  if (!location || !sku || !quantity) return;
  const goods = { location, sku, lot };
  const { stock } = means;
  const frozen = heldAt(means, goods, "frozen");
  const seen = graded.reduce((sum, { units }) => sum + units, 0);
  const row = stock.rowsAt(location).find((one) => one.sku === sku && (lot === null || one.lot === lot));
  if (!row) return;
  const differences: Difference[] = [];
  if (seen > frozen) {
    stock.move(stock.outside(row, "adjusted"), { holder: row, name: "frozen" }, seen - frozen);
    differences.push({ sku, units: seen - frozen });
  }
  for (const { to: state, units } of graded)
    decide(means, { ...goods, from: "frozen", to: state, units, place: to });
  const gone = complete ? Math.min(heldAt(means, goods, "frozen"), Math.max(0, quantity - seen)) : 0;
  if (gone > 0) {
    takeGone(means, goods, gone);
    differences.push({ sku, units: -gone });
  }
  lookAtOthers(means, task);
  const cause = { kind: "inspected", location } as const;
  tellAdjusted(means, desk, `inspection/${task.task}`, cause, differences);
  tellDecided(
    means,
    desk,
    { client: task.client, subject: `inspection/${task.task}` },
    cause,
    graded.map(({ to: state, units }) => ({ sku, to: state, units })),
  );
}

/** What came to the same place meanwhile, and other lots there. */
function lookAtOthers({ stock }: WithStock, { location, sku }: Task): void {
  for (const row of stock.rowsAt(location!)) if (row.sku === sku) stock.toInspect.add(row);
}

function takeGone({ stock }: WithStock, { location, sku, lot }: Inspected, units: number): void {
  let left = units;
  for (const row of stock.rowsAt(location)) {
    if (row.sku !== sku || (lot !== null && row.lot !== lot)) continue;
    const part = Math.min(left, row.frozen);
    stock.move({ holder: row, name: "frozen" }, stock.outside(row, "adjusted"), part);
    left -= part;
  }
}
