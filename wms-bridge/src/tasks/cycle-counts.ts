/**
 * Bins counted in turn, so that the book is known to be right and not only believed (99.6 % of bins; below 96.8 % a warehouse is like others). Nothing waits for
 * such a count: the bin goes on giving, and a count during which a robot came is thrown away and made another time.
 */
import { byCodeUnits, type LocationId } from "@floorplane/contracts/ids";
import { hourMs, minuteMs, secondMs } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { WithCountRules } from "../counting/approval.ts";
import type { WithCountTours } from "../counting/count-tours.ts";
import { beginScheduled, hasSchedule, type WithWallClock } from "../counting/schedule.ts";
import type { WithStocktakes } from "../counting/stocktakes.ts";
import type { WithItems } from "../goods/items.ts";
import type { WithHandling } from "../handling/handling.ts";
import type { WithSettings } from "../keeping/settings.ts";
import { unitsOf } from "../stock/accounts.ts";
import type { WithCountedBins } from "../stock/bin-counts.ts";
import type { WithVisits } from "../stock/visits.ts";
import { openTask, type TaskMeans } from "./asking.ts";
import { disturbanceAt } from "./count-waits.ts";
import { sendCountingRobots } from "./robot-counts.ts";

type CountMeans = TaskMeans & WithCountedBins & WithVisits & WithSettings & CountingMeans;

type CountingMeans = WithStocktakes &
  WithCountRules &
  WithWallClock &
  WithCountTours &
  WithItems &
  WithHandling;

const everyMs = minuteMs;
/** The order of bins is made anew so often: goods come and go. */
const orderKeptMs = hourMs;

/** Bins in the order in which they are counted, and when that order was made; only in memory. */
export class CountingTurn {
  locations: LocationId[] = [];
  madeAt = 0;
  /** No bin was due when it was made. */
  isResting = false;
}

/** Bins of counts that somebody asked for, at once, where a site counts fewer in turn. */
const askedForMax = 3;

export function armCycleCounts(means: WithSettings & CountingMeans, desk: Desk): void {
  const { settings, stocktakes, countRules } = means;
  if (
    settings.cycleCountsMax > 0 ||
    stocktakes.isAnyWaiting ||
    hasSchedule(means) ||
    (countRules.robots ?? 0) > 0
  )
    arm(desk, everyMs);
}

/** Somebody asked for a count: people need not wait for their next turn. */
export function countSoon({ stocktakes }: WithStocktakes, desk: Desk): void {
  if (stocktakes.isAnyWaiting) arm(desk, secondMs);
}

const arm = (desk: Desk, inMs: number): void =>
  desk.due("count-in-turn", desk.now + inMs, { type: "count-in-turn" });

/** Keeps a few people counting, where there is a bin that nobody is on the way to. */
export function countInTurn(means: CountMeans, desk: Desk, turn: CountingTurn): void {
  const { tasks, settings, stocktakes } = means;
  beginScheduled(means, desk.now);
  armCycleCounts(means, desk);
  const underWay = new Set<LocationId>();
  for (const task of tasks.all())
    if (task.planned && task.state === "open" && task.location) underWay.add(task.location);
  const isFree = (location: LocationId): boolean => !underWay.has(location) && isQuiet(means, location);
  const give = (location: LocationId): boolean => {
    if (!isFree(location)) return false;
    openTask(means, desk, { kind: "count-bin", location, planned: true });
    underWay.add(location);
    return true;
  };
  // What somebody asked for comes before what is counted in turn.
  for (const location of stocktakes.waiting) {
    if (underWay.size >= Math.max(askedForMax, settings.cycleCountsMax)) break;
    give(location);
  }
  // Where none was due there is none a minute later: all bins of a floor are not looked through for that.
  const isDone = turn.locations.length === 0 && !turn.isResting;
  if (isDone || desk.now - turn.madeAt >= orderKeptMs) {
    turn.locations = inTurn(means, desk.now);
    turn.madeAt = desk.now;
    turn.isResting = turn.locations.length === 0;
  }
  const passed: LocationId[] = [];
  while (underWay.size < settings.cycleCountsMax && turn.locations.length > 0) {
    const location = turn.locations.shift()!;
    if (isCountedSince(means, location, turn.madeAt)) continue;
    if (!give(location) && !underWay.has(location)) passed.push(location);
  }
  turn.locations.unshift(...passed);
  sendCountingRobots(means, desk, nextInTurn(means, turn), isFree);
}

/** A robot looks at the first few of thousands, and most times none is there to look. */
function* nextInTurn(means: CountMeans, { locations, madeAt }: CountingTurn): Iterable<LocationId> {
  yield* means.stocktakes.waiting;
  for (const location of locations) if (!isCountedSince(means, location, madeAt)) yield location;
}

/** By a robot, or for another reason. */
const isCountedSince = ({ countedBins }: CountMeans, location: LocationId, at: number): boolean =>
  (countedBins.get(location)?.at ?? 0) >= at;

const isQuiet = (means: CountMeans, location: LocationId): boolean =>
  !means.counts.get(location) &&
  !means.countTours.has(location) &&
  disturbanceAt(means, location) === undefined;

/** Of a bin that is to be counted: what makes it come before others. */
interface Due {
  /** It was found wrong the last time. */
  isDoubted: boolean;
  /** Its goods lie in several places. */
  isOneOfSeveral: boolean;
  /** Between counts; of several goods that of those counted most often. */
  againMs: number;
  readonly at: number;
}

/**
 * All where goods belong, also those that are empty by the book: a unit too many lies there unseen when the last that the book knew of has gone. Bins that were found wrong first; then those of goods that lie in several places: they are handled most, and a wrong one is not noticed by whoever finds the next.
 * Then those never counted, then by how long ago. When all were counted nobody counts, and robots that read bins rest, until the first is due again.
 */
function inTurn({ stock, countedBins, settings, items }: CountMeans, now: number): LocationId[] {
  const { countAgainMs, doubtAgainMs } = settings;
  const bins = new Map<LocationId, Due>();
  for (const row of stock.rows()) {
    if (row.place === "bench" || (unitsOf(row) === 0 && (row.nominal === 0 || row.place === "removed")))
      continue;
    const againMs = countAgainMs[items.get(row.sku)?.class ?? "C"];
    const isOneOfSeveral = stock.rowsOf(row.sku).length > 1;
    const before = bins.get(row.location);
    if (before) {
      before.againMs = Math.min(before.againMs, againMs);
      before.isOneOfSeveral ||= isOneOfSeveral;
      continue;
    }
    const { at = 0, isRight = true } = countedBins.get(row.location) ?? {};
    const isDoubted = isRight === false;
    bins.set(row.location, {
      isDoubted,
      isOneOfSeveral,
      againMs: isDoubted ? Math.min(againMs, doubtAgainMs) : againMs,
      at,
    });
  }
  const first = (is: boolean, other: boolean): number => Number(other) - Number(is);
  return [...bins]
    .filter(([, { at, againMs }]) => now - at >= againMs)
    .sort(
      ([a, one], [b, other]) =>
        first(one.isDoubted, other.isDoubted) ||
        first(one.isOneOfSeveral, other.isOneOfSeveral) ||
        one.at - other.at ||
        byCodeUnits(a, b),
    )
    .map(([location]) => location);
}
