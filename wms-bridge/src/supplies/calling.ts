/** Boxes of goods, called to stations: who wants the same goods at about the same time is served out of one box. Orders' units stay held at their place until a robot has taken them. */
import { type LineId, LocationId, type OrderId, type StationId } from "@floorplane/contracts/ids";
import { toteLimits } from "@floorplane/contracts/picking";
import { secondMs } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import { type ServingMeans, stationsToServe } from "../packing/stations.ts";
import type { PickMeans } from "../tasks/picks.ts";
import { lookLater } from "../totes/journeys/supply.ts";
import { askForTransport } from "../totes/journeys.ts";
import { closeTote } from "../totes/keeping.ts";
import { openServed, unitsOfLines } from "../totes/served.ts";
import { isTravelling, newSupply, type Supply, type ToteLine, type Tour } from "../totes/tote.ts";

/** A station that is full is looked at again so often. */
const fullLookMs = 15 * secondMs;

export type CallingMeans = PickMeans & ServingMeans;

/** The units of that line come to the station of its tote: in a box that waits for company, out of one that has more than others want, or in one of their own. */
export function bringTo(means: CallingMeans, desk: Desk, tour: Tour, line: ToteLine): void {
  const { totes, stock, counters, settings } = means;
  const { sku, lot, location, planned } = line;
  const bench = stationOf(means, tour);
  const alike = [...totes.supplies].filter(
    (box) =>
      (bench === undefined || box.bench === bench) &&
      box.lines[0]!.location === location &&
      box.lines[0]!.sku === sku &&
      box.lines[0]!.lot === lot,
  );
  const there = alike.find((box) => unwanted(means, box) >= planned);
  if (there) {
    const row = stock.row(location, sku, lot);
    // Its own units stay on the shelf for others: it takes those that are off it already.
    stock.move({ holder: row, name: "allocated" }, { holder: row, name: "available" }, planned);
    totes.bring(tour, line, there, 0);
    lookLater(desk, there);
    return;
  }
  const waiting = alike.find((box) => box.stage === "gathering" && hasRoomFor(means, box, planned));
  if (waiting) {
    totes.bring(tour, line, waiting, planned);
    return;
  }
  const whose = { client: tour.client, bench: bench ?? leastBusy(means, desk.now) };
  const asked = { line: "box" as LineId, sku, lot, location, planned: 0 };
  const box = newSupply(counters.next("tote"), whose, asked);
  totes.add(box);
  totes.bring(tour, line, box, planned);
  goLater(desk, box, settings.gatherMs);
}

/** Called when it has waited for company, and again while its station is full. `dueOf`: when an order's goods must be there, ms since the epoch. */
export function sendBox(
  means: CallingMeans,
  desk: Desk,
  box: Supply,
  dueOf: (order: OrderId) => number | undefined,
): void {
  const { totes } = means;
  if (box.stage !== "gathering") return;
  const served = openServed(means, box);
  if (served.length === 0) {
    totes.settle(box, box.lines[0]!, { taken: 0, state: "short" });
    closeTote(means, box, null);
    return;
  }
  if (isFull(means, box)) {
    goLater(desk, box, fullLookMs);
    return;
  }
  totes.wants(box, unitsOfLines(served));
  totes.stage(box, "sent");
  const due = served.flatMap(({ tour }) => dueOf(tour.order) ?? []);
  askForTransport(desk, box, {
    stations: stationsToServe(means, desk.now),
    dueAt: Math.min(...due, desk.now + dueMsMax),
  });
}

/** Of an order that is known no more. */
const dueMsMax = 24 * 3_600 * secondMs;

const goLater = (desk: Desk, { tote }: Supply, waitMs: number): void =>
  desk.due(`box-go/${tote}`, desk.now + waitMs, { type: "box.go", tote });

/** All lines of a tote come to where it stands. */
const stationOf = ({ totes }: CallingMeans, tour: Tour): StationId | undefined =>
  tour.lines.map(({ box }) => totes.supply(box)?.bench).find((bench) => bench !== undefined);

/** Of those that robots are sent to and that are not stopped; of all, while there is none. */
function leastBusy(means: CallingMeans, now: number): StationId {
  const { totes, places, closedPlaces } = means;
  const serving = stationsToServe(means, now);
  const open = places.dealing.filter(
    (station) => serving.includes(station) && closedPlaces.get(LocationId(station)) === undefined,
  );
  const boxes = (station: StationId): number =>
    [...totes.supplies].filter(({ bench }) => bench === station).length;
  return (open.length > 0 ? open : places.dealing).reduce((best, one) =>
    boxes(one) < boxes(best) ? one : best,
  );
}

/** Units in a box that is on its way, or stands there, which nobody waits for. */
function unwanted(means: CallingMeans, box: Supply): number {
  const { stage, recount, lines } = box;
  const { state, sku, lot } = lines[0]!;
  if ((stage !== "sent" && stage !== "serving") || recount || state === "open") return 0;
  return means.stock.transit(box.tote, sku, lot).units - unitsOfLines(openServed(means, box));
}

function hasRoomFor(means: CallingMeans, box: Supply, more: number): boolean {
  const served = openServed(means, box);
  const units = unitsOfLines(served) + more;
  const { litres, kilograms } = means.items.need(box.lines[0]!.sku);
  return (
    served.length < means.settings.stationTotesMax &&
    units <= toteLimits.units &&
    units * litres <= toteLimits.litres &&
    units * kilograms <= toteLimits.kilograms
  );
}

/** As many boxes, or order totes, as the station has places for. A box that a tote waits for which stands there already is let in: without it that tote would stand there for ever. */
function isFull(means: CallingMeans, box: Supply): boolean {
  const { totes, settings } = means;
  const there = [...totes.supplies].filter(
    ({ bench, stage }) => bench === box.bench && (stage === "sent" || stage === "serving"),
  );
  if (there.length >= settings.stationBoxesMax) return true;
  const standing = new Set(there.flatMap((one) => totes.servedBy(one)).filter(isTravelling));
  const come = new Set(openServed(means, box).map(({ tour }) => tour));
  const more = [...come].filter((tour) => !standing.has(tour)).length;
  const isAwaited = more < come.size;
  return standing.size > 0 && !isAwaited && standing.size + more > settings.stationTotesMax;
}
