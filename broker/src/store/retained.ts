/** Retained messages: the last word on a topic, for whoever comes later; bounded in number and bytes. */
import { topicMatches } from "@floorplane/contracts/topics";
import type { Counters } from "../figures.ts";
import type { Journal } from "./journal.ts";
import { bytesOf, type KeptPacket, readBack, type WrittenPacket, written } from "./packets.ts";

export class Retained {
  readonly #limits: { readonly retainedMax: number; readonly retainedBytes: number };
  readonly #counters: Counters;
  readonly #journal: Journal | undefined;
  readonly #packets = new Map<string, KeptPacket>();
  bytes = 0;

  constructor(
    limits: { readonly retainedMax: number; readonly retainedBytes: number },
    counters: Counters,
    journal: Journal | undefined,
  ) {
    this.#limits = limits;
    this.#counters = counters;
    this.#journal = journal;
    for (const { key, body } of journal?.rows("retained") ?? [])
      this.#set(key, readBack(body as WrittenPacket));
  }

  get size(): number {
    return this.#packets.size;
  }

  /** An empty payload ends it [MQTT-3.3.1-10]. Over the bounds a new topic is not kept, and counted. */
  store(packet: KeptPacket): void {
    const { topic } = packet;
    const before = this.#packets.get(topic);
    if (Buffer.byteLength(packet.payload) === 0) {
      this.remove(topic);
      return;
    }
    const bytes = this.bytes + bytesOf(packet) - (before ? bytesOf(before) : 0);
    const isTooMany = !before && this.#packets.size >= this.#limits.retainedMax;
    if (isTooMany || bytes > this.#limits.retainedBytes) {
      this.#counters.count("retainedDropped");
      return;
    }
    this.#set(topic, packet);
    this.#journal?.put("retained", topic, written(packet));
  }

  remove(topic: string): void {
    const before = this.#packets.get(topic);
    if (!before) return;
    this.bytes -= bytesOf(before);
    this.#packets.delete(topic);
    this.#journal?.remove("retained", topic);
  }

  /** Of the topics that any of the filters match, each once. */
  *matching(filters: readonly string[]): Generator<KeptPacket> {
    const exact = filters.filter((filter) => !/[+#]/.test(filter));
    if (exact.length === filters.length) {
      for (const topic of new Set(exact)) {
        const packet = this.#packets.get(topic);
        if (packet) yield packet;
      }
      return;
    }
    for (const [topic, packet] of this.#packets)
      if (filters.some((filter) => topicMatches(filter, topic))) yield packet;
  }

  topics(): string[] {
    return [...this.#packets.keys()];
  }

  #set(topic: string, packet: KeptPacket): void {
    const before = this.#packets.get(topic);
    this.bytes += bytesOf(packet) - (before ? bytesOf(before) : 0);
    this.#packets.set(topic, { ...packet });
  }
}
