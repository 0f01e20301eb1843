/** VDA 5050 2.1.0 to and from the inner robot model, and the versions before it that differ in a name or two: 2.1 only adds fields to 2.0, and 2.0 a name to 1.1. */
import type { Remark } from "@floorplane/contracts/reasons/of-messages";
import { timestampMs } from "@floorplane/contracts/vda5050/timestamp";
import * as wire11 from "@floorplane/contracts/vda5050/v1-1/wire";
import type { Connection } from "@floorplane/contracts/vda5050/v2-1/connection.schema";
import type {
  Factsheet,
  ProtocolLimits as Limits,
} from "@floorplane/contracts/vda5050/v2-1/factsheet.schema";
import type { OrderEdge, OrderNode } from "@floorplane/contracts/vda5050/v2-1/order.schema";
import type { State } from "@floorplane/contracts/vda5050/v2-1/state.schema";
import * as wire21 from "@floorplane/contracts/vda5050/v2-1/wire";
import { headerVersions, type VdaVersion } from "@floorplane/contracts/vda5050/versions";
import type { OrderEdgeBody, OrderNodeBody, RobotCodec } from "./codec.ts";
import {
  actionOf,
  arrayLimits,
  faultOf,
  given,
  headerOf,
  heard,
  limit,
  oddIntervals,
  oddValues,
  offeredAt,
  orderIntervalMs,
  poseOf,
  stateIntervalMs,
  trajectoryOf,
  unsaidIn,
} from "./codec-parts.ts";
import type {
  EmergencyStop,
  LinkWord,
  OperatingMode,
  ProtocolLimits,
  ReportPart,
  RobotFacts,
  RobotReport,
} from "./report.ts";

type Wire = Pick<
  typeof wire21,
  | "readState"
  | "readConnection"
  | "readFactsheet"
  | "readVisualization"
  | "writeOrder"
  | "writeInstantActions"
>;

const codecOver = (wire: Wire, version: VdaVersion): RobotCodec => ({
  hasFactsheet: version !== "1.1",
  readState: (bytes) => heard(wire.readState(bytes), reportOf, stateRemarks),
  readConnection: (bytes) => heard(wire.readConnection(bytes), linkOf),
  readFactsheet: (bytes) => heard(wire.readFactsheet(bytes), factsOf, timingRemarks),
  readVisualization: (bytes) =>
    heard(wire.readVisualization(bytes), ({ agvPosition }) => poseOf(agvPosition)),
  writeOrder: (header, { orderId, orderUpdateId, nodes, edges }) =>
    wire.writeOrder({
      ...headerOf(header, headerVersions[version]),
      orderId,
      orderUpdateId,
      nodes: nodes.map(nodeOf),
      edges: edges.map(edgeOf),
    }),
  writeInstantActions: (header, actions) =>
    wire.writeInstantActions({
      ...headerOf(header, headerVersions[version]),
      // NONE: an instant action must not wait for what it is meant to end.
      actions: actions.map((action) => actionOf(action, "NONE")),
    }),
});

export const codec21 = codecOver(wire21, "2.1");
export const codec20 = codecOver(wire21, "2.0");
export const codec11 = codecOver(wire11, "1.1");

const stops: Readonly<Record<State["safetyState"]["eStop"], EmergencyStop>> = {
  NONE: "none",
  AUTOACK: "auto",
  MANUAL: "local",
  REMOTE: "remote",
};
const modes: Readonly<Record<State["operatingMode"], OperatingMode>> = {
  AUTOMATIC: "automatic",
  SEMIAUTOMATIC: "semiautomatic",
  MANUAL: "manual",
  SERVICE: "service",
  TEACHIN: "teach-in",
};
const links: Readonly<Record<Connection["connectionState"], LinkWord>> = {
  ONLINE: "online",
  OFFLINE: "offline",
  CONNECTIONBROKEN: "broken",
};

/** Where the wire says what a report may leave out. */
const places: Readonly<Record<string, ReportPart>> = {
  headerId: "headerId",
  timestamp: "saidAt",
  orderId: "orderId",
  orderUpdateId: "orderUpdateId",
  lastNodeId: "lastNodeId",
  lastNodeSequenceId: "lastNodeSequenceId",
  nodeStates: "nodesLeft",
  edgeStates: "edgesLeft",
  actionStates: "actions",
  errors: "faults",
  batteryState: "battery",
  "batteryState.batteryCharge": "battery",
};

function stateRemarks({ batteryState: { batteryCharge }, agvPosition, serialNumber }: State): Remark[] {
  return oddValues(
    serialNumber,
    ["agvPosition.theta", agvPosition?.theta],
    ["batteryState.batteryCharge", batteryCharge],
  );
}

const timingRemarks = ({ protocolLimits: { timing } }: Factsheet): Remark[] =>
  oddIntervals({
    "protocolLimits.timing.minOrderInterval": timing.minOrderInterval,
    "protocolLimits.timing.defaultStateInterval": timing.defaultStateInterval,
  });

function reportOf(state: State, stood: ReadonlySet<string> | undefined): RobotReport {
  const { agvPosition: position } = state;
  const unsaid = unsaidIn(places, state.errors, stood);
  return {
    unsaid,
    headerId: state.headerId,
    saidAt: unsaid?.has("saidAt") ? undefined : timestampMs(state.timestamp),
    pose: poseOf(position),
    localised: position?.positionInitialized === true,
    speed: state.velocity?.vx,
    battery: {
      percent: Math.max(0, Math.min(100, state.batteryState.batteryCharge)),
      charging: state.batteryState.charging,
      ...(unsaid?.has("battery") ? { untold: true } : {}),
    },
    stop: stops[state.safetyState.eStop],
    fieldViolation: state.safetyState.fieldViolation,
    mode: modes[state.operatingMode],
    paused: state.paused === true,
    driving: state.driving,
    orderId: state.orderId,
    orderUpdateId: state.orderUpdateId,
    lastNodeId: state.lastNodeId,
    lastNodeSequenceId: state.lastNodeSequenceId,
    nodesLeft: state.nodeStates.length,
    edgesLeft: state.edgeStates.length,
    needsBase: state.newBaseRequest === true,
    sinceLastNode: state.distanceSinceLastNode ?? 0,
    actions: state.actionStates.map(({ actionId, actionStatus, resultDescription }) => ({
      id: actionId,
      status: actionStatus,
      result: resultDescription,
    })),
    faults: state.errors.map((error) =>
      faultOf(error, error.errorLevel === "FATAL" ? "stopped" : "attention"),
    ),
    loads: state.loads?.map(({ loadId }) => ({ id: loadId })),
  };
}

const linkOf = ({ connectionState }: Connection): LinkWord => links[connectionState];

function factsOf({ protocolFeatures, protocolLimits, loadSpecification }: Factsheet): RobotFacts {
  const { defaultStateInterval, minOrderInterval } = protocolLimits.timing;
  const { agvActions, optionalParameters } = protocolFeatures;
  return {
    nodeActions: offeredAt("NODE", agvActions),
    edgeActions: offeredAt("EDGE", agvActions),
    loadTypes: new Set((loadSpecification.loadSets ?? []).map(({ loadType }) => loadType)),
    optional: new Set(optionalParameters.map(({ parameter }) => parameter)),
    required: new Set(
      optionalParameters.filter(({ support }) => support === "REQUIRED").map(({ parameter }) => parameter),
    ),
    limits: limitsOf(protocolLimits),
    stateIntervalMs: stateIntervalMs(defaultStateInterval),
    orderIntervalMs: orderIntervalMs(minOrderInterval),
  };
}

function limitsOf({ maxArrayLens: arrays, maxStringLens: strings }: Limits): ProtocolLimits {
  return {
    ...arrayLimits(arrays),
    messageBytes: limit(strings.msgLen),
    idLength: limit(strings.idLen),
    idsAreNumbers: strings.idNumericalOnly === true,
    wordLength: limit(strings.enumLen),
    loadIdLength: limit(strings.loadIdLen),
  };
}

const nodeOf = (node: OrderNodeBody): OrderNode => ({
  nodeId: node.nodeId,
  sequenceId: node.sequenceId,
  released: node.released,
  nodePosition: {
    x: node.x,
    y: node.y,
    ...given("theta", node.theta),
    ...(node.deviation === undefined ? {} : { allowedDeviationXY: node.deviation }),
    mapId: node.mapId,
  },
  actions: node.actions.map((action) => actionOf(action, "HARD")),
});

const edgeOf = (edge: OrderEdgeBody): OrderEdge => ({
  edgeId: edge.edgeId,
  sequenceId: edge.sequenceId,
  released: edge.released,
  startNodeId: edge.from,
  endNodeId: edge.to,
  ...given("maxSpeed", edge.maxSpeed),
  ...given("maxRotationSpeed", edge.maxRotationSpeed),
  ...given("minHeight", edge.minHeight),
  ...given("maxHeight", edge.maxHeight),
  ...given("rotationAllowed", edge.rotationAllowed),
  ...(edge.orientation === undefined
    ? {}
    : { orientation: edge.orientation.angle, orientationType: edge.orientation.type }),
  ...(edge.trajectory === undefined ? {} : { trajectory: trajectoryOf(edge.trajectory) }),
  actions: edge.actions.map((action) => actionOf(action, "NONE")),
});
