/** How a site counts its bins: how many at once, when by themselves, and above which difference a second person must find the same. */
import Type, { type Static } from "typebox";
import { CountScopeSchema } from "./counts.schema.ts";

const days = Type.Integer({ minimum: 1, maximum: 3_650 });
const { skus: _named, ...ofScope } = CountScopeSchema.properties;

export const ScheduledCountSchema = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 48, pattern: "^[A-Za-z0-9_.:~-]+$" }),
    /** Begins so many days after the last one began. */
    everyDays: days,
    /** Local time from which it may begin; 00:00 where absent. */
    at: Type.Optional(Type.String({ pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$" })),
    scope: Type.Object(ofScope, { additionalProperties: false, minProperties: 1 }),
  },
  { additionalProperties: false },
);
export type ScheduledCount = Static<typeof ScheduledCountSchema>;

export const CountRulesSchema = Type.Object(
  {
    /** Bins that people count in turn at once; 0: none are. */
    atOnce: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
    /** Robots that read bins at once when they have nothing else to do, where they can (`countTags` in their factsheet); none where absent. */
    robots: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
    /** A bin is counted in turn again so many days after it was counted, by the class of its goods; of several goods by the highest. */
    everyDays: Type.Optional(
      Type.Object(
        { A: Type.Optional(days), B: Type.Optional(days), C: Type.Optional(days) },
        { additionalProperties: false, minProperties: 1 },
      ),
    ),
    /** A count of a bin that differs from the book by more is booked when a second person found the same. */
    approval: Type.Optional(
      Type.Object(
        {
          /** Units too many and too few, together. */
          units: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
          /** Their value by the catalogue (`value` of an item). */
          value: Type.Optional(Type.Number({ minimum: 0, maximum: 1e12 })),
        },
        { additionalProperties: false, minProperties: 1 },
      ),
    ),
    schedule: Type.Optional(Type.Array(ScheduledCountSchema, { maxItems: 100 })),
  },
  { additionalProperties: false },
);
export type CountRules = Static<typeof CountRulesSchema>;
