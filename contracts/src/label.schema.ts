/** Labels at the WMS's door: those that the house makes, and a carrier's, which is passed through as it came. */
import Type, { type Static } from "typebox";
import { gateOf } from "./parse.ts";

export const labelFormats = ["zpl", "pdf"] as const;
export type LabelFormat = (typeof labelFormats)[number];

/** Languages that words on labels are in. */
export const labelLanguages = ["en", "zh", "de", "ja", "es", "fr", "it", "nl"] as const;
export type LabelLanguage = (typeof labelLanguages)[number];

/** A label of a carrier is a page; this is some ten times what they have. Written as base64 it is a third longer. */
export const labelBytesMax = 262_144;

export const ParcelLabelSchema = Type.Object(
  {
    client: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, description: "whose parcel; the site's own where absent" }),
    ),
    format: Type.Enum([...labelFormats]),
    content: Type.String({
      minLength: 4,
      maxLength: Math.ceil(labelBytesMax / 3) * 4,
      pattern: "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
      description: "base64",
    }),
  },
  { additionalProperties: false },
);
export type ParcelLabel = Static<typeof ParcelLabelSchema>;
export const parseParcelLabel = gateOf("label", ParcelLabelSchema);

export const labelPaths = {
  /** Of a carrier, for a parcel of ours. */
  given: (sscc: string) => `/v1/parcels/${sscc}/label`,
  shown: (kind: "parcel" | "carrier" | "pallet" | "tote" | "bin", id: string) =>
    `/v1/labels/${kind}/${encodeURIComponent(id)}`,
} as const;
