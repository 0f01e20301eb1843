/**
 * `bench decisions`: what one state of a robot costs the house, from bytes to row, at so many robots; beside another checkout's house where one is named. Both are measured by this checkout's
 * stopwatch in one process, second by second in turn; the ratio is the middle one of all turns.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Quantiles, quantilesOf } from "@floorplane/fleet/proving-ground/quantiles";
import { machine, rounded } from "./traffic-answer.ts";
import { badOption } from "./traffic-options.ts";

export interface DecisionOptions {
  readonly robots: number;
  /** Virtual. */
  readonly seconds: number;
  readonly seed: number;
  readonly turns: number;
  readonly beside?: string;
}

interface Turn {
  readonly states: number;
  readonly rows: number;
  readonly us: Quantiles;
}

const here = fileURLToPath(new URL("../../..", import.meta.url));
const stopwatch = fileURLToPath(new URL("./decision-run.ts", import.meta.url));
/** A state of 200 robots for minutes is some megabytes of figures. */
const outputBytesMax = 256 * 1_024 * 1_024;

export async function benchDecisions(options: DecisionOptions): Promise<object> {
  const { beside, turns, robots } = options;
  if (beside !== undefined && !existsSync(`${beside}/app/src/simulate/virtual-floor.ts`))
    throw badOption("--beside", `${beside} is no checkout of Floorplane`);
  const ours: Turn[] = [];
  const theirs: Turn[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const [mine, other] = await measured(options, options.seed + turn);
    ours.push(mine!);
    if (other) theirs.push(other);
  }
  return {
    robots,
    ...figuresOf(ours),
    ...(beside === undefined ? {} : { beside: figuresOf(theirs), ratio: ratioOf(ours, theirs) }),
    machine: machine(),
  };
}

async function measured(options: DecisionOptions, seed: number): Promise<readonly Turn[]> {
  const { robots, seconds, beside } = options;
  const checkouts = beside === undefined ? [here] : [here, resolve(beside)];
  const args = [stopwatch, String(robots), String(seconds), String(seed), ...checkouts];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: outputBytesMax });
  return (JSON.parse(stdout) as { microseconds: number[]; rows: number }[]).map(({ microseconds, rows }) => ({
    states: microseconds.length,
    rows,
    us: quantilesOf(microseconds),
  }));
}

function figuresOf(turns: readonly Turn[]) {
  const states = turns.reduce((sum, turn) => sum + turn.states, 0);
  const rows = turns.reduce((sum, turn) => sum + turn.rows, 0);
  const middle = (of: (turn: Turn) => number): number => rounded(quantilesOf(turns.map(of)).p50, 1);
  return { states, rows, us: { p50: middle(({ us }) => us.p50), p99: middle(({ us }) => us.p99) } };
}

/** Ours to theirs, turn by turn. */
function ratioOf(ours: readonly Turn[], theirs: readonly Turn[]) {
  const middle = (of: (turn: Turn) => number): number =>
    rounded(quantilesOf(ours.map((turn, index) => of(turn) / of(theirs[index]!))).p50, 3);
  return { p50: middle(({ us }) => us.p50), p99: middle(({ us }) => us.p99) };
}
