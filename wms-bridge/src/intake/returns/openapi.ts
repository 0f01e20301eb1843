/** What the door says of returns (OpenAPI 3.1). */
import { grades, returnStates } from "@floorplane/contracts/states";
import {
  NothingElseSchema,
  ReturnArrivalSchema,
  ReturnRequestSchema,
} from "@floorplane/contracts/wms.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { json, needs, postProblem, problem, readProblem } from "../openapi/openapi.ts";
import {
  inPath,
  pagesOf,
  queryOf,
  text,
  timeOf,
  timeOrNull,
  whole,
  whose,
} from "../openapi/openapi-parts.ts";
import { photoShown } from "../photos/openapi.ts";

const state = {
  type: "string",
  enum: [...returnStates],
  description:
    "`announced`: expected, and nothing is booked; `received`: it stands frozen until somebody has looked at all of it; `decided`: all of it was looked at; `cancelled`: it does not come",
};
const named = { return: text("its number"), state };

const shown = {
  ...named,
  order: text("the order that its goods were sold with, where it was said"),
  openedAt: timeOf("when it was announced, or came"),
  expectedAt: timeOf("when it was announced for"),
  receivedAt: timeOrNull("when it came"),
  decidedAt: timeOrNull("when the last of it was looked at"),
  ageS: {
    type: ["integer", "null"],
    description: "s from its receipt to its decision, or to now while it waits; null before it came",
  },
  overdue: { type: "boolean", description: "it stood for longer than a day before all of it was decided" },
  location: text("where its goods were put"),
  lines: {
    type: "array",
    items: {
      type: "object",
      properties: {
        sku: text(""),
        lot: text("where its label was read"),
        reason: text("why the customer sent it back, as you said it"),
        announced: whole,
        received: whole,
        notFound: { ...whole, description: "said to have come, and not found by who looked" },
        waiting: { ...whole, description: "units that nobody has decided about" },
        graded: {
          type: "array",
          items: {
            type: "object",
            properties: {
              state: {
                type: "string",
                enum: ["available", "defective", "pendingDestruction", "destroyed"],
                description:
                  "what they were decided to be; what waits for a label is for sale when it has it",
              },
              grade: { type: "string", enum: [...grades] },
              units: whole,
            },
          },
        },
      },
    },
  },
  photos: { type: "array", items: { type: "object", properties: photoShown } },
  tasks: {
    type: "array",
    description: "open ones about its goods",
    items: { type: "object", properties: { task: text(""), kind: text("") } },
  },
};

const dwell = {
  type: "object",
  description: "how long returns stood from their receipt to their last decision, of those that are at hand",
  properties: {
    waiting: whole,
    overdue: whole,
    oldestS: { ...whole, description: "age of the oldest that waits, s" },
    decided: whole,
    p50S: whole,
    p99S: whole,
  },
};

export const returnGets = [
  [
    wmsPaths.returns,
    {
      summary: "Goods that came back or are to come back, what became of them and how long it took",
      security: needs("stock:read"),
      querystring: pagesOf({
        state: text(`several with commas between: ${returnStates.join(", ")}`),
        overdue: text("true: those alone that have waited for longer than a day"),
        order: text("of this order alone"),
        sku: text("with goods of this SKU alone"),
        reason: text("that came back for one of these reasons, with commas between"),
      }),
      response: {
        200: json("the oldest first; decided ones for 35 days", {
          returns: { type: "array", items: { type: "object", properties: shown } },
          count: whole,
          next: { type: ["string", "null"] },
          dwell,
        }),
        ...readProblem,
      },
    },
  ],
  [
    `${wmsPaths.returns}/:return`,
    {
      summary: "One return",
      security: needs("stock:read"),
      params: inPath("return"),
      querystring: queryOf({ client: whose }),
      response: {
        200: json("where it is", shown),
        ...readProblem,
        404: problem("no such return is at hand"),
      },
    },
  ],
] as const;

export const returnPosts = [
  [
    wmsPaths.returns,
    {
      scope: "stock:write",
      summary: "Take goods back, or announce that they come",
      body: ReturnRequestSchema,
      response: { 201: json("taken: a person looks at it; or announced", named), ...postProblem },
    },
  ],
  [
    `${wmsPaths.returns}/:return/arrival`,
    {
      scope: "stock:write",
      summary: "A return that was announced has come",
      params: "return",
      body: ReturnArrivalSchema,
      response: {
        201: json("booked; a person looks at it", named),
        200: json("it had come already", named),
        ...postProblem,
        404: problem("no such return is at hand"),
        409: problem("it was called off, or more of it came than was ever shipped"),
      },
    },
  ],
  [
    `${wmsPaths.returns}/:return/cancellation`,
    {
      scope: "stock:write",
      summary: "A return that was announced does not come",
      params: "return",
      body: NothingElseSchema,
      response: {
        200: json("it is expected no more", named),
        ...postProblem,
        404: problem("no such return is at hand"),
        409: problem("it has come"),
      },
    },
  ],
] as const;
