/** A hold of goods as it is kept: what it keeps, why, since when and until when. */
import type { GoodsClass } from "@floorplane/contracts/goods-class";
import type { ClientId, LotId, Sku, TaskId } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, oneOf, orNull, Type } from "@floorplane/contracts/kind";

export const holdKind = kind(
  "hold",
  1,
  fields({
    client: named<ClientId>(),
    /** The WMS's number of it. */
    hold: Type.String(),
    /** Told to whoever asks why. */
    reason: Type.String(),
    /** What is said is true of all units that it keeps; where nothing is, it keeps all of the client's. */
    sku: orNull(named<Sku>()),
    lot: orNull(named<LotId>()),
    goodsClass: orNull(oneOf<GoodsClass>({ general: true, battery: true, liquid: true, restricted: true })),
    since: moment,
    /** When it is released; null: nobody said. */
    until: orNull(moment),
    releasedAt: orNull(moment),
    /** The task that asks a person about it. */
    ticket: orNull(named<TaskId>()),
    requestHash: Type.String(),
  }),
);
export type Hold = BodyOf<typeof holdKind>;
