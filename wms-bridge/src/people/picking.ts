/** What a person's pick means for the tote that it was for: its line is settled, the robot that stood by goes on, and a tote that people carry is brought to a station when nothing is left to pick into it. */
import type { StationId } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import { type HearingMeans, hearBox } from "../orders/hearing.ts";
import { loadsAt, stationsToServe } from "../packing/stations.ts";
import type { SerialSaid } from "../serials/serial-said.ts";
import { inTote } from "../serials/serials.ts";
import { boxArrived, leave, lookAtBox, lookAtBoxesOf } from "../supplies/serving.ts";
import { closeTask } from "../tasks/asking.ts";
import { askForPick, askToBring, endPick, lineOfPick, takePicksBack } from "../tasks/picks.ts";
import type { Task } from "../tasks/task.ts";
import { pickOf } from "../totes/journeys/tour.ts";
import { contentsOf, releaseOpenLines } from "../totes/keeping.ts";
import type { Told } from "../totes/news.ts";
import { needToteCount, personPicked, type ToteMeans } from "../totes/picking.ts";
import { boxOf, isByHand, isTravelling, type Tote, type Tour } from "../totes/tote.ts";

export type PickingMeans = HearingMeans & ToteMeans;

/** A robot stands at the shelf and waits for somebody. */
export function robotWaits(means: PickingMeans, desk: Desk, tote: Tote, entry: number): void {
  if (tote.kind === "supply") boxArrived(means, desk, tote);
  if (tote.kind === "tour" && isTravelling(tote)) askForPick(means, desk, tote, entry);
}

export interface Picked {
  readonly units: number;
  /** Scan and scale say different things. */
  readonly isContradicted: boolean;
  /** Which units, where they were scanned. */
  readonly serials: readonly SerialSaid[];
}

/** So many units went into the tote; the rest of what was asked is not there. */
export function pickedByPerson(
  means: PickingMeans,
  desk: Desk,
  task: Task,
  { units, isContradicted, serials }: Picked,
): void {
  endPick(desk, task);
  const found = lineOfPick(means, task);
  if (!found) return;
  const [tour, line] = found;
  means.handling.pieces(
    line.sku,
    serials.map(({ serial }) => serial),
  );
  for (const { sku, serial } of serials)
    means.serials.seen(tour.client, sku, serial, inTote(tour.tote), desk.now);
  const told = personPicked(means, desk, tour, line, units);
  if (isContradicted) {
    means.log.warn("pick.contradicted", { task: task.task, tote: tour.tote, sku: line.sku });
    needToteCount(means, desk, tour);
  }
  goOn(means, desk, tour, task.entry!, told);
  const box = means.totes.supply(line.box);
  if (box) lookAtBox(means, desk, box);
}

/** Nobody came: the units are others' again, and the tote goes on without them. What its order lacks then is asked for anew. */
export function pickLate(means: PickingMeans, desk: Desk, task: Task): void {
  const found = task.state === "open" ? lineOfPick(means, task) : undefined;
  if (!found) return;
  const [tour, line] = found;
  means.log.info("pick.late", { task: task.task, tote: tour.tote, location: line.location });
  releaseOpenLines(means, tour, (one) => one === line);
  closeTask(means, desk, task);
  goOn(means, desk, tour, task.entry!, []);
  const box = means.totes.supply(line.box);
  if (box) leave(means, desk, box);
}

/** Its units came short, or do not come at all, before anybody was asked to put them in: what lies in it is brought on where nothing else is to come. */
export function lookAtHandTote(means: PickingMeans, desk: Desk, tote: Tote): void {
  if (tote.kind !== "tour" || !isByHand(tote) || !isTravelling(tote) || tote.withdrawn) return;
  takePicksBack(means, desk, tote);
  if (tote.lines.some(({ state }) => state === "open") || means.tasks.bringOf(tote.tote)) return;
  hearBox(means, desk, [{ tote, news: [{ type: "picked" }] }]);
  bringOn(means, desk, tote, stationFor(means, desk.now));
}

function goOn(means: PickingMeans, desk: Desk, tour: Tour, entry: number, told: readonly Told[]): void {
  const isOver = tour.lines.every(({ state }) => state !== "open");
  if (tour.broughtBy === "robot") {
    hearBox(means, desk, told);
    const { transport } = tour;
    const purposes = [pickOf(tour, entry)];
    desk.send("fleet", { type: "transport.skipStops", transport, tote: boxOf(tour), purposes });
    return;
  }
  const picked: Told[] = isOver ? [{ tote: tour, news: [{ type: "picked" }] }] : [];
  hearBox(means, desk, [...told, ...picked]);
  if (isOver) bringOn(means, desk, tour, stationFor(means, desk.now));
}

/** What lies in it is brought there; one that holds nothing has come to its end where it is. */
function bringOn(means: PickingMeans, desk: Desk, tour: Tour, station: StationId): void {
  if (contentsOf(means, tour) > 0) askToBring(means, desk, tour, station);
  else hearBox(means, desk, [{ tote: tour, news: [{ type: "brought", station }] }]);
}

/** `place`: the station whose label was scanned, where it is another than was asked for. */
export function broughtByPerson(
  means: PickingMeans,
  desk: Desk,
  task: Task,
  place: string | undefined,
): void {
  const tote = task.tote === null ? undefined : means.totes.get(task.tote);
  if (!tote || !isTravelling(tote)) return;
  const station = stationNamed(means, place) ?? task.station!;
  for (const { sku } of means.stock.contents(tote.tote))
    means.handling.pieces(sku, means.serials.in(sku, inTote(tote.tote)));
  for (const { sku, lot, units } of means.stock.contents(tote.tote))
    if (units > 0) means.handling.note({ step: "transport", sku, lot, units, tote: tote.tote, to: station });
  hearBox(means, desk, [{ tote, news: [{ type: "brought", station }] }]);
}

/** Its order is gone, or its goods must not leave: nothing more is picked into it, and what it holds is counted at a check lane. */
export function handToteWithdrawn(means: PickingMeans, desk: Desk, tote: Tote): void {
  if (tote.kind !== "tour" || !isByHand(tote) || !isTravelling(tote)) return;
  releaseOpenLines(means, tote);
  takePicksBack(means, desk, tote);
  lookAtBoxesOf(means, desk, tote);
  if (contentsOf(means, tote) > 0) askToBring(means, desk, tote, means.places.check[0]!);
  else hearBox(means, desk, [{ tote, news: [{ type: "lost", reason: "withdrawn" }] }]);
}

/** The bench with the least to do, of those that are not stopped. */
export function stationFor(means: PickingMeans, now: number): StationId {
  const stations = stationsToServe(means, now);
  const loads = loadsAt(means, stations, now);
  return stations.reduce((best, one) => (loads.get(one)! < loads.get(best)! ? one : best));
}

function stationNamed({ places }: PickingMeans, place: string | undefined): StationId | undefined {
  const scanned = place?.trim().toUpperCase();
  const known = [...places.packing, ...places.check];
  return known.find((station) => station.toUpperCase() === scanned);
}
