/** What `bench traffic` answers: its fields are an interface (DESIGN section 5). */
import { cpus } from "node:os";
import type { Quantiles } from "@floorplane/fleet/proving-ground/quantiles";
import type { UnitFigures } from "@floorplane/fleet/proving-ground/unit-figures";
import type { TrafficOptions } from "./traffic-options.ts";

export interface TrafficAnswer {
  readonly json: object;
  readonly holds: boolean;
}

export interface Measured {
  readonly map: string;
  readonly agents: number;
  readonly model: string;
  readonly figures: UnitFigures;
  readonly ratioToNoDelay: number | null;
  readonly guidanceMs: number;
}

export function answerOf(options: TrafficOptions, measured: Measured): TrafficAnswer {
  const { map, agents, model, figures, ratioToNoDelay, guidanceMs } = measured;
  const { planner, lns } = options;
  const collisions = figures.collisions + figures.illegalMoves + figures.rings;
  const json = {
    map,
    agents,
    steps: figures.steps,
    mode: options.execute === "claims" ? "executable" : options.mode,
    execute: options.execute ?? null,
    model,
    planner: planner === "epibt" && lns ? "epibt+lns" : planner,
    guidance: options.guidance ?? "layout",
    seed: options.seed,
    tasksFinished: figures.tasksFinished,
    throughput: rounded(figures.throughput, 4),
    windows: figures.windows.map((each) => rounded(each, 3)),
    collisions,
    deadlocks: figures.deadlocks,
    stalls: figures.stalls,
    ratioToNoDelay: ratioToNoDelay === null ? null : rounded(ratioToNoDelay, 4),
    planMs: roundedEach(figures.planMs),
    distanceMs: roundedEach(figures.distanceMs),
    startMs: Math.round(figures.startMs),
    guidanceMs: Math.round(guidanceMs),
    peakRssMb: peakRssMb(),
    machine: machine(),
  };
  return { json, holds: collisions === 0 && figures.deadlocks === 0 };
}

export const peakRssMb = (): number => Math.round(process.resourceUsage().maxRSS / 1_024);

export const machine = (): string =>
  `${cpus().length} x ${cpus()[0]?.model.trim() ?? "unknown"}, Node ${process.versions.node}`;

export const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

export const roundedEach = ({ p50, p99, max }: Quantiles): Quantiles => ({
  p50: rounded(p50, 2),
  p99: rounded(p99, 2),
  max: rounded(max, 2),
});
