/** A return as it is kept: what was announced, what came, and what each unit of it was found fit for. Screens may rely on what `ReturnDocument` names. */
import type { ClientId, LocationId, LotId, Sku } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, oneOf, orNull, Type } from "@floorplane/contracts/kind";
import type { Disposition, Grade, ReturnState } from "@floorplane/contracts/states";

export const returnKind = kind(
  "return",
  1,
  fields({
    client: named<ClientId>(),
    /** The client's number of it. */
    return: Type.String(),
    /** The client's number of the order that its goods were sold with, as it was said. */
    order: orNull(Type.String()),
    state: oneOf<ReturnState>({ announced: true, received: true, decided: true, cancelled: true }),
    /** Where its goods were put; null before they came. */
    location: orNull(named<LocationId>()),
    /** Sold before this house kept the book. */
    shippedBefore: Type.Boolean(),
    openedAt: moment,
    /** When it is expected, where it was announced. */
    expectedAt: orNull(moment),
    receivedAt: orNull(moment),
    decidedAt: orNull(moment),
    /** It was told that nobody had decided in time. */
    isOverdue: Type.Boolean(),
    lines: Type.Array(
      fields({
        sku: named<Sku>(),
        lot: named<LotId>(),
        /** Why the customer sent it back, in the client's words. */
        reason: orNull(Type.String()),
        announced: Type.Integer(),
        /** Units that came: as was said, and corrected by who looked. */
        received: Type.Integer(),
        /** Units that were said to have come and were not found. */
        gone: Type.Integer(),
        graded: Type.Array(
          fields({
            to: oneOf<Disposition>({ available: true, defective: true, condemned: true, destroyed: true }),
            grade: orNull(oneOf<Grade>({ resalable: true, repairable: true, dismantle: true })),
            units: Type.Integer(),
          }),
        ),
      }),
    ),
  }),
);
export type KeptReturn = BodyOf<typeof returnKind>;
export type Return = KeptReturn;
export type ReturnLine = Return["lines"][number];
