/** From bench to truck: a job for the station, its label, and the portal that sees the parcel leave. Only then are the units shipped, and each parcel once. */
import { codeOf } from "@floorplane/contracts/client-names";
import { JobId, type OrderId, type Sku, type StationId, type ToteId } from "@floorplane/contracts/ids";
import type { FromSensors } from "@floorplane/contracts/messages";
import type { Desk } from "@floorplane/runtime/room";
import type { WithHandling } from "../handling/handling.ts";
import { clearAlarm, raiseAlarm } from "../keeping/alarms.ts";
import type { WithSettings } from "../keeping/settings.ts";
import { inTote, type WithSerials } from "../serials/serials.ts";
import type { WithClosedPlaces } from "../stock/closed-places.ts";
import type { WithPlaces } from "../stock/places.ts";
import type { WithStock } from "../stock/stock-book.ts";
import { contentsOf } from "../totes/keeping.ts";
import type { Told, ToteNews } from "../totes/news.ts";
import type { WithReaders } from "../totes/readers.ts";
import { boxOf, orderOf, type Tote } from "../totes/tote.ts";
import type { WithTotes } from "../totes/totes.ts";
import type { WithTransfers } from "../transfers/transfers.ts";
import type { WithBenches } from "./benches.ts";
import { cutIntoParcels, type ParcelMeans } from "./into-parcels.ts";
import { judgePacker, tooLongAt, workOf } from "./packer-late.ts";
import { isRunning } from "./packing.machine.ts";
import { leftOn } from "./pallet-said.ts";
import type { WithPallets } from "./pallets.ts";
import { type Parcel, serialsIn, unitsBySku } from "./parcels.ts";
import { benchStopped, isStopped, sendElsewhere } from "./stations.ts";
import type { Work } from "./work.kind.ts";
import type { WithWorks } from "./works.ts";

type StationState = Extract<FromSensors, { type: "station.state" }>;

/** What it takes to give totes to stations and to see their parcels leave. */
export type PackingMeans = WithBenches &
  WithClosedPlaces &
  WithTotes &
  WithStock &
  WithHandling &
  WithReaders &
  WithWorks &
  WithPlaces &
  WithSerials &
  ParcelMeans &
  WithPallets &
  WithWaysOut &
  WithTransfers &
  WithSettings;

/** Whether an order's parcels leave by themselves, or stay at the dock until somebody puts them on a pallet. */
export interface WithWaysOut {
  readonly waysOut: { staysForPallet(order: OrderId): boolean };
}

const parcelId = (tote: ToteId): string => `parcel/${tote}`;

/** Whether something may lie in the tote that is not to be packed: a count found it, or it stood here meanwhile. */
export type Sorted = { readonly isSorted: boolean };

/**
 * What a tote holds is one job, and as many parcels as cartons hold it in. Of a box that several share, and of one in which something else may lie, the machine is told what goes in: told of nothing it packs all that is there.
 */
export function giveJob(
  means: PackingMeans,
  desk: Desk,
  tote: Tote,
  { station, isSorted }: Sorted & { readonly station: StationId },
): void {
  const { totes, benches, stock, places } = means;
  const job = JobId(`J-${tote.tote}`);
  const goods = stock.contents(tote.tote).filter(({ units }) => units > 0);
  const cut = cutIntoParcels(means, {
    tote,
    job,
    order: orderOf(tote),
    station,
    goods: goods.map(({ sku, lot, units }) => ({ sku, lot, units })),
  });
  const { sscc } = cut[0]!;
  totes.pack(tote, { station, job, sscc });
  watchParcel(means, desk, tote);
  benches.jobGiven(station);
  if (places.people.has(station)) {
    layOut(means, desk, { tote, job, station, parcels: cut });
    return;
  }
  shareSerials(means, tote, cut);
  giveToMachine(means, desk, tote, { job, station, parcels: cut, isSorted });
}

/** Which of the tote's units go into which of its parcels: the machine is told. */
function shareSerials({ serials, parcels }: PackingMeans, tote: Tote, cut: readonly Parcel[]): void {
  const left = new Map<Sku, string[]>();
  for (const parcel of cut) {
    const named = unitsBySku(parcel).flatMap(({ sku, units }) => {
      const ofSku = left.get(sku) ?? [...serials.in(sku, inTote(tote.tote))];
      left.set(sku, ofSku);
      return ofSku.splice(0, units).map((serial) => ({ sku, serial }));
    });
    if (named.length > 0) parcels.named(parcel, named);
  }
}

function giveToMachine(
  means: PackingMeans,
  desk: Desk,
  tote: Tote,
  {
    job,
    station,
    parcels: cut,
    isSorted,
  }: Sorted & { job: JobId; station: StationId; parcels: readonly Parcel[] },
): void {
  const lines = tote.lines.filter(({ taken }) => taken > 0).length;
  const units = contentsOf(means, tote);
  const onPallet = staysForPallet(means, tote) ? ({ shipOn: "pallet" } as const) : {};
  const parcels = cut.map((parcel) => ({
    sscc: parcel.sscc,
    carton: parcel.carton,
    ...onPallet,
    goods: unitsBySku(parcel).map((one) => {
      const serials = serialsIn(parcel, one.sku);
      return { ...one, ...(serials.length > 0 ? { serials } : {}) };
    }),
  }));
  const named = isSorted || means.totes.isShared(tote) ? { goods: goodsIn(means, tote) } : {};
  const what = { tote: boxOf(tote), lines, units, sscc: cut[0]!.sscc, ...named, parcels };
  desk.send("sensors", { type: "station.job", station, job, ...what });
}

function staysForPallet({ waysOut }: WithWaysOut, tote: Tote): boolean {
  const order = orderOf(tote);
  return order !== null && waysOut.staysForPallet(order);
}

function goodsIn({ stock }: WithStock, { tote }: Tote): { readonly sku: Sku; readonly units: number }[] {
  const units = new Map<Sku, number>();
  for (const one of stock.contents(tote)) units.set(one.sku, (units.get(one.sku) ?? 0) + one.units);
  return [...units].flatMap(([sku, units]) => (units > 0 ? { sku, units } : []));
}

/** For a person's screen: which goods go into which parcel. */
function layOut(
  { works }: WithWorks,
  desk: Desk,
  { tote, job, station, parcels }: { tote: Tote; job: JobId; station: StationId; parcels: readonly Parcel[] },
): void {
  works.add({
    client: tote.client,
    job,
    station,
    tote: tote.tote,
    box: boxOf(tote),
    order: orderOf(tote),
    givenAt: desk.now,
    openedAt: null,
    parcels: parcels.map((parcel) => ({
      sscc: parcel.sscc,
      isClosed: false,
      units: unitsBySku(parcel).map(({ sku, units }) => ({
        sku,
        planned: units,
        packed: 0,
        missing: 0,
        damaged: 0,
      })),
    })),
  });
}

/** At a start: the site's files may say now that a person packs where a machine did, or the other way round. What was given before is laid out for him; what nobody has begun is given to the machine. */
export function layOutAll(means: PackingMeans, desk: Desk): void {
  const { totes, places, works, parcels } = means;
  for (const tote of totes.all()) {
    const { at } = tote;
    if (at.state !== "packing") continue;
    const { job, station } = at;
    const work = works.get(job);
    if (places.people.has(station)) {
      if (!work) layOut(means, desk, { tote, job, station, parcels: parcels.ofJob(job) });
      // It was said of its machine, or by a house that told nobody of a person's station.
      if (at.late) {
        totes.late(tote, false);
        clearAlarm(desk, "parcel.late", tote.tote);
        watchParcel(means, desk, tote);
      }
    } else if (work && places.machines.has(station) && isUntouched(work)) {
      giveToMachine(means, desk, tote, { job, station, parcels: parcels.ofJob(job), isSorted: true });
      works.remove(work);
      judgePacker(means, desk, station);
    }
  }
}

const isUntouched = ({ parcels }: Work): boolean =>
  parcels.every(
    ({ isClosed, units }) =>
      !isClosed && units.every(({ packed, missing, damaged }) => packed + missing + damaged === 0),
  );

/** Nothing was in it but what is missing or broken: no parcel comes of the job. */
export function jobEmptied({ totes, benches }: PackingMeans, desk: Desk, tote: Tote): void {
  const { at } = tote;
  if (at.state !== "packing") return;
  totes.close(tote, at.station);
  benches.jobFinished(at.station);
  desk.cancelDue(parcelId(tote.tote));
  if (at.late) clearAlarm(desk, "parcel.late", tote.tote);
}

/** The station's word may come more than once. `by`: the person who packed it, where one did. */
export function stationFinished(means: PackingMeans, desk: Desk, job: JobId, by?: string): Told | undefined {
  const tote = means.totes.ofJob(job);
  if (by !== undefined) means.handling.by({ hand: "person", by });
  else if (tote && "station" in tote.at && tote.at.station !== null)
    means.handling.by({ hand: "station", by: tote.at.station });
  return tote && { tote, news: packed(means, desk, tote) };
}

function packed(means: PackingMeans, desk: Desk, tote: Tote): ToteNews[] {
  const { at } = tote;
  if (at.state !== "packing") return [];
  const { parcels, handling } = means;
  means.totes.packed(tote);
  means.benches.jobFinished(at.station);
  watchParcel(means, desk, tote);
  const ofJob = parcels.ofJob(at.job);
  const gone = ofJob.filter(({ state }) => state === "seenEarly");
  for (const parcel of ofJob) {
    parcels.packed(parcel, desk.now);
    const where = { tote: tote.tote, parcel: parcel.sscc, to: at.station };
    const order = parcel.order === null ? null : codeOf(parcel.order);
    for (const one of parcel.serials)
      means.serials.packed(parcel.client, { ...one, sscc: parcel.sscc, order }, desk.now);
    tellPieces(means, parcel);
    for (const { sku, lot, units } of parcel.lines)
      handling.note({ step: "pack", sku, lot, units, ...where });
  }
  const news: ToteNews[] = [{ type: "packed", ssccs: ofJob.map(({ sscc }) => sscc) }];
  if (gone.length === 0) return news;
  handling.by({ hand: "portal" });
  return [...news, ...gone.flatMap((parcel) => ship(means, desk, tote, parcel))];
}

/** A parcel that its station still works on cannot have left: the sighting is kept until the station says that it is packed. Undefined: none of those that are here. */
export function parcelSeen(means: PackingMeans, desk: Desk, sscc: string): Told | undefined {
  const { totes, readers, parcels } = means;
  const parcel = parcels.get(sscc);
  const tote = parcel && totes.get(parcel.tote);
  if (!tote || parcel.state === "left") return undefined;
  readers.parcelSeen(desk);
  if (parcel.state === "packed") return { tote, news: ship(means, desk, tote, parcel) };
  if (parcel.state === "packing") parcels.seenEarly(parcel);
  return { tote, news: [] };
}

/** A person says that a parcel left which the portal missed, or whose station never said that it is packed. Undefined: it is not here by the book. */
export function parcelLeft(means: PackingMeans, desk: Desk, sscc: string): Told | undefined {
  const seen = parcelSeen(means, desk, sscc);
  return seen && { tote: seen.tote, news: [...seen.news, ...packed(means, desk, seen.tote)] };
}

/** A tote has left when the last of its parcels has. */
function ship(means: PackingMeans, desk: Desk, tote: Tote, parcel: Parcel): ToteNews[] {
  const { totes, stock, parcels, transfers } = means;
  const { at } = tote;
  if (at.state !== "packed") return [];
  parcels.left(parcel, desk.now);
  const transfer = parcel.order === null ? undefined : transfers.get(parcel.order);
  if (transfer) transfers.left(transfer, parcel.sscc, parcel.lines, desk.now);
  tellPieces(means, parcel);
  for (const { sku, serial } of parcel.serials) means.serials.left(sku, serial, desk.now);
  const { pallet: on } = leftOn(means, parcel.sscc);
  const named = { parcel: parcel.sscc, ...(on ? { pallet: on.sscc } : {}) };
  for (const { sku, lot, units } of parcel.lines) {
    const transit = stock.transit(tote.tote, sku, lot);
    const out = stock.outside(transit, transfer ? "between" : "shipped");
    stock.move({ holder: transit, name: "units" }, out, units, named);
  }
  const left: ToteNews = { type: "left", sscc: parcel.sscc, units: parcel.lines };
  if (!parcels.ofJob(at.job).every(({ state }) => state === "left")) return [left];
  totes.shipped(tote, desk.now);
  desk.cancelDue(parcelId(tote.tote));
  if (at.late) clearAlarm(desk, "parcel.late", tote.tote);
  return [left];
}

/** Which units what is told of next is about. */
export function tellPieces({ handling }: WithHandling, parcel: Parcel): void {
  for (const sku of new Set(parcel.serials.map((one) => one.sku)))
    handling.pieces(sku, serialsIn(parcel, sku));
}

/** A job that does not end, a parcel that nobody saw leave: a person looks, nothing is shipped by guess. */
export function watchParcel({ settings }: WithSettings, desk: Desk, { tote }: Tote): void {
  desk.due(parcelId(tote), desk.now + settings.parcelWithinMs, { type: "parcel.late", tote });
}

export function parcelLate(means: PackingMeans, desk: Desk, tote: Tote): void {
  const { totes, readers, parcels } = means;
  const { at } = tote;
  if (at.state !== "packing" && at.state !== "packed") return;
  const { state, station, job } = at;
  if (workOf(means, tote)) {
    judgePacker(means, desk, station);
    if (tooLongAt(means, station, desk.now)) sendElsewhere(means, desk);
    watchParcel(means, desk, tote);
    return;
  }
  const sscc = parcels.ofJob(job).find((parcel) => parcel.state !== "left")?.sscc ?? at.sscc;
  totes.late(tote);
  if (state === "packed") readers.parcelLate(desk, tote.tote);
  raiseAlarm(desk, "parcel.late", tote.tote, { state, station, sscc });
}

export function stationState(means: PackingMeans, desk: Desk, { station, state }: StationState): void {
  const before = isStopped(means, station);
  means.benches.heardOf(station, isRunning(state) ? "machine.runs" : "machine.stopped");
  if (isStopped(means, station) !== before) benchStopped(means, desk, station);
}
