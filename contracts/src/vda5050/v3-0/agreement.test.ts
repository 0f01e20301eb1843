/** Our VDA 5050 3.0.0 schemas against the published files: equal, but for the differences of this table. The text outranks the files (clause 7); `docs/vda5050-3-0.md` tells the cases in which the two differ. */
import { type AgreedTopic, describeAgreement, type KnownDifference } from "../agreement.suite.ts";
import { soundShape } from "../sound-order.fixture.ts";
import { ConnectionSchema } from "./connection.schema.ts";
import { FactsheetSchema } from "./factsheet.schema.ts";
import { type InstantActions, InstantActionsSchema } from "./instant-actions.schema.ts";
import { type Order, OrderSchema } from "./order.schema.ts";
import { type Responses, ResponsesSchema } from "./responses.schema.ts";
import { type State, StateSchema } from "./state.schema.ts";
import { type Visualization, VisualizationSchema } from "./visualization.schema.ts";
import * as wire from "./wire.ts";
import { type ZoneSet, ZoneSetSchema } from "./zone-set.schema.ts";

const differences: readonly KnownDifference[] = [
  {
    at: /(headerId|HeaderId|orderUpdateId|[sS]equenceId)$/,
    keyword: "maximum",
    reason: "the text calls them uint32, the files give no upper bound",
  },
  {
    at: /\.(headerId|referenceStateHeaderId)$|^state.*(orderUpdateId|[sS]equenceId)$/,
    keyword: "minimum",
    reason: "the text calls them uint32, most files give no lower bound",
  },
  {
    at: /^responses\.headerId$/,
    keyword: "format",
    reason: "the file names a format uint32 that JSON Schema does not know, where ours has bounds",
  },
  {
    at: /\.(timestamp|eta|leaseExpiry)$/,
    keyword: "pattern",
    reason: "the files say format date-time, which validators do not check unless told to, or nothing",
  },
  {
    at: /\.(eta|leaseExpiry)$/,
    keyword: "format",
    reason: "the text writes these times as it writes timestamps, the files take any text",
  },
  {
    at: /\.(nodes|edges|actions|nodeStates|edgeStates|actionStates|instantActionStates|zoneActionStates|zoneRequests|edgeRequests|errors|polyline|zones|vertices|entryActions|duringActions|exitActions|responses)$/,
    keyword: "maxItems",
    reason: "everything has a bound here; the files give none",
  },
  {
    at: /\.actionParameters\[\]\.value$/,
    keyword: "type",
    reason: "the files name integer beside number, which every integer is",
  },
  {
    at: /^order\.edges\[\]\.(maximumRotationSpeed|maxRotationSpeed)$/,
    keyword: "properties",
    reason: "maximumRotationSpeed by the text, maxRotationSpeed in the file",
  },
  {
    at: /^instantActions\.actions\[\]\.retriable$/,
    keyword: "properties",
    reason: "the text gives instant actions the fields of all actions, the file forgets this one",
  },
  {
    at: /^(state|visualization)\.mobileRobotPosition\.theta$/,
    keyword: "minimum",
    reason: "robots send whole turns too, and a place with an odd angle is a place; we write within pi",
  },
  {
    at: /^(state|visualization)\.mobileRobotPosition\.theta$/,
    keyword: "maximum",
    reason: "see the lower bound",
  },
  {
    at: /^state\.(zoneRequests|edgeRequests)\[\]\.requestStatus$/,
    keyword: "enum",
    reason: "QUEUED is one of them in clause 6.9, and neither in clause 7.8 nor in the file",
  },
  {
    at: /^zoneSet\.zoneSet\.zones\[\]\.(zoneType=RELEASE\.)?releaseLossBehavior$/,
    keyword: "required",
    reason: "clause 6.4.1 says what its absence means, the file requires it; we always write it",
  },
];

const topics: readonly AgreedTopic[] = [
  {
    topic: "order",
    schema: OrderSchema,
    read: wire.readOrder,
    write: wire.writeOrder,
    sound: soundOrder,
  },
  {
    topic: "instantActions",
    schema: InstantActionsSchema,
    read: wire.readInstantActions,
    write: wire.writeInstantActions,
    sound: soundInstantActions,
  },
  { topic: "state", schema: StateSchema, read: wire.readState, write: wire.writeState, sound: soundState },
  { topic: "connection", schema: ConnectionSchema, read: wire.readConnection, write: wire.writeConnection },
  {
    topic: "visualization",
    schema: VisualizationSchema,
    read: wire.readVisualization,
    write: wire.writeVisualization,
    sound: onItsWay,
  },
  { topic: "factsheet", schema: FactsheetSchema, read: wire.readFactsheet, write: wire.writeFactsheet },
  {
    topic: "zoneSet",
    schema: ZoneSetSchema,
    read: wire.readZoneSet,
    write: wire.writeZoneSet,
    sound: soundZoneSet,
  },
  {
    topic: "responses",
    schema: ResponsesSchema,
    read: wire.readResponses,
    write: wire.writeResponses,
    sound: soundResponses,
  },
];

describeAgreement({ version: "3.0.0", seed: 3_005_050, differences, topics });

/** A new one, on no curves. */
function soundOrder(random: Order): Order {
  const aNode = { nodeId: "n", sequenceId: 0, released: true, actions: [] };
  const anEdge = { ...aNode, edgeId: "e" };
  const order = soundShape<Order["nodes"][number], Order["edges"][number], Order>(random, aNode, anEdge);
  const nodes = order.nodes.map((node) => {
    const ellipse = node.nodePosition?.allowedDeviationXY;
    if (ellipse === undefined) return node;
    const [b, a] = [ellipse.a, ellipse.b].sort((one, other) => one - other) as [number, number];
    return { ...node, nodePosition: { ...node.nodePosition!, allowedDeviationXY: { ...ellipse, a, b } } };
  });
  const edges = order.edges.map(({ trajectory: _, corridor: __, ...edge }) => edge);
  return { ...order, nodes, edges };
}

function soundInstantActions(random: InstantActions): InstantActions {
  return { ...random, actions: random.actions.map((action, index) => ({ ...action, actionId: `${index}` })) };
}

/** The corners of a square, and all that its kind must say. */
function soundZoneSet(random: ZoneSet): ZoneSet {
  const square = [
    { x: 0, y: 0 },
    { x: 2, y: 0 },
    { x: 2, y: 2 },
    { x: 0, y: 2 },
  ];
  const parameters: Partial<ZoneSet["zoneSet"]["zones"][number]> = {
    releaseLossBehavior: "STOP",
    maximumSpeed: 0.5,
    entryActions: [],
    duringActions: [],
    exitActions: [],
    priorityFactor: 0.5,
    penaltyFactor: 0.5,
    direction: 1,
    directedLimitation: "SOFT",
    bidirectedLimitation: "SOFT",
  };
  const zones = random.zoneSet.zones.map((zone, index) => ({
    ...parameters,
    ...zone,
    zoneId: `${index}`,
    vertices: square,
  }));
  return { ...random, zoneSet: { ...random.zoneSet, zoneSetId: `set ${random.zoneSet.zoneSetId}`, zones } };
}

function soundResponses(random: Responses): Responses {
  const responses = random.responses.map(({ leaseExpiry, ...response }, index) => ({
    ...response,
    requestId: `${index}`,
    ...(leaseExpiry === undefined || response.grantType !== "GRANTED" ? {} : { leaseExpiry }),
  }));
  return { ...random, responses };
}

function soundState(random: State): State {
  const { range, batteryHealth, ...powerSupply } = random.powerSupply;
  const whole = {
    ...(range === undefined ? {} : { range: Math.round(range) }),
    ...(batteryHealth === undefined ? {} : { batteryHealth: Math.round(batteryHealth) }),
  };
  return { ...onItsWay(random), powerSupply: { ...powerSupply, ...whole } };
}

/** With an angle within pi. */
function onItsWay<Message extends Pick<Visualization, "mobileRobotPosition">>(random: Message): Message {
  const place = random.mobileRobotPosition;
  return place === undefined ? random : { ...random, mobileRobotPosition: { ...place, theta: 1 } };
}
