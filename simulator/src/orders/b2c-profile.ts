/**
 * Parcels of consumers: a generator fitted to 5,103 real orders of January to August 2017 (Olist, "Brazilian E-Commerce Public Dataset by Olist").
 * Only figures are kept here, no line of the data. Orders that never had an item (1.2 %) are left out: they never reach a warehouse.
 */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { byCodeUnits, Sku } from "@floorplane/contracts/ids";
import { toteLimits } from "@floorplane/contracts/picking";
import { dayMs, hourMs } from "@floorplane/contracts/units";
import { type Random, seededRandom } from "@floorplane/runtime/random";
import { byTime, type Demand, type DemandItem, type WmsRequest } from "./demand.ts";
import { type QuantileTable, quantile, Weighted } from "./distribution.ts";

/** Purchases by hour of the day. */
const byHour = [
  113, 49, 35, 16, 8, 10, 20, 54, 141, 248, 314, 342, 290, 361, 325, 349, 337, 339, 294, 270, 329, 333, 308,
  218,
];
/** Orders by number of pieces (1, 2, ...), among 5,040 with any. */
const piecesOfOrder = [4_547, 385, 58, 31, 10, 9];
/** Of the orders with several pieces, so many hold one product only; the others mostly two. */
const onlyOneProduct = 340 / 493;
/** Products that could be sold, and how fast their sales fall with the rank: 3,375 of them sell in 5,208 draws, 2,610 just once, the best one 65 times. */
const latentProducts = 15_000;
const popularityExponent = 0.65;
/** Weight of a product, kg: median 0.725. */
const kilogramsOfProduct: QuantileTable = [
  [0, 0.05],
  [0.01, 0.095],
  [0.05, 0.133],
  [0.1, 0.2],
  [0.2, 0.25],
  [0.3, 0.4],
  [0.4, 0.517],
  [0.5, 0.725],
  [0.6, 1],
  [0.7, 1.5],
  [0.75, 1.85],
  [0.8, 2.45],
  [0.85, 3.52],
  [0.9, 6.025],
  [0.95, 10.25],
  [0.97, 14.55],
  [0.99, 22.35],
  [0.995, 27.3],
  [1, 30],
];
/** Weight of a litre of product in its box, kg. */
const kilogramsPerLitre: QuantileTable = [
  [0, 0.0125],
  [0.05, 0.025],
  [0.25, 0.0667],
  [0.5, 0.1135],
  [0.75, 0.191],
  [0.9, 0.341],
  [0.95, 0.488],
  [0.99, 1.136],
  [1, 1.9],
];
/** Where a European cross-border parcel warehouse sends to, parts of 1,000: our own assumption, after the sizes of the countries' online markets. */
const destinations: readonly (readonly [string, number])[] = [
  ["Germany", 170],
  ["United Kingdom", 160],
  ["France", 130],
  ["Netherlands", 85],
  ["Spain", 75],
  ["Italy", 75],
  ["Poland", 60],
  ["Belgium", 50],
  ["Austria", 40],
  ["Sweden", 35],
  ["Denmark", 25],
  ["Portugal", 20],
  ["Switzerland", 20],
  ["EIRE", 15],
  ["Finland", 15],
  ["Norway", 10],
  ["Greece", 10],
  ["Japan", 3],
  ["Australia", 2],
];
const classShares = { a: 0.2, ab: 0.5 } as const;
const perDayMax = 50_000;

export interface B2cOptions {
  readonly seed: number | string;
  /** Nothing is asked before this time; days are UTC days. */
  readonly startAt: number;
  /** Orders of a whole day. */
  readonly perDay: number;
}

interface Product {
  readonly sku: Sku;
  readonly item: DemandItem;
}

/** A first day of products off the long tail; further days sell what the first one sold, as often. */
export function b2cDemand({ seed, startAt, perDay }: B2cOptions): Demand {
  if (!Number.isInteger(perDay) || perDay < 1 || perDay > perDayMax)
    throw new FloorplaneError({
      code: "bad-option",
      message: `--per-day is ${perDay}; it must be a whole number from 1 to ${perDayMax}`,
      field: "--per-day",
    });
  const random = seededRandom(seed).split("b2c");
  const ranks = new Weighted(
    Array.from({ length: latentProducts }, (_, rank) => (rank + 1) ** -popularityExponent),
  );
  const products = new Map<number, Product>();
  const sold: Product[] = [];
  const fromTail = (draws: Random): Product => {
    const rank = ranks.draw(draws);
    let product = products.get(rank);
    if (!product) products.set(rank, (product = productOf(rank, random)));
    sold.push(product);
    return product;
  };
  const midnight = Math.floor(startAt / dayMs) * dayMs;
  const day = (number: number, choose: (draws: Random) => Product): readonly WmsRequest[] =>
    b2cDay(midnight + number * dayMs, number, perDay, random.split(`day ${number}`), choose).filter(
      ({ at }) => at >= startAt,
    );
  const requests = day(0, fromTail);
  const asSold = (draws: Random): Product => sold[draws.below(sold.length)]!;
  return {
    items: withClasses(sold).sort((a, b) => byCodeUnits(a.sku, b.sku)),
    requests,
    further: (number) => day(number, asSold),
  };
}

/**
 * Weight and size as fitted: 50 g to 30 kg. What is heavier or larger than a tote of the floor is entered at the tote's limit: the heaviest 0.7 percent
 * by weight, 5 percent by size; a real site would send them another way.
 */
function productOf(rank: number, random: Random): Product {
  const draws = random.split(`product ${rank}`);
  const weight = productKilograms(draws.next());
  const litres = weight / quantile(kilogramsPerLitre, draws.next());
  const sku = Sku(`P${String(rank + 1).padStart(5, "0")}`);
  const item: DemandItem = {
    sku,
    name: `PRODUCT ${rank + 1}`,
    kind: "goods",
    kilograms: Math.min(toteLimits.kilograms, weight),
    litres: Math.min(toteLimits.litres, Math.max(0.35, Math.round(litres * 100) / 100)),
  };
  return { sku, item };
}

/** Weight of the product at a share `u` of all products, kg, to the gram. */
export const productKilograms = (u: number): number =>
  Math.round(quantile(kilogramsOfProduct, u) * 1_000) / 1_000;

/** The best-selling fifth is class A, the next three tenths B. */
function withClasses(sold: readonly Product[]): DemandItem[] {
  const counts = new Map<DemandItem, number>();
  for (const { item } of sold) counts.set(item, (counts.get(item) ?? 0) + 1);
  const ranked = [...counts].sort(([a, x], [b, y]) => y - x || byCodeUnits(a.sku, b.sku));
  return ranked.map(([item], rank) => ({
    ...item,
    class: rank < classShares.a * ranked.length ? "A" : rank < classShares.ab * ranked.length ? "B" : "C",
  }));
}

function b2cDay(
  midnight: number,
  number: number,
  orders: number,
  random: Random,
  choose: (draws: Random) => Product,
): WmsRequest[] {
  const hours = new Weighted(byHour);
  const pieces = new Weighted(piecesOfOrder);
  const countries = new Weighted(destinations.map(([, share]) => share));
  const requests: WmsRequest[] = [];
  for (let index = 1; index <= orders; index++) {
    const at = midnight + Math.floor((hours.draw(random) + random.next()) * hourMs);
    const country = destinations[countries.draw(random)]![0];
    const lines = basket(pieces.draw(random) + 1, random, choose).map(([sku, quantity], line) => ({
      line: String(line + 1),
      sku,
      quantity,
    }));
    requests.push({ kind: "order", at, body: { order: `B${number}-${index}`, country, lines } });
  }
  return byTime(requests);
}

/** Several pieces are mostly one product several times. Pieces of one product are one line. */
function basket(pieces: number, random: Random, choose: (draws: Random) => Product): [Sku, number][] {
  const units = new Map<Sku, number>();
  const first = choose(random).sku;
  const same = pieces === 1 || random.chance(onlyOneProduct);
  units.set(first, same ? pieces : 1);
  for (let piece = 2; !same && piece <= pieces; piece++) {
    const sku = choose(random).sku;
    units.set(sku, (units.get(sku) ?? 0) + 1);
  }
  return [...units];
}
