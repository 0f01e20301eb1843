/** Reader of RHCR's sorting map (Li et al., Lifelong Multi-Agent Path Finding in Large-Scale Warehouses, AAAI 2021): a grid whose roads are all one-way, given cell by cell. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { MapId } from "@floorplane/contracts/ids";
import { nodesMax } from "./graph.ts";
import { type GridMap, gridMapOf, nodesMarked } from "./grid-map.ts";

/** Goals alternate between the nearest station of `inducts` and one of `ejects`; both by node. */
export interface SortingMap {
  readonly map: GridMap;
  readonly inducts: Int32Array;
  readonly ejects: Int32Array;
}

const letters: Readonly<Record<string, string>> = { Obstacle: "@", Travel: ".", Induct: "I", Eject: "E" };

/** A line has id, type, station, x, y, then weights to north, west, south, east; `inf`: no way. y grows north. */
export function readSortingMap(text: string, mapId: MapId): SortingMap {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const [width, height] = (lines[1] ?? "").split(",").map(Number);
  if (!width || !height || width * height > 4 * nodesMax)
    throw refusal("the second line of a sorting map must be `columns,rows`", "line 2");
  const cells = Array.from({ length: height }, () => new Array<string>(width).fill("@"));
  const open = new Uint8Array(4 * width * height);
  for (const [i, line] of lines.slice(3).entries()) {
    const [, type, , x, y, north, west, south, east] = line.split(",");
    const [column, row] = [Number(x), height - 1 - Number(y)];
    const letter = letters[type ?? ""];
    if (!letter || cells[row]?.[column] === undefined)
      throw refusal(`line ${i + 4} is no cell of the map: "${line}"`, `line ${i + 4}`);
    cells[row]![column] = letter;
    for (const [direction, weight] of [east, south, west, north].entries())
      open[4 * (row * width + column) + direction] = weight === "inf" || weight === undefined ? 0 : 1;
  }
  const rows = cells.map((row) => row.join(""));
  const map = gridMapOf(mapId, rows, "@", (cell, direction) => open[4 * cell + direction] === 1);
  return { map, inducts: nodesMarked(map, "I"), ejects: nodesMarked(map, "E") };
}

const refusal = (message: string, field: string): FloorplaneError =>
  new FloorplaneError({ code: "malformed-file", message, field });
