/** `visualization` of VDA 5050 3.0.0 (clauses 6.7 and 7.9): position, speed and way at a higher rate, for screens and nothing else. */
import { type Static, Type } from "typebox";
import { Uint32 } from "../header.ts";
import { VelocitySchema } from "../shapes.schema.ts";
import { IntermediatePathSchema, MobileRobotPositionSchema, PlannedPathSchema } from "./geometry.schema.ts";
import { headerFields } from "./header.ts";

export const VisualizationSchema = Type.Object(
  {
    ...headerFields,
    referenceStateHeaderId: Uint32("The headerId of the state that this goes with."),
    plannedPath: Type.Optional(PlannedPathSchema),
    intermediatePath: Type.Optional(IntermediatePathSchema),
    mobileRobotPosition: Type.Optional(MobileRobotPositionSchema),
    velocity: Type.Optional(VelocitySchema),
  },
  { title: "visualization", description: "Where a robot is right now, several times a second." },
);
export type Visualization = Static<typeof VisualizationSchema>;
