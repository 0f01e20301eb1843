/** What the door says of holds, and of the days of lots (OpenAPI 3.1). */
import { goodsClasses } from "@floorplane/contracts/goods-class";
import { HoldRequestSchema } from "@floorplane/contracts/holds.schema";
import { LotSchema } from "@floorplane/contracts/lots.schema";
import { WarningToldSchema, warningKinds, warningLevels } from "@floorplane/contracts/warnings.schema";
import { NothingElseSchema } from "@floorplane/contracts/wms.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { json, needs, postProblem, problem, readProblem } from "./openapi.ts";
import {
  inPath,
  keyHeaders,
  perPageShown,
  queryOf,
  text,
  timeOf,
  timeOrNull,
  whole,
  whoseGoods,
} from "./openapi-parts.ts";

const query = (properties: object) => queryOf({ client: whoseGoods, ...properties });
const params = inPath("hold");

const shown = {
  hold: text("its number"),
  state: { type: "string", enum: ["active", "released"] },
  reason: text("as it was given"),
  sku: text("of these goods alone"),
  lot: text("of this lot alone"),
  goodsClass: { type: "string", enum: [...goodsClasses] },
  everything: { type: "boolean", description: "all goods of the client" },
  since: timeOf("when it was set"),
  until: timeOrNull("when it ends; null: nobody said"),
  releasedAt: timeOrNull("when it ended"),
  task: { type: ["string", "null"], description: "the task that asks a person about it" },
};
const frozen = { ...whole, description: "units at their places that it keeps" };
const now = { type: "object", properties: { frozen } };

const setAnswers = {
  201: json("it keeps them", {
    ...shown,
    units: {
      type: "object",
      properties: {
        frozen,
        calledBack: { ...whole, description: "in totes that come back" },
        beyondRecall: { ...whole, description: "at packing stations or packed: these leave" },
      },
    },
  }),
  200: json("it was set before; its end is as it is said now", { ...shown, units: now }),
  ...postProblem,
  409: problem("its number is known with another content, or ended long ago"),
};
const unknown = problem("no such hold");

export const holdGets = [
  [
    wmsPaths.warnings,
    {
      security: needs("stock:read"),
      summary: "What somebody is warned of",
      querystring: query({
        after: text("`next` of the answer before"),
        perPage: perPageShown,
        kind: text(`of these kinds alone, with commas between: ${warningKinds.join(", ")}`),
        level: text(`at these levels alone, with commas between: ${warningLevels.join(", ")}`),
      }),
      response: {
        200: json("by SKU; figures are those of when the level was told", {
          warnings: {
            type: "array",
            items: {
              type: "object",
              properties: {
                ...WarningToldSchema.properties,
                level: { type: "string", enum: [...warningLevels] },
                since: timeOf("at this level"),
              },
            },
          },
          count: whole,
          next: { type: ["string", "null"], description: "what to send as `after` next time; null: no more" },
        }),
        ...readProblem,
      },
    },
  ],
  [
    wmsPaths.holds,
    {
      security: needs("stock:read"),
      summary: "Goods on hold",
      querystring: query({
        after: text("`next` of the answer before"),
        perPage: perPageShown,
        state: text("active, released, or both with a comma between"),
      }),
      response: {
        200: json("by their numbers; released ones for 35 days", {
          holds: { type: "array", items: { type: "object", properties: { ...shown, units: now } } },
          count: whole,
          next: { type: ["string", "null"], description: "what to send as `after` next time; null: no more" },
        }),
        ...readProblem,
      },
    },
  ],
  [
    `${wmsPaths.holds}/:hold`,
    {
      security: needs("stock:read"),
      summary: "What became of a hold",
      params,
      querystring: query({}),
      response: { 200: json("as it is now", { ...shown, units: now }), ...readProblem, 404: unknown },
    },
  ],
] as const;

export const holdPosts = [
  [
    wmsPaths.lots,
    {
      security: needs("stock:write"),
      summary: "Say until when a lot may be used",
      headers: keyHeaders,
      querystring: query({}),
      body: LotSchema,
      response: {
        200: json("so it is; what was kept for destruction for its day alone is looked at", {
          sku: text(""),
          lot: text(""),
          expires: text("its last day"),
        }),
        ...postProblem,
        404: problem("no such lot of it was ever here"),
        409: problem("the item has no shelf life"),
      },
    },
  ],
  [
    wmsPaths.holds,
    {
      security: needs("stock:write"),
      summary: "Keep goods from leaving",
      headers: keyHeaders,
      querystring: query({}),
      body: HoldRequestSchema,
      response: setAnswers,
    },
  ],
  [
    `${wmsPaths.holds}/:hold/release`,
    {
      security: needs("stock:write"),
      summary: "Let goods go",
      headers: keyHeaders,
      querystring: query({}),
      params,
      body: NothingElseSchema,
      response: {
        200: json("it keeps nothing any more", { ...shown, units: now }),
        ...postProblem,
        404: unknown,
      },
    },
  ],
] as const;
