/** What a robot can carry, the `loadSpecification` part of the VDA 5050 2.1.0 factsheet. */
import { type Static, Type } from "typebox";
import { Text } from "../header.ts";
import { BoundingBoxReferenceSchema } from "../shapes.schema.ts";
import { LoadDimensionsSchema } from "./geometry.schema.ts";

const optionalNumber = (description: string) => Type.Optional(Type.Number({ description }));
const places = (description: string) => Type.Optional(Type.Array(Type.String(), { description }));

export const LoadSetSchema = Type.Object({
  setName: Text("Name of the set, unique in the factsheet."),
  loadType: Text("Kind of load, such as EPAL or tote."),
  loadPositions: places("Places it may stand on; absent or empty: all."),
  boundingBoxReference: Type.Optional(BoundingBoxReferenceSchema),
  loadDimensions: Type.Optional(LoadDimensionsSchema),
  maxWeight: optionalNumber("Heaviest such load, in kg."),
  minLoadhandlingHeight: optionalNumber("Lowest place to fetch from, in m."),
  maxLoadhandlingHeight: optionalNumber("Highest place to fetch from, in m."),
  minLoadhandlingDepth: optionalNumber("Nearest place to fetch from, in m."),
  maxLoadhandlingDepth: optionalNumber("Farthest place to fetch from, in m."),
  minLoadhandlingTilt: optionalNumber("Smallest tilt, in rad."),
  maxLoadhandlingTilt: optionalNumber("Largest tilt, in rad."),
  agvSpeedLimit: optionalNumber("Top speed with it, in m/s."),
  agvAccelerationLimit: optionalNumber("Acceleration with it, in m/s2."),
  agvDecelerationLimit: optionalNumber("Deceleration with it, in m/s2."),
  pickTime: optionalNumber("Time to take it up, about, in s."),
  dropTime: optionalNumber("Time to set it down, about, in s."),
  description: Type.Optional(Text("A remark for people.")),
});
export type LoadSet = Static<typeof LoadSetSchema>;

export const LoadSpecificationSchema = Type.Object(
  {
    loadPositions: places("Names of its load places; absent or empty: it carries nothing."),
    loadSets: Type.Optional(Type.Array(LoadSetSchema, { description: "Kinds of load it can handle." })),
  },
  { description: "What it can carry." },
);
export type LoadSpecification = Static<typeof LoadSpecificationSchema>;
