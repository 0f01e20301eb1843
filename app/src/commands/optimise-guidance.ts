/** Runs the search for guidance from a layout's file to a guidance file, with a line of progress and an ear for Ctrl-C. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { Errands } from "@floorplane/fleet/traffic/guiding/errands";
import { writeGuidance } from "@floorplane/fleet/traffic/guiding/guidance-file";
import { improveGuidance, type Progress } from "@floorplane/fleet/traffic/guiding/improve-guidance";
import { type StepMotion, stepGraphOf } from "@floorplane/fleet/traffic/steps/step-graph";
import { pointFootprint } from "@floorplane/layout/footprint";
import type { Graph } from "@floorplane/layout/graph";
import { layoutFromLif } from "@floorplane/layout/layout";
import { readLif } from "@floorplane/layout/lif";
import { type Instance, readInstance } from "../bench/instances.ts";

export interface OptimiseOptions {
  readonly layout: string;
  readonly out: string;
  readonly robots?: number;
  readonly seed: number;
  readonly minutes?: number;
  readonly evaluations?: number;
  readonly model?: StepMotion;
  readonly json?: boolean;
}

export interface OptimiseAnswer {
  /** Errands a step on errands that the search never sees. */
  readonly before: number;
  readonly after: number;
  readonly evaluations: number;
  readonly minutes: number;
  readonly out: string;
}

interface Site {
  readonly graph: Graph;
  readonly motion: StepMotion;
  readonly robots: number;
  /** Nodes of the layout's graph; robots of trials begin anywhere on their ways. */
  readonly tours: readonly Int32Array[] | undefined;
}

const minutesDefault = 10;
/** Robots of a floor that nobody has said how many for: one on every twelfth place, about what a warehouse runs. */
const placesPerRobot = 12;

export async function optimiseGuidance(
  options: OptimiseOptions,
  log: { write(text: string): unknown },
): Promise<OptimiseAnswer> {
  const site = siteOf(options);
  const graph = stepGraphOf(site.graph);
  const stepsOf = (nodes: Int32Array) => nodes.map((node) => graph.stepNode[node]!);
  const errands: Errands | undefined = site.tours && { order: "as-listed", lists: site.tours.map(stepsOf) };
  const minutes = options.minutes ?? (options.evaluations === undefined ? minutesDefault : undefined);
  const startMs = performance.now();
  const isOver = (): boolean => minutes !== undefined && performance.now() - startMs >= minutes * 60_000;
  let stopped = false;
  const stop = () => {
    stopped = true;
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
  let last: Progress | undefined;
  try {
    const search = improveGuidance({
      graph,
      floor: site.graph,
      motion: site.motion,
      robots: site.robots,
      seed: options.seed,
      evaluations: options.evaluations ?? evaluationsLong,
      ...(errands ? { errands } : {}),
    });
    let reportedMs = Number.NEGATIVE_INFINITY;
    for (const progress of search) {
      last = progress;
      if (performance.now() - reportedMs >= reportEveryMs) {
        reportedMs = performance.now();
        log.write(`${lineOf(progress, reportedMs - startMs)}\n`);
      }
      // Signals are heard between two rounds.
      await new Promise(setImmediate);
      if (stopped || isOver()) break;
    }
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
  if (!last)
    throw new FloorplaneError({ code: "bad-option", message: "stopped before there was any guidance" });
  // Never half a file, also where the last one is being read.
  writeFileSync(`${options.out}.new`, writeGuidance(site.graph, graph, site.motion, last.best));
  renameSync(`${options.out}.new`, options.out);
  const { before, now, evaluations } = last;
  return {
    before: rounded(before),
    after: rounded(now),
    evaluations,
    minutes: rounded((performance.now() - startMs) / 60_000),
    out: options.out,
  };
}

const reportEveryMs = 2_000;
/** Where only time ends it: more than any machine does in a day. */
const evaluationsLong = 1e6;

const lineOf = ({ phase, evaluations, before, now }: Progress, elapsedMs: number): string =>
  `${(elapsedMs / 60_000).toFixed(1)} min  ${evaluations} runs (${phase})  ${before.toFixed(3)} -> ${now.toFixed(3)} errands/step`;

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

function siteOf({ layout, robots, seed, model }: OptimiseOptions): Site {
  const lif = lifOf(layout);
  if (lif) {
    const count = robots ?? Math.max(1, Math.round(lif.nodeCount / placesPerRobot));
    return { graph: lif, motion: model ?? "rotate", robots: count, tours: undefined };
  }
  const instance = readInstance(layout, { robots, seed, agents: undefined });
  const count = instance.starts.length;
  return {
    graph: instance.map.graph,
    motion: model ?? instance.motion,
    robots: count,
    tours: toursOf(instance, count),
  };
}

/** What robots of an instance do, one after the other. */
function toursOf(instance: Instance, robots: number): Int32Array[] {
  const errands = instance.errands();
  const at = instance.starts.slice();
  const tours = Array.from({ length: Math.min(robots, toursMax) }, () => new Int32Array(errandsOfTour));
  for (let i = 0; i < errandsOfTour; i++)
    for (const [robot, tour] of tours.entries()) {
      at[robot] = errands.next(robot, at[robot]!);
      tour[i] = at[robot]!;
    }
  return tours;
}

const toursMax = 500;
const errandsOfTour = 40;

/** A LIF file's graph for the vehicle type that it lists first; undefined where the file is none. */
function lifOf(file: string): Graph | undefined {
  if (!file.endsWith(".json")) return undefined;
  const text = readFileSync(file, "utf8");
  if (!text.includes('"layouts"')) return undefined;
  const { lif } = readLif(text);
  const vehicleType = lif.layouts[0]?.nodes[0]?.vehicleTypeNodeProperties[0]?.vehicleTypeId ?? "";
  return layoutFromLif(lif, { vehicleType, footprint: pointFootprint }).graph;
}
