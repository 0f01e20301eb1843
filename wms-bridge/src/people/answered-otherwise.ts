/** A task that is done, answered once more and differently: whoever gave the second answer hears how the first one was, over whatever it came. */
import type { TaskOutcome } from "@floorplane/contracts/devices.schema";
import type { LocationId, TaskId } from "@floorplane/contracts/ids";
import { instantMs } from "@floorplane/contracts/instant";
import type { ActReason } from "@floorplane/contracts/reasons/of-acts";
import { differenceDecisions } from "@floorplane/contracts/states";
import type { Desk } from "@floorplane/runtime/room";
import { clearAlarm, raiseAlarm } from "../keeping/alarms.ts";
import type { WithSettings } from "../keeping/settings.ts";
import type { WithCounts } from "../stock/bin-counts.ts";
import type { WithPlaces } from "../stock/places.ts";
import type { Answer, Task } from "../tasks/task.ts";
import type { WithTasks } from "../tasks/tasks.ts";
import type { WithTotes } from "../totes/totes.ts";

export interface OtherwiseDue {
  readonly type: "task.otherwise-forgotten";
  readonly task: TaskId;
}

/** Goods that are named in a sentence. */
const namedMax = 20;

/** A handheld shows its task no more, so that people are told of it beside the task, for as long as of names that nobody knows. */
export function tellAnsweredOtherwise(
  { settings }: WithSettings,
  desk: Desk,
  said: TaskOutcome,
  booked: Answer,
): void {
  // An earlier word of the same handheld that came late: it has said better since.
  if (said.device === booked.device && instantMs(said.at)! <= booked.at) return;
  const task = said.task as TaskId;
  raiseAlarm(desk, "task.answered-otherwise", task, {
    device: said.device,
    booked: foundIn(booked).slice(0, 80),
    by: booked.device,
  });
  const due: OtherwiseDue = { type: "task.otherwise-forgotten", task };
  desk.due(`answered-otherwise/${task}`, desk.now + settings.unknownForgottenMs, due);
}

/** Places whose book may be wrong by it: they are counted anew. */
export function placesInDoubt(
  { totes, places }: WithTotes & WithPlaces,
  task: Task,
): ReadonlySet<LocationId> {
  const tote = task.tote ? totes.get(task.tote) : undefined;
  const all = tote
    ? totes.inBox(tote).flatMap(({ lines }) => lines.map(({ location }) => location))
    : [task.location, task.to];
  return new Set(all.filter((one) => one !== null && places.isStorage(one)) as LocationId[]);
}

/** The count of the last place in doubt has decided which answer was right: nobody need look any more. */
export function settleOtherwise(
  means: WithTasks & WithCounts & WithTotes & WithPlaces,
  desk: Desk,
  counted: LocationId,
): void {
  for (const task of means.tasks.all()) {
    if (task.state !== "done" || task.doubted === null) continue;
    const places = placesInDoubt(means, task);
    if (!places.has(counted) || [...places].some((one) => means.counts.get(one))) continue;
    clearAlarm(desk, "task.answered-otherwise", task.task);
  }
}

export const forgetOtherwise = (desk: Desk, { task }: OtherwiseDue): void =>
  clearAlarm(desk, "task.answered-otherwise", task);

export const answeredOtherwise = (
  task: string,
  booked: Answer,
): Extract<ActReason, { code: "task.answered-otherwise" }> => ({
  code: "task.answered-otherwise",
  task,
  by: booked.device,
  at: booked.at,
  found: foundIn(booked),
});

/** What a booked answer found, out of the text that it is known by. */
function foundIn({ mark }: Answer): string {
  const [units = [], ...more] = JSON.parse(mark) as [[string, number][], ...([string, number] | string)[]];
  const decided = more.find((one) => differenceDecisions.some((decision) => decision === one));
  const graded = more.filter((one) => typeof one !== "string");
  const states = graded.filter(([, count]) => count > 0).map(([state, count]) => `${count} ${state}`);
  const goods = units.slice(0, namedMax).map(([sku, count]) => `${count} of ${sku}`);
  if (decided !== undefined) return [decided, ...goods].join(" ");
  if (goods.length === 0) return "nothing found";
  return states.length > 0 ? `${goods.join(", ")} (${states.join(", ")})` : goods.join(", ");
}
