/** What was said to an act that came with an Idempotency-Key. */
import { type BodyOf, fields, kind, moment, oneOf, orNull, Type } from "@floorplane/contracts/kind";
import type { Outcome } from "./protocol.ts";

export const actKeyKind = kind(
  "act-key",
  1,
  fields({
    key: Type.String(),
    /** Of the act as it was sent. */
    hash: Type.String(),
    command: Type.String(),
    /** Null while it is being decided. */
    said: orNull(
      fields({
        command: Type.String(),
        outcome: oneOf<Outcome["outcome"]>({ done: true, refused: true, unanswered: true, unknown: true }),
        why: Type.String(),
      }),
    ),
    at: moment,
  }),
);
export type KeptKey = BodyOf<typeof actKeyKind>;
