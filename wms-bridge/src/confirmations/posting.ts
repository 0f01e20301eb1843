/** How a confirmation goes over the wire: Standard Webhooks 1.0, signed by each secret of its hearer. */
import type { HttpRequest } from "@floorplane/contracts/http";
import { secondMs } from "@floorplane/contracts/units";
import type { Hearer } from "./hearer.ts";

const encoder = new TextEncoder();

export interface Posted {
  /** `webhook-id`. */
  readonly id: string;
  readonly text: string;
  /** The wall's time. */
  readonly now: number;
  /** Programs may name addresses inside the house's network. */
  readonly privateWebhooks: boolean;
}

export const requestOf = (hearer: Hearer, { id, text, now, privateWebhooks }: Posted): HttpRequest => ({
  method: "POST",
  url: hearer.target.url,
  headers: {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(now / secondMs)),
    "webhook-signature": hearer.sign(id, new Date(now), text),
  },
  body: encoder.encode(text),
  // A program may name any address; whoever starts the house knows his own network.
  ...(hearer.target.registered && !privateWebhooks ? { isForeign: true } : {}),
});
