/** What was answered to an Idempotency-Key. */
import { type BodyOf, fields, kind, moment, Type } from "@floorplane/contracts/kind";
import { client, ofBefore } from "../../keeping/owned.ts";

export const answerKind = kind(
  "answer",
  2,
  fields({
    client,
    key: Type.String(),
    /** Of its address and content; of path and bytes where a house of before took it. */
    requestHash: Type.String(),
    status: Type.Integer(),
    headers: Type.Record(Type.String(), Type.String()),
    text: Type.String(),
    at: moment,
  }),
  { 1: ofBefore },
);
export type KeptAnswer = BodyOf<typeof answerKind>;
