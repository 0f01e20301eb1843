/**
 * Deadlocks and stalls: a robot with an unfinished transport that moves less than 0.5 m in five minutes while it neither acts, charges, is held by a
 * person, nor queues at a working station. One that moves again later was a stall; one that never does is a deadlock.
 */
import { secondMs } from "@floorplane/contracts/units";
import type { Floor } from "../floor/floor.ts";

export const windowMs = 300 * secondMs;
export const wayM = 0.5;
/** How often is looked. */
export const lookMs = 5 * secondMs;
const looks = windowMs / lookMs;
/** Records kept; the counts go on. */
const recordsMax = 1_000;

export interface Stall {
  readonly robot: string;
  /** Start of the five minutes, ms. */
  readonly since: number;
  readonly x: number;
  readonly y: number;
  /** When it went on; absent: not yet. */
  until: number | undefined;
}

export interface ProgressQuestions {
  /** Has this robot an unfinished transport? */
  hasTransport(robot: string): boolean;
  /** Does it wait for its turn at a station that works? */
  isQueueing(robot: string): boolean;
}

interface Watched {
  /** Odometer at each of the last looks, a ring. */
  readonly odometer: Float64Array;
  /** Looks in a row without an excuse, this one included. */
  inARow: number;
  stall: Stall | undefined;
}

export class ProgressChecker {
  /** Robots that went on after a stall. */
  stalls = 0;
  readonly records: Stall[] = [];
  readonly #floor: Floor;
  readonly #questions: ProgressQuestions;
  readonly #watched: Watched[] = [];
  #look = 0;

  constructor(floor: Floor, questions: ProgressQuestions) {
    this.#floor = floor;
    this.#questions = questions;
  }

  /** Robots that stand in a stall now; at the end of a run: its deadlocks. */
  get deadlocks(): number {
    return this.#watched.reduce((count, { stall }) => count + (stall ? 1 : 0), 0);
  }

  /** To be called every `lookMs`. */
  check(nowMs: number): void {
    const slot = this.#look++ % (looks + 1);
    for (const [index, body] of this.#floor.bodies.entries()) {
      this.#watched[index] ??= { odometer: new Float64Array(looks + 1), inARow: 0, stall: undefined };
      const watched = this.#watched[index]!;
      const odometer = body.odometerAt(nowMs);
      watched.odometer[slot] = odometer;
      watched.inARow = this.#isExcused(index) ? 0 : watched.inARow + 1;
      // The slot after this one was written one window ago.
      const before = watched.odometer[(slot + 1) % (looks + 1)]!;
      const stands = watched.inARow > looks && odometer - before < wayM;
      if (stands && !watched.stall) this.#begin(watched, index, nowMs);
      else if (!stands && watched.stall) this.#end(watched, nowMs);
    }
  }

  #isExcused(index: number): boolean {
    const body = this.#floor.bodies[index]!;
    if (body.isActing || body.isCharging || body.isHeldByPerson || !this.#floor.isOnFloor(index)) return true;
    return !this.#questions.hasTransport(body.id) || this.#questions.isQueueing(body.id);
  }

  #begin(watched: Watched, index: number, nowMs: number): void {
    const pose = new Float64Array(3);
    this.#floor.bodies[index]!.poseInto(nowMs, pose, 0);
    watched.stall = {
      robot: this.#floor.bodies[index]!.id,
      since: nowMs - windowMs,
      x: pose[0]!,
      y: pose[1]!,
      until: undefined,
    };
    if (this.records.length < recordsMax) this.records.push(watched.stall);
  }

  #end(watched: Watched, nowMs: number): void {
    watched.stall!.until = nowMs;
    watched.stall = undefined;
    this.stalls++;
  }
}
