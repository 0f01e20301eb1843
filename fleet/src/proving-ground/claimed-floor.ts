/**
 * A floor on which robots move only by claims: an action takes some ticks, robots are late now and then, and each drives onto a node when that was granted and not before. The plan says who passes
 * first, never when (action dependency graph: Hoenig et al., IEEE RA-L 2019). Who turns on the spot asks nobody.
 */
import { assert } from "@floorplane/contracts/errors";
import type { Graph } from "@floorplane/layout/graph";
import { Claims } from "../traffic/claims.ts";
import { tableOf } from "../traffic/resource-table.ts";
import type { StepGoalTable } from "../traffic/steps/goal-search.ts";
import type { GoalTables } from "../traffic/steps/goal-tables.ts";
import type { StepGraph } from "../traffic/steps/step-graph.ts";
import type { StepFloor } from "../traffic/steps/step-planner.ts";
import type { Errands } from "./errands.ts";
import { Stillness, stuckSteps } from "./unit-floor.ts";
import { WayBook, type Ways } from "./way-book.ts";

export interface ClaimedFloorOptions {
  readonly graph: Graph;
  readonly stepGraph: StepGraph;
  readonly tables: GoalTables;
  readonly starts: Int32Array;
  readonly errands: Errands;
  readonly turns: boolean;
  readonly ticksPerAction: number;
  /** `late[robot] > 0`: it stands still in this tick. */
  readonly late: Int32Array;
}

/** Who is late for a moment goes on soon: the order of visits waits for it, and nobody need turn round. Who is late for longer than this is in the way. */
const patienceActions = 3;

export class ClaimedFloor implements StepFloor {
  readonly robots: number;
  /** Where each robot will be when it has done what it is at: what is planned from. */
  readonly node: Int32Array;
  readonly heading: Uint8Array;
  readonly goal: Int32Array;
  readonly table: StepGoalTable[] = [];
  /** 1: late for so long that it is planned around. */
  readonly fixed: Uint8Array;
  /** Where each robot was last seen, and facing where. */
  readonly seenNode: Int32Array;
  readonly seenHeading: Uint8Array;
  readonly stillness: Stillness;
  tasksFinished = 0;
  readonly #options: ClaimedFloorOptions;
  readonly #claims: Claims;
  readonly #book: WayBook;
  /** Ticks until each robot has done what it is at; 0: it is at nothing. */
  readonly #busy: Int32Array;
  /** Ticks for which each robot has stood still though it should not. */
  readonly #lateFor: Int32Array;

  constructor(options: ClaimedFloorOptions) {
    const { graph, stepGraph, starts } = options;
    this.#options = options;
    this.robots = starts.length;
    this.node = Int32Array.from(starts, (start) => stepGraph.stepNode[start]!);
    this.heading = new Uint8Array(this.robots);
    this.goal = new Int32Array(this.robots);
    this.fixed = new Uint8Array(this.robots);
    this.seenNode = this.node.slice();
    this.seenHeading = new Uint8Array(this.robots);
    this.#busy = new Int32Array(this.robots);
    this.#lateFor = new Int32Array(this.robots);
    this.stillness = new Stillness(this.robots, stuckSteps * options.ticksPerAction);
    // Robots of a grid fill one cell each: nothing excludes anything but itself.
    this.#claims = new Claims(graph, tableOf(graph, []));
    this.#book = new WayBook(graph, stepGraph, this.robots);
  }

  begin(): void {
    const { stepGraph, starts, errands, tables } = this.#options;
    for (let robot = 0; robot < this.robots; robot++) {
      assert(this.#claims.enter(robot, [starts[robot]!]).length === 0, "two robots start on one node");
      this.goal[robot] = stepGraph.stepNode[errands.next(robot, starts[robot]!)]!;
      tables.acquire(this.goal[robot]!);
    }
  }

  /** Before each plan: who has been late for long, and the tables of all goals. */
  prepare(): void {
    const most = patienceActions * this.#options.ticksPerAction;
    for (let robot = 0; robot < this.robots; robot++)
      this.fixed[robot] = this.#lateFor[robot]! > most ? 1 : 0;
    this.#options.tables.serve(this.goal, this.table);
  }

  /** Queues what is planned behind what robots hold. */
  take(ways: Ways): void {
    this.#claims.merge(this.#book.load(ways));
  }

  /** Whoever is free begins what it means to do next, if it may. */
  start(): void {
    const { turns, ticksPerAction } = this.#options;
    const book = this.#book;
    const busy = this.#busy;
    if (turns)
      for (let robot = 0; robot < this.robots; robot++)
        if (busy[robot] === 0 && book.turnsNext(robot)) this.#act(robot, ticksPerAction);
    this.#claims.wakeAll();
    this.#claims.grant(
      (robot, edge) => busy[robot] === 0 && book.edgeNext(robot) === edge,
      (robot) => this.#act(robot, ticksPerAction),
    );
  }

  #act(robot: number, ticks: number): void {
    const next = this.#book.next(robot);
    this.node[robot] = next >> 2;
    this.heading[robot] = next & 3;
    this.#busy[robot] = ticks;
    this.#book.shift(robot);
  }

  /** One tick later: who has come to a node says so, and only then what lies behind is free. */
  tick(): void {
    const { late } = this.#options;
    for (let robot = 0; robot < this.robots; robot++) {
      this.#lateFor[robot] = late[robot]! > 0 ? this.#lateFor[robot]! + 1 : 0;
      if (this.#busy[robot] === 0 || late[robot]! > 0 || --this.#busy[robot]! > 0) continue;
      this.seenHeading[robot] = this.heading[robot]!;
      if (this.seenNode[robot] === this.node[robot]) continue;
      this.seenNode[robot] = this.node[robot]!;
      this.stillness.note(robot, true);
      this.#claims.passed(robot, this.#options.stepGraph.graphNode[this.node[robot]!]!);
    }
    this.stillness.steps++;
    for (let robot = 0; robot < this.robots; robot++)
      if (this.seenNode[robot] === this.goal[robot]) this.#reach(robot);
  }

  #reach(robot: number): void {
    const { stepGraph, tables, errands } = this.#options;
    if (errands.endsTask(robot)) this.tasksFinished++;
    const next = stepGraph.stepNode[errands.next(robot, stepGraph.graphNode[this.seenNode[robot]!]!)]!;
    tables.acquire(next);
    tables.letGo(this.goal[robot]!);
    this.goal[robot] = next;
  }
}
