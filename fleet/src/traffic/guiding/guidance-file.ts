/**
 * Guidance as a file that a site ships beside its layout. `{ kind: "floorplane-guidance", version: 1, layout, model, turn, costs }`: `layout` is a fingerprint of places and roads, `turn` the cost of a
 * quarter turn, and `costs` has for each node id the costs of leaving it east, south, west and north, `null` where no road leads. Also reads the CSV of published guidance graphs (lunjohnzhang/ggo_public).
 */
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { Graph } from "@floorplane/layout/graph";
import { hash32 } from "@floorplane/runtime/random";
import { directions, type StepGraph, type StepMotion } from "../steps/step-graph.ts";
import { closed, moveCostMax, plainMove, type StepGuidance, turnCostMax } from "../steps/step-guidance.ts";

const kind = "floorplane-guidance";
const version = 1;

export function writeGuidance(
  layout: Graph,
  graph: StepGraph,
  motion: StepMotion,
  guidance: StepGuidance,
): string {
  const costs: Record<string, (number | null)[]> = {};
  for (let node = 0; node < layout.nodeCount; node++) {
    const first = directions * graph.stepNode[node]!;
    costs[layout.nodeIds[node]!] = [...guidance.move.subarray(first, first + directions)].map((cost) =>
      cost === closed ? null : cost,
    );
  }
  const head = { kind, version, layout: fingerprint(layout), model: motion, turn: guidance.turn };
  const rows = Object.entries(costs).map(([id, row]) => `    ${JSON.stringify(id)}: ${JSON.stringify(row)}`);
  return `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "costs": {\n${rows.join(",\n")}\n  }\n}\n`;
}

/** Either kind of file. `width` is that of the grid, for files that name cells; a floor without one reads only its own format. */
export function readGuidance(
  text: string,
  layout: Graph,
  graph: StepGraph,
  grid?: { readonly width: number; readonly nodeOfCell: Int32Array },
): StepGuidance {
  if (text.trimStart().startsWith("{")) return readOwn(text, layout, graph);
  if (!grid)
    throw refusal("a guidance file in CSV belongs to a grid map, and this layout is none", "guidance");
  return readPublished(text, graph, grid);
}

function readOwn(text: string, layout: Graph, graph: StepGraph): StepGuidance {
  const value = jsonOf(text);
  if (value.kind !== kind) throw refusal(`a guidance file has kind "${kind}"`, "kind");
  if (value.version !== version)
    throw refusal(`guidance of version ${value.version} is not read here; make it anew`, "version");
  if (value.layout !== fingerprint(layout))
    throw refusal(
      "the guidance was made for another layout; make it anew with `floorplane optimise guidance`",
      "layout",
    );
  const { turn, costs } = value;
  if (!isCost(turn, turnCostMax))
    throw refusal(`turn must be a whole number from 1 to ${turnCostMax}`, "turn");
  if (costs === null || typeof costs !== "object") throw refusal("guidance needs costs by node", "costs");
  const move = new Uint8Array(directions * graph.nodeCount).fill(closed);
  for (let node = 0; node < layout.nodeCount; node++) {
    const id = layout.nodeIds[node]!;
    const row: unknown = (costs as Record<string, unknown>)[id];
    if (!Array.isArray(row) || row.length !== directions)
      throw refusal(`costs of ${id} must be four: east, south, west, north`, `costs.${id}`);
    const first = directions * graph.stepNode[node]!;
    for (const [direction, cost] of row.entries()) {
      const edge = first + direction;
      if (cost === null || graph.to[edge]! < 0) continue;
      if (!isCost(cost, moveCostMax))
        throw refusal(
          `a cost of ${id} must be a whole number from 1 to ${moveCostMax}, or null`,
          `costs.${id}`,
        );
      move[edge] = cost;
    }
  }
  return { move, turn };
}

/** `id,type,x,y`, then the weights to the right, up, left and down and of waiting; x is the row. Scaled so that the dearest edge fits. */
function readPublished(
  text: string,
  graph: StepGraph,
  { width, nodeOfCell }: { readonly width: number; readonly nodeOfCell: Int32Array },
): StepGuidance {
  const rows = text.split(/\r?\n/).filter((line) => /^\d/.test(line));
  const weights = new Float64Array(directions * graph.nodeCount).fill(Number.POSITIVE_INFINITY);
  let dearest = 0;
  for (const line of rows) {
    const [, , row, column, right, up, left, down] = line.split(",").map(Number);
    const node = nodeOfCell[row! * width + column!] ?? -1;
    if (node < 0) continue;
    for (const [direction, weight] of [right!, down!, left!, up!].entries()) {
      const edge = directions * graph.stepNode[node]! + direction;
      if (!(weight > 0) || weight === Number.POSITIVE_INFINITY || graph.to[edge]! < 0) continue;
      weights[edge] = weight;
      dearest = Math.max(dearest, weight);
    }
  }
  if (dearest === 0) throw refusal("no row of the guidance file names a cell of this map", "guidance");
  const move = Uint8Array.from(weights, (weight) =>
    weight === Number.POSITIVE_INFINITY ? closed : Math.max(1, Math.round((weight / dearest) * moveCostMax)),
  );
  return { move, turn: plainMove };
}

/** Of places and roads, whatever order they are listed in. */
export function fingerprint({ nodeIds, x, y, edgeFrom, edgeTo, edgeCount, nodeCount }: Graph): string {
  let places = 0;
  for (let node = 0; node < nodeCount; node++)
    places = (places + hash32(`${nodeIds[node]} ${x[node]!.toFixed(3)} ${y[node]!.toFixed(3)}`)) >>> 0;
  let roads = 0;
  for (let edge = 0; edge < edgeCount; edge++)
    roads = (roads + hash32(`${nodeIds[edgeFrom[edge]!]}>${nodeIds[edgeTo[edge]!]}`)) >>> 0;
  return `${places.toString(16).padStart(8, "0")}${roads.toString(16).padStart(8, "0")}`;
}

const isCost = (value: unknown, most: number): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most;

function jsonOf(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    throw refusal(
      `guidance is not JSON: ${error instanceof Error ? error.message : String(error)}`,
      "guidance",
    );
  }
}

const refusal = (message: string, field: string): FloorplaneError =>
  new FloorplaneError({ code: "malformed-file", message, field });
