/** What each robot could do in the next few steps, best first: the places it would stand on and what would be left of its way then. Computed once a step; every search reads it. */
import { type ActionSequences, forward, turnRight, waitFourWay, waitTurning } from "./action-sequences.ts";
import type { StepGoalTable } from "./goal-search.ts";
import type { StepGraph, StepMotion } from "./step-graph.ts";
import { closed, type StepGuidance, usualCost } from "./step-guidance.ts";

/** Scores are costs times this, so that among equals the less idle comes first. */
export const scoreScale = 16;
/** A key is a score times this, and the number of the sequence. */
const keyScale = 512;

export interface ProspectsParts {
  readonly graph: StepGraph;
  readonly guidance: StepGuidance;
  readonly motion: StepMotion;
}

export class Prospects {
  readonly depth: number;
  readonly most: number;
  /** How many sequences a robot has. */
  readonly count: Uint16Array;
  /** `place[(robot * most + sequence) * depth + step]`: where it stands after that step and how it faces, `node << 2 | heading`. */
  readonly place: Int32Array;
  /** `key[robot * most + rank]`, ascending after `sort`: score and sequence in one number, see `scoreOf`. */
  readonly key: Float64Array;
  /** The least score. */
  readonly best: Int32Array;
  readonly #sorted: Uint8Array;
  readonly #graph: StepGraph;
  readonly #motion: StepMotion;
  readonly #sequences: ActionSequences;
  readonly #state: Int32Array;
  readonly #move: Uint8Array;
  readonly #usual: number;

  constructor({ graph, guidance, motion }: ProspectsParts, sequences: ActionSequences, robots: number) {
    this.#move = guidance.move;
    this.#usual = usualCost(guidance);
    this.#graph = graph;
    this.#motion = motion;
    this.#sequences = sequences;
    this.depth = sequences.depth;
    this.most = sequences.count;
    this.count = new Uint16Array(robots);
    this.place = new Int32Array(robots * this.most * this.depth);
    this.key = new Float64Array(robots * this.most);
    this.best = new Int32Array(robots);
    this.#sorted = new Uint8Array(robots);
    this.#state = new Int32Array(this.depth + 1);
  }

  /** For one robot, from where it stands (`node << 2 | heading`). */
  consider(robot: number, start: number, goal: number, table: StepGoalTable): void {
    const { depth, most, place, key } = this;
    const sequences = this.#sequences;
    const state = this.#state;
    const move = this.#move;
    const { to } = this.#graph;
    const { action, shared, idle } = sequences;
    const rotates = this.#motion === "rotate";
    state[0] = start;
    const base = robot * most;
    let count = 0;
    let best = Number.MAX_SAFE_INTEGER;
    // Steps of the sequence before that were possible.
    let valid = 0;
    for (let sequence = 0; sequence < most; sequence++) {
      let step = shared[sequence]!;
      if (step > valid) continue;
      for (; step < depth; step++) {
        const next = rotates
          ? afterTurning(to, move, state[step]!, action[sequence * depth + step]!)
          : afterMove(to, move, state[step]!, action[sequence * depth + step]!);
        if (next < 0) break;
        state[step + 1] = next;
      }
      valid = step;
      if (step < depth) continue;
      const slot = (base + sequence) * depth;
      let left = -1;
      for (let i = depth; i >= 1; i--) {
        place[slot + i - 1] = state[i]!;
        if (state[i]! >> 2 === goal) left = depth - i;
      }
      const score =
        (left >= 0 ? -left * this.#usual : costAt(table, state[depth]!, rotates)) * scoreScale +
        idle[sequence]!;
      key[base + count++] = score * keyScale + sequence;
      if (score < best) best = score;
    }
    this.count[robot] = count;
    this.best[robot] = best;
    this.#sorted[robot] = 0;
  }

  /** Puts a robot's prospects in order. */
  sort(robot: number): void {
    if (this.#sorted[robot]) return;
    this.#sorted[robot] = 1;
    const { key } = this;
    const base = robot * this.most;
    for (let i = base + 1; i < base + this.count[robot]!; i++) {
      const value = key[i]!;
      let rank = i;
      for (; rank > base && key[rank - 1]! > value; rank--) key[rank] = key[rank - 1]!;
      key[rank] = value;
    }
  }
}

export const scoreOf = (key: number): number => Math.floor(key / keyScale);
export const sequenceOf = (key: number): number => key - Math.floor(key / keyScale) * keyScale;

export const costAt = (table: StepGoalTable, state: number, rotates: boolean): number => {
  const packed = table[state >> 2]!;
  return rotates ? (packed >>> 16) + ((packed >>> ((state & 3) << 2)) & 15) : packed;
};

/** -1 where a wall is, or nobody may go. */
function afterTurning(to: Int32Array, move: Uint8Array, state: number, action: number): number {
  if (action === waitTurning) return state;
  if (action !== forward) return (state & ~3) | ((state + (action === turnRight ? 1 : 3)) & 3);
  return move[state] === closed ? -1 : (to[state]! << 2) | (state & 3);
}

function afterMove(to: Int32Array, move: Uint8Array, state: number, action: number): number {
  if (action === waitFourWay) return state;
  const way = (state & ~3) | action;
  return move[way] === closed ? -1 : to[way]! << 2;
}
