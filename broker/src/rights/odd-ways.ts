/** How clients publish what is theirs to publish and not as this house asks: counted, made harmless, and told once for each client and topic. */
import type { Log } from "@floorplane/runtime/log";
import type { Counters } from "../figures.ts";
import type { Saying } from "./rights.ts";

/** Odd ways that are told; a flood of made-up topics ends here. */
const toldMax = 1_000;

export class OddWays {
  readonly #counters: Counters;
  readonly #log: Log;
  readonly #told = new Set<string>();

  constructor(counters: Counters, log: Log) {
    this.#counters = counters;
    this.#log = log;
  }

  /** Before the packet is handed on. */
  take(
    saying: Exclude<Saying, "refused" | "taken">,
    client: string,
    packet: { readonly topic: string; retain: boolean },
  ): void {
    packet.retain = false;
    const { topic } = packet;
    this.#counters.count(saying === "unheard" ? "publishesUnheard" : "retainFlagsDropped");
    const way = `${saying} ${client} ${topic}`;
    if (this.#told.has(way) || this.#told.size >= toldMax) return;
    this.#told.add(way);
    this.#log.warn(`publish.${saying}`, { client, topic });
  }
}
