/** What each robot could do in the next few steps, best first: the places it would stand on and what would be left of its way then. Computed once a step; every search reads it. */
import { type ActionSequences, waitFourWay, waitTurning } from "./action-sequences.ts";
import type { StepGoalTable } from "./goal-search.ts";
import { directions, type StepGraph, type StepMotion } from "./step-graph.ts";
import { plainMove } from "./step-guidance.ts";

/** Scores are costs times this, so that among equals the less idle comes first. */
export const scoreScale = 16;

export class Prospects {
  readonly depth: number;
  readonly most: number;
  /** Sequences that a robot has. */
  count: Uint8Array;
  /** `place[(robot * most + rank) * depth + step]`: where it stands after that step and how it faces, `node << 2 | heading`. */
  place: Int32Array;
  /** `score[robot * most + rank]`, ascending: what is left of the way. */
  score: Int32Array;
  /** Which sequence it is. */
  sequence: Uint8Array;
  private readonly graph: StepGraph;
  private readonly motion: StepMotion;
  private readonly sequences: ActionSequences;
  private readonly node: Int32Array;
  private readonly heading: Uint8Array;

  constructor(graph: StepGraph, motion: StepMotion, sequences: ActionSequences, robots: number) {
    this.graph = graph;
    this.motion = motion;
    this.sequences = sequences;
    this.depth = sequences.depth;
    this.most = sequences.count;
    this.count = new Uint8Array(robots);
    this.place = new Int32Array(robots * this.most * this.depth);
    this.score = new Int32Array(robots * this.most);
    this.sequence = new Uint8Array(robots * this.most);
    this.node = new Int32Array(this.depth + 1);
    this.heading = new Uint8Array(this.depth + 1);
  }

  /** For one robot, from where it stands. */
  consider(robot: number, start: number, facing: number, goal: number, table: StepGoalTable): void {
    const { depth, most, sequences, node, heading, place, score, sequence } = this;
    const { to } = this.graph;
    const { action, shared, idle } = sequences;
    const rotates = this.motion === "rotate";
    const wait = rotates ? waitTurning : waitFourWay;
    node[0] = start;
    heading[0] = facing;
    const base = robot * most;
    let count = 0;
    // Steps of the sequence before that were possible.
    let valid = 0;
    for (let s = 0; s < most; s++) {
      let step = shared[s]!;
      if (step > valid) continue;
      for (; step < depth; step++) {
        const a = action[s * depth + step]!;
        const here = node[step]!;
        let next = here;
        let facingNext = heading[step]!;
        if (a !== wait) {
          if (!rotates) next = to[directions * here + a]!;
          else if (a === 0) next = to[directions * here + facingNext]!;
          else facingNext = (facingNext + (a === 1 ? 1 : 3)) & 3;
        }
        if (next < 0) break;
        node[step + 1] = next;
        heading[step + 1] = facingNext;
      }
      valid = step;
      if (step < depth) continue;
      let left = -1;
      for (let i = 1; i <= depth; i++)
        if (node[i] === goal) {
          left = depth - i;
          break;
        }
      let cost: number;
      if (left >= 0) cost = -left * plainMove;
      else {
        const packed = table[node[depth]!]!;
        cost = rotates ? (packed >>> 16) + ((packed >>> (heading[depth]! << 2)) & 15) : packed;
      }
      const value = cost * scoreScale + idle[s]!;
      let rank = base + count;
      while (rank > base && score[rank - 1]! > value) {
        score[rank] = score[rank - 1]!;
        sequence[rank] = sequence[rank - 1]!;
        for (let i = 0; i < depth; i++) place[rank * depth + i] = place[(rank - 1) * depth + i]!;
        rank--;
      }
      score[rank] = value;
      sequence[rank] = s;
      for (let i = 0; i < depth; i++) place[rank * depth + i] = (node[i + 1]! << 2) | heading[i + 1]!;
      count++;
    }
    this.count[robot] = count;
  }
}
