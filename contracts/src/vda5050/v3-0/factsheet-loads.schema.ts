/** What a robot can carry, the `loadSpecification` part of the VDA 5050 3.0.0 factsheet. */
import { type Static, Type } from "typebox";
import { Text } from "../header.ts";
import { BoundingBoxReferenceSchema } from "../shapes.schema.ts";
import { LoadSetDimensionsSchema } from "./geometry.schema.ts";

const optionalNumber = (description: string) => Type.Optional(Type.Number({ description }));
const atLeast0 = (description: string) => Type.Optional(Type.Number({ minimum: 0, description }));
const places = (description: string) => Type.Optional(Type.Array(Type.String(), { description }));

export const LoadSetSchema = Type.Object({
  setName: Text("Name of the set, unique in the factsheet."),
  loadType: Text("Kind of load, such as EPAL or tote."),
  loadPositions: places("Places it may stand on; absent or empty: all."),
  boundingBoxReference: Type.Optional(BoundingBoxReferenceSchema),
  loadDimensions: Type.Optional(LoadSetDimensionsSchema),
  maximumWeight: atLeast0("Heaviest such load, in kg."),
  minimumLoadhandlingHeight: atLeast0("Lowest place to fetch from, in m."),
  maximumLoadhandlingHeight: atLeast0("Highest place to fetch from, in m."),
  minimumLoadhandlingDepth: optionalNumber("Nearest place to fetch from, in m."),
  maximumLoadhandlingDepth: optionalNumber("Farthest place to fetch from, in m."),
  minimumLoadhandlingTilt: optionalNumber("Smallest tilt, in rad."),
  maximumLoadhandlingTilt: optionalNumber("Largest tilt, in rad."),
  // The published file gives the unit of an acceleration; the text says m/s.
  maximumSpeed: atLeast0("Top speed with it, in m/s."),
  maximumAcceleration: atLeast0("Acceleration with it, in m/s2."),
  maximumDeceleration: optionalNumber("Deceleration with it, in m/s2."),
  pickTime: atLeast0("Time to take it up, about, in s."),
  dropTime: atLeast0("Time to set it down, about, in s."),
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
