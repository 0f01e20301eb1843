/** Totes of which the reads failed, by the reader that may be to blame. */
import type { LocationId, ToteId } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, orNull, Type } from "@floorplane/contracts/kind";

export const readerKind = kind(
  "reader",
  1,
  fields({
    /** The robot, or a name that no robot has. */
    reader: Type.String(),
    /** Since its last read that agreed, the oldest first. */
    failed: Type.Array(
      fields({
        tote: named<ToteId>(),
        /** Where it took what was not read; wrong tags in one bin are not the reader's. */
        place: orNull(named<LocationId>()),
        /** Not a word came: tags have no part in that. */
        silent: Type.Boolean(),
        at: moment,
      }),
    ),
  }),
);
export type FailedRead = BodyOf<typeof readerKind>["failed"][number];
