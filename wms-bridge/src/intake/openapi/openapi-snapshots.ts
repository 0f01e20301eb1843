/** What the door says of stock snapshots (OpenAPI 3.1). */
import { ApprovalSchema, SnapshotRequestSchema } from "@floorplane/contracts/snapshots.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { json, needs, postProblem, problem, readProblem } from "./openapi.ts";
import { inPath, keyHeaders, perPageShown, queryOf, text, time, whole, whoseGoods } from "./openapi-parts.ts";

const query = (properties: object) => queryOf({ client: whoseGoods, ...properties });
const params = inPath("snapshot");

const head = {
  snapshot: text("its name"),
  at: { ...time, description: "when it was held against book and shelves" },
  rows: whole,
  equal: { ...whole, description: "as the book has it" },
  different: whole,
  open: { ...whole, description: "lines that wait for a person" },
};
const report = {
  ...head,
  more: { ...whole, description: "differences beyond the 2,000 that are kept" },
  lines: {
    type: "array",
    items: {
      type: "object",
      properties: {
        line: whole,
        sku: text(""),
        lot: text(""),
        location: text(""),
        wms: whole,
        book: whole,
        shelves: {
          type: ["object", "null"],
          description: "units at places that were counted, and the oldest of these counts; null: none was",
          properties: { units: whole, countedAt: time },
        },
        proposal: {
          type: "string",
          enum: ["adjust", "count", "wms"],
          description:
            "adjust: the book follows; count: people look; wms: the shelves were counted, correct the WMS",
        },
        approvedBy: { type: "array", items: { type: "string" } },
        doneAt: { type: ["string", "null"], format: "date-time" },
      },
    },
  },
};
const unknown = problem("no such snapshot");

export const snapshotGets = [
  [
    wmsPaths.snapshots,
    {
      security: needs("stock:read"),
      summary: "Stock snapshots of the last 35 days",
      querystring: query({
        after: text("`next` of the answer before"),
        perPage: perPageShown,
      }),
      response: {
        200: json("by name", {
          snapshots: { type: "array", items: { type: "object", properties: head } },
          count: whole,
          next: { type: ["string", "null"] },
        }),
        ...readProblem,
      },
    },
  ],
  [
    `${wmsPaths.snapshots}/:snapshot`,
    {
      security: needs("stock:read"),
      summary: "What differs between the WMS, the book and the shelves",
      params,
      querystring: query({}),
      response: { 200: json("the report", report), ...readProblem, 404: unknown },
    },
  ],
] as const;

export const snapshotPosts = [
  [
    wmsPaths.snapshots,
    {
      security: needs("stock:write"),
      summary: "Hold what the WMS believes against the book and the shelves",
      headers: keyHeaders,
      querystring: query({}),
      body: SnapshotRequestSchema,
      response: {
        201: json("the report; nothing is booked", report),
        200: json("the same was sent before: its report as it is now", report),
        ...postProblem,
      },
    },
  ],
  [
    `${wmsPaths.snapshots}/:snapshot/approve`,
    {
      security: needs("stock:write"),
      summary: "Approve what its report proposes",
      headers: keyHeaders,
      querystring: query({}),
      params,
      body: ApprovalSchema,
      response: {
        200: json("what became of each line", {
          ...report,
          results: {
            type: "array",
            items: {
              type: "object",
              properties: {
                line: whole,
                result: {
                  type: "string",
                  enum: ["booked", "asked", "changed", "no-room", "busy"],
                  description:
                    "asked: people count; changed: the book is another by now, look again; no-room: the place does not take them; busy: a robot is on its way there, try again",
                },
              },
            },
          },
        }),
        ...postProblem,
        404: unknown,
        409: problem("a line was done, nothing is proposed for it, or the same person approved it"),
      },
    },
  ],
] as const;
