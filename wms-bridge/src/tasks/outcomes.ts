/** What a person found, brought home to the task that asked. Answers to tasks that are done or unknown change nothing. */

import type { TaskOutcome } from "@floorplane/contracts/devices.schema";
import type { LocationId, Sku } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import { byUrgency, dropHolds } from "../orders/holding.ts";
import { isClosed } from "../orders/order.ts";
import { bookBin, tellAdjusted } from "../stock/differences.ts";
import { writtenOff } from "../stock/write-offs.ts";
import { toteCounted } from "../totes/count.ts";
import type { Warehouse } from "../warehouse.ts";
import type { Task } from "./task.ts";
import { closeTask } from "./tasks.ts";

export function takeOutcome(w: Warehouse, desk: Desk, outcome: TaskOutcome): void {
  const task = w.tasks.get(outcome.task as Task["task"]);
  if (task?.state !== "open") {
    w.log.info("task.outcome-ignored", { task: outcome.task, device: outcome.device });
    return;
  }
  const found = foundBySku(w, outcome);
  closeTask(w, desk, task);
  w.log.info("task.done", { task: task.task, kind: task.kind, device: outcome.device });
  switch (task.kind) {
    case "count-tote": {
      const tote = task.tote && w.totes.get(task.tote);
      if (tote && tote.task === task.task) toteCounted(w, desk, tote, found);
      return;
    }
    case "count-bin":
      binCounted(w, desk, task.location!, found);
      return;
    case "write-off":
      writtenOff(w, desk, task, found.get(task.sku!) ?? 0);
      return;
    default:
      task.kind satisfies never;
  }
}

/** Units of SKUs that the catalogue does not have cannot be booked; they are named in the log for a person. */
function foundBySku(w: Warehouse, { task, found }: TaskOutcome): Map<Sku, number> {
  const bySku = new Map<Sku, number>();
  for (const { sku, quantity } of found) {
    const known = w.items.get(sku)?.sku as Sku | undefined;
    if (known) bySku.set(known, (bySku.get(known) ?? 0) + quantity);
    else if (quantity > 0) w.log.warn("task.unknown-goods", { task, sku, quantity });
  }
  return bySku;
}

function binCounted(w: Warehouse, desk: Desk, location: LocationId, found: ReadonlyMap<Sku, number>): void {
  const count = w.counts.get(location);
  const differences = bookBin(w, location, found, (row) => {
    const holders = [...w.orders.all()].filter(
      (order) => !isClosed(order.state) && order.holds.some((hold) => hold.row === row),
    );
    for (const order of holders.sort(byUrgency)) {
      dropHolds(w, order, (hold) => hold.row === row);
      w.unsettled.add(order.order);
    }
  });
  if (count) w.counts.remove(count);
  for (const { sku } of w.stock.rowsAt(location)) w.stock.free(sku);
  tellAdjusted(w, desk, `bin/${location}`, differences);
}
