/**
 * The Foodmart instances of Valle, Beasley & da Cunha (2017) in the format of the G-SCOP benchmark: products at locations of a graph whose shortest ways stand in the file, orders in boxes on a
 * trolley. Where boxes may hold goods of several orders the trolley's capacity is a volume, else a number of boxes.
 */

import { seededRandom } from "@floorplane/runtime/random";
import { DistanceTours } from "@floorplane/wms-bridge/batching/distance-tours";
import type { InstanceLines } from "./instance-lines.ts";
import type { PublishedBatching } from "./published-batching.ts";

/** Kicks by which the tours of an answer are improved, over all of them: a second or two. */
const kicks = 400;

interface Product {
  readonly location: number;
  readonly volume: number;
}

interface Order {
  readonly boxes: number;
  readonly volume: number;
  readonly locations: readonly number[];
}

export function readFoodmart(lines: InstanceLines, seed: number): PublishedBatching {
  const locations = valueUnder(lines, "//NbLocations");
  const productCount = valueUnder(lines, "//NbProducts");
  const boxes = valueUnder(lines, "//K: NbBoxesTrolley");
  const dimensions = valueUnder(lines, "//NbDimensionsCapacity");
  if (dimensions !== 1) throw lines.refused("NbDimensionsCapacity", `must be 1, not ${dimensions}`);
  const boxVolume = valueUnder(lines, "//B: CapaBox");
  const mixed = valueUnder(lines, "//A box can accept mixed orders(0: no, 1: yes)", [0, 1]) === 1;
  const products = readProducts(lines, productCount, locations);
  const orders = readOrders(lines, products);
  const capacity = mixed ? boxes * boxVolume : boxes;
  const loads = orders.map(({ volume, boxes }) => (mixed ? volume : boxes));
  const large = loads.findIndex((load) => load > capacity);
  if (large >= 0)
    throw lines.refused("Orders", `${large + 1} needs ${loads[large]}, more than the trolley's ${capacity}`);
  const { start, end, metres } = readWays(lines, locations);
  const wanted = orders.map((order) => order.locations);
  const tours = new DistanceTours({ start, end, metres }, wanted);
  return {
    loads,
    capacity,
    tours,
    bestKnownColumn: "best",
    walk: (batch, of) => {
      const tour = tours.polished(batch, Math.ceil(kicks / of), seededRandom(`${seed} ${batch.join()}`));
      return {
        metres: tour.metres,
        faults: faultsOf(
          tour,
          batch.flatMap((order) => wanted[order]!),
          [start, end],
          metres,
        ),
      };
    },
  };
}

/** Knows the file's ways alone. */
function faultsOf(
  tour: { readonly points: readonly number[]; readonly metres: number },
  wanted: readonly number[],
  [start, end]: readonly [number, number],
  metres: (from: number, to: number) => number,
): string[] {
  const missed = wanted.filter((location) => !tour.points.includes(location));
  const stops = [start, ...tour.points, end];
  const walked = stops.slice(1).reduce((sum, to, at) => sum + metres(stops[at]!, to), 0);
  return [
    ...missed.map((location) => `does not pass location ${location}`),
    ...(Math.abs(walked - tour.metres) < 1e-6
      ? []
      : [`is ${walked} long when it is walked, not ${tour.metres}`]),
  ];
}

function valueUnder(
  lines: InstanceLines,
  title: string,
  bounds: readonly [number, number] = [1, 100_000],
): number {
  lines.expect(title);
  return lines.whole(title.slice(2), lines.take(title), bounds);
}

function readProducts(lines: InstanceLines, count: number, locations: number): Map<number, Product> {
  lines.expect("//Products");
  lines.expect("//Idx Location Volume");
  const products = new Map<number, Product>();
  for (let line = 0; line < count; line++) {
    const [id, location, volume] = lines.numbers("Idx Location Volume", 3) as [number, number, number];
    if (products.has(id)) throw lines.refused("Idx", `${id} is named twice`);
    if (!Number.isInteger(location) || location < 1 || location > locations)
      throw lines.refused("Location", `must be a whole number from 1 to ${locations}, not "${location}"`);
    products.set(id, { location, volume });
  }
  return products;
}

function readOrders(lines: InstanceLines, products: ReadonlyMap<number, Product>): Order[] {
  lines.expect("//Orders");
  const count = valueUnder(lines, "//Nb Orders");
  lines.expect("//Idx M NbProdInOrder ProdIdx1 Qty1 ProdIdx2 Qty2 ...");
  return Array.from({ length: count }, (_, order) => {
    const words = lines.take("Orders").split(/\s+/);
    const whole = (field: string, at: number): number => lines.whole(field, words[at] ?? "", [1, 1_000_000]);
    if (whole("Idx", 0) !== order + 1) throw lines.refused("Idx", `must be ${order + 1}, not "${words[0]}"`);
    const inOrder = whole("NbProdInOrder", 2);
    if (words.length !== 3 + 2 * inOrder)
      throw lines.refused("NbProdInOrder", `is ${inOrder}, and ${(words.length - 3) / 2} products follow`);
    const lots = Array.from({ length: inOrder }, (_, at) => {
      const id = whole(`ProdIdx${at + 1}`, 3 + 2 * at);
      const product = products.get(id);
      if (!product) throw lines.refused(`ProdIdx${at + 1}`, `${id} is no product of this file`);
      return { location: product.location, volume: product.volume * whole(`Qty${at + 1}`, 4 + 2 * at) };
    });
    return {
      boxes: whole("M", 1),
      volume: lots.reduce((sum, { volume }) => sum + volume, 0),
      locations: lots.map(({ location }) => location),
    };
  });
}

/** The ways between locations, the depots among them. The graph beneath them is not needed. */
function readWays(lines: InstanceLines, locations: number) {
  lines.expect("//Graph (Products are vertices indexed from 1 to NbLocations)");
  valueUnder(lines, "//NbVerticesIntersections", [0, 100_000]);
  const start = valueUnder(lines, "//DepartingDepot", [0, 100_000]);
  const end = valueUnder(lines, "//ArrivalDepot", [0, 100_000]);
  const title = "//LocStart LocEnd ShortestPath";
  while (!lines.isEmpty && lines.ahead !== title) lines.take("Arcs");
  lines.expect(title);
  const points = [start, ...Array.from({ length: locations }, (_, at) => at + 1), end];
  const size = Math.max(...points) + 1;
  const ways = new Float64Array(size * size).fill(Infinity);
  while (!lines.isEmpty && !lines.ahead.startsWith("//")) {
    const [from, to, metres] = lines.numbers("LocStart LocEnd ShortestPath", 3) as [number, number, number];
    for (const [field, point] of [
      ["LocStart", from],
      ["LocEnd", to],
    ] as const)
      if (!points.includes(point))
        throw lines.refused(field, `${point} is no location of this file and no depot`);
    ways[from * size + to] = metres;
  }
  for (const from of points.slice(0, -1))
    for (const to of points.slice(1))
      if (from !== to && ways[from * size + to] === Infinity && !(from === start && to === end))
        throw lines.refused("ShortestPath", `from ${from} to ${to} is missing`);
  return { start, end, metres: (from: number, to: number): number => ways[from * size + to]! };
}
