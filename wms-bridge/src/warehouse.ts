/** The room's working copy of the warehouse: every store, built in the order in which one stands on another, and what decides beside them. Nothing here decides. */
import { ClientId, DeviceId, type OrderId, SiteId, type Sku, type ToteId } from "@floorplane/contracts/ids";
import { allocationOf, clientsOf, type Site, warningLimitsOf } from "@floorplane/contracts/site";
import type { Gs1 } from "@floorplane/contracts/site-cartons";
import type { CountRules } from "@floorplane/contracts/site-counts";
import type { Allocation } from "@floorplane/contracts/states";
import { dayMs } from "@floorplane/contracts/units";
import type { Blobs } from "@floorplane/runtime/blobs/blobs";
import type { Log } from "@floorplane/runtime/log";
import type { Random } from "@floorplane/runtime/random";
import type { Restore } from "@floorplane/runtime/room";
import { Carries } from "./carrying/carries.ts";
import type { StopPlaces } from "./carrying/stop-places.ts";
import { Confirmations, type ConfirmationsOptions } from "./confirmations/confirmations.ts";
import { CountTours } from "./counting/count-tours.ts";
import { ReadTags } from "./counting/read-tags.ts";
import { Snapshots } from "./counting/snapshots.ts";
import { Stocktakes } from "./counting/stocktakes.ts";
import { Items } from "./goods/items.ts";
import { Handling, type ToteErrand } from "./handling/handling.ts";
import { Answers } from "./intake/answering/answers.ts";
import type { WithSecrets } from "./intake/programs/programs.ts";
import { References } from "./intake/reading/references.ts";
import { Counters } from "./keeping/counters.ts";
import { LedgerOwner } from "./keeping/ledger-owner.ts";
import { RememberedNumbers } from "./keeping/remembered-numbers.ts";
import type { Settings } from "./keeping/settings.ts";
import type { Shelf } from "./keeping/shelf.ts";
import { Stores } from "./keeping/stores.ts";
import { UnknownNames } from "./keeping/unknown-names.ts";
import { CarrierLabels } from "./labels/carrier-labels.ts";
import { Carriers } from "./orders/carriers.ts";
import { ClosedOrders } from "./orders/closed-orders.ts";
import { Consignments } from "./orders/consignments.ts";
import { missingOf } from "./orders/holding.ts";
import { Turns } from "./orders/in-turn.ts";
import { isClosed, type Order, orderBody, readOrder, unshipped } from "./orders/order.ts";
import { Orders } from "./orders/orders.ts";
import { CutOffs } from "./orders/ship-by.ts";
import { UnknownCountries } from "./orders/unknown-countries.ts";
import { byArrival } from "./orders/urgency.ts";
import { usualCarriers } from "./orders/usual-carriers.ts";
import { ZoneClock } from "./orders/zone-clock.ts";
import { Benches } from "./packing/benches.ts";
import { Cartons } from "./packing/cartons.ts";
import { Manifests } from "./packing/manifests.ts";
import type { WithWaysOut } from "./packing/packing.ts";
import { Pallets } from "./packing/pallets.ts";
import { saidOf } from "./packing/parcel-said.ts";
import { Parcels } from "./packing/parcels.ts";
import { PackingDesks, Works } from "./packing/works.ts";
import { Photos } from "./photos/photos.ts";
import { Printers } from "./printing/printers.ts";
import type { WithPress } from "./printing/printing.ts";
import { Prints } from "./printing/prints.ts";
import { Programs } from "./programs/programs.ts";
import { Returns } from "./returns/returns.ts";
import { Serials } from "./serials/serials.ts";
import { BinCounts, CountedBins } from "./stock/bin-counts.ts";
import { ExpectedReceipts } from "./stock/expected-receipts.ts";
import { unitsThere } from "./stock/giving.ts";
import { Holds } from "./stock/holds.ts";
import { Lots } from "./stock/lots.ts";
import { Misplaced } from "./stock/misplaced.ts";
import { PlaceList } from "./stock/place-list.ts";
import { closedPlaceKind, removedPlaceKind } from "./stock/places.kind.ts";
import type { Places } from "./stock/places.ts";
import { StockBook } from "./stock/stock-book.ts";
import { Visits } from "./stock/visits.ts";
import type { Moved } from "./stock/warning.kind.ts";
import { movementsOf, Warnings } from "./stock/warnings.ts";
import { Tasks } from "./tasks/tasks.ts";
import { Evidence } from "./totes/evidence.ts";
import { Readers } from "./totes/readers.ts";
import { orderOf } from "./totes/tote.ts";
import { Totes } from "./totes/totes.ts";
import { Captures } from "./trace/captures.ts";
import type { WithEventMeans } from "./trace/epcis-events.ts";
import { EpcisNames } from "./trace/epcis-names.ts";
import { Transfers } from "./transfers/transfers.ts";
import { judgeUnlisted } from "./unlisted-clients.ts";
import { Waves } from "./waves/waves.ts";

export interface WarehouseOptions {
  readonly site: Site;
  readonly places: Places;
  readonly stopPlaces: StopPlaces;
  readonly settings: Settings;
  readonly handhelds: readonly string[];
  readonly log: Log;
  readonly secrets: WithSecrets["secrets"];
  /** Where photos lie. */
  readonly blobs: Blobs;
  readonly press: WithPress["press"];
  readonly confirmations: Omit<ConfirmationsOptions, "client" | "counters" | "settings" | "log" | "shipment">;
}

export class Warehouse {
  readonly siteId: SiteId;
  readonly client: ClientId;
  readonly clients: ReadonlySet<ClientId>;
  readonly allocationOf: (client: ClientId) => Allocation;
  readonly sharesTotes: boolean;
  readonly robots: number;
  readonly robotIds: ReadonlySet<string>;
  readonly places: Places;
  readonly stopPlaces: StopPlaces;
  readonly settings: Settings;
  /** Client ids of the accounts of handhelds: who may answer tasks. */
  readonly handhelds: readonly string[];
  readonly log: Log;
  readonly carriers: Carriers;
  readonly cutOffs: CutOffs;
  readonly unknownCountries = new UnknownCountries();
  readonly visits: Visits;
  readonly turns: Turns;

  readonly stores = new Stores();
  readonly ledgerOwner: LedgerOwner;
  readonly counters: Counters;
  /** Of what is let go of; a number is never taken twice. */
  readonly numbers: RememberedNumbers;
  readonly unknownNames: UnknownNames;
  readonly items: Items;
  readonly handling: Handling;
  /** Others' events of goods here. */
  readonly captures: Captures;
  /** What events of this house are made with. */
  readonly eventMeans: WithEventMeans["eventMeans"];
  readonly confirmations: Confirmations;
  readonly stock: StockBook;
  readonly holds: Holds;
  readonly lots: Lots;
  readonly warnings: Warnings;
  readonly snapshots: Snapshots;
  readonly movements: Shelf<Sku, Moved>;
  readonly expected: ExpectedReceipts;
  readonly returns: Returns;
  readonly serials: Serials;
  readonly photos: Photos;
  readonly transfers: Transfers;
  /** Transports that somebody asked for. */
  readonly carries: Carries;
  readonly counts: BinCounts;
  readonly countedBins: CountedBins;
  readonly readTags: ReadTags;
  readonly stocktakes: Stocktakes;
  readonly countTours: CountTours;
  readonly countRules: CountRules;
  readonly evidence: Evidence;
  readonly wallClock: ZoneClock;
  readonly removedPlaces: PlaceList;
  readonly closedPlaces: PlaceList;
  readonly misplaced: Misplaced;
  readonly readers: Readers;
  readonly totes: Totes;
  readonly tasks: Tasks;
  readonly benches: Benches;
  readonly cartons: Cartons;
  /** How parcels are numbered. */
  readonly gs1: Gs1 | undefined;
  readonly parcels: Parcels;
  readonly carrierLabels: CarrierLabels;
  readonly pallets: Pallets;
  readonly manifests: Manifests;
  readonly works: Works;
  readonly packingDesks: PackingDesks;
  readonly prints: Prints;
  readonly printers: Printers;
  readonly press: WithPress["press"];
  /** By portal, the carrier whose dock it stands at. */
  readonly docks: ReadonlyMap<DeviceId, string>;
  readonly waves: Waves;
  readonly consignments: Consignments;
  readonly waysOut: WithWaysOut["waysOut"];
  /** Those that are over, as long as they are at hand. */
  readonly closedOrders: ClosedOrders;
  readonly orders: Orders;
  /** Orders of the WMS to us that leave no order behind: returns and write-offs, so that none is booked twice. */
  readonly references: References;
  readonly answers: Answers;
  /** Who may ask at the door. */
  readonly programs: Programs;
  readonly secrets: WithSecrets["secrets"];

  constructor(options: WarehouseOptions) {
    const { site, places, settings, handhelds, log, confirmations, secrets } = options;
    const { tasksKeptMs, answersKeptMs, numbersKeptMs } = settings;
    this.siteId = SiteId(site.site);
    this.client = ClientId(site.client);
    this.clients = new Set(clientsOf(site));
    this.allocationOf = (client) => allocationOf(site, client);
    this.sharesTotes = site.waves === "shared";
    this.robots = site.robots.length;
    this.robotIds = new Set(site.robots.map(({ robot }) => robot));
    this.stopPlaces = options.stopPlaces;
    this.places = places;
    this.settings = settings;
    this.handhelds = handhelds;
    this.log = log;
    this.carriers = new Carriers(site.carriers ?? usualCarriers);
    this.cutOffs = new CutOffs({
      timezone: site.timezone,
      carriers: this.carriers,
      closed: site.closed ?? [],
    });
    this.cartons = new Cartons(site.cartons ?? []);
    this.gs1 = site.gs1;
    this.docks = new Map(
      site.devices.flatMap(({ device, kind, carrier }) =>
        kind === "portal" && carrier !== undefined ? [[DeviceId(device), carrier] as const] : [],
      ),
    );
    this.visits = new Visits(places.spotOf, settings.crowdedVisits);
    this.turns = new Turns(settings);

    const { stores, visits } = this;
    this.secrets = secrets;
    this.programs = new Programs(stores, secrets.wall);
    this.ledgerOwner = new LedgerOwner(stores, { site: this.siteId, client: this.client });
    this.counters = new Counters(stores);
    this.numbers = new RememberedNumbers(stores, numbersKeptMs);
    this.unknownNames = new UnknownNames(stores, settings.unknownForgottenMs);
    this.items = new Items(stores, this.client);
    this.evidence = new Evidence(site.evidence, this.items, this.client);
    const { client, counters, numbers } = this;
    this.handling = new Handling(stores, {
      own: client,
      gtinOf: (sku) => this.items.get(sku)?.gtin,
      errandOf: (tote) => this.#errandOf(tote),
      lotOf: (sku, serial) => this.serials.of(sku, serial)?.lot ?? undefined,
    });
    const shipment = (order: OrderId) => this.#shipment(order);
    this.captures = new Captures(stores, client, answersKeptMs);
    this.countRules = site.counts ?? {};
    const zone = new ZoneClock(site.timezone);
    this.wallClock = zone;
    this.eventMeans = {
      names: new EpcisNames({ site: this.siteId, gln: site.gln, ...lifeOf(confirmations.naming) }),
      offsetMs: (at) => zone.offsetMs(at),
    };
    this.confirmations = new Confirmations(stores, {
      ...confirmations,
      client,
      settings,
      log,
      counters,
      shipment,
    });
    this.stock = new StockBook(stores, client, places, this.handling);
    const { stock: book } = this;
    this.lots = new Lots(stores, {
      client,
      items: this.items,
      endOfDay: (day) => zone.atLocal(Date.parse(`${day}T00:00:00Z`) + dayMs),
      unitsOf: ({ sku, lot }) => book.sheetsOf(sku).find((sheet) => sheet.lot === lot)?.inside ?? 0,
      keptMs: answersKeptMs,
    });
    this.warnings = new Warnings(stores, {
      client,
      items: this.items,
      limitsOf: (of) => warningLimitsOf(site, of),
    });
    this.snapshots = new Snapshots(stores, { client, numbers, keptMs: answersKeptMs });
    this.movements = movementsOf(stores, client);
    this.holds = new Holds(stores, { client, items: this.items, numbers, keptMs: answersKeptMs });
    this.expected = new ExpectedReceipts(stores, client, settings.overdueMs);
    this.serials = new Serials(stores, { client, stock: book, keptMs: numbersKeptMs });
    this.photos = new Photos(stores, { client, blobs: options.blobs, keptMs: settings.photosKeptMs });
    this.transfers = new Transfers(stores, { client, keptMs: answersKeptMs });
    this.carries = new Carries(stores, { client, numbers, keptMs: answersKeptMs });
    this.returns = new Returns(stores, { client, keptMs: answersKeptMs });
    this.counts = new BinCounts(stores, client);
    this.countedBins = new CountedBins(stores, client);
    this.readTags = new ReadTags(stores, client);
    this.stocktakes = new Stocktakes(stores, {
      client,
      countedBins: this.countedBins,
      readTags: this.readTags,
      places,
      keptMs: answersKeptMs,
    });
    this.countTours = new CountTours(stores, client);
    this.removedPlaces = new PlaceList(stores, removedPlaceKind);
    this.closedPlaces = new PlaceList(stores, closedPlaceKind);
    this.misplaced = new Misplaced(stores);
    this.readers = new Readers(stores);
    this.totes = new Totes(stores, client, visits);
    this.tasks = new Tasks(stores, { client, visits, places, keptMs: tasksKeptMs });
    this.benches = new Benches(stores);
    const { stock: rows } = this;
    this.closedOrders = new ClosedOrders(stores, {
      body: orderBody,
      read: (body) => readOrder(body, rows),
    });
    const { closedOrders } = this;
    this.parcels = new Parcels(stores, client, closedOrders);
    this.pallets = new Pallets(stores, { client, numbers });
    this.manifests = new Manifests(stores, client);
    this.carrierLabels = new CarrierLabels(stores, client, this.parcels);
    this.works = new Works(stores, client);
    this.packingDesks = new PackingDesks(stores);
    this.prints = new Prints(stores, client, settings.ordersKeptMs);
    this.printers = new Printers(stores, site.printers ?? []);
    this.press = options.press;
    this.waves = new Waves(stores, { client, counters, settings });
    const { stock, totes, confirmations: told } = this;
    const untold = () => told.untold();
    this.consignments = new Consignments(stores, client, closedOrders);
    const { consignments, parcels } = this;
    this.orders = new Orders(stores, {
      client,
      stock,
      visits,
      totes,
      parcels,
      numbers,
      settings,
      consignments,
      closed: closedOrders,
      untold,
    });
    const { orders } = this;
    this.waysOut = {
      staysForPallet(id) {
        const order = orders.get(id);
        return order !== undefined && consignments.staysForPallet(order);
      },
    };
    this.references = new References(stores, { client, numbers, keptMs: answersKeptMs });
    this.answers = new Answers(stores, client, settings.answersAtHandMs);
  }

  /** What is remembered beside the stores follows from them. */
  async restore(read: Restore): Promise<void> {
    await this.stores.restore(read);
    judgeUnlisted(this);
    const inTurn: Order[] = [];
    const { settings } = this;
    for (const order of this.orders.atWork()) {
      if (isClosed(order.state)) continue;
      this.unknownCountries.add(order);
      if (order.state === "accepted") {
        inTurn.push(order);
        continue;
      }
      if (order.state === "cancelling" || order.after.length > 0 || order.failures > settings.failuresMax)
        continue;
      const missing = missingOf(this, order).map(({ need: { sku }, units }) => ({ sku, units }));
      // A whole order waits for what no place has, and not for what is there; one for which all came free, and whose turn did not come before the house ended, for all of it.
      const lacking = missing.flatMap(({ sku, units }) => {
        const there = order.allocation === "whole" ? unitsThere(this, sku, order.shipBy) : 0;
        return units > there ? { sku, units: units - there } : [];
      });
      if (missing.length > 0) this.orders.waiting.waitFor(order, lacking.length > 0 ? lacking : missing);
    }
    for (const { order } of inTurn.sort(byArrival)) this.turns.lineUp(order);
  }

  /** What a tote is on its way for. */
  #errandOf(id: ToteId): ToteErrand | undefined {
    const tote = this.totes.get(id);
    return tote && { order: orderOf(tote) };
  }

  /** What the WMS is told of an order that left. */
  #shipment(id: OrderId): ReturnType<ConfirmationsOptions["shipment"]> {
    const order = this.orders.get(id);
    const short = order ? unshipped(order) : [];
    return {
      lines: (order?.lines ?? []).map(({ line, sku, shipped }) => ({ line, sku, quantity: shipped })),
      parcels: (order?.parcels ?? []).map((sscc) => saidOf(this, sscc)),
      ...(short.length > 0 ? { short } : {}),
    };
  }
}

/** Where names are drawn for a house that begins alike each time. */
const lifeOf = (naming: Random | undefined): { readonly life?: string } =>
  naming ? { life: `${naming.split("events").below(2 ** 48)}/` } : {};
