/** Why a bin that is to be counted is not counted yet: a person is asked, or nobody is since something goes on there. */
import type { LocationId, TaskId } from "@floorplane/contracts/ids";
import type { WithCounts } from "../stock/bin-counts.ts";
import type { WithStock } from "../stock/stock-book.ts";
import type { WithVisits } from "../stock/visits.ts";
import type { WithTotes } from "../totes/totes.ts";
import type { WithTasks } from "./tasks.ts";

/** What would change the bin while it is counted. */
type Disturbance =
  /** Robots or people are on their way to it. */
  | { readonly code: "bin.visited"; readonly visits: number }
  | { readonly code: "bin.refilled" }
  | { readonly code: "units.promised"; readonly units: number };

export type CountWait =
  | Disturbance
  | { readonly code: "person.asked"; readonly task: TaskId }
  /** Others come first. */
  | { readonly code: "count.in-turn" };

export const countWaits: Readonly<Record<CountWait["code"], string>> = {
  "person.asked": "a person is asked: `task`",
  "bin.visited": "so many robots and people are on their way to it: `visits`",
  "bin.refilled": "a tote is on its way that fills it up",
  "units.promised": "orders hold units there: `units`",
  "count.in-turn": "others are counted first",
};

export function disturbanceAt(
  { visits, totes, stock }: WithVisits & WithTotes & WithStock,
  location: LocationId,
): Disturbance | undefined {
  if (visits.isBusy(location)) return { code: "bin.visited", visits: visits.coming(location) };
  if (totes.refillTo(location)) return { code: "bin.refilled" };
  const units = stock.rowsAt(location).reduce((sum, { allocated }) => sum + allocated, 0);
  return units > 0 ? { code: "units.promised", units } : undefined;
}

export type WaitMeans = WithCounts & WithVisits & WithTotes & WithStock & WithTasks;

/** For as many bins as are asked for at once. */
export function countWaiting(means: WaitMeans): (location: LocationId) => CountWait {
  const asked = new Map<LocationId, TaskId>();
  for (const { kind, state, location, task } of means.tasks.all())
    if (kind === "count-bin" && state === "open" && location) asked.set(location, task);
  return (location) => {
    const task = asked.get(location);
    if (task) return { code: "person.asked", task };
    const going = disturbanceAt(means, location);
    // A doubted bin is promised to nobody: it waits for who is on the way alone.
    const isDoubted = means.counts.get(location) !== undefined;
    return going && (!isDoubted || going.code === "bin.visited") ? going : { code: "count.in-turn" };
  };
}
