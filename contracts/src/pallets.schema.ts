/** Pallets at the WMS's door: parcels of one client that leave together under one SSCC. */
import Type, { type Static } from "typebox";
import { gateOf } from "./parse.ts";
import { personPattern } from "./people-names.ts";
import { client, strict } from "./wms.schema.ts";

/** On one pallet: a EUR-pallet takes some sixty cartons, one stacked to the roof of a truck with small ones two hundred. */
export const parcelsOnPalletMax = 200;

const sscc = Type.String({
  minLength: 18,
  maxLength: 128,
  description: "SSCC of a parcel: eighteen digits, or as a scanner sends it, with (00) before them",
});
const parcels = (minItems: number, description: string) =>
  Type.Array(sscc, { minItems, maxItems: parcelsOnPalletMax, description });
const by = Type.Optional(
  Type.String({ minLength: 1, maxLength: 40, pattern: personPattern, description: "the person who did it" }),
);

export const PalletRequestSchema = Type.Object(
  {
    client,
    parcels: Type.Optional(parcels(1, "packed parcels that stand on it already")),
    by,
  },
  strict,
);
export type PalletRequest = Static<typeof PalletRequestSchema>;
export const parsePalletRequest = gateOf("pallet", PalletRequestSchema);

export const PalletParcelsSchema = Type.Object(
  { client, parcels: parcels(1, "all of them, or none where one of them cannot be"), by },
  strict,
);
export type PalletParcels = Static<typeof PalletParcelsSchema>;
export const parsePalletParcels = gateOf("parcels of a pallet", PalletParcelsSchema);

export const PalletClosingSchema = Type.Object(
  {
    client,
    incomplete: Type.Optional(
      Type.Boolean({
        description: "it goes without those orders of its consolidation that are not packed; they follow",
      }),
    ),
    by,
  },
  strict,
);
export type PalletClosing = Static<typeof PalletClosingSchema>;
export const parsePalletClosing = gateOf("closing of a pallet", PalletClosingSchema);

/** Whatever a person says of a pallet that its address says whole. */
export const PalletWordSchema = Type.Object({ client, by }, strict);
export type PalletWord = Static<typeof PalletWordSchema>;
export const parsePalletWord = gateOf("word about a pallet", PalletWordSchema);

/** Where a pallet is. */
export const palletStates = {
  open: "parcels are put on it and taken off",
  asked:
    "a portal read it while it was open: somebody says whether it left (`departure`) or is here (`stay`)",
  closed: "nothing is put on it or taken off any more, and it has not left",
  left: "it went out of the dock, and all that was on it with it",
  "broken-up": "its parcels go each for itself, and its number is given to nothing else",
} as const;
export type PalletState = keyof typeof palletStates;
