/** Print jobs at the WMS's door. */
import Type, { type Static } from "typebox";
import { gateOf } from "./parse.ts";
import { personPattern } from "./people-names.ts";

const strict = { additionalProperties: false };
const client = Type.Optional(
  Type.String({ minLength: 1, maxLength: 64, description: "whose; the site's own where absent" }),
);

/** What a label is of. */
export const labelKinds = ["parcel", "carrier", "pallet", "tote", "bin"] as const;
export type LabelKind = (typeof labelKinds)[number];

export const PrintRequestSchema = Type.Object(
  {
    client,
    label: Type.Enum([...labelKinds], {
      description:
        "the house's label of a parcel, its carrier's, the label of a pallet, or what hangs on a tote or a bin",
    }),
    of: Type.String({ minLength: 1, maxLength: 64, description: "SSCC of a parcel or pallet, tote or bin" }),
    printer: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        description:
          "of the site's file; for a parcel, the one at its station where absent; for a pallet, the one that prints pallets",
      }),
    ),
  },
  strict,
);
export type PrintRequest = Static<typeof PrintRequestSchema>;
export const parsePrintRequest = gateOf("print", PrintRequestSchema);

/** What a person says of a label. */
export const printOutcomes = ["lies-here", "again"] as const;
export type PrintOutcome = (typeof printOutcomes)[number];

export const PrintOutcomeSchema = Type.Object(
  {
    client,
    outcome: Type.Enum([...printOutcomes], {
      description:
        "`lies-here`: somebody has it in the hand; `again`: another is printed in its place, and says that it is one",
    }),
    printer: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        description: "where to print it again; the same where absent",
      }),
    ),
    by: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, pattern: personPattern, description: "who looked" }),
    ),
  },
  strict,
);
export type PrintOutcomeSaid = Static<typeof PrintOutcomeSchema>;
export const parsePrintOutcome = gateOf("print outcome", PrintOutcomeSchema);
