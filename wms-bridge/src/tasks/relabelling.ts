/** Fresh labels: goods that were found good, and are for sale again only under a label of their own, stand frozen until a person has put it on and brought them to their place. */
import type { LocationId, Sku } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import type { WithReturns } from "../returns/returns.ts";
import type { StockRow } from "../stock/accounts.ts";
import { decide, tellDecided } from "../stock/dispositions.ts";
import { closeTask, openTask, showTask, type TaskMeans } from "./asking.ts";
import { claimedOn } from "./claims.ts";
import { homeOf } from "./homes.ts";
import type { Task } from "./task.ts";

/** A person is asked for the item's label, lot by lot. */
export function askForLabels(
  means: TaskMeans & WithReturns,
  desk: Desk,
  {
    location,
    sku,
    lot,
    return: number,
    client,
    why,
  }: Pick<Task, "lot" | "return" | "client" | "why"> & {
    readonly location: LocationId;
    readonly sku: Sku;
  },
  units: number,
): void {
  let left = units;
  for (const row of [...means.stock.rowsAt(location)]) {
    if (row.sku !== sku || (lot !== null && row.lot !== lot)) continue;
    let free = Math.min(left, row.frozen - claimedOn(means, row));
    while (free > 0) {
      const home = homeOf(means, row, free);
      const quantity = home ? Math.min(free, home.units) : free;
      const goods = { client, location, sku, lot: row.lot, return: number, why };
      openTask(means, desk, { kind: "relabel", ...goods, quantity, to: home?.location ?? null });
      free -= quantity;
      left -= quantity;
    }
  }
}

/** So many carry their label now and lie where they belong; what does not is looked at once more. */
export function relabelled(
  means: TaskMeans & WithConfirmations,
  desk: Desk,
  task: Task,
  units: number,
): void {
  const { location, sku, lot, to, client } = task;
  if (!location || !sku) return;
  decide(means, { location, sku, lot, from: "frozen", to: "available", units, place: to });
  for (const row of means.stock.rowsAt(location)) if (row.sku === sku) means.stock.toInspect.add(row);
  const cause = { kind: "relabelled", location, ...(task.return ? { return: task.return } : {}) } as const;
  const about = { client, subject: `relabelling/${task.task}` };
  tellDecided(means, desk, about, cause, [{ sku, to: "available", units }]);
}

/** Somebody decided otherwise about units that wait for a label. */
export function fewerToLabel(
  means: TaskMeans,
  desk: Desk,
  { location, sku, lot }: StockRow,
  units: number,
): void {
  let left = units;
  for (const task of [...means.tasks.decidedAt(location, sku)]) {
    if (task.kind !== "relabel" || task.lot !== lot || left === 0) continue;
    const part = Math.min(left, task.quantity!);
    left -= part;
    if (part === task.quantity) closeTask(means, desk, task);
    else {
      means.tasks.reduce(task, task.quantity! - part);
      showTask(means, desk, task);
    }
  }
}
