/**
 * The bus over MQTT 3.1.1 (mqtt.js): any broker by URL. Reconnects with full jitter; sessions are clean, since a queued command to a robot is a
 * danger and everything that matters is asked again after a reconnect.
 */
import { type Topic, topicMatches } from "@floorplane/contracts/topics";
import mqtt, { type MqttClient } from "mqtt";
import type { Timers } from "../clock/clock.ts";
import type { Log } from "../log.ts";
import type { Random } from "../random.ts";
import type { Bus, BusConnector, Delivery, Identity, LinkState } from "./bus.ts";

/** Wall milliseconds between tries: full jitter below a bound that doubles from the first to the last. */
const retryMsFirst = 250;
const retryMsLastDefault = 8_000;
/** A link that held this long is stable; the next loss begins with short tries again. */
const stableMs = 30_000;
const keepaliveS = 15;
const connectTimeoutMs = 10_000;
/** QoS 1 messages that wait for the link, beyond which the oldest is dropped and counted. */
const waitingMax = 1_000;

export interface MqttConnectorOptions {
  readonly url: string;
  /** The wall's clock (speed 1): keepalives and retries are never scaled. */
  readonly timers: Timers;
  readonly random: Random;
  readonly log: Log;
  /** Longest wait between two tries where a broker is near and its clients are few, wall ms; 8 s where absent. */
  readonly retryMsLast?: number;
}

export class MqttConnector implements BusConnector {
  readonly #options: MqttConnectorOptions;

  constructor(options: MqttConnectorOptions) {
    this.#options = options;
  }

  connect(identity: Identity): MqttBus {
    return new MqttBus(this.#options, identity);
  }
}

interface Subscription {
  readonly filter: string;
  readonly hear: (delivery: Delivery) => void;
}

export class MqttBus implements Bus {
  readonly #options: MqttConnectorOptions;
  readonly #identity: Identity;
  readonly #subscriptions = new Set<Subscription>();
  readonly #links = new Set<(state: LinkState) => void>();
  readonly #waiting: { readonly topic: Topic; readonly payload: Uint8Array }[] = [];
  readonly #client: MqttClient;
  #state: LinkState = "connecting";
  #tries = 0;
  #liveSince = 0;
  #cancelRetry: () => void = () => {};
  /** Messages that a broken link cost. */
  dropped = 0;

  constructor(options: MqttConnectorOptions, identity: Identity) {
    this.#options = options;
    this.#identity = identity;
    const { will } = identity;
    this.#client = mqtt.connect(options.url, {
      protocolVersion: 4,
      clientId: identity.clientId,
      clean: true,
      keepalive: keepaliveS,
      connectTimeout: connectTimeoutMs,
      // Tries are ours: mqtt.js has one fixed period, which makes a thousand robots return in step.
      reconnectPeriod: 0,
      resubscribe: false,
      queueQoSZero: false,
      ...(identity.username === undefined ? {} : { username: identity.username }),
      ...(identity.password === undefined ? {} : { password: identity.password }),
      ...(will
        ? {
            will: {
              topic: will.topic.text,
              payload: Buffer.from(will.payload),
              qos: will.topic.qos,
              retain: will.topic.retain,
            },
          }
        : {}),
    });
    this.#client.on("connect", () => this.#connected());
    this.#client.on("close", () => this.#lost());
    this.#client.on("error", (error) =>
      options.log.warn("bus.failed", { client: identity.clientId, error: error.message }),
    );
    this.#client.on("message", (topic, payload, packet) =>
      this.#heard({ topic, payload, retained: packet.retain }),
    );
  }

  get state(): LinkState {
    return this.#state;
  }

  publish(topic: Topic, payload: Uint8Array): void {
    if (this.#state === "closed") return;
    if (this.#state === "live") {
      this.#client.publish(topic.text, Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength), {
        qos: topic.qos,
        retain: topic.retain,
      });
      return;
    }
    // At QoS 0 a message that cannot go now is gone, as on the wire; a retained one is still worth its while later.
    if (topic.qos === 0 && !topic.retain) {
      this.dropped++;
      return;
    }
    if (this.#waiting.length >= waitingMax) {
      this.#waiting.shift();
      this.dropped++;
    }
    this.#waiting.push({ topic, payload });
  }

  subscribe(filter: string, hear: (delivery: Delivery) => void): () => void {
    const subscription = { filter, hear };
    const isFirst = ![...this.#subscriptions].some((other) => other.filter === filter);
    this.#subscriptions.add(subscription);
    if (isFirst && this.#state === "live") this.#ask([filter]);
    return () => {
      this.#subscriptions.delete(subscription);
      if (this.#state === "live" && ![...this.#subscriptions].some((other) => other.filter === filter))
        this.#client.unsubscribe(filter);
    };
  }

  onLink(hear: (state: LinkState) => void): () => void {
    this.#links.add(hear);
    return () => this.#links.delete(hear);
  }

  async close(): Promise<void> {
    if (this.#state === "closed") return;
    const wasLive = this.#state === "live";
    this.#become("closed");
    this.#cancelRetry();
    await this.#client.endAsync(!wasLive);
  }

  #connected(): void {
    this.#liveSince = this.#options.timers.now();
    const filters = [...new Set([...this.#subscriptions].map((subscription) => subscription.filter))];
    if (filters.length > 0) this.#ask(filters);
    this.#become("live");
    for (const { topic, payload } of this.#waiting.splice(0)) this.publish(topic, payload);
  }

  #ask(filters: string[]): void {
    this.#client.subscribe(filters, { qos: 1 }, (error, granted) => {
      // With an error mqtt.js says nothing of single filters: all that were asked are named.
      const refused = granted?.filter((grant) => grant.qos >= 128).map((grant) => grant.topic) ?? filters;
      if (error || refused.length > 0)
        this.#options.log.error("bus.subscription-refused", {
          client: this.#identity.clientId,
          filters: refused,
          error: error?.message,
        });
    });
  }

  #lost(): void {
    if (this.#state === "closed") return;
    const { timers, random, retryMsLast = retryMsLastDefault } = this.#options;
    const now = timers.now();
    this.#tries = this.#state === "live" && now - this.#liveSince >= stableMs ? 0 : this.#tries + 1;
    this.#become("lost");
    const bound = Math.min(retryMsLast, retryMsFirst * 2 ** Math.min(this.#tries, 10));
    this.#cancelRetry();
    this.#cancelRetry = timers.at(now + random.next() * bound, () => {
      if (this.#state !== "closed") this.#client.reconnect();
    });
  }

  #heard(delivery: Delivery): void {
    for (const subscription of this.#subscriptions)
      if (topicMatches(subscription.filter, delivery.topic)) subscription.hear(delivery);
  }

  #become(state: LinkState): void {
    if (this.#state === state) return;
    this.#state = state;
    for (const hear of this.#links) hear(state);
  }
}
