/** All sockets of the broker: accepted behind guards, strangers bounded, cut where they do not take what they asked for. */
import type { Socket } from "node:net";
import type { Party } from "@floorplane/contracts/topics";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { Log } from "@floorplane/runtime/log";
import type { Counters } from "../figures.ts";
import type { BrokerLimits } from "../limits.ts";
import { Guard } from "./guard.ts";

export interface ConnectionsOptions {
  readonly limits: BrokerLimits;
  /** The wall's clock. */
  readonly timers: Timers;
  readonly counters: Counters;
  readonly log: Log;
}

export class Connections {
  readonly #options: ConnectionsOptions;
  readonly #guards = new Set<Guard>();
  /** Those that have not logged in, the oldest first. */
  readonly #strangers = new Set<Guard>();

  constructor(options: ConnectionsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#guards.size;
  }

  /** The oldest stranger goes when there are too many. */
  accept(socket: Socket): Guard {
    const { limits, timers, counters } = this.#options;
    const guard = new Guard({ socket, limits, timers, counters });
    counters.count("accepted");
    this.#guards.add(guard);
    this.#strangers.add(guard);
    guard.once("close", () => {
      this.#guards.delete(guard);
      this.#strangers.delete(guard);
    });
    for (const oldest of this.#strangers) {
      if (this.#strangers.size <= limits.strangersMax) break;
      counters.count("strangersCut");
      this.#strangers.delete(oldest);
      oldest.destroy(new Error("too many connections without login"));
    }
    return guard;
  }

  loggedIn(guard: Guard, party: Party): void {
    guard.loggedIn(party);
    this.#strangers.delete(guard);
  }

  /** Called every `everyMs`. */
  cutSlow(everyMs: number): void {
    const { counters, log } = this.#options;
    for (const guard of this.#guards) {
      if (!guard.isSlow(everyMs)) continue;
      counters.count("cutSlow");
      log.warn("client.cut", { party: guard.party, why: "does not take what it subscribed to" });
      guard.destroy(new Error("slow hearer"));
    }
  }

  end(): void {
    for (const guard of this.#guards) guard.destroy();
  }
}
