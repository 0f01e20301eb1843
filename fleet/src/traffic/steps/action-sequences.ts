/**
 * What a robot may do in the next few steps: every sequence of moves of a given length, one for each way over the floor. The operations of EPIBT (Yukhnevich and Andreychuk,
 * Enhancing PIBT via Multi-Action Operations, AAAI 2026, arXiv 2511.09193).
 */
import { directions, type StepMotion } from "./step-graph.ts";

/** Rotate: forward, a quarter turn clockwise, counter-clockwise, wait. Four-way: east, south, west, north, wait. */
export type Action = number;

export const forward = 0;
export const turnRight = 1;
export const turnLeft = 2;
export const waitTurning = 3;
export const waitFourWay = 4;

export interface ActionSequences {
  readonly depth: number;
  readonly count: number;
  /** `action[sequence * depth + step]`. Ordered so that sequences with a common beginning stand together. */
  readonly action: Uint8Array;
  /** How many first actions a sequence shares with the one before it. */
  readonly shared: Uint8Array;
  /** How long a robot waits before it does anything, and what it wastes otherwise: of two ways to one place the smaller is preferred. */
  readonly idle: Uint8Array;
}

export function actionSequences(motion: StepMotion, depth: number): ActionSequences {
  const actions = motion === "rotate" ? waitTurning + 1 : waitFourWay + 1;
  const wait = actions - 1;
  const bySignature = new Map<string, number[]>();
  for (let code = 0; code < actions ** depth; code++) {
    const sequence = Array.from(
      { length: depth },
      (_, i) => Math.floor(code / actions ** (depth - 1 - i)) % actions,
    );
    if (isVain(sequence, motion) || endsTurning(sequence, motion)) continue;
    const signature = wayOf(sequence, motion);
    const known = bySignature.get(signature);
    if (!known || idleness(sequence, wait) < idleness(known, wait)) bySignature.set(signature, sequence);
  }
  const kept = [...bySignature.values()].sort((a, b) => compare(a, b));
  const shared = new Uint8Array(kept.length);
  for (let i = 1; i < kept.length; i++) {
    const split = kept[i]!.findIndex((action, step) => action !== kept[i - 1]![step]);
    shared[i] = split;
  }
  return {
    depth,
    count: kept.length,
    action: Uint8Array.from(kept.flat()),
    shared,
    idle: Uint8Array.from(kept, (sequence) => Math.min(255, idleness(sequence, wait))),
  };
}

/** Turning back and forth on the spot, or stepping back at once to where one came from. */
function isVain(sequence: readonly number[], motion: StepMotion): boolean {
  if (motion === "four-way")
    return sequence.some((action, i) => action < directions && sequence[i + 1] === (action + 2) % directions);
  let turned = 0;
  for (const action of sequence) {
    if (action === forward) turned = 0;
    else if (action === turnRight || action === turnLeft) {
      const side = action === turnRight ? 1 : -1;
      if (turned !== 0 && Math.sign(turned) !== side) return true;
      turned += side;
      if (turned > 2 || turned === -2) return true;
    }
  }
  return false;
}

/** A last turn changes no place, and the next step may make it still. */
const endsTurning = (sequence: readonly number[], motion: StepMotion): boolean =>
  motion === "rotate" && (sequence.at(-1) === turnRight || sequence.at(-1) === turnLeft);

/** The places on the way and the heading at its end: sequences that agree in them are one. */
function wayOf(sequence: readonly number[], motion: StepMotion): string {
  let x = 0;
  let y = 0;
  let heading = 0;
  const places: string[] = [];
  for (const action of sequence) {
    if (motion === "rotate") {
      if (action === turnRight) heading = (heading + 1) % directions;
      if (action === turnLeft) heading = (heading + 3) % directions;
      if (action === forward) [x, y] = [x + stepX[heading]!, y + stepY[heading]!];
    } else if (action < directions) [x, y] = [x + stepX[action]!, y + stepY[action]!];
    places.push(`${x},${y}`);
  }
  return `${places.join(" ")} ${motion === "rotate" ? heading : ""}`;
}

const stepX = [1, 0, -1, 0];
const stepY = [0, -1, 0, 1];

/** Early waits weigh most: what is done now is done. */
const idleness = (sequence: readonly number[], wait: number): number =>
  sequence.reduce((sum, action, step) => sum + (action === wait ? 2 ** (sequence.length - 1 - step) : 0), 0);

const compare = (a: readonly number[], b: readonly number[]): number => {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
};
