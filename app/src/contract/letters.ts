/** The confirmations of a contract: one of each type as a house writes it, about an order of the WMS, and how they are signed (Standard Webhooks 1.0). */

import type { Confirmation } from "@floorplane/contracts/confirmation.schema";
import { isoTime, secondMs } from "@floorplane/contracts/units";
import { Webhook } from "standardwebhooks";
import type { Asked } from "./asked.ts";

type Data = Confirmation["data"];

export interface LettersOptions {
  /** Standard Webhooks: `whsec_` and base64. */
  readonly secret: string;
  /** The number of an order that the WMS knows. */
  readonly order: string;
  readonly client: string | undefined;
  /** Goods that the WMS knows. */
  readonly sku: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Tells the ids of this run from those of any other. */
  readonly run: string;
}

/** What is wrong with a letter, or unusual. */
export interface Twist {
  readonly id?: string;
  /** Signed with this in place of the secret. */
  readonly secret?: string;
  /** Seconds from now. */
  readonly lateS?: number;
  /** After signing. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** After signing. */
  readonly body?: (signed: string) => string;
  /** Before signing: JSON may be written in many ways. */
  readonly written?: (json: unknown) => string;
}

export class Letters {
  readonly #options: LettersOptions;
  #number = 0;

  constructor(options: LettersOptions) {
    this.#options = options;
  }

  /** A new one each time: `webhook-id` is never given twice. */
  id(): string {
    return `MSG-${this.#options.run}-${++this.#number}`;
  }

  /** Of any type and with any data: a hearer will meet those that are not known yet. */
  of(type: string, data: object, twist: Twist = {}): Asked {
    const { client, now } = this.#options;
    const body = {
      type,
      timestamp: isoTime(now()),
      data: { ...(client === undefined ? {} : { client }), ...data },
    };
    return this.signed(twist.written?.(body) ?? JSON.stringify(body), twist);
  }

  signed(text: string, { id = this.id(), secret, lateS = 0, headers = {}, body }: Twist = {}): Asked {
    const at = this.#options.now() + lateS * secondMs;
    const all = {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(at / secondMs)),
      "webhook-signature": new Webhook(secret ?? this.#options.secret).sign(id, new Date(at), text),
      ...headers,
    };
    return {
      headers: Object.fromEntries(
        Object.entries(all).filter((each): each is [string, string] => each[1] !== undefined),
      ),
      body: body?.(text) ?? text,
    };
  }

  /** One of each type, as a house writes it. */
  data(): Readonly<Record<Confirmation["type"], Data>> {
    const { order, sku, now } = this.#options;
    const lines = [{ line: "1", sku, quantity: 2 }];
    const parcels = [{ sscc: "340123450000000017", carton: "C1", grams: 640, units: 2 }];
    const pallet = { sscc: "340123450000000024", carrier: "euro-road", manifest: "euro-road-20260302T1900Z" };
    const moved = { transport: order, load: "P-17", loadType: "EPAL" };
    return {
      "order.accepted": { order },
      "order.backordered": {
        order,
        lines: [
          { sku, quantity: 2, expectedAt: isoTime(now() + 86_400 * secondMs) },
          { sku, quantity: 1, expectedAt: null },
        ],
        givenUpAt: isoTime(now() + 30 * 86_400 * secondMs),
      },
      "order.packed": { order, parcels },
      "parcel.shipped": { order, lines, parcels, pallet: { sscc: pallet.sscc } },
      "pallet.closed": { pallet, parcels },
      "pallet.shipped": { pallet, parcels },
      "order.shipped": { order, lines, parcels },
      "order.cancelled": { order, reason: "cancelled" },
      "receipt.received": { receipt: `D-${order}`, lines, variance: [{ sku, quantity: -1 }] },
      "return.received": { return: `R-${order}`, lines },
      "transport.assigned": { transport: { transport: order, robot: "R01" } },
      "transport.picked": { transport: { ...moved, robot: "R01", stop: 0, station: "IN-1" } },
      "transport.dropped": { transport: { ...moved, robot: "R01", stop: 1, station: "OUT-1" } },
      "transport.retargeted": { transport: { transport: order, stop: 1, stations: ["OUT-2"] } },
      "transport.target-kept": { transport: { transport: order, stop: 1 } },
      "transport.unassigned": { transport: { ...moved, station: "IN-2" } },
      "transport.done": { transport: { transport: order } },
      "transport.withdrawn": { transport: { transport: order, ending: "asked" } },
      "transport.failed": { transport: { ...moved, robot: "R01", ending: "rejected-by-robot" } },
      "transfer.left": { order, transfer: { to: "WAREHOUSE-2" }, lines, parcels },
      "transfer.arrived": {
        order,
        transfer: { to: "WAREHOUSE-2" },
        lines: [{ sku, quantity: 1 }],
        variance: [{ sku, quantity: -1 }],
      },
      "transfer.overdue": {
        order,
        transfer: { to: "WAREHOUSE-2" },
        variance: [{ sku, quantity: -1 }],
      },
      "return.graded": {
        return: `R-${order}`,
        lines: [{ sku, quantity: 2, state: "available", grade: "resalable", reason: "too-small" }],
        dwellS: 5_400,
      },
      "return.overdue": { return: `R-${order}`, lines },
      "stock.adjusted": {
        lines: [{ sku, quantity: -3 }],
        cause: { kind: "bin-counted", location: "A-01-1", order },
      },
      "stock.held": { lines: [{ sku, quantity: 3 }], cause: { kind: "held", hold: "H-1" } },
      "stock.released": { lines: [{ sku, quantity: 3 }], cause: { kind: "held", hold: "H-1" } },
      "hold.overdue": {
        hold: { hold: "H-1", reason: "recalled", since: isoTime(now() - 90_000 * secondMs), units: 3 },
      },
      "stock.warning": {
        warning: { kind: "safety-stock", level: "notice", was: "none", sku, units: 9, limit: 10 },
      },
      "stock.graded": { lines: [{ sku, quantity: 1, state: "available" }] },
    };
  }

  typical(type: Confirmation["type"], twist?: Twist): Asked {
    return this.of(type, this.data()[type], twist);
  }
}
