/** All totes. Each change of one is a step of this store: along the chart, with what its new whereabouts must have, and with the visits that its open lines ask for. */
import { Bug } from "@floorplane/contracts/errors";
import {
  byCodeUnits,
  type ClientId,
  type JobId,
  type LineId,
  type LocationId,
  type LotId,
  type RobotId,
  type Sku,
  type StationId,
  type ToteId,
} from "@floorplane/contracts/ids";
import { given } from "../keeping/owned.ts";
import { Shelf, type Writable } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import type { StockRow } from "../stock/accounts.ts";
import type { Visits } from "../stock/visits.ts";
import { type KeptTote, toteKind } from "./tote.kind.ts";
import { type ToteEvent, toteChart } from "./tote.machine.ts";
import {
  type AtMachine,
  type BeingCounted,
  boxOf,
  isTravelling,
  isUnderway,
  type PutAway,
  type Refill,
  readTote,
  type Supply,
  type SupplyStage,
  type Tote,
  type ToteLine,
  type Tour,
  toteBody,
  type Whereabouts,
} from "./tote.ts";

export interface WithTotes {
  readonly totes: Totes;
}

export class Totes extends Shelf<ToteId, Tote, KeptTote> {
  readonly #visits: Visits;
  readonly #byJob = new Map<JobId, Tote>();
  /** Those that ride in the box of another. */
  readonly #riders = new Map<ToteId, Tour[]>();
  /** Refills under way, by the face they fill. */
  readonly #refills = new Map<LocationId, Refill>();
  /** Put-aways under way, and those that no robot has begun by the tasks which ask for the same. */
  readonly #putAways = new Set<PutAway>();
  readonly #boxed = new Map<LineId, PutAway>();
  /** Boxes of goods that are not over, and the totes that they are dealt out into. */
  readonly #supplies = new Set<Supply>();
  readonly #served = new Map<ToteId, Set<Tour>>();

  constructor(stores: Stores, client: ClientId, visits: Visits) {
    super(stores, {
      kind: toteKind,
      id: ({ tote }) => tote,
      owner: { own: client, ids: "house" },
      body: toteBody,
      read: (kept) => readTote(given(kept, client)),
    });
    this.#visits = visits;
  }

  ofJob(job: JobId): Tote | undefined {
    return this.#byJob.get(job);
  }

  /** That no robot has fetched yet, for orders. */
  boxesToFetch(): number {
    let boxes = 0;
    for (const tote of this.all())
      if (tote.kind === "tour" && tote.rides === null && tote.at.state === "planned") boxes++;
    return boxes;
  }

  /** All that lie in its box, the one first whose label it has. */
  inBox(tote: Tote): readonly Tote[] {
    const riders = this.#riders.get(boxOf(tote));
    if (!riders) return [tote];
    const first = this.get(boxOf(tote));
    return first ? [first, ...riders] : riders;
  }

  /** Several orders' goods lie, or lay, in its box. */
  isShared(tote: Tote): boolean {
    return this.#riders.has(boxOf(tote));
  }

  /** The tour of its box that hears what readers see. */
  labelled(tour: Tour): Tour {
    const first = tour.rides === null ? tour : this.get(tour.rides);
    return first?.kind === "tour" ? first : tour;
  }

  refillTo(face: LocationId): Refill | undefined {
    return this.#refills.get(face);
  }

  get refills(): ReadonlyMap<LocationId, Refill> {
    return this.#refills;
  }

  get putAways(): ReadonlySet<PutAway> {
    return this.#putAways;
  }

  get supplies(): ReadonlySet<Supply> {
    return this.#supplies;
  }

  supply(id: ToteId | null): Supply | undefined {
    const box = id === null ? undefined : this.get(id);
    return box?.kind === "supply" ? box : undefined;
  }

  /** Totes whose units a box brings, or brought, as they were numbered. */
  servedBy({ tote }: Supply): readonly Tour[] {
    return [...(this.#served.get(tote) ?? [])].sort(byNumber);
  }

  /** The box that waits for a robot with what a task asks for too. */
  boxFor(line: LineId): PutAway | undefined {
    return this.#boxed.get(line);
  }

  /** Units that robots have begun to fetch from there and have not loaded yet: they lie there still, and are theirs. */
  beingLoaded({ location, sku, lot }: Pick<StockRow, "location" | "sku" | "lot">): number {
    let units = 0;
    for (const { at, lines } of this.#putAways)
      if (at.state !== "planned")
        for (const line of lines)
          if (line.state === "open" && line.location === location && line.sku === sku && line.lot === lot)
            units += line.planned;
    return units;
  }

  /** Units that robots bring, which have their room there. */
  comingTo(location: LocationId): (readonly [Sku, number])[] {
    return this.#linesComingTo(location).map(({ sku, planned }) => [sku, planned]);
  }

  /** The same by lot. */
  lotsComingTo(location: LocationId): (readonly [Sku, LotId])[] {
    return this.#linesComingTo(location).map(({ sku, lot }) => [sku, lot]);
  }

  /** What no robot has begun to put away is still asked of people, and counted with their tasks. */
  #linesComingTo(location: LocationId): readonly ToteLine[] {
    const refill = this.#refills.get(location);
    const lines = refill?.putOpen ? [...refill.lines] : [];
    // What was taken off it comes back, as far as nobody wants it.
    for (const { putOpen, lines: all } of this.#supplies)
      if (putOpen) lines.push(...all.filter((line) => line.state !== "open" && line.location === location));
    for (const { at, puts, lines: all } of this.#putAways)
      if (at.state !== "planned")
        lines.push(...all.filter((_, entry) => puts[entry]?.isOpen && puts[entry].to === location));
    return lines;
  }

  override add(tote: Tote): Tote {
    this.#ride(tote);
    this.#expect(tote);
    return super.add(tote);
  }

  override remove(tote: Tote): void {
    if ("job" in tote.at) this.#byJob.delete(tote.at.job);
    super.remove(tote);
  }

  override retire(tote: Tote): void {
    if ("job" in tote.at) this.#byJob.delete(tote.at.job);
    this.#leaveBox(tote);
    if (tote.kind === "tour") for (const { box } of tote.lines) if (box) this.#served.get(box)?.delete(tote);
    super.retire(tote);
  }

  carriedBy(tote: Tote, robot: RobotId): void {
    if (tote.robot !== robot) this.write(tote).robot = robot;
  }

  /** Answers whether it was not known yet. */
  fetched(tote: Tote): boolean {
    if (tote.at.state !== "planned") return false;
    this.#become(tote, "tote.fetched", { state: "travelling" });
    if (tote.kind === "put-away") this.#expectPuts(tote);
    return true;
  }

  /** A robot was there, or none will be any more. */
  settle(tote: Tote, line: ToteLine, { taken, state }: Pick<ToteLine, "taken" | "state">): void {
    if (tote.kind !== "put-away" && line.state === "open" && state !== "open")
      this.#visits.leave(line.location, line.sku);
    this.write(tote);
    Object.assign(line satisfies ToteLine as Writable<ToteLine>, { taken, state });
  }

  /** A person has what it was to fetch: nothing is planned for it any more, and whatever comes of it is too much. */
  fetchedElsewhere(tote: Tote, line: ToteLine): void {
    this.settle(tote, line, { taken: 0, state: "short" });
    (line as Writable<ToteLine>).planned = 0;
  }

  putAway(tote: Refill | Supply): void {
    if (!tote.putOpen) return;
    const written = this.write(tote) as Writable<Refill | Supply>;
    written.putOpen = false;
    this.#visits.leave(tote.kind === "refill" ? tote.face : tote.lines[0]!.location);
  }

  /** A box brings the units of that line; `more`: so many more are to be fetched for it. */
  bring(tour: Tour, line: ToteLine, supply: Supply, more: number): void {
    this.write(tour);
    (line as Writable<ToteLine>).box = supply.tote;
    this.#serve(tour);
    this.write(supply);
    (supply.lines[0] as Writable<ToteLine>).planned += more;
  }

  /** So many units are fetched in all. */
  wants(supply: Supply, units: number): void {
    this.write(supply);
    (supply.lines[0] as Writable<ToteLine>).planned = units;
  }

  /** How far the box is. */
  stage(supply: Supply, stage: SupplyStage): void {
    if (supply.stage !== stage) (this.write(supply) as Writable<Supply>).stage = stage;
  }

  /** The units of a line are at their place, or do not come there any more. */
  putDone(putAway: PutAway, entry: number): void {
    const put = putAway.puts[entry];
    if (!put?.isOpen) return;
    const written = this.write(putAway) as Writable<PutAway>;
    written.puts = putAway.puts.map((one) => (one === put ? { ...put, isOpen: false } : one));
    if (putAway.at.state === "planned") this.#boxed.delete(putAway.lines[entry]!.line);
    else this.#visits.leave(put.to);
  }

  /** And of all that lie in its box. */
  doubt(tote: Tote): void {
    for (const one of this.inBox(tote)) if (one === tote || isTravelling(one)) this.write(one).recount = true;
  }

  callBack(tote: Tote): void {
    this.write(tote).withdrawn = true;
  }

  /** A round came; one that is asked for goes on from there. */
  heard(tour: Tour, round: number): void {
    if (round >= tour.asked) this.#tour(tour).asked = round + 1;
  }

  agreed(tour: Tour): void {
    this.#tour(tour).rounds = 0;
  }

  disagreed(tour: Tour): void {
    this.#tour(tour).rounds++;
  }

  /** The number of the round that is asked for. */
  nextRound(tour: Tour): number {
    return this.#tour(tour).asked++;
  }

  /** A person is asked to count it. */
  check(tote: Tote, at: BeingCounted): void {
    this.#become(tote, "count.needed", { state: "checking", ...at });
  }

  /** At its bench, until the rest of its order is there. */
  stand(tote: Tote, station: StationId): void {
    this.#become(tote, "rest.awaited", { state: "standing", station });
  }

  /** What it holds is known again; it goes on from there. */
  counted(tote: Tote): void {
    this.write(tote).recount = false;
  }

  pack(tote: Tote, at: Omit<AtMachine, "late">): void {
    this.#become(tote, "job.given", { state: "packing", ...at, seen: false, late: false });
    this.#expect(tote);
  }

  packed(tote: Tote): void {
    this.#become(tote, "job.finished", { ...machineOf(tote), state: "packed" });
  }

  late(tote: Tote, late = true): void {
    this.write(tote).at = { ...machineOf(tote), late };
  }

  shipped(tote: Tote, leftAt: number): void {
    const { station, job, sscc, late } = machineOf(tote);
    this.#become(tote, "parcel.seen", { state: "shipped", station, job, sscc, late, leftAt });
  }

  /** It holds nothing any more. A tote that is for no order leaves no document. */
  close(tote: Tote, station: StationId | null): void {
    if (tote.kind === "put-away") for (const entry of tote.puts.keys()) this.putDone(tote, entry);
    this.#become(tote, "tote.emptied", { state: "closed", station });
    if (tote.kind === "put-away") {
      this.#putAways.delete(tote);
      this.remove(tote);
    }
    if (tote.kind === "supply") {
      this.putAway(tote);
      this.#supplies.delete(tote);
      this.#served.delete(tote.tote);
      this.remove(tote);
    }
    if (tote.kind !== "refill") return;
    this.putAway(tote);
    this.#refills.delete(tote.face);
    this.remove(tote);
  }

  protected override restored(tote: Tote): void {
    this.#ride(tote);
    this.#expect(tote);
  }

  #ride(tote: Tote): void {
    if (tote.kind !== "tour" || tote.rides === null) return;
    const riders = this.#riders.get(tote.rides);
    if (riders) this.#riders.set(tote.rides, [...riders, tote].sort(byNumber));
    else this.#riders.set(tote.rides, [tote]);
  }

  #leaveBox(tote: Tote): void {
    if (tote.kind !== "tour" || tote.rides === null) return;
    const left = this.#riders.get(tote.rides)?.filter((rider) => rider !== tote) ?? [];
    if (left.length > 0) this.#riders.set(tote.rides, left);
    else this.#riders.delete(tote.rides);
  }

  /** By what it will be named next, and where it is expected. */
  #expect(tote: Tote): void {
    if ("job" in tote.at) this.#byJob.set(tote.at.job, tote);
    if (!isUnderway(tote)) return;
    if (tote.kind === "tour") this.#serve(tote);
    if (tote.kind === "put-away") {
      this.#putAways.add(tote);
      if (tote.at.state !== "planned") this.#expectPuts(tote);
      else
        for (const [entry, { line }] of tote.lines.entries())
          if (tote.puts[entry]?.isOpen) this.#boxed.set(line, tote);
      return;
    }
    for (const { state, location, sku } of tote.lines) if (state === "open") this.#visits.goTo(location, sku);
    if (tote.kind === "supply") {
      if (tote.putOpen) this.#visits.goTo(tote.lines[0]!.location);
      this.#supplies.add(tote);
    }
    if (tote.kind !== "refill") return;
    if (tote.putOpen) this.#visits.goTo(tote.face);
    this.#refills.set(tote.face, tote);
  }

  #serve(tour: Tour): void {
    for (const { box } of tour.lines) {
      if (box === null) continue;
      const served = this.#served.get(box);
      if (served) served.add(tour);
      else this.#served.set(box, new Set([tour]));
    }
  }

  /** A robot has begun with it. */
  #expectPuts({ lines, puts }: PutAway): void {
    for (const { line } of lines) this.#boxed.delete(line);
    for (const { to, isOpen } of puts) if (isOpen) this.#visits.goTo(to);
  }

  #become(tote: Tote, event: ToteEvent, at: Whereabouts): void {
    if (toteChart.next(tote.at.state, event) !== at.state)
      throw new Bug(`tote ${tote.tote} is ${tote.at.state} and cannot follow ${event}`);
    this.write(tote).at = at;
  }

  #tour(tour: Tour): Writable<Tour> {
    return this.write(tour) as Writable<Tour>;
  }
}

/** As they were numbered: the more urgent order's first. */
const byNumber = ({ tote: one }: Tote, { tote: other }: Tote): number =>
  one.length - other.length || byCodeUnits(one, other);

function machineOf({ tote, at }: Tote): Extract<Whereabouts, { readonly state: "packing" | "packed" }> {
  if (at.state === "packing" || at.state === "packed") return at;
  throw new Bug(`tote ${tote} is ${at.state} and at no machine`);
}
