/** The robots of a world: as they were kept, or on parking places before anyone tells them anything. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { byCodeUnits, SiteId } from "@floorplane/contracts/ids";
import type { Site } from "@floorplane/contracts/site";
import type { Layout } from "@floorplane/layout/layout";
import type { Floor } from "./floor/floor.ts";
import { signalsOf } from "./robots/declared-actions.ts";
import { robotParameters } from "./robots/parameters.ts";
import { type SavedRobot, SimulatedRobot } from "./robots/simulated-robot.ts";
import type { WorldPort } from "./robots/world-port.ts";
import { noWorldFile, type WorldFile } from "./world-file.ts";
import type { WorldOptions } from "./world-options.ts";

type Wires = Pick<
  WorldOptions,
  "site" | "layout" | "timers" | "random" | "connector" | "log" | "credentials" | "options"
>;

export interface WorldRobotsOptions extends Wires {
  readonly floor: Floor;
  readonly world: WorldPort;
  readonly file: WorldFile;
}

export function worldRobots({ floor, world, file, ...wires }: WorldRobotsOptions): SimulatedRobot[] {
  const { site, layout, timers, random, connector, log, credentials, options } = wires;
  const parameters = robotParameters(site.vehicle, { ...options?.robot, signals: signalsOf(layout) });
  const places = startPlaces(site, layout);
  const kept = new Map(file.all("robot").map(({ id, body }) => [id, body as SavedRobot]));
  // Drawn once: the readers' luck follows the world's seed.
  const seed = String(random.split("readers").below(2 ** 31));
  const keep = (robot: SimulatedRobot) => file.put("robot", robot.id, robot.save());
  return site.robots.map((row, index) => {
    const saved = kept.get(row.robot);
    return new SimulatedRobot({
      row,
      site: SiteId(site.site),
      mapId: layout.graph.mapId,
      parameters,
      start: places[index]!,
      timers,
      connector,
      world,
      floor,
      log,
      seed: `${seed}/${row.robot}`,
      ...(credentials ? { credentials } : {}),
      ...(saved ? { saved } : {}),
      ...(options?.misbehaviour ? { misbehaviour: options.misbehaviour(row.robot) } : {}),
      ...(file === noWorldFile ? {} : { beforeState: keep }),
    });
  });
}

export interface StartPlace {
  readonly node: string;
  readonly x: number;
  readonly y: number;
  readonly theta: number;
}

/** One place a robot of the site, in its order: parking first, then chargers, then any nodes, never two that touch. */
export function startPlaces(site: Site, layout: Layout): StartPlace[] {
  const { graph, nodeTheta } = layout;
  const blocked = new Uint8Array(graph.nodeCount);
  const places: StartPlace[] = [];
  for (const node of candidates(layout)) {
    if (places.length === site.robots.length) return places;
    if (blocked[node] === 1) continue;
    blocked[node] = 1;
    for (let at = graph.conflictFirst[node]!; at < graph.conflictFirst[node + 1]!; at++)
      blocked[graph.conflictNode[at]!] = 1;
    const theta = nodeTheta.get(node) ?? headingAt(layout, node);
    places.push({ node: graph.nodeIds[node]!, x: graph.x[node]!, y: graph.y[node]!, theta });
  }
  if (places.length < site.robots.length)
    throw new FloorplaneError({
      code: "bad-option",
      message: `the layout has room for ${places.length} robots that do not touch, and ${site.robots.length} are to stand on it`,
      field: "robots",
    });
  return places;
}

function* candidates({ stations, graph }: Layout): Generator<number> {
  const ofKind = (kind: string) =>
    [...stations.values()].filter((station) => station.kind === kind).sort((a, b) => byCodeUnits(a.id, b.id));
  for (const kind of ["parking", "charging"]) for (const { nodes } of ofKind(kind)) yield* nodes;
  for (let node = 0; node < graph.nodeCount; node++) yield node;
}

/** As it would have come: along the first edge that leads there. */
function headingAt({ graph }: Layout, node: number): number {
  const edge = graph.inEdge[graph.inFirst[node]!];
  return edge === undefined || graph.inFirst[node] === graph.inFirst[node + 1] ? 0 : graph.edgeHeading[edge]!;
}
