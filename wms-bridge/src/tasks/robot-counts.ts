/**
 * Bins that robots read when they have nothing else to do. A robot confirms: a bin in which its reader saw what the book has is counted. What it saw otherwise is a person's to count, and what it could
 * not read is counted another time.
 */
import { type LocationId, type Sku, StationId, TransportId } from "@floorplane/contracts/ids";
import type { FromFleet, FromSensors } from "@floorplane/contracts/messages";
import { dayMs, hourMs } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { WithCountRules } from "../counting/approval.ts";
import type { SeenInBin, WithCountTours } from "../counting/count-tours.ts";
import { isAsBooked } from "../counting/reads.ts";
import type { WithStocktakes } from "../counting/stocktakes.ts";
import type { WithItems } from "../goods/items.ts";
import { readGoods } from "../goods/reader.ts";
import { noteCounted, type WithHandling } from "../handling/handling.ts";
import type { WithCountedBins } from "../stock/bin-counts.ts";
import type { WithVisits } from "../stock/visits.ts";
import { openTask, type TaskMeans } from "./asking.ts";

type RobotCountMeans = TaskMeans &
  WithCountRules &
  WithCountTours &
  WithStocktakes &
  WithCountedBins &
  WithVisits &
  WithItems &
  WithHandling;

/** Bins of one tour: ten minutes, after which a robot is anybody's again. */
const binsPerTour = 8;
/** The next bins in turn among which those of one tour are chosen, so that they lie near each other. */
const amongNext = 200;
/** One that no robot has begun so long gives its bins back. */
const unbegunMsMax = 2 * hourMs;
/** Bins that readers left to people, at most, at once: a reader that reads wrongly must not send everybody round the house. */
const leftToPeopleMax = 12;
/** How often the antenna goes along a bin: what one round misses in a thousand, three do not. */
const rounds = 3;

/** `next`: bins in the order in which they are to be counted; `isQuiet`: nobody works there, is bound for it, or counts it. */
export function sendCountingRobots(
  means: RobotCountMeans,
  desk: Desk,
  next: Iterable<LocationId>,
  isQuiet: (location: LocationId) => boolean,
): void {
  const { countTours, countRules, counters, client, places, closedPlaces } = means;
  giveUpUnbegun(means, desk);
  const wanted = (countRules.robots ?? 0) - countTours.size;
  if (wanted <= 0) return;
  const free: LocationId[] = [];
  for (const location of next) {
    if (free.length >= amongNext) break;
    const isOpen = !closedPlaces.get(location) && !countTours.has(location);
    if (isOpen && isQuiet(location)) free.push(location);
  }
  for (let tour = 0; tour < wanted && free.length > 0; tour++) {
    const first = places.rankOf(free[0]!);
    const off = (location: LocationId): number => Math.abs(places.rankOf(location) - first);
    const bins = free.toSorted((a, b) => off(a) - off(b)).slice(0, binsPerTour);
    for (const bin of bins) free.splice(free.indexOf(bin), 1);
    bins.sort((a, b) => places.rankOf(a) - places.rankOf(b));
    const transport = TransportId(`COUNT-${counters.next("task")}`);
    countTours.add({ client, transport, openedAt: desk.now, bins, isBegun: false });
    desk.send("fleet", {
      type: "transport.requested",
      transport,
      kind: "count",
      tote: null,
      stops: bins.map((location) => ({
        stations: [StationId(location)],
        action: { type: "countTags", rounds },
        purpose: { type: "count", location },
      })),
      dueAt: desk.now + 7 * dayMs,
    });
  }
}

function giveUpUnbegun({ countTours }: RobotCountMeans, desk: Desk): void {
  for (const { transport, openedAt, isBegun } of countTours.all())
    if (!isBegun && desk.now - openedAt > unbegunMsMax)
      desk.send("fleet", { type: "transport.withdraw", transport, stations: [], reason: "units-needed" });
}

/** A reader stands before a bin. A label that no place of this site has is another house's. */
export function binRead(
  { places, countTours }: Pick<RobotCountMeans, "places" | "countTours">,
  { place, seen }: Extract<FromSensors, { type: "bin.read" }>,
): void {
  const location = places.labelled(place);
  if (location) countTours.saw(location, seen);
}

/** What fleet control tells of a count. */
export function countWord(
  means: RobotCountMeans,
  desk: Desk,
  word: Extract<FromFleet, { type: "stop.done" | "transport.done" | "transport.failed" }>,
): void {
  const { countTours } = means;
  const tour = countTours.get(word.transport);
  if (!tour) return;
  if (word.type !== "stop.done") {
    countTours.remove(tour);
    return;
  }
  const { purpose, robot, status } = word;
  if (purpose.type !== "count") return;
  const { location } = purpose;
  const seen = countTours.left(tour, location);
  // Nothing read: its reader is silent, or the bin could not be reached.
  if (!seen || status !== "finished") return;
  means.handling.by({ hand: "robot", by: robot, ref: `transport/${tour.transport}` });
  judgeBin(means, desk, location, seen);
}

function judgeBin(means: RobotCountMeans, desk: Desk, location: LocationId, seen: SeenInBin): void {
  const { visits, counts, countedBins, countTours, stocktakes, tasks } = means;
  if (visits.isBusy(location) || counts.get(location)) return;
  const found = new Map<Sku, number>();
  for (const { gtin, tags } of seen) {
    const reading = readGoods(means, gtin, { client: "anybody" });
    // Goods of nobody here are no stock, and no doubt.
    if (reading.kind === "goods")
      found.set(reading.sku, (found.get(reading.sku) ?? 0) + tags * reading.units);
  }
  if (isAsBooked(means, location, found)) {
    noteCounted(means, { found }, { to: location });
    countedBins.counted(location, true, desk.now);
    stocktakes.binCounted(location, [], desk.now);
    countTours.confirmed++;
    return;
  }
  countTours.doubted++;
  let left = 0;
  for (const task of tasks.all()) if (task.planned && task.state === "open") left++;
  if (left < leftToPeopleMax) openTask(means, desk, { kind: "count-bin", location, planned: true });
}
