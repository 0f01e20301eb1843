/** A name from the floor that nobody here knows. */
import { type BodyOf, fields, kind, oneOf, Type } from "@floorplane/contracts/kind";

export type UnknownKind = "parcel" | "tote" | "task";

export const unknownNameKind = kind(
  "unknown-name",
  1,
  fields({ kind: oneOf<UnknownKind>({ parcel: true, tote: true, task: true }), name: Type.String() }),
);
export type UnknownName = BodyOf<typeof unknownNameKind>;
