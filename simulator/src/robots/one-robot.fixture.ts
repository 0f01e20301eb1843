/** One robot on an empty floor, a broker and a clock, and control's side of the wire: orders by hand, states as they came. */
import { Manufacturer, RobotId, SiteId } from "@floorplane/contracts/ids";
import { topics } from "@floorplane/contracts/topics";
import type { Action } from "@floorplane/contracts/vda5050/v2-1/action.schema";
import type { Connection } from "@floorplane/contracts/vda5050/v2-1/connection.schema";
import type { Order, OrderEdge, OrderNode } from "@floorplane/contracts/vda5050/v2-1/order.schema";
import type { State } from "@floorplane/contracts/vda5050/v2-1/state.schema";
import { readConnection, readState } from "@floorplane/contracts/vda5050/v2-1/wire";
import { toteAmr } from "@floorplane/layout/generate-site";
import { MemoryBroker } from "@floorplane/runtime/bus/memory-bus";
import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import { silentLog } from "@floorplane/runtime/log";
import { Floor } from "../floor/floor.ts";
import { type RobotParameters, robotParameters } from "./parameters.ts";
import { SimulatedRobot, type SimulatedRobotOptions } from "./simulated-robot.ts";
import type { TagsAt, WorldPort } from "./world-port.ts";

export const startMs = Date.UTC(2026, 4, 4, 8);
export const parameters = (changes: Partial<RobotParameters> = {}): RobotParameters =>
  robotParameters(toteAmr, changes);

export const robot = RobotId("R01");
export const maker = Manufacturer("floorplane");
export const site = SiteId("test");
export const mapId = "ground-floor";

/** A world that gives what is asked for and notes it. */
export class PlainWorld implements WorldPort {
  readonly units = new Map<string, number>();
  readonly asked: string[] = [];
  /** What each shelf still holds; absent: enough. */
  readonly shelves = new Map<string, number>();
  hasRoom = true;
  reaches(node: string, station: string): boolean {
    return station.startsWith(node);
  }
  hasCharger(node: string): boolean {
    return node.startsWith("CHARGE");
  }
  takeTote(station: string, tote: string): boolean {
    this.asked.push(`takeTote ${station} ${tote}`);
    this.units.set(tote, 0);
    return true;
  }
  takeUnits({ station, sku, quantity, tote }: Parameters<WorldPort["takeUnits"]>[0]) {
    const taken = Math.min(quantity, this.shelves.get(station) ?? quantity);
    this.asked.push(`takeUnits ${station} ${sku} ${quantity}`);
    this.units.set(tote, this.unitsIn(tote) + taken);
    return { quantity: taken, tags: [] };
  }
  putUnits({ quantity, tote }: Parameters<WorldPort["putUnits"]>[0]) {
    const put = Math.min(quantity, this.unitsIn(tote));
    this.units.set(tote, this.unitsIn(tote) - put);
    return { quantity: put, tags: [] };
  }
  dropTote(station: string, tote: string): boolean {
    this.asked.push(`dropTote ${station} ${tote}`);
    return this.hasRoom;
  }
  takeLoad(station: string, { load = "FOUND", loadType }: Parameters<WorldPort["takeLoad"]>[1]) {
    this.asked.push(`takeLoad ${station} ${load}`);
    return { load, loadType };
  }
  setDownLoad(station: string, { load }: { readonly load: string }): void {
    this.asked.push(`setDownLoad ${station} ${load}`);
  }
  unitsIn(tote: string): number {
    return this.units.get(tote) ?? 0;
  }
  tagsAt(): TagsAt {
    return { label: "", near: [], far: [] };
  }

  tagsOn(tote: string): readonly string[] {
    return Array.from({ length: this.unitsIn(tote) + 1 }, (_, i) => (0x3000_0000 + i).toString(16));
  }
}

export interface Hall {
  readonly clock: VirtualClock;
  readonly broker: MemoryBroker;
  readonly world: PlainWorld;
  readonly floor: Floor;
  readonly robot: SimulatedRobot;
  readonly states: State[];
  readonly connections: Connection[];
  order(order: Order): void;
  instant(...actions: Action[]): void;
  say(topic: "order" | "instantActions", bytes: Uint8Array): void;
  /** Lets time pass, s. */
  pass(seconds: number): void;
  /** Until a state fits, at most so long. */
  until(fits: (state: State) => boolean, seconds?: number): State;
  last(): State;
}

export function oneRobot(
  changes: Partial<SimulatedRobotOptions> & {
    readonly clock?: VirtualClock;
    readonly world?: PlainWorld;
  } = {},
): Hall {
  const clock = changes.clock ?? new VirtualClock(startMs);
  const broker = new MemoryBroker(clock);
  const world = changes.world ?? new PlainWorld();
  const floor = new Floor();
  const states: State[] = [];
  const connections: Connection[] = [];
  const control = broker.connect({ clientId: "control" });
  control.subscribe(topics.state(maker, robot).text, ({ payload }) => {
    const read = readState(payload);
    if (read.ok) states.push(read.message);
  });
  control.subscribe(topics.connection(maker, robot).text, ({ payload }) => {
    const read = readConnection(payload);
    if (read.ok) connections.push(read.message);
  });
  const simulated = new SimulatedRobot({
    row: { robot, manufacturer: maker },
    site,
    mapId,
    parameters: parameters(),
    start: { node: "N0", x: 0, y: 0, theta: 0 },
    timers: clock,
    connector: broker,
    log: silentLog,
    seed: "1",
    ...changes,
    world,
    floor,
  });
  simulated.start();
  const encode = (message: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(message));
  const hall: Hall = {
    clock,
    broker,
    world,
    floor,
    robot: simulated,
    states,
    connections,
    say: (topic, bytes) => control.publish(topics[topic](maker, robot), bytes),
    order: (order) => hall.say("order", encode(order)),
    instant: (...actions) => hall.say("instantActions", encode({ ...header(), actions })),
    pass: (seconds) => void clock.run(() => false, clock.now() + seconds * 1_000),
    until(fits, seconds = 600) {
      const from = states.length;
      const found = (): State | undefined => states.slice(from).find(fits);
      clock.run(() => found() !== undefined, clock.now() + seconds * 1_000);
      const state = found();
      if (!state)
        throw new Error(`no such state within ${seconds} s; last: ${JSON.stringify(states.at(-1))}`);
      return state;
    },
    last: () => states.at(-1)!,
  };
  hall.pass(0.01);
  return hall;
}

export const header = () => ({
  headerId: 1,
  timestamp: new Date(startMs).toISOString(),
  version: "2.1.0",
  manufacturer: maker as string,
  serialNumber: robot as string,
});

export interface Stop {
  readonly at: string;
  readonly x: number;
  readonly y: number;
  readonly actions?: readonly Action[];
  readonly theta?: number;
  readonly deviation?: number;
  /** On the edge to here. */
  readonly orientation?: number;
  readonly maxSpeed?: number;
}

/** An order over these stops, of which the first so many are released. */
export function orderOver(
  stops: readonly Stop[],
  ids: {
    readonly orderId?: string;
    readonly update?: number;
    readonly from?: number;
    readonly released?: number;
  } = {},
): Order {
  const { orderId = "O1", update = 0, from = 0, released = stops.length } = ids;
  const nodes = stops.map(
    (stop, index): OrderNode => ({
      nodeId: stop.at,
      sequenceId: from + 2 * index,
      released: index < released,
      nodePosition: {
        x: stop.x,
        y: stop.y,
        mapId,
        ...(stop.theta === undefined ? {} : { theta: stop.theta }),
        ...(stop.deviation === undefined ? {} : { allowedDeviationXY: stop.deviation }),
      },
      actions: [...(stop.actions ?? [])],
    }),
  );
  const edges = nodes.slice(1).map(
    (node, index): OrderEdge => ({
      edgeId: `${nodes[index]!.nodeId}:${node.nodeId}`,
      sequenceId: from + 2 * index + 1,
      released: node.released,
      startNodeId: nodes[index]!.nodeId,
      endNodeId: node.nodeId,
      actions: [],
      ...(stops[index + 1]!.orientation === undefined ? {} : { orientation: stops[index + 1]!.orientation! }),
      ...(stops[index + 1]!.maxSpeed === undefined ? {} : { maxSpeed: stops[index + 1]!.maxSpeed! }),
    }),
  );
  return { ...header(), orderId, orderUpdateId: update, nodes, edges };
}

/** Nodes N0, N1, … every 1.2 m along x. */
export const straight = (from: number, to: number): Stop[] =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ at: `N${from + i}`, x: 1.2 * (from + i), y: 0 }));

let actionCount = 0;
export function action(
  actionType: string,
  values: Readonly<Record<string, string | number>> = {},
  blockingType: Action["blockingType"] = "HARD",
): Action {
  return {
    actionType,
    actionId: `${actionType}-${++actionCount}`,
    blockingType,
    actionParameters: Object.entries(values).map(([key, value]) => ({ key, value })),
  };
}

export const pickTote = (station: string, tote = "T1"): Action =>
  action("pick", { stationName: station, loadType: "TOTE", loadId: tote });
export const dropTote = (station: string, tote = "T1"): Action =>
  action("drop", { stationName: station, loadType: "TOTE", loadId: tote });
export const pickItems = (station: string, quantity: number, tote = "T1"): Action =>
  action("pickItems", { stationName: station, sku: "SKU1", quantity, toteId: tote, lineId: "L1" });

export const statusOf = (state: State, { actionId }: Action) =>
  state.actionStates.find((entry) => entry.actionId === actionId);
