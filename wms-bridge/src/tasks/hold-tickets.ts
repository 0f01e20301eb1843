/** A hold without an end: every day somebody is asked about it, and whoever set it hears so, until it has an end or is released. */
import type { ClientId } from "@floorplane/contracts/ids";
import { dayMs, isoTime } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import type { Hold } from "../stock/hold.kind.ts";
import { unitsKept } from "../stock/on-hold.ts";
import { closeTask, openTask, type TaskMeans } from "./asking.ts";
import type { Task } from "./task.ts";

export interface HoldDue {
  readonly type: "hold.end" | "hold.overdue" | "hold.totes";
  readonly client: ClientId;
  readonly hold: string;
}

const ticketId = ({ client, hold }: Hold): string => `hold-ticket/${client}/${hold}`;
const endId = ({ client, hold }: Hold): string => `hold-end/${client}/${hold}`;

/** After it was set, or has another end: what happens by itself. */
export function watchHold(means: TaskMeans, desk: Desk, hold: Hold): void {
  const { client, hold: number, until, since } = hold;
  if (until === null) {
    desk.cancelDue(endId(hold));
    if (hold.ticket !== null) return;
    desk.due(ticketId(hold), Math.max(desk.now, since + dayMs), {
      type: "hold.overdue",
      client,
      hold: number,
    });
    return;
  }
  unwatch(means, desk, hold);
  desk.due(endId(hold), until, { type: "hold.end", client, hold: number });
}

/** It ended: nobody is asked any more. */
export function unwatch(means: TaskMeans, desk: Desk, hold: Hold): void {
  desk.cancelDue(ticketId(hold));
  desk.cancelDue(endId(hold));
  const task = hold.ticket === null ? undefined : means.tasks.get(hold.ticket);
  means.holds.asked(hold, null);
  if (task?.state === "open") closeTask(means, desk, task);
}

/** A day has passed. */
export function askAboutHold(means: TaskMeans & WithConfirmations, desk: Desk, hold: Hold): void {
  const { client, hold: number, reason, since, sku, lot } = hold;
  if (hold.releasedAt !== null || hold.until !== null) return;
  const units = unitsKept(means, hold);
  const { task } = openTask(means, desk, { kind: "hold", client, sku, lot, hold: number });
  means.holds.asked(hold, task);
  const told = { hold: number, reason, since: isoTime(since), units };
  means.confirmations.tell(desk, `hold/${number}`, "hold.overdue", { hold: told }, client);
}

/** Somebody has looked, and it stays: he is asked again tomorrow. */
export function holdLookedAt(means: TaskMeans, desk: Desk, task: Task): void {
  const hold = task.hold === null ? undefined : means.holds.get(task.hold, task.client);
  if (!hold || hold.ticket !== task.task) return;
  means.holds.asked(hold, null);
  const { client, hold: number } = hold;
  desk.due(ticketId(hold), desk.now + dayMs, { type: "hold.overdue", client, hold: number });
}
