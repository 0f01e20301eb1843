/**
 * What aedes asks of a persistence (the contract of aedes-persistence 10), on our own bounded memory and journal. Nothing is handed on at QoS 2: whoever
 * sends at it is answered as it asks, and its message goes on at QoS 1.
 */
import { Readable } from "node:stream";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { Counters } from "../figures.ts";
import type { BrokerLimits } from "../limits.ts";
import { Journal } from "./journal.ts";
import { type KeptPacket, readBack, type WrittenPacket, written } from "./packets.ts";
import { Retained } from "./retained.ts";
import { type Filter, Sessions } from "./sessions.ts";

interface ClientRef {
  readonly id: string;
}

export interface BrokerStoreOptions {
  readonly file: string | undefined;
  readonly limits: BrokerLimits;
  readonly timers: Timers;
  readonly counters: Counters;
  /** Asked before a filter is kept: aedes hands over every filter of a SUBSCRIBE when one of them was granted. */
  readonly maySubscribe: (clientId: string, filter: string) => boolean;
}

export class BrokerStore {
  readonly #options: BrokerStoreOptions;
  readonly #journal: Journal | undefined;
  readonly retained: Retained;
  readonly sessions: Sessions;
  readonly #wills = new Map<string, KeptPacket>();
  /** Ids of messages at QoS 2 that their senders have not let go of yet. */
  readonly #incoming = new Map<string, Set<number | undefined>>();
  #brokerId = "";

  constructor(options: BrokerStoreOptions) {
    const { file, limits, timers, counters } = options;
    this.#options = options;
    this.#journal = file === undefined ? undefined : new Journal(file, timers);
    this.retained = new Retained(limits, counters, this.#journal);
    this.sessions = new Sessions({ limits, counters, journal: this.#journal, now: () => timers.now() });
    for (const { key, body } of this.#journal?.rows("will") ?? [])
      this.#wills.set(key, readBack(body as WrittenPacket));
  }

  /** Everything that a client left here. */
  purge(clientId: string): void {
    this.sessions.forget(clientId);
    this.#incoming.delete(clientId);
    this.#forgetWill(clientId);
  }

  async setup(broker: { readonly id: string }): Promise<void> {
    this.#brokerId = broker.id;
  }

  async storeRetained(packet: KeptPacket): Promise<void> {
    this.retained.store(packet);
  }

  createRetainedStream(filter: string): Readable {
    return this.createRetainedStreamCombi([filter]);
  }

  createRetainedStreamCombi(filters: readonly string[]): Readable {
    return Readable.from(this.retained.matching(filters));
  }

  async addSubscriptions(client: ClientRef, filters: readonly Filter[]): Promise<void> {
    const granted = filters.filter(({ topic }) => this.#options.maySubscribe(client.id, topic));
    if (granted.length > 0) this.sessions.subscribe(client.id, granted);
  }

  async removeSubscriptions(client: ClientRef, topics: readonly string[]): Promise<void> {
    this.sessions.unsubscribe(client.id, topics);
  }

  async subscriptionsByClient(client: ClientRef): Promise<Filter[]> {
    return this.sessions.filters(client.id);
  }

  async countOffline(): Promise<{ subsCount: number; clientsCount: number }> {
    const ids = this.sessions.clientIds();
    const subsCount = ids.reduce((sum, id) => sum + this.sessions.filters(id).length, 0);
    return { subsCount, clientsCount: ids.length };
  }

  async subscriptionsByTopic(topic: string): Promise<readonly (Filter & { clientId: string })[]> {
    return this.sessions.hearers(topic);
  }

  /** A clean session begins [MQTT-3.1.2-6]: the old one is gone with all that waited. */
  async cleanSubscriptions(client: ClientRef): Promise<void> {
    this.sessions.forget(client.id);
  }

  async outgoingEnqueue(hearer: { readonly clientId: string }, packet: KeptPacket): Promise<void> {
    this.sessions.enqueue(hearer.clientId, plain(packet));
  }

  async outgoingEnqueueCombi(
    hearers: readonly { readonly clientId: string }[],
    packet: KeptPacket,
  ): Promise<void> {
    for (const { clientId } of hearers) this.sessions.enqueue(clientId, plain(packet));
  }

  async outgoingUpdate(client: ClientRef, packet: KeptPacket): Promise<void> {
    this.sessions.update(client.id, packet);
  }

  async outgoingClearMessageId(client: ClientRef, packet: KeptPacket): Promise<KeptPacket | undefined> {
    return this.sessions.acknowledge(client.id, packet.messageId);
  }

  outgoingStream(client: ClientRef): Readable {
    return Readable.from(this.sessions.waiting(client.id));
  }

  /** Its id is remembered until the sender has let go of it (aedes bounds how many); a broker that starts anew may hear it twice, as at QoS 1. */
  async incomingStorePacket(client: ClientRef, packet: KeptPacket): Promise<void> {
    const ids = this.#incoming.get(client.id) ?? new Set();
    this.#incoming.set(client.id, ids.add(packet.messageId));
    packet.qos = 1;
  }

  async incomingGetPacket(client: ClientRef, packet: KeptPacket): Promise<KeptPacket> {
    if (!this.#incoming.get(client.id)?.has(packet.messageId)) throw new Error("no such packet");
    return packet;
  }

  async incomingDelPacket(client: ClientRef, packet: KeptPacket): Promise<void> {
    const ids = this.#incoming.get(client.id);
    if (!ids?.delete(packet.messageId)) throw new Error("no such packet");
    if (ids.size === 0) this.#incoming.delete(client.id);
  }

  async cleanIncoming(client: ClientRef): Promise<void> {
    this.#incoming.delete(client.id);
  }

  /** Kept with the broker's own id, so that after a crash the wills of those who do not come back are still spoken. */
  async putWill(client: ClientRef, packet: KeptPacket): Promise<void> {
    packet.brokerId = this.#brokerId;
    packet.clientId = client.id;
    this.#wills.set(client.id, packet);
    this.#journal?.put("will", client.id, written(packet));
  }

  async getWill(client: ClientRef): Promise<KeptPacket | undefined> {
    return this.#wills.get(client.id);
  }

  async delWill(client: ClientRef): Promise<KeptPacket | undefined> {
    const will = this.#wills.get(client.id);
    this.#forgetWill(client.id);
    return will;
  }

  streamWill(brokers: Readonly<Record<string, unknown>> = {}): Readable {
    return Readable.from([...this.#wills.values()].filter(({ brokerId }) => !brokers[brokerId ?? ""]));
  }

  getClientList(topic: string): Readable {
    const ids = this.sessions.clientIds();
    return Readable.from(ids.filter((id) => this.sessions.filters(id).some((each) => each.topic === topic)));
  }

  async destroy(): Promise<void> {
    this.#journal?.close();
  }

  #forgetWill(clientId: string): void {
    if (this.#wills.delete(clientId)) this.#journal?.remove("will", clientId);
  }
}

/** A queue keeps its own copy: aedes gives the same packet to every hearer. */
function plain(packet: KeptPacket): KeptPacket {
  return { ...packet, messageId: undefined };
}
