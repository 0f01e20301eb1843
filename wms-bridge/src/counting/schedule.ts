/** Counts that the site's file schedules: each begins by itself, at its local time, so many days after the one before, and not while that one is open. */
import type { CountRules, ScheduledCount } from "@floorplane/contracts/site-counts";
import { dayMs, hourMs, minuteMs } from "@floorplane/contracts/units";
import type { WithSite } from "../keeping/traits.ts";
import type { WithCountRules } from "./approval.ts";
import { binsOf, type ScopeMeans } from "./scope.ts";
import type { Stocktake } from "./stocktake.kind.ts";
import { isOpen, type WithStocktakes } from "./stocktakes.ts";

/** The clock on the site's wall. */
export interface WallClock {
  /** Local time less UTC at an instant, ms. */
  offsetMs(at: number): number;
}

export interface WithWallClock {
  readonly wallClock: WallClock;
}

type ScheduleMeans = WithCountRules & WithStocktakes & WithSite & WithWallClock & ScopeMeans;

export const hasSchedule = ({
  countRules: { schedule = [] },
}: {
  readonly countRules: CountRules;
}): boolean => schedule.length > 0;

/** Begins those whose time has come; a scope without a bin is looked at again a minute later. */
export function beginScheduled(means: ScheduleMeans, now: number): void {
  for (const row of means.countRules.schedule ?? []) {
    const last = lastOf(means, row.name);
    if ((last && isOpen(last)) || !isDue(means.wallClock, row, last?.openedAt, now)) continue;
    const locations = binsOf(means, row.scope, now);
    if (locations.length > 0) means.stocktakes.add(scheduled(means, row, locations, now));
  }
}

function lastOf({ stocktakes }: WithStocktakes, name: string): Stocktake | undefined {
  let last: Stocktake | undefined;
  for (const one of stocktakes.all())
    if (one.schedule === name && (!last || one.openedAt > last.openedAt)) last = one;
  return last;
}

function isDue(
  clock: WallClock,
  { everyDays, at = "00:00" }: ScheduledCount,
  lastAt: number | undefined,
  now: number,
): boolean {
  const local = now + clock.offsetMs(now);
  const [hours, minutes] = at.split(":").map(Number) as [number, number];
  if (local % dayMs < hours * hourMs + minutes * minuteMs) return false;
  return lastAt === undefined || dayOf(local) - dayOf(lastAt + clock.offsetMs(lastAt)) >= everyDays;
}

const dayOf = (local: number): number => Math.floor(local / dayMs);

function scheduled(
  { client, wallClock }: ScheduleMeans,
  { name }: ScheduledCount,
  locations: Stocktake["locations"],
  now: number,
): Stocktake {
  const day = new Date(now + wallClock.offsetMs(now)).toISOString().slice(0, 10);
  return {
    client,
    count: `${name}/${day}`,
    state: "counting",
    by: "people",
    openedAt: now,
    endedAt: null,
    hash: "",
    schedule: name,
    locations,
    listed: null,
    passes: [],
    beyond: 0,
    confirmed: 0,
    differing: { bins: 0, more: 0, fewer: 0 },
  };
}
