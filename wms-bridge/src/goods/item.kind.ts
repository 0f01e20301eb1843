/** What the catalogue keeps of an item: the WMS's words with the SKU in upper case, and what goods on the floor still carry. */
import type { GoodsClass } from "@floorplane/contracts/goods-class";
import { type BodyOf, fields, kind, oneOf, Type } from "@floorplane/contracts/kind";
import { client, type OfClient, ofBefore } from "../keeping/owned.ts";

const gtins = Type.Array(Type.String());

export const itemKind = kind(
  "item",
  9,
  fields({
    client,
    /** What the floor calls it. */
    sku: Type.String(),
    kind: oneOf({ goods: true, service: true }),
    name: Type.String(),
    gtin: Type.Optional(Type.String()),
    caseGtin: Type.Optional(Type.String()),
    caseUnits: Type.Optional(Type.Integer()),
    aliases: Type.Optional(Type.Array(Type.String())),
    litres: Type.Number(),
    kilograms: Type.Number(),
    size: Type.Optional(
      fields({ lengthMm: Type.Integer(), widthMm: Type.Integer(), heightMm: Type.Integer() }),
    ),
    class: oneOf({ A: true, B: true, C: true }),
    /** Of one unit, in the site's money. */
    value: Type.Optional(Type.Number()),
    goodsClass: Type.Optional(
      oneOf<GoodsClass>({ general: true, battery: true, liquid: true, restricted: true }),
    ),
    /** A place holds one lot of it. */
    lotKept: Type.Optional(Type.Boolean()),
    /** Each lot has a last day. */
    shelfLifeDays: Type.Optional(Type.Integer()),
    /** So many days before that it is promised to nobody who ships later. */
    minRemainingDays: Type.Optional(Type.Integer()),
    /** Each unit that leaves is named by its serial number. */
    serialKept: Type.Optional(Type.Boolean()),
    /** Of its own; else its client's or the site's. */
    warnings: Type.Optional(
      fields({
        safetyStock: Type.Optional(Type.Integer()),
        expiryDays: Type.Optional(Type.Integer()),
        slowDays: Type.Optional(Type.Integer()),
      }),
    ),
    /** What customers send back of it is for sale again only under a fresh label. */
    relabelReturns: Type.Optional(Type.Boolean()),
    labelText: Type.Optional(Type.String()),
    /** The SKU as the WMS spells it. */
    spelling: Type.Optional(Type.String()),
    /** GTINs that it had when units came in that still stand here. */
    formerGtins: Type.Optional(gtins),
    formerCaseGtins: Type.Optional(gtins),
  }),
  {
    1: ofBefore,
    2: (item) => item,
    3: (item) => item,
    4: (item) => item,
    5: (item) => item,
    6: (item) => item,
    7: (item) => item,
    8: (item) => item,
  },
);
export type KeptItem = BodyOf<typeof itemKind>;
export type KnownItem = OfClient<KeptItem>;
