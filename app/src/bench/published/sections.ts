/**
 * The head and the sections of the instances of Heßler & Irnich (their `format_description.pdf`), in which picker routing and order batching are published alike: a floor of parallel aisles with
 * one block, articles, and where they lie.
 */
import type { AisleFloor, Place } from "@floorplane/layout/picking-tours/aisle-floor";
import type { InstanceLines } from "./instance-lines.ts";

export interface Head {
  readonly type: string;
  /** Authors of the instances. */
  readonly comment: string;
  readonly aisles: number;
  readonly cells: number;
  readonly depotAisle: number;
  /** The depot stands at the end of cell 0; else at that of the last cell. */
  readonly depotAtFirstCell: boolean;
  readonly aisleGapM: number;
  readonly cellGapM: number;
  /** From the depot's end of an aisle to its nearest cell, and from the farthest to the other end. */
  readonly endsM: readonly [number, number];
  /** Of `PICKER_CAPACITY`, where the file has it. */
  readonly capacity: number | undefined;
}

export interface Shelf {
  readonly article: number;
  readonly aisle: number;
  readonly cell: number;
  readonly units: number;
}

const aislesMax = 1_000;
const cellsMax = 10_000;

export function readHead(lines: InstanceLines, types: readonly string[]): Head {
  const values = new Map<string, string>();
  while (!/_SECTION$/.test(lines.ahead)) {
    const line = lines.take("ARTICLE_SECTION");
    const [, key, value] = /^(\w+)\s*:\s*(.*)$/.exec(line) ?? [];
    if (key === undefined || value === undefined)
      throw lines.refused("NAME : VALUE", `is expected here, not "${line}"`);
    if (values.has(key)) throw lines.refused(key, "is named twice");
    values.set(key, value);
    if (key === "TYPE" && !types.includes(value))
      throw lines.refused(key, `must be ${types.join(" or ")}, not "${value}"`);
    if (key === "LAYOUT" && value !== "single-block")
      throw lines.refused(key, `must be single-block, not "${value}"`);
  }
  const text = (key: string): string => {
    const value = values.get(key);
    if (value === undefined) throw lines.refused(key, "is missing in the head of the file");
    return value;
  };
  const whole = (key: string, bounds: readonly [number, number]): number =>
    lines.whole(key, text(key), bounds);
  const decimal = (key: string): number => lines.decimal(key, text(key));
  text("LAYOUT");
  const depot = text("DEPOT_LOCATION");
  if (depot !== "top" && depot !== "bottom")
    throw lines.refused("DEPOT_LOCATION", `must be top or bottom, not "${depot}"`);
  const toDepot = decimal("DISTANCE_TOP_OR_BOTTOM_TO_DEPOT");
  if (toDepot !== 0)
    throw lines.refused(
      "DISTANCE_TOP_OR_BOTTOM_TO_DEPOT",
      "must be 0: the depot stands at the end of its aisle",
    );
  const aisles = whole("NUM_AISLES", [1, aislesMax]);
  const ends = [decimal("DISTANCE_TOP_TO_CELL"), decimal("DISTANCE_BOTTOM_TO_CELL")] as const;
  return {
    type: text("TYPE"),
    comment: values.get("COMMENT") ?? "",
    aisles,
    cells: whole("NUM_CELLS", [1, cellsMax]),
    depotAisle: whole("DEPOT_AISLE", [0, aisles - 1]),
    depotAtFirstCell: depot === "top",
    aisleGapM: decimal("DISTANCE_AISLE_TO_AISLE"),
    cellGapM: decimal("DISTANCE_CELL_TO_CELL"),
    endsM: depot === "top" ? ends : [ends[1], ends[0]],
    capacity: values.has("PICKER_CAPACITY") ? whole("PICKER_CAPACITY", [1, 1_000_000]) : undefined,
  };
}

/** Answers how many articles there are; they are numbered from 0. `fields`: what a line says beside the number. */
export function readArticles(lines: InstanceLines, fields: readonly string[]): number {
  lines.expect("ARTICLE_SECTION");
  const count = lines.count("NUM_ARTICLES");
  const seen = new Set<number>();
  for (let line = 0; line < count; line++) {
    const { ID } = lines.record(["ID", ...fields] as const) as { ID: number };
    known(lines, ID, count);
    if (seen.has(ID)) throw lines.refused("ID", `${ID} is named twice`);
    seen.add(ID);
  }
  return count;
}

export function known(lines: InstanceLines, article: number, articles: number): void {
  if (article >= articles)
    throw lines.refused("ID", `${article} is no article: they are numbered from 0 to ${articles - 1}`);
}

export function readShelves(lines: InstanceLines, { aisles, cells }: Head, articles: number): Shelf[] {
  lines.expect("SKU_SECTION");
  const count = lines.count("NUM_SKUS");
  return Array.from({ length: count }, () => {
    const { ID, AISLE, CELL, QUANTITY } = lines.record(
      ["ID", "AISLE", "CELL", "QUANTITY"],
      ["LEFT_RIGHT_HAND_SIDE"],
    );
    known(lines, ID, articles);
    if (AISLE >= aisles) throw lines.refused("AISLE", `must be below ${aisles}, not ${AISLE}`);
    if (CELL >= cells) throw lines.refused("CELL", `must be below ${cells}, not ${CELL}`);
    return { article: ID, aisle: AISLE, cell: CELL, units: QUANTITY };
  });
}

export function readEnd(lines: InstanceLines): void {
  lines.expect("EOF");
  if (!lines.isEmpty) throw lines.refused("EOF", "is followed by more");
}

/** The head's floor as one block, or as two with a middle cross aisle, one metre wide, behind the first half of the cells. */
export function floorOf(
  { aisles, cells, aisleGapM, cellGapM, endsM, depotAisle }: Head,
  blocks: 1 | 2,
): AisleFloor {
  const lengthM = endsM[0] + (cells - 1) * cellGapM + endsM[1];
  const middleM = endsM[0] + (Math.floor(cells / 2) - 1) * cellGapM + cellGapM;
  return {
    aisles,
    aisleGapM,
    crossesM: blocks === 1 ? [0, lengthM] : [0, middleM, lengthM + middleCrossM],
    depot: { aisle: depotAisle, cross: 0 },
  };
}

const middleCrossM = 1;

export function placeOf(
  { cells, cellGapM, endsM, depotAtFirstCell }: Head,
  blocks: 1 | 2,
  aisle: number,
  cell: number,
): Place {
  const nth = depotAtFirstCell ? cell : cells - 1 - cell;
  const beyond = blocks === 2 && nth >= Math.floor(cells / 2) ? middleCrossM : 0;
  return { aisle, atM: endsM[0] + nth * cellGapM + beyond };
}
