/** Robots that circle on the outer lanes of a generated site, fed node by node by a control that never lets two hold one place. */
import { Manufacturer, RobotId, SiteId } from "@floorplane/contracts/ids";
import { topics } from "@floorplane/contracts/topics";
import type { Order } from "@floorplane/contracts/vda5050/v2-1/order.schema";
import { readState, writeOrder } from "@floorplane/contracts/vda5050/v2-1/wire";
import { footprintOf } from "@floorplane/layout/footprint";
import { generateSite, toteAmr } from "@floorplane/layout/generate-site";
import type { Graph } from "@floorplane/layout/graph";
import { layoutFromLif } from "@floorplane/layout/layout";
import { MemoryBroker } from "@floorplane/runtime/bus/memory-bus";
import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import { silentLog } from "@floorplane/runtime/log";
import { Judge } from "../judge/judge.ts";
import { PlainWorld } from "../robots/one-robot.fixture.ts";
import { robotParameters } from "../robots/parameters.ts";
import { SimulatedRobot } from "../robots/simulated-robot.ts";
import { Floor } from "./floor.ts";

/** Nodes that a robot holds ahead of the one it passed last. */
const baseNodes = 4;

export interface Ring {
  readonly clock: VirtualClock;
  readonly floor: Floor;
  readonly judge: Judge;
  readonly robots: readonly SimulatedRobot[];
  /** Wall ms spent on control's side. */
  controlMs: number;
  states: number;
  /** Control forgets where this robot is and what it holds. */
  freePlacesOf(index: number): void;
}

export function ringOfRobots(
  count: number,
  faces: number,
  wallMs: () => number,
  writePositions: (text: string) => void = () => {},
): Ring {
  const { site, lif, benches } = generateSite({ siteId: "ring", faces, robots: count });
  const { graph } = layoutFromLif(lif, { vehicleType: toteAmr.type, footprint: footprintOf(toteAmr) });
  const way = outerRing(graph);
  const clock = new VirtualClock(0);
  const broker = new MemoryBroker(clock);
  const floor = new Floor();
  const parameters = robotParameters(toteAmr);
  const judge = new Judge({
    floor,
    timers: clock,
    solids: [...site.racks, ...benches],
    reach: parameters.footprintLoaded.radius,
    hasTransport: () => true,
    isQueueing: () => false,
    writePositions,
  });
  const heldBy = new Int32Array(way.length).fill(-1);
  const ring: Ring = {
    clock,
    floor,
    judge,
    robots: [],
    controlMs: 0,
    states: 0,
    freePlacesOf: (index) =>
      heldBy.forEach((holder, place) => {
        if (holder === index) heldBy[place] = -1;
      }),
  };
  const bus = broker.connect({ clientId: "control" });
  const spacing = Math.floor(way.length / count);
  const robots = site.robots.map((row, index) => {
    const node = way[index * spacing]!;
    const edge = graph.edgeBetween(node, way[(index * spacing + 1) % way.length]!);
    const start = {
      node: graph.nodeIds[node]!,
      x: graph.x[node]!,
      y: graph.y[node]!,
      theta: graph.edgeHeading[edge]!,
    };
    const robot = new SimulatedRobot({
      row,
      site: SiteId(site.site),
      mapId: graph.mapId,
      parameters,
      start,
      timers: clock,
      connector: broker,
      world: new PlainWorld(),
      floor,
      log: silentLog,
      seed: "1",
    });
    control(index, index * spacing, RobotId(row.robot), Manufacturer(row.manufacturer));
    return robot;
  });

  function control(index: number, at: number, id: RobotId, maker: Manufacturer): void {
    /** Places on the way, counted without end; the base is [passed, end]. */
    let passed = at;
    let end = at;
    let update = -1;
    heldBy[at % way.length] = index;
    const orderTopic = topics.order(maker, id);
    bus.subscribe(topics.state(maker, id).text, ({ payload }) => {
      const began = wallMs();
      ring.states++;
      const read = readState(payload);
      if (read.ok) {
        const reached = at + (read.message.orderId === "" ? 0 : read.message.lastNodeSequenceId / 2);
        for (; passed < reached; passed++) heldBy[passed % way.length] = -1;
        extend();
      }
      ring.controlMs += wallMs() - began;
    });

    function extend(): void {
      const from = end;
      while (end - passed < baseNodes && heldBy[(end + 1) % way.length] === -1)
        heldBy[++end % way.length] = index;
      if (end > from) bus.publish(orderTopic, writeOrder(orderOf(from)));
    }

    function orderOf(from: number): Order {
      const place = (at: number): number => way[at % way.length]!;
      const places = Array.from({ length: end - from + 1 }, (_, i) => from + i);
      return {
        headerId: ++update,
        timestamp: new Date(clock.now()).toISOString(),
        version: "2.1.0",
        manufacturer: maker,
        serialNumber: id,
        orderId: `ring-${id}`,
        orderUpdateId: update,
        nodes: places.map((at_) => ({
          nodeId: graph.nodeIds[place(at_)]!,
          sequenceId: 2 * (at_ - at),
          released: true,
          nodePosition: { x: graph.x[place(at_)]!, y: graph.y[place(at_)]!, mapId: graph.mapId },
          actions: [],
        })),
        edges: places.slice(1).map((at_) => ({
          edgeId: graph.edgeIds[graph.edgeBetween(place(at_ - 1), place(at_))]!,
          sequenceId: 2 * (at_ - at) - 1,
          released: true,
          startNodeId: graph.nodeIds[place(at_ - 1)]!,
          endNodeId: graph.nodeIds[place(at_)]!,
          maxSpeed: 1.5,
          actions: [],
        })),
      };
    }
  }

  for (const robot of robots) robot.start();
  judge.start();
  return Object.assign(ring, { robots });
}

/** Straight on until the wall, then round the corner: the loop of the outermost lanes. */
function outerRing(graph: Graph): number[] {
  const lanes = Array.from({ length: graph.nodeCount }, (_, node) => node).filter((node) =>
    goesNorth(graph, node),
  );
  const node = lanes.toSorted((a, b) => graph.x[a]! - graph.x[b]! || graph.y[a]! - graph.y[b]!)[0]!;
  const way = [node];
  let course = Math.PI / 2;
  for (;;) {
    const edge = straightest(graph, way.at(-1)!, course);
    course = graph.edgeCourse[edge]!;
    const next = graph.edgeTo[edge]!;
    if (next === node) return way;
    way.push(next);
    if (way.length > graph.nodeCount) throw new Error("the lanes do not close");
  }
}

const isLane = (graph: Graph, edge: number): boolean =>
  Math.abs(graph.edgeCourse[edge]! - graph.edgeHeading[edge]!) < 0.1 && graph.edgeMaxSpeed[edge]! > 1.2;
const goesNorth = (graph: Graph, node: number): boolean =>
  lanesFrom(graph, node).some((edge) => Math.abs(graph.edgeCourse[edge]! - Math.PI / 2) < 0.1);

function lanesFrom(graph: Graph, node: number): number[] {
  const edges: number[] = [];
  for (let i = graph.outFirst[node]!; i < graph.outFirst[node + 1]!; i++)
    if (isLane(graph, graph.outEdge[i]!)) edges.push(graph.outEdge[i]!);
  return edges;
}

function straightest(graph: Graph, node: number, course: number): number {
  const bend = (edge: number): number => -Math.cos(graph.edgeCourse[edge]! - course);
  return lanesFrom(graph, node).toSorted((a, b) => bend(a) - bend(b))[0]!;
}
