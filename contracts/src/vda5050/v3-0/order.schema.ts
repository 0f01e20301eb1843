/** `order` of VDA 5050 3.0.0 (clauses 6.1 and 7.3): the nodes and edges a robot may drive, and what it does there. */
import { type Static, Type } from "typebox";
import { messageItemsMax } from "../bounds.ts";
import { angleDeviationMax, Text, Uint32 } from "../header.ts";
import { actionsAt } from "./action.schema.ts";
import { heading, TrajectorySchema } from "./geometry.schema.ts";
import { headerFields } from "./header.ts";

const released = Type.Boolean({
  description:
    "true: base, the robot may and will drive it, never to be taken back; false: horizon, a preview that may still change.",
});
const sequenceId = Uint32(
  "Place in the order, counted over nodes and edges together: nodes even, edges odd. Fixed over all updates of the order.",
);
const descriptor = Type.Optional(Text("A name for people."));

/** Half a turn names every ellipse; the published bound is a little above a quarter to either side. */
const ellipseTurnMax = 1.570_796_327;

export const AllowedDeviationSchema = Type.Object(
  {
    a: Type.Number({ minimum: 0, description: "Half of its longer axis, in m." }),
    b: Type.Number({ minimum: 0, description: "Half of its shorter axis, in m." }),
    theta: Type.Number({
      minimum: -ellipseTurnMax,
      maximum: ellipseTurnMax,
      description: "Direction of its longer axis on the map, in rad.",
    }),
  },
  {
    description:
      "How far from the point the node still counts as passed: an ellipse around it; 0 and 0: as exact as the robot can.",
  },
);
export type AllowedDeviation = Static<typeof AllowedDeviationSchema>;

export const NodePositionSchema = Type.Object(
  {
    x: Type.Number({ description: "On the map, in m." }),
    y: Type.Number({ description: "On the map, in m." }),
    theta: Type.Optional(heading("Heading to take on the node, in rad; absent: as the robot likes.")),
    allowedDeviationXY: Type.Optional(AllowedDeviationSchema),
    allowedDeviationTheta: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: angleDeviationMax,
        description: "How far the heading may be off to either side, in rad; absent: 0.",
      }),
    ),
    mapId: Text("The map these coordinates belong to."),
  },
  { description: "Where the node is. Line-guided robots need none." },
);
export type NodePosition = Static<typeof NodePositionSchema>;

export const OrderNodeSchema = Type.Object({
  nodeId: Text("Name of the node in the layout; may come up several times in one order."),
  sequenceId,
  nodeDescriptor: descriptor,
  released,
  nodePosition: Type.Optional(NodePositionSchema),
  actions: actionsAt("node"),
});
export type OrderNode = Static<typeof OrderNodeSchema>;

export const CorridorSchema = Type.Object(
  {
    leftWidth: Type.Number({ minimum: 0, description: "Room to the left of the path, in m." }),
    rightWidth: Type.Number({ minimum: 0, description: "Room to the right of the path, in m." }),
    corridorReferencePoint: Type.Optional(
      Type.Enum(["KINEMATIC_CENTER", "CONTOUR"], {
        description:
          "What must stay inside: the turning point of the robot, also if absent, or all of it and its load.",
      }),
    ),
    releaseRequired: Type.Optional(
      Type.Boolean({ description: "Whether the robot asks before it leaves its path; absent: no." }),
    ),
    releaseLossBehavior: Type.Optional(
      Type.Enum(["STOP", "RETURN"], {
        description:
          "What it does when the release is over. STOP, also if absent: stands and waits for people; RETURN: goes back to its path.",
      }),
    ),
  },
  { description: "How far the robot may leave the path to get around something." },
);
export type Corridor = Static<typeof CorridorSchema>;

/** From which node to which is told by the sequence alone. */
export const OrderEdgeSchema = Type.Object({
  edgeId: Text("Name of the edge in the layout."),
  sequenceId,
  edgeDescriptor: descriptor,
  released,
  maximumSpeed: Type.Optional(
    Type.Number({ description: "Speed limit in m/s, for the fastest point of the robot." }),
  ),
  maximumMobileRobotHeight: Type.Optional(
    Type.Number({ description: "Height limit for robot and load, in m." }),
  ),
  minimumLoadHandlingDeviceHeight: Type.Optional(
    Type.Number({ description: "Lowest height of the load handling device, in m." }),
  ),
  orientation: Type.Optional(
    heading(
      "Heading on the edge in rad, read as `orientationType` says; tangential: 0 forwards, pi backwards. Absent: as the robot likes.",
    ),
  ),
  orientationType: Type.Optional(
    Type.Enum(["GLOBAL", "TANGENTIAL"], {
      description: "GLOBAL: heading on the map; TANGENTIAL, also if absent: heading against the path.",
    }),
  ),
  direction: Type.Optional(
    Text("Which way to take at a junction, for line-guided robots; words by the maker."),
  ),
  reachOrientationBeforeEntering: Type.Optional(
    Type.Boolean({
      description:
        "Whether a robot that drives in any direction has its heading before the edge, and not on it; absent: no.",
    }),
  ),
  // The published file calls it maxRotationSpeed; the text outranks it, and readers take both.
  maximumRotationSpeed: Type.Optional(
    Type.Number({ description: "Limit of turning in rad/s; absent: none." }),
  ),
  trajectory: Type.Optional(TrajectorySchema),
  length: Type.Optional(Type.Number({ description: "Way from node to node in m, for line-guided robots." })),
  corridor: Type.Optional(CorridorSchema),
  actions: actionsAt("edge"),
});
export type OrderEdge = Static<typeof OrderEdgeSchema>;

export const OrderSchema = Type.Object(
  {
    ...headerFields,
    orderId: Text("Names the order; all updates of one order share it."),
    orderUpdateId: Uint32(
      "Rises with each update of one order, from 0; a repeated number is a repeated message.",
    ),
    orderDescription: Type.Optional(Text("A remark for people.")),
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
