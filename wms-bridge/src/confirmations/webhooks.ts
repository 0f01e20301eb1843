/** Webhooks that programs registered, each its client's own. What is sent to one is signed by every secret of it that is good (Standard Webhooks 1.0: several signatures), so that a receiver changes over when it likes. */
import type { ClientId } from "@floorplane/contracts/ids";
import type { Clock } from "@floorplane/runtime/clock/clock";
import { Journal } from "../keeping/journal.ts";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { type Delivery, deliveryKind, type KeptWebhook, webhookKind } from "./webhook.kind.ts";

export type Webhook = KeptWebhook;

/** What a program says of a new one. */
export type NewWebhook = Pick<Webhook, "client" | "webhook" | "mark" | "url" | "types" | "createdBy">;

export interface WebhooksOptions {
  readonly client: ClientId;
  /** The time that receivers know. */
  readonly wall: Clock;
  /** 256 bits in base64, always the same for a name, that nobody can tell who has not the house's own secret. */
  readonly secretFor: (name: string) => string;
}

/** The last, and the one before while it is good. */
const secretsMax = 2;
/** What hears under which name: no hearer of a site's file or an option has two slashes in its own. */
export const hearerOf = ({ client, webhook }: Pick<Webhook, "client" | "webhook">): string =>
  `webhook/${client}/${webhook}`;

export class Webhooks extends Shelf<string, Webhook> {
  /** Each attempt. */
  readonly deliveries: Journal<Delivery>;
  readonly #options: WebhooksOptions;

  constructor(stores: Stores, options: WebhooksOptions) {
    super(stores, {
      kind: webhookKind,
      id: ({ webhook }) => webhook,
      owner: { own: options.client, ids: "client" },
      body: (webhook) => ({ ...webhook }),
      read: (webhook) => ({ ...webhook }),
    });
    this.#options = options;
    this.deliveries = new Journal(stores, deliveryKind);
  }

  of(client: ClientId): readonly Webhook[] {
    return [...this.all()].filter((webhook) => webhook.client === client);
  }

  make(what: NewWebhook): Webhook {
    const createdAt = this.#options.wall.now();
    return this.add({ ...what, secrets: [{ generation: 1, until: null }], pausedAt: null, createdAt });
  }

  /** The secret of before signs beside the new one for so long, ms. */
  rotate(webhook: Webhook, overlapMs: number): void {
    const last = webhook.secrets.at(-1)!;
    const before = overlapMs > 0 ? [{ ...last, until: this.#options.wall.now() + overlapMs }] : [];
    const next = { generation: last.generation + 1, until: null };
    this.write(webhook).secrets = [...before, next].slice(-secretsMax);
  }

  pause(webhook: Webhook): void {
    this.write(webhook).pausedAt ??= this.#options.wall.now();
  }

  resume(webhook: Webhook): void {
    this.write(webhook).pausedAt = null;
  }

  /** Those that sign now, the newest last. */
  secretsOf({ mark, secrets }: Webhook): string[] {
    const now = this.#options.wall.now();
    return secrets.flatMap(({ generation, until }) =>
      until === null || until > now
        ? `whsec_${this.#options.secretFor(`webhook/${mark}/${generation}`)}`
        : [],
    );
  }
}
