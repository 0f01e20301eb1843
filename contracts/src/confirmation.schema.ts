/** What the WMS hears of what became of its orders and goods: types, their words, and the schema of one. */

import Type, { type Static } from "typebox";
import { type ConfirmationType, confirmationTypes } from "./confirmation-types.ts";
import type { Frozen } from "./kind.ts";
import { gateOf } from "./parse.ts";
import { type CarryEnding, carryEndings } from "./transports.schema.ts";
import { WarningToldSchema } from "./warnings.schema.ts";

/** Why units of an order will not come any more: the WMS cancelled it, or no place has them and they are not, or no longer, waited for. */
export const orderEndings = ["cancelled", "no-stock"] as const;
export type OrderEnding = (typeof orderEndings)[number];
const ending = Type.Enum([...orderEndings], {
  description:
    "cancelled: the WMS asked for it; no-stock: no place has the units, and nothing came for a month, or the order does not wait",
});
const toldLines = (description: string) =>
  Type.Array(
    Type.Object({
      line: Type.Optional(Type.String()),
      sku: Type.String(),
      quantity: Type.Integer(),
      lot: Type.Optional(Type.String({ description: "of goods that are kept by lot" })),
      serials: Type.Optional(
        Type.Array(Type.String(), {
          description: "which units, of goods that are kept by serial number (parcel.shipped, transfer.left)",
        }),
      ),
      state: Type.Optional(
        Type.String({ description: "stock.graded, return.graded: what the units are now" }),
      ),
      grade: Type.Optional(
        Type.String({ description: "what who looked said of them: resalable, repairable or dismantle" }),
      ),
      reason: Type.Optional(Type.String({ description: "returns: why the customer sent them back" })),
      expectedAt: Type.Optional(
        Type.Union([Type.String(), Type.Null()], {
          description:
            "order.backordered: when the last of them is expected, ISO 8601; null: nothing that was announced covers them",
        }),
      ),
    }),
    { description },
  );

/** What made the book change. */
export const AdjustmentCauseSchema = Type.Object(
  {
    kind: Type.Union([
      Type.Literal("bin-counted"),
      Type.Literal("tote-counted"),
      Type.Literal("written-off"),
      Type.Literal("inspected"),
      Type.Literal("put-away"),
      Type.Literal("disposed"),
      Type.Literal("held"),
      Type.Literal("expired"),
      Type.Literal("snapshot"),
      Type.Literal("relabelled"),
      Type.Literal("destroyed"),
      Type.Literal("lost-between-sites"),
    ]),
    location: Type.Optional(
      Type.String({ description: "the place that was counted, looked at or taken from" }),
    ),
    tote: Type.Optional(Type.String({ description: "the tote that was counted" })),
    order: Type.Optional(
      Type.String({ description: "the order whose tote was counted, or whose pick made the bin be counted" }),
    ),
    countedBy: Type.Optional(
      Type.Array(Type.String(), {
        description: "bin-counted: handhelds or names of who counted; two where it took a second person",
      }),
    ),
    writeOff: Type.Optional(Type.String({ description: "the WMS's number of the write-off" })),
    disposition: Type.Optional(Type.String({ description: "the WMS's number of the decision" })),
    return: Type.Optional(Type.String({ description: "the return that the units came with" })),
    signedBy: Type.Optional(
      Type.Array(Type.String(), { description: "destroyed: the two who signed for it" }),
    ),
    decidedBy: Type.Optional(
      Type.Array(Type.String(), {
        description: "lost-between-sites: who gave them up; two where it took a second person",
      }),
    ),
    hold: Type.Optional(Type.String({ description: "the WMS's number of the hold" })),
    snapshot: Type.Optional(
      Type.String({ description: "the stock snapshot whose difference a person approved" }),
    ),
    lot: Type.Optional(Type.String({ description: "the lot whose last day is over" })),
  },
  { description: "stock.adjusted: what made the book change" },
);
export type AdjustmentCause = Static<typeof AdjustmentCauseSchema>;

/** A hold as whoever set it hears of it. */
const HoldToldSchema = Type.Object(
  {
    hold: Type.String({ description: "the WMS's number of it" }),
    reason: Type.String({ description: "as it was given" }),
    since: Type.String({ description: "ISO 8601" }),
    units: Type.Integer({ description: "that it keeps now" }),
  },
  { description: "hold.overdue: which" },
);

/** A transport as whoever asked for it hears of it. */
const TransportToldSchema = Type.Object(
  {
    transport: Type.String({ description: "your number of it" }),
    robot: Type.Optional(Type.String()),
    stop: Type.Optional(Type.Integer({ description: "which stop, counted from 0" })),
    station: Type.Optional(Type.String({ description: "where it was made" })),
    stations: Type.Optional(
      Type.Array(Type.String(), { description: "transport.retargeted: any one of these" }),
    ),
    load: Type.Optional(Type.Union([Type.String(), Type.Null()], { description: "null: nobody said which" })),
    loadType: Type.Optional(Type.String()),
    ending: Type.Optional(
      Type.Enum(Object.keys(carryEndings) as CarryEnding[], {
        description: `why it was not done. ${Object.entries(carryEndings)
          .map(([word, meaning]) => `${word}: ${meaning}`)
          .join("; ")}`,
      }),
    ),
  },
  { description: "transport.*: which, and what became of it" },
);

/** What the WMS hears: a signed webhook (Standard Webhooks 1.0), at least once, in order for each order. */
export const ConfirmationSchema = Type.Object({
  type: Type.Enum(Object.keys(confirmationTypes) as ConfirmationType[]),
  timestamp: Type.String({ description: "when it happened, by the house's clock, ISO 8601" }),
  data: Type.Object({
    client: Type.Optional(
      Type.String({ description: "whose order or goods; absent where they are the site's own client's" }),
    ),
    order: Type.Optional(Type.String()),
    return: Type.Optional(Type.String()),
    lines: Type.Optional(toldLines("units of each line as shipped, missing, returned or adjusted")),
    short: Type.Optional(toldLines("order.shipped: units that will not come")),
    transfer: Type.Optional(
      Type.Object({ to: Type.String({ description: "the other warehouse" }) }, { description: "transfer.*" }),
    ),
    transport: Type.Optional(TransportToldSchema),
    dwellS: Type.Optional(
      Type.Integer({ description: "return.graded: from its receipt to the last decision, s" }),
    ),
    receipt: Type.Optional(Type.String({ description: "the number of the delivery" })),
    variance: Type.Optional(
      toldLines(
        "receipt.received, transfer.arrived, transfer.overdue: units more (or, negative, fewer) than were announced",
      ),
    ),
    parcels: Type.Optional(
      Type.Array(
        Type.Object({
          sscc: Type.String(),
          carton: Type.Optional(
            Type.Union([Type.String(), Type.Null()], {
              description: "of the site's list; null: in whatever the bench had",
            }),
          ),
          grams: Type.Optional(
            Type.Union([Type.Integer(), Type.Null()], {
              description: "goods and carton; null: nobody knows what one of them weighs",
            }),
          ),
          units: Type.Optional(Type.Integer({ description: "in this parcel" })),
        }),
      ),
    ),
    pallet: Type.Optional(
      Type.Object(
        {
          sscc: Type.String(),
          carrier: Type.Optional(Type.String()),
          manifest: Type.Optional(Type.String({ description: "of its truck" })),
          consolidation: Type.Optional(Type.String({ description: "as its orders call it" })),
        },
        { description: "pallet.*: which; parcel.shipped, transfer.left: what the parcel left on" },
      ),
    ),
    withoutPallet: Type.Optional(
      Type.Boolean({
        description:
          "parcel.shipped, transfer.left: its order asks for a pallet (`shipOn`, `consolidation`), and it left on none",
      }),
    ),
    givenUpAt: Type.Optional(
      Type.String({ description: "order.backordered: so long they are waited for, ISO 8601" }),
    ),
    part: Type.Optional(
      Type.Integer({
        description:
          "order.backordered with more lines than a webhook may hold: the number of this part, from 1; all parts together say what is missing",
      }),
    ),
    parts: Type.Optional(
      Type.Integer({ description: "how many parts there are; absent: this is all of it" }),
    ),
    reason: Type.Optional(ending),
    hold: Type.Optional(HoldToldSchema),
    warning: Type.Optional(WarningToldSchema),
    cause: Type.Optional(AdjustmentCauseSchema),
  }),
});
export type Confirmation = Frozen<Static<typeof ConfirmationSchema>>;
export const parseConfirmation = gateOf("confirmation", ConfirmationSchema);
