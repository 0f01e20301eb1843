/** `factsheet` of VDA 5050 3.0.0 (clauses 6.10 and 7.10): what a robot is, can do and can take. Retained. */
import { type Static, Type } from "typebox";
import { Text } from "../header.ts";
import { BlockingTypeSchema } from "./action.schema.ts";
import { MobileRobotGeometrySchema } from "./factsheet-geometry.schema.ts";
import { LoadSpecificationSchema } from "./factsheet-loads.schema.ts";
import { headerFields } from "./header.ts";
import { ZoneTypeSchema } from "./zone-set.schema.ts";

const remark = Type.Optional(Text("A remark for people."));
const metres = (description: string) => Type.Number({ description: `${description}, in m.` });
const atLeast0 = (description: string) => Type.Number({ minimum: 0, description });
const limit = (description: string) =>
  Type.Optional(Type.Integer({ minimum: 0, description: `${description}; 0 or absent: no limit.` }));
const percent = (description: string) =>
  Type.Optional(Type.Number({ minimum: 0, maximum: 100, description: `${description}, in percent.` }));

export const TypeSpecificationSchema = Type.Object({
  seriesName: Text("The maker's name of the series."),
  seriesDescription: remark,
  mobileRobotKinematics: Text(
    "How it moves: DIFFERENTIAL, OMNIDIRECTIONAL, THREE_WHEEL (one steered wheel and an axle) or the maker's own.",
  ),
  mobileRobotClass: Text("What it is built for: FORKLIFT, CONVEYOR, TUGGER, CARRIER or the maker's own."),
  maximumLoadMass: atLeast0("Heaviest load, in kg."),
  localizationTypes: Type.Array(Type.String(), {
    description: "How it finds its position: NATURAL, REFLECTOR, RFID, DMC, SPOT, GRID or the maker's own.",
  }),
  navigationTypes: Type.Array(Type.String(), {
    description:
      "How it follows a path, the preferred way first: PHYSICAL_LINE_GUIDED, VIRTUAL_LINE_GUIDED, FREELY_NAVIGATING or the maker's own.",
  }),
  supportedZones: Type.Optional(
    Type.Array(ZoneTypeSchema, { description: "Kinds of zone it keeps to; absent: none." }),
  ),
});

export const PhysicalParametersSchema = Type.Object({
  minimumSpeed: atLeast0("Slowest steady speed, in m/s."),
  maximumSpeed: atLeast0("Top speed, in m/s."),
  minimumAngularSpeed: Type.Optional(atLeast0("Slowest steady turning, in rad/s.")),
  maximumAngularSpeed: Type.Optional(atLeast0("Fastest turning, in rad/s.")),
  maximumAcceleration: atLeast0("With full load, in m/s2."),
  maximumDeceleration: Type.Number({ description: "With full load, in m/s2." }),
  minimumHeight: metres("Height with everything lowered"),
  maximumHeight: metres("Height with everything raised"),
  width: metres("Width"),
  length: metres("Length"),
});
export type PhysicalParameters = Static<typeof PhysicalParametersSchema>;

export const MaximumStringLengthsSchema = Type.Object({
  maximumMessageLength: limit("Largest MQTT message in bytes"),
  maximumTopicSerialLength: limit("Longest serial number in a topic"),
  maximumTopicElementLength: limit("Longest other level of a topic"),
  maximumIdLength: limit("Longest id (orders, nodes, edges, actions, maps, zones, requests)"),
  idNumericalOnly: Type.Optional(Type.Boolean({ description: "Whether ids must be digits only." })),
  maximumLoadIdLength: limit("Longest load id"),
});

/** The keys carry a dot on the wire: they name a list by its path. */
export const MaximumArrayLengthsSchema = Type.Object({
  "order.nodes": limit("Most nodes in an order"),
  "order.edges": limit("Most edges in an order"),
  "node.actions": limit("Most actions on a node"),
  "edge.actions": limit("Most actions on an edge"),
  "actions.actionsParameters": limit("Most parameters of an action"),
  instantActions: limit("Most instant actions in a message"),
  "trajectory.knotVector": limit("Most knots of a curve"),
  "trajectory.controlPoints": limit("Most control points of a curve"),
  "zoneSet.zones": limit("Most zones in a set"),
  "state.nodeStates": limit("Most node states it reports, and most base nodes it takes"),
  "state.edgeStates": limit("Most edge states it reports, and most base edges it takes"),
  "state.loads": limit("Most loads it reports"),
  "state.actionStates": limit("Most action states it reports"),
  "state.instantActionStates": limit("Most instant action states it reports"),
  "state.zoneActionStates": limit("Most zone action states it reports"),
  "state.errors": limit("Most errors it reports"),
  "state.information": limit("Most informations it reports"),
  "error.errorReferences": limit("Most references of an error"),
  "information.infoReferences": limit("Most references of an information"),
});

export const ProtocolLimitsSchema = Type.Object({
  maximumStringLengths: MaximumStringLengthsSchema,
  maximumArrayLengths: MaximumArrayLengthsSchema,
  timing: Type.Object({
    minimumOrderInterval: atLeast0("Shortest time between two orders to it, in s."),
    minimumStateInterval: atLeast0("Shortest time between two of its states, in s."),
    defaultStateInterval: Type.Optional(atLeast0("Usual time between two states, in s; absent: 30.")),
    visualizationInterval: Type.Optional(atLeast0("Usual time between two visualizations, in s.")),
  }),
});
export type ProtocolLimits = Static<typeof ProtocolLimitsSchema>;

export const FactsheetActionSchema = Type.Object({
  actionType: Text("Name of the action."),
  actionDescription: remark,
  actionScopes: Type.Array(Type.Enum(["INSTANT", "NODE", "EDGE", "ZONE"]), {
    description: "Where it may be used.",
  }),
  actionParameters: Type.Optional(
    Type.Array(
      Type.Object({
        key: Text("Name of the parameter."),
        valueDataType: Type.Enum(["BOOL", "NUMBER", "INTEGER", "STRING", "OBJECT", "ARRAY"], {
          description: "Type of its value.",
        }),
        description: remark,
        isOptional: Type.Optional(Type.Boolean({ description: "Whether it may be left out; absent: no." })),
      }),
      { description: "Parameters it takes; absent: none." },
    ),
  ),
  actionResult: Type.Optional(Text("What its result means, for people.")),
  blockingTypes: Type.Optional(
    Type.Array(BlockingTypeSchema, { description: "Blocking types it can run with." }),
  ),
  pauseAllowed: Type.Boolean({ description: "Whether startPause holds it." }),
  cancelAllowed: Type.Boolean({ description: "Whether cancelOrder ends it." }),
});
export type FactsheetAction = Static<typeof FactsheetActionSchema>;

export const ProtocolFeaturesSchema = Type.Object({
  optionalParameters: Type.Array(
    Type.Object({
      parameter: Text("Path of an optional field, such as order.nodes.nodePosition.theta."),
      support: Type.Enum(["SUPPORTED", "REQUIRED"], { description: "Whether it may or must be sent." }),
      description: remark,
    }),
    { description: "Optional fields it understands; it may refuse all others." },
  ),
  mobileRobotActions: Type.Array(FactsheetActionSchema, {
    description: "Actions it can do, predefined and the maker's own.",
  }),
});
export type ProtocolFeatures = Static<typeof ProtocolFeaturesSchema>;

export const MobileRobotConfigurationSchema = Type.Object(
  {
    versions: Type.Optional(
      Type.Array(Type.Object({ key: Text("What has a version."), value: Text("The version.") }), {
        description: "Versions of hardware and software on board.",
      }),
    ),
    network: Type.Optional(
      Type.Object({
        dnsServers: Type.Optional(Type.Array(Type.String(), { description: "Name servers it asks." })),
        ntpServers: Type.Optional(Type.Array(Type.String(), { description: "Time servers it asks." })),
        localIpAddress: Type.Optional(Text("Its address towards the broker.")),
        netmask: Type.Optional(Text("Mask of its network.")),
        defaultGateway: Type.Optional(Text("Its way out of that network.")),
      }),
    ),
    batteryCharging: Type.Optional(
      Type.Object({
        criticalLowChargingLevel: percent("Charge at which it is sent to a charger and nowhere else"),
        minimumDesiredChargingLevel: percent("Charge that it should have at least"),
        maximumDesiredChargingLevel: percent("Charge that it should have at most"),
        minimumChargingTime: Type.Optional(atLeast0("Shortest time at a charger, in whole s.")),
      }),
    ),
  },
  { description: "How it is set up." },
);

export const FactsheetSchema = Type.Object(
  {
    ...headerFields,
    typeSpecification: TypeSpecificationSchema,
    physicalParameters: PhysicalParametersSchema,
    protocolLimits: ProtocolLimitsSchema,
    protocolFeatures: ProtocolFeaturesSchema,
    mobileRobotGeometry: MobileRobotGeometrySchema,
    loadSpecification: LoadSpecificationSchema,
    mobileRobotConfiguration: Type.Optional(MobileRobotConfigurationSchema),
  },
  { title: "factsheet", description: "A robot says what it is and what it can do." },
);
export type Factsheet = Static<typeof FactsheetSchema>;
