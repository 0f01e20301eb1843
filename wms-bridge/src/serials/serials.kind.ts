/** Serial numbers of one item as they are kept: so many to a document, so that one of them that moves writes little, and none of them is ever a row of its own. */
import type { ClientId, LotId, Sku } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, oneOf, orNull, Type } from "@floorplane/contracts/kind";

export const serialsKind = kind(
  "serials",
  2,
  fields({
    client: named<ClientId>(),
    sku: named<Sku>(),
    /** The first, the second, … of its item. */
    chunk: Type.Integer(),
    serials: Type.Array(
      fields({
        serial: Type.String(),
        /** `gone`: written off, destroyed or not found. */
        state: oneOf({ here: true, left: true, gone: true }),
        /** What it is in, or was in last. */
        in: oneOf({ place: true, tote: true, parcel: true }),
        name: Type.String(),
        /** That it was packed for, in the words of its client. */
        order: orNull(Type.String()),
        /** Since when. */
        at: moment,
        /** Of goods that are kept by lot, that it is of; null while nobody has read both. */
        lot: orNull(named<LotId>()),
        /** Somebody looked at it, and it is not for sale. */
        kept: orNull(oneOf({ defective: true, condemned: true })),
        /** A count named all units at its place, and it was none of them. */
        unseen: Type.Boolean(),
      }),
    ),
  }),
  {
    1: ({ serials, ...chunk }) => ({
      ...chunk,
      serials: serials.map((one: object) => ({ ...one, lot: null, kept: null, unseen: false })),
    }),
  },
);
export type SerialChunk = BodyOf<typeof serialsKind>;
export type KnownSerial = SerialChunk["serials"][number];
