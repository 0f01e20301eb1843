/** What the door says of manifests (OpenAPI 3.1). */
import { NothingElseSchema } from "@floorplane/contracts/wms.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { json, needs, postProblem, problem, readProblem } from "./openapi.ts";
import { ofCarriers, pagesOf, text, timeOf, timeOrNull } from "./openapi-parts.ts";

const manifest = {
  manifest: text("carrier and time of its truck, such as home-parcel-20261130T1900Z"),
  carrier: text(""),
  leavesAt: timeOf("when its truck leaves"),
  openedAt: timeOf("when its first parcel was packed"),
  closedAt: timeOrNull("null while it is open"),
  closedBy: { type: ["string", "null"], enum: ["cut-off", "hand", null] },
  unread: {
    type: "array",
    items: { type: "string" },
    description:
      "parcels and pallets that no portal read before it closed, and of which nobody has said yet where they are; what stands on a pallet is asked of the pallet",
  },
  pallets: {
    type: "array",
    description: "that go, or went, with it",
    items: {
      type: "object",
      properties: {
        sscc: text(""),
        parcels: { type: "integer", description: "that stand on it" },
        shippedAt: timeOrNull("when it left the dock"),
      },
    },
  },
  parcels: {
    type: "array",
    description: "on it, as long as their orders are at hand",
    items: {
      type: "object",
      properties: {
        sscc: text(""),
        pallet: text("that it stands on, or left on; absent where it is on none"),
        order: { type: ["string", "null"], description: "the client's number" },
        shipOn: text("parcel or pallet, where its order says so"),
        consolidation: text("that its order names; absent where it names none"),
        grams: { type: ["integer", "null"] },
        shippedAt: timeOrNull("when a portal read it, or somebody said that it left"),
      },
    },
  },
};

export const manifestGets = [
  [
    "/v1/manifests",
    {
      summary: "What goes, or went, with which truck",
      security: needs("orders:read"),
      querystring: pagesOf({
        open: text("true: those that are open alone; false: those that are closed"),
        carrier: ofCarriers,
      }),
      response: {
        200: json("the earliest truck first", {
          manifests: { type: "array", items: { type: "object", properties: manifest } },
          count: { type: "integer" },
          next: { type: ["string", "null"] },
        }),
        ...readProblem,
      },
    },
  ],
] as const;

export const manifestPosts = [
  [
    "/v1/manifests/:manifest/closing",
    {
      scope: "orders:write",
      summary: "Close a manifest before its truck's time",
      params: "manifest",
      body: NothingElseSchema,
      response: {
        200: json("closed, or closed before", manifest),
        ...postProblem,
        404: problem("there is no such manifest"),
      },
    },
  ],
  [
    `${wmsPaths.parcels}/:sscc/stay`,
    {
      scope: "orders:write",
      summary: "Say that a parcel which no portal read is still here",
      params: "sscc",
      body: NothingElseSchema,
      response: {
        200: json("it goes with another truck, where its own had left; said again, nothing changes", {
          sscc: text(""),
          manifest: { type: ["string", "null"], description: "that it is on now" },
        }),
        ...postProblem,
        404: problem("there is no such parcel here"),
        409: problem("it has left, or it stands on a pallet: say it of that"),
      },
    },
  ],
] as const;
