/** Messages for tests: sound ones, in which a test changes only what it is about. */
import type { Header } from "../header.ts";
import { bytesWith } from "../reading.fixture.ts";
import type { Action } from "./action.schema.ts";
import type { Factsheet } from "./factsheet.schema.ts";
import type { Order } from "./order.schema.ts";
import type { State } from "./state.schema.ts";
import type { Zone, ZoneSet } from "./zone-set.schema.ts";

export const aHeader: Header = {
  headerId: 7,
  timestamp: "2026-05-04T08:15:30.123Z",
  version: "3.0.0",
  manufacturer: "Lindwurm",
  serialNumber: "LW-0007",
};

/** A straight drive over so many nodes, of which the first are released. */
export function anOrder(nodeCount = 3, releasedCount = nodeCount, firstSequenceId = 0): Order {
  const name = (index: number): string => `aisle-3-${index}`;
  return {
    ...aHeader,
    orderId: "transport-12",
    orderUpdateId: firstSequenceId,
    nodes: Array.from({ length: nodeCount }, (_, index) => ({
      nodeId: name(index),
      sequenceId: firstSequenceId + 2 * index,
      released: index < releasedCount,
      nodePosition: {
        x: 1.2 * index,
        y: 7.5,
        mapId: "hall",
        allowedDeviationXY: { a: 0.3, b: 0.2, theta: 0 },
      },
      actions: index === 0 ? [aPick("pick-1")] : [],
    })),
    edges: Array.from({ length: Math.max(0, nodeCount - 1) }, (_, index) => ({
      edgeId: `${name(index)}>${name(index + 1)}`,
      sequenceId: firstSequenceId + 2 * index + 1,
      released: index + 1 < releasedCount,
      maximumSpeed: 1.5,
      actions: [],
    })),
  };
}

export function aPick(actionId: string): Action {
  return {
    actionType: "pickItems",
    actionId,
    blockingType: "HARD",
    retriable: true,
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
    nodeStates: Array.from({ length: nodesAhead }, (_, index) => ({
      nodeId: `aisle-3-${index + 1}`,
      sequenceId: 2 * index + 2,
      released: index < 2,
    })),
    edgeStates: Array.from({ length: nodesAhead }, (_, index) => ({
      edgeId: `aisle-3-${index}>aisle-3-${index + 1}`,
      sequenceId: 2 * index + 1,
      released: index < 2,
    })),
    mobileRobotPosition: { x: 0.4, y: 7.5, theta: 0, mapId: "hall", localized: true },
    velocity: { vx: 1.2, vy: 0, omega: 0 },
    loads: [{ loadId: "tote-44", loadType: "tote", weight: 3.2 }],
    driving: true,
    paused: false,
    newBaseRequest: false,
    zoneRequests: [aZoneRequest()],
    edgeRequests: [],
    distanceSinceLastNode: 0.4,
    actionStates: [
      { actionId: "pick-1", actionType: "pickItems", actionStatus: "FINISHED", actionResult: "6" },
      { actionId: "pick-2", actionType: "pickItems", actionStatus: "WAITING" },
    ],
    instantActionStates: [{ actionId: "pause-1", actionType: "startPause", actionStatus: "FINISHED" }],
    powerSupply: { stateOfCharge: 81.5, batteryVoltage: 49.1, charging: false, range: 9_400 },
    operatingMode: "AUTOMATIC",
    errors: [],
    information: [{ infoType: "laps", infoLevel: "DEBUG", infoDescriptor: "3" }],
    safetyState: { activeEmergencyStop: "NONE", fieldViolation: false },
    ...changes,
  };
}

export const aZoneRequest = (): NonNullable<State["zoneRequests"]>[number] => ({
  requestId: "r-1",
  requestType: "ACCESS",
  zoneId: "dock",
  zoneSetId: "zones-7",
  requestStatus: "REQUESTED",
});

/** The bytes of a state with one field, named like `powerSupply.charging`, set to anything; `undefined` removes it. */
export const stateWith = (path: string, value: unknown): Uint8Array => bytesWith(aState(), path, value);

/** A square of 2 m that robots pass slowly. */
export const aZone = (changes: Partial<Zone> = {}): Zone => ({
  zoneId: "slow",
  zoneType: "SPEED_LIMIT",
  maximumSpeed: 0.5,
  vertices: [
    { x: 0, y: 0 },
    { x: 2, y: 0 },
    { x: 2, y: 2 },
    { x: 0, y: 2 },
  ],
  ...changes,
});

export const aZoneSet = (...zones: Zone[]): ZoneSet => ({
  ...aHeader,
  zoneSet: { mapId: "hall", zoneSetId: "zones-7", zones: zones.length === 0 ? [aZone()] : zones },
});

export const aFactsheet = (): Factsheet => ({
  ...aHeader,
  typeSpecification: {
    seriesName: "Lindwurm 60",
    mobileRobotKinematics: "DIFFERENTIAL",
    mobileRobotClass: "CARRIER",
    maximumLoadMass: 25,
    localizationTypes: ["NATURAL"],
    navigationTypes: ["FREELY_NAVIGATING"],
  },
  physicalParameters: {
    minimumSpeed: 0.05,
    maximumSpeed: 1.6,
    maximumAcceleration: 0.8,
    maximumDeceleration: 1.2,
    minimumHeight: 0.9,
    maximumHeight: 1.1,
    width: 0.6,
    length: 0.9,
  },
  protocolLimits: {
    maximumStringLengths: {},
    maximumArrayLengths: { "order.nodes": 50 },
    timing: { minimumOrderInterval: 1, minimumStateInterval: 1 },
  },
  protocolFeatures: {
    optionalParameters: [],
    mobileRobotActions: [
      {
        actionType: "pickItems",
        actionScopes: ["NODE"],
        blockingTypes: ["HARD"],
        pauseAllowed: true,
        cancelAllowed: false,
      },
    ],
  },
  mobileRobotGeometry: {},
  loadSpecification: {},
});
