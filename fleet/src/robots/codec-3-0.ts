/**
 * VDA 5050 3.0.0 to and from the inner robot model. What the model says in the words of 2.1 (optional fields, a radius around a node, no turning on an edge) is said in those of 3.0 here;
 * edges lose the names of their ends, which follow from the sequence.
 */
import type { Remark } from "@floorplane/contracts/reasons/of-messages";
import { timestampMs } from "@floorplane/contracts/vda5050/timestamp";
import type { Connection } from "@floorplane/contracts/vda5050/v3-0/connection.schema";
import type {
  Factsheet,
  ProtocolLimits as Limits,
} from "@floorplane/contracts/vda5050/v3-0/factsheet.schema";
import { protocolVersion } from "@floorplane/contracts/vda5050/v3-0/header";
import type { OrderEdge, OrderNode } from "@floorplane/contracts/vda5050/v3-0/order.schema";
import type { ActionState, ErrorLevel, State } from "@floorplane/contracts/vda5050/v3-0/state.schema";
import {
  readConnection,
  readFactsheet,
  readState,
  readVisualization,
  writeInstantActions,
  writeOrder,
} from "@floorplane/contracts/vda5050/v3-0/wire";
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
  ActionReport,
  EmergencyStop,
  Fault,
  LinkWord,
  OperatingMode,
  ProtocolLimits,
  ReportPart,
  RobotFacts,
  RobotReport,
} from "./report.ts";

export const codec30: RobotCodec = {
  hasFactsheet: true,
  readState: (bytes) => heard(readState(bytes), reportOf, stateRemarks),
  readConnection: (bytes) => heard(readConnection(bytes), linkOf),
  readFactsheet: (bytes) => heard(readFactsheet(bytes), factsOf, timingRemarks),
  readVisualization: (bytes) =>
    heard(readVisualization(bytes), ({ mobileRobotPosition }) => poseOf(mobileRobotPosition)),
  writeOrder: (header, { orderId, orderUpdateId, nodes, edges }) =>
    writeOrder({
      ...headerOf(header, protocolVersion),
      orderId,
      orderUpdateId,
      nodes: nodes.map(nodeOf),
      edges: edges.map(edgeOf),
    }),
  writeInstantActions: (header, actions) =>
    writeInstantActions({
      ...headerOf(header, protocolVersion),
      actions: actions.map((action) => ({ ...actionOf(action, "NONE"), blockingType: "NONE" })),
    }),
};

const stops: Readonly<Record<State["safetyState"]["activeEmergencyStop"], EmergencyStop>> = {
  NONE: "none",
  MANUAL: "local",
  REMOTE: "remote",
};
const modes: Readonly<Record<State["operatingMode"], OperatingMode>> = {
  STARTUP: "startup",
  AUTOMATIC: "automatic",
  SEMIAUTOMATIC: "semiautomatic",
  INTERVENED: "intervened",
  MANUAL: "manual",
  SERVICE: "service",
  TEACH_IN: "teach-in",
};
const links: Readonly<Record<Connection["connectionState"], LinkWord>> = {
  ONLINE: "online",
  OFFLINE: "offline",
  HIBERNATING: "hibernating",
  CONNECTION_BROKEN: "broken",
};
const levels: Readonly<Record<ErrorLevel, Fault["level"]>> = {
  WARNING: "attention",
  URGENT: "urgent",
  CRITICAL: "order-stopped",
  FATAL: "stopped",
};

/** Where the wire says what a report may leave out. Instant actions that are left out are not answered, and asked again. */
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
  powerSupply: "battery",
  "powerSupply.stateOfCharge": "battery",
};

function stateRemarks({
  powerSupply: { stateOfCharge },
  mobileRobotPosition,
  serialNumber,
}: State): Remark[] {
  return oddValues(
    serialNumber,
    ["mobileRobotPosition.theta", mobileRobotPosition?.theta],
    ["powerSupply.stateOfCharge", stateOfCharge],
  );
}

const timingRemarks = ({ protocolLimits: { timing } }: Factsheet): Remark[] =>
  oddIntervals({
    "protocolLimits.timing.minimumOrderInterval": timing.minimumOrderInterval,
    "protocolLimits.timing.defaultStateInterval": timing.defaultStateInterval,
  });

function reportOf(state: State, stood: ReadonlySet<string> | undefined): RobotReport {
  const { mobileRobotPosition: position } = state;
  const unsaid = unsaidIn(places, state.errors, stood);
  return {
    unsaid,
    headerId: state.headerId,
    saidAt: unsaid?.has("saidAt") ? undefined : timestampMs(state.timestamp),
    pose: poseOf(position),
    localised: position?.localized === true,
    speed: state.velocity?.vx,
    battery: {
      percent: state.powerSupply.stateOfCharge,
      charging: state.powerSupply.charging,
      ...(unsaid?.has("battery") ? { untold: true } : {}),
    },
    stop: stops[state.safetyState.activeEmergencyStop],
    fieldViolation: state.safetyState.fieldViolation,
    mode: modes[state.operatingMode],
    paused: state.paused === true,
    driving: state.driving,
    orderId: state.orderId,
    orderUpdateId: state.orderUpdateId,
    lastNodeId: state.lastNodeId,
    // Without a node it may be any number.
    lastNodeSequenceId: state.lastNodeId === "" ? 0 : state.lastNodeSequenceId,
    nodesLeft: state.nodeStates.length,
    edgesLeft: state.edgeStates.length,
    needsBase: state.newBaseRequest === true,
    sinceLastNode: state.distanceSinceLastNode ?? 0,
    // Both are found by their ids, which are all different.
    actions: [...state.actionStates, ...state.instantActionStates].map(actionReportOf),
    faults: state.errors.map((error) => faultOf(error, levels[error.errorLevel])),
    loads: state.loads?.map(({ loadId }) => ({ id: loadId })),
  };
}

const actionReportOf = ({ actionId, actionStatus, actionResult }: ActionState): ActionReport => ({
  id: actionId,
  status: actionStatus,
  result: actionResult,
});

const linkOf = ({ connectionState }: Connection): LinkWord => links[connectionState];

/** Optional fields of an order that the inner model calls otherwise. */
const fieldNames: Readonly<Record<string, string>> = {
  "order.edges.maximumSpeed": "order.edges.maxSpeed",
  "order.edges.maximumRotationSpeed": "order.edges.maxRotationSpeed",
  "order.edges.minimumLoadHandlingDeviceHeight": "order.edges.minHeight",
  "order.edges.maximumMobileRobotHeight": "order.edges.maxHeight",
  "order.edges.reachOrientationBeforeEntering": "order.edges.rotationAllowed",
};

function factsOf({ protocolFeatures, protocolLimits, loadSpecification }: Factsheet): RobotFacts {
  const { defaultStateInterval, minimumOrderInterval } = protocolLimits.timing;
  const { mobileRobotActions, optionalParameters } = protocolFeatures;
  return {
    nodeActions: offeredAt("NODE", mobileRobotActions),
    edgeActions: offeredAt("EDGE", mobileRobotActions),
    loadTypes: new Set((loadSpecification.loadSets ?? []).map(({ loadType }) => loadType)),
    headsFreely: true,
    optional: new Set(optionalParameters.map(({ parameter }) => fieldNames[parameter] ?? parameter)),
    required: new Set(
      optionalParameters.filter(({ support }) => support === "REQUIRED").map(({ parameter }) => parameter),
    ),
    limits: limitsOf(protocolLimits),
    stateIntervalMs: stateIntervalMs(defaultStateInterval),
    orderIntervalMs: orderIntervalMs(minimumOrderInterval),
  };
}

function limitsOf({ maximumArrayLengths: arrays, maximumStringLengths: strings }: Limits): ProtocolLimits {
  return {
    ...arrayLimits(arrays),
    messageBytes: limit(strings.maximumMessageLength),
    idLength: limit(strings.maximumIdLength),
    idsAreNumbers: strings.idNumericalOnly === true,
    // 3.0 has no limit of words any more.
    wordLength: Number.POSITIVE_INFINITY,
    loadIdLength: limit(strings.maximumLoadIdLength),
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
    ...(node.deviation === undefined
      ? {}
      : { allowedDeviationXY: { a: node.deviation, b: node.deviation, theta: 0 } }),
    mapId: node.mapId,
  },
  actions: node.actions.map((action) => actionOf(action, "HARD")),
});

const edgeOf = (edge: OrderEdgeBody): OrderEdge => ({
  edgeId: edge.edgeId,
  sequenceId: edge.sequenceId,
  released: edge.released,
  ...given("maximumSpeed", edge.maxSpeed),
  ...given("maximumRotationSpeed", edge.maxRotationSpeed),
  ...given("minimumLoadHandlingDeviceHeight", edge.minHeight),
  ...given("maximumMobileRobotHeight", edge.maxHeight),
  ...(edge.orientation === undefined ? {} : headingOf(edge.orientation, edge.rotationAllowed)),
  ...(edge.trajectory === undefined ? {} : { trajectory: trajectoryOf(edge.trajectory) }),
  actions: edge.actions.map((action) => actionOf(action, "NONE")),
});

/** Who must not turn on the edge turns before it. Where it has no heading to take there is nothing to say of that in 3.0. */
const headingOf = (
  { angle, type }: NonNullable<OrderEdgeBody["orientation"]>,
  rotationAllowed: OrderEdgeBody["rotationAllowed"],
): Pick<OrderEdge, "orientation" | "orientationType" | "reachOrientationBeforeEntering"> => ({
  orientation: angle,
  orientationType: type,
  ...(rotationAllowed === false ? { reachOrientationBeforeEntering: true } : {}),
});
