/** What the door says of webhooks that programs register (OpenAPI 3.1). */

import { confirmationTypes } from "@floorplane/contracts/confirmation-types";
import { notedHearerActs } from "@floorplane/contracts/connections";
import { RotationSchema } from "@floorplane/contracts/programs.schema";
import { ReplaySchema, WebhookRequestSchema } from "@floorplane/contracts/webhooks.schema";
import { NothingElseSchema } from "@floorplane/contracts/wms.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { restoredShown } from "../answering/lost-rows.ts";
import { json, postProblem, problem, readProblem } from "./openapi.ts";
import { actsOf, perPageShown, text, time, timeOrNull, whole } from "./openapi-parts.ts";

const webhook = {
  webhook: text("its name"),
  url: text("where it hears; of one that an option or a file names, without its query"),
  types: {
    type: ["array", "null"],
    items: { type: "string", enum: Object.keys(confirmationTypes) },
    description: "what it hears; null: everything",
  },
  isFixed: {
    type: "boolean",
    description:
      "named by an option or a file of the house: tested and told again here, paused, changed and removed there",
  },
  pausedAt: timeOrNull("since when nothing is sent to it: what happens waits, three days at most"),
  createdAt: time,
  createdBy: text("which program registered it"),
  secrets: {
    type: "array",
    description: "those that sign, the newest last",
    items: {
      type: "object",
      properties: { generation: whole, until: timeOrNull("it was replaced, and signs until then") },
    },
  },
  state: {
    type: "string",
    enum: ["listening", "doubted", "waiting", "asked", "gone"],
    description:
      "`listening`: it takes what it is sent; `doubted`, `waiting`, `asked`: it did not, and is asked with one; `gone`: it answered 410",
  },
  waiting: { ...whole, description: "confirmations that it has not taken yet" },
  dead: { ...whole, description: "that it did not take for three days: GET /v1/dead-letters" },
  acts: actsOf(notedHearerActs, "the last five things that somebody had it do, the latest last"),
};
const secret = text("`whsec_` and base64 (Standard Webhooks 1.0), shown this once");
const unknown = problem("no program registered such a webhook for this client");
const unheard = problem("nobody of this name hears for this client");
const answers = { 200: json("as it is now", webhook), ...postProblem, 404: unknown };
const one = `${wmsPaths.webhooks}/:webhook`;
const scope = "webhooks:manage" as const;
const params = "webhook";

export const webhookGets = [
  [
    wmsPaths.webhooks,
    {
      scope,
      summary: "Who hears, and how each fares",
      response: {
        200: json("those of programs, of options and of files", {
          count: whole,
          webhooks: { type: "array", items: { type: "object", properties: webhook } },
        }),
        ...readProblem,
      },
    },
  ],
  [
    `${one}/deliveries`,
    {
      scope,
      summary: "Each attempt to deliver, and what came of it",
      params,
      query: {
        after: { ...whole, minimum: 0, description: "`next` of the answer before" },
        perPage: perPageShown,
      },
      response: {
        200: json("in order", {
          deliveries: {
            type: "array",
            items: {
              type: "object",
              properties: {
                id: text("`webhook-id`: the same at each attempt"),
                type: text(""),
                subject: text("what it is about"),
                at: time,
                taken: { type: "boolean" },
                status: { ...whole, description: "0: nothing was answered" },
                why: text("of the network, where nothing was answered"),
              },
            },
          },
          next: { ...whole, description: "what to send as `after` next time" },
          more: { type: "boolean" },
          restored: restoredShown,
        }),
        ...readProblem,
        404: unheard,
      },
    },
  ],
] as const;

export const webhookDeletes = [
  [
    one,
    {
      scope,
      summary: "Remove it: what waits for it is told to nobody",
      params,
      response: { 204: { type: "null", description: "removed" }, ...readProblem, 404: unknown },
    },
  ],
] as const;

export const webhookPosts = [
  [
    wmsPaths.webhooks,
    {
      scope,
      summary: "Register a webhook",
      body: WebhookRequestSchema,
      response: {
        201: json("it hears what happens from now on", { ...webhook, secret }),
        200: json("registered before, as it is asked for", webhook),
        ...postProblem,
        409: problem("its name is taken by one of another address or filter, or there are too many"),
      },
    },
  ],
  [
    `${one}/rotate`,
    {
      scope,
      summary: "Give it a new secret; what is sent is signed by the old one too for a while",
      params,
      body: RotationSchema,
      response: { ...answers, 200: json("it has a new secret", { ...webhook, secret }) },
    },
  ],
  [
    `${one}/pause`,
    { scope, summary: "Send nothing to it for now", params, body: NothingElseSchema, response: answers },
  ],
  [
    `${one}/resume`,
    { scope, summary: "Send to it again", params, body: NothingElseSchema, response: answers },
  ],
  [
    `${one}/test`,
    {
      scope,
      summary: "Send `webhook.test` to it now, and say what came of it",
      params,
      body: NothingElseSchema,
      response: {
        200: json("it was sent", {
          taken: { type: "boolean", description: "answered 2xx" },
          status: { ...whole, description: "0: nothing was answered" },
          why: text("of the network, where nothing was answered"),
        }),
        ...postProblem,
        404: unheard,
      },
    },
  ],
  [
    `${one}/replay`,
    {
      scope,
      summary: "Tell it once more what it was told: one delivery, or all from a time on, 500 at once",
      params,
      body: ReplaySchema,
      response: {
        202: json("they are on their way, under the ids that they had", {
          added: { ...whole, description: "those on their way already are not sent twice" },
          skipped: {
            ...whole,
            description: "told by a house of before under ids that are not known any more; absent: none",
          },
          next: { ...whole, description: "what to send as `after` where there is more" },
          more: { type: "boolean" },
        }),
        ...postProblem,
        404: problem("no such webhook, or no such delivery to it"),
      },
    },
  ],
] as const;
