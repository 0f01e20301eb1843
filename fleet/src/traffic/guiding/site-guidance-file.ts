/**
 * A site's guidance as a file beside its layout: `{ kind: "floorplane-guidance", version: 1, layout, model: "kinematic", edges }`. `layout` is a fingerprint of places and roads; `edges` has for each
 * edge id how many times its travel time the edge costs, and edges that are missing cost their travel time.
 */
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { Graph } from "@floorplane/layout/graph";
import { type EdgeTimes, edgeTimesMax, edgeTimesMin } from "../guidance.ts";
import { fingerprint } from "./guidance-file.ts";

const head = { kind: "floorplane-guidance", version: 1, model: "kinematic" } as const;
/** Finer than any run can tell apart, and short to read. */
const digits = 2;

export function writeSiteGuidance(graph: Graph, times: EdgeTimes): string {
  const rows: string[] = [];
  for (const [edge, id] of graph.edgeIds.entries()) {
    const cost = Number(times[edge]!.toFixed(digits));
    if (cost !== 1) rows.push(`    ${JSON.stringify(id)}: ${cost}`);
  }
  const top = JSON.stringify({ ...head, layout: fingerprint(graph) }, null, 2).slice(0, -2);
  return `${top},\n  "edges": {${rows.length === 0 ? "" : `\n${rows.join(",\n")}\n  `}}\n}\n`;
}

/** Throws `malformed-file` with one sentence that names the field. */
export function readSiteGuidance(text: string, graph: Graph): EdgeTimes {
  const value = jsonOf(text);
  for (const field of ["kind", "version", "model"] as const)
    if (value[field] !== head[field])
      throw refusal(
        field,
        `must be ${JSON.stringify(head[field])} in a site's guidance; make it anew with \`floorplane optimise guidance\``,
      );
  if (value.layout !== fingerprint(graph))
    throw refusal(
      "layout",
      "is that of another layout than this site's; make it anew with `floorplane optimise guidance`",
    );
  const { edges } = value;
  if (!isRecord(edges)) throw refusal("edges", "must hold a cost by edge id");
  const times: EdgeTimes = new Float64Array(graph.edgeCount).fill(1);
  for (const [id, cost] of Object.entries(edges)) {
    const edge = graph.edgeIndexOf(id);
    if (edge < 0) throw refusal(`edges.${id}`, "is no edge of this site's layout; remove it");
    if (typeof cost !== "number" || !(cost >= edgeTimesMin && cost <= edgeTimesMax))
      throw refusal(
        `edges.${id}`,
        `is ${JSON.stringify(cost)}; it must be a number from ${edgeTimesMin} to ${edgeTimesMax}`,
      );
    times[edge] = cost;
  }
  return times;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function jsonOf(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refusal("it", `is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isRecord(value)) throw refusal("it", "must be one JSON object");
  return value;
}

const refusal = (field: string, what: string): FloorplaneError =>
  new FloorplaneError({ code: "malformed-file", message: `${field} ${what}`, field });
