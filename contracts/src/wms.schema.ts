/** What the WMS sends over HTTP. Every POST carries an Idempotency-Key. */
import Type, { type Static, type TSchema } from "typebox";
import { changedFields, consignmentFields } from "./consignment.schema.ts";
import { goodsClasses } from "./goods-class.ts";
import { numberPattern, oneSpelling } from "./ids.ts";
import type { Frozen } from "./kind.ts";
import { type Gate, gateOf } from "./parse.ts";
import { personPattern } from "./people-names.ts";
import { allocations, priorities, type Verdict, verdicts } from "./states.ts";
import { text } from "./texts.ts";
import { WarningLimitsSchema } from "./warnings.schema.ts";

export const id = (description: string) =>
  Type.String({ minLength: 1, maxLength: 64, pattern: "^[A-Za-z0-9_.:~-]+$", description });
/** Numbers that the WMS gives, as it writes them: `WH/OUT/00001`, `#1001`, any script. */
export const number = (description: string) =>
  Type.String({ minLength: 1, maxLength: 64, pattern: numberPattern, description });
export const strict = { additionalProperties: false };

/** What looks alike is one number, however its letters with marks are written. As it is told it is judged again: a few letters are longer in the one spelling. */
export function numbered<Schema extends TSchema>(
  what: string,
  schema: Schema,
  field: string,
): Gate<Static<Schema>> {
  const gate = gateOf(what, schema);
  const spelled = (body: Static<Schema>): Static<Schema> => {
    const text = (body as Record<string, unknown>)[field];
    if (typeof text !== "string" || text === oneSpelling(text)) return body;
    return gate(Object.assign(body as object, { [field]: oneSpelling(text) }));
  };
  return Object.assign((value: unknown) => spelled(gate(value)), {
    bytes: (bytes: Uint8Array) => spelled(gate.bytes(bytes)),
  });
}
/** Every request may name it, here or as `?client=`. */
export const client = Type.Optional(
  id("whose order and goods: a client of `site.yaml`; the site's own where nobody is named"),
);
/** One request never carries more: larger lists are sent in pieces. */
export const rowsMax = 1_000;
export const day = (description: string) =>
  Type.String({ pattern: "^20[0-9]{2}-[01][0-9]-[0-3][0-9]$", description });
const gtin = (description: string) => Type.String({ pattern: "^[0-9]{8,14}$", description });
/** Goods as a sender writes them: SKU in any case, GTIN, case GTIN (its units are counted) or alias. */
export const goods = Type.String({
  minLength: 1,
  maxLength: 64,
  description: "SKU, GTIN, case GTIN or alias",
});
/** As it stands on one piece (AI 21), or as its maker calls it; letters count as they are written. */
export const serial = Type.String({ pattern: "^[!-~]{1,40}$", description: "serial number of one unit" });
const serials = (description: string) => Type.Optional(Type.Array(serial, { maxItems: 10_000, description }));
const millimetres = Type.Integer({ minimum: 1, maximum: 10_000 });
const units = (minimum: number) => Type.Integer({ minimum, maximum: 1_000_000 });

export const ItemSchema = Type.Object(
  {
    sku: id("stock keeping unit, upper case"),
    kind: Type.Union([Type.Literal("goods"), Type.Literal("service")], {
      description: "service: postage, fees, discounts; never picked",
    }),
    name: text(200, "for people"),
    gtin: Type.Optional(
      gtin("GTIN of one unit, of 8, 12, 13 or 14 digits; required for goods; of no other item"),
    ),
    caseGtin: Type.Optional(gtin("GTIN of a sealed case; never the unit's")),
    caseUnits: Type.Optional(
      Type.Integer({
        minimum: 2,
        maximum: 100_000,
        description: "units in a sealed case: counts and orders by caseGtin need it",
      }),
    ),
    aliases: Type.Optional(
      Type.Array(id("alias"), { maxItems: 20, description: "other codes for it; of no other item" }),
    ),
    litres: Type.Number({
      minimum: 0,
      maximum: 1_000,
      description: "room that one unit takes; 0: nobody knows",
    }),
    kilograms: Type.Number({ minimum: 0, maximum: 1_000, description: "of one unit; 0: nobody knows" }),
    size: Type.Optional(
      Type.Object(
        { lengthMm: millimetres, widthMm: millimetres, heightMm: millimetres },
        { ...strict, description: "of one unit: cartons whose sides are shorter are not taken for it" },
      ),
    ),
    class: Type.Union([Type.Literal("A"), Type.Literal("B"), Type.Literal("C")], {
      description: "how often it sells",
    }),
    value: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 1e9,
        description: "what one unit is worth, in the site's money: for counts by value and their approval",
      }),
    ),
    goodsClass: Type.Optional(
      Type.Enum([...goodsClasses], {
        description: "what its places must admit (`zones[].admits` in `site.yaml`); general where absent",
      }),
    ),
    lotKept: Type.Optional(
      Type.Boolean({
        description: "kept by lot: a place holds one lot of it, and what comes in names its lot",
      }),
    ),
    shelfLifeDays: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 36_500,
        description: "it expires, so long after it was made at most: each lot has a last day; needs lotKept",
      }),
    ),
    minRemainingDays: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 36_500,
        description: "days that a lot must have left on the day by which an order ships; needs shelfLifeDays",
      }),
    ),
    serialKept: Type.Optional(
      Type.Boolean({
        description:
          "kept by serial number: each unit that leaves is named by its own, and none leaves twice; not to be said while units of it are here",
      }),
    ),
    warnings: Type.Optional(WarningLimitsSchema),
    relabelReturns: Type.Optional(
      Type.Boolean({
        description: "what customers send back of it is for sale again only under a fresh label",
      }),
    ),
    labelText: Type.Optional(text(200, "what its label says for people")),
  },
  strict,
);
export type Item = Frozen<Static<typeof ItemSchema>>;
export const ItemsSchema = Type.Object(
  { client, items: Type.Array(ItemSchema, { minItems: 1, maxItems: rowsMax }) },
  strict,
);
export type Items = Static<typeof ItemsSchema>;
export const parseItems = gateOf("items", ItemsSchema);

/** Day 0: what stands where, once; later goods come in as a receipt with its own number. Both add to the book from the account `supplier`. */
export const OpeningStockSchema = Type.Object(
  {
    client,
    receipt: Type.Optional(
      number(
        "number of a later delivery: adds to what stands there; without one a place is opened once for each sku",
      ),
    ),
    rows: Type.Array(
      Type.Object(
        {
          location: id("storage location"),
          sku: goods,
          lot: id("lot"),
          units: units(1),
          expires: Type.Optional(
            day("last day of the lot, by the site's calendar; where the item has a shelf life"),
          ),
          serials: serials("of these units, as many as are known; where the item is kept by them"),
        },
        strict,
      ),
      { minItems: 1, maxItems: rowsMax },
    ),
  },
  strict,
);
export type OpeningStock = Static<typeof OpeningStockSchema>;
export const parseOpeningStock = numbered("opening stock", OpeningStockSchema, "receipt");

const carrier = Type.Optional(
  id("who is to carry it: one of `site.yaml` that goes there; the first that does where absent"),
);
const shipBy = Type.Optional(
  Type.String({
    format: "date-time",
    description:
      "when it must have left, in place of its carrier's next cut-off within 72 h: at most 30 days ago, which is late, and 366 ahead",
  }),
);

const priority = Type.Optional(
  Type.Enum([...priorities], {
    description:
      "which of two orders goes first. high: before others for goods, and due halfway to its shipBy; urgent: before all, due at once, and it waits for no wave; normal where absent",
  }),
);

const orderLine = Type.Object(
  { line: id("line number in the order"), sku: goods, quantity: units(1) },
  strict,
);

export const OrderRequestSchema = Type.Object(
  {
    client,
    order: number("the WMS's order number; asked for in an address as `encodeURIComponent` writes it"),
    country: text(
      80,
      "destination: an ISO 3166-1 code (GB, GBR, 826) or the country's name in English or its own language; the answer says which was read",
      { minLength: 1 },
    ),
    lines: Type.Array(orderLine, { maxItems: 1_000 }),
    allocation: Type.Optional(
      Type.Enum([...allocations], {
        description:
          "what becomes of it when units are missing. whole: it ships complete or waits; partial: what is there goes, the rest is waited for; partial-then-cancel: what is there goes, the rest is cancelled. Absent: as `site.yaml` says for its client",
      }),
    ),
    after: Type.Optional(
      Type.Array(number("number of an order of the same client"), {
        minItems: 1,
        maxItems: 20,
        description: "it is not begun before these have shipped; each must be known here",
      }),
    ),
    transferTo: Type.Optional(
      number(
        "its goods go to this other warehouse of yours: what left is between the sites, and not sold, until `/v1/transfers/{transfer}/arrival` says that it arrived",
      ),
    ),
    carrier,
    shipBy,
    priority,
    ...consignmentFields,
  },
  strict,
);
export type OrderRequest = Static<typeof OrderRequestSchema>;
export const parseOrderRequest = numbered("order", OrderRequestSchema, "order");

/** What may be changed after an order was sent: as long as it is open, what is named replaces what was said before. */
export const OrderChangeSchema = Type.Object(
  {
    client,
    lines: Type.Optional(
      Type.Array(orderLine, {
        minItems: 1,
        maxItems: 1_000,
        description:
          "all that it asks for from now on: a line that is not named is taken out, one that was not there is added; a line's goods stay what they are",
      }),
    ),
    carrier,
    shipBy,
    priority,
    ...changedFields,
  },
  strict,
);
export type OrderChange = Static<typeof OrderChangeSchema>;
export const parseOrderChange = gateOf("change", OrderChangeSchema);

/** What is on its way to this house: the promises of orders that wait for it are made of this. Sent again under its number it is as it was sent last; without lines it does not come any more. */
export const ExpectedReceiptSchema = Type.Object(
  {
    client,
    receipt: number("its number; the receipt that is booked under this number is this one, come"),
    expectedAt: Type.String({ format: "date-time", description: "when its goods can be picked here" }),
    lines: Type.Array(Type.Object({ sku: goods, quantity: units(1) }, strict), { maxItems: rowsMax }),
    inspect: Type.Optional(
      Type.Boolean({
        description: "somebody looks at what came before it is put away; else it is put away at once",
      }),
    ),
  },
  strict,
);
export type ExpectedReceiptRequest = Static<typeof ExpectedReceiptSchema>;
export const parseExpectedReceipt = numbered("expected receipt", ExpectedReceiptSchema, "receipt");

const returnReason = Type.Optional(
  text(64, "why the customer sends it back, as you call it: passed through, shown and told again", {
    minLength: 1,
  }),
);
const returnLine = (least: number) =>
  Type.Object(
    {
      sku: goods,
      quantity: units(least),
      lot: Type.Optional(id("lot; where the item is kept by lot")),
      expires: Type.Optional(
        day("last day of the lot; where the item has a shelf life and the lot was never here"),
      ),
      serials: serials("which units came back, of goods that are kept by them; not in an announcement"),
      reason: returnReason,
    },
    strict,
  );

/**
 * Goods that come back: they are booked in as frozen at the receiving station until someone looks at them. No more can come back than was shipped from here. With `expectedAt` they are announced and nothing
 * is booked before they come.
 */
export const ReturnRequestSchema = Type.Object(
  {
    client,
    return: number("the WMS's number of the return"),
    order: Type.Optional(number("the order that its goods were sold with, where you know it")),
    expectedAt: Type.Optional(
      Type.String({
        format: "date-time",
        description: "an announcement (RMA): its goods come about then, and are booked when they did",
      }),
    ),
    reason: returnReason,
    shippedBefore: Type.Optional(
      Type.Boolean({ description: "sold before this house kept the book: not held against what it shipped" }),
    ),
    lines: Type.Array(returnLine(1), { minItems: 1, maxItems: 1_000 }),
  },
  strict,
);
export type ReturnRequest = Static<typeof ReturnRequestSchema>;
export const parseReturnRequest = numbered("return", ReturnRequestSchema, "return");

/** An announced return has come: what of it, where it is not all that was announced. */
export const ReturnArrivalSchema = Type.Object(
  {
    client,
    lines: Type.Optional(
      Type.Array(returnLine(1), {
        minItems: 1,
        maxItems: 1_000,
        description: "what came; as it was announced where absent",
      }),
    ),
  },
  { ...strict, description: "may be left out: it came as it was announced" },
);
export type ReturnArrival = Static<typeof ReturnArrivalSchema>;
export const parseReturnArrival = gateOf("arrival of a return", ReturnArrivalSchema);

/** Units to be taken off the book (broken, lost): a person takes them from a shelf and confirms; booked only then. */
export const WriteOffRequestSchema = Type.Object(
  {
    client,
    writeOff: number("the WMS's number of the write-off"),
    sku: goods,
    quantity: units(1),
    reason: text(200, "told to whoever takes them from the shelf"),
  },
  strict,
);
export type WriteOffRequest = Static<typeof WriteOffRequestSchema>;
export const parseWriteOffRequest = numbered("write-off", WriteOffRequestSchema, "writeOff");

/** A decision about goods that are frozen, defective or condemned, for what somebody already did with them; a person's answer to an inspection is the other way to it. */
export const DispositionRequestSchema = Type.Object(
  {
    client,
    disposition: number("the WMS's number of the decision"),
    location: id("where the goods stand: station or storage location"),
    sku: goods,
    quantity: units(1),
    from: Type.Optional(
      Type.Union([Type.Literal("frozen"), Type.Literal("defective"), Type.Literal("condemned")], {
        description: "their state till now; frozen where absent",
      }),
    ),
    to: Type.Unsafe<Verdict>(
      Type.Union(
        verdicts.map((verdict) => Type.Literal(verdict)),
        {
          description:
            "available: they were put into place; condemned: pending destruction; destroyed: two people are asked to sign for it. resalable is available, repairable defective, dismantle condemned",
        },
      ),
    ),
    return: Type.Optional(number("the return that they came with; the oldest that waits there where absent")),
    reason: Type.Optional(text(200, "destroyed: why, for those who are to sign")),
    person: Type.Optional(
      Type.String({
        minLength: 1,
        pattern: personPattern,
        maxLength: 40,
        description: "destroyed: the name of one who has signed for it already; another must",
      }),
    ),
    place: Type.Optional(id("storage location that they were put into; for available alone")),
    lot: Type.Optional(
      id(
        "of goods kept by lot where several stand there; of units whose lot nobody knew, the one that was read now",
      ),
    ),
    serials: serials(
      "which units, of goods that are kept by them: needed where fewer than all there are decided about and some there are known",
    ),
  },
  strict,
);
export type DispositionRequest = Static<typeof DispositionRequestSchema>;
export const parseDispositionRequest = numbered("disposition", DispositionRequestSchema, "disposition");

/** A request that its address says whole: whose it is may stand in its body. */
export const NothingElseSchema = Type.Object(
  { client },
  { ...strict, description: "may be left out: the address says the rest" },
);
export const parseNothingElse = gateOf("request", NothingElseSchema);
