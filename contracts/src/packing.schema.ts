/** What is done at a person's packing station, as its screen sends it. */
import Type, { type Static } from "typebox";
import { nameLengthMax } from "./client-names.ts";
import { goodsName } from "./goods-name.ts";
import { packingDeeds } from "./packing.ts";
import { gateOf } from "./parse.ts";

const strict = { additionalProperties: false };
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const common = {
  /** Names this deed: sent twice it is done once. */
  key: text(64),
  /** Which screen it is; one of a station's acts at a time. */
  screen: text(64),
  by: text(40),
};
export const PackingActSchema = Type.Object(
  {
    ...common,
    do: Type.Enum([...packingDeeds]),
    /** What was scanned or typed: a tote, goods, a carton, a label. */
    code: Type.Optional(text(nameLengthMax)),
    /** Which unit it is, where the code does not say it; of goods that are kept by serial number. */
    serial: Type.Optional(Type.String({ pattern: "^[!-~]{1,40}$" })),
    /** As the floor calls it; of `missing`, `not-missing` and `damaged`. */
    sku: Type.Optional(goodsName),
    /** Of `missing`; one where absent. */
    units: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
    /** Whoever closes the parcel knows that so many units of it are called missing. */
    missing: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
    /** What the scale says of the closed parcel. */
    grams: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
    /** It is right although the scale says otherwise. */
    anyway: Type.Optional(Type.Boolean()),
    print: Type.Optional(text(64)),
  },
  strict,
);
export type PackingAct = Static<typeof PackingActSchema>;
export const parsePackingAct = gateOf("packing act", PackingActSchema);
