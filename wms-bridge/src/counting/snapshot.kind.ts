/** A stock snapshot of the WMS as it was held against book and shelves: its differences, what is proposed for each, and who said yes. */
import type { ClientId, LocationId, LotId, Sku } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, oneOf, orNull, Type } from "@floorplane/contracts/kind";

/** `adjust`: the book follows the WMS; `count`: somebody looks; `wms`: the shelves were counted, and the WMS follows. */
export type Proposal = "adjust" | "count" | "wms";

export const snapshotKind = kind(
  "stock-snapshot",
  1,
  fields({
    client: named<ClientId>(),
    /** The WMS's name of it. */
    snapshot: Type.String(),
    requestHash: Type.String(),
    at: moment,
    /** Rows that it had, and those that are as the book has them. */
    rows: Type.Integer(),
    equal: Type.Integer(),
    /** Differences beyond those that are kept. */
    more: Type.Integer(),
    lines: Type.Array(
      fields({
        sku: named<Sku>(),
        lot: orNull(named<LotId>()),
        location: orNull(named<LocationId>()),
        wms: Type.Integer(),
        book: Type.Integer(),
        /** Units of the book at places that were counted since they were opened. */
        shelves: Type.Integer(),
        /** The oldest of these counts; null: none of them was. */
        countedAt: orNull(moment),
        proposal: oneOf<Proposal>({ adjust: true, count: true, wms: true }),
        /** Who approved it; a large one waits for a second. */
        by: Type.Array(Type.String()),
        /** It was done. */
        doneAt: orNull(moment),
      }),
    ),
  }),
);
export type Snapshot = BodyOf<typeof snapshotKind>;
export type SnapshotLine = Snapshot["lines"][number];
