/** What was answered to an Idempotency-Key. */
import { type BodyOf, fields, kind, moment, Type } from "@floorplane/contracts/kind";

export const answerKind = kind(
  "answer",
  1,
  fields({
    key: Type.String(),
    /** Of method, path and body. */
    requestHash: Type.String(),
    status: Type.Integer(),
    headers: Type.Record(Type.String(), Type.String()),
    text: Type.String(),
    at: moment,
  }),
);
export type Answer = BodyOf<typeof answerKind>;
