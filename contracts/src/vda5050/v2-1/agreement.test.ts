/** Our VDA 5050 2.1.0 schemas against the published files: equal, but for the differences of this table. */
import { type AgreedTopic, describeAgreement, type KnownDifference } from "../agreement.suite.ts";
import { soundShape } from "../sound-order.fixture.ts";
import { ConnectionSchema } from "./connection.schema.ts";
import { FactsheetSchema } from "./factsheet.schema.ts";
import { InstantActionsSchema } from "./instant-actions.schema.ts";
import { type Order, OrderSchema } from "./order.schema.ts";
import { StateSchema } from "./state.schema.ts";
import { VisualizationSchema } from "./visualization.schema.ts";
import * as wire from "./wire.ts";

/** Every way in which ours is not the published schema: the field's path, the keyword, and why. */
const differences: readonly KnownDifference[] = [
  {
    at: /(headerId|orderUpdateId|[sS]equenceId)$/,
    keyword: "maximum",
    reason: "the text calls them uint32, the files give no upper bound",
  },
  {
    at: /^(order|instantActions|state|connection|visualization)\.headerId$|^state.*(orderUpdateId|[sS]equenceId)$/,
    keyword: "minimum",
    reason: "the text calls them uint32, some files give no lower bound",
  },
  {
    at: /\.timestamp$/,
    keyword: "pattern",
    reason: "the files say format date-time, which validators do not check unless told to",
  },
  {
    at: /\.(nodes|edges|actions|nodeStates|edgeStates|actionStates|errors)$/,
    keyword: "maxItems",
    reason: "everything has a bound here; the files give none",
  },
  {
    at: /^state\.batteryState\.batteryCharge$/,
    keyword: "minimum",
    reason: "a percentage; readers move what is out of range to the bound",
  },
  { at: /^state\.batteryState\.batteryCharge$/, keyword: "maximum", reason: "see the lower bound" },
  {
    at: /^state\.actionStates\[\]\.actionStatus$/,
    keyword: "enum",
    reason: "the text defines PAUSED, the file forgets it: we read and write it",
  },
  {
    at: /^factsheet\.protocolFeatures\.agvActions\[\]\.blockingTypes(\[\])?$/,
    keyword: "enum",
    reason: "the file compares the list with single words, so that no list fits; we compare its items",
  },
  {
    at: /^factsheet\.agvGeometry\.envelopes3d\[\]\.description$/,
    keyword: "type",
    reason: "the file says integer where its own words say free text",
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
  },
  { topic: "state", schema: StateSchema, read: wire.readState, write: wire.writeState },
  { topic: "connection", schema: ConnectionSchema, read: wire.readConnection, write: wire.writeConnection },
  {
    topic: "visualization",
    schema: VisualizationSchema,
    read: wire.readVisualization,
    write: wire.writeVisualization,
  },
  { topic: "factsheet", schema: FactsheetSchema, read: wire.readFactsheet, write: wire.writeFactsheet },
];

describeAgreement({ version: "2.1.0", seed: 2_105_050, differences, topics });

/** Its edges lead from node to node, on no curves. */
function soundOrder(random: Order): Order {
  const aNode = { nodeId: "n", sequenceId: 0, released: true, actions: [] };
  const anEdge = { ...aNode, edgeId: "e", startNodeId: "", endNodeId: "" };
  const order = soundShape<Order["nodes"][number], Order["edges"][number], Order>(random, aNode, anEdge);
  const edges = order.edges.map(({ trajectory: _, ...edge }, index) => ({
    ...edge,
    startNodeId: order.nodes[index]!.nodeId,
    endNodeId: order.nodes[index + 1]!.nodeId,
  }));
  return { ...order, edges };
}
