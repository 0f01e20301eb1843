/** What confirms that the right units went into a tote: tags that a reader sees, codes that a person scans, the weight that a scale says. The first rule that fits the goods counts. */
import Type, { type Static } from "typebox";
import { goodsClasses } from "./goods-class.ts";

export const evidenceKinds = ["rfid", "barcode", "weight"] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

const needs = Type.Array(Type.Enum([...evidenceKinds]), { minItems: 1, uniqueItems: true });
const toleranceGrams = Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 }));

export const EvidenceRulesSchema = Type.Object(
  {
    /** All of these, where no rule says otherwise; tags alone where absent. */
    needs: Type.Optional(needs),
    /** The scale may differ so much from the weight of the items; 20 g where absent. */
    toleranceGrams,
    rules: Type.Optional(
      Type.Array(
        Type.Object(
          {
            needs,
            toleranceGrams,
            /** Goods of these clients; of all where absent. */
            clients: Type.Optional(
              Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { minItems: 1, uniqueItems: true }),
            ),
            /** Goods of these classes; of all where absent. */
            classes: Type.Optional(
              Type.Array(Type.Enum([...goodsClasses]), { minItems: 1, uniqueItems: true }),
            ),
          },
          { additionalProperties: false },
        ),
        { maxItems: 100 },
      ),
    ),
  },
  { additionalProperties: false },
);
export type EvidenceRules = Static<typeof EvidenceRulesSchema>;

/** Half a letter, or the error of a scale for totes, g. */
export const toleranceDefault = 20;
