/** Persistent sessions: what a client subscribed to and what waits for it, bounded by count, bytes and age, the oldest dropped first. */
import { byCodeUnits } from "@floorplane/contracts/ids";
import { topicMatches } from "@floorplane/contracts/topics";
import type { Counters } from "../figures.ts";
import type { BrokerLimits } from "../limits.ts";
import type { Journal } from "./journal.ts";
import { bytesOf, type KeptPacket, readBack, type WrittenPacket, written } from "./packets.ts";

/** Topics whose hearers are remembered between two changes of subscriptions. */
const routesMax = 5_000;

export interface Filter {
  readonly topic: string;
  readonly qos: 0 | 1 | 2;
}

interface Waiting {
  readonly number: number;
  readonly at: number;
  readonly bytes: number;
  packet: KeptPacket;
}

interface Session {
  readonly clientId: string;
  readonly filters: Map<string, Filter>;
  /** By number, oldest first. */
  readonly queue: Map<number, Waiting>;
  bytes: number;
  /** When it was last known to be connected. */
  seenAt: number;
}

export interface SessionsOptions {
  readonly limits: BrokerLimits;
  readonly counters: Counters;
  readonly now: () => number;
  readonly journal: Journal | undefined;
}

export class Sessions {
  readonly #options: SessionsOptions;
  readonly #sessions = new Map<string, Session>();
  readonly #routes = new Map<string, { clientId: string; topic: string; qos: 0 | 1 | 2 }[]>();
  #number = 0;
  queued = 0;
  queuedBytes = 0;

  constructor(options: SessionsOptions) {
    this.#options = options;
    for (const { key, body } of options.journal?.rows("session") ?? []) {
      // While the broker was away nobody could come back: the time begins anew.
      const session = this.#make(key, options.now());
      const { filters } = body as { filters: Filter[] };
      for (const filter of filters) session.filters.set(filter.topic, filter);
    }
    const rows = (options.journal?.rows("queue") ?? []).map(
      ({ body }) => body as { clientId: string; number: number; at: number; packet: WrittenPacket },
    );
    for (const { clientId, number, at, packet } of rows.sort((a, b) => a.number - b.number)) {
      this.#number = Math.max(this.#number, number);
      const session = this.#sessions.get(clientId);
      if (session) this.#add(session, { number, at, packet: readBack(packet) });
    }
  }

  get size(): number {
    return this.#sessions.size;
  }

  clientIds(): string[] {
    return [...this.#sessions.keys()].sort(byCodeUnits);
  }

  filters(clientId: string): Filter[] {
    return [...(this.#sessions.get(clientId)?.filters.values() ?? [])];
  }

  subscribe(clientId: string, filters: readonly Filter[]): void {
    const session = this.#sessions.get(clientId) ?? this.#newSession(clientId);
    for (const { topic, qos } of filters) session.filters.set(topic, { topic, qos });
    this.#changed(session);
  }

  unsubscribe(clientId: string, topics: readonly string[]): void {
    const session = this.#sessions.get(clientId);
    if (!session) return;
    for (const topic of topics) session.filters.delete(topic);
    if (session.filters.size === 0 && session.queue.size === 0) this.forget(clientId);
    else this.#changed(session);
  }

  /** Everything of a client: its subscriptions and what waited for it. */
  forget(clientId: string): void {
    const session = this.#sessions.get(clientId);
    if (!session) return;
    for (const waiting of [...session.queue.values()]) this.#drop(session, waiting);
    this.#sessions.delete(clientId);
    this.#routes.clear();
    this.#options.journal?.remove("session", clientId);
  }

  /** Sessions that hear a topic at QoS 1 or more. */
  hearers(topic: string): readonly { clientId: string; topic: string; qos: 0 | 1 | 2 }[] {
    let route = this.#routes.get(topic);
    if (!route) {
      route = [];
      for (const { clientId, filters } of this.#sessions.values()) {
        const filter = [...filters.values()].find((each) => each.qos > 0 && topicMatches(each.topic, topic));
        if (filter) route.push({ clientId, ...filter });
      }
      if (this.#routes.size >= routesMax) this.#routes.clear();
      this.#routes.set(topic, route);
    }
    return route;
  }

  enqueue(clientId: string, packet: KeptPacket): void {
    const session = this.#sessions.get(clientId);
    if (!session) return;
    const { queue } = this.#options.limits;
    const waiting = this.#add(session, { number: ++this.#number, at: this.#options.now(), packet });
    this.#write(session, waiting);
    for (const oldest of session.queue.values()) {
      if (session.queue.size <= queue.messages && session.bytes <= queue.bytes) break;
      this.#options.counters.count("queuedDropped");
      this.#drop(session, oldest);
    }
  }

  /** What waits, oldest first; what is too old is dropped on the way. */
  waiting(clientId: string): KeptPacket[] {
    const session = this.#sessions.get(clientId);
    if (!session) return [];
    this.#dropOld(session);
    return [...session.queue.values()].map(({ packet }) => packet);
  }

  /** Gives a waiting message its id on the wire, or puts the PUBREL in its place. One that was dropped meanwhile goes out once and is not kept. */
  update(clientId: string, packet: KeptPacket): void {
    const session = this.#sessions.get(clientId);
    if (!session) return;
    for (const waiting of session.queue.values()) {
      const kept = waiting.packet;
      if (kept.brokerId === packet.brokerId && kept.brokerCounter === packet.brokerCounter) {
        kept.messageId = packet.messageId;
        this.#write(session, waiting);
        return;
      }
      if (kept.messageId !== undefined && kept.messageId === packet.messageId) {
        waiting.packet = packet;
        this.#write(session, waiting);
        return;
      }
    }
  }

  /** The client has taken it. */
  acknowledge(clientId: string, messageId: number | undefined): KeptPacket | undefined {
    const session = this.#sessions.get(clientId);
    if (!session || messageId === undefined) return undefined;
    for (const waiting of session.queue.values())
      if (waiting.packet.messageId === messageId) {
        this.#drop(session, waiting);
        return waiting.packet;
      }
    return undefined;
  }

  /** Forgets sessions that nobody came back to, and messages that nobody fetched. */
  sweep(isConnected: (clientId: string) => boolean): void {
    const { limits, counters, now } = this.#options;
    for (const session of [...this.#sessions.values()]) {
      if (isConnected(session.clientId)) session.seenAt = now();
      this.#dropOld(session);
      if (now() - session.seenAt <= limits.sessionAgeMs) continue;
      counters.count("sessionsDropped");
      this.forget(session.clientId);
    }
  }

  #newSession(clientId: string): Session {
    const { limits, counters, now } = this.#options;
    if (this.#sessions.size >= limits.sessionsMax) {
      const oldest = [...this.#sessions.values()].reduce((a, b) => (b.seenAt < a.seenAt ? b : a));
      counters.count("sessionsDropped");
      this.forget(oldest.clientId);
    }
    return this.#make(clientId, now());
  }

  #make(clientId: string, seenAt: number): Session {
    const session: Session = { clientId, filters: new Map(), queue: new Map(), bytes: 0, seenAt };
    this.#sessions.set(clientId, session);
    return session;
  }

  #changed(session: Session): void {
    this.#routes.clear();
    this.#options.journal?.put("session", session.clientId, {
      filters: [...session.filters.values()],
    });
  }

  #add(
    session: Session,
    { number, at, packet }: { number: number; at: number; packet: KeptPacket },
  ): Waiting {
    const waiting: Waiting = { number, at, bytes: bytesOf(packet), packet };
    session.queue.set(number, waiting);
    session.bytes += waiting.bytes;
    this.queued++;
    this.queuedBytes += waiting.bytes;
    return waiting;
  }

  #drop(session: Session, waiting: Waiting): void {
    session.queue.delete(waiting.number);
    session.bytes -= waiting.bytes;
    this.queued--;
    this.queuedBytes -= waiting.bytes;
    this.#options.journal?.remove("queue", queueKey(waiting.number));
  }

  #dropOld(session: Session): void {
    const { limits, counters, now } = this.#options;
    for (const waiting of session.queue.values()) {
      if (now() - waiting.at <= limits.queue.ageMs) break;
      counters.count("queuedDropped");
      this.#drop(session, waiting);
    }
  }

  #write(session: Session, { number, at, packet }: Waiting): void {
    this.#options.journal?.put("queue", queueKey(number), {
      clientId: session.clientId,
      number,
      at,
      packet: written(packet),
    });
  }
}

const queueKey = (number: number): string => String(number).padStart(16, "0");
