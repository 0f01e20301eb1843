/** What the door says of pallets (OpenAPI 3.1). */
import {
  PalletClosingSchema,
  PalletParcelsSchema,
  PalletRequestSchema,
  PalletWordSchema,
  palletStates,
} from "@floorplane/contracts/pallets.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { json, needs, postProblem, problem, readProblem } from "../openapi/openapi.ts";
import {
  inPath,
  meaningsOf,
  ofCarriers,
  pagesOf,
  queryOf,
  text,
  timeOf,
  timeOrNull,
  whole,
  whose,
} from "../openapi/openapi-parts.ts";

const textOrNull = (description: string) => ({ type: ["string", "null"], description });
const ssccs = (description: string) => ({ type: "array", items: { type: "string" }, description });

const shown = {
  sscc: text("of its label: GS1 serial shipping container code, 18 digits"),
  state: { type: "string", enum: Object.keys(palletStates), description: meaningsOf(palletStates) },
  carrier: textOrNull("null as long as nothing stands on it: that of its first parcel"),
  manifest: textOrNull("of the truck that it goes with"),
  consolidation: textOrNull("that its parcels' orders name"),
  parcels: ssccs("SSCCs of what stands on it, or stood when it left, in the order in which they were put on"),
  apart: ssccs("of them, those that a portal read and the pallet not: somebody says where it is"),
  units: { ...whole, description: "in the parcels on it, as long as their orders are at hand" },
  grams: { type: ["integer", "null"], description: "of its parcels; null: nobody knows it of all of them" },
  openedAt: timeOf(""),
  closedAt: timeOrNull("null while parcels are put on it"),
  shippedAt: timeOrNull("when it left the dock"),
};

const notHere = problem("there is no such pallet here");
const answers = (conflict: string, said = "the pallet as it is now") => ({
  200: json(said, shown),
  ...postProblem,
  404: notHere,
  409: problem(conflict),
});
const putAnswers = (status: 200 | 201, said: string) => ({
  [status]: json(said, shown),
  ...postProblem,
  404: problem("there is no such pallet or parcel here"),
  409: problem(
    "the pallet is not open, or a parcel is not packed, has left, stands on another pallet, or goes with another carrier, truck or consolidation",
  ),
});

export const palletGets = [
  [
    wmsPaths.pallets,
    {
      summary: "Pallets that are here, or left within a month",
      security: needs("orders:read"),
      querystring: pagesOf({
        state: text(`several with commas between: ${Object.keys(palletStates).join(", ")}`),
        carrier: ofCarriers,
        manifest: text("of this truck alone"),
        consolidation: text("of this consolidation alone"),
        order: text("with parcels of this order"),
        parcel: text("with this parcel"),
      }),
      response: {
        200: json("the oldest first", {
          pallets: { type: "array", items: { type: "object", properties: shown } },
          count: { ...whole, description: "of all that match" },
          next: textOrNull("what to send as `after`; null: this is the last page"),
        }),
        ...readProblem,
      },
    },
  ],
  [
    `${wmsPaths.pallets}/:sscc`,
    {
      summary: "One pallet, and what stands on it",
      security: needs("orders:read"),
      params: inPath("sscc"),
      querystring: queryOf({ client: whose }),
      response: { 200: json("where it is", shown), ...readProblem, 404: notHere },
    },
  ],
] as const;

export const palletPosts = [
  [
    wmsPaths.pallets,
    {
      scope: "orders:write",
      summary: "Open a pallet, and give it its number",
      body: PalletRequestSchema,
      response: putAnswers(201, "it is open"),
    },
  ],
  [
    `${wmsPaths.pallets}/:sscc/parcels`,
    {
      scope: "orders:write",
      summary: "Put parcels on a pallet",
      params: "sscc",
      body: PalletParcelsSchema,
      response: putAnswers(200, "they stand on it"),
    },
  ],
  [
    `${wmsPaths.pallets}/:sscc/removal`,
    {
      scope: "orders:write",
      summary: "Take parcels off a pallet",
      params: "sscc",
      body: PalletParcelsSchema,
      response: answers("the pallet is not open, or a parcel does not stand on it"),
    },
  ],
  [
    `${wmsPaths.pallets}/:sscc/closing`,
    {
      scope: "orders:write",
      summary: "Close a pallet: it is whole, and waits for its truck",
      params: "sscc",
      body: PalletClosingSchema,
      response: answers(
        "nothing stands on it, it is not open, or an order of its consolidation is not packed yet",
        "closed, or closed before",
      ),
    },
  ],
  [
    `${wmsPaths.pallets}/:sscc/break-up`,
    {
      scope: "orders:write",
      summary: "Break a pallet up: its parcels go each for itself",
      params: "sscc",
      body: PalletWordSchema,
      response: answers("it has left, or nobody has said yet whether it did", "broken up, now or before"),
    },
  ],
  [
    `${wmsPaths.pallets}/:sscc/departure`,
    {
      scope: "orders:write",
      summary: "Say that a pallet left which the portal missed",
      params: "sscc",
      body: PalletWordSchema,
      response: answers("it is open, or was broken up", "it left, with all that is on it"),
    },
  ],
  [
    `${wmsPaths.pallets}/:sscc/stay`,
    {
      scope: "orders:write",
      summary: "Say that a pallet of which somebody is asked is still here",
      params: "sscc",
      body: PalletWordSchema,
      response: answers(
        "it has left, or was broken up",
        "it is here; what was read without it left. Said again, or where nobody asks, nothing changes",
      ),
    },
  ],
] as const;
