/** What a running house shows to Prometheus: how its rooms, its ledger, its broker and its history stand, and how long decisions and plans take. Labels are words of the house, never ids. */
import { type BrokerFigures, counterNames } from "@floorplane/broker/figures";
import type { RobotActivity, TransportState } from "@floorplane/contracts/documents";
import type { Kind } from "@floorplane/contracts/kind";
import type { RoomName } from "@floorplane/contracts/rooms";
import { robotKind } from "@floorplane/fleet/robots/robot.kind";
import type { MakePlanner } from "@floorplane/fleet/traffic/fleet-traffic";
import { transportKind } from "@floorplane/fleet/transports/transport.kind";
import type { Bus } from "@floorplane/runtime/bus/bus";
import { every, type Timers } from "@floorplane/runtime/clock/clock";
import type { House } from "@floorplane/runtime/house";
import type { Ledger, Row } from "@floorplane/runtime/ledger/ledger";
import { Metrics } from "@floorplane/runtime/metrics/metrics";
import type { Restore } from "@floorplane/runtime/room";
import type { Series } from "@floorplane/runtime/series/series";
import { showSeries } from "@floorplane/runtime/series/series-metrics";
import { linkKind } from "@floorplane/sensors/links/link.kind";
import type { Pace } from "./pace.ts";

/** Wall seconds: a step is some tenths of a millisecond, a plan of hundreds of robots some milliseconds. */
const decisionBuckets = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1];
const planBuckets = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3];
/** Wall seconds. Fine about 50 ms, beyond which a robot waits for its answer. */
const lagBuckets = [0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.2, 0.5, 1, 3];
/** Fifty looks a second: one in a hundred is one every two seconds. */
const lagLookMs = 20;

export interface ShownHouse {
  readonly house: Pick<House, "figures">;
  readonly ledger: Pick<Ledger, "bytes">;
  readonly bus: Pick<Bus, "state">;
  readonly history: Series | undefined;
  /** Orders by state, all that the house still knows. */
  readonly ordersByState: () => Readonly<Partial<Record<string, number>>>;
}

/** Wall ms. */
export type Timings = Pick<Pace, "looped" | "planned">;

export class HouseMetrics {
  readonly metrics = new Metrics();
  readonly #runtime = this.metrics.part("runtime");
  readonly #fleet = this.metrics.part("fleet");
  readonly #robots = new StateCounts<RobotActivity>(robotKind, "activity");
  readonly #transports = new StateCounts<TransportState>(transportKind, "state", [
    "done",
    "withdrawn",
    "failed",
  ]);
  readonly #links = new StateCounts<string>(linkKind, "state");
  readonly #decisions = this.#runtime.histogram({
    what: "decision",
    unit: "seconds",
    help: "Wall time of one decision of a room",
    labels: ["room"],
    buckets: decisionBuckets,
  });
  readonly #plans = this.#fleet.histogram({
    what: "plan",
    unit: "seconds",
    help: "Wall time from asking for a plan of traffic to having it",
    buckets: planBuckets,
  });
  readonly #lag = this.#runtime.histogram({
    what: "loop_lag",
    unit: "seconds",
    help: "How much later than asked the floor's loop comes to a timer",
    buckets: lagBuckets,
  });
  readonly #timings: Timings;
  #broker: BrokerFigures | undefined;

  /** `timings` hears each time that is measured of loop and planner. */
  constructor(timings: Timings) {
    this.#timings = timings;
  }

  /** Looks how late the loop is until the returned function is called. `wall`: the wall's own pace, whatever the house's. */
  watchLoop(wall: Timers): () => void {
    let since = performance.now();
    return every(wall, lagLookMs, () => {
      const now = performance.now();
      const lagMs = Math.max(0, now - since - lagLookMs);
      this.#lag.observe(lagMs / 1_000);
      this.#timings.looped(lagMs);
      since = now;
    });
  }

  /** Stands around each decision. */
  readonly around = (room: RoomName, decide: () => void): void => {
    const since = performance.now();
    decide();
    this.#decisions.observe((performance.now() - since) / 1_000, { room });
  };

  /** The same planner, with its answers timed. */
  timed(make: MakePlanner): MakePlanner {
    return (floor) => {
      const planner = make(floor);
      return {
        keepsDistances: planner.keepsDistances,
        plan: (problem, deliver) => {
          const since = performance.now();
          planner.plan(problem, (plan) => {
            const ms = performance.now() - since;
            this.#plans.observe(ms / 1_000);
            this.#timings.planned(ms);
            deliver(plan);
          });
        },
        stop: () => planner.stop(),
      };
    };
  }

  async restore(read: Restore): Promise<void> {
    for (const counts of [this.#robots, this.#transports, this.#links]) await counts.restore(read);
  }

  row(row: Row): void {
    for (const counts of [this.#robots, this.#transports, this.#links]) counts.row(row);
  }

  heardBroker(figures: BrokerFigures): void {
    this.#broker = figures;
  }

  /** Once the house is built. */
  show({ house, ledger, bus, history, ordersByState }: ShownHouse): void {
    const runtime = this.#runtime;
    runtime.readsGauge(
      { what: "mailbox_waiting", unit: "messages", help: "Mail and due events that wait for their room" },
      () => house.figures().stepsWaiting,
    );
    runtime.readsGauge(
      { what: "effects_waiting", unit: "effects", help: "Effects that wait for their row to be durable" },
      () => house.figures().effectsWaiting,
    );
    runtime.readsGauge(
      { what: "deadlines", unit: "rows", help: "Deadlines that are armed" },
      () => house.figures().deadlines,
    );
    runtime.readsCounter(
      { what: "ledger", unit: "rows", help: "Rows of the ledger, from its first" },
      () => house.figures().rows,
    );
    runtime.readsGauge(
      { what: "ledger_waiting", unit: "rows", help: "Rows that are written and not yet durable" },
      () => house.figures().rowsWaiting,
    );
    runtime.readsGauge({ what: "ledger", unit: "bytes", help: "What the ledger takes of its disk" }, () =>
      ledger.bytes(),
    );
    if (history) showSeries(history, runtime);
    this.metrics
      .part("wms-bridge")
      .readsGauges(
        { what: "known", unit: "orders", help: "Shipping orders by state", labels: ["state"] },
        ordersByState,
      );
    this.#fleet.readsGauges(
      {
        what: "unfinished",
        unit: "transports",
        help: "Unfinished transports by state",
        labels: ["state"],
      },
      () => this.#transports.standing(),
    );
    this.#fleet.readsCounts(
      {
        what: "ended",
        unit: "transports",
        help: "Transports that ended since the house started",
        labels: ["state"],
      },
      () => this.#transports.ended(),
    );
    this.#fleet.readsGauges(
      { what: "floor", unit: "robots", help: "Robots by what they do", labels: ["activity"] },
      () => this.#robots.standing(),
    );
    this.metrics
      .part("sensors")
      .readsGauges(
        { what: "device", unit: "links", help: "Lines to devices by state", labels: ["state"] },
        () => this.#links.standing(),
      );
    this.#showBroker(bus);
  }

  #showBroker(bus: Pick<Bus, "state">): void {
    const part = this.metrics.part("broker");
    part.readsGauges(
      {
        what: "line",
        unit: "state",
        help: "The house's own line to its broker: 1 at its state",
        labels: ["state"],
      },
      () => ({ [bus.state]: 1 }),
    );
    // Another's broker tells its own figures.
    for (const what of ["clients", "sessions", "retained", "queued"] as const)
      part.readsGauges(
        { what: "held", unit: what, help: `${what} of the house's own broker`, labels: ["broker"] },
        () => (this.#broker ? { embedded: this.#broker[what] } : {}),
      );
    part.readsCounts(
      {
        what: "counted",
        unit: "events",
        help: "What the house's own broker let in, carried and refused since it started",
        labels: ["event"],
      },
      () => (this.#broker ? Object.fromEntries(counterNames.map((name) => [name, this.#broker![name]])) : {}),
    );
  }
}

/** How many documents of a kind are in which state. Those that ended are counted once and forgotten: their number has no end. */
class StateCounts<State extends string> {
  readonly #kind: Kind;
  readonly #field: string;
  readonly #final: ReadonlySet<string>;
  readonly #standing = new Map<string, State>();
  readonly #ended: Record<string, number>;

  constructor(kind: Kind, field: string, final: readonly State[] = []) {
    this.#kind = kind;
    this.#field = field;
    this.#final = new Set(final);
    this.#ended = Object.fromEntries(final.map((state) => [state, 0]));
  }

  async restore({ documents }: Restore): Promise<void> {
    for (const { id, body } of await documents(this.#kind)) {
      const state = this.#stateOf(body);
      if (!this.#final.has(state)) this.#standing.set(id, state);
    }
  }

  row({ change }: Row): void {
    for (const { kind, id, body } of change.documents) {
      if (kind !== this.#kind.name) continue;
      const state = body === null ? undefined : this.#stateOf(body as object);
      if (state !== undefined && !this.#final.has(state)) this.#standing.set(id, state);
      else if (this.#standing.delete(id) && state !== undefined) this.#ended[state]!++;
    }
  }

  standing(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const state of this.#standing.values()) counts[state] = (counts[state] ?? 0) + 1;
    return counts;
  }

  ended(): Readonly<Record<string, number>> {
    return this.#ended;
  }

  #stateOf(body: object): State {
    return (body as Record<string, State>)[this.#field]!;
  }
}
