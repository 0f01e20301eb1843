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
/** Leaving, what was said last is waited for so long, wall ms: a broker that went before us answers never. */
const leaveMsMax = 1_000;

export interface MqttConnectorOptions {
  readonly url: string;
  /** The wall's clock (speed 1): keepalives and retries are never scaled. */
  readonly timers: Timers;
  readonly random: Random;
  readonly log: Log;
  /** Longest wait between two tries where a broker is near and its clients are few, wall ms; 8 s where absent. */
  readonly retryMsLast?: number;
  /** The first try waits for this: a broker that is started beside. */
  readonly after?: Promise<unknown>;
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

interface Message {
  readonly topic: Topic;
  readonly payload: Uint8Array;
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
  readonly #waiting: Message[] = [];
  /** One for each try: what a lost link leaves behind inside of it goes with it. */
  #client: MqttClient | undefined;
  #state: LinkState = "connecting";
  #tries = 0;
  #liveSince = 0;
  #cancelRetry: () => void = () => {};
  /** Messages that a broken link cost. */
  dropped = 0;

  constructor(options: MqttConnectorOptions, identity: Identity) {
    this.#options = options;
    this.#identity = identity;
    if (!options.after) this.#client = this.#open();
    else
      void options.after.then(
        () => {
          if (this.#state !== "closed") this.#client = this.#open();
        },
        () => {},
      );
  }

  get state(): LinkState {
    return this.#state;
  }

  publish(topic: Topic, payload: Uint8Array): void {
    if (this.#state === "closed") return;
    const message = { topic, payload };
    if (this.#state === "live") this.#send(message);
    // At QoS 0 a message that cannot go now is gone, as on the wire; a retained one is still worth its while later.
    else if (topic.qos === 0 && !topic.retain) this.dropped++;
    else this.#wait(message);
  }

  subscribe(filter: string, hear: (delivery: Delivery) => void): () => void {
    const subscription = { filter, hear };
    const isFirst = ![...this.#subscriptions].some((other) => other.filter === filter);
    this.#subscriptions.add(subscription);
    if (isFirst && this.#state === "live") this.#ask([filter]);
    return () => {
      this.#subscriptions.delete(subscription);
      if (this.#state === "live" && ![...this.#subscriptions].some((other) => other.filter === filter))
        this.#client?.unsubscribe(filter);
    };
  }

  onLink(hear: (state: LinkState) => void): () => void {
    this.#links.add(hear);
    return () => this.#links.delete(hear);
  }

  drop(): void {
    if (this.#state === "closed") return;
    this.#become("closed");
    this.#cancelRetry();
    this.#client?.end(true);
  }

  async close(): Promise<void> {
    if (this.#state === "closed") return;
    const wasLive = this.#state === "live";
    this.#become("closed");
    this.#cancelRetry();
    const client = this.#client;
    if (!client) return;
    if (!wasLive) return client.endAsync(true);
    // mqtt.js leaves when all is acknowledged; it never hears of that when the link breaks meanwhile.
    const { timers } = this.#options;
    await new Promise<void>((left) => {
      const cancel = timers.at(timers.now() + leaveMsMax, left);
      for (const event of ["close", "end"] as const)
        client.once(event, () => {
          cancel();
          left();
        });
      client.end();
    });
    client.stream.destroy();
  }

  #open(): MqttClient {
    const { url, log } = this.#options;
    const { clientId, username, password, will } = this.#identity;
    const client = mqtt.connect(url, {
      protocolVersion: 4,
      clientId,
      clean: true,
      keepalive: keepaliveS,
      connectTimeout: connectTimeoutMs,
      // Tries are ours: mqtt.js has one fixed period, which makes a thousand robots return in step.
      reconnectPeriod: 0,
      resubscribe: false,
      queueQoSZero: false,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
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
    client.on("connect", () => this.#connected());
    client.once("close", () => this.#lost(client));
    client.on("error", (error) => log.warn("bus.failed", { client: clientId, error: error.message }));
    client.on("message", (topic, payload, packet) =>
      this.#heard({ topic, payload, retained: packet.retain }),
    );
    return client;
  }

  #send(message: Message): void {
    const { text, qos, retain } = message.topic;
    const { buffer, byteOffset, byteLength } = message.payload;
    this.#client?.publish(text, Buffer.from(buffer, byteOffset, byteLength), { qos, retain }, (error) => {
      // Not acknowledged: heard or not, it goes again.
      if (error && qos === 1 && this.#state !== "closed") this.#wait(message);
    });
  }

  #wait(message: Message): void {
    if (this.#waiting.length >= waitingMax) {
      this.#waiting.shift();
      this.dropped++;
    }
    this.#waiting.push(message);
  }

  #connected(): void {
    this.#liveSince = this.#options.timers.now();
    const filters = [...new Set([...this.#subscriptions].map((subscription) => subscription.filter))];
    if (filters.length > 0) this.#ask(filters);
    // What waited is older than what anybody says on hearing that the link is up.
    for (const message of this.#waiting.splice(0)) this.#send(message);
    this.#become("live");
  }

  #ask(filters: string[]): void {
    const client = this.#client;
    if (!client) return;
    client.subscribe(filters, { qos: 1 }, (error, granted) => {
      // A link that broke before the answer refused nothing: all is asked again on the next.
      if (error && !client.connected) return;
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

  #lost(client: MqttClient): void {
    if (this.#state === "closed") return;
    const { timers, random, retryMsLast = retryMsLastDefault } = this.#options;
    const now = timers.now();
    this.#tries = this.#state === "live" && now - this.#liveSince >= stableMs ? 0 : this.#tries + 1;
    // Gives back what was not acknowledged, before anybody says more.
    client.end(true);
    this.#become("lost");
    const bound = Math.min(retryMsLast, retryMsFirst * 2 ** Math.min(this.#tries, 10));
    this.#cancelRetry();
    this.#cancelRetry = timers.at(now + random.next() * bound, () => {
      if (this.#state !== "closed") this.#client = this.#open();
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
