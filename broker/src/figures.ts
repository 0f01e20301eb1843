/** What the broker counts for metrics: gauges as they stand, counters since it started. */

export const counterNames = [
  "accepted",
  "logins",
  "loginsRefused",
  "takeOvers",
  "published",
  "publishedBytes",
  "delivered",
  "publishesRefused",
  "publishesUnheard",
  "retainFlagsDropped",
  "subscriptionsRefused",
  "forwardsRefused",
  "willsRefused",
  "packetsRefused",
  "throttled",
  "cutSlow",
  "strangersCut",
  "retainedDropped",
  "queuedDropped",
  "sessionsDropped",
  "errors",
] as const;
export type CounterName = (typeof counterNames)[number];

export interface BrokerFigures extends Readonly<Record<CounterName, number>> {
  readonly connections: number;
  readonly clients: number;
  readonly sessions: number;
  readonly retained: number;
  readonly retainedBytes: number;
  readonly queued: number;
  readonly queuedBytes: number;
  /** Identities in quarantine: two devices share one, which needs a person. */
  readonly flapping: readonly string[];
  /** Programs that are connected or have a session that waits for them, by name. */
  readonly programs: readonly string[];
  /** Times the worker had to be started again. */
  readonly restarts: number;
}

export class Counters {
  readonly #counts = new Map<CounterName, number>();

  count(name: CounterName, by = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + by);
  }

  all(): Record<CounterName, number> {
    const all = {} as Record<CounterName, number>;
    for (const name of counterNames) all[name] = this.#counts.get(name) ?? 0;
    return all;
  }
}
