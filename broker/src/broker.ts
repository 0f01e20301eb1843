/**
 * The MQTT 3.1.1 broker of a site: aedes behind a guard. This file wires doors (sockets), rights (who may what) and store (what survives) to the
 * hooks of aedes. Its PUBACK promises nothing: what must be durable is acknowledged by rooms.
 */
import { createServer, type Server } from "node:net";
import { assert, FloorplaneError } from "@floorplane/contracts/errors";
import { every, type Timers } from "@floorplane/runtime/clock/clock";
import type { Log } from "@floorplane/runtime/log";
import { Aedes, type AedesPublishPacket, type Client, type ConnectPacket, type Subscription } from "aedes";
import { Connections } from "./doors/connections.ts";
import type { Guard } from "./doors/guard.ts";
import { listen } from "./doors/listen.ts";
import { type BrokerFigures, Counters } from "./figures.ts";
import { type BrokerLimits, defaultLimits } from "./limits.ts";
import type { Account, LoggedIn } from "./rights/accounts.ts";
import { Gatehouse, nameInside, type Refused } from "./rights/gatehouse.ts";
import { namesAnother } from "./rights/names-another.ts";
import { OddWays } from "./rights/odd-ways.ts";
import { BrokerStore } from "./store/broker-store.ts";

/** How often hearers are looked at: three looks fit into the shortest patience. */
const lookEveryMs = 100;
const sweepEveryMs = 60_000;
/** A session ends so long after its token at the latest. */
const tokensEveryMs = 1_000;
/** Deliveries in hand at once; a message to a thousand screens is one of them. */
const concurrency = 1_000;
const topicLevelsMax = 8;
/** Refusals that are logged, per minute; all are counted. */
const refusalsLoggedMax = 20;
/** After close, time for wills to reach the store. */
const lastWillsMs = 20;

export interface BrokerOptions {
  /** 0 lets the system choose. */
  readonly port: number;
  /** A loopback address: this listener has no TLS. */
  readonly host: string;
  readonly accounts: readonly Account[];
  /** With it, topics of another site are nobody's. */
  readonly site?: string;
  /** Keeps retained messages, sessions and wills over a restart; without it they live in memory. */
  readonly stateFile?: string;
  readonly limits?: Partial<BrokerLimits>;
  /** The wall's clock. */
  readonly timers: Timers;
  readonly log: Log;
}

interface Visitor extends LoggedIn {
  readonly filters: Set<string>;
}

export class Broker {
  readonly #options: BrokerOptions;
  readonly #limits: BrokerLimits;
  readonly #counters = new Counters();
  readonly #store: BrokerStore;
  readonly #gatehouse: Gatehouse;
  readonly #aedes: Aedes;
  readonly #server: Server;
  readonly #connections: Connections;
  readonly #connectPackets = new WeakMap<Client, ConnectPacket>();
  readonly #visitors = new WeakMap<Client, Visitor>();
  readonly #clients = new Map<string, Client>();
  readonly #ends: (() => void)[] = [];
  readonly #oddWays: OddWays;
  #refusalsLogged = 0;
  #stopped = false;

  constructor(options: BrokerOptions) {
    if (!/^(127\.|::1$|localhost$)/.test(options.host))
      throw new FloorplaneError({
        code: "bad-option",
        message: `the broker has no TLS and listens on loopback only, not on ${options.host}; put an MQTT broker with TLS in its place`,
        field: "host",
      });
    this.#options = options;
    this.#limits = { ...defaultLimits, ...options.limits };
    const { timers, accounts, site, log } = options;
    this.#connections = new Connections({ limits: this.#limits, timers, counters: this.#counters, log });
    this.#oddWays = new OddWays(this.#counters, log);
    this.#gatehouse = new Gatehouse(this.#limits, accounts, site, timers.now());
    this.#store = new BrokerStore({
      file: options.stateFile,
      limits: this.#limits,
      timers,
      counters: this.#counters,
      maySubscribe: (clientId, filter) => {
        const account = this.#gatehouse.accountOf(clientId);
        return account !== undefined && this.#gatehouse.rightsOf(account).maySubscribe(filter);
      },
    });
    this.#aedes = new Aedes({
      persistence: this.#store,
      concurrency,
      heartbeatInterval: this.#limits.heartbeatMs,
      connectTimeout: this.#limits.connectWithinMs,
      maxTopicLevels: topicLevelsMax,
      preConnect: (client, packet, done) => {
        packet.keepalive = this.#gatehouse.heldTo(packet.keepalive ?? 0);
        this.#connectPackets.set(client, packet);
        done(null, true);
      },
      authenticate: (client, username, password, done) => {
        const refusal = this.#login(client, username, password);
        if (!refusal) return done(null, true);
        this.#counters.count("loginsRefused");
        this.#noteRefusal("login.refused", { username, client: client.id, why: refusal.why });
        done(Object.assign(new Error(refusal.why), { returnCode: refusal.code }), false);
      },
      authorizePublish: (client, packet, done) => {
        // A will that outlived its broker comes without its client.
        const sender = client
          ? this.#visitors.get(client)?.account
          : this.#gatehouse.accountOf(senderOf(packet));
        const { topic, qos, retain } = packet;
        const isAnothers = sender !== undefined && namesAnother(sender, topic, packet.payload);
        const saying =
          sender && !isAnothers ? this.#gatehouse.rightsOf(sender).saying(topic, qos, retain) : "refused";
        if (saying !== "refused") {
          this.#counters.count("published");
          this.#counters.count("publishedBytes", packet.payload.length);
          if (saying !== "taken") this.#oddWays.take(saying, client?.id ?? senderOf(packet), packet);
          return done(null);
        }
        this.#counters.count("publishesRefused");
        this.#noteRefusal("publish.refused", { client: client?.id ?? senderOf(packet), topic, qos, retain });
        if (!client) this.#store.purge(senderOf(packet));
        done(new Error("not permitted to publish here"));
      },
      authorizeSubscribe: (client, subscription, done) => {
        // Nothing is handed on at QoS 2.
        const granted = { ...subscription, qos: subscription.qos === 0 ? 0 : 1 } as const;
        done(null, this.#maySubscribe(client, subscription) ? granted : null);
      },
      authorizeForward: (client, packet) => (this.#mayHear(client, packet) ? packet : null),
    });
    this.#server = createServer((socket) => void this.#aedes.handle(this.#connections.accept(socket)));
    this.#server.maxConnections = this.#limits.connectionsMax;
  }

  /** Listens; returns the port. */
  async start(): Promise<number> {
    await this.#aedes.listen();
    const aedes = this.#aedes;
    aedes.on("clientReady", (client) => this.#counters.count("logins", client.id ? 1 : 0));
    aedes.on("client", (client) => {
      // aedes loses sight of a client whose forerunner closes late; the forerunner is closed here in any case.
      const forerunner = this.#clients.get(client.id);
      this.#clients.set(client.id, client);
      if (forerunner && forerunner !== client) forerunner.close();
    });
    aedes.on("clientDisconnect", (client) => {
      if (this.#clients.get(client.id) === client) this.#clients.delete(client.id);
    });
    aedes.on("unsubscribe", (filters, client) => {
      for (const filter of filters) this.#visitors.get(client)?.filters.delete(filter);
    });
    aedes.on("clientError", (client, error) => this.#failed(client, error));
    aedes.on("connectionError", (client, error) => this.#failed(client, error));
    (aedes as unknown as NodeJS.EventEmitter).on("error", (error: Error) => {
      this.#counters.count("errors");
      this.#options.log.error("broker.failed", { error: error.message });
    });
    const port = await listen(this.#server, this.#options);
    const { timers } = this.#options;
    this.#ends.push(every(timers, lookEveryMs, () => this.#connections.cutSlow(lookEveryMs)));
    this.#ends.push(every(timers, sweepEveryMs, () => this.#sweep()));
    this.#ends.push(every(timers, tokensEveryMs, () => this.#cutWhoIsGone()));
    this.#options.log.info("broker.started", { port });
    return port;
  }

  /** Says good-bye (last wills are spoken) and writes what is kept. Safe to call twice. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    for (const end of this.#ends.splice(0)) end();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    await new Promise<void>((resolve) => this.#aedes.close(() => resolve()));
    const { timers } = this.#options;
    await new Promise<void>((resolve) => timers.at(timers.now() + lastWillsMs, resolve));
    this.#connections.end();
    await closed;
    await this.#store.destroy();
  }

  /** Replaces all accounts. Who is gone or changed, or came with a token that is none any more, is cut at once; what is kept (session, queue, will, retained) of accounts that are gone or have none of their tokens is forgotten. */
  setAccounts(accounts: readonly Account[]): void {
    const { changed, lost } = this.#gatehouse.replace(accounts);
    this.#cutWhoIsGone();
    for (const clientId of this.#store.sessions.clientIds())
      if (changed(clientId)) this.#store.purge(clientId);
    for (const topic of this.#store.retained.topics())
      if (lost.some((rights) => rights.mayPublish(topic, 0, true))) this.#store.retained.remove(topic);
  }

  figures(): BrokerFigures {
    return {
      ...this.#counters.all(),
      connections: this.#connections.size,
      clients: this.#clients.size,
      sessions: this.#store.sessions.size,
      retained: this.#store.retained.size,
      retainedBytes: this.#store.retained.bytes,
      queued: this.#store.sessions.queued,
      queuedBytes: this.#store.sessions.queuedBytes,
      flapping: this.#gatehouse.quarantined(this.#options.timers.now()),
      programs: this.#programs(),
      restarts: 0,
    };
  }

  #programs(): string[] {
    const names = new Set<string>();
    for (const clientId of [...this.#clients.keys(), ...this.#store.sessions.clientIds()]) {
      const account = this.#gatehouse.accountOf(clientId);
      if (account?.party === "program") names.add(account.self ?? account.clientId);
    }
    return [...names].sort();
  }

  #login(
    client: Client,
    username: string | undefined,
    password: Uint8Array | undefined,
  ): Refused | undefined {
    const packet = this.#connectPackets.get(client);
    assert(packet, "a client logs in after its CONNECT");
    this.#connectPackets.delete(client);
    const now = this.#options.timers.now();
    const come = this.#gatehouse.admit(packet, username, password, now);
    if ("code" in come) {
      if (come.byWill) this.#counters.count("willsRefused");
      return come;
    }
    const clientId = nameInside(come.account, packet.clientId);
    const forerunner = this.#clients.get(clientId);
    if (forerunner) {
      this.#counters.count("takeOvers");
      const refused = this.#gatehouse.takeOver(clientId, now);
      if (refused) {
        this.#options.log.warn("client.flapping", { client: clientId });
        forerunner.close();
        return refused;
      }
    }
    // Its session, its will and whoever takes its place go by it from here on.
    (client as { id: string }).id = clientId;
    this.#visitors.set(client, { ...come, filters: new Set() });
    this.#connections.loggedIn(client.conn as Guard, come.account.party);
    return undefined;
  }

  #maySubscribe(client: Client, { topic }: Subscription): boolean {
    const visitor = this.#visitors.get(client);
    const may =
      visitor !== undefined &&
      (visitor.filters.has(topic) || visitor.filters.size < this.#limits.filtersPerClient) &&
      this.#gatehouse.rightsOf(visitor.account).maySubscribe(topic);
    if (may) visitor.filters.add(topic);
    else {
      this.#counters.count("subscriptionsRefused");
      this.#noteRefusal("subscription.refused", { client: client.id, filter: topic.slice(0, 256) });
    }
    return may;
  }

  /** Asked for each delivery, also of what waited or was retained: rights that were lost meanwhile count. */
  #mayHear(client: Client, packet: AedesPublishPacket): boolean {
    const account = this.#visitors.get(client)?.account;
    const may = account !== undefined && this.#gatehouse.rightsOf(account).mayHear(packet.topic);
    this.#counters.count(may ? "delivered" : "forwardsRefused");
    return may;
  }

  /** Whoever stays has the rights that his account has now. */
  #cutWhoIsGone(): void {
    const now = this.#options.timers.now();
    for (const client of [...this.#clients.values()]) {
      const visitor = this.#visitors.get(client);
      if (!visitor) continue;
      const account = this.#gatehouse.stays(visitor, now);
      if (account) {
        if (account !== visitor.account) this.#visitors.set(client, { ...visitor, account });
        continue;
      }
      this.#visitors.delete(client);
      client.close();
    }
  }

  #sweep(): void {
    this.#refusalsLogged = 0;
    this.#store.sessions.sweep((clientId) => this.#clients.has(clientId));
  }

  #failed(client: Client, error: Error): void {
    this.#options.log.debug("client.failed", { client: client.id, error: error.message });
  }

  #noteRefusal(event: string, fields: Readonly<Record<string, unknown>>): void {
    if (this.#refusalsLogged++ < refusalsLoggedMax) this.#options.log.warn(event, fields);
  }
}

const senderOf = (packet: object): string => (packet as { clientId?: string }).clientId ?? "";
