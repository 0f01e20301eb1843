/** A floor that moves in unit steps exactly as planned, as the published benchmarks have it: whoever is on its goal after a step has reached it and is given the next at once. */
import type { StepGoalTable } from "../traffic/steps/goal-search.ts";
import type { GoalTables } from "../traffic/steps/goal-tables.ts";
import type { StepGraph } from "../traffic/steps/step-graph.ts";
import type { StepFloor } from "../traffic/steps/step-planner.ts";
import type { Errands } from "./errands.ts";

export interface UnitFloorOptions {
  readonly graph: StepGraph;
  readonly tables: GoalTables;
  /** Nodes of the layout's graph, a robot each; all face east. */
  readonly starts: Int32Array;
  readonly errands: Errands;
  /** Whether a robot knows the goal behind its goal. For errands of one goal a task. */
  readonly knowsNext?: boolean;
}

export class UnitFloor implements StepFloor {
  readonly robots: number;
  readonly node: Int32Array;
  readonly heading: Uint8Array;
  readonly goal: Int32Array;
  readonly table: StepGoalTable[] = [];
  readonly nextGoal?: Int32Array;
  readonly nextTable?: StepGoalTable[];
  tasksFinished = 0;
  readonly stillness: Stillness;
  readonly #options: UnitFloorOptions;

  constructor(options: UnitFloorOptions) {
    const { graph, starts } = options;
    this.#options = options;
    this.robots = starts.length;
    this.node = Int32Array.from(starts, (start) => graph.stepNode[start]!);
    this.heading = new Uint8Array(this.robots);
    this.goal = new Int32Array(this.robots);
    if (options.knowsNext) {
      this.nextGoal = new Int32Array(this.robots);
      this.nextTable = [];
    }
    this.stillness = new Stillness(this.robots, stuckSteps);
  }

  /** Gives everybody a first goal. */
  begin(): void {
    const { graph, starts } = this.#options;
    for (let robot = 0; robot < this.robots; robot++) {
      this.goal[robot] = this.#draw(robot, graph.stepNode[starts[robot]!]!);
      if (this.nextGoal) this.nextGoal[robot] = this.#draw(robot, this.goal[robot]!);
    }
  }

  /** The goal behind a place, by step node; its table is asked for. */
  #draw(robot: number, at: number): number {
    const { graph, tables, errands } = this.#options;
    const goal = graph.stepNode[errands.next(robot, graph.graphNode[at]!)]!;
    tables.acquire(goal);
    return goal;
  }

  /** Before each plan: the tables of all goals. */
  prepare(): void {
    this.#options.tables.serve(this.goal, this.table);
    if (this.nextGoal) this.#options.tables.serveAlso(this.nextGoal, this.nextTable!);
  }

  /** Everybody does one step: `next[robot]` is `node << 2 | heading`. */
  move(next: Int32Array): void {
    const { node, heading, stillness } = this;
    for (let robot = 0; robot < this.robots; robot++) {
      const there = next[robot]! >> 2;
      stillness.note(robot, there !== node[robot]);
      node[robot] = there;
      heading[robot] = next[robot]! & 3;
    }
    stillness.steps++;
    for (let robot = 0; robot < this.robots; robot++)
      if (node[robot] === this.goal[robot]) this.#reach(robot);
  }

  #reach(robot: number): void {
    const { tables, errands } = this.#options;
    if (this.nextGoal || errands.endsTask(robot)) this.tasksFinished++;
    tables.letGo(this.goal[robot]!);
    if (this.nextGoal) {
      this.goal[robot] = this.nextGoal[robot]!;
      this.nextGoal[robot] = this.#draw(robot, this.goal[robot]!);
    } else this.goal[robot] = this.#draw(robot, this.node[robot]!);
  }
}

/** A robot with an open task that leaves its place less than once in this many steps is stuck (DESIGN section 5: five minutes, a second a step). */
export const stuckSteps = 300;

/** Who has been standing for how long. */
export class Stillness {
  steps = 0;
  /** Robots that were stuck and went on. */
  stalls = 0;
  readonly #movedAt: Int32Array;
  readonly #stepsMax: number;

  constructor(robots: number, stepsMax: number) {
    this.#stepsMax = stepsMax;
    this.#movedAt = new Int32Array(robots);
  }

  note(robot: number, moved: boolean): void {
    if (!moved) return;
    if (this.steps - this.#movedAt[robot]! >= this.#stepsMax) this.stalls++;
    this.#movedAt[robot] = this.steps + 1;
  }

  /** Robots that are stuck now. */
  get deadlocks(): number {
    return this.#movedAt.reduce((count, at) => count + (this.steps - at >= this.#stepsMax ? 1 : 0), 0);
  }
}
