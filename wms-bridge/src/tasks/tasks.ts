/** Work for people: written down, shown on every handheld (retained topic), cleared when the outcome is in. */

import type { TaskMessage } from "@floorplane/contracts/devices.schema";
import { LocationId, type StationId, TaskId, type ToteId } from "@floorplane/contracts/ids";
import { topics } from "@floorplane/contracts/topics";
import { isoTime } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { Warehouse } from "../warehouse.ts";
import type { Task } from "./task.ts";

const encoder = new TextEncoder();
const nothing = new Uint8Array();

export function openTask(
  w: Warehouse,
  desk: Desk,
  what: Pick<Task, "kind"> &
    Partial<Pick<Task, "location" | "station" | "tote" | "sku" | "lot" | "quantity" | "writeOff">>,
): Task {
  const task: Task = {
    location: null,
    station: null,
    tote: null,
    sku: null,
    lot: null,
    quantity: null,
    writeOff: null,
    ...what,
    task: TaskId(`TASK-${w.counters.next("task")}`),
    state: "open",
    openedAt: desk.now,
    doneAt: null,
  };
  w.tasks.add(task);
  showTask(w, desk, task);
  return task;
}

export function closeTask(w: Warehouse, desk: Desk, task: Task): void {
  task.state = "done";
  task.doneAt = desk.now;
  w.tasks.touch(task);
  desk.publish(topics.task(w.siteId, task.task), nothing);
}

/** Also after a restart: a broker may have lost what it retained. */
export function showTask(w: Warehouse, desk: Desk, task: Task): void {
  const { location, station, tote, sku, lot, quantity } = task;
  const message: TaskMessage = {
    task: task.task,
    kind: task.kind,
    at: isoTime(task.openedAt),
    ...(location ? { location } : {}),
    ...(station ? { station } : {}),
    ...(tote ? { tote } : {}),
    ...(sku ? { sku } : {}),
    ...(lot ? { lot } : {}),
    ...(quantity ? { quantity } : {}),
  };
  desk.publish(topics.task(w.siteId, task.task), encoder.encode(JSON.stringify(message)));
}

export const openToteCount = (w: Warehouse, desk: Desk, tote: ToteId, station: StationId): TaskId =>
  openTask(w, desk, { kind: "count-tote", tote, station }).task;

/** A bin whose book and shelf disagree gives nothing until it is counted. */
export function needBinCount(w: Warehouse, location: LocationId): void {
  if (!w.counts.get(location)) w.counts.add({ location, task: null });
}

/** Gives the counts whose bins no robot and no other person is on the way to: what is counted then is what the book says now. */
export function giveBinCounts(w: Warehouse, desk: Desk): void {
  if (w.counts.size === 0) return;
  for (const count of w.counts.all()) {
    if (count.task !== null || w.isBusy(count.location)) continue;
    const { task } = openTask(w, desk, { kind: "count-bin", location: LocationId(count.location) });
    w.counts.add({ location: count.location, task });
  }
}
