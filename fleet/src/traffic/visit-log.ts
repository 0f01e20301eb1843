/** Visits of a plan in the making. */
import { enlarged } from "./arrays.ts";

export class VisitLog {
  #count = 0;
  #robot = new Int32Array(256);
  #edge = new Int32Array(256);
  #departMs = new Int32Array(256);
  #arriveMs = new Int32Array(256);

  clear(): void {
    this.#count = 0;
  }

  add(robot: number, edge: number, departMs: number, arriveMs: number): void {
    const at = this.#count++;
    if (at === this.#robot.length) this.#room(2 * at);
    this.#robot[at] = robot;
    this.#edge[at] = edge;
    this.#departMs[at] = departMs;
    this.#arriveMs[at] = arriveMs;
  }

  /** Copies that may be sent away. */
  copy() {
    return {
      visits: this.#count,
      robot: this.#robot.slice(0, this.#count),
      edge: this.#edge.slice(0, this.#count),
      departMs: this.#departMs.slice(0, this.#count),
      arriveMs: this.#arriveMs.slice(0, this.#count),
    };
  }

  #room(length: number): void {
    this.#robot = enlarged(this.#robot, length);
    this.#edge = enlarged(this.#edge, length);
    this.#departMs = enlarged(this.#departMs, length);
    this.#arriveMs = enlarged(this.#arriveMs, length);
  }
}
