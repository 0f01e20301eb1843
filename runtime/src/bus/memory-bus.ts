/** The bus inside one process on a clock: every delivery is an event of its own, `latencyMs` after it was published. */
import { assert } from "@floorplane/contracts/errors";
import { type Topic, topicMatches } from "@floorplane/contracts/topics";
import type { Timers } from "../clock/clock.ts";
import type { Bus, BusConnector, Delivery, Identity, LinkState } from "./bus.ts";

/** What a message costs on a quiet local network. */
const latencyMsDefault = 2;
/** Topics whose hearers are known; those of tasks that are over are spoken on no more. */
const routesMax = 2_000;
/** Refusals kept in words; more of them say nothing new. */
const refusedMax = 100;

/** What one connection may say and hear, as a broker's rights are (`broker/src/rights`). */
export interface Permits {
  saying(topic: string, qos: number, retain: boolean): "taken" | "not-kept" | "unheard" | "refused";
  maySubscribe(filter: string): boolean;
  mayHear(topic: string): boolean;
}

interface Subscription {
  readonly filter: string;
  readonly hear: (delivery: Delivery) => void;
  readonly permits: Permits | undefined;
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
  /** Hearers by topic; found anew when one comes or goes who hears it. */
  readonly #routes = new Map<string, Subscription[]>();
  #permitsOf: ((clientId: string) => Permits | undefined) | undefined;
  /** What was said, asked for or begun without the right to it, in words; a broker's log would tell it. */
  readonly refused: string[] = [];

  constructor(timers: Timers, options: MemoryBrokerOptions = {}) {
    this.#timers = timers;
    this.#latencyMs = options.latencyMs ?? latencyMsDefault;
    this.#witness = options.witness;
  }

  /** From now on those alone are let in whom `permitsOf` knows, each to what is permitted; before, everybody to everything. */
  admit(permitsOf: (clientId: string) => Permits | undefined): void {
    this.#permitsOf = permitsOf;
  }

  /** Throws where nobody of that name may come in: on one clock a program is wrong, not a device. */
  connect(identity: Identity): MemoryConnection {
    const permits = this.#permitsOf?.(identity.clientId);
    assert(permits || !this.#permitsOf, `${identity.clientId} has no account on this broker`);
    return new MemoryConnection(this, identity, permits);
  }

  /** A right that is missing: nobody hears what was said, and nothing comes of what was asked. */
  refuse(clientId: string, what: string): void {
    if (this.refused.length < refusedMax) this.refused.push(`${clientId} ${what}`);
  }

  publish(topic: Topic, payload: Uint8Array, isKept = topic.retain): void {
    if (isKept) {
      if (payload.length === 0) this.#retained.delete(topic.text);
      else this.#retained.set(topic.text, payload);
    }
    for (const subscription of this.#hearers(topic.text))
      this.#deliver(subscription, topic.text, payload, false);
  }

  subscribe(filter: string, hear: (delivery: Delivery) => void, permits?: Permits): Subscription {
    const subscription: Subscription = { filter, hear, permits, live: true };
    this.#subscriptions.push(subscription);
    this.#forgetRoutes(subscription);
    for (const [topic, payload] of this.#retained)
      if (hears(subscription, topic)) this.#deliver(subscription, topic, payload, true);
    return subscription;
  }

  unsubscribe(subscription: Subscription): void {
    subscription.live = false;
    const index = this.#subscriptions.indexOf(subscription);
    if (index >= 0) this.#subscriptions.splice(index, 1);
    this.#forgetRoutes(subscription);
  }

  #forgetRoutes(subscription: Subscription): void {
    for (const topic of this.#routes.keys()) if (hears(subscription, topic)) this.#routes.delete(topic);
  }

  #hearers(topic: string): Subscription[] {
    let hearers = this.#routes.get(topic);
    if (!hearers) {
      if (this.#routes.size >= routesMax) this.#routes.clear();
      hearers = this.#subscriptions.filter((subscription) => hears(subscription, topic));
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

const hears = ({ filter, permits }: Subscription, topic: string): boolean =>
  topicMatches(filter, topic) && (!permits || permits.mayHear(topic));

class MemoryConnection implements Bus {
  readonly #broker: MemoryBroker;
  readonly #identity: Identity;
  readonly #permits: Permits | undefined;
  readonly #subscriptions = new Set<Subscription>();
  readonly #links = new Set<(state: LinkState) => void>();
  #state: LinkState = "live";

  constructor(broker: MemoryBroker, identity: Identity, permits: Permits | undefined) {
    this.#broker = broker;
    this.#identity = identity;
    this.#permits = permits;
  }

  get state(): LinkState {
    return this.#state;
  }

  publish(topic: Topic, payload: Uint8Array): void {
    if (this.#state === "live") this.#say(topic, payload);
  }

  subscribe(filter: string, hear: (delivery: Delivery) => void): () => void {
    if (this.#permits && !this.#permits.maySubscribe(filter)) {
      this.#broker.refuse(this.#identity.clientId, `asked for ${filter}`);
      return () => {};
    }
    const subscription = this.#broker.subscribe(filter, hear, this.#permits);
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

  drop(): void {
    const { will } = this.#identity;
    this.#end("lost");
    if (will) this.#say(will.topic, will.payload);
  }

  #say(topic: Topic, payload: Uint8Array): void {
    const said = this.#permits?.saying(topic.text, topic.qos, topic.retain) ?? "taken";
    if (said === "refused") this.#broker.refuse(this.#identity.clientId, `said ${topic.text}`);
    else if (said !== "unheard") this.#broker.publish(topic, payload, topic.retain && said === "taken");
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
