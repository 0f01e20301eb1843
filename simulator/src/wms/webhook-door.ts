/** Where the simulated WMS hears: verifies Standard Webhooks 1.0 and takes each webhook-id once. */
import { timingSafeEqual } from "node:crypto";
import { type Confirmation, parseConfirmation } from "@floorplane/contracts/confirmation.schema";
import type { HttpDoor, HttpRequest, HttpResponse } from "@floorplane/contracts/http";
import { minuteMs } from "@floorplane/contracts/units";
import type { Clock } from "@floorplane/runtime/clock/clock";
import { Webhook } from "standardwebhooks";

/** How far the sender's clock may be off (Standard Webhooks 1.0). */
const toleranceMs = 5 * minuteMs;

export interface WebhookDoorOptions {
  /** `whsec_` and base64. */
  readonly secret: string;
  /** The clock by which the house stamps: the wall's, or on a virtual clock that one. */
  readonly clock: Clock;
  /** Whether this webhook-id was taken before. */
  readonly isKnown: (id: string) => boolean;
  /** Writes the confirmation down; a 2xx is answered only after that. */
  readonly take: (id: string, confirmation: Confirmation) => void;
}

export class WebhookDoor implements HttpDoor {
  readonly #options: WebhookDoorOptions;
  readonly #webhook: Webhook;
  /** Turned away: wrong signature, wrong time, not a confirmation. */
  refused = 0;

  constructor(options: WebhookDoorOptions) {
    this.#options = options;
    this.#webhook = new Webhook(options.secret);
  }

  handle(request: HttpRequest, respond: (response: HttpResponse) => void): void {
    respond({ status: this.#status(request), headers: {}, body: nothing });
  }

  #status({ method, headers, body }: HttpRequest): number {
    const { isKnown, take } = this.#options;
    if (method !== "POST") return 405;
    const id = headers["webhook-id"] ?? "";
    const text = decoder.decode(body);
    if (!this.#isSigned(id, headers, text)) return this.#refuse(401);
    if (isKnown(id)) return 204;
    let confirmation: Confirmation;
    try {
      confirmation = parseConfirmation(JSON.parse(text));
    } catch {
      return this.#refuse(400);
    }
    take(id, confirmation);
    return 204;
  }

  /** The library's own `verify` reads the machine's clock, which a virtual day knows nothing of. */
  #isSigned(id: string, headers: HttpRequest["headers"], text: string): boolean {
    const at = Number(headers["webhook-timestamp"]) * 1_000;
    if (id === "" || !Number.isFinite(at) || Math.abs(this.#options.clock.now() - at) > toleranceMs)
      return false;
    const expected = Buffer.from(this.#webhook.sign(id, new Date(at), text));
    return (headers["webhook-signature"] ?? "").split(" ").some((signature) => {
      const given = Buffer.from(signature);
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
  }

  #refuse(status: number): number {
    this.refused++;
    return status;
  }
}

const decoder = new TextDecoder();
const nothing = new Uint8Array();
