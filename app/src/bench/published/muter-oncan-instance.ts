/** Instances of Muter & Öncan (2015) in the format of Heßler & Irnich: one block, an order's articles each at one place; capacity counts their weight, which is 1. */
import type { Place } from "@floorplane/layout/picking-tours/aisle-floor";
import { aisleBatching } from "./aisle-batching.ts";
import type { InstanceLines } from "./instance-lines.ts";
import type { PublishedBatching } from "./published-batching.ts";
import {
  floorOf,
  type Head,
  known,
  placeOf,
  readArticles,
  readEnd,
  readHead,
  readShelves,
  type Shelf,
} from "./sections.ts";

/** The values published for these instances are those of aisles whose ends are 1.5 from the cells, where the files say 1. */
const publishedEndM = 1.5;

export function readMuterOncan(lines: InstanceLines): PublishedBatching {
  const head = readHead(lines, ["Order_batching"]);
  const { capacity } = head;
  if (capacity === undefined) throw lines.refused("PICKER_CAPACITY", "is missing in the head of the file");
  const articles = readArticles(lines, ["WEIGHT"]);
  const shelves = readShelves(lines, head, articles);
  const published: Head = /\bMuter\b/.test(head.comment)
    ? { ...head, endsM: [publishedEndM, publishedEndM] }
    : head;
  lines.expect("ORDER_SECTION");
  const orders = Array.from({ length: lines.count("NUM_ORDERS") }, () =>
    readOrder(lines, published, shelves, articles),
  );
  const large = orders.findIndex((places) => places.length > capacity);
  if (large >= 0)
    throw lines.refused(
      "QUANTITY",
      `of order ${large} comes to ${orders[large]!.length}, more than PICKER_CAPACITY ${capacity}`,
    );
  readEnd(lines);
  return aisleBatching(floorOf(published, 1), orders, { capacity, bestKnownColumn: "best" });
}

/** The place of each unit. */
function readOrder(lines: InstanceLines, head: Head, shelves: readonly Shelf[], articles: number): Place[] {
  const count = lines.count("NUM_ARTICLES_IN_ORDER");
  return Array.from({ length: count }, () => {
    const { ID, QUANTITY } = lines.record(["ID", "QUANTITY"]);
    known(lines, ID, articles);
    const [shelf, ...others] = shelves.filter(({ article }) => article === ID);
    if (!shelf) throw lines.refused("ID", `${ID} lies nowhere`);
    if (others.length > 0)
      throw lines.refused("ID", `${ID} lies in several places, which batching instances do not have`);
    return Array.from({ length: QUANTITY }, () => placeOf(head, 1, shelf.aisle, shelf.cell));
  }).flat();
}
