/** Which planner a floor gets. */
import type { Random } from "@floorplane/runtime/random";
import { Epibt } from "./epibt.ts";
import type { Reservations } from "./reservations.ts";
import type { StepGraph, StepMotion } from "./step-graph.ts";
import type { StepGuidance } from "./step-guidance.ts";
import type { Budget, StepFloor, StepPlanner } from "./step-planner.ts";
import { WindowPlanner } from "./window-planner.ts";

export interface PlannerWish {
  readonly graph: StepGraph;
  readonly guidance: StepGuidance;
  readonly motion: StepMotion;
  readonly robots: number;
  readonly executable: boolean;
  readonly random: Random;
  /** Milliseconds of a step that a planner may use; 0: no search beyond what always happens. */
  readonly budgetMs: number;
}

/** A planner whose plans reach over several steps. */
export interface FarPlanner extends StepPlanner {
  readonly table: Reservations;
}

/** Steps of a sequence: three are enough to turn and go, and few enough to try all; four stand a hundredth less, where there is time. */
const depthUsual = 3;
const depthFar = 4;
/** What four steps need for each robot and step, ms. */
const depthFarMsPerRobot = 0.015;
/** Steps of a window: as far as two robots can see a meeting coming in time to let it cost nothing, and farther where there is time. */
const windowSteps = 12;
const windowStepsFar = 18;
/** What a window costs for each robot and step, ms. */
const windowMsPerRobot = 0.05;
const windowMsPerRobotFar = 0.1;
/** Above so many robots for a place ways are so often blocked that pushing does more than looking far. */
const windowCrowdMax = 0.25;

/** Whether a floor is planned in windows: they resolve most meetings themselves and want weaker lanes. */
export const looksFar = ({
  nodes,
  robots,
  budgetMs,
}: {
  nodes: number;
  robots: number;
  budgetMs: number;
}): boolean => robots <= windowCrowdMax * nodes && budgetMs >= windowMsPerRobot * robots;

export function plannerFor(wish: PlannerWish): FarPlanner {
  const { graph, robots, budgetMs } = wish;
  return looksFar({ nodes: graph.nodeCount, robots, budgetMs }) ? new Relieved(wish) : sequencesFor(wish);
}

const sequencesFor = (wish: PlannerWish): Epibt =>
  new Epibt({
    ...wish,
    depth: wish.budgetMs >= depthFarMsPerRobot * wish.robots ? depthFar : depthUsual,
  });

/** A share of robots that come no nearer for so many steps is a jam. */
const jamShare = 0.15;
const jamSteps = 12;
/** A jam is given so many steps to dissolve. */
const reliefSteps = 40;

/** Windows as long as the floor flows; where it jams, EPIBT for a while, which pushes. */
class Relieved implements FarPlanner {
  readonly #windows: WindowPlanner;
  readonly #epibt: Epibt;
  readonly #robots: number;
  #relief = 0;

  constructor(wish: PlannerWish) {
    const isFar = wish.budgetMs >= windowMsPerRobotFar * wish.robots;
    this.#windows = new WindowPlanner({ ...wish, window: isFar ? windowStepsFar : windowSteps });
    this.#epibt = sequencesFor(wish);
    this.#robots = wish.robots;
  }

  get table(): Reservations {
    return this.#relief > 0 ? this.#epibt.table : this.#windows.table;
  }

  plan(floor: StepFloor, budget: Budget): Int32Array {
    if (this.#relief > 0) this.#relief--;
    else if (this.#isJammed(floor)) this.#relief = reliefSteps;
    return (this.#relief > 0 ? this.#epibt : this.#windows).plan(floor, budget);
  }

  #isJammed({ fixed }: StepFloor): boolean {
    let stuck = 0;
    const { idle } = this.#windows.progress;
    for (let robot = 0; robot < this.#robots; robot++)
      if (idle[robot]! >= jamSteps && !fixed?.[robot]) stuck++;
    return stuck > jamShare * this.#robots;
  }
}
