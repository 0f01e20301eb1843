/** A transfer as it is kept: which order carries it, where to, and of each of its goods what left, arrived and was given up. Screens may rely on what `TransferDocument` names. */
import type { ClientId, LotId, OrderId, Sku } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, orNull, Type } from "@floorplane/contracts/kind";

export const transferKind = kind(
  "transfer",
  1,
  fields({
    client: named<ClientId>(),
    order: named<OrderId>(),
    /** The other warehouse, as its owner calls it. */
    to: Type.String(),
    openedAt: moment,
    /** When the last of its parcels left. */
    leftAt: orNull(moment),
    /** When the other warehouse last said that some arrived. */
    arrivedAt: orNull(moment),
    /** When, and by whom, the rest was given up. */
    decidedAt: orNull(moment),
    decidedBy: orNull(Type.String()),
    parcels: Type.Array(Type.String()),
    lines: Type.Array(
      fields({
        sku: named<Sku>(),
        lot: named<LotId>(),
        left: Type.Integer(),
        arrived: Type.Integer(),
        lost: Type.Integer(),
      }),
    ),
  }),
);
export type Transfer = BodyOf<typeof transferKind>;
export type TransferLine = Transfer["lines"][number];
