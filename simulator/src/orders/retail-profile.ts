/**
 * Orders of a shop that sells to shops: a generator fitted to nine days of the Online Retail data, 2010-12-01 to 2010-12-10
 * (Chen 2015, UCI Machine Learning Repository, doi 10.24432/C5BW33, CC BY 4.0). Only figures are kept here, no line of the data.
 */
import { byCodeUnits, Sku } from "@floorplane/contracts/ids";
import { dayMs, hourMs } from "@floorplane/contracts/units";
import { type Random, seededRandom } from "@floorplane/runtime/random";
import { byTime, type Demand, type DemandItem, type WmsRequest } from "./demand.ts";
import { countFrom, type QuantileTable, quantile, Weighted } from "./distribution.ts";

/** 84 to 149 orders a day, 115 in the mean. */
const ordersPerDay = { mean: 115, deviation: 24, least: 60, most: 180 } as const;
/** Invoices by hour of the day; none from 21 to 7 o'clock. */
const byHour = [0, 0, 0, 0, 0, 0, 0, 2, 20, 73, 116, 105, 155, 134, 112, 178, 77, 38, 20, 5, 1, 0, 0, 0];
/** Lines of an order with goods: median 12; one in eighty gathers the day's web sales in more than 500 lines. */
const linesOfOrder: QuantileTable = [
  [0, 1],
  [0.15, 1],
  [0.2, 2],
  [0.25, 4],
  [0.3, 5],
  [0.4, 9],
  [0.5, 12],
  [0.6, 15],
  [0.7, 20],
  [0.8, 28],
  [0.85, 34],
  [0.9, 48],
  [0.95, 64],
  [0.97, 87],
  [0.987, 140],
  [0.988, 520],
  [1, 675],
];
/** Units of a line, by the lines of its order: who buys one thing buys much of it. */
const unitsOfLine: readonly { readonly linesMax: number; readonly units: QuantileTable }[] = [
  { linesMax: 3, units: table(1, 1, 3, 12, 50, 170, 1_400) },
  { linesMax: 10, units: table(1, 1, 4, 10, 18, 72, 408) },
  { linesMax: 20, units: table(1, 1, 3, 6, 12, 36, 108) },
  { linesMax: 40, units: table(1, 1, 1, 4, 12, 30, 100) },
  { linesMax: 130, units: table(1, 1, 1, 2, 5, 24, 48) },
  { linesMax: Number.POSITIVE_INFINITY, units: table(1, 1, 1, 1, 3, 10, 31) },
];
/** How much the lines of one order have in common: a wholesaler buys much of everything (correlation of a Gaussian copula). */
const sameBuyer = 0.6;
/** Units that cartons and dozens make likely: a larger quantity is rounded to the nearest. */
const likelyUnits = [
  6, 8, 10, 12, 16, 18, 20, 24, 30, 36, 48, 60, 72, 96, 120, 144, 192, 240, 288, 432, 600, 1_008, 1_440,
];
/** Share of all lines that the best-selling share of goods takes. */
const popularity: readonly (readonly [number, number])[] = [
  [0, 0],
  [0.0081, 0.073],
  [0.0203, 0.142],
  [0.0405, 0.228],
  [0.0811, 0.356],
  [0.1216, 0.457],
  [0.2027, 0.605],
  [0.3243, 0.755],
  [0.4054, 0.824],
  [0.608, 0.93],
  [0.811, 0.98],
  [1, 1],
];
/** Orders by destination among 1,036. */
const destinations: readonly (readonly [string, number])[] = [
  ["United Kingdom", 971],
  ["Germany", 17],
  ["France", 12],
  ["EIRE", 11],
  ["Portugal", 5],
  ["Lithuania", 4],
  ["Australia", 2],
  ["Norway", 2],
  ["Spain", 2],
  ["Japan", 2],
  ["Netherlands", 1],
  ["Switzerland", 1],
  ["Poland", 1],
  ["Italy", 1],
  ["Belgium", 1],
  ["Iceland", 1],
  ["Channel Islands", 1],
  ["Denmark", 1],
];
/** 16 cancellations a day of one to five lines, 7 write-offs; 3 in 100 orders carry postage. */
const returnsShare = 0.14;
const writeOffsShare = 0.065;
const postageShare = 0.03;
const returnedUnits: QuantileTable = table(1, 1, 1, 2, 6, 36, 144);
const writtenOffUnits: QuantileTable = table(3, 4, 12, 20, 40, 140, 300);
/** Best sellers: a fifth of the goods is class A, three tenths are B, as the shelves are laid out. */
const classShares = { a: 0.2, ab: 0.5 } as const;
/** What the issue of a first floor asks for: about so many goods. */
const skusDefault = 3_000;

/** Quantiles at 0, 5, 25, 50, 75, 95 and 99.9 percent. */
function table(
  p0: number,
  p5: number,
  p25: number,
  p50: number,
  p75: number,
  p95: number,
  most: number,
): QuantileTable {
  return [
    [0, p0],
    [0.05, p5],
    [0.25, p25],
    [0.5, p50],
    [0.75, p75],
    [0.95, p95],
    [0.999, most],
    [1, most],
  ];
}

export interface RetailOptions {
  readonly seed: number | string;
  /** Nothing is asked before this time; days are UTC days. */
  readonly startAt: number;
  readonly skus?: number;
  /** Orders of a day; drawn for each day where absent. */
  readonly perDay?: number;
}

/** One day from `startAt` on, and as many further days as are asked for. */
export function retailDemand({ seed, startAt, skus = skusDefault, perDay }: RetailOptions): Demand {
  const random = seededRandom(seed).split("retail");
  const goods = goodsList(skus, random.split("goods"));
  const day = (number: number): readonly WmsRequest[] => {
    const midnight = Math.floor(startAt / dayMs) * dayMs + number * dayMs;
    const requests = retailDay({ goods, midnight, number, random: random.split(`day ${number}`), perDay });
    return requests.filter(({ at }) => at >= startAt);
  };
  const postage: DemandItem = { sku: Sku("POST"), name: "POSTAGE", kind: "service" };
  return {
    items: [...goods, postage].sort((a, b) => byCodeUnits(a.sku, b.sku)),
    requests: day(0),
    further: day,
  };
}

const colours = ["RED", "BLUE", "GREEN", "IVORY", "PINK", "BLACK", "SILVER", "NATURAL", "YELLOW", "GREY"];
const stuffs = ["CERAMIC", "GLASS", "WOODEN", "COTTON", "PAPER", "TIN", "WICKER", "ENAMEL", "FELT", "SLATE"];
const things = [
  "BOWL",
  "MUG",
  "LANTERN",
  "CUSHION",
  "GARLAND",
  "BOX",
  "TRAY",
  "CLOCK",
  "FRAME",
  "BASKET",
  "HOOK",
  "JAR",
];

/** Best sellers first. */
function goodsList(count: number, random: Random): DemandItem[] {
  const codes: Sku[] = [];
  for (let number = 0; number < count; number++)
    codes.push(Sku(String(10_000 + number * Math.floor(89_999 / count))));
  // Popularity has nothing to do with the number: the list is shuffled (Fisher-Yates).
  for (let last = codes.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [codes[last], codes[other]] = [codes[other]!, codes[last]!];
  }
  return codes.map((sku, rank) => ({
    sku,
    name: [colours, stuffs, things].map((words) => words[random.below(words.length)]).join(" "),
    kind: "goods",
    class: rank < classShares.a * count ? "A" : rank < classShares.ab * count ? "B" : "C",
  }));
}

interface DayOptions {
  readonly goods: readonly DemandItem[];
  readonly midnight: number;
  readonly number: number;
  readonly random: Random;
  readonly perDay: number | undefined;
}

function retailDay({ goods, midnight, number, random, perDay }: DayOptions): WmsRequest[] {
  const { mean, deviation, least, most } = ordersPerDay;
  const orders =
    perDay ?? Math.round(Math.min(most, Math.max(least, mean + deviation * random.split("orders").normal())));
  const hours = new Weighted(byHour);
  const countries = new Weighted(destinations.map(([, count]) => count));
  const prefix = `D${number}-`;
  const requests: WmsRequest[] = [];
  const time = (): number => midnight + Math.floor((hours.draw(random) + random.next()) * hourMs);
  for (let index = 1; index <= orders; index++) {
    const quantities = drawLines(goods, countFrom(linesOfOrder, random), random);
    const lines = quantities.map(({ sku, quantity }, line) => ({ line: String(line + 1), sku, quantity }));
    if (random.chance(postageShare))
      lines.push({ line: String(lines.length + 1), sku: Sku("POST"), quantity: 1 });
    const country = destinations[countries.draw(random)]![0];
    requests.push({ kind: "order", at: time(), body: { order: `${prefix}${index}`, country, lines } });
  }
  for (let index = 1; index <= Math.round(orders * returnsShare); index++) {
    const lines = drawSkus(goods, 1 + random.below(5), random).map((sku) => ({
      sku,
      quantity: countFrom(returnedUnits, random),
    }));
    requests.push({ kind: "return", at: time(), body: { return: `C${prefix}${index}`, lines } });
  }
  for (let index = 1; index <= Math.round(orders * writeOffsShare); index++) {
    const [sku] = drawSkus(goods, 1, random);
    const quantity = countFrom(writtenOffUnits, random);
    const body = { writeOff: `${prefix}W${index}`, sku: sku!, quantity, reason: "damaged" };
    requests.push({ kind: "write-off", at: time(), body });
  }
  return byTime(requests);
}

function drawLines(
  goods: readonly DemandItem[],
  count: number,
  random: Random,
): { sku: Sku; quantity: number }[] {
  const { units } = unitsOfLine.find(({ linesMax }) => count <= linesMax)!;
  const buyer = random.normal();
  return drawSkus(goods, count, random).map((sku) => {
    const drawn = quantile(
      units,
      normalShare(sameBuyer * buyer + Math.sqrt(1 - sameBuyer ** 2) * random.normal()),
    );
    return { sku, quantity: likely(Math.max(1, Math.round(drawn))) };
  });
}

/** Different goods, popular ones more often. */
function drawSkus(goods: readonly DemandItem[], wanted: number, random: Random): Sku[] {
  const chosen = new Set<Sku>();
  const count = Math.min(wanted, goods.length);
  while (chosen.size < count) {
    let rank = Math.min(goods.length - 1, Math.floor(rankShare(random.next()) * goods.length));
    // In very long orders the popular ones are soon taken: the next less popular one is taken instead.
    while (chosen.has(goods[rank]!.sku)) rank = (rank + 1) % goods.length;
    chosen.add(goods[rank]!.sku);
  }
  return [...chosen];
}

/** Share of a standard normal below `z`, by the logistic approximation (error below 0.01): enough to draw with. */
const normalShare = (z: number): number => 1 / (1 + Math.exp(-z * (1.5976 + 0.070566 * z * z)));

function rankShare(share: number): number {
  for (let index = 1; index < popularity.length; index++) {
    const [x1, y1] = popularity[index]!;
    if (share > y1) continue;
    const [x0, y0] = popularity[index - 1]!;
    return x0 + ((share - y0) / (y1 - y0)) * (x1 - x0);
  }
  return 1;
}

function likely(units: number): number {
  if (units < 5) return units;
  let nearest = units < 6 ? units : likelyUnits[0]!;
  for (const candidate of likelyUnits)
    if (Math.abs(candidate - units) < Math.abs(nearest - units)) nearest = candidate;
  return nearest;
}
