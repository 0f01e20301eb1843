/** One run of `bench orders`: orders go out at their rate until the house is killed under them, then what the kill cut off again under its keys, as a WMS does, and the rest. */
import type { OrderRequest } from "@floorplane/contracts/wms.schema";
import { type Quantiles, quantilesOf } from "@floorplane/fleet/proving-ground/quantiles";
import type { BenchHouse } from "./bench-house.ts";
import type { OrderAnswer, OrderClient } from "./order-client.ts";
import { sentOrder } from "./order-flood.ts";
import { rounded } from "./traffic-answer.ts";

const lagName = "floorplane_runtime_loop_lag_seconds";

/** While orders were sent, the house being up. */
interface Spell {
  readonly ms: number;
  /** Processor of the house and of this process, s. */
  readonly houseCpuS: number;
  readonly ownCpuS: number;
  /** How late the house's loop was, by upper bound in s. */
  readonly lag: ReadonlyMap<number, number>;
}

export class OrderRun {
  readonly #house: BenchHouse;
  readonly #client: OrderClient;
  readonly #orders: readonly OrderRequest[];
  readonly #status = new Map<string, number>();
  readonly #ackMs: number[] = [];
  readonly #refusalMs: number[] = [];
  /** From when each was to be sent to when it was: what this client did not keep up with. */
  readonly #lateMs: number[] = [];
  readonly #spells: Spell[] = [];
  #begun = 0;
  #cut = 0;
  #backMs = 0;

  constructor(house: BenchHouse, client: OrderClient, orders: readonly OrderRequest[]) {
    this.#house = house;
    this.#client = client;
    this.#orders = orders;
  }

  isAcknowledged(order: string): boolean {
    const status = this.#status.get(order) ?? 0;
    return status === 200 || status === 201;
  }

  /** Of those that were sent, whatever came of them since. */
  get unanswered(): number {
    return [...this.#status.values()].filter((status) => status === 0).length;
  }

  /** Sends from the first order on; after `ms` the house is killed, and is back when this resolves. */
  async untilKilled(rate: number, ms: number): Promise<void> {
    let isKilled = false;
    const end = await this.#spell();
    const killing = new Promise<number>((back, failed) => {
      setTimeout(async () => {
        try {
          this.#spells.push(await end());
          isKilled = true;
          back(await this.#house.kill());
        } catch (error) {
          failed(error);
        }
      }, ms);
    });
    this.#begun = await this.#client.send(this.#orders.map(sentOrder), rate, this.#hear, () => isKilled);
    this.#backMs = await killing;
  }

  async untilAnswered(rate: number): Promise<void> {
    const cut = this.#orders.slice(0, this.#begun).filter(({ order }) => this.#status.get(order) === 0);
    this.#cut = cut.length;
    await this.#client.send(cut.map(sentOrder), rate, ({ order, status }) => this.#status.set(order, status));
    const end = await this.#spell();
    await this.#client.send(this.#orders.slice(this.#begun).map(sentOrder), rate, this.#hear);
    this.#spells.push(await end());
  }

  figures(): object {
    const acknowledged = this.#orders.filter(({ order }) => this.isAcknowledged(order)).length;
    const sum = (of: (spell: Spell) => number): number =>
      this.#spells.reduce((all, spell) => all + of(spell), 0);
    const seconds = sum(({ ms }) => ms) / 1_000;
    return {
      sent: this.#status.size,
      acknowledged,
      rejected: this.#status.size - acknowledged - this.unanswered,
      perSecond: rounded(this.#ackMs.length / seconds, 1),
      ackMs: roundedTo(quantilesOf(this.#ackMs)),
      refusalMs: this.#refusalMs.length > 0 ? roundedTo(quantilesOf(this.#refusalMs)) : null,
      sentLateMs: roundedTo(quantilesOf(this.#lateMs)),
      connections: this.#client.connections,
      loopLagMs: lagOf(this.#spells.map(({ lag }) => lag)),
      cpu: {
        house: rounded(sum(({ houseCpuS }) => houseCpuS) / seconds, 2),
        client: rounded(sum(({ ownCpuS }) => ownCpuS) / seconds, 2),
      },
      cutByKill: this.#cut,
      backAfterKillMs: Math.round(this.#backMs),
    };
  }

  readonly #hear = ({ order, status, ms, onTheWayMs }: OrderAnswer): void => {
    this.#status.set(order, status);
    this.#lateMs.push(ms - onTheWayMs);
    if (this.isAcknowledged(order)) this.#ackMs.push(ms);
    else if (status !== 0) this.#refusalMs.push(onTheWayMs);
  };

  /** Begins one; what is answered ends it. */
  async #spell(): Promise<() => Promise<Spell>> {
    const house = this.#house;
    const lagBefore = await house.histogram(lagName);
    const [since, cpu, own] = [performance.now(), house.cpuSeconds(), process.cpuUsage()];
    return async () => {
      const ms = performance.now() - since;
      const { user, system } = process.cpuUsage(own);
      const houseCpuS = house.cpuSeconds() - cpu;
      const lag = new Map(
        [...(await house.histogram(lagName))].map(([bound, count]) => [
          bound,
          count - (lagBefore.get(bound) ?? 0),
        ]),
      );
      return { ms, houseCpuS, ownCpuS: (user + system) / 1_000_000, lag };
    };
  }
}

/** ms: the bounds below which half, and 99 of 100, of all looks were; null: above the last. */
function lagOf(lags: readonly ReadonlyMap<number, number>[]): object {
  const bounds = [...(lags[0]?.keys() ?? [])];
  const counts = bounds.map((bound) => lags.reduce((sum, lag) => sum + (lag.get(bound) ?? 0), 0));
  const all = counts.at(-1) ?? 0;
  const below = (share: number): number | null => {
    const bound = bounds[counts.findIndex((count) => count >= share * all)] ?? Number.POSITIVE_INFINITY;
    return Number.isFinite(bound) ? bound * 1_000 : null;
  };
  return { p50: below(0.5), p99: below(0.99), max: below(1) };
}

const roundedTo = ({ p50, p99, max }: Quantiles): Quantiles => ({
  p50: rounded(p50, 1),
  p99: rounded(p99, 1),
  max: rounded(max, 1),
});
