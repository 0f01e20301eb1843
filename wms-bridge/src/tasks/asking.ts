/** Work for people: written down, shown on every handheld (retained topic), cleared when the outcome is in. */

import { clientOf } from "@floorplane/contracts/client-names";
import type { TaskMessage } from "@floorplane/contracts/devices.schema";
import type { TaskRefusal } from "@floorplane/contracts/documents";
import { type ClientId, TaskId } from "@floorplane/contracts/ids";
import type { RefusalReason } from "@floorplane/contracts/states";
import { topics } from "@floorplane/contracts/topics";
import { isoTime } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { WithItems } from "../goods/items.ts";
import { clearAlarm, raiseAlarm } from "../keeping/alarms.ts";
import type { WithCounters } from "../keeping/counters.ts";
import type { WithLog, WithSite } from "../keeping/traits.ts";
import type { WithCounts } from "../stock/bin-counts.ts";
import type { WithClosedPlaces } from "../stock/closed-places.ts";
import type { WithHolds } from "../stock/holds.ts";
import type { WithLots } from "../stock/lots.ts";
import type { WithRoom } from "../stock/room.ts";
import type { WithTotes } from "../totes/totes.ts";
import { bookAt } from "./forms.ts";
import { homeFor } from "./homes.ts";
import { needsLabel } from "./labelling.ts";
import type { Task } from "./task.ts";
import type { WithTasks } from "./tasks.ts";

/** What it takes to ask people for something, and to hear their answers. */
export type TaskMeans = WithTasks &
  WithCounters &
  WithSite &
  WithLog &
  WithRoom &
  WithTotes &
  WithCounts &
  WithClosedPlaces &
  WithHolds &
  WithLots;

const encoder = new TextEncoder();
const nothing = new Uint8Array();
/** As long as the topic's schema allows. */
const textMax = 256;

export function openTask(
  means: TaskMeans,
  desk: Desk,
  what: Pick<Task, "kind"> &
    Partial<
      Pick<
        Task,
        | "client"
        | "location"
        | "station"
        | "tote"
        | "from"
        | "sku"
        | "lot"
        | "quantity"
        | "writeOff"
        | "hold"
        | "receipt"
        | "inspects"
        | "return"
        | "disposition"
        | "why"
        | "signed"
        | "book"
        | "to"
        | "entry"
        | "share"
        | "planned"
        | "transfer"
        | "difference"
      >
    >,
): Task {
  const { tasks, counters } = means;
  const asked = {
    location: null,
    station: null,
    tote: null,
    from: null,
    sku: null,
    lot: null,
    quantity: null,
    writeOff: null,
    hold: null,
    receipt: null,
    inspects: false,
    begunBy: null,
    hands: null,
    return: null,
    disposition: null,
    why: null,
    signed: null,
    book: null,
    to: null,
    entry: null,
    share: null,
    takenBy: null,
    planned: false,
    transfer: null,
    difference: null,
    ...what,
  };
  const task = tasks.add({
    client: whose(means, asked),
    ...asked,
    refused: null,
    book: asked.book ?? bookAt(means, asked),
    doubted: null,
    answer: null,
    task: TaskId(`TASK-${counters.next("task")}`),
    state: "open",
    openedAt: desk.now,
    doneAt: null,
  });
  showTask(means, desk, task);
  return task;
}

/** Whose goods are to be handled; a bin is the site's, whoever's goods lie there. */
function whose({ client, totes }: WithSite & WithTotes, { sku, tote }: Pick<Task, "sku" | "tote">): ClientId {
  if (sku) return clientOf(sku, client);
  return (tote && totes.get(tote)?.client) || client;
}

/** What was refused is said otherwise by now. */
export function forgive({ tasks }: WithTasks, desk: Desk, task: Task): void {
  if (!task.refused) return;
  clearAlarm(desk, "task.refused", task.task);
  tasks.refuse(task, null);
}

export function closeTask(means: WithTasks & WithSite, desk: Desk, task: Task): void {
  const { tasks, siteId } = means;
  forgive(means, desk, task);
  tasks.close(task, desk.now);
  desk.publish(topics.task(siteId, task.task), nothing);
}

/** Slips of whoever scans or types: he mends them himself, where he is told. */
const slips: ReadonlySet<RefusalReason> = new Set([
  "blank-code",
  "strange-character",
  "unknown-goods",
  "ambiguous-goods",
  "malformed",
  "other-place",
  "other-goods",
  "place-missing",
  "unknown-place",
  "state-missing",
  "lot-missing",
  "expires-missing",
  "no-day",
  "serial-twice",
  "decision-missing",
  "decision-unasked",
  "decision-counts-none",
  "arrived-missing",
]);

export interface Refusing extends Omit<TaskRefusal, "at"> {
  /** Whoever answered reads it at once, where he answered: for a slip nobody is called. */
  readonly isRead: boolean;
}

/** Nothing of the answer was booked: everyone sees why, and the task waits for another. What the book has there now is what the next answer is held against. */
export function refuseAnswer(means: TaskMeans, desk: Desk, task: Task, why: Refusing): void {
  const { tasks, log } = means;
  const { device, reason, field, text, skus, isRead } = why;
  if (task.refused && task.refused.reason !== reason) clearAlarm(desk, "task.refused", task.task);
  const isNew = task.refused?.reason !== reason || task.refused.device !== device;
  if (isNew && !(isRead && slips.has(reason)))
    raiseAlarm(desk, "task.refused", task.task, {
      reason,
      text: text.slice(0, 80),
      device,
      field,
      ...(skus.length > 0 ? { skus: skus.join(", ").slice(0, 80) } : {}),
    });
  if (task.takenBy) tasks.take(task, null);
  tasks.refuse(task, { at: desk.now, device, reason, field, text: text.slice(0, textMax), skus });
  if (reason === "changed-meanwhile") tasks.compareWith(task, bookAt(means, task));
  // Room may have come up since it was asked for.
  const home = reason === "no-room" ? homeFor(means, task) : undefined;
  if (home) tasks.bringTo(task, home.location, home.units);
  log.warn("task.refused", { task: task.task, kind: task.kind, device, reason, field });
  showTask(means, desk, task);
}

/** Also after a restart: a broker may have lost what it retained. */
export function showTask(means: WithSite & WithHolds & WithItems, desk: Desk, task: Task): void {
  const { siteId, client: own, holds } = means;
  const {
    client,
    location,
    station,
    tote,
    from,
    sku,
    lot,
    quantity,
    to,
    refused,
    hold,
    receipt,
    begunBy,
    signed,
  } = task;
  const reason = hold === null ? task.why : holds.get(hold, client)?.reason;
  const message: TaskMessage = {
    task: task.task,
    kind: task.kind,
    at: isoTime(task.openedAt),
    ...(location ? { location } : {}),
    ...(station ? { station } : {}),
    ...(tote ? { tote } : {}),
    ...(from ? { from } : {}),
    ...(client === own ? {} : { client }),
    ...(sku ? { sku } : {}),
    ...(lot ? { lot } : {}),
    ...(quantity ? { quantity } : {}),
    ...(to ? { to } : {}),
    ...(begunBy ? { begunBy: begunBy.slice(0, 64) } : {}),
    ...(hold ? { hold } : {}),
    ...(reason ? { reason } : {}),
    ...(receipt ? { receipt } : {}),
    ...(task.return ? { return: task.return } : {}),
    ...(task.transfer ? { transfer: task.transfer } : {}),
    ...(task.difference ? { difference: [...task.difference] } : {}),
    ...(signed ? { signed: { by: signed.by, units: signed.units, until: isoTime(signed.until) } } : {}),
    ...(needsLabel(means, task) ? { relabel: true } : {}),
    ...(task.planned ? { planned: true } : {}),
    ...(refused ? { refused: { ...refused, at: isoTime(refused.at), skus: [...refused.skus] } } : {}),
  };
  desk.publish(topics.task(siteId, task.task), encoder.encode(JSON.stringify(message)));
}
