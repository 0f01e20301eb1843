/** Writes down where everything stands, as the planner's problem. */
import type { Claims } from "./claims.ts";
import type { Motion } from "./motion.ts";
import type { Problem } from "./planner.ts";
import { estimate } from "./progress.ts";
import type { Rover } from "./rover.ts";

/** Far enough to fill every robot's lookahead until the next plan, with a little to show as horizon. */
const windowMs = 10_000;
/** How finely robots wait in a plan. */
const tickMs = 500;

export interface BookParts {
  readonly claims: Claims;
  readonly motion: Motion;
}

export class ProblemBook {
  readonly #parts: BookParts;

  constructor(parts: BookParts) {
    this.#parts = parts;
  }

  write(rovers: readonly (Rover | undefined)[], now: number): Problem {
    const { claims } = this.#parts;
    const robots = rovers.length;
    const baseFirst = new Int32Array(robots + 1);
    for (let r = 0; r < robots; r++) baseFirst[r + 1] = baseFirst[r]! + claims.length(r);
    const problem = {
      robots,
      baseFirst,
      baseNode: new Int32Array(baseFirst[robots]!),
      baseEdge: new Int32Array(baseFirst[robots]!),
      baseLeaveMs: new Int32Array(baseFirst[robots]!),
      lastEdge: new Int32Array(robots).fill(-1),
      fixed: new Uint8Array(robots),
      target: new Int32Array(robots).fill(-1),
      priority: new Float64Array(robots).fill(-1),
      windowMs,
      tickMs,
    };
    for (const rover of rovers) if (rover) this.#writeRobot(rover, now, problem);
    return problem;
  }

  #writeRobot(rover: Rover, now: number, problem: Problem): void {
    const { claims } = this.#parts;
    const { slot } = rover;
    const first = problem.baseFirst[slot]!;
    const length = claims.length(slot);
    for (let i = 0; i < length; i++) {
      problem.baseNode[first + i] = claims.nodeAt(slot, i);
      problem.baseEdge[first + i] = claims.edgeAt(slot, i);
    }
    const overdue = estimate(this.#parts, rover, now, problem.baseLeaveMs, first);
    const end = claims.end(slot);
    const arrives = rover.goal >= 0 && end === rover.goal;
    problem.lastEdge[slot] = claims.edgeAt(slot, length - 1);
    problem.fixed[slot] = rover.standing || overdue || arrives ? 1 : 0;
    problem.target[slot] = rover.target;
    problem.priority[slot] = priorityOf(rover, end, now);
  }
}

/** The older the goal the sooner its turn; who need not go anywhere comes last. */
function priorityOf(rover: Rover, end: number, now: number): number {
  if (rover.target === end) return -1;
  return rover.goal < 0 || rover.modestUntilMs > now ? 0 : now - rover.goalSinceMs;
}
