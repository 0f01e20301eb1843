/** What the door says of parcels (OpenAPI 3.1). */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { parcelStates } from "../../packing/parcel-states.ts";
import { json, needs, readProblem } from "./openapi.ts";
import { parcelShown } from "./openapi-parcel.ts";
import { ofCarriers, pagesOf, text } from "./openapi-parts.ts";

const list = {
  summary: "Parcels of orders that are open, or ended within two days",
  security: needs("orders:read"),
  querystring: pagesOf({
    state: text(`several with commas between: ${Object.keys(parcelStates).join(", ")}`),
    order: text("of this order alone"),
    carrier: ofCarriers,
  }),
  response: {
    200: json("in the order of their numbers", {
      parcels: {
        type: "array",
        items: {
          ...parcelShown,
          properties: {
            ...parcelShown.properties,
            order: { type: ["string", "null"], description: "the client's number" },
            carrier: { type: ["string", "null"], description: "of its order" },
          },
        },
      },
      count: { type: "integer", description: "of all that match" },
      next: { type: ["string", "null"], description: "what to send as `after`; null: this is the last page" },
    }),
    ...readProblem,
  },
};

export const parcelsShown = [[wmsPaths.parcels, list]] as const;
