/** The bus inside one process on a clock: every delivery is an event of its own, `latencyMs` after it was published. */
import { type Topic, topicMatches } from "@floorplane/contracts/topics";
import type { Timers } from "../clock/clock.ts";
import type { Bus, BusConnector, Delivery, Identity, LinkState } from "./bus.ts";

/** What a message costs on a quiet local network. */
const latencyMsDefault = 2;

interface Subscription {
  readonly filter: string;
  readonly hear: (delivery: Delivery) => void;
  live: boolean;
}

export interface MemoryBrokerOptions {
  readonly latencyMs?: number;
  /** Sees every delivery just before its hearer does. */
  readonly witness?: (at: number, topic: string, payload: Uint8Array) => void;
}

export class MemoryBroker implements BusConnector {
  readonly #timers: Timers;
  readonly #latencyMs: number;
  readonly #witness: MemoryBrokerOptions["witness"];
  readonly #subscriptions: Subscription[] = [];
  readonly #retained = new Map<string, Uint8Array>();
  /** Hearers by topic; emptied whenever a subscription comes or goes. */
  readonly #routes = new Map<string, Subscription[]>();

  constructor(timers: Timers, options: MemoryBrokerOptions = {}) {
    this.#timers = timers;
    this.#latencyMs = options.latencyMs ?? latencyMsDefault;
    this.#witness = options.witness;
  }

  connect(identity: Identity): MemoryConnection {
    return new MemoryConnection(this, identity);
  }

  publish(topic: Topic, payload: Uint8Array): void {
    if (topic.retain) {
      if (payload.length === 0) this.#retained.delete(topic.text);
      else this.#retained.set(topic.text, payload);
    }
    for (const subscription of this.#hearers(topic.text))
      this.#deliver(subscription, topic.text, payload, false);
  }

  subscribe(filter: string, hear: (delivery: Delivery) => void): Subscription {
    const subscription: Subscription = { filter, hear, live: true };
    this.#subscriptions.push(subscription);
    this.#routes.clear();
    for (const [topic, payload] of this.#retained)
      if (topicMatches(filter, topic)) this.#deliver(subscription, topic, payload, true);
    return subscription;
  }

  unsubscribe(subscription: Subscription): void {
    subscription.live = false;
    const index = this.#subscriptions.indexOf(subscription);
    if (index >= 0) this.#subscriptions.splice(index, 1);
    this.#routes.clear();
  }

  #hearers(topic: string): Subscription[] {
    let hearers = this.#routes.get(topic);
    if (!hearers) {
      hearers = this.#subscriptions.filter((subscription) => topicMatches(subscription.filter, topic));
      this.#routes.set(topic, hearers);
    }
    return hearers;
  }

  #deliver(subscription: Subscription, topic: string, payload: Uint8Array, retained: boolean): void {
    this.#timers.at(this.#timers.now() + this.#latencyMs, () => {
      if (!subscription.live) return;
      this.#witness?.(this.#timers.now(), topic, payload);
      subscription.hear({ topic, payload, retained });
    });
  }
}

class MemoryConnection implements Bus {
  readonly #broker: MemoryBroker;
  readonly #identity: Identity;
  readonly #subscriptions = new Set<Subscription>();
  readonly #links = new Set<(state: LinkState) => void>();
  #state: LinkState = "live";

  constructor(broker: MemoryBroker, identity: Identity) {
    this.#broker = broker;
    this.#identity = identity;
  }

  get state(): LinkState {
    return this.#state;
  }

  publish(topic: Topic, payload: Uint8Array): void {
    if (this.#state === "live") this.#broker.publish(topic, payload);
  }

  subscribe(filter: string, hear: (delivery: Delivery) => void): () => void {
    const subscription = this.#broker.subscribe(filter, hear);
    this.#subscriptions.add(subscription);
    return () => {
      this.#subscriptions.delete(subscription);
      this.#broker.unsubscribe(subscription);
    };
  }

  onLink(hear: (state: LinkState) => void): () => void {
    this.#links.add(hear);
    return () => this.#links.delete(hear);
  }

  /** The link is cut without a word: the last will speaks. */
  drop(): void {
    const { will } = this.#identity;
    this.#end("lost");
    if (will) this.#broker.publish(will.topic, will.payload);
  }

  async close(): Promise<void> {
    this.#end("closed");
  }

  #end(state: LinkState): void {
    if (this.#state !== "live") return;
    this.#state = state;
    for (const subscription of this.#subscriptions) this.#broker.unsubscribe(subscription);
    this.#subscriptions.clear();
    for (const hear of this.#links) hear(state);
  }
}

export type { MemoryConnection };
