/** All who hear: those that options and files name, for as long as this house runs, and those that programs registered. */
import { hash } from "node:crypto";
import type { ClientId } from "@floorplane/contracts/ids";
import type { HearerState } from "./hearer.machine.ts";
import { Hearer, type WebhookTarget } from "./hearer.ts";
import type { Queue } from "./queued.ts";
import { hearerOf, type Webhook, type Webhooks } from "./webhooks.ts";

/** As long as that of one that a program registered. */
const markLength = 12;

/** One that hears, as it is shown. */
export interface HearerShown {
  readonly target: WebhookTarget;
  readonly state: HearerState;
  readonly waiting: number;
}

/** As its client calls it. */
export const nameOfHearer = ({ registered, name }: WebhookTarget): string => registered?.webhook ?? name;

/** In the ids of what one hears that an option or a file names: the same at every start. */
export const markOfFixed = (client: ClientId, name: string): string =>
  hash("sha256", `${client}/${name}`, "hex").slice(0, markLength);

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

  /** As its client calls it: what a program registered, or else what an option or a file names. */
  named(client: ClientId, name: string): Hearer | undefined {
    const fixed = this.get(name);
    return (
      this.get(hearerOf({ client, webhook: name })) ??
      (fixed && !fixed.target.registered && this.clientOf(fixed) === client ? fixed : undefined)
    );
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

  markOf(hearer: Pick<Hearer, "target">): string {
    const { registered, name } = hearer.target;
    return registered?.mark ?? markOfFixed(this.clientOf(hearer), name);
  }

  clientOf({ target }: Pick<Hearer, "target">): ClientId {
    return target.client ?? this.#options.client;
  }

  *of(client: ClientId): Iterable<Hearer> {
    for (const hearer of this.values()) if (this.clientOf(hearer) === client) yield hearer;
  }
}
