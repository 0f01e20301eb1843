/**
 * What a house may ask of whoever hears its confirmations: each behaviour by name, with what is sent and how it must be answered. From Standard Webhooks 1.0,
 * and from what a floor does to its WMS: the same twice, late, in another spelling, by the hundred, and cut in the middle.
 */
import { confirmationTypes } from "@floorplane/contracts/confirmation-types";
import type { Answered, Asked } from "./asked.ts";
import type { Letters } from "./letters.ts";

/** How a request must be answered. */
export type Verdict =
  /** 2xx. */
  | "taken"
  /** 4xx: a decision; not 410, which ends all that a house would send. */
  | "refused"
  /** Anything that ends the matter: 5xx and silence would be tried again for three days. */
  | "decided";

/** Sends and judges; what is not as it must be is noted against the behaviour. */
export type Expect = (verdict: Verdict, asked: Asked) => Promise<Answered>;

export interface Behaviour {
  readonly name: string;
  readonly why: string;
  readonly run: (expect: Expect, letters: Letters) => Promise<unknown>;
}

const types = Object.keys(confirmationTypes) as (keyof typeof confirmationTypes)[];
const atOnce = 50;
const inARow = 100;
const linesMany = 500;
const tenMinutesS = 600;
const otherSecret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;

const takes = (name: string, why: string, asked: (letters: Letters) => Asked): Behaviour => ({
  name,
  why,
  run: (expect, letters) => expect("taken", asked(letters)),
});
const refuses = (name: string, why: string, asked: (letters: Letters) => Asked): Behaviour => ({
  name,
  why,
  run: (expect, letters) => expect("refused", asked(letters)),
});

const hearing: readonly Behaviour[] = [
  ...types.map((type) => takes(`takes ${type}`, confirmationTypes[type], (letters) => letters.typical(type))),
  takes("takes an order that ended with less than was asked", "`short` says what will not come", (letters) =>
    letters.of("order.shipped", {
      ...letters.data()["order.shipped"],
      short: [{ line: "2", sku: "A", quantity: 4 }],
      reason: "no-stock",
    }),
  ),
  takes(
    "takes an order of which nothing is told but its number",
    "fields are there where they say something",
    (letters) => letters.of("order.cancelled", { order: letters.data()["order.cancelled"].order }),
  ),
  takes("takes a type that it does not know", "a newer house tells more", (letters) =>
    letters.of("contract.unheard-of", letters.data()["order.accepted"]),
  ),
  takes("takes a field that it does not know", "a newer house says more", (letters) =>
    letters.of("order.accepted", {
      ...letters.data()["order.accepted"],
      unheardOf: { of: [1, "two", null] },
    }),
  ),
];

const spelling: readonly Behaviour[] = [
  takes("takes a number with slashes", "`WH/OUT/00001` is a number of Odoo", (letters) =>
    letters.of("order.accepted", { order: "WH/OUT/00001" }),
  ),
  takes("takes a number with a sign before it", "`#1001` is a number of Shopify", (letters) =>
    letters.of("order.accepted", { order: "#1001" }),
  ),
  takes("takes a number in another script", "numbers are the seller's own", (letters) =>
    letters.of("order.accepted", { order: "注文-7 été" }),
  ),
  takes("takes a number of 64 characters", "the longest that a house lets in", (letters) =>
    letters.of("order.accepted", { order: "N".repeat(64) }),
  ),
  takes(
    "takes a body in its own spacing",
    "the signature is over the bytes as they came, not over JSON written anew",
    (letters) =>
      letters.typical("order.accepted", { written: (json) => `  ${JSON.stringify(json, null, "\t")}\n` }),
  ),
  takes(
    "takes a body with escaped characters",
    "`\\u00e9` and `é` are the same text and other bytes",
    (letters) =>
      letters.of(
        "order.accepted",
        { order: "été" },
        {
          written: (json) =>
            JSON.stringify(json).replace(
              /[^ -~]/g,
              (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
            ),
        },
      ),
  ),
  takes("takes a content type with its charset", "proxies add one", (letters) =>
    letters.typical("order.accepted", { headers: { "content-type": "application/json; charset=utf-8" } }),
  ),
  takes("takes a body whose length stands nowhere", "proxies send in pieces", (letters) => ({
    ...letters.typical("order.accepted"),
    isChunked: true,
  })),
  takes(`takes an order of ${linesMany} lines`, "orders may have a thousand", (letters) => {
    const lines = Array.from({ length: linesMany }, (_, index) => ({
      line: String(index + 1),
      sku: `SKU-${index}`,
      quantity: 1,
    }));
    return letters.of("order.shipped", { ...letters.data()["order.shipped"], lines });
  }),
  takes(
    "takes what happened on another day",
    "a confirmation waits up to three days, and a demo's clock shows any day",
    (letters) =>
      letters.typical("order.accepted", {
        written: (json) => JSON.stringify({ ...(json as object), timestamp: "2010-12-01T08:26:00.000Z" }),
      }),
  ),
];

const again: readonly Behaviour[] = [
  {
    name: "takes the same again",
    why: "at least once: an answer may be lost on its way, and a 409 is no receipt",
    run: async (expect, letters) => {
      const asked = letters.typical("order.shipped");
      await expect("taken", asked);
      await expect("taken", asked);
    },
  },
  {
    name: "takes the same at another time of sending",
    why: "each attempt is signed anew under the same webhook-id",
    run: async (expect, letters) => {
      const id = letters.id();
      await expect("taken", letters.typical("order.shipped", { id, lateS: -60 }));
      await expect("taken", letters.typical("order.shipped", { id }));
    },
  },
  {
    name: "takes the same twice at once",
    why: "a house that was ended while it sent sends again at its start",
    run: (expect, letters) => {
      const asked = letters.typical("order.shipped");
      return Promise.all([expect("taken", asked), expect("taken", asked)]);
    },
  },
  {
    name: "takes what came forged before under its id",
    why: "who remembers the id of a forgery would never hear the truth",
    run: async (expect, letters) => {
      const id = letters.id();
      await expect("refused", letters.typical("order.shipped", { id, secret: otherSecret }));
      await expect("taken", letters.typical("order.shipped", { id }));
    },
  },
  {
    name: "takes again what was cut off in the middle",
    why: "weak networks",
    run: async (expect, letters) => {
      const asked = letters.typical("order.shipped");
      await expect("decided", { ...asked, isCut: true });
      await expect("taken", asked);
    },
  },
  {
    name: "takes what comes late",
    why: "what nobody took for three days is sent again when a person says so, after newer ones",
    run: async (expect, letters) => {
      await expect("taken", letters.typical("order.shipped"));
      await expect("taken", letters.typical("order.accepted"));
    },
  },
  {
    name: `takes ${atOnce} at once`,
    why: "after a pause a house sends up to sixteen at a time, and there may be several houses",
    run: (expect, letters) =>
      Promise.all(Array.from({ length: atOnce }, () => expect("taken", letters.typical("order.accepted")))),
  },
  {
    name: `takes ${inARow} one after the other`,
    why: "a wave that leaves is told within seconds; a limit of requests must leave room for it",
    run: async (expect, letters) => {
      for (let i = 0; i < inARow; i++) await expect("taken", letters.typical("parcel.shipped"));
    },
  },
];

const signatures: readonly Behaviour[] = [
  takes("takes one of several signatures", "while a secret is changed both sign", (letters) => {
    const asked = letters.typical("order.accepted");
    const other = `v1,${Buffer.alloc(32, 1).toString("base64")}`;
    return {
      ...asked,
      headers: { ...asked.headers, "webhook-signature": `${other} ${asked.headers["webhook-signature"]}` },
    };
  }),
  takes(
    "takes its signature among those of kinds that it does not know",
    "`v1a` is an asymmetric one",
    (letters) => {
      const asked = letters.typical("order.accepted");
      return {
        ...asked,
        headers: { ...asked.headers, "webhook-signature": `v1a,AAAA ${asked.headers["webhook-signature"]}` },
      };
    },
  ),
  takes("takes names of headers in any case", "HTTP does not tell them apart", (letters) => {
    const asked = letters.typical("order.accepted");
    const named = Object.entries(asked.headers).map(([name, value]) => [
      name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase()),
      value,
    ]);
    return { ...asked, headers: Object.fromEntries(named) };
  }),
  takes(
    "takes a clock that is a minute off",
    "clocks differ; five minutes are the standard's bound",
    (letters) => letters.typical("order.accepted", { lateS: -60 }),
  ),
  refuses("refuses what is not signed", "anybody could ship anything", (letters) =>
    letters.typical("order.shipped", { headers: { "webhook-signature": undefined } }),
  ),
  refuses("refuses an empty signature", "an empty list holds no right one", (letters) =>
    letters.typical("order.shipped", { headers: { "webhook-signature": "" } }),
  ),
  refuses("refuses a signature that is none", "what cannot be read is no proof", (letters) =>
    letters.typical("order.shipped", { headers: { "webhook-signature": "v1,not base64 v1 ,,," } }),
  ),
  refuses("refuses a signature by another secret", "another house's, or the secret before", (letters) =>
    letters.typical("order.shipped", { secret: otherSecret }),
  ),
  refuses("refuses a signature of a kind it cannot prove", "an unknown kind proves nothing", (letters) => {
    const asked = letters.typical("order.shipped");
    const signature = asked.headers["webhook-signature"]!.replace(/^v1,/, "v9,");
    return { ...asked, headers: { ...asked.headers, "webhook-signature": signature } };
  }),
  refuses("refuses a body that was changed", "the signature is over it", (letters) =>
    letters.typical("order.shipped", { body: (text) => text.replace('"quantity":2', '"quantity":9') }),
  ),
  refuses("refuses an id that was changed", "a replay under a new id would be taken for news", (letters) =>
    letters.typical("order.shipped", { headers: { "webhook-id": letters.id() } }),
  ),
  refuses("refuses a time that was changed", "a replay with a new time would be taken for now", (letters) =>
    letters.typical("order.shipped", { headers: { "webhook-timestamp": "1" } }),
  ),
  refuses("refuses what has no id", "the signature is over it", (letters) =>
    letters.typical("order.shipped", { headers: { "webhook-id": undefined } }),
  ),
  refuses("refuses what has no time", "the signature is over it", (letters) =>
    letters.typical("order.shipped", { headers: { "webhook-timestamp": undefined } }),
  ),
  refuses("refuses a time that is no number", "what cannot be compared is no time", (letters) =>
    letters.typical("order.shipped", { headers: { "webhook-timestamp": "yesterday" } }),
  ),
  refuses("refuses what was signed ten minutes ago", "a recording played again", (letters) =>
    letters.typical("order.shipped", { lateS: -tenMinutesS }),
  ),
  refuses("refuses what is signed ten minutes ahead", "a recording for later", (letters) =>
    letters.typical("order.shipped", { lateS: tenMinutesS }),
  ),
];

const rudeness: readonly Behaviour[] = [
  {
    name: "decides about signed bytes that are no JSON",
    why: "5xx would be sent again for three days",
    run: (expect, letters) => expect("decided", letters.signed("{ this is none")),
  },
  {
    name: "decides about an empty body",
    why: "5xx would be sent again for three days",
    run: (expect, letters) => expect("decided", letters.signed("")),
  },
  {
    name: "decides about JSON that is no confirmation",
    why: "5xx would be sent again for three days",
    run: (expect, letters) => expect("decided", letters.signed("[null]")),
  },
  {
    name: "still hears after all this",
    why: "what somebody else sends must not stop the floor's word",
    run: (expect, letters) => expect("taken", letters.typical("order.shipped")),
  },
];

export const behaviours: readonly Behaviour[] = [
  ...hearing,
  ...spelling,
  ...again,
  ...signatures,
  ...rudeness,
];
