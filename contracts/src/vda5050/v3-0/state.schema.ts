/** `state` of VDA 5050 3.0.0 (clauses 6.6 and 7.8): what a robot knows of itself, on every event and at least every 30 s. */
import { type Static, Type } from "typebox";
import { messageItemsMax } from "../bounds.ts";
import { Text, Uint32 } from "../header.ts";
import { BoundingBoxReferenceSchema, ReferencesSchema, VelocitySchema } from "../shapes.schema.ts";
import {
  heading,
  IntermediatePathSchema,
  LoadDimensionsSchema,
  MobileRobotPositionSchema,
  PlannedPathSchema,
  TrajectorySchema,
} from "./geometry.schema.ts";
import { headerFields } from "./header.ts";
import { EdgeRequestSchema, ZoneRequestSchema } from "./requests.schema.ts";

const released = Type.Boolean({ description: "true: base; false: horizon." });
const sequenceId = Uint32("Place in the order, as control numbered it.");
const descriptor = Type.Optional(Text("A name for people."));

export const NodeStateSchema = Type.Object({
  nodeId: Text("Name of the node."),
  sequenceId,
  nodeDescriptor: descriptor,
  released,
  nodePosition: Type.Optional(
    Type.Object(
      {
        x: Type.Number({ description: "On the map, in m." }),
        y: Type.Number({ description: "On the map, in m." }),
        theta: Type.Optional(heading("Heading in rad.")),
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
  edgeDescriptor: descriptor,
  released,
  trajectory: Type.Optional(TrajectorySchema),
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

export const ActionStatusSchema = Type.Enum(
  ["WAITING", "INITIALIZING", "RUNNING", "PAUSED", "RETRIABLE", "FINISHED", "FAILED"],
  {
    description:
      "How far the action is; FINISHED and FAILED are final, RETRIABLE waits for retry or skipRetry, and states may be skipped.",
  },
);
export type ActionStatus = Static<typeof ActionStatusSchema>;

export const ActionStateSchema = Type.Object({
  actionId: Text("The action as control named it, or in a zone the robot."),
  actionType: Type.Optional(Text("What the action does; control knows it.")),
  actionDescriptor: descriptor,
  actionStatus: ActionStatusSchema,
  actionResult: Type.Optional(Text("What came out of it, such as a code that was read or a quantity.")),
});
export type ActionState = Static<typeof ActionStateSchema>;

const actionStates = (description: string) =>
  Type.Array(ActionStateSchema, { maxItems: messageItemsMax, description });

export const PowerSupplySchema = Type.Object({
  stateOfCharge: Type.Number({
    minimum: 0,
    maximum: 100,
    description:
      "Charge in percent; 100 of a robot on a cable. Simple robots say 20 for bad and 80 for good.",
  }),
  batteryVoltage: Type.Optional(Type.Number({ description: "In V." })),
  batteryCurrent: Type.Optional(Type.Number({ description: "In A." })),
  batteryHealth: Type.Optional(
    Type.Number({ minimum: 0, maximum: 100, description: "In percent of new, whole." }),
  ),
  charging: Type.Boolean({ description: "Whether it is charging; false means ready for orders." }),
  range: Type.Optional(
    Type.Number({ minimum: 0, description: "How far the charge will take it, in whole m." }),
  ),
});
export type PowerSupply = Static<typeof PowerSupplySchema>;

export const ErrorLevelSchema = Type.Enum(["WARNING", "URGENT", "CRITICAL", "FATAL"], {
  description:
    "WARNING: the robot goes on; URGENT: it goes on, and somebody should look now; CRITICAL: it does not go on with its order and takes another; FATAL: it stands and needs a person. A level we do not know counts as FATAL.",
});
export type ErrorLevel = Static<typeof ErrorLevelSchema>;

const translations = Type.Optional(
  Type.Array(
    Type.Object({
      translationKey: Text("Language, by ISO 639-1."),
      translationValue: Text("The same in that language."),
    }),
    { description: "The same in other languages." },
  ),
);

export const RobotErrorSchema = Type.Object({
  errorType: Text("Kind of error; besides the fixed words the maker's own."),
  errorReferences: Type.Optional(ReferencesSchema),
  errorDescription: Type.Optional(Text("What happened, for people.")),
  errorDescriptionTranslations: translations,
  errorHint: Type.Optional(Text("What to do about it, for people.")),
  errorHintTranslations: translations,
  errorLevel: ErrorLevelSchema,
});
export type RobotError = Static<typeof RobotErrorSchema>;

export const InformationSchema = Type.Object({
  infoType: Text("Kind of information; the maker's own words."),
  infoReferences: Type.Optional(ReferencesSchema),
  infoDescriptor: descriptor,
  infoLevel: Type.Enum(["INFO", "DEBUG"], { description: "INFO: for screens; DEBUG: for the maker." }),
});
export type Information = Static<typeof InformationSchema>;

export const ActiveEmergencyStopSchema = Type.Enum(["MANUAL", "REMOTE", "NONE"], {
  description:
    "Which emergency stop holds the robot. MANUAL: a person at the robot; REMOTE: the hall's circuit; NONE. A word we do not know counts as MANUAL.",
});
export type ActiveEmergencyStop = Static<typeof ActiveEmergencyStopSchema>;

export const SafetyStateSchema = Type.Object({
  activeEmergencyStop: ActiveEmergencyStopSchema,
  fieldViolation: Type.Boolean({ description: "Something is in the protective field, or at the bumper." }),
});
export type SafetyState = Static<typeof SafetyStateSchema>;

export const OperatingModeSchema = Type.Enum(
  ["STARTUP", "AUTOMATIC", "SEMIAUTOMATIC", "INTERVENED", "MANUAL", "SERVICE", "TEACH_IN"],
  {
    description:
      "Who is at the wheel. Orders are taken in AUTOMATIC and SEMIAUTOMATIC, and in INTERVENED for later: there a person drives and the order is kept. A word we do not know counts as SERVICE.",
  },
);
export type OperatingMode = Static<typeof OperatingModeSchema>;

const isInUse = (what: string) =>
  Type.Enum(["ENABLED", "DISABLED"], {
    description: `Whether the robot drives by it; at most one ${what} of a map is enabled.`,
  });

export const RobotMapSchema = Type.Object({
  mapId: Text("Name of the map."),
  mapVersion: Text("Its version."),
  mapDescriptor: descriptor,
  mapStatus: isInUse("version"),
});
export type RobotMap = Static<typeof RobotMapSchema>;

export const RobotZoneSetSchema = Type.Object({
  zoneSetId: Text("Name of the zone set; empty where the map has none on the robot."),
  mapId: Text("The map that it is about."),
  zoneSetStatus: isInUse("zone set"),
});
export type RobotZoneSet = Static<typeof RobotZoneSetSchema>;

export const StateSchema = Type.Object(
  {
    ...headerFields,
    maps: Type.Optional(Type.Array(RobotMapSchema, { description: "Maps on the robot." })),
    zoneSets: Type.Optional(Type.Array(RobotZoneSetSchema, { description: "Zone sets on the robot." })),
    orderId: Text("The order it works on or finished last; empty if it never had one."),
    orderUpdateId: Uint32("The update it accepted last; 0 if none."),
    lastNodeId: Text("Node it passed last or stands on; empty if none."),
    lastNodeSequenceId: Uint32("Sequence id of that node; without one it says nothing."),
    nodeStates: Type.Array(NodeStateSchema, {
      maxItems: messageItemsMax,
      description: "Nodes still ahead, horizon included; never the first of an order, empty when idle.",
    }),
    edgeStates: Type.Array(EdgeStateSchema, {
      maxItems: messageItemsMax,
      description: "Edges still ahead, horizon included; empty when idle.",
    }),
    plannedPath: Type.Optional(PlannedPathSchema),
    intermediatePath: Type.Optional(IntermediatePathSchema),
    mobileRobotPosition: Type.Optional(MobileRobotPositionSchema),
    velocity: Type.Optional(VelocitySchema),
    loads: Type.Optional(
      Type.Array(LoadSchema, { description: "What it carries. Absent: it cannot tell; empty: nothing." }),
    ),
    driving: Type.Boolean({
      description: "Whether it drives, by itself or by hand; lifting does not count.",
    }),
    paused: Type.Optional(
      Type.Boolean({ description: "Held by a button or by startPause; goes on by itself never." }),
    ),
    newBaseRequest: Type.Optional(
      Type.Boolean({ description: "The base is nearly used up and the robot will slow down. A hint." }),
    ),
    zoneRequests: Type.Optional(
      Type.Array(ZoneRequestSchema, {
        maxItems: messageItemsMax,
        description: "What it asks of zones, and what it was granted and still uses; empty for nothing.",
      }),
    ),
    edgeRequests: Type.Optional(
      Type.Array(EdgeRequestSchema, {
        maxItems: messageItemsMax,
        description: "The same of corridors.",
      }),
    ),
    distanceSinceLastNode: Type.Optional(Type.Number({ description: "Way past the last node, in m." })),
    actionStates: actionStates("Actions of the order, horizon included, kept until the next order."),
    instantActionStates: actionStates("Instant actions, kept until clearInstantActions."),
    zoneActionStates: Type.Optional(
      actionStates("Actions of zones, running or ended, kept until clearZoneActions."),
    ),
    powerSupply: PowerSupplySchema,
    operatingMode: OperatingModeSchema,
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
