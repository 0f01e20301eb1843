/**
 * LIF 1.0.0 (VDMA Layout Interchange Format) as schemas in our words, and what LIF 2.0 says beyond it under the names that it has there: the one form of every
 * layout in the house. Fields that neither names are let through, kept and not looked at.
 */
import Type, { type Static } from "typebox";

export const Id = Type.String({ minLength: 1, maxLength: 256 });
export const Metres = Type.Number({ minimum: -1_000_000, maximum: 1_000_000 });

export const LifActionSchema = Type.Object({
  actionType: Type.String(),
  actionDescription: Type.Optional(Type.String()),
  /** REQUIRED goes into every order over this place; CONDITIONAL and OPTIONAL are the control's choice. */
  requirementType: Type.Optional(
    Type.Union([Type.Literal("REQUIRED"), Type.Literal("CONDITIONAL"), Type.Literal("OPTIONAL")]),
  ),
  blockingType: Type.Union([Type.Literal("NONE"), Type.Literal("SOFT"), Type.Literal("HARD")]),
  /** Text in LIF 1.0.0; LIF 2.0 knows numbers, which robots are sent as such. */
  actionParameters: Type.Optional(
    Type.Array(Type.Object({ key: Type.String(), value: Type.Union([Type.String(), Type.Number()]) })),
  ),
});
export type LifAction = Static<typeof LifActionSchema>;

export const LifLoadRestrictionSchema = Type.Object({
  unloaded: Type.Boolean(),
  loaded: Type.Boolean(),
  loadSetNames: Type.Optional(Type.Array(Type.String())),
});
export type LifLoadRestriction = Static<typeof LifLoadRestrictionSchema>;

/** Half axes of the ellipse around a node within which a robot counts as there, m; `theta` turns it (LIF 2.0). */
export const LifDeviationSchema = Type.Object({
  aMinimum: Type.Optional(Type.Number({ minimum: 0 })),
  aMaximum: Type.Optional(Type.Number({ minimum: 0 })),
  bMinimum: Type.Optional(Type.Number({ minimum: 0 })),
  bMaximum: Type.Optional(Type.Number({ minimum: 0 })),
  theta: Type.Optional(Type.Number()),
});

/** How far a robot may leave an edge to its left and right, m (LIF 2.0). */
export const LifCorridorSchema = Type.Object({
  maximumLeftWidth: Type.Number({ minimum: 0 }),
  maximumRightWidth: Type.Number({ minimum: 0 }),
  corridorReferencePoint: Type.Optional(
    Type.Union([Type.Literal("KINEMATIC_CENTER"), Type.Literal("CONTOUR")]),
  ),
});

/** For robots that follow a wire or line on the floor (LIF 2.0). */
export const LifLineSchema = Type.Object({
  direction: Type.Optional(Type.String()),
  length: Type.Optional(Type.Number({ minimum: 0 })),
});

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
      forbiddenActionTypes: Type.Optional(Type.Array(Type.String())),
      loadRestriction: Type.Optional(LifLoadRestrictionSchema),
      allowedDeviationXY: Type.Optional(LifDeviationSchema),
    }),
  ),
});
export type LifNodeProperty = LifNode["vehicleTypeNodeProperties"][number];
export type LifNode = Static<typeof LifNodeSchema>;

export const Rotation = Type.Union([
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
  loadRestriction: Type.Optional(LifLoadRestrictionSchema),
  actions: Type.Optional(Type.Array(LifActionSchema)),
  forbiddenActionTypes: Type.Optional(Type.Array(Type.String())),
  trajectory: Type.Optional(LifTrajectorySchema),
  reentryAllowed: Type.Optional(Type.Boolean()),
  /** All that an edge of LIF 2.0 offers, where it is more than the one that is driven. */
  mobileRobotOrientations: Type.Optional(Type.Array(Type.Number())),
  corridor: Type.Optional(LifCorridorSchema),
  physicalLineGuidedProperty: Type.Optional(LifLineSchema),
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
  stationType: Type.Optional(Type.String()),
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
