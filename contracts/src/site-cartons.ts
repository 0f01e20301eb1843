/** What parcels are made of and how they are numbered: the part of `site.yaml` that a packing office keeps. */
import Type, { type Static } from "typebox";
import { goodsClasses } from "./goods-class.ts";

const millimetres = (description: string) => Type.Integer({ minimum: 10, maximum: 10_000, description });

export const CartonRowSchema = Type.Object(
  {
    carton: Type.String({
      minLength: 1,
      maxLength: 64,
      pattern: "^[A-Za-z0-9_.:~-]+$",
      description: "as it is called at the benches",
    }),
    lengthMm: millimetres("inside"),
    widthMm: millimetres("inside"),
    heightMm: millimetres("inside"),
    /** Goods and carton together. */
    gramsMax: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    /** Of the empty carton; nothing where absent. */
    tareGrams: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
    /** Share of its room that goods may fill, the rest being air and padding; 0.85 where absent. */
    fill: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1 })),
    /** Classes of goods that may go in it; all where absent. */
    admits: Type.Optional(Type.Array(Type.Enum([...goodsClasses]), { minItems: 1, uniqueItems: true })),
    /** What one costs, in any one coin: the cheapest that holds the goods is taken, of equals the smallest. Nothing where absent. */
    cost: Type.Optional(Type.Number({ minimum: 0, maximum: 1_000_000 })),
    /** For goods of which nobody knows the size; the largest where no carton says so. */
    default: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type CartonRow = Static<typeof CartonRowSchema>;

/** How much of a carton goods may fill where its row does not say it: what packers reach with mixed goods. */
export const fillDefault = 0.85;

export const Gs1Schema = Type.Object(
  {
    /** Of whoever numbers the parcels, as GS1 gave it: 6 to 12 digits in quotes. */
    companyPrefix: Type.String({ pattern: "^[0-9]{6,12}$" }),
    /** First digit of the SSCC; 0 where absent. When the numbers behind it are used up, the next digit is taken. */
    extensionDigit: Type.Optional(Type.Integer({ minimum: 0, maximum: 9 })),
    /** Where a house that is begun anew goes on, so that no number is given twice; 1 where absent. */
    firstSerial: Type.Optional(Type.Integer({ minimum: 1, maximum: 9_999_999_999 })),
    /** The most parcels and pallets that the site numbers in an hour: a ledger that is put back from a backup skips so many for each hour since; 10,000 where absent. */
    serialsPerHour: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  },
  { additionalProperties: false },
);
export type Gs1 = Static<typeof Gs1Schema>;
