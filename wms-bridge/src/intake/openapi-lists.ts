/** What the door says of its lists: what was done with goods, and what was told, to be read on with a cursor (OpenAPI 3.1). */
import { confirmationTypes, wmsPaths } from "@floorplane/contracts/wms.schema";
import { handKinds, type Step } from "../handling/steps.ts";
import { perPageMax } from "./list-query.ts";
import { json, readProblem, text } from "./openapi.ts";

const whole = { type: "integer" };
const time = { type: "string", format: "date-time" };
const client = {
  type: "string",
  description: "whose: a client of `site.yaml`; the site's own where nobody is named",
};

const stepWords: Readonly<Record<Step, string>> = {
  receive: "goods came from a supplier and stand at `to`",
  return: "goods that were sold came back and stand at the bench `to`",
  pick: "units went from `from` into `tote`",
  transport: "`tote` was brought to the station `to` with them",
  "put-away": "units went from `tote` into the place `to`",
  pack: "what `tote` holds is `parcel` now, at the station `to`",
  ship: "`parcel` left the dock",
  count: "somebody counted `to`, or `tote` at `to`: what was found",
  adjust: "the book follows a count: more units at `to` or in `tote`, or fewer (below nought)",
  "set-aside": "units were taken out of trade until somebody looks at them",
  grade: "somebody looked at units at `from`: they are `state` now, at `to` where they were carried there",
  relocate: "units went from `from` to `to`",
  "write-off": "units that were for sale were taken from `from` for good",
  destroy: "units that were not for sale were destroyed at `from`",
};

const cursor = {
  after: {
    type: "integer",
    minimum: 0,
    description: "`next` of the answer before: what comes after it, in order, none left out and none twice",
  },
  perPage: { type: "integer", minimum: 1, maximum: perPageMax, default: 100 },
};
const cursorAnswer = {
  next: { ...whole, description: "what to send as `after` next time; a short page need not be the last" },
  more: { type: "boolean", description: "there is more already" },
};
const words = (known: object, what: string) => ({
  type: "string",
  description: `${what}, several with commas between: ${Object.keys(known).join(", ")}`,
});
const query = (properties: object) => ({ type: "object", additionalProperties: false, properties });

const activity = {
  summary: "What was done with goods, step by step, to bill from",
  querystring: query({
    client,
    ...cursor,
    from: { ...time, description: "begins there, where no `after` is sent" },
    to: { ...time, description: "ends before" },
    type: words(stepWords, "steps alone of these kinds"),
  }),
  response: {
    200: json("in the order in which it was done; kept as long as the ledger", {
      activities: {
        type: "array",
        items: {
          type: "object",
          required: ["number", "at", "step", "by", "units", "goods", "hash"],
          properties: {
            number: { ...whole, description: "dense, from 1, for each client" },
            at: time,
            step: {
              type: "string",
              enum: Object.keys(stepWords),
              description: Object.entries(stepWords)
                .map(([word, meaning]) => `\`${word}\`: ${meaning}`)
                .join("; "),
            },
            by: {
              type: "object",
              properties: {
                kind: { type: "string", enum: Object.keys(handKinds) },
                name: text(
                  "which robot, station, portal; of a person the handheld, or the name at the screen",
                ),
              },
            },
            units: { ...whole, description: "of all goods together" },
            goods: {
              type: "array",
              items: {
                type: "object",
                properties: { sku: text(""), lot: text("where one is known"), units: whole },
              },
            },
            from: text("place of the site"),
            to: text("place or station of the site"),
            tote: text(""),
            order: text("the client's number"),
            parcel: text("SSCC"),
            state: text("what the units are now, where that changed"),
            reference: {
              type: "object",
              description: "why: the client's number of a receipt, return, write-off or decision, or a task",
              properties: { kind: text(""), number: text("") },
            },
            hash: text("SHA-256 over this row and all before it (docs/trace.md)"),
          },
        },
      },
      ...cursorAnswer,
      head: {
        type: "object",
        description: "the last row of all and its hash: who keeps it can tell later that nothing was cut off",
        properties: { number: whole, hash: text("") },
      },
    }),
    ...readProblem,
  },
};

const events = {
  summary: "What the webhooks say, for whoever cannot be called",
  querystring: query({ client, ...cursor, type: words(confirmationTypes, "events alone of these types") }),
  response: {
    200: json("CloudEvents 1.0.2, in order; kept as long as the ledger", {
      events: {
        type: "array",
        items: {
          type: "object",
          required: ["specversion", "id", "source", "type"],
          properties: {
            specversion: { const: "1.0" },
            id: text("never given twice by any house"),
            source: text("site and client"),
            type: { type: "string", enum: Object.keys(confirmationTypes) },
            subject: text("what it is about: an order's number, `return/R1`, `bin/P01`"),
            time,
            datacontenttype: { const: "application/json" },
            data: { type: "object", description: "as `data` of the webhook of this type" },
          },
        },
      },
      ...cursorAnswer,
    }),
    ...readProblem,
  },
};

export const listsShown = [
  [wmsPaths.activity, activity],
  [wmsPaths.events, events],
] as const;
