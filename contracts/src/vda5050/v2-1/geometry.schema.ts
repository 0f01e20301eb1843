/** Curves, positions and boxes as several messages of VDA 5050 2.1.0 use them. Metres, radians, seconds. */
import { type Static, Type } from "typebox";
import { Text } from "../header.ts";

const trajectoryWith = (degree: { minimum?: number }, weight: { minimum?: number }) =>
  Type.Object(
    {
      degree: Type.Integer({
        ...degree,
        description: "Degree of the curve: 1 is a polyline, 2 and 3 are the usual curves.",
      }),
      knotVector: Type.Array(Type.Number({ minimum: 0, maximum: 1 }), {
        description: "Knots in ascending order, 0 to 1: as many as control points + degree + 1.",
      }),
      controlPoints: Type.Array(
        Type.Object({
          x: Type.Number({ description: "On the map, in m." }),
          y: Type.Number({ description: "On the map, in m." }),
          weight: Type.Optional(
            Type.Number({ ...weight, description: "Pull of this point on the curve; 1 if absent." }),
          ),
        }),
        { description: "From the start of the edge to its end, both included." },
      ),
    },
    { description: "The path along an edge as a clamped NURBS curve." },
  );

/** The curve control prescribes; bounded, since it is ours to write. */
export const TrajectorySchema = trajectoryWith({ minimum: 1 }, { minimum: 0 });
export type Trajectory = Static<typeof TrajectorySchema>;

/** The curve a robot reports: the published state leaves degree and weight without bounds. */
export const ReportedTrajectorySchema = trajectoryWith({}, {});

const agvPositionFields = {
  x: Type.Number({ description: "On the map, in m." }),
  y: Type.Number({ description: "On the map, in m." }),
  theta: Type.Number({
    description:
      "Heading on the map in rad, counter-clockwise; [-pi, pi] by the text, but robots send whole turns too.",
  }),
  mapId: Text("The map these coordinates belong to."),
  positionInitialized: Type.Boolean({
    description: "Whether the robot trusts its own position. While false it gets no order.",
  }),
  localizationScore: Type.Optional(
    Type.Number({
      minimum: 0,
      maximum: 1,
      description: "How sure the robot is, 0 lost to 1 certain. For screens only.",
    }),
  ),
  deviationRange: Type.Optional(
    Type.Number({ description: "How far off the position may be, in m. For screens only." }),
  ),
};

export const AgvPositionSchema = Type.Object(
  { ...agvPositionFields, mapDescription: Type.Optional(Text("A remark on the map for people.")) },
  { description: "Where the robot is. Absent means unknown, never 0/0." },
);
export type AgvPosition = Static<typeof AgvPositionSchema>;

/** On the visualization topic the position carries no remark on its map. */
export const VisualizedPositionSchema = Type.Object(agvPositionFields, {
  description: "Where the robot is.",
});

export const LoadDimensionsSchema = Type.Object(
  {
    length: Type.Number({ description: "In m." }),
    width: Type.Number({ description: "In m." }),
    height: Type.Optional(Type.Number({ description: "In m, if known." })),
  },
  { description: "Size of the load's box." },
);
