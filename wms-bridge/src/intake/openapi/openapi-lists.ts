/** What the door says of its lists: what was done with goods, and what was told, to be read on with a cursor (OpenAPI 3.1). */

import { confirmationTypes } from "@floorplane/contracts/confirmation-types";
import { ItemSchema } from "@floorplane/contracts/wms.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { handKinds, type Step } from "../../handling/steps.ts";
import { orderStates } from "../../orders/order-states.ts";
import { passportKinds } from "../../trace/passport.ts";
import { restoredShown } from "../answering/lost-rows.ts";
import { priorityWords } from "../orders/order-list.ts";
import { json, needs, problem, readProblem } from "./openapi.ts";
import { ofCarriers, pagesOf, perPageShown, queryOf, text, time, whole, whose } from "./openapi-parts.ts";

const client = whose;

const stepWords: Readonly<Record<Step, string>> = {
  receive: "goods came from a supplier and stand at `to`",
  return: "goods that were sold came back and stand at the bench `to`",
  pick: "units went from `from` into `tote`",
  transport: "`tote` was brought to the station `to` with them",
  "put-away": "units went from `tote` into the place `to`",
  pack: "what `tote` holds is `parcel` now, at the station `to`",
  palletise: "`parcel` was put on `pallet`",
  depalletise: "`parcel` was taken off `pallet`",
  ship: "`parcel` left the dock, on `pallet` where it stood on one",
  count: "somebody counted `to`, or `tote` at `to`: what was found",
  adjust: "the book follows a count: more units at `to` or in `tote`, or fewer (below nought)",
  "set-aside": "units were taken out of trade until somebody looks at them",
  grade: "somebody looked at units at `from`: they are `state` now, at `to` where they were carried there",
  photograph: "somebody took `photo` of units at `from`",
  relocate: "units went from `from` to `to`",
  "write-off": "units that were for sale were taken from `from` for good",
  destroy: "units that were not for sale were destroyed at `from`",
  decide:
    "somebody decided about `order` at a screen, or a program at the door (`act`, `why` where one was given); no goods",
};

const cursor = {
  after: {
    type: "integer",
    minimum: 0,
    description: "`next` of the answer before: what comes after it, in order, none left out and none twice",
  },
  perPage: perPageShown,
};
const cursorAnswer = {
  next: { ...whole, description: "what to send as `after` next time; a short page need not be the last" },
  more: { type: "boolean", description: "there is more already" },
  restored: restoredShown,
};
const words = (known: object, what: string) => ({
  type: "string",
  description: `${what}, several with commas between: ${Object.keys(known).join(", ")}`,
});

const activity = {
  security: needs("trace:read"),
  summary: "What was done with goods, step by step, to bill from",
  querystring: queryOf({
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
                properties: {
                  sku: text(""),
                  gtin: text("that it had then"),
                  lot: text("where one is known"),
                  units: whole,
                },
              },
            },
            serials: {
              type: "array",
              description: "which of them, of goods that are kept by serial number, where it is known",
              items: {
                type: "object",
                properties: {
                  sku: text(""),
                  serial: text(""),
                  lot: text("that it is of, where one is known"),
                },
              },
            },
            from: text("place of the site"),
            to: text("place or station of the site"),
            tote: text(""),
            order: text("the client's number"),
            parcel: text("SSCC"),
            pallet: text("SSCC of the pallet that the parcel stands on, or left on"),
            state: text("what the units are now, where that changed"),
            grade: text("what who looked called them: resalable, repairable or dismantle"),
            photo: text("SHA-256 of a photo that was taken of them"),
            act: text("what was decided about the order, such as `order.hold`"),
            with: text("who signed beside `by`, where it takes two"),
            why: text("as it was said"),
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
  security: needs("events:read"),
  summary: "What the webhooks say, for whoever cannot be called",
  querystring: queryOf({ client, ...cursor, type: words(confirmationTypes, "events alone of these types") }),
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

/** Of a page of what stands now, in the order of its keys. */
const keyedAnswer = {
  count: { ...whole, description: "of all that match, on whichever page" },
  next: {
    type: ["string", "null"],
    description: "what to send as `after` for the next page; null: this was the last",
  },
};
const page = (name: string, properties: object) => ({
  [name]: { type: "array", items: { type: "object", properties } },
  ...keyedAnswer,
});

const orders = {
  security: needs("orders:read"),
  summary: "Orders that are open, and those that ended within two days",
  querystring: pagesOf({
    state: words(orderStates, "in these states alone"),
    priority: words(priorityWords, "of these priorities alone"),
    open: { type: "boolean", description: "true: those that have not ended; false: those that have" },
    carrier: ofCarriers,
    from: { ...time, description: "received then or later" },
    to: { ...time, description: "received before" },
    shipBefore: { ...time, description: "to leave before" },
  }),
  response: {
    200: json(
      "by their numbers",
      page("orders", {
        order: text("its number"),
        state: { type: "string", enum: Object.keys(orderStates) },
        priority: { type: "string", enum: Object.keys(priorityWords) },
        country: text("as it was sent"),
        carrier: text(""),
        region: text(""),
        receivedAt: time,
        shipBy: time,
        shippedAt: { ...time, type: ["string", "null"] },
        lines: whole,
        units: { type: "object", properties: { asked: whole, picked: whole, shipped: whole } },
      }),
    ),
    ...readProblem,
  },
};

const items = {
  security: needs("items:read"),
  summary: "The catalogue",
  querystring: pagesOf({
    kind: words({ goods: 0, service: 0 }, "of these kinds alone"),
    class: words({ A: 0, B: 0, C: 0 }, "of these classes alone"),
  }),
  response: { 200: json("by their SKUs", page("items", ItemSchema.properties)), ...readProblem },
};

const stock = {
  security: needs("stock:read"),
  summary: "What the book has, in each state",
  querystring: pagesOf({
    by: words({ sku: 0, place: 0, lot: 0 }, "sums of each SKU or lot, or a row for each place and tote"),
    sku: text("of these goods alone: SKU, GTIN or alias"),
    lot: text("of this lot alone"),
    location: text("at this place alone"),
    serial: text("where this serial number was seen last; of goods that are kept by them"),
    state: text(
      "what has units in one of these states, several with commas between: available, allocated, inTransit, betweenSites, frozen, defective, pendingDestruction",
    ),
  }),
  response: {
    200: json("what has none is left out", {
      at: { ...time, description: "when it was so" },
      ...page("stock", {
        sku: text(""),
        lot: text("by place, and by lot"),
        expires: text("by lot: its last day, where one is known"),
        location: text("by place"),
        tote: text("by place, of what is in transit"),
        available: { ...whole, description: "for sale, and held for no order" },
        allocated: { ...whole, description: "for sale, and held for orders" },
        inTransit: { ...whole, description: "in totes, on robots and at stations" },
        betweenSites: { ...whole, description: "on the way to another warehouse; at no place of this one" },
        frozen: whole,
        defective: whole,
        pendingDestruction: whole,
      }),
    }),
    ...readProblem,
  },
};

const serials = {
  security: needs("stock:read"),
  summary: "Serial numbers that are known, and where each is",
  querystring: pagesOf({
    sku: text("of these goods alone: SKU, GTIN or alias"),
    serial: text("this one alone"),
    state: words({ here: 0, left: 0, gone: 0 }, "in the house, left with an order, or written off"),
    location: text("seen at this place last"),
  }),
  response: {
    200: json("one that left, or is gone, is known for two years at least", {
      ...page("serials", {
        sku: text(""),
        serial: text(""),
        state: text("here, left or gone"),
        location: text("where it is"),
        tote: text("in which it is"),
        parcel: text("SSCC of the parcel that it was packed into"),
        lastSeen: {
          type: "object",
          description:
            "in place of these: units were taken from there that nobody scanned, and this may be one of them",
        },
        order: text("that it was packed for"),
        lot: text("of goods that are kept by lot, that it is of"),
        kept: text("defective or condemned: somebody looked at it, and it is not for sale"),
        notSeen: {
          type: "boolean",
          description: "a count named all units at the place where it was seen last, and it was none of them",
        },
        since: time,
      }),
    }),
    ...readProblem,
  },
};

const headOf = (description: string) => ({
  type: "object",
  description,
  properties: { number: whole, hash: text("") },
});
const passport = {
  security: needs("trace:read"),
  summary: "The history of it, with the chain that holds it",
  params: { type: "object", required: ["id"], properties: { id: { type: "string" } } },
  querystring: queryOf({
    client,
    after: cursor.after,
    serial: text("of an item: of this unit of it alone, where it is kept by serial number"),
    from: {
      ...time,
      description: "begins there, where no `after` is sent; an order's begins with the order",
    },
  }),
  response: {
    200: json("what it is, piece by piece; `floorplane audit verify --passport` proves it", {
      passport: { const: 1 },
      site: text(""),
      client: text(""),
      about: { type: "object", properties: { kind: text(""), id: text("") } },
      before: headOf("the row before the first of these"),
      links: {
        type: "array",
        description: "rows of it as they are kept, and of the rows between them the SHA-256 alone",
        items: {
          oneOf: [
            { type: "string" },
            { type: "object", properties: { number: whole, row: { type: "object" } } },
          ],
        },
      },
      after: headOf("the last of these"),
      head: headOf("the last row of all when this was asked"),
      ...cursorAnswer,
    }),
    ...readProblem,
    404: problem("no such order or item"),
  },
};

export const listsShown = [
  [wmsPaths.orders, orders],
  [wmsPaths.items, items],
  [wmsPaths.stock, stock],
  [wmsPaths.serials, serials],
  [wmsPaths.activity, activity],
  [wmsPaths.events, events],
  ...passportKinds.map((kind) => [`/v1/passport/${kind}/:id`, passport] as const),
] as const;
