/** Random floors of unit steps for tests, and an independent look at every step that a planner makes on them. */
import { MapId } from "@floorplane/contracts/ids";
import { gridMapOf } from "@floorplane/layout/grid-map";
import type { Random } from "@floorplane/runtime/random";
import { GoalSearch, type StepGoalTable } from "../traffic/steps/goal-search.ts";
import { directions, type StepGraph, type StepMotion, stepGraphOf } from "../traffic/steps/step-graph.ts";
import { plainGuidance, type StepGuidance } from "../traffic/steps/step-guidance.ts";
import type { StepFloor } from "../traffic/steps/step-planner.ts";

export function stepFloorOf(rows: readonly string[]): { graph: StepGraph; x: Float64Array; y: Float64Array } {
  const { graph } = gridMapOf(MapId("floor"), rows, "@");
  return { graph: stepGraphOf(graph), x: graph.x, y: graph.y };
}

/** Walls at random such that each two places lie on a circle: no dead ends, no doors. */
export function roundRows({ columns, rows, walls }: RoomWish, random: Random): string[] {
  const cells = new Uint8Array(columns * rows).fill(1);
  for (let tries = Math.floor(walls * cells.length); tries > 0; tries--) {
    const cell = random.below(cells.length);
    cells[cell] = 0;
    if (!isBiconnected(cells, columns)) cells[cell] = 1;
  }
  return Array.from({ length: rows }, (_, y) =>
    Array.from({ length: columns }, (_, x) => (cells[y * columns + x] ? "." : "@")).join(""),
  );
}

export interface RoomWish {
  readonly columns: number;
  readonly rows: number;
  /** Share of the cells tried as walls. */
  readonly walls: number;
}

/** Still one piece whichever free cell is taken away. Slow and plain: rooms of tests are small. */
function isBiconnected(cells: Uint8Array, columns: number): boolean {
  const free = cells.reduce((sum, cell) => sum + cell, 0);
  if (free < 4) return false;
  for (let without = 0; without < cells.length; without++) {
    if (!cells[without]) continue;
    const seen = new Uint8Array(cells.length);
    const stack = [cells.findIndex((cell, i) => cell === 1 && i !== without)];
    seen[stack[0]!] = 1;
    let count = 0;
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      count++;
      const column = at % columns;
      for (const next of [
        column > 0 ? at - 1 : -1,
        column < columns - 1 ? at + 1 : -1,
        at - columns,
        at + columns,
      ])
        if (next >= 0 && next < cells.length && cells[next] && next !== without && !seen[next]) {
          seen[next] = 1;
          stack.push(next);
        }
    }
    if (count < free - 1) return false;
  }
  return true;
}

export class LiveFloor implements StepFloor {
  readonly robots: number;
  readonly node: Int32Array;
  readonly heading: Uint8Array;
  readonly goal: Int32Array;
  readonly table: StepGoalTable[];
  readonly arrivals: Int32Array;
  /** Where robots stood before the last step. */
  readonly before: Int32Array;
  readonly #graph: StepGraph;
  readonly #motion: StepMotion;
  readonly #search: GoalSearch;

  constructor(graph: StepGraph, motion: StepMotion, robots: number, random: Random, guidance?: StepGuidance) {
    this.#graph = graph;
    this.#motion = motion;
    this.robots = robots;
    const nodes = Int32Array.from({ length: graph.nodeCount }, (_, node) => node);
    for (let i = nodes.length - 1; i > 0; i--) {
      const j = random.below(i + 1);
      const node = nodes[i]!;
      nodes[i] = nodes[j]!;
      nodes[j] = node;
    }
    this.node = nodes.slice(0, robots);
    this.heading = Uint8Array.from(this.node, () => (motion === "rotate" ? random.below(directions) : 0));
    this.goal = new Int32Array(robots);
    this.arrivals = new Int32Array(robots);
    this.before = this.node.slice();
    this.#search = new GoalSearch(graph, guidance ?? plainGuidance(graph), motion);
    this.table = [];
    for (let robot = 0; robot < robots; robot++) this.send(robot, random.below(graph.nodeCount));
  }

  send(robot: number, goal: number): void {
    const table =
      this.#motion === "rotate"
        ? new Uint32Array(this.#graph.nodeCount)
        : new Uint16Array(this.#graph.nodeCount);
    this.#search.search(goal, table);
    this.goal[robot] = goal;
    this.table[robot] = table;
  }

  /** Carries a step out and says what is wrong with it; robots at their goals get another. */
  take(next: Int32Array, random: Random): string[] {
    const troubles = stepTroubles(this.#graph, this.#motion, this, next);
    this.before.set(this.node);
    for (let robot = 0; robot < this.robots; robot++) {
      this.node[robot] = next[robot]! >> 2;
      this.heading[robot] = next[robot]! & 3;
      if (this.node[robot] !== this.goal[robot]) continue;
      this.arrivals[robot] = this.arrivals[robot]! + 1;
      this.send(robot, random.below(this.#graph.nodeCount));
    }
    return troubles;
  }
}

/** What no step may hold: a jump, a turn while driving, two robots in one place, two that change places. */
export function stepTroubles(
  graph: StepGraph,
  motion: StepMotion,
  { robots, node, heading }: StepFloor,
  next: Int32Array,
): string[] {
  const troubles: string[] = [];
  const comes = new Map<number, number>();
  const stood = new Map<number, number>();
  for (let robot = 0; robot < robots; robot++) stood.set(node[robot]!, robot);
  for (let robot = 0; robot < robots; robot++) {
    const here = node[robot]!;
    const there = next[robot]! >> 2;
    const facing = next[robot]! & 3;
    const direction = [0, 1, 2, 3].find((d) => graph.to[directions * here + d] === there);
    if (here !== there && direction === undefined)
      troubles.push(`robot ${robot} jumps from ${here} to ${there}`);
    if (motion === "rotate") {
      if (here !== there && (direction !== heading[robot] || facing !== heading[robot]))
        troubles.push(`robot ${robot} leaves ${here} sideways`);
      if (here === there && ((facing - heading[robot]!) & 3) === 2)
        troubles.push(`robot ${robot} turns by a half`);
    }
    if (comes.has(there)) troubles.push(`robots ${comes.get(there)} and ${robot} meet at ${there}`);
    comes.set(there, robot);
    const other = stood.get(there);
    if (other !== undefined && other < robot && here !== there && next[other]! >> 2 === here)
      troubles.push(`robots ${other} and ${robot} change places`);
  }
  return troubles;
}

/** Robots of a step that enter what the next one leaves, round in a circle. */
export function hasRing({ robots, node }: StepFloor, next: Int32Array): boolean {
  const stood = new Map<number, number>();
  for (let robot = 0; robot < robots; robot++) stood.set(node[robot]!, robot);
  for (let robot = 0; robot < robots; robot++) {
    let at: number | undefined = robot;
    for (let steps = 0; steps <= robots && at !== undefined; steps++) {
      const there: number = next[at]! >> 2;
      if (there === node[at]) break;
      at = stood.get(there);
      if (at === robot) return true;
    }
  }
  return false;
}
