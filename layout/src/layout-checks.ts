/** What is wrong with a layout, in words for the person who drew it: everything at once, each with its place in the file. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { touches } from "./clearance.ts";
import type { Footprint } from "./footprint.ts";
import type { Rectangle } from "./geometry.ts";
import type { Graph } from "./graph.ts";
import { type Layout, layoutFromLif } from "./layout.ts";
import type { Lif, LifLayout } from "./lif.schema.ts";
import { componentsOf, reachedFrom } from "./reach.ts";

export interface Fault {
  /** Errors keep a site from starting; warnings cost throughput or hide a mistake. */
  readonly severity: "error" | "warning";
  readonly code:
    | "duplicate-id"
    | "unknown-node"
    | "edge-without-length"
    | "unusable"
    | "unreachable"
    | "trap"
    | "overlap"
    | "hits-solid"
    | "no-charger";
  /** JSON path into the LIF file, or the node's or station's id. */
  readonly where: string;
  readonly message: string;
}

/** A layout that is wrong all over is told so in this many lines of each kind. */
const faultsPerCodeMax = 50;
/** Names listed in one sentence. */
const namesMax = 5;

export interface CheckOptions {
  readonly vehicleType: string;
  readonly footprint: Footprint;
  readonly layoutId?: string;
  /** Racks, walls, benches. */
  readonly solids?: readonly Rectangle[];
}

export function checkLayout(lif: Lif, options: CheckOptions): Fault[] {
  const faults = new Faults();
  const sound = { ...lif, layouts: soundLayouts(lif, faults) };
  try {
    const layout = layoutFromLif(sound, options);
    for (const warning of layout.warnings) faults.add("warning", "unusable", layout.layoutId, warning);
    checkReach(layout, faults);
    checkRoom(layout.graph, options, faults);
    if (![...layout.stations.values()].some(({ kind }) => kind === "charging"))
      faults.add(
        "warning",
        "no-charger",
        "stations",
        "no station has a startCharging action on its node; robots will run empty",
      );
  } catch (error) {
    if (!(error instanceof FloorplaneError)) throw error;
    faults.add("error", "unusable", error.field ?? "layouts", error.message);
  }
  return faults.all;
}

/** The layouts without what contradicts itself, so that the rest can be checked in the same go. */
function soundLayouts(lif: Lif, faults: Faults): LifLayout[] {
  const nodes = new Set(lif.layouts.flatMap((layout) => layout.nodes.map(({ nodeId }) => nodeId)));
  const seen = { node: new Set<string>(), edge: new Set<string>(), station: new Set<string>() };
  const first = (kind: keyof typeof seen, id: string, where: string): boolean => {
    if (seen[kind].has(id)) {
      faults.add("error", "duplicate-id", where, `${kind} id ${id} is used twice; give each ${kind} its own`);
      return false;
    }
    seen[kind].add(id);
    return true;
  };
  const known = (id: string, where: string, what: string): boolean => {
    if (nodes.has(id)) return true;
    faults.add(
      "error",
      "unknown-node",
      where,
      `${what} names node ${id}, which is not in the file; add the node or correct the name`,
    );
    return false;
  };
  return lif.layouts.map((layout, l) => ({
    ...layout,
    nodes: layout.nodes.filter(({ nodeId }, i) => first("node", nodeId, `layouts[${l}].nodes[${i}].nodeId`)),
    edges: layout.edges.filter(({ edgeId, startNodeId, endNodeId }, i) => {
      const where = `layouts[${l}].edges[${i}]`;
      if (!first("edge", edgeId, `${where}.edgeId`)) return false;
      const from = known(startNodeId, `${where}.startNodeId`, `edge ${edgeId}`);
      const to = known(endNodeId, `${where}.endNodeId`, `edge ${edgeId}`);
      if (!from || !to) return false;
      if (startNodeId !== endNodeId) return true;
      faults.add(
        "error",
        "edge-without-length",
        where,
        `edge ${edgeId} begins and ends at node ${startNodeId}`,
      );
      return false;
    }),
    stations: layout.stations.filter(({ stationId, interactionNodeIds }, i) => {
      const where = `layouts[${l}].stations[${i}]`;
      if (!first("station", stationId, `${where}.stationId`)) return false;
      return interactionNodeIds.every((id, n) =>
        known(id, `${where}.interactionNodeIds[${n}]`, `station ${stationId}`),
      );
    }),
  }));
}

/** Robots must be able to go from anywhere to anywhere: whatever lies outside the largest strongly connected part is a trap or out of reach. */
function checkReach({ graph, stations }: Layout, faults: Faults): void {
  const { of, count } = componentsOf(graph);
  if (count <= 1) return;
  const members: number[][] = Array.from({ length: count }, () => []);
  for (let node = 0; node < graph.nodeCount; node++) members[of[node]!]!.push(node);
  const main = members.reduce((largest, some) => (some.length > largest.length ? some : largest));
  const reached = reachedFrom(graph, main[0]!);
  for (const component of members) {
    if (component === main) continue;
    const where = graph.nodeIds[component[0]!]!;
    const names = named(component.map((node) => graph.nodeIds[node]!));
    if (reached[component[0]!])
      faults.add("error", "trap", where, `robots that enter ${names} cannot come back; add a way out`);
    else
      faults.add(
        "error",
        "unreachable",
        where,
        `no way leads to ${names} from the rest of the floor; add a way in`,
      );
  }
  for (const { id, nodes } of stations.values())
    if (!nodes.some((node) => reached[node]))
      faults.add("error", "unreachable", id, `station ${id} cannot be reached from the rest of the floor`);
}

/** Overlapping places still work, one robot at a time; whoever drew them should know. */
function checkRoom(graph: Graph, { footprint, solids = [] }: CheckOptions, faults: Faults): void {
  for (let node = 0; node < graph.nodeCount; node++) {
    const others = [
      ...graph.conflictNode.subarray(graph.conflictFirst[node]!, graph.conflictFirst[node + 1]!),
    ];
    const later = others.filter((other) => other > node);
    if (later.length > 0)
      faults.add(
        "warning",
        "overlap",
        graph.nodeIds[node]!,
        `robots at ${graph.nodeIds[node]} and at ${named(later.map((other) => graph.nodeIds[other]!))} would touch; only one at a time will be let in`,
      );
  }
  for (const { place, index, solid } of touches(graph, footprint, solids, 0)) {
    const id = place === "node" ? graph.nodeIds[index]! : graph.edgeIds[index]!;
    const { x, y } = solids[solid]!;
    faults.add(
      "error",
      "hits-solid",
      id,
      `a robot at ${place} ${id} touches the rack or wall at ${x}, ${y}; move one of them`,
    );
  }
}

function named(names: readonly string[]): string {
  const more = names.length - namesMax;
  return names.slice(0, namesMax).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

class Faults {
  readonly all: Fault[] = [];
  private readonly counts = new Map<Fault["code"], number>();

  add(severity: Fault["severity"], code: Fault["code"], where: string, message: string): void {
    const count = (this.counts.get(code) ?? 0) + 1;
    this.counts.set(code, count);
    if (count <= faultsPerCodeMax) this.all.push({ severity, code, where, message });
    else if (count === faultsPerCodeMax + 1)
      this.all.push({ severity, code, where: "", message: `more of the kind "${code}" are left out` });
  }
}
