/** Work for people: written down, shown on every handheld (retained topic), cleared when the outcome is in. */

import type { TaskMessage } from "@floorplane/contracts/devices.schema";
import type { TaskRefusal } from "@floorplane/contracts/documents";
import { LocationId, type OrderId, type StationId, TaskId, type ToteId } from "@floorplane/contracts/ids";
import { topics } from "@floorplane/contracts/topics";
import { isoTime } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import { clearAlarm, raiseAlarm } from "../alarms.ts";
import { findHome } from "../stock/homes.ts";
import type { Warehouse } from "../warehouse.ts";
import { bookAt } from "./forms.ts";
import type { Task } from "./task.ts";

const encoder = new TextEncoder();
const nothing = new Uint8Array();
/** As long as the topic's schema allows. */
const textMax = 256;

export function openTask(
  w: Warehouse,
  desk: Desk,
  what: Pick<Task, "kind"> &
    Partial<
      Pick<Task, "location" | "station" | "tote" | "sku" | "lot" | "quantity" | "writeOff" | "to" | "planned">
    >,
): Task {
  const task: Task = {
    location: null,
    station: null,
    tote: null,
    sku: null,
    lot: null,
    quantity: null,
    writeOff: null,
    to: null,
    planned: false,
    ...what,
    refused: null,
    book: null,
    doubted: null,
    answer: null,
    task: TaskId(`TASK-${w.counters.next("task")}`),
    state: "open",
    openedAt: desk.now,
    doneAt: null,
  };
  task.book = bookAt(w, task);
  w.tasks.add(task);
  showTask(w, desk, task);
  return task;
}

export function closeTask(w: Warehouse, desk: Desk, task: Task): void {
  task.state = "done";
  task.doneAt = desk.now;
  if (task.refused) clearAlarm(desk, "task.refused", task.task);
  if (task.kind === "inspect") w.endInspection(task);
  task.refused = null;
  task.doubted = null;
  w.tasks.touch(task);
  desk.publish(topics.task(w.siteId, task.task), nothing);
}

/** Nothing of the answer was booked: everyone sees why, and the task waits for another. What the book has there now is what the next answer is held against. */
export function refuseAnswer(w: Warehouse, desk: Desk, task: Task, why: Omit<TaskRefusal, "at">): void {
  const { device, reason, field, text, skus } = why;
  if (!task.refused) raiseAlarm(desk, "task.refused", task.task, { reason, text: text.slice(0, 80), device });
  task.refused = { at: desk.now, device, reason, field, text: text.slice(0, textMax), skus };
  if (reason === "changed-meanwhile") task.book = bookAt(w, task);
  if (reason === "no-room") findHome(w, task);
  w.tasks.touch(task);
  w.log.warn("task.refused", { task: task.task, kind: task.kind, device, reason, field });
  showTask(w, desk, task);
}

/** Also after a restart: a broker may have lost what it retained. */
export function showTask(w: Warehouse, desk: Desk, task: Task): void {
  const { location, station, tote, sku, lot, quantity, to, refused } = task;
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
    ...(to ? { to } : {}),
    ...(task.planned ? { planned: true } : {}),
    ...(refused ? { refused: { ...refused, at: isoTime(refused.at), skus: [...refused.skus] } } : {}),
  };
  desk.publish(topics.task(w.siteId, task.task), encoder.encode(JSON.stringify(message)));
}

export const openToteCount = (w: Warehouse, desk: Desk, tote: ToteId, station: StationId): TaskId =>
  openTask(w, desk, { kind: "count-tote", tote, station }).task;

/** A bin whose book and shelf disagree gives nothing until it is counted; `order`: whose pick found it so. */
export function needBinCount(w: Warehouse, location: LocationId, order: OrderId | null = null): void {
  if (!w.counts.get(location)) w.counts.add({ location, task: null, order });
}

/** Gives the counts whose bins no robot and no other person is on the way to: what is counted then is what the book says now. */
export function giveBinCounts(w: Warehouse, desk: Desk): void {
  if (w.counts.size === 0) return;
  for (const count of w.counts.all()) {
    if (count.task !== null || w.isBusy(count.location)) continue;
    const { task } = openTask(w, desk, { kind: "count-bin", location: LocationId(count.location) });
    w.counts.add({ ...count, task });
  }
}
