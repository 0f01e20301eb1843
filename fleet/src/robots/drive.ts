/** Where a robot is sent, and what is granted to it on the way there and not yet sent. Kept by `held-ground.ts` and `order-sender.ts`; others look (`robot-view.ts`). */
import type { OrderAction } from "./codec.ts";

export type Purpose = "stop" | "charge" | "park" | "stand-by" | "stay";

/** Where a robot is sent and what for. */
export interface Goal {
  readonly node: number;
  readonly purpose: Purpose;
  /** What it does there, put on the node when that is released. */
  readonly action: OrderAction | undefined;
}

export class Drive {
  #goal: Goal | undefined;
  #isGoalSent = false;
  #granted: readonly number[] = [];
  #horizon: readonly number[] = [];

  get goal(): Goal | undefined {
    return this.#goal;
  }

  /** The goal's action is on its way: it stands in the base. */
  get isGoalSent(): boolean {
    return this.#isGoalSent;
  }

  /** Claimed for it and not yet sent. */
  get granted(): readonly number[] {
    return this.#granted;
  }

  /** Planned behind that. */
  get horizon(): readonly number[] {
    return this.#horizon;
  }

  setGoal(goal: Goal | undefined): void {
    this.#goal = goal;
    this.#isGoalSent = false;
  }

  sendGoal(): void {
    this.#isGoalSent = true;
  }

  /** Its order is gone: the goal's action has to be sent again, or what became of it is known. */
  unsendGoal(): void {
    this.#isGoalSent = false;
  }

  grant(nodes: readonly number[], horizon: readonly number[]): void {
    this.#granted = [...this.#granted, ...nodes];
    this.#horizon = horizon;
  }

  /** So many of the granted nodes go out in a message. */
  take(count: number): void {
    this.#granted = this.#granted.slice(count);
  }

  /** It was found where it covers these nodes ahead, which no order of ours names; `isGoalSent`: its order has the goal's action. */
  found(ahead: readonly number[]): void {
    this.#granted = ahead;
  }

  /** What was granted and never sent is forgotten. */
  drop(): void {
    this.#isGoalSent = false;
    this.#granted = [];
    this.#horizon = [];
  }
}
