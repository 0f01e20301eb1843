/** What the door says of transfers (OpenAPI 3.1). */
import {
  TransferArrivalSchema,
  TransferDecisionSchema,
  transferStates,
} from "@floorplane/contracts/transfers.schema";
import { ExpectedReceiptSchema } from "@floorplane/contracts/wms.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { json, needs, postProblem, problem, readProblem } from "../openapi/openapi.ts";
import {
  inPath,
  meaningsOf,
  pagesOf,
  queryOf,
  text,
  timeOrNull,
  whole,
  whose,
} from "../openapi/openapi-parts.ts";

const shown = {
  transfer: text("its number: that of its order"),
  to: text("the other warehouse"),
  state: { type: "string", enum: Object.keys(transferStates), description: meaningsOf(transferStates) },
  leftAt: timeOrNull("when the last of its parcels left"),
  arrivedAt: timeOrNull("when the other warehouse last said that some arrived"),
  decidedBy: text("who decided last about what was missing or too many"),
  parcels: { type: "array", items: { type: "string" }, description: "SSCCs that left" },
  parcelsArrived: {
    type: "array",
    items: { type: "string" },
    description: "of these, those that the other warehouse has",
  },
  parcelsElsewhere: {
    type: "array",
    items: { type: "string" },
    description: "SSCCs that the other warehouse has and that have not left by the book: say their departure",
  },
  lines: {
    type: "array",
    items: {
      type: "object",
      properties: {
        sku: text(""),
        lot: text(""),
        left: whole,
        arrived: whole,
        lost: whole,
        between: { ...whole, description: "units that are on the way, or missing" },
        missing: { ...whole, description: "of these, units that should have arrived" },
      },
    },
  },
  over: {
    type: "array",
    description: "units that the other warehouse has and that did not leave from here by the book",
    items: { type: "object", properties: { sku: text(""), quantity: whole } },
  },
  task: text("the task that asks people about what is missing or too many"),
};

export const transferGets = [
  [
    wmsPaths.transfers,
    {
      summary: "Goods on their way to other warehouses, and what arrived",
      security: needs("stock:read"),
      querystring: pagesOf({
        state: text(`several with commas between: ${Object.keys(transferStates).join(", ")}`),
        to: text("to this warehouse alone"),
      }),
      response: {
        200: json("the oldest first", {
          transfers: { type: "array", items: { type: "object", properties: shown } },
          count: whole,
          next: { type: ["string", "null"] },
        }),
        ...readProblem,
      },
    },
  ],
  [
    `${wmsPaths.transfers}/:transfer`,
    {
      summary: "One transfer, with what the other warehouse is to expect",
      security: needs("stock:read"),
      params: inPath("transfer"),
      querystring: queryOf({ client: whose }),
      response: {
        200: json("where it is", {
          ...shown,
          from: text("this site"),
          expectedReceipt: {
            type: "object",
            description: "sent to /v1/expected-receipts of the other warehouse as it stands",
            properties: ExpectedReceiptSchema.properties,
          },
        }),
        ...readProblem,
        404: problem("there is no such transfer"),
      },
    },
  ],
] as const;

export const transferPosts = [
  [
    `${wmsPaths.transfers}/:transfer/arrival`,
    {
      scope: "stock:write",
      summary: "Say what of a transfer arrived at the other warehouse",
      params: "transfer",
      body: TransferArrivalSchema,
      response: {
        200: json("where it is now", shown),
        ...postProblem,
        404: problem("there is no such transfer"),
        409: problem("nothing of it has left yet"),
      },
    },
  ],
  [
    `${wmsPaths.transfers}/:transfer/decision`,
    {
      scope: "stock:write",
      summary: "Give up what did not arrive: one word of the one or two that it takes",
      params: "transfer",
      body: TransferDecisionSchema,
      response: {
        200: json("the book has followed", shown),
        202: json("written down: somebody else says the same at a handheld or a screen of the house", shown),
        ...postProblem,
        404: problem("there is no such transfer"),
        409: problem("nothing of it is missing, or nobody has said yet what arrived"),
      },
    },
  ],
] as const;
