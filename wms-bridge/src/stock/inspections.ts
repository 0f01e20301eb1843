/**
 * The way out of frozen: whatever came back, was set aside or lies where it does not belong is looked at by a person, who says what it is fit for and brings
 * what is good to a place that has room. One task for a SKU at a place; bins that wait for a count are counted first.
 */
import type { LocationId, Sku } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { Task } from "../tasks/task.ts";
import { closeTask, openTask, showTask } from "../tasks/tasks.ts";
import type { Warehouse } from "../warehouse.ts";
import { type Difference, tellAdjusted } from "./differences.ts";
import { decide, type Graded, heldAt, tellDecided } from "./dispositions.ts";
import { homeOf } from "./homes.ts";

/** Rows whose frozen units changed since the last step, and those that had to wait. */
export function openInspections(w: Warehouse, desk: Desk): void {
  const { toInspect } = w.stock;
  for (const row of toInspect) {
    const { location, sku } = row;
    const frozen = heldAt(w, location, sku, "frozen");
    const open = w.inspectionAt(location, sku);
    if (open) adapt(w, desk, open, frozen);
    else if (frozen > 0) {
      if (w.counts.get(location) || (w.places.isStorage(location) && w.isBusy(location))) continue;
      ask(w, desk, location, sku, frozen);
    }
    toInspect.delete(row);
  }
}

function ask(w: Warehouse, desk: Desk, location: LocationId, sku: Sku, frozen: number): void {
  const home = homeOf(w, location, sku, frozen);
  const quantity = home ? Math.min(frozen, home.units) : frozen;
  const to = home?.location ?? null;
  const task = openTask(w, desk, { kind: "inspect", location, sku, quantity, to });
  w.beginInspection(task);
}

/**
 * Somebody decided elsewhere: fewer are left to look at. What came to the same place meanwhile waits for a next inspection, since whoever is there now saw the
 * number that was asked for, and may say that nothing else is there.
 */
function adapt(w: Warehouse, desk: Desk, task: Task, frozen: number): void {
  if (frozen >= task.quantity!) return;
  if (frozen === 0) {
    closeTask(w, desk, task);
    return;
  }
  task.quantity = frozen;
  w.tasks.touch(task);
  showTask(w, desk, task);
}

/** What a person saw is the truth: more than the book had is found, and what a complete answer lacks is gone. */
export function inspected(
  w: Warehouse,
  desk: Desk,
  task: Task,
  graded: readonly Graded[],
  complete: boolean,
): void {
  const { location, sku, to, quantity } = task;
  if (!location || !sku || !quantity) return;
  const frozen = heldAt(w, location, sku, "frozen");
  const seen = graded.reduce((sum, { units }) => sum + units, 0);
  const row = w.stock.rowsAt(location).find((one) => one.sku === sku);
  if (!row) return;
  const differences: Difference[] = [];
  if (seen > frozen) {
    w.stock.move(w.stock.outside(row, "adjusted"), { holder: row, name: "frozen" }, seen - frozen);
    differences.push({ sku, units: seen - frozen });
  }
  for (const { to: state, units } of graded)
    decide(w, { location, sku, from: "frozen", to: state, units, place: to });
  const gone = complete ? Math.min(heldAt(w, location, sku, "frozen"), Math.max(0, quantity - seen)) : 0;
  if (gone > 0) {
    takeGone(w, location, sku, gone);
    differences.push({ sku, units: -gone });
  }
  w.stock.toInspect.add(row);
  const cause = { kind: "inspected", location } as const;
  tellAdjusted(w, desk, `inspection/${task.task}`, cause, differences);
  tellDecided(
    w,
    desk,
    `inspection/${task.task}`,
    cause,
    graded.map(({ to: state, units }) => ({ sku, to: state, units })),
  );
}

function takeGone(w: Warehouse, location: LocationId, sku: Sku, units: number): void {
  let left = units;
  for (const row of w.stock.rowsAt(location)) {
    if (row.sku !== sku) continue;
    const part = Math.min(left, row.frozen);
    w.stock.move({ holder: row, name: "frozen" }, w.stock.outside(row, "adjusted"), part);
    left -= part;
  }
}
