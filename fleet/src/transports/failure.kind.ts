/** One action that failed, as it is kept beside the robot and the place that it may tell of. */
import type { RobotId, StationId } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, oneOf, Type } from "@floorplane/contracts/kind";
import { actNote } from "../acts/act-note.kind.ts";

export const failure = fields({
  /** VDA action type. */
  type: Type.String(),
  robot: named<RobotId>(),
  place: named<StationId>(),
  /** The tote or line it was about. */
  work: Type.String(),
  /** House time, ms. */
  at: moment,
});

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
