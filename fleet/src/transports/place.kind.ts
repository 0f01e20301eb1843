/** A station or storage place that robots are kept from, or where work has failed, as it is kept. */
import type { StationId } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, named, oneOf, Type } from "@floorplane/contracts/kind";
import { actNote } from "../robots/act-note.kind.ts";
import { failure } from "../robots/failure.kind.ts";

/** Screens may rely on what `PlaceDocument` names. */
export const placeKind = kind(
  "place",
  1,
  fields({
    place: named<StationId>(),
    state: oneOf({ open: true, closed: true }),
    acts: Type.Array(actNote),
    failures: Type.Array(failure),
    /** An alarm stands. */
    failing: Type.Boolean(),
  }),
);
export type KeptPlace = BodyOf<typeof placeKind>;
