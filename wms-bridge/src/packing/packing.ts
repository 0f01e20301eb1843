/** From bench to truck: a job for the station, its label, and the portal that sees the parcel leave. Only then are the units shipped, and each parcel once. */
import { JobId, type Sku, type StationId, type ToteId } from "@floorplane/contracts/ids";
import { ssccOf as ssccOfParcel } from "@floorplane/contracts/labels";
import type { FromSensors } from "@floorplane/contracts/messages";
import type { Desk } from "@floorplane/runtime/room";
import type { WithHandling } from "../handling/handling.ts";
import { clearAlarm, raiseAlarm } from "../keeping/alarms.ts";
import type { WithCounters } from "../keeping/counters.ts";
import type { WithSettings } from "../keeping/settings.ts";
import type { WithPlaces } from "../stock/places.ts";
import type { WithStock } from "../stock/stock-book.ts";
import { contentsOf } from "../totes/keeping.ts";
import type { Told, ToteNews } from "../totes/news.ts";
import type { WithReaders } from "../totes/readers.ts";
import { boxOf, type Tote } from "../totes/tote.ts";
import type { WithTotes } from "../totes/totes.ts";
import type { WithBenches } from "./benches.ts";
import { isRunning } from "./packing.machine.ts";

type StationState = Extract<FromSensors, { type: "station.state" }>;

/** What it takes to give totes to stations and to see their parcels leave. */
export type PackingMeans = WithBenches &
  WithTotes &
  WithStock &
  WithHandling &
  WithReaders &
  WithPlaces &
  WithCounters &
  WithSettings;

const parcelId = (tote: ToteId): string => `parcel/${tote}`;

/** One tote is one job and one parcel; of a box that several share it is told what goes into which. */
export function giveJob(means: PackingMeans, desk: Desk, tote: Tote, station: StationId): void {
  const { totes, benches, counters } = means;
  const job = JobId(`J-${tote.tote}`);
  const sscc = ssccOfParcel(counters.next("parcel"));
  totes.pack(tote, { station, job, sscc });
  const lines = tote.lines.filter(({ taken }) => taken > 0).length;
  const units = contentsOf(means, tote);
  const goods = totes.isShared(tote) ? { goods: goodsIn(means, tote) } : {};
  desk.send("sensors", {
    type: "station.job",
    station,
    job,
    tote: boxOf(tote),
    lines,
    units,
    sscc,
    ...goods,
  });
  watchParcel(means, desk, tote);
  benches.jobGiven(station);
}

function goodsIn({ stock }: WithStock, { tote }: Tote): { readonly sku: Sku; readonly units: number }[] {
  const units = new Map<Sku, number>();
  for (const one of stock.contents(tote)) units.set(one.sku, (units.get(one.sku) ?? 0) + one.units);
  return [...units].flatMap(([sku, units]) => (units > 0 ? { sku, units } : []));
}

/** The station's word may come more than once. */
export function stationFinished(means: PackingMeans, desk: Desk, job: JobId): Told | undefined {
  const tote = means.totes.ofJob(job);
  if (tote && "station" in tote.at && tote.at.station !== null)
    means.handling.by({ hand: "station", by: tote.at.station });
  return tote && { tote, news: packed(means, desk, tote) };
}

function packed(means: PackingMeans, desk: Desk, tote: Tote): ToteNews[] {
  const { at } = tote;
  if (at.state !== "packing") return [];
  means.totes.packed(tote);
  means.benches.jobFinished(at.station);
  watchParcel(means, desk, tote);
  const { sscc, seen, station } = at;
  for (const { sku, lot, units } of means.stock.contents(tote.tote))
    if (units > 0) means.handling.note({ step: "pack", sku, lot, units, tote: tote.tote, to: station });
  if (!seen) return [{ type: "packed", sscc }];
  means.handling.by({ hand: "portal" });
  return [{ type: "packed", sscc }, ...ship(means, desk, tote)];
}

/** A parcel that its station still works on cannot have left: the sighting is kept until the station says that it is packed. Undefined: none of those that are here. */
export function parcelSeen(means: PackingMeans, desk: Desk, sscc: string): Told | undefined {
  const { totes, readers } = means;
  const tote = totes.ofParcel(sscc);
  if (!tote) return undefined;
  readers.parcelSeen(desk);
  if (tote.at.state === "packed") return { tote, news: ship(means, desk, tote) };
  if (tote.at.state === "packing" && !tote.at.seen) totes.seenEarly(tote);
  return { tote, news: [] };
}

/** A person says that a parcel left which the portal missed, or whose station never said that it is packed. Undefined: it is not here by the book. */
export function parcelLeft(means: PackingMeans, desk: Desk, sscc: string): Told | undefined {
  const seen = parcelSeen(means, desk, sscc);
  return seen && { tote: seen.tote, news: [...seen.news, ...packed(means, desk, seen.tote)] };
}

function ship({ totes, stock }: PackingMeans, desk: Desk, tote: Tote): ToteNews[] {
  const { at } = tote;
  if (at.state !== "packed") return [];
  totes.shipped(tote, desk.now);
  const units = stock.contents(tote.tote).map(({ sku, lot, units }) => ({ sku, lot, units }));
  for (const transit of stock.contents(tote.tote))
    stock.move({ holder: transit, name: "units" }, stock.outside(transit, "shipped"), transit.units);
  desk.cancelDue(parcelId(tote.tote));
  if (at.late) clearAlarm(desk, "parcel.late", tote.tote);
  return [{ type: "left", sscc: at.sscc, units }];
}

/** A job that does not end, a parcel that nobody saw leave: a person looks, nothing is shipped by guess. */
function watchParcel({ settings }: WithSettings, desk: Desk, { tote }: Tote): void {
  desk.due(parcelId(tote), desk.now + settings.parcelWithinMs, { type: "parcel.late", tote });
}

export function parcelLate({ totes, readers }: PackingMeans, desk: Desk, tote: Tote): void {
  const { at } = tote;
  if (at.state !== "packing" && at.state !== "packed") return;
  const { state, station, sscc } = at;
  totes.late(tote);
  if (state === "packed") readers.parcelLate(desk, tote.tote);
  raiseAlarm(desk, "parcel.late", tote.tote, { state, station, sscc });
}

export function stationState({ benches }: WithBenches, { station, state }: StationState): void {
  benches.heardOf(station, isRunning(state) ? "machine.runs" : "machine.stopped");
}
