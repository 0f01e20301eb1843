/** Packing benches (packing stations and check lanes) as the room sees them: what state their machines are in, and how many jobs they have. */
import type { StationId } from "@floorplane/contracts/ids";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { benchKind } from "./bench.kind.ts";
import { type BenchEvent, type BenchState, benchChart } from "./packing.machine.ts";

export interface Bench {
  readonly station: StationId;
  readonly state: BenchState;
  /** Jobs given and not yet reported as finished. */
  readonly jobs: number;
}

export interface WithBenches {
  readonly benches: Benches;
}

export class Benches extends Shelf<StationId, Bench> {
  constructor(stores: Stores) {
    super(stores, {
      kind: benchKind,
      id: ({ station }) => station,
      body: (bench) => ({ ...bench }),
      read: (bench) => ({ ...bench }),
    });
  }

  jobGiven(station: StationId): void {
    this.#move(station, "job.given", 1);
  }

  jobFinished(station: StationId): void {
    const isLast = this.#of(station).jobs === 1;
    this.#move(station, isLast ? "last.job.finished" : undefined, -1);
  }

  heardOf(station: StationId, event: "machine.runs" | "machine.stopped"): void {
    this.#move(station, event, 0);
  }

  #of(station: StationId): Bench {
    return this.get(station) ?? this.add({ station, state: benchChart.initial, jobs: 0 });
  }

  /** Where the chart has no such way it stays where it is. */
  #move(station: StationId, event: BenchEvent | undefined, jobs: number): void {
    const bench = this.#of(station);
    const state = (event && benchChart.next(bench.state, event)) ?? bench.state;
    if (state !== bench.state || jobs !== 0)
      Object.assign(this.write(bench), { state, jobs: bench.jobs + jobs });
  }
}
