/**
 * What a simulated site is going to be asked for, and the site that can stand it: demand from real files or fitted profiles, its catalogue, the opening
 * stock, and a floor drawn for that many items and robots (or one that was given). The same options give the same plan.
 */
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { Sku } from "@floorplane/contracts/ids";
import { dayMs, hourMs, secondMs } from "@floorplane/contracts/units";
import type { Item, OpeningStock } from "@floorplane/contracts/wms.schema";
import { generateSite } from "@floorplane/layout/generate-site";
import { facesMax as facesDrawnMax } from "@floorplane/layout/site/plan";
import { seededRandom } from "@floorplane/runtime/random";
import { catalogueOf } from "@floorplane/simulator/goods/catalogue";
import { classDemand, openingUnits } from "@floorplane/simulator/goods/opening-stock";
import { facesNeeded, type SlottingOptions, slot, slotIfRoom } from "@floorplane/simulator/goods/slotting";
import { clonedOrders, compressed } from "@floorplane/simulator/orders/arrivals";
import { b2cDemand } from "@floorplane/simulator/orders/b2c-profile";
import { readOrderFiles } from "@floorplane/simulator/orders/csv-orders";
import { withDeliveries } from "@floorplane/simulator/orders/deliveries";
import { byTime, type Demand, unitsTaken } from "@floorplane/simulator/orders/demand";
import { withPallets } from "@floorplane/simulator/orders/on-pallets";
import { retailDemand } from "@floorplane/simulator/orders/retail-profile";
import { type LoadedSite, loadSite } from "../site/site-files.ts";

export interface DayOptions {
  readonly seed: number;
  readonly robots: number;
  /** Real days in the CSV format of `csv-orders.ts`. */
  readonly orders?: readonly string[];
  readonly profile?: "retail" | "b2c";
  readonly perDay?: number;
  readonly rate: number;
  /** Arrivals pressed into so many hours. */
  readonly within?: number;
  /** So many orders came in before `startAt` and wait when the house opens. */
  readonly overnight?: number;
  /** Trucks a day that bring goods; none where absent. */
  readonly deliveries?: number;
  /** Share of the orders that leave on pallets; none where absent. */
  readonly onPallets?: number;
  /** Stock is what the demand class says and no more. */
  readonly tight: boolean;
  /** First moment of a fitted profile, ms since the epoch. */
  readonly startAt: number;
  /** A floor of one's own; drawn where absent. */
  readonly site?: LoadedSite;
}

export interface DayPlan {
  readonly demand: Demand;
  readonly items: readonly Item[];
  readonly opening: OpeningStock["rows"];
  readonly site: LoadedSite;
  readonly bounds: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
}

/** A demo shows a warehouse, not a corner of one: never fewer faces than this. */
const facesMin = 200;
/** Room to spare, since bins fill unevenly. */
const faceReserve = 1.1;
/** How much larger the next site is drawn where one has no room. */
const growth = 1.5;
const days = 365;

export function planDay(options: DayOptions): DayPlan {
  const random = seededRandom(options.seed);
  const ordered = withPallets(demandOf(options), {
    share: options.onPallets ?? 0,
    random: random.split("on pallets"),
  });
  const demand = withDeliveries(ordered, {
    perDay: options.deliveries ?? 0,
    random: random.split("deliveries"),
  });
  const items = catalogueOf(demand.items, options.seed);
  const isParcels = options.profile === "b2c";
  const wanted = unitsTaken(demand.items, firstDays(demand));
  const units = openingUnits({
    items,
    demand: isParcels ? classDemand.parcels : classDemand.retail,
    rate: options.rate,
    ...(options.tight ? {} : { wanted }),
  });
  // A small site keeps what its orders need; of stock beyond that, what fits.
  const stock = { items, units, spare: options.tight ? units : less(units, wanted) };
  const { site, opening } = options.site
    ? { site: options.site, opening: slot({ ...stock, ...placesOf(options.site) }) }
    : drawnFor(options, stock);
  return { demand, items, opening, site, bounds: boundsOf(site) };
}

interface Stock {
  readonly items: readonly Item[];
  readonly units: ReadonlyMap<Sku, number>;
  readonly spare: ReadonlyMap<Sku, number>;
}

function placesOf({
  layout: { stations },
  locations,
}: LoadedSite): Pick<SlottingOptions, "locations" | "distance"> {
  const packing = [...stations.values()].filter((station) => station.kind === "packing");
  return {
    locations,
    distance: (location) => {
      const place = stations.get(location as never);
      if (!place) return Number.POSITIVE_INFINITY;
      return Math.min(...packing.map((bench) => Math.abs(bench.x - place.x) + Math.abs(bench.y - place.y)));
    },
  };
}

const less = (units: ReadonlyMap<Sku, number>, needed: ReadonlyMap<Sku, number>): Map<Sku, number> =>
  new Map([...units].map(([sku, count]) => [sku, count - (needed.get(sku) ?? 0)]));

function demandOf({ orders, profile, perDay, rate, within, overnight, seed, startAt }: DayOptions): Demand {
  const from = overnight === undefined ? startAt : Math.floor(startAt / dayMs) * dayMs;
  const read = orders
    ? readOrderFiles(orders)
    : profile === "b2c"
      ? b2cDemand({ seed, startAt: from, perDay: (perDay ?? 3_000) * rate })
      : retailDemand({ seed, startAt: from, ...(perDay === undefined ? {} : { perDay: perDay * rate }) });
  // A retail day without a number has as many orders as its day of the week: each of them so many times, as in a file.
  const isCloned = orders !== undefined || (profile === "retail" && perDay === undefined);
  if (read.requests.length === 0)
    throw new FloorplaneError({
      code: "malformed-file",
      message: "there is not one order in what was given: nothing to do",
      field: "--orders",
    });
  const cloned = isCloned
    ? clonedOrders(read.requests, rate, seededRandom(seed).split("clones"))
    : read.requests;
  const pressed = within === undefined ? cloned : compressed(cloned, within);
  return { ...read, requests: overnight === undefined ? pressed : withNight(pressed, overnight, startAt) };
}

/** What came in before the house opens waits at its door, the newest so many orders, a WMS's second apart; older ones are long shipped. */
function withNight(requests: Demand["requests"], orders: number, opensAt: number): Demand["requests"] {
  const early = requests.filter(({ kind, at }) => kind === "order" && at < opensAt).slice(-orders);
  const night = early.map((request, index) => ({ ...request, at: opensAt + secondMs * index }));
  return byTime([...night, ...requests.filter(({ at }) => at >= opensAt)]);
}

const firstDays = (demand: Demand): Demand["requests"] =>
  demand.requests.filter(({ at }) => at < demand.requests[0]!.at + days * dayMs);

/** The smallest site of those tried that has room for all of the stock: what is spared where there is no more room is missed when goods are lost. */
function drawnFor(
  { seed, robots }: DayOptions,
  stock: Stock,
): { site: LoadedSite; opening: DayPlan["opening"] } {
  const sample = generateSite({ siteId: "sample", faces: 8, robots: 1 }).locations.find(
    ({ kind }) => kind === "face",
  );
  if (!sample)
    throw new FloorplaneError({
      code: "malformed-file",
      message: "the generator drew a site without pick faces",
    });
  const wanted = Math.max(facesMin, Math.ceil(facesNeeded(stock.items, stock.units, sample) * faceReserve));
  const facesMax = Math.min(wanted, facesDrawnMax);
  const goods = stock.items.filter(({ kind }) => kind === "goods").length;
  // Large stocks keep a few faces and the rest in reserve; half as many faces again as there are items is plenty for days, not for months.
  for (let faces = Math.min(facesMax, Math.max(facesMin, Math.ceil(goods * 1.5))); ; ) {
    const { site, lif, locations } = generateSite({ siteId: `site-${seed}`, faces, robots });
    const drawn = loadSite({ site, lif, locations });
    const places = placesOf(drawn);
    if (faces >= facesMax) return { site: drawn, opening: slot({ ...stock, ...places }) };
    const slotted = slotIfRoom({ items: stock.items, units: stock.units, ...places });
    if ("rows" in slotted) return { site: drawn, opening: slotted.rows };
    faces = Math.min(facesMax, Math.ceil(faces * growth));
  }
}

function boundsOf({ site, layout }: LoadedSite): DayPlan["bounds"] {
  const { x, y } = layout.graph;
  const margin = 1.5;
  const right = Math.max(...x, ...site.racks.map((rack) => rack.x + rack.width)) + margin;
  const top = Math.max(...y, ...site.racks.map((rack) => rack.y + rack.height)) + margin;
  const left = Math.min(0, ...x);
  const bottom = Math.min(0, ...y);
  return { x: left, y: bottom, width: right - left, height: top - bottom };
}

/** Morning of the first day, before the first order: when a simulated house opens. */
export const openingTime = (demand: Demand): number => demand.requests[0]!.at - hourMs / 12;
