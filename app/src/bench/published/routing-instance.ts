/** Instances of the single-picker routing problem with one or several places for each article (Heßler & Irnich 2023, doi 10.1287/ijoc.2023.0075), each read as one block and as two. */
import type { ScatteredPicks } from "@floorplane/layout/picking-tours/scattered-floor";
import { InstanceLines } from "./instance-lines.ts";
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

export interface RoutingInstance {
  /** Some article lies in several places. */
  readonly scattered: boolean;
  readonly picks: (blocks: 1 | 2) => ScatteredPicks;
}

const types = ["Single_picker_routing", "Single_picker_routing_with_scattered_storage"];

export function readRoutingInstance(file: string): RoutingInstance {
  const lines = InstanceLines.of(file);
  const head = readHead(lines, types);
  const articles = readArticles(lines, []);
  const shelves = readShelves(lines, head, articles);
  const demand = readDemand(lines, shelves, articles);
  readEnd(lines);
  return { scattered: head.type === types[1], picks: (blocks) => picksOf(head, shelves, demand, blocks) };
}

const picksOf = (
  head: Head,
  shelves: readonly Shelf[],
  demand: readonly number[],
  blocks: 1 | 2,
): ScatteredPicks => ({
  floor: floorOf(head, blocks),
  demand,
  lots: shelves.map(({ article, aisle, cell, units }) => ({
    article,
    units,
    place: placeOf(head, blocks, aisle, cell),
  })),
});

function readDemand(lines: InstanceLines, shelves: readonly Shelf[], articles: number): number[] {
  lines.expect("ORDER_SECTION");
  const count = lines.count("NUM_ARTICLES");
  const demand = Array.from({ length: articles }, () => 0);
  for (let line = 0; line < count; line++) {
    const { ID, QUANTITY } = lines.record(["ID", "QUANTITY"]);
    known(lines, ID, articles);
    if (demand[ID] !== 0) throw lines.refused("ID", `${ID} is asked for twice`);
    if (QUANTITY === 0) throw lines.refused("QUANTITY", "must be 1 or more");
    const there = shelves.reduce((sum, { article, units }) => sum + (article === ID ? units : 0), 0);
    if (there < QUANTITY)
      throw lines.refused(
        "QUANTITY",
        `asks for ${QUANTITY} of article ${ID}, and ${there} lie in the shelves`,
      );
    demand[ID] = QUANTITY;
  }
  return demand;
}
