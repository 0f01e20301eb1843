/** `state` of VDA 5050 2.1.0 (clause 6.10): what a robot knows of itself, on every event and at least every 30 s. */
import { type Static, Type } from "typebox";
import { messageItemsMax } from "../bounds.ts";
import { Text, Uint32 } from "../header.ts";
import { BoundingBoxReferenceSchema, ReferencesSchema, VelocitySchema } from "../shapes.schema.ts";
import { AgvPositionSchema, LoadDimensionsSchema, ReportedTrajectorySchema } from "./geometry.schema.ts";
import { headerFields } from "./header.ts";

const released = Type.Boolean({ description: "true: base; false: horizon." });
const sequenceId = Uint32("Place in the order, as control numbered it.");
export const NodeStateSchema = Type.Object({
  nodeId: Text("Name of the node."),
  sequenceId,
  nodeDescription: Type.Optional(Text("A remark for people.")),
  released,
  nodePosition: Type.Optional(
    Type.Object(
      {
        x: Type.Number({ description: "On the map, in m." }),
        y: Type.Number({ description: "On the map, in m." }),
        theta: Type.Optional(Type.Number({ description: "Heading in rad." })),
        mapId: Text("The map these coordinates belong to."),
      },
      { description: "Control knows it; for looking into troubles." },
    ),
  ),
});
export type NodeState = Static<typeof NodeStateSchema>;

export const EdgeStateSchema = Type.Object({
  edgeId: Text("Name of the edge."),
  sequenceId,
  edgeDescription: Type.Optional(Text("A remark for people.")),
  released,
  trajectory: Type.Optional(ReportedTrajectorySchema),
});
export type EdgeState = Static<typeof EdgeStateSchema>;

export const LoadSchema = Type.Object({
  loadId: Type.Optional(Text("Barcode or tag of the load; empty while not yet read.")),
  loadType: Type.Optional(Text("Kind of load, as in the factsheet.")),
  loadPosition: Type.Optional(Text("Which of the robot's places carries it.")),
  boundingBoxReference: Type.Optional(BoundingBoxReferenceSchema),
  loadDimensions: Type.Optional(LoadDimensionsSchema),
  weight: Type.Optional(Type.Number({ minimum: 0, description: "In kg." })),
});
export type Load = Static<typeof LoadSchema>;

/** PAUSED is defined by the text of 2.1.0 and missing in its published schema; robots do send it. */
export const ActionStatusSchema = Type.Enum(
  ["WAITING", "INITIALIZING", "RUNNING", "PAUSED", "FINISHED", "FAILED"],
  { description: "How far the action is; FINISHED and FAILED are final, and states may be skipped." },
);
export type ActionStatus = Static<typeof ActionStatusSchema>;

export const ActionStateSchema = Type.Object({
  actionId: Text("The action as control named it."),
  actionType: Type.Optional(Text("What the action does; control knows it.")),
  actionDescription: Type.Optional(Text("A remark for people.")),
  actionStatus: ActionStatusSchema,
  resultDescription: Type.Optional(Text("What came out of it, such as a code that was read or a quantity.")),
});
export type ActionState = Static<typeof ActionStateSchema>;

export const BatteryStateSchema = Type.Object({
  batteryCharge: Type.Number({
    minimum: 0,
    maximum: 100,
    description: "Charge in percent. Simple robots say 20 for bad and 80 for good.",
  }),
  batteryVoltage: Type.Optional(Type.Number({ description: "In V." })),
  batteryHealth: Type.Optional(Type.Number({ minimum: 0, maximum: 100, description: "In percent of new." })),
  charging: Type.Boolean({ description: "Whether it is charging; false means ready for orders." }),
  reach: Type.Optional(Type.Number({ minimum: 0, description: "How far the charge will take it, in m." })),
});
export type BatteryState = Static<typeof BatteryStateSchema>;

export const ErrorLevelSchema = Type.Enum(["WARNING", "FATAL"], {
  description:
    "WARNING: the robot goes on; FATAL: it stands and needs a person. A level we do not know counts as FATAL.",
});
export type ErrorLevel = Static<typeof ErrorLevelSchema>;

export const RobotErrorSchema = Type.Object({
  errorType: Text("Kind of error; besides a few fixed words the maker's own."),
  errorReferences: Type.Optional(ReferencesSchema),
  errorDescription: Type.Optional(Text("What happened, for people.")),
  errorHint: Type.Optional(Text("What to do about it, for people.")),
  errorLevel: ErrorLevelSchema,
});
export type RobotError = Static<typeof RobotErrorSchema>;

export const InformationSchema = Type.Object({
  infoType: Text("Kind of information; the maker's own words."),
  infoReferences: Type.Optional(ReferencesSchema),
  infoDescription: Type.Optional(Text("For people.")),
  infoLevel: Type.Enum(["INFO", "DEBUG"], { description: "INFO: for screens; DEBUG: for the maker." }),
});
export type Information = Static<typeof InformationSchema>;

export const EStopSchema = Type.Enum(["AUTOACK", "MANUAL", "REMOTE", "NONE"], {
  description:
    "Which emergency stop holds the robot. AUTOACK: clears itself (bumper, scanner); MANUAL: a person at the robot; REMOTE: the hall's circuit; NONE. A word we do not know counts as MANUAL.",
});
export type EStop = Static<typeof EStopSchema>;

export const SafetyStateSchema = Type.Object({
  eStop: EStopSchema,
  fieldViolation: Type.Boolean({ description: "Something is in the protective field." }),
});
export type SafetyState = Static<typeof SafetyStateSchema>;

export const OperatingModeSchema = Type.Enum(["AUTOMATIC", "SEMIAUTOMATIC", "MANUAL", "SERVICE", "TEACHIN"], {
  description:
    "Who is at the wheel; orders only in AUTOMATIC and SEMIAUTOMATIC. A word we do not know counts as SERVICE.",
});
export type OperatingMode = Static<typeof OperatingModeSchema>;

export const RobotMapSchema = Type.Object({
  mapId: Text("Name of the map."),
  mapVersion: Text("Its version."),
  mapDescription: Type.Optional(Text("A remark for people.")),
  mapStatus: Type.Enum(["ENABLED", "DISABLED"], {
    description: "Whether the robot drives by it; at most one version of a map is enabled.",
  }),
});
export type RobotMap = Static<typeof RobotMapSchema>;

export const StateSchema = Type.Object(
  {
    ...headerFields,
    maps: Type.Optional(Type.Array(RobotMapSchema, { description: "Maps on the robot (since 2.1)." })),
    orderId: Text("The order it works on or finished last; empty if it never had one."),
    orderUpdateId: Uint32("The update it accepted last; 0 if none."),
    zoneSetId: Type.Optional(Text("Zone set it drives by.")),
    lastNodeId: Text("Node it passed last or stands on; empty if none."),
    lastNodeSequenceId: Uint32("Sequence id of that node; 0 if none."),
    driving: Type.Boolean({ description: "Whether it drives or turns; lifting does not count." }),
    paused: Type.Optional(
      Type.Boolean({ description: "Held by a button or by startPause; goes on by itself never." }),
    ),
    newBaseRequest: Type.Optional(
      Type.Boolean({ description: "The base is nearly used up and the robot will slow down. A hint." }),
    ),
    distanceSinceLastNode: Type.Optional(Type.Number({ description: "Way past the last node, in m." })),
    operatingMode: OperatingModeSchema,
    nodeStates: Type.Array(NodeStateSchema, {
      maxItems: messageItemsMax,
      description: "Nodes still ahead, horizon included; empty when idle.",
    }),
    edgeStates: Type.Array(EdgeStateSchema, {
      maxItems: messageItemsMax,
      description: "Edges still ahead, horizon included; empty when idle.",
    }),
    agvPosition: Type.Optional(AgvPositionSchema),
    velocity: Type.Optional(VelocitySchema),
    loads: Type.Optional(
      Type.Array(LoadSchema, { description: "What it carries. Absent: it cannot tell; empty: nothing." }),
    ),
    actionStates: Type.Array(ActionStateSchema, {
      maxItems: messageItemsMax,
      description: "Actions of the order and instant ones, kept until the next order.",
    }),
    batteryState: BatteryStateSchema,
    errors: Type.Array(RobotErrorSchema, {
      maxItems: messageItemsMax,
      description: "All errors that hold now; empty for none.",
    }),
    information: Type.Optional(
      Type.Array(InformationSchema, {
        description: "For screens and makers; no logic hangs on it.",
      }),
    ),
    safetyState: SafetyStateSchema,
  },
  { title: "state", description: "A robot says where it is, what it does and how it is." },
);
export type State = Static<typeof StateSchema>;
