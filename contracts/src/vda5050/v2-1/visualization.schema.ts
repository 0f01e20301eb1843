/** `visualization` of VDA 5050 2.1.0 (clause 6.13): position and speed at a higher rate, for screens and nothing else. */
import { type Static, Type } from "typebox";
import { VelocitySchema } from "../shapes.schema.ts";
import { VisualizedPositionSchema } from "./geometry.schema.ts";
import { headerFields } from "./header.ts";

export const VisualizationSchema = Type.Object(
  {
    // The published file requires no field here, not even the header: identity comes from the topic.
    headerId: Type.Optional(headerFields.headerId),
    timestamp: Type.Optional(headerFields.timestamp),
    version: Type.Optional(headerFields.version),
    manufacturer: Type.Optional(headerFields.manufacturer),
    serialNumber: Type.Optional(headerFields.serialNumber),
    agvPosition: Type.Optional(VisualizedPositionSchema),
    velocity: Type.Optional(VelocitySchema),
  },
  { title: "visualization", description: "Where a robot is right now, several times a second." },
);
export type Visualization = Static<typeof VisualizationSchema>;
