/** The room's working copy of the warehouse: every store in one place, for the functions that decide. Nothing here decides. */

import {
  ClientId,
  type LocationId,
  type OrderId,
  SiteId,
  type Sku,
  type TaskId,
  type ToteId,
  type WaveId,
} from "@floorplane/contracts/ids";
import type { Site } from "@floorplane/contracts/site";
import type { Log } from "@floorplane/runtime/log";
import type { Desk, Kept, Restore } from "@floorplane/runtime/room";
import { Confirmations, type ConfirmationsOptions } from "./confirmations/confirmations.ts";
import { Counters } from "./counters.ts";
import { Items } from "./goods/items.ts";
import { type Reference, referenceKind } from "./intake/reference.kind.ts";
import { type KeptOrder, orderKind } from "./orders/order.kind.ts";
import { isClosed, type Order, orderBody, readOrder } from "./orders/order.ts";
import { CutOffs } from "./orders/ship-by.ts";
import { UnknownCountries } from "./orders/unknown-countries.ts";
import { benchKind } from "./packing/bench.kind.ts";
import type { Bench } from "./packing/bench.ts";
import { RememberedNumbers } from "./remembered-numbers.ts";
import type { Settings } from "./settings.ts";
import { Shelf } from "./shelf.ts";
import {
  type BinCount,
  binCountKind,
  type Counted,
  closedPlaceKind,
  countedKind,
  removedPlaceKind,
} from "./stock/bin-counts.kind.ts";
import type { Places } from "./stock/places.ts";
import { StockBook } from "./stock/stock-book.ts";
import { Visits } from "./stock/visits.ts";
import { type KeptTask, taskKind } from "./tasks/task.kind.ts";
import type { Task } from "./tasks/task.ts";
import { Readers } from "./totes/readers.ts";
import { type KeptTote, toteKind } from "./totes/tote.kind.ts";
import { isToteUnderway, readTote, type Tote, toteBody } from "./totes/tote.ts";
import { UnknownNames } from "./unknown-names.ts";
import { type KeptWave, waveKind } from "./waves/wave.kind.ts";
import { readWave, type Wave, waveBody } from "./waves/wave.ts";

export interface WarehouseOptions {
  readonly site: Site;
  readonly places: Places;
  readonly settings: Settings;
  readonly log: Log;
  readonly confirmations: Omit<ConfirmationsOptions, "counters" | "settings" | "log">;
}

export class Warehouse {
  readonly siteId: SiteId;
  readonly client: ClientId;
  readonly places: Places;
  readonly settings: Settings;
  readonly log: Log;
  readonly cutOffs: CutOffs;
  readonly counters = new Counters();
  /** Of what is let go of; a number is never taken twice. */
  readonly numbers = new RememberedNumbers();
  readonly items = new Items();
  readonly stock: StockBook;
  readonly confirmations: Confirmations;
  readonly orders: Shelf<OrderId, Order, KeptOrder>;
  readonly totes = new Shelf<ToteId, Tote, KeptTote>({
    kind: toteKind,
    id: (t) => t.tote,
    body: toteBody,
    read: readTote,
  });
  readonly waves = new Shelf<WaveId, Wave, KeptWave>({
    kind: waveKind,
    id: (wave) => wave.wave,
    body: waveBody,
    read: readWave,
  });
  readonly tasks = new Shelf<TaskId, Task, KeptTask>({
    kind: taskKind,
    id: (task) => task.task,
    body: (task) => ({ ...task }),
    read: (task) => ({ ...task }),
  });
  /** Orders of the WMS to us that leave no order behind: returns and write-offs, so that none is booked twice. */
  readonly references = new Shelf<string, Reference>({
    kind: referenceKind,
    id: (reference) => reference.id,
    body: (reference) => ({ ...reference }),
    read: (reference) => reference,
  });
  readonly counts = new Shelf<LocationId, BinCount>({
    kind: binCountKind,
    id: (count) => count.location,
    body: (count) => ({ ...count }),
    read: (count) => count,
  });
  /** When each bin was counted last, in turn or for a doubt. */
  readonly counted = new Shelf<LocationId, Counted>({
    kind: countedKind,
    id: (counted) => counted.location,
    body: (counted) => ({ ...counted }),
    read: (counted) => counted,
  });
  /** Bins in the order in which they are counted, and when that order was made. */
  readonly turn: { locations: LocationId[]; madeAt: number } = { locations: [], madeAt: 0 };
  /** Places that the site lost while stock stood there: an alarm stands for each. */
  readonly removedPlaces = new Shelf<LocationId, { readonly location: LocationId }>({
    kind: removedPlaceKind,
    id: ({ location }) => location,
    body: (place) => ({ ...place }),
    read: (place) => place,
  });
  /** Storage places that no robot is sent to. */
  readonly closedPlaces = new Shelf<LocationId, { readonly location: LocationId }>({
    kind: closedPlaceKind,
    id: ({ location }) => location,
    body: (place) => ({ ...place }),
    read: (place) => place,
  });
  readonly benches = new Shelf<Bench["station"], Bench>({
    kind: benchKind,
    id: (bench) => bench.station,
    body: (bench) => ({ ...bench }),
    read: (bench) => ({ ...bench }),
  });
  /** Orders with units that no place can give now, by SKU. */
  readonly waiting = new Map<Sku, Set<OrderId>>();
  /** Orders whose holds were taken away in this step. */
  readonly unsettled = new Set<OrderId>();
  readonly unknownCountries = new UnknownCountries();
  readonly unknownNames = new UnknownNames();
  readonly readers = new Readers();
  /** Waves that still gather, by what they gather. */
  readonly gathering = new Map<string, WaveId>();
  /** Totes by the SSCC of their parcel, until it is seen leaving. */
  readonly parcels = new Map<string, ToteId>();
  readonly visits: Visits;
  /** Goods that more want to fetch than one face serves, and that were not looked at for a further face since. */
  readonly crowded = new Set<Sku>();
  #toursThisStep = 0;
  /** Orders that are not closed. */
  openOrders = 0;
  /** Open inspections, by place and SKU. */
  readonly #inspections = new Map<string, Task>();
  /** Refills under way, by the face they fill. */
  readonly refills = new Map<LocationId, ToteId>();

  constructor({ site, places, settings, log, confirmations }: WarehouseOptions) {
    this.siteId = SiteId(site.site);
    this.client = ClientId(site.client);
    this.places = places;
    this.visits = new Visits(places.spotOf, settings.crowdedVisits);
    this.settings = settings;
    this.log = log;
    this.cutOffs = new CutOffs(site.timezone);
    const stock = new StockBook(places);
    this.stock = stock;
    this.orders = new Shelf({
      kind: orderKind,
      id: (order) => order.order,
      body: orderBody,
      read: (body) => readOrder(body, stock),
    });
    this.confirmations = new Confirmations({ ...confirmations, settings, log, counters: this.counters });
  }

  /** How many of so many totes may still be requested in this step. */
  takeTours(wanted: number): number {
    const given = Math.min(wanted, this.settings.toursPerStep - this.#toursThisStep);
    this.#toursThisStep += given;
    return given;
  }

  /** Nothing there is promised: it waits for a count, or no robot is sent there. */
  isShut(location: LocationId): boolean {
    return this.counts.get(location) !== undefined || this.closedPlaces.get(location) !== undefined;
  }

  isBusy(location: LocationId): boolean {
    return this.visits.isBusy(location);
  }

  goTo(location: LocationId, sku?: Sku): void {
    this.visits.goTo(location, sku);
  }

  leave(location: LocationId, sku?: Sku): void {
    this.visits.leave(location, sku);
  }

  /** A person will be at the place, and at the one where good units go. */
  beginInspection(task: Task): void {
    const { location, to, sku } = task;
    this.#inspections.set(`${location} ${sku}`, task);
    if (location && this.places.isStorage(location)) this.goTo(location);
    if (to) this.goTo(to);
  }

  endInspection({ location, to, sku }: Task): void {
    this.#inspections.delete(`${location} ${sku}`);
    if (location && this.places.isStorage(location)) this.leave(location);
    if (to) this.leave(to);
  }

  inspectionAt(location: LocationId, sku: Sku): Task | undefined {
    return this.#inspections.get(`${location} ${sku}`);
  }

  inspections(): Iterable<Task> {
    return this.#inspections.values();
  }

  /** Ends a step: writes every document that it changed. */
  flush(desk: Desk): void {
    this.#toursThisStep = 0;
    this.items.flush(desk);
    this.stock.flush(desk);
    this.orders.flush(desk);
    this.waves.flush(desk);
    this.totes.flush(desk);
    this.tasks.flush(desk);
    this.counts.flush(desk);
    this.counted.flush(desk);
    this.references.flush(desk);
    this.removedPlaces.flush(desk);
    this.closedPlaces.flush(desk);
    this.benches.flush(desk);
    this.unknownNames.flush(desk);
    this.readers.flush(desk);
    this.numbers.flush(desk);
    this.confirmations.flush(desk);
    this.counters.flush(desk);
  }

  *kept(): Iterable<Kept> {
    yield* this.counters.kept();
    yield* this.items.kept();
    yield* this.stock.kept();
    for (const shelf of [
      this.orders,
      this.waves,
      this.totes,
      this.tasks,
      this.counts,
      this.counted,
      this.references,
      this.removedPlaces,
      this.closedPlaces,
      this.benches,
    ])
      yield* shelf.kept();
    yield* this.unknownNames.kept();
    yield* this.readers.kept();
    yield* this.numbers.kept();
    yield* this.confirmations.kept();
  }

  async restore(read: Restore): Promise<void> {
    await this.counters.restore(read);
    await this.items.restore(read);
    await this.stock.restore(read);
    await this.orders.restore(read);
    await this.waves.restore(read);
    await this.totes.restore(read);
    await this.tasks.restore(read);
    await this.counts.restore(read);
    await this.counted.restore(read);
    await this.references.restore(read);
    await this.removedPlaces.restore(read);
    await this.closedPlaces.restore(read);
    await this.benches.restore(read);
    await this.unknownNames.restore(read);
    await this.readers.restore(read);
    await this.numbers.restore(read);
    await this.confirmations.restore(read);
    for (const order of this.orders.all()) {
      for (const { row } of order.holds) this.visits.hold(row.location, row.sku);
      if (isClosed(order.state)) continue;
      this.openOrders++;
      this.unknownCountries.add(order);
    }
    for (const tote of this.totes.all()) {
      if (tote.sscc && tote.state !== "shipped") this.parcels.set(tote.sscc, tote.tote);
      if (!isToteUnderway(tote.state)) continue;
      for (const line of tote.lines) if (line.state === "open") this.goTo(line.location, line.sku);
      if (tote.face && tote.putOpen) this.goTo(tote.face);
      if (tote.face) this.refills.set(tote.face, tote.tote);
    }
    for (const task of this.tasks.all()) {
      if (task.state !== "open" || !task.location) continue;
      if (task.kind === "write-off") this.goTo(task.location);
      if (task.kind === "inspect") this.beginInspection(task);
    }
  }
}
