/** What a floor of robots is judged by: goals, where the time went, and what must not happen. */
import { type Quantiles, quantilesOf } from "./quantiles.ts";

export interface FloorFigures {
  readonly goals: number;
  readonly hours: number;
  readonly goalsPerHour: number;
  /** Of the time that robots had somewhere to go, the part that they stood for others. */
  readonly waitingShare: number;
  /** Pairs of robots that began to touch. */
  readonly collisions: number;
  /** Robots that had somewhere to go and did not move for two minutes; and for five. */
  readonly stalls: number;
  readonly deadlocks: number;
  readonly rings: number;
  /** The longest that anybody was on the way to a goal that was reached, s. */
  readonly longestS: number;
  readonly planMs: Quantiles;
  readonly metresPerGoal: number;
  /** Seconds of a goal spent so, and how often a robot halted for others on the way to it. */
  readonly perGoal: {
    readonly driveS: number;
    readonly turnS: number;
    readonly actS: number;
    readonly waitS: number;
    readonly halts: number;
  };
}

/** Counts while the floor runs. */
export class Tally {
  goals = 0;
  metres = 0;
  halts = 0;
  busyMs = 0;
  turningMs = 0;
  actingMs = 0;
  waitingMs = 0;
  collisions = 0;
  stalls = 0;
  deadlocks = 0;
  rings = 0;
  longestMs = 0;
  readonly planMs: number[] = [];

  figures(hours: number): FloorFigures {
    const goals = Math.max(1, this.goals);
    const seconds = (ms: number) => ms / 1_000 / goals;
    return {
      goals: this.goals,
      hours,
      goalsPerHour: Math.round(this.goals / hours),
      waitingShare: this.waitingMs / Math.max(1, this.busyMs),
      collisions: this.collisions,
      stalls: this.stalls,
      deadlocks: this.deadlocks,
      rings: this.rings,
      longestS: this.longestMs / 1_000,
      planMs: quantilesOf(this.planMs),
      metresPerGoal: this.metres / goals,
      perGoal: {
        driveS: seconds(this.busyMs - this.turningMs - this.actingMs - this.waitingMs),
        turnS: seconds(this.turningMs),
        actS: seconds(this.actingMs),
        waitS: seconds(this.waitingMs),
        halts: this.halts / goals,
      },
    };
  }
}
