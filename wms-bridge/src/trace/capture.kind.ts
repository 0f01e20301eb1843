/** What is kept of captures of others' events, beside the events themselves, which are rows of the client's list. */
import type { ClientId } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, oneOf, Type } from "@floorplane/contracts/kind";

export const captureKind = kind(
  "capture",
  2,
  fields({
    client: named<ClientId>(),
    capture: Type.String(),
    at: moment,
    behaviour: oneOf({ rollback: true, proceed: true }),
    /** Events that were taken. */
    events: Type.Integer(),
    /** Of those that were not. */
    errors: Type.Array(fields({ field: Type.String(), detail: Type.String() })),
    /** What was heard of them and changes nothing, in words. */
    remarks: Type.Array(Type.String()),
  }),
  { 1: (capture) => ({ ...capture, remarks: [] }) },
);
export type Capture = BodyOf<typeof captureKind>;

/** How far the time of an event was ahead of the clock of this house at most: who looks for events of a time begins so much earlier. */
export const captureLeadKind = kind(
  "capture-lead",
  1,
  fields({ client: named<ClientId>(), aheadMs: Type.Number() }),
);
export type CaptureLead = BodyOf<typeof captureLeadKind>;
