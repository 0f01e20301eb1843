/** What the door says of itself beyond the schemas that it parses with: answers, states, and the webhooks that follow (OpenAPI 3.1). */

import { orderActs } from "@floorplane/contracts/acts";
import { orderEndings } from "@floorplane/contracts/confirmation.schema";
import { consignmentFields } from "@floorplane/contracts/consignment.schema";
import type { Scope } from "@floorplane/contracts/programs.schema";
import { keptWhys } from "@floorplane/contracts/reasons/english/of-orders";
import { allocations, priorities, taskKinds } from "@floorplane/contracts/states";
import { orderStates } from "../../orders/order-states.ts";
import { parcelShown } from "./openapi-parcel.ts";
import { actsOf, meaningsOf, text, time, timeOf, whole } from "./openapi-parts.ts";

const state = {
  type: "string",
  enum: Object.keys(orderStates),
  description: meaningsOf(orderStates),
};
const destination = {
  country: text("as it was sent"),
  countryCode: {
    type: ["string", "null"],
    description: "the country that was read out of it; null: none is known, and the order has no carrier",
  },
  carrier: text("`unassigned` where the country is not known"),
  region: text("`unknown` where the country is not known"),
};

export const json = (description: string, properties: object) => ({
  description,
  content: { "application/json": { schema: { type: "object", properties } } },
});
export const problem = (description: string) => ({
  description,
  content: {
    "application/problem+json": {
      schema: {
        type: "object",
        required: ["type", "title", "status", "detail", "code"],
        properties: {
          type: text("`urn:floorplane:problem:` and the code"),
          title: text("the code in words"),
          status: whole,
          detail: text("what is wrong and what to do"),
          code: text("stable"),
          field: text("where"),
          errors: {
            type: "array",
            description: "all that is wrong, at most 100, where it is more than one thing",
            items: { type: "object", properties: { field: text("where"), detail: text("what is wrong") } },
          },
        },
      },
    },
  },
});

/** The scope that a program must have; none: any program may. */
export const needs = (scope?: Scope): object[] => [{ program: scope === undefined ? [] : [scope] }];

const named = (name: string, description: string) => ({
  [name]: { description, schema: { type: "string" } },
});
/** Whoever asks. */
const openProblem = {
  400: problem("no request that can be read: its path, its body (no JSON), or its Idempotency-Key"),
  421: problem("asked by a name that is none of this machine's"),
  429: {
    ...problem(
      "too busy, or more requests a minute than the program or the address may send: send it again later, with the same key",
    ),
    headers: {
      ...named("Retry-After", "s"),
      ...named("RateLimit-Policy", "requests a minute of this program, as `q`; with every answer to one"),
      ...named("RateLimit", "how many are left, as `r`, until the next minute begins in `t` s"),
    },
  },
  500: problem("the door failed; ask again with the same key"),
  503: problem("no answer in time; ask again with the same key"),
};
/** What any request of a program may be answered with, whatever it asks for. */
const anyProblem = {
  ...openProblem,
  401: {
    ...problem(
      "no program has this token: none was shown, or it was mistyped, replaced or revoked, or is over; the code says which",
    ),
    headers: named("WWW-Authenticate", "RFC 6750"),
  },
  403: problem(
    "its program lacks the scope that is named, or does not act for the client that the request names",
  ),
};
export const readProblem = { ...anyProblem, 422: problem("its client is not listed in `site.yaml`") };
export const postProblem = {
  ...anyProblem,
  409: problem("it contradicts what is known: a number with another content, a name or place that is taken"),
  413: problem("its body has more than a mebibyte: send the list in pieces"),
  422: problem(
    "something in it is not understood, its client is not listed in `site.yaml`, or its key came with another request; nothing was changed",
  ),
};

const client = text("whose it is; absent where it is the site's own client's");
const receipt = {
  client,
  order: text("its number"),
  state,
  ...destination,
  receivedAt: timeOf("when it was taken"),
  cutOffAt: timeOf("its carrier's cut-off"),
  shipBy: timeOf("it leaves by then"),
  late: {
    type: "boolean",
    description: "true while it is open and should have left before now; else absent",
  },
};

export const itemsAnswers = { 200: json("written into the catalogue", { items: whole }), ...postProblem };
export const openingAnswers = {
  200: json("booked, or booked before", { receipt: text("its number"), rows: whole, units: whole }),
  ...postProblem,
};
export const writeOffAnswers = {
  202: json("a person takes them off the shelf", { writeOff: text("its number"), units: whole }),
  ...postProblem,
};
export const dispositionAnswers = {
  200: json("decided, or decided before", { disposition: text("its number"), state: text(""), units: whole }),
  202: json(
    "to be destroyed: two people are asked to sign for it, and till then it is kept for destruction",
    {
      disposition: text("its number"),
      state: text("`condemned`"),
      units: whole,
      task: text("the task that asks them"),
    },
  ),
  ...postProblem,
};
export const departureAnswers = {
  200: json("it left", { sscc: text("of its label"), shippedAt: timeOf("when") }),
  ...postProblem,
  404: problem("no such parcel"),
};
export const lettersShown = {
  200: json("the oldest first", { count: whole, letters: { type: "array" } }),
  ...readProblem,
};
export const redeliveryAnswers = { 202: json("they are sent again", { count: whole }), ...postProblem };
const textOrNull = (description: string) => ({ type: ["string", "null"], description });

const taskShown = {
  type: "object",
  properties: {
    task: text("its number"),
    client: text("whose goods it is about"),
    kind: { type: "string", enum: [...taskKinds] },
    openedAt: time,
    location: textOrNull("the place to go to"),
    station: textOrNull("receive, bring: the station"),
    tote: textOrNull("count-tote, pick, bring: the tote"),
    from: text("pick: the box at the station that the units are taken out of"),
    sku: textOrNull("of tasks about one SKU"),
    lot: textOrNull("of this lot alone"),
    quantity: { type: ["integer", "null"], description: "units that it is about; difference: that are off" },
    to: textOrNull("where good ones are brought; null: no place has room"),
    hold: text("hold: its number"),
    begunBy: text("put-away: who has the goods in hand"),
    takenBy: text("pick: who has it on a handheld, until takenUntil"),
    takenUntil: time,
    return: text("the return that its goods came with"),
    reason: text("why they came back, are to be destroyed, or are given up"),
    transfer: text("difference: the transfer"),
    difference: {
      type: ["array", "null"],
      description: "difference: what it is off by; below nought is missing, above it came too many",
      items: { type: "object", properties: { sku: text(""), units: whole } },
    },
    signed: {
      type: "object",
      description: "destroy: who signed already, for how many units, and until when that holds",
    },
    planned: { type: "boolean", description: "a count in turn, which nobody waits for" },
    refused: {
      type: ["object", "null"],
      description: "why the last answer was not booked: reason, field, text, skus, and detail as a sentence",
    },
  },
};
export const tasksShown = {
  200: json("the oldest first", { open: whole, tasks: { type: "array", items: taskShown } }),
  ...readProblem,
};
export const outcomeAnswers = {
  200: json("booked, or booked before; of goods that are to be put away and were `begun`, in hand", {
    task: text("its number"),
    state: text("`done`; `open` where the goods are in hand"),
  }),
  202: json("the first of two signatures: nothing is destroyed before somebody else signs too", {
    task: text("its number"),
    state: text("`signed`"),
    until: timeOf("so long it holds"),
  }),
  ...postProblem,
  404: problem("no such task"),
  409: problem("the task is done, by another answer; `detail` says by whose and how"),
};
export const healthShown = { 200: json("it is open", { status: text("`ok`") }), ...openProblem };

export const orderAnswers = {
  201: json("accepted: it was not known before, or nothing has happened to it since", receipt),
  200: json("known: the same order was sent before, and `state` says where it is now", receipt),
  ...postProblem,
  409: problem("its number is known with another content; numbers are remembered for two years"),
};

const shown = {
  200: json("where it is; of an order that ended more than a month ago, its number and state alone", {
    ...receipt,
    shippedAt: { ...timeOf("when its last parcel left; null: not yet"), type: ["string", "null"] },
    why: text("why it stands, where it does, in English"),
    reason: {
      type: "object",
      description: "the same as a code with what it is about",
      properties: {
        code: text("`units.lacking`, `units.held`, `units.kept`, `tour.failed` and the like"),
        units: {
          type: "array",
          description: "`units.lacking`, `units.held`, `units.kept`: what is missing, the first three",
          items: { type: "object", properties: { sku: text(""), units: whole } },
        },
        more: { ...whole, description: "how many further SKUs are missing" },
        hold: text("`units.held`: the hold that keeps them"),
        places: {
          type: "array",
          description: "`units.kept`: where units lie that are here and not free, the first three",
          items: {
            type: "object",
            properties: {
              sku: text(""),
              units: whole,
              at: text("a place of the site, a tote, or a parcel's SSCC"),
              why: { type: "string", enum: [...keptWhys] },
              task: text("of the person who ends it"),
              since: { ...time, description: "when he was asked" },
            },
          },
        },
        others: { ...whole, description: "`units.kept`: at how many further places" },
        because: {
          description: "why, where something else stands behind it: of a hold the reason that was given",
        },
      },
    },
    priority: { type: "string", enum: [...priorities], description: "which of two orders goes first" },
    held: { type: "object", description: "a person keeps it from being begun: by whom, why and since when" },
    acts: actsOf(orderActs, "the last five things that somebody did about it, the latest last"),
    allocation: {
      type: "string",
      enum: [...allocations],
      description: "what becomes of it when units are missing",
    },
    after: {
      type: "array",
      items: { type: "string" },
      description: "orders that must have shipped before it is begun",
    },
    backordered: {
      type: "array",
      description: "what it waits for since no place has it",
      items: {
        type: "object",
        properties: {
          sku: text(""),
          units: whole,
          expectedAt: {
            type: ["string", "null"],
            description:
              "when the last of them is expected; null: nothing that was announced, or came and is being put away, covers them",
          },
        },
      },
    },
    givenUpAt: timeOf("so long they are waited for"),
    ending: { type: "string", enum: [...orderEndings], description: "why units of it do not come" },
    lines: {
      type: "array",
      items: {
        type: "object",
        properties: {
          line: text(""),
          sku: text(""),
          asked: whole,
          picked: whole,
          shipped: whole,
          cancelled: { ...whole, description: "will not come, and is not waited for" },
        },
      },
    },
    kept: {
      type: "array",
      description:
        "while it waits for units: those that the book has and nobody may fetch for it yet, and why: their place is closed or waits for a count, a hold keeps them, somebody has to look at them, they are being put away or come back in a tote",
      items: {
        type: "object",
        properties: {
          sku: text(""),
          location: text(""),
          units: whole,
          tote: text("in place of a location, where they lie in one"),
          parcel: text("SSCC, in place of a location, where they lie in one"),
          why: { type: "string", enum: [...keptWhys] },
          task: text("of the person who ends it"),
          since: { ...time, description: "when he was asked" },
          lot: text("that expires too soon for it, or of which nobody knows when it does"),
          hold: text("the hold that keeps them"),
        },
      },
    },
    parcels: {
      type: "array",
      description: "from the time at which a station was given its goods to pack",
      items: parcelShown,
    },
    ...consignmentFields,
  }),
  404: problem("no such order"),
};
export const orderShown = { ...shown, ...readProblem };
export const orderChanged = {
  ...shown,
  ...postProblem,
  409: problem(
    "a parcel of it is packed, a line that is to change is, it has ended, or its wave has gone and its carrier is to change; the detail says which",
  ),
};

export const releaseAnswers = {
  200: json("it follows no other order any more", { client, order: text("its number"), state }),
  ...postProblem,
  404: problem("no such order"),
  409: problem("it ended, follows no other order, or a person holds it: the detail says which"),
};

const announced = { receipt: text("its number"), expectedAt: timeOf("when its goods can be picked here") };
export const expectedAnswers = {
  200: json("promises are made of it", { ...announced, units: whole }),
  ...postProblem,
  409: problem("the receipt of this number has come"),
};
export const arrivalAnswers = {
  201: json("a person is asked to unload and count it", {
    receipt: text("its number"),
    task: text("the task that asks"),
  }),
  200: json("the same is asked already", { receipt: text("its number"), task: text("the task that asks") }),
  ...postProblem,
  404: problem("no such receipt is announced"),
  409: problem("it has come and is booked"),
};
export const expectedShown = {
  200: json("the earliest first", {
    count: whole,
    receipts: {
      type: "array",
      items: {
        type: "object",
        properties: {
          ...announced,
          inspect: { type: "boolean", description: "true: somebody looks at what came first" },
          lines: {
            type: "array",
            items: { type: "object", properties: { sku: text(""), units: whole } },
          },
        },
      },
    },
  }),
  ...readProblem,
};

export const cancellationAnswers = {
  200: json("over: `cancelled`, or `shipped` with what had left", {
    client,
    order: text("its number"),
    state,
  }),
  202: json("what can be called back comes back; `order.cancelled` or `order.shipped` follows", {
    client,
    order: text("its number"),
    state,
  }),
  ...postProblem,
  404: problem("no such order"),
  409: problem("all of it is at a packing station, has left, or ended otherwise; the detail says which"),
};
