/** A parcel as it is answered, wherever it stands (OpenAPI 3.1). */
import { cartonReasons, parcelStates } from "../../packing/parcel-states.ts";
import { meaningsOf, text, whole } from "./openapi-parts.ts";

/** Two days after its order ended, its number is all that is known. */
export const parcelShown = {
  type: "object",
  required: ["sscc"],
  properties: {
    sscc: text("of its label: GS1 serial shipping container code, 18 digits"),
    state: {
      type: "string",
      enum: Object.keys(parcelStates),
      description: meaningsOf(parcelStates),
    },
    carton: {
      type: ["string", "null"],
      description: "of the site's list (`cartons` in `site.yaml`); null: in whatever the bench has",
    },
    cartonBecause: {
      type: "string",
      enum: Object.keys(cartonReasons),
      description: meaningsOf(cartonReasons),
    },
    grams: {
      type: ["integer", "null"],
      description: "goods and carton; null: nobody knows what one of them weighs",
    },
    units: whole,
    lines: {
      type: "array",
      items: {
        type: "object",
        properties: { sku: text(""), lot: text(""), units: whole },
      },
    },
    tote: text("that its goods came in"),
    station: text("that packs it"),
    pallet: text("SSCC of the pallet that it stands on, or left on; absent where it is on none"),
    withoutPallet: {
      type: "boolean",
      description:
        "of an order: it left on no pallet, though its order asks for one; absent where all is well",
    },
    packedAt: { type: ["string", "null"], format: "date-time" },
    shippedAt: { type: ["string", "null"], format: "date-time", description: "when it left the dock" },
  },
};
