/**
 * Guidance that adapts while the floor runs: places where robots wait become dearer to enter, closed places cannot be entered, and both come back to what they were (online congestion costs: Chen et al.,
 * Traffic Flow Optimisation for Lifelong Multi-Agent Path Finding, AAAI 2024). Costs change in coarse levels and only now and then, since goal distances have to be made anew each time.
 */
import { directions, type StepGraph } from "../steps/step-graph.ts";
import { closed, moveCostMax, type StepGuidance } from "../steps/step-guidance.ts";
import type { StepFloor } from "../steps/step-planner.ts";

/** Steps from one look at the floor to the next: a queue at a crossing is gone by then, a jam is not. */
const stepsPerLook = 50;
/** What is remembered of earlier looks. */
const memory = 0.5;
/** Share of a look's steps for which somebody waited there: below it a place is not clogged. */
const cloggedShare = 0.35;
/** A place where somebody always waits costs so many times what it costs else. */
const timesMax = 3;
const levels = 4;

export class LiveGuidance implements StepGuidance {
  readonly move: Uint8Array;
  readonly turn: number;
  /** Counts up whenever costs change: distances of an older version are to be made anew. */
  version = 0;
  readonly #graph: StepGraph;
  readonly #base: Uint8Array;
  readonly #waits: Float32Array;
  /** Steps of the present look at which somebody stood there and wanted away. */
  readonly #counted: Uint8Array;
  readonly #level: Uint8Array;
  readonly #shut: Uint8Array;
  #steps = 0;

  constructor(graph: StepGraph, base: StepGuidance) {
    this.#graph = graph;
    this.#base = base.move.slice();
    this.move = base.move.slice();
    this.turn = base.turn;
    this.#waits = new Float32Array(graph.nodeCount);
    this.#counted = new Uint8Array(graph.nodeCount);
    this.#level = new Uint8Array(graph.nodeCount);
    this.#shut = new Uint8Array(graph.nodeCount);
  }

  /** No robot enters a closed node; one that stands there may leave. */
  close(node: number): void {
    if (this.#shut[node]) return;
    this.#shut[node] = 1;
    this.#price(node);
    this.version++;
  }

  open(node: number): void {
    if (!this.#shut[node]) return;
    this.#shut[node] = 0;
    this.#price(node);
    this.version++;
  }

  /** After each step is decided and before it is done. True when costs have changed. */
  note({ robots, node, heading, goal }: StepFloor, next: Int32Array): boolean {
    for (let robot = 0; robot < robots; robot++) {
      const here = node[robot]!;
      // Who turns or has arrived waits for nobody.
      if (next[robot] === ((here << 2) | heading[robot]!) && goal[robot] !== here) this.#counted[here]!++;
    }
    if (++this.#steps < stepsPerLook) return false;
    this.#steps = 0;
    return this.#look();
  }

  #look(): boolean {
    let changed = false;
    for (let node = 0; node < this.#graph.nodeCount; node++) {
      const share = memory * this.#waits[node]! + (1 - memory) * (this.#counted[node]! / stepsPerLook);
      this.#waits[node] = share;
      this.#counted[node] = 0;
      const level = Math.round((Math.max(0, share - cloggedShare) / (1 - cloggedShare)) * levels);
      if (level === this.#level[node]) continue;
      this.#level[node] = level;
      this.#price(node);
      changed = true;
    }
    if (changed) this.version++;
    return changed;
  }

  /** Of every move into a node. */
  #price(node: number): void {
    const times = 1 + ((timesMax - 1) * this.#level[node]!) / levels;
    for (let direction = 0; direction < directions; direction++) {
      const from = this.#graph.from[directions * node + direction]!;
      if (from < 0) continue;
      const edge = directions * from + direction;
      const cost = this.#base[edge]!;
      if (cost === closed) continue;
      this.move[edge] = this.#shut[node] ? closed : Math.min(moveCostMax, Math.round(cost * times));
    }
  }
}
