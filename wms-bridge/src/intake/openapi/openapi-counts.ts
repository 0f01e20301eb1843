/** What the door says of counts (OpenAPI 3.1). */
import { CountPassSchema, CountRequestSchema } from "@floorplane/contracts/counts.schema";
import { NothingElseSchema } from "@floorplane/contracts/wms.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { countWaits } from "../../tasks/count-waits.ts";
import { countStates, tagStates } from "../goods/count-lists.ts";
import { json, needs, postProblem, problem, readProblem } from "./openapi.ts";
import {
  inPath,
  keyHeaders,
  meaningsOf,
  pagesOf,
  queryOf,
  text,
  time,
  whole,
  whose,
} from "./openapi-parts.ts";

const orNull = (schema: { readonly type: string }) => ({ ...schema, type: [schema.type, "null"] });
const query = (properties: object) => queryOf({ client: whose, ...properties });
const params = inPath("count");
const pageAnswer = {
  count: { ...whole, description: "of all that match, on whichever page" },
  next: { type: ["string", "null"], description: "what to send as `after` for the next page" },
};

const reason = {
  type: "object",
  description: "why it is not counted yet, where it is to be; of a count, its first bin that is left",
  properties: {
    location: text("of a count: which bin"),
    code: { type: "string", enum: Object.keys(countWaits), description: meaningsOf(countWaits) },
    task: text("`person.asked`"),
    visits: whole,
    units: whole,
  },
};

const count = {
  count: text("its number"),
  state: { type: "string", enum: Object.keys(countStates), description: meaningsOf(countStates) },
  by: { type: "string", enum: ["people", "reads"] },
  schedule: {
    type: ["string", "null"],
    description: "row of `counts.schedule` in `site.yaml` by which it began; null: it was asked for",
  },
  openedAt: time,
  endedAt: orNull(time),
  bins: {
    type: "object",
    properties: {
      all: whole,
      counted: { ...whole, description: "since the count was asked for, by whomever" },
      left: whole,
      confirmedByReads: { ...whole, description: "reads saw in them what the book has" },
      differing: { ...whole, description: "people found something else in them than the book had" },
    },
  },
  reason,
  differences: {
    type: "object",
    description: "units that the book was wrong by, as people found",
    properties: { more: whole, fewer: whole },
  },
  reads: {
    type: "object",
    description: "of a count by reads",
    properties: {
      listed: { ...orNull(whole), description: "tags that were listed; null: none were" },
      seen: whole,
      notSeen: { ...whole, description: tagStates["not-seen"] },
      unlisted: { ...whole, description: tagStates.unlisted },
      foreign: { ...whole, description: tagStates.foreign },
      passes: {
        type: "array",
        items: {
          type: "object",
          properties: {
            pass: whole,
            seen: whole,
            new: { ...whole, description: "seen in no pass before it" },
          },
        },
      },
      estimate: {
        type: "object",
        description: "how much of what is there was seen, by which pass saw which tag (docs/wms.md)",
        properties: {
          method: {
            type: "string",
            enum: ["none", "one-pass", "chao2"],
            description: "one-pass: by the list alone; chao2: Chao 1987, with its 95 % interval",
          },
          unseen: { ...orNull({ type: "number" }), description: "tags that no pass saw, as estimated" },
          unseenAtMost: { ...orNull({ type: "number" }), description: "with 95 % confidence" },
          coverage: {
            ...orNull({ type: "number" }),
            description: "share of the tags that was seen, at least, with 95 % confidence",
          },
          target: { type: "number" },
          isReached: { type: "boolean" },
          passesNeeded: {
            ...orNull(whole),
            description:
              "passes in all until coverage reaches the target; null: not told yet, or not with this reader",
          },
        },
      },
    },
  },
};
const shown = json("how far it is", count);
const unknown = problem("no such count");

const bin = {
  location: text(""),
  zone: text(""),
  countedAt: orNull(time),
  daysSince: { ...orNull(whole), description: "whole days; null: never" },
  doubt: {
    type: "boolean",
    description: "a pick found otherwise than the book has it: it gives nothing until it is counted",
  },
  reason,
};
const rows = (name: string, properties: object, more: object = {}) =>
  json("by their keys", {
    ...more,
    [name]: { type: "array", items: { type: "object", properties } },
    ...pageAnswer,
  });

export const countGets = [
  [
    wmsPaths.counts,
    {
      security: needs("stock:read"),
      summary: "Counts that are open, and those that ended within five weeks",
      querystring: pagesOf({ state: text(`in these states alone: ${Object.keys(countStates).join(", ")}`) }),
      response: { 200: rows("counts", count), ...readProblem },
    },
  ],
  [
    `${wmsPaths.counts}/:count`,
    {
      security: needs("stock:read"),
      summary: "How far a count is",
      params,
      querystring: query({}),
      response: { 200: shown, ...readProblem, 404: unknown },
    },
  ],
  [
    `${wmsPaths.counts}/:count/tags`,
    {
      security: needs("stock:read"),
      summary: "Tags of a count by reads",
      params,
      querystring: pagesOf({ state: text(`in these states alone: ${Object.keys(tagStates).join(", ")}`) }),
      response: {
        200: rows("tags", {
          epc: text("EPC memory, in hexadecimal"),
          state: { type: "string", enum: Object.keys(tagStates), description: meaningsOf(tagStates) },
          sku: { type: ["string", "null"] },
          location: { type: ["string", "null"] },
          passes: { type: "array", items: whole },
          elsewhere: { type: "boolean", description: "read at another place too" },
        }),
        ...readProblem,
        404: unknown,
      },
    },
  ],
  [
    `${wmsPaths.counts}/:count/bins`,
    {
      security: needs("stock:read"),
      summary: "Bins of a count, and which are left",
      params,
      querystring: pagesOf({ left: { type: "boolean" } }),
      response: {
        200: rows("bins", { ...bin, left: { type: "boolean" } }),
        ...readProblem,
        404: unknown,
      },
    },
  ],
  [
    wmsPaths.countCoverage,
    {
      security: needs("stock:read"),
      summary: "When each bin was counted last",
      querystring: pagesOf({
        zone: text("of this zone alone"),
        notCountedForDays: { ...whole, minimum: 1, maximum: 3_650 },
        doubt: { type: "boolean" },
      }),
      response: { 200: rows("bins", bin, { at: time }), ...readProblem },
    },
  ],
] as const;

const post = (summary: string, body: object, response: object) => ({
  security: needs("stock:write"),
  summary,
  headers: keyHeaders,
  params,
  querystring: query({}),
  body,
  response: { ...response, ...postProblem, 404: unknown },
});

export const countPosts = [
  [
    wmsPaths.counts,
    {
      security: needs("stock:write"),
      summary: "Have bins counted",
      headers: keyHeaders,
      querystring: query({}),
      body: CountRequestSchema,
      response: {
        201: json("asked for", count),
        200: json("asked for before: how far it is", count),
        ...postProblem,
        409: problem(
          "its number is known with another content, or no bin is of its scope (`nothing-to-count`)",
        ),
      },
    },
  ],
  [
    `${wmsPaths.counts}/:count/passes`,
    post("Tell what a reader saw on its way through the bins", CountPassSchema, { 200: shown }),
  ],
  [
    `${wmsPaths.counts}/:count/end`,
    post("Have people count what the reads left open", NothingElseSchema, { 200: shown }),
  ],
  [
    `${wmsPaths.counts}/:count/cancellation`,
    post("Count for it no more; what was counted stays counted", NothingElseSchema, { 200: shown }),
  ],
] as const;
