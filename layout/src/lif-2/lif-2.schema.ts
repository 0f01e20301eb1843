/** LIF 2.0.0 (VDMA, September 2026) as schemas in our words: what it shares with LIF 1.0.0 is that schema's. Fields that it does not name are let through. */
import Type, { type Static } from "typebox";
import {
  Id,
  LifCorridorSchema,
  LifDeviationSchema,
  LifLineSchema,
  LifLoadRestrictionSchema,
  LifTrajectorySchema,
  Metres,
  Rotation,
} from "../lif.schema.ts";

/** Types that share one set of properties; each becomes a set of its own. */
const typesMax = 100;

/** As the factsheet and the topics of its robots name it. */
export const Lif2RobotTypeSchema = Type.Object({
  manufacturer: Type.String({ maxLength: 120 }),
  seriesName: Type.String({ maxLength: 120 }),
});
export type Lif2RobotType = Static<typeof Lif2RobotTypeSchema>;
const RobotTypes = Type.Array(Lif2RobotTypeSchema, { minItems: 1, maxItems: typesMax });

export const Lif2ActionSchema = Type.Object({
  actionType: Type.String(),
  actionDescriptor: Type.Optional(Type.String()),
  blockingType: Type.Union([
    Type.Literal("NONE"),
    Type.Literal("SOFT"),
    Type.Literal("SINGLE"),
    Type.Literal("HARD"),
  ]),
  actionParameters: Type.Optional(
    Type.Array(
      Type.Object({
        key: Type.String(),
        value: Type.Unsafe<string | number | boolean | object>({
          type: ["string", "number", "boolean", "array", "object"],
        }),
      }),
    ),
  ),
});
export type Lif2Action = Static<typeof Lif2ActionSchema>;

const Actions = {
  requiredActions: Type.Optional(Type.Array(Lif2ActionSchema)),
  feasibleActions: Type.Optional(Type.Array(Lif2ActionSchema)),
  forbiddenActionTypes: Type.Optional(Type.Array(Type.String())),
};

export const Lif2NodePropertySchema = Type.Object({
  mobileRobotTypes: RobotTypes,
  theta: Type.Optional(Type.Number()),
  allowedDeviationXY: Type.Optional(LifDeviationSchema),
  loadRestriction: Type.Optional(LifLoadRestrictionSchema),
  ...Actions,
});

export const Lif2NodeSchema = Type.Object({
  nodeId: Id,
  nodeDescriptor: Type.Optional(Type.String()),
  mapId: Type.Optional(Id),
  nodePosition: Type.Object({ x: Metres, y: Metres }),
  mobileRobotTypeNodeProperties: Type.Array(Lif2NodePropertySchema),
});
export type Lif2Node = Static<typeof Lif2NodeSchema>;

export const Lif2EdgePropertySchema = Type.Object({
  mobileRobotTypes: RobotTypes,
  orientationType: Type.Optional(Type.Union([Type.Literal("GLOBAL"), Type.Literal("TANGENTIAL")])),
  reachOrientationBeforeEntering: Type.Optional(Type.Boolean()),
  mobileRobotOrientations: Type.Optional(Type.Array(Type.Number())),
  rotationAtStartNodeAllowed: Type.Optional(Rotation),
  rotationAtEndNodeAllowed: Type.Optional(Rotation),
  maximumSpeed: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  maximumRotationSpeed: Type.Optional(Type.Number({ minimum: 0 })),
  minimumLoadHandlingDeviceHeight: Type.Optional(Type.Number()),
  maximumMobileRobotHeight: Type.Optional(Type.Number({ minimum: 0 })),
  loadRestriction: Type.Optional(LifLoadRestrictionSchema),
  ...Actions,
  trajectory: Type.Optional(LifTrajectorySchema),
  physicalLineGuidedProperty: Type.Optional(LifLineSchema),
  reentryAllowed: Type.Optional(Type.Boolean()),
  corridor: Type.Optional(LifCorridorSchema),
});
export type Lif2EdgeProperty = Static<typeof Lif2EdgePropertySchema>;

export const Lif2EdgeSchema = Type.Object({
  edgeId: Id,
  edgeName: Type.Optional(Type.String()),
  edgeDescriptor: Type.Optional(Type.String()),
  startNodeId: Id,
  endNodeId: Id,
  mobileRobotTypeEdgeProperties: Type.Array(Lif2EdgePropertySchema),
});
export type Lif2Edge = Static<typeof Lif2EdgeSchema>;

export const Lif2StationSchema = Type.Object({
  stationId: Id,
  interactionNodeIds: Type.Array(Id, { minItems: 1 }),
  stationName: Type.Optional(Type.String()),
  stationType: Type.Optional(Type.String()),
  stationDescriptor: Type.Optional(Type.String()),
  stationHeight: Type.Optional(Type.Number({ minimum: 0 })),
  stationPosition: Type.Optional(Type.Object({ x: Metres, y: Metres, theta: Type.Optional(Type.Number()) })),
});

export const Lif2LayoutSchema = Type.Object({
  layoutId: Id,
  layoutName: Type.Optional(Type.String()),
  layoutVersion: Type.String(),
  layoutLevelId: Type.Optional(Type.String()),
  layoutDescriptor: Type.Optional(Type.String()),
  nodes: Type.Array(Lif2NodeSchema),
  edges: Type.Array(Lif2EdgeSchema),
  stations: Type.Optional(Type.Array(Lif2StationSchema)),
});
export type Lif2Layout = Static<typeof Lif2LayoutSchema>;

export const Lif2Schema = Type.Object({
  metaInformation: Type.Object({
    lifId: Type.String(),
    creator: Type.String(),
    exportTimestamp: Type.String(),
    lifVersion: Type.String(),
  }),
  /** Layouts of one origin share their coordinates. */
  origins: Type.Array(
    Type.Object({
      originId: Id,
      originDescriptor: Type.Optional(Type.String()),
      layouts: Type.Array(Lif2LayoutSchema, { minItems: 1 }),
    }),
    { minItems: 1 },
  ),
});
export type Lif2 = Static<typeof Lif2Schema>;
