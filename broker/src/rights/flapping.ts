/** Two devices with one identity throw each other out for ever: after a few take-overs in a minute the identity has to wait, both of them. */
import { minuteMs } from "@floorplane/contracts/units";

export interface FlappingLimits {
  readonly takeOversPerMinute: number;
  readonly quarantineMs: number;
}

export class Flapping {
  readonly #limits: FlappingLimits;
  readonly #takeOvers = new Map<string, number[]>();
  readonly #until = new Map<string, number>();

  constructor(limits: FlappingLimits) {
    this.#limits = limits;
  }

  /** Counts a take-over; whether the identity goes into quarantine by it. */
  tookOver(clientId: string, now: number): boolean {
    const recent = (this.#takeOvers.get(clientId) ?? []).filter((at) => now - at < minuteMs);
    recent.push(now);
    this.#takeOvers.set(clientId, recent);
    if (recent.length <= this.#limits.takeOversPerMinute) return false;
    this.#takeOvers.delete(clientId);
    this.#until.set(clientId, now + this.#limits.quarantineMs);
    return true;
  }

  isQuarantined(clientId: string, now: number): boolean {
    const until = this.#until.get(clientId);
    if (until !== undefined && until <= now) this.#until.delete(clientId);
    return until !== undefined && until > now;
  }

  quarantined(now: number): string[] {
    return [...this.#until.keys()].filter((clientId) => this.isQuarantined(clientId, now)).sort();
  }
}
