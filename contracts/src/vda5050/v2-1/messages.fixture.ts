/** Messages for tests and benchmarks: sound ones, in which a test changes only what it is about. */
import { bytesWith } from "../reading.fixture.ts";
import type { Header } from "./header.ts";
import type { Order } from "./order.schema.ts";
import type { State } from "./state.schema.ts";

export const aHeader: Header = {
  headerId: 7,
  timestamp: "2026-05-04T08:15:30.123Z",
  version: "2.1.0",
  manufacturer: "Lindwurm",
  serialNumber: "LW-0007",
};

/** A straight drive over so many nodes, of which the first are released. */
export function anOrder(nodeCount = 3, releasedCount = nodeCount, firstSequenceId = 0): Order {
  const name = (index: number): string => `aisle-3-${index}`;
  return {
    ...aHeader,
    orderId: "transport-12",
    orderUpdateId: 0,
    nodes: Array.from({ length: nodeCount }, (_, index) => ({
      nodeId: name(index),
      sequenceId: firstSequenceId + 2 * index,
      released: index < releasedCount,
      nodePosition: { x: 1.2 * index, y: 7.5, mapId: "hall", allowedDeviationXY: 0.3 },
      actions: index === 0 ? [aPick("pick-1")] : [],
    })),
    edges: Array.from({ length: Math.max(0, nodeCount - 1) }, (_, index) => ({
      edgeId: `${name(index)}>${name(index + 1)}`,
      sequenceId: firstSequenceId + 2 * index + 1,
      released: index + 1 < releasedCount,
      startNodeId: name(index),
      endNodeId: name(index + 1),
      maxSpeed: 1.5,
      actions: [],
    })),
  };
}

export function aPick(actionId: string): Order["nodes"][number]["actions"][number] {
  return {
    actionType: "pickItems",
    actionId,
    blockingType: "HARD",
    actionParameters: [
      { key: "sku", value: "85123A" },
      { key: "quantity", value: 6 },
    ],
  };
}

/** A robot on its way, with so many nodes still ahead. */
export function aState(changes: Partial<State> = {}, nodesAhead = 4): State {
  return {
    ...aHeader,
    orderId: "transport-12",
    orderUpdateId: 2,
    lastNodeId: "aisle-3-0",
    lastNodeSequenceId: 0,
    driving: true,
    paused: false,
    newBaseRequest: false,
    distanceSinceLastNode: 0.4,
    operatingMode: "AUTOMATIC",
    nodeStates: Array.from({ length: nodesAhead }, (_, index) => ({
      nodeId: `aisle-3-${index + 1}`,
      sequenceId: 2 * index + 2,
      released: index < 2,
      nodePosition: { x: 1.2 * (index + 1), y: 7.5, mapId: "hall" },
    })),
    edgeStates: Array.from({ length: nodesAhead }, (_, index) => ({
      edgeId: `aisle-3-${index}>aisle-3-${index + 1}`,
      sequenceId: 2 * index + 1,
      released: index < 2,
    })),
    agvPosition: {
      x: 0.4,
      y: 7.5,
      theta: 0,
      mapId: "hall",
      positionInitialized: true,
      localizationScore: 0.97,
    },
    velocity: { vx: 1.2, vy: 0, omega: 0 },
    loads: [{ loadId: "tote-44", loadType: "tote", weight: 3.2 }],
    actionStates: [
      { actionId: "pick-1", actionType: "pickItems", actionStatus: "FINISHED", resultDescription: "6" },
      { actionId: "pick-2", actionType: "pickItems", actionStatus: "WAITING" },
    ],
    batteryState: { batteryCharge: 81.5, batteryVoltage: 49.1, charging: false, reach: 9_400 },
    errors: [],
    information: [{ infoType: "laps", infoLevel: "DEBUG", infoDescription: "3" }],
    safetyState: { eStop: "NONE", fieldViolation: false },
    ...changes,
  };
}

/** The bytes of a state with one field, named like `batteryState.charging`, set to anything; `undefined` removes it. */
export const stateWith = (path: string, value: unknown): Uint8Array => bytesWith(aState(), path, value);
