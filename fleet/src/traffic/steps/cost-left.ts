/** What is left of a robot's way: to its goal, and from there to the next one where that is known. */
import type { StepGoalTable } from "./goal-search.ts";
import { costAt } from "./prospects.ts";
import type { StepMotion } from "./step-graph.ts";
import type { StepFloor } from "./step-planner.ts";

export class CostLeft {
  goal = -1;
  /** The goal behind the goal; -1 unknown. */
  lastGoal = -1;
  readonly #rotates: boolean;
  #table!: StepGoalTable;
  #nextTable: StepGoalTable | undefined;
  /** From the goal to the next, facing as suits it best. */
  #onward = 0;

  constructor(motion: StepMotion) {
    this.#rotates = motion === "rotate";
  }

  of(robot: number, { goal, table, nextGoal, nextTable }: StepFloor): void {
    this.goal = goal[robot]!;
    this.#table = table[robot]!;
    this.#nextTable = nextTable?.[robot];
    this.lastGoal = this.#nextTable ? nextGoal![robot]! : -1;
    const packed = this.#nextTable?.[this.goal] ?? 0;
    this.#onward = this.#rotates ? packed >>> 16 : packed;
  }

  get goesOn(): boolean {
    return this.#nextTable !== undefined;
  }

  /** `isBehind`: the goal has been reached. */
  at(state: number, isBehind: boolean): number {
    if (!isBehind) return costAt(this.#table, state, this.#rotates) + this.#onward;
    return this.#nextTable ? costAt(this.#nextTable, state, this.#rotates) : 0;
  }
}
