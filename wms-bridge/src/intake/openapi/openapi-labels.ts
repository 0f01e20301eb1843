/** What the door says of labels (OpenAPI 3.1). */
import { labelFormats, ParcelLabelSchema } from "@floorplane/contracts/label.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { labelWords } from "../../labels/words.ts";
import { json, needs, postProblem, problem, readProblem } from "./openapi.ts";
import { inPath, queryOf, text, whose } from "./openapi-parts.ts";

const format = { type: "string", enum: [...labelFormats], default: "pdf" };
const language = { type: "string", enum: Object.keys(labelWords), default: "en" };
const file = { type: "string", format: "binary" };
const answers = {
  200: {
    description: "the label",
    content: { "application/pdf": { schema: file }, "application/zpl": { schema: file } },
  },
  ...readProblem,
  404: problem("there is no such thing here"),
};

/** What stands in its path. */
const keyOf = (name: string): string => ({ parcel: "sscc", pallet: "sscc", item: "sku" })[name] ?? name;

const made = (name: string, scope: "orders:read" | "stock:read", summary: string) =>
  [
    `/v1/labels/${name}/:${keyOf(name)}`,
    {
      summary,
      security: needs(scope),
      params: inPath(keyOf(name)),
      querystring: queryOf({ client: whose, format, language }),
      response: answers,
    },
  ] as const;

export const labelGets = [
  made("parcel", "orders:read", "The logistic label of a parcel: its SSCC as GS1-128"),
  made("pallet", "orders:read", "The logistic label of a pallet: its SSCC as GS1-128"),
  made("tote", "stock:read", "What hangs on a tote"),
  made("bin", "stock:read", "What hangs on a bin"),
  made("item", "stock:read", "What a unit carries that is sold again: its GTIN as GS1-128"),
  [
    "/v1/labels/carrier/:sscc",
    {
      summary: "The carrier's label of a parcel, as it was given",
      security: needs("orders:read"),
      params: inPath("sscc"),
      querystring: queryOf({ client: whose }),
      response: answers,
    },
  ],
] as const;

export const labelPosts = [
  [
    `${wmsPaths.parcels}/:sscc/label`,
    {
      scope: "orders:write",
      summary: "Give a parcel its carrier's label, or another in its place",
      params: "sscc",
      body: ParcelLabelSchema,
      response: {
        200: json("kept for whoever prints it", { sscc: text("of the parcel"), format }),
        ...postProblem,
        404: problem("there is no such parcel here"),
        409: problem("it has left"),
      },
    },
  ],
] as const;
