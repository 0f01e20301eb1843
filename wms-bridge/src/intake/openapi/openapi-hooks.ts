/** What programs hear, as OpenAPI 3.1 describes it: one entry for each type, with its own fields, its headers and an example. */
import { type Confirmation, ConfirmationSchema } from "@floorplane/contracts/confirmation.schema";
import { type ConfirmationType, confirmationTypes } from "@floorplane/contracts/confirmation-types";
import { text, timeOf } from "./openapi-parts.ts";

type Data = Confirmation["data"];
interface Told {
  /** Always there; the rest of the example's fields where it applies. */
  readonly always: readonly (keyof Data)[];
  readonly also?: readonly (keyof Data)[];
  readonly example: Data;
}

const lines = [{ line: "1", sku: "LAMP", quantity: 2 }];
const parcels = [{ sscc: "095213210000000018", carton: "C1", grams: 1_840, units: 2 }];
const pallet = {
  sscc: "095213210000000025",
  carrier: "euro-road",
  manifest: "euro-road-20260302T1900Z",
};
const held = { lines: [{ sku: "LAMP", quantity: 3 }], cause: { kind: "held", hold: "H-1" } } as const;
const moved = { transport: "MOVE-1", load: "P-17", loadType: "EPAL" };
const transfer = { to: "WAREHOUSE-2" };

/** Fields of each type, which a new type does not compile without. */
const told: Readonly<Record<ConfirmationType, Told>> = {
  "order.accepted": { always: ["order"], example: { order: "O-1" } },
  "order.backordered": {
    always: ["order", "lines", "givenUpAt"],
    also: ["part", "parts"],
    example: {
      order: "O-1",
      lines: [{ line: "1", sku: "LAMP", quantity: 1, expectedAt: "2026-03-03T12:00:00.000Z" }],
      givenUpAt: "2026-04-01T08:00:00.000Z",
    },
  },
  "order.cancelled": { always: ["order", "reason"], example: { order: "O-1", reason: "cancelled" } },
  "order.shipped": {
    always: ["order", "lines", "parcels"],
    also: ["short", "reason"],
    example: { order: "O-1", lines, parcels },
  },
  "order.packed": { always: ["order", "parcels"], example: { order: "O-1", parcels } },
  "parcel.shipped": {
    always: ["order", "lines", "parcels"],
    also: ["pallet"],
    example: { order: "O-1", lines, parcels, pallet: { sscc: pallet.sscc } },
  },
  "pallet.closed": { always: ["pallet", "parcels"], example: { pallet, parcels } },
  "pallet.shipped": { always: ["pallet", "parcels"], example: { pallet, parcels } },
  "receipt.received": {
    always: ["receipt", "lines"],
    also: ["variance"],
    example: {
      receipt: "PO-1",
      lines: [{ sku: "LAMP", quantity: 9 }],
      variance: [{ sku: "LAMP", quantity: -1 }],
    },
  },
  "transfer.left": {
    always: ["order", "transfer"],
    also: ["lines", "parcels", "pallet"],
    example: { order: "O-1", transfer, lines, parcels },
  },
  "transfer.arrived": {
    always: ["order", "transfer"],
    also: ["lines", "variance"],
    example: { order: "O-1", transfer, lines, variance: [{ sku: "LAMP", quantity: -1 }] },
  },
  "transfer.overdue": {
    always: ["order", "transfer", "variance"],
    example: { order: "O-1", transfer, variance: [{ sku: "LAMP", quantity: -1 }] },
  },
  "transport.assigned": {
    always: ["transport"],
    example: { transport: { transport: "MOVE-1", robot: "R03" } },
  },
  "transport.picked": {
    always: ["transport"],
    example: { transport: { ...moved, robot: "R03", stop: 0, station: "IN-1" } },
  },
  "transport.dropped": {
    always: ["transport"],
    example: { transport: { ...moved, robot: "R03", stop: 1, station: "OUT-2" } },
  },
  "transport.retargeted": {
    always: ["transport"],
    example: { transport: { transport: "MOVE-1", stop: 1, stations: ["OUT-3"] } },
  },
  "transport.target-kept": {
    always: ["transport"],
    example: { transport: { transport: "MOVE-1", stop: 1 } },
  },
  "transport.unassigned": {
    always: ["transport"],
    example: { transport: { ...moved, station: "IN-2" } },
  },
  "transport.done": { always: ["transport"], example: { transport: { transport: "MOVE-1" } } },
  "transport.withdrawn": {
    always: ["transport"],
    example: { transport: { transport: "MOVE-1", ending: "asked" } },
  },
  "transport.failed": {
    always: ["transport"],
    example: { transport: { ...moved, robot: "R03", ending: "rejected-by-robot" } },
  },
  "return.received": { always: ["return", "lines"], example: { return: "RMA-1", lines } },
  "return.graded": {
    always: ["return", "lines"],
    also: ["dwellS"],
    example: {
      return: "RMA-1",
      lines: [{ sku: "LAMP", quantity: 2, state: "available", grade: "resalable", reason: "too-small" }],
      dwellS: 5_400,
    },
  },
  "return.overdue": { always: ["return", "lines"], example: { return: "RMA-1", lines } },
  "stock.adjusted": {
    always: ["lines", "cause"],
    example: {
      lines: [{ sku: "LAMP", quantity: -3 }],
      cause: { kind: "bin-counted", location: "A01-01L-1", order: "O-1" },
    },
  },
  "hold.overdue": {
    always: ["hold"],
    example: { hold: { hold: "H-1", reason: "recalled", since: "2026-03-01T08:00:00.000Z", units: 3 } },
  },
  "stock.warning": {
    always: ["warning"],
    example: {
      warning: { kind: "safety-stock", level: "notice", was: "none", sku: "LAMP", units: 9, limit: 10 },
    },
  },
  "stock.held": { always: ["lines", "cause"], example: held },
  "stock.released": { always: ["lines", "cause"], example: held },
  "stock.graded": {
    always: ["lines"],
    also: ["cause", "return"],
    example: { lines: [{ sku: "LAMP", quantity: 1, state: "available" }] },
  },
};

const rules =
  "Signed after Standard Webhooks 1.0; at least once, in order for each order: know `webhook-id` again. Answer 2xx once it is written down; a type that you do not know, too.";
const header = (name: string, description: string) => ({
  ...({ name, in: "header", required: true } as const),
  ...({ description, schema: { type: "string" } } as const),
});
const parameters = [
  header("webhook-id", "of this message, the same each time that it is sent, and never given twice"),
  header("webhook-timestamp", "when it was sent, by the wall, in seconds since 1970: part of what is signed"),
  header(
    "webhook-signature",
    "`v1,` and base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}` with the secret; several, with blanks between, while two secrets are good",
  ),
];
const answers = {
  "2XX": { description: "taken" },
  410: {
    description: "nobody listens here any more: nothing further is sent until the house is started anew",
  },
  default: {
    description: "sent again, within a minute of your return; after three days put aside for a person",
  },
};

const allFields: Readonly<Record<string, object>> = ConfirmationSchema.properties.data.properties;

function hook(type: string, description: string, data: object, example: object) {
  const timestamp = "2026-03-02T08:15:30.000Z";
  const schema: object = {
    type: "object",
    required: ["type", "timestamp", "data"],
    properties: {
      type: { type: "string", const: type },
      timestamp: timeOf("when it happened, by the house's clock"),
      data,
    },
  };
  const content = { "application/json": { schema, example: { type, timestamp, data: example } } };
  return { post: { summary: type, description, parameters, requestBody: { content }, responses: answers } };
}

function hookOf(type: ConfirmationType) {
  const { always, also = [], example } = told[type];
  const fields = ["client", ...always, ...also];
  const properties = Object.fromEntries(fields.map((field) => [field, allFields[field]!]));
  const data = { type: "object", required: [...always], properties };
  return hook(type, `${confirmationTypes[type]} ${rules}`, data, example);
}

const trial = {
  type: "object",
  required: ["webhook", "client"],
  properties: { webhook: text("which was tried"), client: text("whose it is") },
};

/** One entry for each type, with the rules of delivery. */
export const webhooks = {
  ...Object.fromEntries(
    (Object.keys(confirmationTypes) as ConfirmationType[]).map((type) => [type, hookOf(type)]),
  ),
  "webhook.test": hook(
    "webhook.test",
    "Sent by `POST /v1/webhooks/{webhook}/test` alone, once, to try the way. It says nothing of goods. Signed as all others are.",
    trial,
    { webhook: "erp", client: "house" },
  ),
};
