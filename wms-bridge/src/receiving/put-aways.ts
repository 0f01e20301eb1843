/**
 * What was received and is sound is work of its own: one task for as much of one SKU and lot as one box carries and one place takes. A robot's box asks for the same
 * (`put-away-boxes.ts`): who begins first has it, and the other is let go of once.
 */
import { LineId } from "@floorplane/contracts/ids";
import { minuteMs } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import { unitsInOneTote } from "../refills/refills.ts";
import type { StockRow } from "../stock/accounts.ts";
import { closeTask, openTask, showTask } from "../tasks/asking.ts";
import { homeOf } from "../tasks/homes.ts";
import type { Task } from "../tasks/task.ts";
import type { PutAwayMeans } from "./means.ts";
import { leaveToPeople } from "./put-away-boxes.ts";

/** Asked for in one step; a truck's load goes on a second later. */
const openedPerStep = 20;
/** Goods that no place had room for look for one again after this, ms. */
const lookAgainMs = 10 * minuteMs;

/** Rows whose received units changed since the last step, and those that had to wait. */
export function openPutAways(means: PutAwayMeans, desk: Desk): void {
  const { stock, tasks, settings, handling } = means;
  if (stock.toPutAway.size === 0) return;
  let left = openedPerStep;
  for (const row of stock.toPutAway) {
    if (row.place === "removed" && row.received > 0) {
      // The station is no more: a person looks where its goods are.
      handling.by({ hand: "house" });
      stock.move({ holder: row, name: "received" }, { holder: row, name: "frozen" }, row.received);
    }
    let waiting = row.received - unitsAsked(means, row);
    if (waiting < 0) letGo(means, desk, row, -waiting);
    for (; waiting > 0; left--) {
      if (tasks.putAways.size >= settings.putAwayTasksMax) return;
      if (left === 0) {
        lookLater(desk, 1_000);
        return;
      }
      waiting -= ask(means, desk, row, waiting);
    }
    stock.toPutAway.delete(row);
  }
}

/** By tasks that are open, and by robots which stand there to load: their tasks are closed, and their goods are not gone yet. */
const unitsAsked = ({ tasks, totes }: PutAwayMeans, row: StockRow): number =>
  tasks.putAwaysOf(row).reduce((sum, { quantity }) => sum + quantity!, totes.beingLoaded(row));

function ask(means: PutAwayMeans, desk: Desk, { location, sku, lot }: StockRow, waiting: number): number {
  const most = Math.min(waiting, unitsInOneTote(means, sku));
  const home = homeOf(means, { location, sku, lot }, most);
  const quantity = home ? Math.min(most, home.units) : most;
  const to = home?.location ?? null;
  openTask(means, desk, { kind: "put-away", location, sku, lot, quantity, to });
  if (!home) lookLater(desk, lookAgainMs);
  return quantity;
}

/** Fewer are left than were asked for: the latest tasks go first. */
function letGo(means: PutAwayMeans, desk: Desk, row: StockRow, units: number): void {
  let left = units;
  for (const task of means.tasks.putAwaysOf(row).reverse()) {
    if (left <= 0) return;
    const { quantity } = task;
    leaveToPeople(means, desk, LineId(task.task));
    if (quantity! <= left) closeTask(means, desk, task);
    else {
      means.tasks.reduce(task, quantity! - left);
      showTask(means, desk, task);
    }
    left -= quantity!;
  }
}

const lookLater = (desk: Desk, ms: number): void =>
  desk.due(`put-aways/${ms}`, desk.now + ms, { type: "put-aways.look" });

/** Places may have room by now for what had none. */
export function lookForRoom(means: PutAwayMeans, desk: Desk): void {
  let isAnyLeft = false;
  for (const task of [...means.tasks.putAways]) {
    if (task.to !== null || task.begunBy !== null) continue;
    const home = homeOf(means, placed(task), task.quantity!);
    if (!home) {
      isAnyLeft = true;
      continue;
    }
    means.tasks.bringTo(task, home.location, Math.min(home.units, task.quantity!));
    for (const row of means.stock.rowsAt(task.location!))
      if (row.received > 0) means.stock.toPutAway.add(row);
    showTask(means, desk, task);
  }
  if (isAnyLeft) lookLater(desk, lookAgainMs);
}

const placed = ({ location, sku, lot }: Task) => ({ location: location!, sku: sku!, lot });
