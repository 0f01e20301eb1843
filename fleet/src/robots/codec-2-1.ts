/** VDA 5050 2.1.0 to and from the inner robot model; reads 2.0.0 as well, since 2.1 only adds fields. */
import type { Remark } from "@floorplane/contracts/reasons/of-messages";
import { normaliseAngle } from "@floorplane/contracts/units";
import { angleMax } from "@floorplane/contracts/vda5050/header";
import { timestampMs, timestampText } from "@floorplane/contracts/vda5050/timestamp";
import type { Action } from "@floorplane/contracts/vda5050/v2-1/action.schema";
import type { Connection } from "@floorplane/contracts/vda5050/v2-1/connection.schema";
import type {
  Factsheet,
  ProtocolLimits as Limits,
} from "@floorplane/contracts/vda5050/v2-1/factsheet.schema";
import { type Header, protocolVersion } from "@floorplane/contracts/vda5050/v2-1/header";
import type { OrderEdge, OrderNode } from "@floorplane/contracts/vda5050/v2-1/order.schema";
import type { State } from "@floorplane/contracts/vda5050/v2-1/state.schema";
import {
  type ReadResult,
  readConnection,
  readFactsheet,
  readState,
  readVisualization,
  writeInstantActions,
  writeOrder,
} from "@floorplane/contracts/vda5050/v2-1/wire";
import type { Heard, OrderAction, OrderEdgeBody, OrderNodeBody, RobotCodec, SentHeader } from "./codec.ts";
import type {
  EmergencyStop,
  LinkWord,
  OperatingMode,
  Pose,
  ProtocolLimits,
  ReportPart,
  RobotFacts,
  RobotReport,
} from "./report.ts";

export const codec21: RobotCodec = {
  readState: (bytes) => heard(readState(bytes), reportOf, stateRemarks),
  readConnection: (bytes) => heard(readConnection(bytes), linkOf),
  readFactsheet: (bytes) => heard(readFactsheet(bytes), factsOf, timingRemarks),
  readVisualization: (bytes) => heard(readVisualization(bytes), ({ agvPosition }) => poseOf(agvPosition)),
  writeOrder: (header, { orderId, orderUpdateId, nodes, edges }) =>
    writeOrder({
      ...headerOf(header),
      orderId,
      orderUpdateId,
      nodes: nodes.map(nodeOf),
      edges: edges.map(edgeOf),
    }),
  writeInstantActions: (header, actions) =>
    writeInstantActions({
      ...headerOf(header),
      // NONE: an instant action must not wait for what it is meant to end.
      actions: actions.map((action) => actionOf(action, "NONE")),
    }),
};

function heard<Wire extends Partial<Header>, Inner>(
  read: ReadResult<Wire>,
  inner: (message: Wire, stood: ReadonlySet<string> | undefined) => Inner,
  remarks: (message: Wire) => readonly Remark[] = () => [],
): Heard<Inner> {
  if (!read.ok) return read;
  const { serialNumber, manufacturer } = read.message;
  const remarked = remarks(read.message);
  return {
    ok: true,
    message: inner(read.message, read.stood),
    serialNumber: serialNumber || undefined,
    manufacturer: manufacturer || undefined,
    warnings: remarked.length === 0 ? read.warnings : [...read.warnings, ...remarked],
  };
}

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

function unsaidIn(state: State, stood: ReadonlySet<string> | undefined): ReadonlySet<ReportPart> | undefined {
  if (stood === undefined) return undefined;
  const unsaid = new Set<ReportPart>();
  for (const [place, part] of Object.entries(places)) if (stood.has(place)) unsaid.add(part);
  // Errors that are there and unreadable are a fault of their own.
  if (state.errors.length > 0) unsaid.delete("faults");
  return unsaid;
}

/** What fits the standard and may mean something else. */
function stateRemarks({ batteryState: { batteryCharge }, agvPosition, serialNumber }: State): Remark[] {
  const remarks: Remark[] = [];
  if (serialNumber === "") remarks.push({ code: "field.empty", field: "serialNumber" });
  if (agvPosition && Math.abs(agvPosition.theta) > angleMax)
    remarks.push({ code: "field.beyond-pi", field: "agvPosition.theta", said: agvPosition.theta });
  if (batteryCharge > 0 && batteryCharge <= 1)
    remarks.push({ code: "field.tiny-percent", field: "batteryState.batteryCharge", said: batteryCharge });
  return remarks;
}

function timingRemarks({ protocolLimits: { timing } }: Factsheet): Remark[] {
  const named = ["minOrderInterval", "defaultStateInterval"] as const;
  return named.flatMap((name) => {
    const seconds = timing[name];
    const isSound = seconds === undefined || (seconds >= 0 && seconds <= intervalSMax);
    const field = `protocolLimits.timing.${name}`;
    return isSound ? [] : [{ code: "field.no-seconds", field, said: seconds }];
  });
}

/** Robots send whole turns too. */
const poseOf = (position: State["agvPosition"]): Pose | undefined =>
  position && Math.abs(position.theta) > Math.PI
    ? { ...position, theta: normaliseAngle(position.theta) }
    : position;

function reportOf(state: State, stood: ReadonlySet<string> | undefined): RobotReport {
  const { agvPosition: position } = state;
  const unsaid = unsaidIn(state, stood);
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
    faults: state.errors.map((error) => ({
      type: error.errorType,
      level: error.errorLevel === "FATAL" ? "stopped" : "attention",
      text: error.errorDescription ?? "",
      references: (error.errorReferences ?? []).map(({ referenceKey, referenceValue }) => ({
        key: referenceKey,
        value: referenceValue,
      })),
    })),
    loads: state.loads?.map(({ loadId }) => ({ id: loadId })),
  };
}

const linkOf = ({ connectionState }: Connection): LinkWord => links[connectionState];

/** The standard's own longest time between two states, s; who names more means another unit. */
const intervalSMax = 30;
const isInterval = (seconds: number | undefined): seconds is number =>
  seconds !== undefined && seconds > 0 && seconds <= intervalSMax;

function factsOf({ protocolFeatures, protocolLimits }: Factsheet): RobotFacts {
  const { defaultStateInterval, minOrderInterval } = protocolLimits.timing;
  return {
    nodeActions: new Set(
      protocolFeatures.agvActions
        .filter(({ actionScopes }) => actionScopes.includes("NODE"))
        .map(({ actionType }) => actionType),
    ),
    edgeActions: new Set(
      protocolFeatures.agvActions
        .filter(({ actionScopes }) => actionScopes.includes("EDGE"))
        .map(({ actionType }) => actionType),
    ),
    optional: new Set(protocolFeatures.optionalParameters.map(({ parameter }) => parameter)),
    required: new Set(
      protocolFeatures.optionalParameters
        .filter(({ support }) => support === "REQUIRED")
        .map(({ parameter }) => parameter),
    ),
    limits: limitsOf(protocolLimits),
    stateIntervalMs: isInterval(defaultStateInterval) ? defaultStateInterval * 1_000 : undefined,
    orderIntervalMs: Math.min(Math.max(minOrderInterval, 0), intervalSMax) * 1_000,
  };
}

/** 0, nothing and nonsense name no limit. */
const limit = (said: number | undefined): number =>
  said !== undefined && said > 0 ? said : Number.POSITIVE_INFINITY;

function limitsOf({ maxArrayLens: arrays, maxStringLens: strings }: Limits): ProtocolLimits {
  return {
    orderNodes: limit(arrays["order.nodes"]),
    orderEdges: limit(arrays["order.edges"]),
    nodeStates: limit(arrays["state.nodeStates"]),
    edgeStates: limit(arrays["state.edgeStates"]),
    nodeActions: limit(arrays["node.actions"]),
    edgeActions: limit(arrays["edge.actions"]),
    actionParameters: limit(arrays["actions.actionsParameters"]),
    knots: limit(arrays["trajectory.knotVector"]),
    controlPoints: limit(arrays["trajectory.controlPoints"]),
    messageBytes: limit(strings.msgLen),
    idLength: limit(strings.idLen),
    idsAreNumbers: strings.idNumericalOnly === true,
    wordLength: limit(strings.enumLen),
    loadIdLength: limit(strings.loadIdLen),
  };
}

const headerOf = ({ headerId, at, manufacturer, serialNumber }: SentHeader): Header => ({
  headerId,
  timestamp: timestampText(at),
  version: protocolVersion,
  manufacturer,
  serialNumber,
});

const nodeOf = (node: OrderNodeBody): OrderNode => ({
  nodeId: node.nodeId,
  sequenceId: node.sequenceId,
  released: node.released,
  nodePosition: {
    x: node.x,
    y: node.y,
    ...(node.theta === undefined ? {} : { theta: node.theta }),
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

const given = <Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } =>
  value === undefined ? {} : ({ [key]: value } as { [K in Key]: Value });

const trajectoryOf = ({
  degree,
  knotVector,
  controlPoints,
}: NonNullable<OrderEdgeBody["trajectory"]>): NonNullable<OrderEdge["trajectory"]> => ({
  degree,
  knotVector: [...knotVector],
  // A weight of 1 is what its absence says, and not every robot knows the field.
  controlPoints: controlPoints.map(({ x, y, weight = 1 }) => (weight === 1 ? { x, y } : { x, y, weight })),
});

const actionOf = (action: OrderAction, blockingType: Action["blockingType"]): Action => ({
  actionType: action.type,
  actionId: action.id,
  blockingType: action.blocking ?? blockingType,
  actionParameters: action.parameters.map(({ key, value }) => ({ key, value })),
});
