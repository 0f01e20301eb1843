/** Whose hands pick where: a robot alone, a person who meets the robot at the shelf, a person alone with a tote, or a person at a station to whom robots bring the goods. The first rule that fits a place counts. */
import Type, { type Static } from "typebox";

export const waysOfPicking = ["robot", "person-meets-robot", "person", "goods-to-person"] as const;
export type WayOfPicking = (typeof waysOfPicking)[number];

const by = Type.Enum([...waysOfPicking]);
const names = (what: string) =>
  Type.Array(Type.String({ minLength: 1, maxLength: 64, description: what }), {
    minItems: 1,
    maxItems: 1_000,
    uniqueItems: true,
  });

export const PickingRulesSchema = Type.Object(
  {
    /** Where no rule says otherwise; robots where absent. */
    by: Type.Optional(by),
    rules: Type.Optional(
      Type.Array(
        Type.Object(
          {
            by,
            /** Places of these zones; of all where absent. */
            zones: Type.Optional(names("a zone")),
            /** Places of these kinds; of both where absent. */
            kinds: Type.Optional(
              Type.Array(Type.Enum(["face", "reserve"]), { minItems: 1, uniqueItems: true }),
            ),
          },
          { additionalProperties: false },
        ),
        { maxItems: 100 },
      ),
    ),
    /** Pickers on a shift: how many picks are out on handhelds at once, and how many people a simulated floor has. */
    people: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
    /** How fast a simulated person walks, m/s. */
    walkMps: Type.Optional(Type.Number({ minimum: 0.1, maximum: 3 })),
    /** A robot waits so long for a person, minutes; then it goes on without these units. */
    waitMinutes: Type.Optional(Type.Number({ minimum: 0.5, maximum: 240 })),
    /** Packing stations that goods are brought to (goods-to-person); those where a person packs where absent, all where there is none. */
    stations: Type.Optional(names("a packing station")),
    /** Boxes of goods on their way to one station or at it; the others wait where they are. */
    boxesPerStation: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
    /** Order totes that stand at one station at once. */
    totesPerStation: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    /** Orders of the same goods are waited for so long before a box is sent for, seconds. */
    gatherSeconds: Type.Optional(Type.Integer({ minimum: 0, maximum: 3_600 })),
  },
  { additionalProperties: false },
);
export type PickingRules = Static<typeof PickingRulesSchema>;

/** Whose hands pick at a place. */
export function wayOfPicking(
  { picking = {} }: { readonly picking?: PickingRules },
  { zone, kind }: { readonly zone: string; readonly kind: "face" | "reserve" },
): WayOfPicking {
  const rule = picking.rules?.find(
    ({ zones, kinds }) => (zones?.includes(zone) ?? true) && (kinds?.includes(kind) ?? true),
  );
  return rule?.by ?? picking.by ?? "robot";
}
