/**
 * What the world saw, in the figures of `simulate` (DESIGN section 5). Judged from three witnesses that know nothing of the house's ledger: the dock (what left),
 * the shelves (what is there) and the WMS's own record (what was asked and told).
 */
import { byCodeUnits } from "@floorplane/contracts/ids";
import { instantMs } from "@floorplane/contracts/instant";
import { isoTime, secondMs } from "@floorplane/contracts/units";
import { unitsBySku } from "./goods/tote-contents.ts";
import { lackingStock, type OpenOrder } from "./lacking-stock.ts";
import type { DockRecord } from "./stations/outbound-portal.ts";
import { Promises, type Trucks } from "./wms/promise.ts";
import type { WmsOrder } from "./wms/wms-record.ts";
import type { World } from "./world.ts";

export interface ShipmentRow {
  readonly order: string;
  readonly sku: string;
  readonly units: number;
  /** When the parcel passed the gate, ms since the epoch. */
  readonly time: number;
}

export interface BookRow {
  readonly location: string;
  readonly sku: string;
  /** Everything the book has there, whatever its state. */
  readonly units: number;
}

export interface WorldResults {
  readonly orders: {
    readonly received: number;
    readonly accepted: number;
    readonly rejected: number;
    readonly shipped: number;
    readonly cancelled: number;
    readonly open: number;
    /** Of the open ones those that stand for want of stock, and of which the WMS knows how long each unit is waited for. */
    readonly waiting: number;
    readonly late: number;
  };
  readonly lines: { readonly asked: number; readonly picked: number; readonly short: number };
  readonly units: {
    readonly asked: number;
    readonly shipped: number;
    readonly short: number;
    readonly returned: number;
    /** Net, as the WMS was told: counts and write-offs; negative is gone. */
    readonly adjusted: number;
    /** Taken off shelves for write-offs. */
    readonly writtenOff: number;
    /** That left and that their order never asked for, or more of than it asked for. */
    readonly wrong: number;
    /** That the WMS was told lie in a parcel and do not. */
    readonly lacking: number;
    /** On the shelves when the day began. */
    readonly opening: number;
    /** Of what was asked, what the stock of the first morning could have shipped. */
    readonly possible: number;
    /** In bins and totes at the end, though an open order may have them. */
    readonly withheld: number;
    readonly conserved: boolean;
  };
  /** Absent of a world to which nothing was brought. */
  readonly deliveries?: {
    readonly trucks: number;
    /** Counted, as the WMS heard. */
    readonly received: number;
    readonly units: number;
    /** Units that came and stand at the receiving station. */
    readonly standing: number;
  };
  /** Absent of a world in which none left. */
  readonly pallets?: {
    readonly left: number;
    /** On them. */
    readonly parcels: number;
    readonly units: number;
  };
  readonly returns: number;
  /** After ship-by, in seconds; 0 for an order in time. */
  readonly lateness: { readonly p50: number; readonly p99: number; readonly maxS: number };
  readonly accuracy: { readonly bins: number | null; readonly totes: number };
  /** What must all be empty or zero on a good day. */
  readonly faults: {
    /** Orders with goods that were refused. */
    readonly rejectedWithGoods: readonly string[];
    readonly unanswered: number;
    readonly shippedTwice: readonly string[];
    /** SSCCs that passed the gate and belong to no order. */
    readonly unclaimedParcels: readonly string[];
    /** SSCCs that the house said it shipped and that never passed. */
    readonly phantomParcels: readonly string[];
    /** SSCCs of shipped orders of which the WMS was not told one by one, once, and rightly, what passed in them. */
    readonly mistoldParcels: readonly string[];
    /** SSCCs of pallets that left of which the WMS was not told once, and rightly what stood on them, and of those that it was told of and that did not leave. */
    readonly mistoldPallets: readonly string[];
    /** Orders whose parcels hold something else than was asked, less what the WMS was told will not come. */
    readonly wrongShipments: readonly string[];
    /** Items whose units do not add up. */
    readonly unbalanced: readonly string[];
  };
  /** From the first order sent to the last one closed; to the end of the run where one is open. */
  readonly virtualSeconds: number;
}

export interface Known {
  /** What the house believes, for `accuracy.bins`. */
  readonly book?: readonly BookRow[];
  /** Where the site has carriers of its own: their trucks to a country. */
  readonly trucksTo?: (country: string) => Trucks;
}

export function worldResults(world: World, { book, trucksTo }: Known = {}): WorldResults {
  const { wms, shelves, portal, options } = world;
  const { record } = wms;
  const now = options.timers.now();
  const asked = askedBySku(world);
  const promises = new Promises(options.site.timezone);
  const dock = new Map(portal.dock.map((parcel) => [parcel.sscc, parcel]));
  const claimed = new Set<string>();
  const phantomParcels: string[] = [];
  const mistoldParcels: string[] = [];
  const wrongShipments: string[] = [];
  const lateness: number[] = [];
  const lines = { asked: 0, picked: 0, short: 0 };
  const units = { asked: 0, shipped: 0, short: 0, wrong: 0, lacking: 0 };
  const askedUnits = new Map<string, number>();
  const open: OpenOrder[] = [];
  let exact = 0;
  for (const order of record.orders().values()) {
    const { country = "", units: wanted, shipBy: asksFor } = asked.get(order.order) ?? unasked;
    const shipBy = asksFor ?? promises.shipBy(order.sentAt, trucksTo?.(country));
    const parcels: DockRecord[] = [];
    for (const sscc of order.parcels) {
      const parcel = dock.get(sscc);
      if (parcel && !claimed.has(sscc)) parcels.push(parcel);
      else phantomParcels.push(sscc);
      claimed.add(sscc);
    }
    const left = contentsOf(parcels);
    units.wrong += unitsBeyond(left, wanted);
    units.lacking += unitsBeyond(toldIn(order, parcels), left);
    const isClosed = order.state === "shipped" || order.state === "cancelled";
    const lacks = new Map<string, number>();
    for (const [sku, quantity] of wanted) {
      const shipped = left.get(sku) ?? 0;
      askedUnits.set(sku, (askedUnits.get(sku) ?? 0) + quantity);
      if (shipped < quantity) lacks.set(sku, quantity - shipped);
      lines.asked++;
      units.asked += quantity;
      units.shipped += shipped;
      if (shipped >= quantity) lines.picked++;
      else if (isClosed) {
        lines.short++;
        units.short += quantity - shipped;
      }
    }
    if (isOpen(order)) {
      open.push({ order, lacks });
      // What never left is later than all that did.
      const overdue = now - shipBy;
      if (overdue > 0) lateness.push(overdue / secondMs);
    }
    mistoldParcels.push(...mistold(order, parcels));
    if (order.state !== "shipped") continue;
    if (!same(wanted, sumOf(left, order.short))) wrongShipments.push(order.order);
    if (same(new Map(order.told), left)) exact++;
    const leftAt = parcels.reduce((latest, { at }) => Math.max(latest, at), 0);
    lateness.push(Math.max(0, leftAt - shipBy) / secondMs);
  }
  lateness.sort((a, b) => a - b);
  const states = countStates(record.orders().values());
  const { possible, withheld, waiting } = lackingStock(world, askedUnits, open);
  const lastAt = states.orders.open > 0 || states.unanswered > 0 ? now : record.lastClosedAt;
  const unbalanced = shelves.unbalanced(portal.unitsOnBelt());
  return {
    orders: { ...states.orders, waiting, late: lateness.filter((seconds) => seconds > 0).length },
    lines,
    units: {
      ...units,
      returned: shelves.total("returned"),
      adjusted: sum(record.adjusted().values()),
      writtenOff: shelves.total("written-off"),
      opening: shelves.total("opening"),
      possible,
      withheld,
      conserved: unbalanced.length === 0,
    },
    ...(portal.pallets.length > 0 ? { pallets: palletsOf(world) } : {}),
    ...(shelves.total("delivered") > 0 ? { deliveries: deliveriesOf(world) } : {}),
    returns: [...record.others().values()].filter(({ kind }) => kind === "return").length,
    lateness: { p50: at(lateness, 0.5), p99: at(lateness, 0.99), maxS: lateness.at(-1) ?? 0 },
    accuracy: {
      bins: book ? binAccuracy(world, book) : null,
      totes: states.orders.shipped === 0 ? 1 : exact / states.orders.shipped,
    },
    faults: {
      rejectedWithGoods: states.rejected.filter((order) => asked.has(order)),
      unanswered: states.unanswered,
      shippedTwice: states.twice,
      unclaimedParcels: [...dock.keys()].filter((sscc) => !claimed.has(sscc)),
      phantomParcels,
      mistoldParcels,
      mistoldPallets: mistoldPallets(world),
      wrongShipments,
      unbalanced,
    },
    virtualSeconds: Math.max(0, (lastAt - record.firstSentAt) / secondMs),
  };
}

function deliveriesOf({ wms, shelves }: World): NonNullable<WorldResults["deliveries"]> {
  const trucks = [...wms.record.others().values()].filter(({ kind }) => kind === "arrival");
  return {
    trucks: trucks.length,
    received: trucks.filter(({ state }) => state === "closed").length,
    units: shelves.total("delivered"),
    standing: sum(shelves.receiving().values()),
  };
}

function palletsOf({ portal }: World): NonNullable<WorldResults["pallets"]> {
  const onThem = portal.dock.filter(({ pallet }) => pallet !== undefined);
  const units = sum(onThem.flatMap(({ contents }) => contents.map(([, count]) => count)));
  return { left: portal.pallets.length, parcels: onThem.length, units };
}

/** Of the site's own client and of others. */
function mistoldPallets({ portal, wms, otherWms }: World): string[] {
  const every = [wms, ...otherWms.values()];
  const told = new Map(every.flatMap(({ record }) => [...record.pallets()]));
  const mistold: string[] = [];
  for (const { sscc, parcels } of portal.pallets) {
    const said = told.get(sscc);
    const isRight = said?.again === 0 && [...said.parcels].sort().join() === [...parcels].sort().join();
    if (!isRight) mistold.push(sscc);
    told.delete(sscc);
  }
  return [...mistold, ...told.keys()];
}

/** Rows of `shipments.csv`: orders from the WMS's record, goods and times from the dock; in the order in which the parcels left. */
export function shipments(world: World): ShipmentRow[] {
  const orderOf = new Map<string, string>();
  for (const { order, parcels } of world.wms.record.orders().values())
    for (const sscc of parcels) orderOf.set(sscc, order);
  const rows: ShipmentRow[] = [];
  for (const { sscc, contents, at: time } of world.portal.dock) {
    const order = orderOf.get(sscc);
    if (order !== undefined) for (const [sku, units] of contents) rows.push({ order, sku, units, time });
  }
  return rows;
}

/** Everything in the building: bins, what stands at benches and receiving, and totes on robots (by the tote's name); sorted. */
export function stock(world: World): BookRow[] {
  const { shelves, stations } = world;
  const rows: BookRow[] = [];
  const add = (location: string, units: ReadonlyMap<string, number>) => {
    for (const [sku, count] of units) rows.push({ location, sku, units: count });
  };
  for (const location of shelves.locations()) add(location, shelves.bin(location));
  const atBench = new Map<string, string>();
  for (const bench of stations.values()) for (const tote of bench.totes()) atBench.set(tote, bench.station);
  for (const tote of shelves.totes()) add(atBench.get(tote) ?? tote, unitsBySku(shelves.piecesIn(tote)));
  const receiving = world.options.site.stations.find(({ kind }) => kind === "receiving")?.station;
  add(receiving ?? "RECEIVING", shelves.receiving());
  return rows.sort((a, b) => byCodeUnits(a.location, b.location) || byCodeUnits(a.sku, b.sku));
}

export const shipmentsCsv = (rows: readonly ShipmentRow[]): string =>
  csv(
    "order,sku,units,time",
    rows.map(({ order, sku, units, time }) => [order, sku, units, isoTime(time)]),
  );

export const stockCsv = (rows: readonly BookRow[]): string =>
  csv(
    "location,sku,units",
    rows.map(({ location, sku, units }) => [location, sku, units]),
  );

const csv = (header: string, rows: readonly (readonly (string | number)[])[]): string =>
  `${[header, ...rows.map((row) => row.map(cell).join(","))].join("\n")}\n`;

/** A WMS's number may hold whatever is printed (RFC 4180). */
const cell = (value: string | number): string | number =>
  typeof value === "string" && /[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

interface Asked {
  readonly country?: string;
  /** When it must have left, where it says so. */
  readonly shipBy?: number;
  /** By SKU. */
  readonly units: ReadonlyMap<string, number>;
}

/** Goods of every order that was sent, units by sku; orders without goods are not in it. */
function askedBySku({ wms }: World): Map<string, Asked> {
  const asked = new Map<string, Asked>();
  for (const request of wms.requests()) {
    if (request.kind !== "order" || !wms.record.orders().has(request.body.order)) continue;
    const units = new Map<string, number>();
    for (const { sku, quantity } of request.body.lines)
      if (wms.isGoods(sku)) units.set(sku, (units.get(sku) ?? 0) + quantity);
    const { country, shipBy } = request.body;
    const by = shipBy === undefined ? {} : { shipBy: instantMs(shipBy)! };
    if (units.size > 0) asked.set(request.body.order, { country, units, ...by });
  }
  return asked;
}

function countStates(all: Iterable<WmsOrder>) {
  const orders = { received: 0, accepted: 0, rejected: 0, shipped: 0, cancelled: 0, open: 0 };
  const rejected: string[] = [];
  const twice: string[] = [];
  let unanswered = 0;
  for (const { order, state, shippedAgain } of all) {
    orders.received++;
    if (shippedAgain > 0) twice.push(order);
    if (state === "rejected") {
      orders.rejected++;
      rejected.push(order);
      continue;
    }
    if (state === "sent" || state === "unanswered") unanswered++;
    else orders.accepted++;
    if (state === "shipped") orders.shipped++;
    else if (state === "cancelled") orders.cancelled++;
    else orders.open++;
  }
  return { orders, rejected, twice, unanswered };
}

/** Share of storage places where book and shelf agree unit by unit. */
export function binAccuracy({ shelves, options }: World, book: readonly BookRow[]): number {
  const believed = new Map<string, Map<string, number>>();
  for (const { location, sku, units } of book) {
    let bin = believed.get(location);
    if (!bin) believed.set(location, (bin = new Map()));
    if (units !== 0) bin.set(sku, (bin.get(sku) ?? 0) + units);
  }
  let used = 0;
  let right = 0;
  for (const { location } of options.locations) {
    const bin = believed.get(location) ?? noUnits;
    const truth = shelves.bin(location);
    if (bin.size === 0 && truth.size === 0) continue;
    used++;
    if (same(bin, truth)) right++;
  }
  return used === 0 ? 1 : right / used;
}

/** Taken or not answered, and not at its end. */
const isOpen = ({ state }: WmsOrder): boolean =>
  state !== "shipped" && state !== "cancelled" && state !== "rejected";

const noUnits: ReadonlyMap<string, number> = new Map();
/** Of an order that this WMS never sent. */
const unasked: Asked = { units: noUnits };

function contentsOf(parcels: readonly DockRecord[]): Map<string, number> {
  const units = new Map<string, number>();
  for (const { contents } of parcels)
    for (const [sku, count] of contents) units.set(sku, (units.get(sku) ?? 0) + count);
  return units;
}

/** Units of the first that the second does not have. */
function unitsBeyond(units: ReadonlyMap<string, number>, others: ReadonlyMap<string, number>): number {
  let beyond = 0;
  for (const [sku, count] of units) beyond += Math.max(0, count - (others.get(sku) ?? 0));
  return beyond;
}

/** What the WMS was told of those of its parcels that passed. */
function toldIn({ left = [] }: WmsOrder, passed: readonly DockRecord[]): Map<string, number> {
  const ssccs = new Set(passed.map(({ sscc }) => sscc));
  let told = new Map<string, number>();
  for (const { sscc, units } of left) if (ssccs.delete(sscc)) told = sumOf(told, units);
  return told;
}

function sumOf(units: ReadonlyMap<string, number>, more: WmsOrder["short"] = []): Map<string, number> {
  const sums = new Map(units);
  for (const [sku, count] of more) sums.set(sku, (sums.get(sku) ?? 0) + count);
  return sums;
}

function same(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean {
  if (a.size !== b.size) return false;
  for (const [sku, units] of a) if (b.get(sku) !== units) return false;
  return true;
}

/** Parcels that passed and were not told by themselves, were told twice, or with other contents. An order that goes on may have one that is being told. */
function mistold({ state, left = [] }: WmsOrder, passed: readonly DockRecord[]): string[] {
  return passed.flatMap(({ sscc, contents }) => {
    const told = left.filter((parcel) => parcel.sscc === sscc);
    if (told.length === 0 && state !== "shipped") return [];
    return told.length === 1 && same(new Map(told[0]!.units), new Map(contents)) ? [] : sscc;
  });
}

const sum = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};

/** Value at a share of a sorted list. */
const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
