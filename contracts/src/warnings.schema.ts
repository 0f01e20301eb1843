/** When somebody is to be warned of stock: for a site, for one of its clients, or for one item; the nearest says. What nobody sets a limit for nobody is warned of. */
import Type, { type Static } from "typebox";

export const WarningLimitsSchema = Type.Object(
  {
    safetyStock: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1_000_000,
        description:
          "units for sale of an item: fewer are a notice, fewer than half of it a warning, none is critical",
      }),
    ),
    expiryDays: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 3_650,
        description:
          "days that a lot has left: so many are a notice, half of them a warning, none while it is still here is critical",
      }),
    ),
    slowDays: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 3_650,
        description:
          "days since a unit of an item that is here left: so many are a notice, twice as many a warning, four times critical",
      }),
    ),
  },
  { additionalProperties: false },
);
export type WarningLimits = Static<typeof WarningLimitsSchema>;

export const warningKinds = ["safety-stock", "expiry", "slow-moving"] as const;
export type WarningKind = (typeof warningKinds)[number];

/** From the mildest up. */
export const warningLevels = ["notice", "warning", "critical"] as const;
export type WarningLevel = (typeof warningLevels)[number];

export const WarningToldSchema = Type.Object(
  {
    kind: Type.Enum([...warningKinds]),
    level: Type.Enum([...warningLevels, "none"], { description: "none: it is over" }),
    was: Type.Enum([...warningLevels, "none"]),
    sku: Type.String(),
    lot: Type.Optional(Type.String({ description: "expiry: which" })),
    units: Type.Integer({ description: "for sale; of a lot that is over its last day, still here" }),
    limit: Type.Integer({ description: "as it was set: units or days" }),
    days: Type.Optional(
      Type.Integer({
        description: "expiry: left, below nought when it is over; slow-moving: since a unit left",
      }),
    ),
  },
  { description: "stock.warning: of what, and how grave it is now" },
);
