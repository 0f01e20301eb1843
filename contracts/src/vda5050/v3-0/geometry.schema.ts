/** Curves, paths, positions and boxes as several messages of VDA 5050 3.0.0 use them (clauses 7.3 and 7.8). Metres, radians, seconds. */
import { type Static, Type } from "typebox";
import { messageItemsMax } from "../bounds.ts";
import { angleMax, Text, Time } from "../header.ts";

const onMap = Type.Number({ description: "On the map, in m." });
export const heading = (description: string) =>
  Type.Number({ minimum: -angleMax, maximum: angleMax, description });

export const TrajectorySchema = Type.Object(
  {
    degree: Type.Optional(
      Type.Integer({ minimum: 1, description: "Degree of the curve; absent: 1, which is a polyline." }),
    ),
    knotVector: Type.Optional(
      Type.Array(Type.Number({ minimum: 0, maximum: 1 }), {
        description:
          "Knots in ascending order, 0 to 1: as many as control points + degree + 1. Absent: evenly spread and clamped.",
      }),
    ),
    controlPoints: Type.Array(
      Type.Object({
        x: onMap,
        y: onMap,
        // Above 0 by the text; robots report what they like, and of ours `curveFaults` looks at it.
        weight: Type.Optional(
          Type.Number({ description: "Pull of this point on the curve, above 0; 1 if absent." }),
        ),
      }),
      { description: "From the start of the curve to its end, both included." },
    ),
  },
  { description: "A path as a clamped NURBS curve." },
);
export type Trajectory = Static<typeof TrajectorySchema>;

export const PlannedPathSchema = Type.Object(
  {
    trajectory: TrajectorySchema,
    traversedNodes: Type.Optional(
      Type.Array(Type.String(), { description: "Nodes of its order that it comes over on the way." }),
    ),
  },
  { description: "Where a robot that finds its own way means to go, at least to the end of its base." },
);

export const IntermediatePathSchema = Type.Object(
  {
    polyline: Type.Array(
      Type.Object({
        x: onMap,
        y: onMap,
        theta: Type.Optional(heading("Heading there, in rad.")),
        eta: Time("When it will be there, about."),
      }),
      { maxItems: messageItemsMax, description: "Corners of its way, the robot's own place first." },
    ),
  },
  { description: "When a robot that finds its own way will be where, as far as it sees." },
);

export const MobileRobotPositionSchema = Type.Object(
  {
    x: onMap,
    y: onMap,
    // The text bounds it, but robots send whole turns too, and a place with an odd angle is a place.
    theta: Type.Number({ description: "Heading on the map in rad, counter-clockwise, [-pi, pi]." }),
    mapId: Text("The map these coordinates belong to."),
    localized: Type.Boolean({
      description: "Whether the robot trusts its own position. While false it does not drive by itself.",
    }),
    localizationScore: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 1,
        description: "How sure the robot is, 0 lost to 1 certain. For screens only.",
      }),
    ),
    deviationRange: Type.Optional(
      Type.Number({
        minimum: 0,
        description: "How far off the position may be, in m. For screens only.",
      }),
    ),
  },
  { description: "Where the robot is. Absent means unknown, never 0/0." },
);
export type MobileRobotPosition = Static<typeof MobileRobotPositionSchema>;

const boxWith = (size: { minimum?: number }) =>
  Type.Object(
    {
      length: Type.Number({ ...size, description: "In m." }),
      width: Type.Number({ ...size, description: "In m." }),
      height: Type.Optional(Type.Number({ ...size, description: "In m, if known." })),
    },
    { description: "Size of the load's box." },
  );

export const LoadDimensionsSchema = boxWith({ minimum: 0 });

/** The factsheet's own: the published file bounds the box in a state alone. */
export const LoadSetDimensionsSchema = boxWith({});
