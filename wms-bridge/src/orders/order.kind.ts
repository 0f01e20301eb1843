/** An order as it is kept; screens may rely on what `OrderDocument` names. */

import { type OrderAct, type OrderActNote, orderActs } from "@floorplane/contracts/acts";
import type { OrderEnding } from "@floorplane/contracts/confirmation.schema";
import type { OrderState } from "@floorplane/contracts/documents";
import type {
  ClientId,
  LineId,
  LocationId,
  LotId,
  OrderId,
  Sku,
  ToteId,
  WaveId,
} from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, oneOf, orNull, Type } from "@floorplane/contracts/kind";
import type { OrderReason } from "@floorplane/contracts/reasons/of-orders";
import { reasonSchema } from "@floorplane/contracts/reasons/reason";
import type { Allocation, Priority } from "@floorplane/contracts/states";

/** Its deadline is watched, an alarm stands, or it was packed in time or ended. */
export type Risk = "watched" | "raised" | "over";

const orderState = oneOf<OrderState>({
  received: true,
  accepted: true,
  allocated: true,
  backordered: true,
  released: true,
  picking: true,
  transporting: true,
  packing: true,
  packed: true,
  shipped: true,
  cancelling: true,
  cancelled: true,
  rejected: true,
  parked: true,
});

const actNote = fields({
  act: Type.Unsafe<OrderAct>(Type.Enum([...orderActs])),
  via: oneOf<OrderActNote["via"]>({ floor: true, program: true }),
  by: Type.String(),
  reason: Type.String(),
  at: moment,
});

export const orderKind = kind(
  "order",
  6,
  fields({
    order: named<OrderId>(),
    client: named<ClientId>(),
    country: Type.String(),
    carrier: Type.String(),
    region: Type.String(),
    receivedAt: moment,
    cutOffAt: moment,
    shipBy: moment,
    requestHash: Type.String(),
    lines: Type.Array(
      fields({
        line: named<LineId>(),
        sku: named<Sku>(),
        asked: Type.Integer(),
        picked: Type.Integer(),
        shipped: Type.Integer(),
        /** Given up: no place had them, and they are not waited for, or no longer. */
        cancelled: Type.Integer(),
      }),
    ),
    allocation: oneOf<Allocation>({ whole: true, partial: true, "partial-then-cancel": true }),
    priority: oneOf<Priority>({ normal: true, high: true, urgent: true }),
    /** A person keeps it from being begun. */
    held: orNull(fields({ by: Type.String(), reason: Type.String(), at: moment })),
    /** What was done about it, and by whom: absent of most. */
    acts: Type.Optional(Type.Array(actNote)),
    /** When it came to which state, the latest last. */
    course: Type.Array(fields({ state: orderState, at: moment })),
    /** Orders that must have shipped before it is begun; those that have are taken out. */
    after: Type.Array(named<OrderId>()),
    state: orderState,
    wave: orNull(named<WaveId>()),
    /** Its wave went: from now on shortages are made up by further totes. */
    released: Type.Boolean(),
    totes: Type.Array(named<ToteId>()),
    parcels: Type.Array(Type.String()),
    /** Units held for the order at a place until a tote is planned for them. */
    holds: Type.Array(
      fields({
        line: named<LineId>(),
        at: named<LocationId>(),
        sku: named<Sku>(),
        lot: named<LotId>(),
        units: Type.Integer(),
      }),
    ),
    shippedAt: orNull(moment),
    closedAt: orNull(moment),
    /** Lines and units that a robot did not find where the book had them. */
    shortLines: Type.Integer(),
    shortUnits: Type.Integer(),
    failures: Type.Integer(),
    risk: oneOf<Risk>({ watched: true, raised: true, over: true }),
    /** Since when units are missing that no place can give. */
    lackingSince: orNull(moment),
    /** Those units, as the WMS was told of them last, with when the last of each is expected; null: nothing that was announced covers them. */
    lacking: Type.Array(fields({ sku: named<Sku>(), units: Type.Integer(), expectedAt: orNull(moment) })),
    /** So long they are waited for. */
    givenUpAt: orNull(moment),
    /** Why the rest of it does not come any more. */
    ending: orNull(oneOf<OrderEnding>({ cancelled: true, "no-stock": true })),
    /** Why it stands, where it does. */
    why: orNull(reasonSchema<OrderReason>()),
  }),
  {
    1: ({ backorderTold: _said, lackingSince = null, ending = null, ...order }) => ({
      ...order,
      lackingSince,
      ending,
    }),
    2: withReason,
    3: withPolicy,
    4: withCourse,
    // What people had done was in the log alone.
    5: (order) => order,
  },
);
export type KeptOrder = BodyOf<typeof orderKind>;

/** It kept the sentence. */
function withReason({ why, ...order }: { readonly why: string }): object {
  return { ...order, why: why === "" ? null : ({ code: "earlier.words", words: why } satisfies OrderReason) };
}

/** What was released waited for its rest while what was there went; what it waits for is written down by the first step. */
function withPolicy({ lines, ...order }: { readonly lines: readonly object[] }): object {
  return {
    ...order,
    lines: lines.map((line) => ({ ...line, cancelled: 0 })),
    allocation: "partial",
    after: [],
    lacking: [],
    givenUpAt: null,
  };
}

/** When it came to where it is was not written down. */
function withCourse(order: object): object {
  return { ...order, priority: "normal", held: null, course: [] };
}
