/** Goods that must not leave: what the WMS says of a hold. */
import Type, { type Static } from "typebox";
import { goodsClasses } from "./goods-class.ts";
import { text } from "./texts.ts";
import { client, goods, id, number, numbered, strict } from "./wms.schema.ts";

export const HoldRequestSchema = Type.Object(
  {
    client,
    hold: number("the WMS's number of the hold"),
    reason: text(200, "told to whoever asks why", { minLength: 1 }),
    sku: Type.Optional(goods),
    lot: Type.Optional(id("units of this lot")),
    goodsClass: Type.Optional(Type.Enum([...goodsClasses], { description: "units of goods of this class" })),
    everything: Type.Optional(
      Type.Literal(true, {
        description: "all goods of the client; said in place of sku, lot and goodsClass",
      }),
    ),
    until: Type.Optional(
      Type.String({
        format: "date-time",
        description: "it is released then, within a year; without one, somebody is asked every day",
      }),
    ),
  },
  {
    ...strict,
    description:
      "what is named together must all be true of a unit. Sent again under its number with another end, it ends then",
  },
);
export type HoldRequest = Static<typeof HoldRequestSchema>;
export const parseHoldRequest = numbered("hold", HoldRequestSchema, "hold");
