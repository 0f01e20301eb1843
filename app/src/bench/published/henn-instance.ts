/** Instances of Henn & Wäscher (2012): ten aisles of one block, an order's articles by aisle side and location. Capacity stands in the file's name, as `21s-ORDERS-CAPACITY-SEED`. */
import { basename } from "node:path";
import type { AisleFloor, Place } from "@floorplane/layout/picking-tours/aisle-floor";
import { aisleBatching } from "./aisle-batching.ts";
import type { InstanceLines } from "./instance-lines.ts";
import type { PublishedBatching } from "./published-batching.ts";

/** As their `sett*.txt` have it: aisles 2 wide between shelves 1.5 deep, locations 1 apart, 1 from the first shelf to the cross aisle. */
const floor: AisleFloor = { aisles: 10, aisleGapM: 5, crossesM: [0, 47], depot: { aisle: 0, cross: 0 } };
const firstLocationM = 1.5;
const sidesMax = 20;
const locationsMax = 45;

const named = /^\d+[sl]-(\d+)-(\d+)-\d+\.txt$/;

export const isHenn = (file: string): boolean => named.test(basename(file));

export function readHenn(lines: InstanceLines): PublishedBatching {
  const name = basename(lines.file);
  const [, orderCount, capacityText] = named.exec(name) ?? [];
  if (orderCount === undefined || capacityText === undefined)
    throw lines.refused(
      "the file's name",
      `must say orders and capacity, as 21s-20-30-0.txt does, not "${name}"`,
    );
  const orders: Place[][] = [];
  while (!lines.isEmpty) orders.push(readOrder(lines, orders.length));
  if (orders.length !== Number(orderCount))
    throw lines.refused("Order", `is the last of ${orders.length}, and the file's name says ${orderCount}`);
  const capacity = Number(capacityText);
  const large = orders.findIndex((places) => places.length > capacity);
  if (large >= 0)
    throw lines.refused(
      "number of articles",
      `of order ${large} is ${orders[large]!.length}, more than the capacity ${capacity}`,
    );
  return aisleBatching(floor, orders, { capacity, bestKnownColumn: "wahlen_gschwind_2023_best" });
}

function readOrder(lines: InstanceLines, number: number): Place[] {
  const line = lines.take("Order");
  const [, order, count] = /^Order (\d+)\s+number of articles (\d+)$/.exec(line) ?? [];
  if (order === undefined || count === undefined)
    throw lines.refused(
      "Order",
      `is expected here as "Order ${number}, number of articles …", not "${line}"`,
    );
  if (Number(order) !== number)
    throw lines.refused("Order", `${order} comes where order ${number} is expected`);
  return Array.from({ length: lines.whole("number of articles", count, [1, 10_000]) }, (_, item) => {
    const line = lines.take("Aisle");
    const [, at, side, location] = /^(\d+)\s+Aisle (\d+)\s+Location (\d+)$/.exec(line) ?? [];
    if (at === undefined)
      throw lines.refused("Aisle", `and Location are expected here for item ${item}, not "${line}"`);
    if (Number(at) !== item) throw lines.refused("item", `${at} comes where item ${item} is expected`);
    const aisle = Math.floor(lines.whole("Aisle", side!, [0, sidesMax - 1]) / 2);
    return { aisle, atM: firstLocationM + lines.whole("Location", location!, [0, locationsMax - 1]) };
  });
}
