/** Who carries parcels away, where to, and when: the part of `site.yaml` that a shipping office keeps. */
import Type, { type Static } from "typebox";

const id = (description: string) =>
  Type.String({ minLength: 1, maxLength: 64, pattern: "^[A-Za-z0-9_.:~-]+$", description });

export const weekdays = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;
export type Weekday = (typeof weekdays)[number];

const timeOfDay = Type.String({ pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$" });
/** Days on which nobody comes. */
export const ClosedDays = Type.Array(Type.String({ pattern: "^20[0-9]{2}-[01][0-9]-[0-3][0-9]$" }), {
  maxItems: 1_000,
});

export const DepartureSchema = Type.Object(
  {
    /** Every day where absent. */
    days: Type.Optional(
      Type.Array(Type.Enum([...weekdays]), { minItems: 1, maxItems: 7, uniqueItems: true }),
    ),
    /** Local time at which its truck leaves: the cut-off. */
    leaves: timeOfDay,
    /** Orders received before this local time leave with it; a time after `leaves` is of the day before. */
    orderBy: timeOfDay,
  },
  { additionalProperties: false },
);
export type Departure = Static<typeof DepartureSchema>;

export const CarrierRowSchema = Type.Object(
  {
    carrier: id("carrier"),
    regions: Type.Array(
      Type.Object(
        {
          region: id("region: orders of one carrier, region and cut-off are picked together"),
          /** ISO 3166-1 codes or names; absent: every country that no other row names. */
          countries: Type.Optional(
            Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { minItems: 1, maxItems: 300 }),
          ),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 300 },
    ),
    /** What an order may ask for as `service`; anything where absent. */
    services: Type.Optional(Type.Array(id("service"), { minItems: 1, maxItems: 100 })),
    departures: Type.Array(DepartureSchema, { minItems: 1, maxItems: 100 }),
    closed: Type.Optional(ClosedDays),
  },
  { additionalProperties: false },
);
export type CarrierRow = Static<typeof CarrierRowSchema>;
