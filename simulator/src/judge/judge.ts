/** The judges of a run on one beat: collisions every 100 ms of the house's time, tracks every second, progress every five. They see bodies, never plans. */
import { secondMs } from "@floorplane/contracts/units";
import type { Rectangle } from "@floorplane/layout/geometry";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { Floor } from "../floor/floor.ts";
import { CollisionChecker } from "./collision-checker.ts";
import { lookMs, ProgressChecker, type ProgressQuestions } from "./progress-checker.ts";
import { Tracks } from "./tracks.ts";

export const sampleMs = 100;

export interface JudgeOptions extends ProgressQuestions {
  readonly floor: Floor;
  readonly timers: Timers;
  /** Racks, benches and what else a robot must not touch. */
  readonly solids: readonly Rectangle[];
  /** Largest radius of any robot, load included, m. */
  readonly reach: number;
  /** Takes pieces of `positions.csv`. */
  readonly writePositions?: (text: string) => void;
}

export class Judge {
  readonly collisions: CollisionChecker;
  readonly progress: ProgressChecker;
  readonly tracks: Tracks;
  readonly #options: JudgeOptions;
  readonly #moved: boolean[] = [];
  #nextSecond: number;
  #nextLook: number;
  #cancel: () => void = () => {};

  constructor(options: JudgeOptions) {
    const { floor, timers, writePositions } = options;
    const now = timers.now();
    this.#options = options;
    this.collisions = new CollisionChecker(floor, options.solids, options.reach);
    this.progress = new ProgressChecker(floor, options);
    this.tracks = new Tracks(floor, {
      startMs: now,
      hasTransport: options.hasTransport,
      ...(writePositions ? { write: writePositions } : {}),
    });
    this.#nextSecond = now + secondMs;
    this.#nextLook = now + lookMs;
  }

  start(): void {
    this.#beat(this.#options.timers.now() + sampleMs);
  }

  stop(): void {
    this.#cancel();
    this.tracks.flush();
  }

  #beat(at: number): void {
    const { timers } = this.#options;
    this.#cancel = timers.at(at, () => {
      const now = timers.now();
      this.#sample(now);
      // On a running system a beat may come late; it is not made up for.
      this.#beat(Math.max(at + sampleMs, now));
    });
  }

  #sample(now: number): void {
    const { floor } = this.#options;
    floor.sample(now, () => {
      this.collisions.check(now);
      for (const index of floor.moving) this.#moved[index] = true;
      if (now < this.#nextSecond) return;
      this.#nextSecond += secondMs;
      this.tracks.second(now, this.#moved);
      this.#moved.fill(false);
    });
    if (now < this.#nextLook) return;
    this.#nextLook += lookMs;
    this.progress.check(now);
  }
}
