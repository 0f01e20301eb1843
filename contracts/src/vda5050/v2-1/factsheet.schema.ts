/** `factsheet` of VDA 5050 2.1.0 (clause 6.15): what a robot is, can do and can take. Retained. */
import { type Static, Type } from "typebox";
import { Text } from "../header.ts";
import { BlockingTypeSchema } from "./action.schema.ts";
import { VehicleGeometrySchema } from "./factsheet-geometry.schema.ts";
import { LoadSpecificationSchema } from "./factsheet-loads.schema.ts";
import { headerFields } from "./header.ts";

const remark = Type.Optional(Text("A remark for people."));
const metres = (description: string) => Type.Number({ description: `${description}, in m.` });
const limit = (description: string) =>
  Type.Optional(Type.Integer({ description: `${description}; 0 or absent: no limit.` }));

export const TypeSpecificationSchema = Type.Object({
  seriesName: Text("The maker's name of the series."),
  seriesDescription: remark,
  agvKinematic: Type.Enum(["DIFF", "OMNI", "THREEWHEEL"], {
    description: "How it moves: differential drive, any direction, or one steered wheel and an axle.",
  }),
  agvClass: Type.Enum(["FORKLIFT", "CONVEYOR", "TUGGER", "CARRIER"], {
    description: "What it is built for.",
  }),
  maxLoadMass: Type.Number({ minimum: 0, description: "Heaviest load, in kg." }),
  localizationTypes: Type.Array(Type.Enum(["NATURAL", "REFLECTOR", "RFID", "DMC", "SPOT", "GRID"]), {
    description: "How it finds its position.",
  }),
  navigationTypes: Type.Array(Type.Enum(["PHYSICAL_LINE_GUIDED", "VIRTUAL_LINE_GUIDED", "AUTONOMOUS"]), {
    description: "How it follows a path, the preferred way first.",
  }),
});

export const PhysicalParametersSchema = Type.Object({
  speedMin: Type.Number({ description: "Slowest steady speed, in m/s." }),
  speedMax: Type.Number({ description: "Top speed, in m/s." }),
  accelerationMax: Type.Number({ description: "With full load, in m/s2." }),
  decelerationMax: Type.Number({ description: "With full load, in m/s2." }),
  heightMin: Type.Optional(metres("Height with everything lowered")),
  heightMax: metres("Height with everything raised"),
  width: metres("Width"),
  length: metres("Length"),
});
export type PhysicalParameters = Static<typeof PhysicalParametersSchema>;

export const MaxStringLensSchema = Type.Object({
  msgLen: limit("Largest MQTT message in bytes"),
  topicSerialLen: limit("Longest serial number in a topic"),
  topicElemLen: limit("Longest other level of a topic"),
  idLen: limit("Longest id (orders, nodes, edges, actions, maps)"),
  idNumericalOnly: Type.Optional(Type.Boolean({ description: "Whether ids must be digits only." })),
  enumLen: limit("Longest fixed word or key"),
  loadIdLen: limit("Longest load id"),
});

/** The keys carry a dot on the wire: they name a list by its path. */
export const MaxArrayLensSchema = Type.Object({
  "order.nodes": limit("Most nodes in an order"),
  "order.edges": limit("Most edges in an order"),
  "node.actions": limit("Most actions on a node"),
  "edge.actions": limit("Most actions on an edge"),
  "actions.actionsParameters": limit("Most parameters of an action"),
  instantActions: limit("Most instant actions in a message"),
  "trajectory.knotVector": limit("Most knots of a curve"),
  "trajectory.controlPoints": limit("Most control points of a curve"),
  "state.nodeStates": limit("Most node states it reports, and most base nodes it takes"),
  "state.edgeStates": limit("Most edge states it reports, and most base edges it takes"),
  "state.loads": limit("Most loads it reports"),
  "state.actionStates": limit("Most action states it reports"),
  "state.errors": limit("Most errors it reports"),
  "state.information": limit("Most informations it reports"),
  "error.errorReferences": limit("Most references of an error"),
  "information.infoReferences": limit("Most references of an information"),
});

export const ProtocolLimitsSchema = Type.Object({
  maxStringLens: MaxStringLensSchema,
  maxArrayLens: MaxArrayLensSchema,
  timing: Type.Object({
    minOrderInterval: Type.Number({ description: "Shortest time between two orders to it, in s." }),
    minStateInterval: Type.Number({ description: "Shortest time between two of its states, in s." }),
    defaultStateInterval: Type.Optional(
      Type.Number({ description: "Usual time between two states, in s; absent: 30." }),
    ),
    visualizationInterval: Type.Optional(
      Type.Number({ description: "Usual time between two visualizations, in s." }),
    ),
  }),
});
export type ProtocolLimits = Static<typeof ProtocolLimitsSchema>;

export const FactsheetActionSchema = Type.Object({
  actionType: Text("Name of the action."),
  actionDescription: remark,
  actionScopes: Type.Array(Type.Enum(["INSTANT", "NODE", "EDGE"]), { description: "Where it may be used." }),
  actionParameters: Type.Optional(
    Type.Array(
      Type.Object({
        key: Text("Name of the parameter."),
        valueDataType: Type.Enum(["BOOL", "NUMBER", "INTEGER", "FLOAT", "STRING", "OBJECT", "ARRAY"], {
          description: "Type of its value.",
        }),
        description: remark,
        isOptional: Type.Optional(Type.Boolean({ description: "Whether it may be left out; absent: no." })),
      }),
      { description: "Parameters it takes; absent: none." },
    ),
  ),
  resultDescription: Type.Optional(Text("What its result means, for people.")),
  // The published file asks for a list and then compares the list with single words, so that nothing fits; the text means this.
  blockingTypes: Type.Optional(
    Type.Array(BlockingTypeSchema, { description: "Blocking types it can run with." }),
  ),
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
  agvActions: Type.Array(FactsheetActionSchema, {
    description: "Actions it can do, predefined and the maker's own.",
  }),
});
export type ProtocolFeatures = Static<typeof ProtocolFeaturesSchema>;

export const VehicleConfigSchema = Type.Object(
  {
    versions: Type.Optional(
      Type.Array(Type.Object({ key: Text("What has a version."), value: Text("The version.") }), {
        description: "Versions of hardware and software on board.",
      }),
    ),
    network: Type.Optional(
      Type.Object({
        dnsServers: Type.Optional(Type.Array(Type.String(), { description: "Name servers it asks." })),
        localIpAddress: Type.Optional(Text("Its address towards the broker.")),
        ntpServers: Type.Optional(Type.Array(Type.String(), { description: "Time servers it asks." })),
        netmask: Type.Optional(Text("Mask of its network.")),
        defaultGateway: Type.Optional(Text("Its way out of that network.")),
      }),
    ),
  },
  { description: "How it is set up (since 2.1)." },
);

export const FactsheetSchema = Type.Object(
  {
    ...headerFields,
    // The published file leaves these two optional, here alone.
    headerId: Type.Optional(headerFields.headerId),
    timestamp: Type.Optional(headerFields.timestamp),
    typeSpecification: TypeSpecificationSchema,
    physicalParameters: PhysicalParametersSchema,
    protocolLimits: ProtocolLimitsSchema,
    protocolFeatures: ProtocolFeaturesSchema,
    agvGeometry: VehicleGeometrySchema,
    loadSpecification: LoadSpecificationSchema,
    vehicleConfig: Type.Optional(VehicleConfigSchema),
  },
  { title: "factsheet", description: "A robot says what it is and what it can do." },
);
export type Factsheet = Static<typeof FactsheetSchema>;
