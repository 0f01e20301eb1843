/** `order` of VDA 5050 2.1.0 (clauses 6.4 to 6.6): the nodes and edges a robot may drive, and what it does there. */
import { type Static, Type } from "typebox";
import { messageItemsMax } from "../bounds.ts";
import { angleDeviationMax, angleMax, Text, Uint32 } from "../header.ts";
import { ActionSchema } from "./action.schema.ts";
import { TrajectorySchema } from "./geometry.schema.ts";
import { headerFields } from "./header.ts";

const released = Type.Boolean({
  description:
    "true: base, the robot may and will drive it, never to be taken back; false: horizon, a preview that may still change.",
});
const sequenceId = Uint32(
  "Place in the order, counted over nodes and edges together: nodes even, edges odd. Fixed over all updates of the order.",
);
const actions = (place: string) =>
  Type.Array(ActionSchema, {
    maxItems: messageItemsMax,
    description: `What to do on the ${place}; empty for nothing.`,
  });

export const NodePositionSchema = Type.Object(
  {
    x: Type.Number({ description: "On the map, in m." }),
    y: Type.Number({ description: "On the map, in m." }),
    theta: Type.Optional(
      Type.Number({
        minimum: -angleMax,
        maximum: angleMax,
        description: "Heading to take on the node, in rad; absent: as the robot likes.",
      }),
    ),
    allowedDeviationXY: Type.Optional(
      Type.Number({
        minimum: 0,
        description:
          "How far from the point the node still counts as passed: a radius in m; 0: as exact as it can.",
      }),
    ),
    allowedDeviationTheta: Type.Optional(
      Type.Number({
        minimum: -angleDeviationMax,
        maximum: angleDeviationMax,
        description: "How far the heading may be off to either side, in rad.",
      }),
    ),
    mapId: Text("The map these coordinates belong to."),
    mapDescription: Type.Optional(Text("A remark on the map for people.")),
  },
  { description: "Where the node is. Line-guided robots need none." },
);
export type NodePosition = Static<typeof NodePositionSchema>;

export const OrderNodeSchema = Type.Object({
  nodeId: Text("Name of the node in the layout; may come up several times in one order."),
  sequenceId,
  nodeDescription: Type.Optional(Text("A remark for people.")),
  released,
  nodePosition: Type.Optional(NodePositionSchema),
  actions: actions("node"),
});
export type OrderNode = Static<typeof OrderNodeSchema>;

export const CorridorSchema = Type.Object(
  {
    leftWidth: Type.Number({ minimum: 0, description: "Room to the left of the path, in m." }),
    rightWidth: Type.Number({ minimum: 0, description: "Room to the right of the path, in m." }),
    corridorRefPoint: Type.Optional(
      Type.Enum(["KINEMATICCENTER", "CONTOUR"], {
        description: "What must stay inside: the turning point of the robot, or all of it.",
      }),
    ),
  },
  { description: "How far the robot may leave the path to get around something (since 2.1)." },
);

export const OrderEdgeSchema = Type.Object({
  edgeId: Text("Name of the edge in the layout."),
  sequenceId,
  edgeDescription: Type.Optional(Text("A remark for people.")),
  released,
  startNodeId: Text("Node the edge comes from."),
  endNodeId: Text("Node the edge leads to."),
  maxSpeed: Type.Optional(
    Type.Number({ description: "Speed limit in m/s, for the fastest point of the robot." }),
  ),
  maxHeight: Type.Optional(Type.Number({ description: "Height limit for robot and load, in m." })),
  minHeight: Type.Optional(Type.Number({ description: "Lowest height of the load handling device, in m." })),
  orientation: Type.Optional(
    Type.Number({
      minimum: -angleMax,
      maximum: angleMax,
      description:
        "Heading on the edge in rad, read as `orientationType` says; tangential: 0 forwards, pi backwards.",
    }),
  ),
  orientationType: Type.Optional(
    Text("GLOBAL: heading on the map; TANGENTIAL, also if absent: heading against the path."),
  ),
  direction: Type.Optional(
    Text("Which way to take at a junction, for line-guided robots; words by the maker."),
  ),
  rotationAllowed: Type.Optional(
    Type.Boolean({ description: "Whether the robot may turn on the edge; absent: yes." }),
  ),
  maxRotationSpeed: Type.Optional(Type.Number({ description: "Limit of turning in rad/s; absent: none." })),
  length: Type.Optional(Type.Number({ description: "Way from node to node in m, for line-guided robots." })),
  trajectory: Type.Optional(TrajectorySchema),
  corridor: Type.Optional(CorridorSchema),
  actions: actions("edge"),
});
export type OrderEdge = Static<typeof OrderEdgeSchema>;

export const OrderSchema = Type.Object(
  {
    ...headerFields,
    orderId: Text("Names the order; all updates of one order share it."),
    orderUpdateId: Uint32("Rises with each update of one order; a repeated number is a repeated message."),
    zoneSetId: Type.Optional(Text("Zone set the route was planned with.")),
    nodes: Type.Array(OrderNodeSchema, {
      maxItems: messageItemsMax,
      description:
        "Nodes in driving order, at least one. An update begins with the last node of the old base.",
    }),
    edges: Type.Array(OrderEdgeSchema, {
      maxItems: messageItemsMax,
      description: "Edges in driving order, one fewer than nodes.",
    }),
  },
  { title: "order", description: "Control tells a robot where to drive and what to do there." },
);
export type Order = Static<typeof OrderSchema>;
