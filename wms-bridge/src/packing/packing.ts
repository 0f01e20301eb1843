/** From bench to truck: a job for the station, its label, and the portal that sees the parcel leave. Only then are the units shipped, and each parcel once. */
import { JobId, type StationId, type ToteId } from "@floorplane/contracts/ids";
import { ssccOf } from "@floorplane/contracts/labels";
import type { FromSensors } from "@floorplane/contracts/messages";
import type { Desk } from "@floorplane/runtime/room";
import { clearAlarm, raiseAlarm } from "../alarms.ts";
import { deal, type LineUnits, type Order } from "../orders/order.ts";
import { advance } from "../orders/progress.ts";
import { contentsOf, moveTote } from "../totes/keeping.ts";
import type { Tote } from "../totes/tote.ts";
import type { Warehouse } from "../warehouse.ts";
import type { Bench } from "./bench.ts";
import { type BenchEvent, benchChart, isRunning } from "./packing.machine.ts";
import { sayUnpacked } from "./without-machine.ts";

type Finished = Extract<FromSensors, { type: "station.finished" }>;
type StationState = Extract<FromSensors, { type: "station.state" }>;

/** One tote is one job and one parcel; their numbers are the tote's own. */
const jobPrefix = "J-";
const parcelId = (tote: Tote): string => `parcel/${tote.tote}`;

export function giveJob(w: Warehouse, desk: Desk, tote: Tote, station: StationId): void {
  const job = JobId(`${jobPrefix}${tote.tote}`);
  const sscc = ssccOf(w.counters.next("parcel"));
  moveTote(w, tote, "job.given");
  tote.station = station;
  tote.job = job;
  tote.sscc = sscc;
  w.parcels.set(sscc, tote.tote);
  const lines = tote.lines.filter(({ taken }) => taken > 0).length;
  desk.send("sensors", {
    type: "station.job",
    station,
    job,
    tote: tote.tote,
    lines,
    units: contentsOf(w, tote),
    sscc,
  });
  watchParcel(w, desk, tote);
  const bench = benchOf(w, station);
  bench.jobs++;
  moveBench(w, bench, "job.given");
  const order = tote.order && w.orders.get(tote.order);
  if (order) sayUnpacked(w, order);
}

/** The station's word may come more than once. */
export function stationFinished(w: Warehouse, desk: Desk, { job }: Finished): void {
  const tote = job.startsWith(jobPrefix) ? w.totes.get(job.slice(jobPrefix.length) as ToteId) : undefined;
  if (tote?.state === "packing") packed(w, desk, tote);
}

function packed(w: Warehouse, desk: Desk, tote: Tote): void {
  moveTote(w, tote, "job.finished");
  const bench = benchOf(w, tote.station!);
  bench.jobs--;
  if (bench.jobs === 0) moveBench(w, bench, "last.job.finished");
  else w.benches.touch(bench);
  const order = tote.order && w.orders.get(tote.order);
  if (order && tote.sscc) {
    order.parcels.push(tote.sscc);
    w.orders.touch(order);
  }
  if (order) sayUnpacked(w, order);
  watchParcel(w, desk, tote);
  if (tote.seen) ship(w, desk, tote);
  if (order) advance(w, desk, order);
}

/** A parcel that its station still works on cannot have left: the sighting is kept until the station says that it is packed. */
export function parcelSeen(w: Warehouse, desk: Desk, sscc: string, portal = ""): void {
  const id = w.parcels.get(sscc);
  const tote = id && w.totes.get(id);
  if (!tote) {
    // One that left before is known, as long as its order is.
    if ([...w.orders.all()].some(({ parcels }) => parcels.includes(sscc))) return;
    w.log.warn("parcel.unknown", { sscc, portal });
    w.unknownNames.seen(desk, "parcel", sscc, portal, w.settings.unknownForgottenMs);
    return;
  }
  w.readers.parcelSeen(desk);
  if (tote.state === "packed") {
    ship(w, desk, tote);
    const order = tote.order && w.orders.get(tote.order);
    if (order) advance(w, desk, order);
  } else if (!tote.seen) {
    tote.seen = true;
    w.totes.touch(tote);
  }
}

/** A person says that a parcel left which the portal missed, or whose station never said that it is packed. Answers whether it was still here by the book. */
export function parcelLeft(w: Warehouse, desk: Desk, sscc: string): boolean {
  const id = w.parcels.get(sscc);
  const tote = id && w.totes.get(id);
  if (!tote) return false;
  parcelSeen(w, desk, sscc);
  if (tote.state === "packing") packed(w, desk, tote);
  return true;
}

function ship(w: Warehouse, desk: Desk, tote: Tote): void {
  moveTote(w, tote, "parcel.seen");
  tote.leftAt = desk.now;
  const order = tote.order && w.orders.get(tote.order);
  const lines: LineUnits[] = [];
  for (const transit of w.stock.contents(tote.tote)) {
    if (order) lines.push(...deal(order, transit.sku, "shipped", transit.units));
    w.stock.move({ holder: transit, name: "units" }, w.stock.outside(transit, "shipped"), transit.units);
  }
  if (order) tellParcel(w, desk, order, tote.sscc!, lines);
  w.parcels.delete(tote.sscc!);
  desk.cancelDue(parcelId(tote));
  if (tote.late) clearAlarm(desk, "parcel.late", tote.tote);
}

/** What has left the dock is told at once, whatever becomes of the rest of its order. */
function tellParcel(w: Warehouse, desk: Desk, order: Order, sscc: string, lines: readonly LineUnits[]): void {
  w.orders.touch(order);
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  w.confirmations.tell(desk, order.order, "parcel.shipped", {
    order: order.order,
    lines: [...lines],
    parcels: [{ sscc, units }],
  });
}

/** A job that does not end, a parcel that nobody saw leave: a person looks, nothing is shipped by guess. */
function watchParcel(w: Warehouse, desk: Desk, tote: Tote): void {
  desk.due(parcelId(tote), desk.now + w.settings.parcelWithinMs, { type: "parcel.late", tote: tote.tote });
}

export function parcelLate(w: Warehouse, desk: Desk, tote: Tote): void {
  if (tote.state !== "packing" && tote.state !== "packed") return;
  tote.late = true;
  if (tote.state === "packed") w.readers.parcelLate(desk, tote.tote);
  w.totes.touch(tote);
  raiseAlarm(desk, "parcel.late", tote.tote, {
    state: tote.state,
    station: tote.station ?? "",
    sscc: tote.sscc ?? "",
  });
}

export function stationState(w: Warehouse, { station, state }: StationState): void {
  moveBench(w, benchOf(w, station), isRunning(state) ? "machine.runs" : "machine.stopped");
}

function benchOf(w: Warehouse, station: StationId): Bench {
  return w.benches.get(station) ?? w.benches.add({ station, state: benchChart.initial, jobs: 0 });
}

function moveBench(w: Warehouse, bench: Bench, event: BenchEvent): void {
  const next = benchChart.next(bench.state, event);
  if (next) bench.state = next;
  if (next || event === "job.given") w.benches.touch(bench);
}
