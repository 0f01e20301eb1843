/** The still drawing of a floor for screens, from the site's file and its layout. Lanes are drawn as straight runs, not edge by edge. */
import { createHash } from "node:crypto";
import type { Site } from "@floorplane/contracts/site";
import type { Graph } from "@floorplane/layout/graph";
import type { Layout } from "@floorplane/layout/layout";
import type { Box, FloorPlan, PlanStation } from "./protocol.ts";

/** A robot's room about a node, m. */
const marginM = 1;

export function floorPlan(site: Site, layout: Layout, bounds?: Box): FloorPlan {
  const { graph } = layout;
  const places = new Map<number, readonly [number, number]>();
  const stations: PlanStation[] = [];
  const machines = new Set(site.devices.map((device) => device.station));
  const people = new Set(site.stations.flatMap(({ station, by }) => (by === "person" ? [station] : [])));
  for (const { id, kind, nodes, x, y } of layout.stations.values()) {
    const docks = nodes.map((node) => pointOf(graph, node));
    if (kind === undefined) for (const [index, node] of nodes.entries()) places.set(node, docks[index]!);
    else {
      const worked = { machine: machines.has(id), ...(people.has(id) ? { byPerson: true } : {}) };
      stations.push({ station: id, kind, x: plain(x), y: plain(y), docks, ...worked });
    }
  }
  const drawn = {
    site: site.site,
    name: site.name,
    timezone: site.timezone,
    bounds: bounds ?? boundsOf(site, graph),
    vehicle: { lengthM: site.vehicle.lengthM, widthM: site.vehicle.widthM },
    robots: site.robots.map(({ robot }) => robot),
    racks: site.racks,
    lanes: straightRuns(graph),
    places: [...places.values()],
    stations,
    zones: site.zones.map(({ zone, area, temperatureC, humidityPercent }) => ({
      zone,
      ...area,
      temperatureC,
      humidityPercent,
    })),
    devices: site.devices.map(({ device, kind, x, y, zone, periodS }) => ({
      device,
      kind,
      x,
      y,
      zone: zone ?? null,
      periodS: periodS ?? null,
    })),
  };
  return { identity: createHash("sha256").update(JSON.stringify(drawn)).digest("base64url"), ...drawn };
}

type Lane = FloorPlan["lanes"][number];

/** Edges that lie on one line, lead one way and touch become one lane; two ways over the same ground become one lane without a direction. */
export function straightRuns(graph: Graph): Lane[] {
  const runs: Lane[] = [];
  const lines = new Map<string, { from: number; to: number; edge: number }[]>();
  for (let edge = 0; edge < graph.edgeCount; edge++) {
    const [start, end] = [graph.edgeFrom[edge]!, graph.edgeTo[edge]!];
    const both = graph.edgeBetween(end, start) >= 0;
    if (both && start > end) continue;
    const path = graph.edgePaths.get(edge);
    if (path) {
      for (let i = 0; i + 3 < path.length; i += 2)
        runs.push([
          plain(path[i]!),
          plain(path[i + 1]!),
          plain(path[i + 2]!),
          plain(path[i + 3]!),
          both ? 0 : 1,
        ]);
      continue;
    }
    const course = graph.edgeCourse[edge]!;
    const along = (node: number) => graph.x[node]! * Math.cos(course) + graph.y[node]! * Math.sin(course);
    const across = graph.x[start]! * -Math.sin(course) + graph.y[start]! * Math.cos(course);
    const key = `${course.toFixed(3)} ${across.toFixed(2)} ${both}`;
    const line = lines.get(key);
    const part = { from: along(start), to: along(end), edge };
    if (line) line.push(part);
    else lines.set(key, [part]);
  }
  for (const [key, parts] of lines) {
    parts.sort((a, b) => a.from - b.from);
    const direction = key.endsWith("true") ? 0 : 1;
    let first = parts[0]!;
    let last = first;
    const end = () => {
      const [x1, y1] = pointOf(graph, graph.edgeFrom[first.edge]!);
      const [x2, y2] = pointOf(graph, graph.edgeTo[last.edge]!);
      runs.push([x1, y1, x2, y2, direction]);
    };
    for (const part of parts.slice(1)) {
      if (part.from > last.to + 0.01) {
        end();
        first = part;
      }
      last = part;
    }
    end();
  }
  return runs;
}

/** All that is known of the floor: zones tile it, racks and lanes stand on it. */
function boundsOf({ zones, racks }: Site, graph: Graph): Box {
  const boxes: Box[] = [...zones.map(({ area }) => area), ...racks];
  for (let node = 0; node < graph.nodeCount; node++) {
    const [x, y] = [graph.x[node]! - marginM, graph.y[node]! - marginM];
    boxes.push({ x, y, width: 2 * marginM, height: 2 * marginM });
  }
  const [left, bottom] = [least(boxes.map(({ x }) => x)), least(boxes.map(({ y }) => y))];
  const right = -least(boxes.map(({ x, width }) => -(x + width)));
  const top = -least(boxes.map(({ y, height }) => -(y + height)));
  return { x: plain(left), y: plain(bottom), width: plain(right - left), height: plain(top - bottom) };
}

const least = (values: readonly number[]): number =>
  values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);

const pointOf = (graph: Graph, node: number): [number, number] => [
  plain(graph.x[node]!),
  plain(graph.y[node]!),
];
/** To the centimetre: less text on the wire. */
const plain = (metres: number): number => Math.round(metres * 100) / 100;
