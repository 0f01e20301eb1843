/**
 * Picks for people, one task for each line: into the tote of a robot that stands at the shelf, or into one that a person carries, which is brought to a station at the end. Each waits until somebody did it, nobody
 * wants it any more, or its time is over.
 */
import { LocationId, type StationId } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { WithSettings } from "../keeping/settings.ts";
import { boxOf, type Tote, type ToteLine, type Tour } from "../totes/tote.ts";
import type { WithTotes } from "../totes/totes.ts";
import { closeTask, openTask, type TaskMeans } from "./asking.ts";
import type { Task } from "./task.ts";

export type PickMeans = TaskMeans & WithSettings;

export type PickDue = { readonly type: "pick.late"; readonly task: Task["task"] };

/** Asks for one line; a line that is asked for already is not asked for twice. */
export function askForPick(means: PickMeans, desk: Desk, tour: Tour, entry: number): void {
  const line = tour.lines[entry];
  if (line?.state !== "open" || means.tasks.picksOf(tour.tote).some((one) => one.entry === entry)) return;
  const { sku, lot, location, planned } = line;
  const { settings, totes } = means;
  const from = totes.supply(line.box);
  const task = openTask(means, desk, {
    kind: "pick",
    client: tour.client,
    tote: boxOf(tour),
    share: boxOf(tour) === tour.tote ? null : tour.tote,
    ...(from ? { location: LocationId(from.bench), station: from.bench, from: from.tote } : { location }),
    sku,
    lot,
    quantity: planned,
    entry,
  });
  const isRobotThere = tour.broughtBy === "robot" || from !== undefined;
  const waitMs = isRobotThere ? settings.robotWaitsMs : settings.handPickWaitMs;
  desk.due(dueId(task), desk.now + waitMs, { type: "pick.late", task: task.task } satisfies PickDue);
}

/** Nothing is left to pick into it: whoever has it brings it there. */
export function askToBring(means: TaskMeans, desk: Desk, tour: Tour, station: StationId): void {
  if (means.tasks.bringOf(tour.tote)) return;
  openTask(means, desk, { kind: "bring", client: tour.client, tote: tour.tote, station });
}

/** The line that a task asks for, where somebody still wants it. */
export function lineOfPick(
  { totes }: WithTotes,
  { tote: box, share, entry }: Task,
): [Tour, ToteLine] | undefined {
  const id = share ?? box;
  const tote = id === null ? undefined : totes.get(id);
  const line = tote?.lines[entry ?? -1];
  return tote?.kind === "tour" && !tote.withdrawn && line?.state === "open" ? [tote, line] : undefined;
}

/** What nobody wants from there any more is taken off the handhelds; whoever has it in his hands puts it back. */
export function takePicksBack(means: TaskMeans, desk: Desk, { tote }: Tote): void {
  for (const task of means.tasks.picksOf(tote)) {
    if (lineOfPick(means, task)) continue;
    endPick(desk, task);
    closeTask(means, desk, task);
  }
}

export const endPick = (desk: Desk, task: Task): void => desk.cancelDue(dueId(task));

const dueId = ({ task }: Task): string => `pick/${task}`;
