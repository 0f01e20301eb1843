/** What was said to an act that came with an Idempotency-Key. */
import { type BodyOf, fields, kind, moment, oneOf, orNull, Type } from "@floorplane/contracts/kind";
import type { ActReason } from "@floorplane/contracts/reasons/of-acts";
import { reasonOfToday, reasonSchema } from "@floorplane/contracts/reasons/reason";
import type { Outcome } from "./protocol.ts";

export const actKeyKind = kind(
  "act-key",
  3,
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
        reason: orNull(reasonSchema<ActReason>()),
      }),
    ),
    at: moment,
  }),
  { 1: withReason, 2: withReasonsWithin },
);
export type KeptKey = BodyOf<typeof actKeyKind>;

/** It kept the sentence. */
function withReason(body: KeptKeyOfText): object {
  const { said, ...rest } = body;
  if (said === null) return { ...rest, said };
  const { why, ...outcome } = said;
  return { ...rest, said: { ...outcome, reason: why === "" ? null : { code: "earlier.words", words: why } } };
}

interface KeptKeyOfText {
  readonly said: { readonly why: string } | null;
}

/** What a robot had said stood in its reason as a sentence. */
function withReasonsWithin(body: KeptKeyOfTrouble): object {
  const { said } = body;
  if (!said?.reason) return body;
  const { trouble, contest, mode, ...reason } = said.reason;
  const within = {
    ...(contest === undefined ? {} : { contest: reasonOfToday(contest) }),
    ...(trouble === undefined ? {} : { trouble: reasonOfToday(trouble) }),
    ...(mode === undefined ? {} : { trouble: { code: "said.mode", mode } }),
  };
  return { ...body, said: { ...said, reason: { ...reason, ...within } } };
}

interface KeptKeyOfTrouble {
  readonly said: {
    readonly reason: { readonly trouble?: string; readonly contest?: string; readonly mode?: string } | null;
  } | null;
}
