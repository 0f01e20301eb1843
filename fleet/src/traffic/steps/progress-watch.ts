/** How long each robot has come no nearer to its goal, in steps. */

export class ProgressWatch {
  /** Steps since the robot was last nearer than ever before; 0 with a new goal. */
  readonly idle: Int32Array;
  readonly #nearest: Int32Array;
  readonly #goal: Int32Array;

  constructor(robots: number) {
    this.idle = new Int32Array(robots);
    this.#nearest = new Int32Array(robots);
    this.#goal = new Int32Array(robots).fill(-1);
  }

  /** `left`: what is left of its way. */
  note(robot: number, goal: number, left: number): void {
    if (goal === this.#goal[robot] && left >= this.#nearest[robot]!) {
      this.idle[robot]!++;
      return;
    }
    this.#goal[robot] = goal;
    this.#nearest[robot] = left;
    this.idle[robot] = 0;
  }
}
