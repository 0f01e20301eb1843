/** Counts of bins that must be counted: given to people when nobody else is on the way to the bin, so that what is counted then is what the book says now. */
import type { Desk } from "@floorplane/runtime/room";
import type { WithVisits } from "../stock/visits.ts";
import { openTask, type TaskMeans } from "./asking.ts";

export function giveBinCounts(means: TaskMeans & WithVisits, desk: Desk): void {
  const { counts, visits } = means;
  if (counts.size === 0) return;
  for (const count of counts.all()) {
    const { location } = count;
    if (count.task !== null || visits.isBusy(location)) continue;
    counts.given(count, openTask(means, desk, { kind: "count-bin", location }).task);
  }
}
