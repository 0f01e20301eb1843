/** Runs the search for guidance from a layout to a guidance file, with a line of progress and an ear for Ctrl-C. */
import { renameSync, writeFileSync } from "node:fs";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { StepMotion } from "@floorplane/fleet/traffic/steps/step-graph";
import { floorOf, type Round, type SearchFloor } from "./optimise-floors.ts";

export interface OptimiseOptions {
  readonly layout: string;
  readonly layoutId?: string;
  readonly out: string;
  readonly robots?: number;
  readonly seed: number;
  readonly minutes?: number;
  readonly evaluations?: number;
  readonly model?: StepMotion;
  readonly json?: boolean;
}

export interface OptimiseAnswer {
  /** On errands that the search is not steered by. */
  readonly before: number;
  readonly after: number;
  readonly unit: SearchFloor["unit"];
  readonly evaluations: number;
  readonly minutes: number;
  readonly out: string;
}

const minutesDefault = 10;

export async function optimiseGuidance(
  options: OptimiseOptions,
  log: { write(text: string): unknown },
): Promise<OptimiseAnswer> {
  const { unit, rounds } = floorOf({ ...options, evaluations: options.evaluations ?? evaluationsLong });
  const minutes = options.minutes ?? (options.evaluations === undefined ? minutesDefault : undefined);
  const startMs = performance.now();
  const isOver = (): boolean => minutes !== undefined && performance.now() - startMs >= minutes * 60_000;
  let stopped = false;
  const stop = () => {
    stopped = true;
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
  let last: Round | undefined;
  try {
    let reportedMs = Number.NEGATIVE_INFINITY;
    for (const round of rounds) {
      last = round;
      if (performance.now() - reportedMs >= reportEveryMs) {
        reportedMs = performance.now();
        log.write(`${lineOf(round, unit, reportedMs - startMs)}\n`);
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
  const { text, before, after } = last.result();
  // Never half a file, also where the last one is being read.
  writeFileSync(`${options.out}.new`, text);
  renameSync(`${options.out}.new`, options.out);
  return {
    before: rounded(before),
    after: rounded(after),
    unit,
    evaluations: last.evaluations,
    minutes: rounded((performance.now() - startMs) / 60_000),
    out: options.out,
  };
}

const reportEveryMs = 2_000;
/** Where only time ends it: more than any machine does in a day. */
const evaluationsLong = 1e6;

function lineOf({ phase, evaluations, before, now }: Round, unit: string, elapsedMs: number): string {
  const digits = unit === "errands/hour" ? 0 : 3;
  return `${(elapsedMs / 60_000).toFixed(1)} min  ${evaluations} runs (${phase})  ${before.toFixed(digits)} -> ${now.toFixed(digits)} ${unit}`;
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;
