/** What people and programs had a hearer do, as it is kept beside it. */
import { type HearerActNote, notedHearerActs } from "@floorplane/contracts/connections";
import type { ClientId } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, oneOf, Type } from "@floorplane/contracts/kind";

export const hearerActsKind = kind(
  "hearer-acts",
  1,
  fields({
    client: named<ClientId>(),
    /** Its client's name for it. */
    webhook: Type.String(),
    /** The latest last. */
    acts: Type.Array(
      fields({
        act: Type.Unsafe<HearerActNote["act"]>(Type.Enum([...notedHearerActs])),
        via: oneOf<HearerActNote["via"]>({ floor: true, program: true }),
        by: Type.String(),
        reason: Type.String(),
        at: moment,
      }),
    ),
  }),
);
export type KeptHearerActs = BodyOf<typeof hearerActsKind>;
