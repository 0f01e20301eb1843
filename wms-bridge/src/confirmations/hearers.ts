/** All who hear: those that options and files name, for as long as this house runs, and those that programs registered. */
import type { ClientId } from "@floorplane/contracts/ids";
import type { HearerState } from "./hearer.machine.ts";
import { Hearer, type WebhookTarget } from "./hearer.ts";
import type { Queue } from "./queued.ts";
import { hearerOf, type Webhook, type Webhooks } from "./webhooks.ts";

/** One that hears, as it is shown. */
export interface HearerShown {
  readonly target: WebhookTarget;
  readonly state: HearerState;
  readonly waiting: number;
}

export interface HearersOptions {
  /** Whose confirmations those hear that name nobody. */
  readonly client: ClientId;
  readonly queue: Queue;
  readonly webhooks: Webhooks;
  /** On their way to one at once. */
  readonly deliveriesMax: number;
}

export class Hearers extends Map<string, Hearer> {
  readonly #options: HearersOptions;

  constructor(options: HearersOptions) {
    super();
    this.#options = options;
  }

  /** Undefined where it was removed meanwhile. */
  at(webhook: Webhook): Hearer | undefined {
    return this.get(hearerOf(webhook));
  }

  hear(target: WebhookTarget): void {
    const { queue, deliveriesMax } = this.#options;
    this.set(target.name, new Hearer(target, queue, deliveriesMax));
  }

  listen(webhook: Webhook): void {
    const { webhooks } = this.#options;
    this.hear({
      client: webhook.client,
      name: hearerOf(webhook),
      url: webhook.url,
      secret: () => webhooks.secretsOf(webhook),
      registered: webhook,
    });
  }

  clientOf({ target }: Hearer): ClientId {
    return target.client ?? this.#options.client;
  }

  *of(client: ClientId): Iterable<Hearer> {
    for (const hearer of this.values()) if (this.clientOf(hearer) === client) yield hearer;
  }
}
