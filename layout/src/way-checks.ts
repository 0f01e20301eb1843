/** What is wrong with a layout as robots would drive it: places without a way in or out, places that touch, turns that the layout forbids. */
import { normaliseAngle } from "@floorplane/contracts/units";
import { touches } from "./clearance.ts";
import type { Footprint } from "./footprint.ts";
import type { Rectangle } from "./geometry.ts";
import type { Graph } from "./graph.ts";
import type { Layout, LayoutOptions } from "./layout.ts";
import { type Faults, named } from "./layout-faults.ts";
import type { Paths } from "./lif-paths.ts";
import { componentsOf, reachedFrom } from "./reach.ts";

export interface CheckOptions extends Omit<LayoutOptions, "footprint"> {
  readonly footprint: Footprint;
  /** Racks, walls, benches. */
  readonly solids?: readonly Rectangle[];
}

/** Headings that differ by less are one, rad: robots follow such a bend. */
const straightMax = 0.05;

/** Robots must be able to go from anywhere to anywhere: whatever lies outside the largest strongly connected part is a trap or out of reach. */
export function checkReach(layout: Layout, paths: Pick<Paths, "node" | "station">, faults: Faults): void {
  checkTurns(layout, paths, faults);
  const { graph, stations } = layout;
  if (![...stations.values()].some(({ kind }) => kind === "charging"))
    faults.warning({
      code: "no-charger",
      where: "stations",
      path: "layouts",
      message: "no station has a startCharging action on its node; robots will run empty",
      remedy:
        "offer startCharging at the node of each charging station, or name one of kind charging in site.yaml",
    });
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
    const isTrap = reached[component[0]!];
    faults.error({
      code: isTrap ? "trap" : "unreachable",
      where,
      path: paths.node(where),
      message: isTrap
        ? `robots that enter ${names} cannot come back`
        : `no way leads to ${names} from the rest of the floor`,
      remedy: isTrap
        ? "add an edge that leads out"
        : "add an edge that leads in, or remove what stands alone",
    });
  }
  for (const { id, nodes } of stations.values())
    if (!nodes.some((node) => reached[node]))
      faults.error({
        code: "unreachable",
        where: id,
        path: paths.station(id),
        message: `station ${id} cannot be reached from the rest of the floor`,
        remedy: "add an edge that leads to its node, or remove the station",
      });
}

/** Overlapping places still work, one robot at a time; whoever drew them should know. */
export function checkRoom(
  graph: Graph,
  { footprint, solids = [] }: CheckOptions,
  paths: Pick<Paths, "node" | "edge">,
  faults: Faults,
): void {
  for (let node = 0; node < graph.nodeCount; node++) {
    const others = [
      ...graph.conflictNode.subarray(graph.conflictFirst[node]!, graph.conflictFirst[node + 1]!),
    ];
    const later = others.filter((other) => other > node);
    const id = graph.nodeIds[node]!;
    if (later.length > 0)
      faults.warning({
        code: "overlap",
        where: id,
        path: paths.node(id),
        message: `robots at ${id} and at ${named(later.map((other) => graph.nodeIds[other]!))} would touch; only one at a time will be let in`,
        remedy: "move them apart if both are to be used at once",
      });
  }
  for (const { place, index, solid } of touches(graph, footprint, solids, 0)) {
    const id = place === "node" ? graph.nodeIds[index]! : graph.edgeIds[index]!;
    const { x, y } = solids[solid]!;
    faults.error({
      code: "hits-solid",
      where: id,
      path: place === "node" ? paths.node(id) : paths.edge(id),
      message: `a robot at ${place} ${id} touches the rack or wall at ${x}, ${y}`,
      remedy: "move one of them, or correct the size of the vehicle",
    });
  }
}

/** Routes know no forbidden turns, and no order can forbid one: a node where a route would need one cannot be driven. */
function checkTurns({ graph, edgeRules }: Layout, paths: Pick<Paths, "node">, faults: Faults): void {
  for (let node = 0; node < graph.nodeCount; node++) {
    const arriving = graph.inEdge.subarray(graph.inFirst[node]!, graph.inFirst[node + 1]!);
    const leaving = graph.outEdge.subarray(graph.outFirst[node]!, graph.outFirst[node + 1]!);
    const id = graph.nodeIds[node]!;
    for (const severity of ["error", "warning"] as const) {
      const turn = forbiddenTurn(severity, arriving, leaving);
      if (!turn) continue;
      const [come, go] = turn.map((edge) => graph.edgeIds[edge]!);
      faults[severity]({
        code: "turn-forbidden",
        where: id,
        path: paths.node(id),
        message:
          severity === "error"
            ? `robots that come to ${id} by ${come} and go on by ${go} must turn there, and the layout forbids it`
            : `which way robots turn at ${id} from ${come} to ${go} is theirs to choose: no order can say it`,
        remedy:
          severity === "error"
            ? "allow the turn (rotationAtStartNodeAllowed, rotationAtEndNodeAllowed) or draw a curve between"
            : "see that both ways are free, or write BOTH",
      });
    }
  }

  function forbiddenTurn(
    severity: "error" | "warning",
    arriving: Int32Array,
    leaving: Int32Array,
  ): [number, number] | undefined {
    for (const come of arriving)
      for (const go of leaving) {
        const rules = (["unloaded", "loaded"] as const).flatMap((load) => [
          edgeRules[come]![load].turnAtEnd,
          edgeRules[go]![load].turnAtStart,
        ]);
        const isBad =
          severity === "error"
            ? rules.includes("NONE")
            : !rules.includes("NONE") && rules.some((rule) => rule !== "BOTH");
        if (!isBad) continue;
        const turn = normaliseAngle(headingAt(graph, go, "start") - headingAt(graph, come, "end"));
        if (Math.abs(turn) > straightMax) return [come, go];
      }
    return undefined;
  }
}

/** Where the front points where an edge begins or ends, rad; on a curve as its first or last piece leads. */
function headingAt(
  { edgePaths, edgeHeading, edgeCourse }: Graph,
  edge: number,
  end: "start" | "end",
): number {
  const path = edgePaths.get(edge);
  if (!path) return edgeHeading[edge]!;
  const [x, y, nextX, nextY] = end === "start" ? path.slice(0, 4) : path.slice(-4);
  return Math.atan2(nextY! - y!, nextX! - x!) + edgeHeading[edge]! - edgeCourse[edge]!;
}
