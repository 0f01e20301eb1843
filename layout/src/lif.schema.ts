/** LIF 1.0.0 (VDMA Layout Interchange Format) as schemas in our words. Fields that the standard does not name are let through and not looked at. */
import Type, { type Static } from "typebox";

const Id = Type.String({ minLength: 1, maxLength: 256 });
const Metres = Type.Number({ minimum: -1_000_000, maximum: 1_000_000 });

export const LifActionSchema = Type.Object({
  actionType: Type.String(),
  actionDescription: Type.Optional(Type.String()),
  /** REQUIRED goes into every order over this place; CONDITIONAL and OPTIONAL are the control's choice. */
  requirementType: Type.Optional(
    Type.Union([Type.Literal("REQUIRED"), Type.Literal("CONDITIONAL"), Type.Literal("OPTIONAL")]),
  ),
  blockingType: Type.Union([Type.Literal("NONE"), Type.Literal("SOFT"), Type.Literal("HARD")]),
  actionParameters: Type.Optional(Type.Array(Type.Object({ key: Type.String(), value: Type.String() }))),
});
export type LifAction = Static<typeof LifActionSchema>;

export const LifNodeSchema = Type.Object({
  nodeId: Id,
  nodeName: Type.Optional(Type.String()),
  nodeDescription: Type.Optional(Type.String()),
  mapId: Type.Optional(Id),
  nodePosition: Type.Object({ x: Metres, y: Metres }),
  vehicleTypeNodeProperties: Type.Array(
    Type.Object({
      vehicleTypeId: Id,
      theta: Type.Optional(Type.Number()),
      actions: Type.Optional(Type.Array(LifActionSchema)),
    }),
  ),
});
export type LifNode = Static<typeof LifNodeSchema>;

const Rotation = Type.Union([
  Type.Literal("NONE"),
  Type.Literal("CCW"),
  Type.Literal("CW"),
  Type.Literal("BOTH"),
]);

export const LifTrajectorySchema = Type.Object({
  degree: Type.Optional(Type.Number({ minimum: 1 })),
  knotVector: Type.Array(Type.Number()),
  controlPoints: Type.Array(
    Type.Object({ x: Metres, y: Metres, weight: Type.Optional(Type.Number({ minimum: 0 })) }),
  ),
});
export type LifTrajectory = Static<typeof LifTrajectorySchema>;

export const LifEdgePropertySchema = Type.Object({
  vehicleTypeId: Id,
  vehicleOrientation: Type.Optional(Type.Number()),
  orientationType: Type.Optional(Type.Union([Type.Literal("GLOBAL"), Type.Literal("TANGENTIAL")])),
  rotationAllowed: Type.Boolean(),
  rotationAtStartNodeAllowed: Type.Optional(Rotation),
  rotationAtEndNodeAllowed: Type.Optional(Rotation),
  maxSpeed: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  maxRotationSpeed: Type.Optional(Type.Number({ minimum: 0 })),
  minHeight: Type.Optional(Type.Number()),
  maxHeight: Type.Optional(Type.Number()),
  loadRestriction: Type.Optional(
    Type.Object({
      unloaded: Type.Boolean(),
      loaded: Type.Boolean(),
      loadSetNames: Type.Optional(Type.Array(Type.String())),
    }),
  ),
  actions: Type.Optional(Type.Array(LifActionSchema)),
  trajectory: Type.Optional(LifTrajectorySchema),
  reentryAllowed: Type.Optional(Type.Boolean()),
});
export type LifEdgeProperty = Static<typeof LifEdgePropertySchema>;

/** One direction only; `endNodeId` may lie in another layout of the file. */
export const LifEdgeSchema = Type.Object({
  edgeId: Id,
  edgeName: Type.Optional(Type.String()),
  edgeDescription: Type.Optional(Type.String()),
  startNodeId: Id,
  endNodeId: Id,
  vehicleTypeEdgeProperties: Type.Array(LifEdgePropertySchema),
});
export type LifEdge = Static<typeof LifEdgeSchema>;

export const LifStationSchema = Type.Object({
  stationId: Id,
  interactionNodeIds: Type.Array(Id, { minItems: 1 }),
  stationName: Type.Optional(Type.String()),
  stationDescription: Type.Optional(Type.String()),
  stationHeight: Type.Optional(Type.Number({ minimum: 0 })),
  stationPosition: Type.Optional(Type.Object({ x: Metres, y: Metres, theta: Type.Optional(Type.Number()) })),
});
export type LifStation = Static<typeof LifStationSchema>;

export const LifLayoutSchema = Type.Object({
  layoutId: Id,
  layoutName: Type.Optional(Type.String()),
  layoutVersion: Type.String(),
  layoutLevelId: Type.Optional(Type.String()),
  layoutDescription: Type.Optional(Type.String()),
  nodes: Type.Array(LifNodeSchema),
  edges: Type.Array(LifEdgeSchema),
  stations: Type.Array(LifStationSchema),
});
export type LifLayout = Static<typeof LifLayoutSchema>;

export const LifSchema = Type.Object({
  metaInformation: Type.Object({
    projectIdentification: Type.String(),
    creator: Type.String(),
    exportTimestamp: Type.String(),
    lifVersion: Type.String(),
  }),
  layouts: Type.Array(LifLayoutSchema, { minItems: 1 }),
});
export type Lif = Static<typeof LifSchema>;
