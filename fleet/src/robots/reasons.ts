/** Why a robot stands: each kind of reason has one who gives it. */
import type { Contest, Jam, Waiting } from "@floorplane/contracts/reasons/of-robots";

/** The jam that it stands in, or is the first cause of, and since when it is told so. */
export interface ToldJam {
  readonly jam: Jam | null;
  /** Those who are the first cause. */
  readonly first: string;
  readonly at: number;
}

export class Reasons {
  #wait: Waiting | null = null;
  #contest: Contest | null = null;
  #jam: ToldJam = { jam: null, first: "", at: 0 };

  /** What it waits for. */
  get wait(): Waiting | null {
    return this.#wait;
  }

  /** With whom it contests a place. */
  get contest(): Contest | null {
    return this.#contest;
  }

  get jam(): ToldJam {
    return this.#jam;
  }

  /** By dispatch and by the watch. */
  waits(why: Waiting | null): void {
    this.#wait = why;
  }

  /** By the check of what is said against what is held. */
  contests(why: Contest | null): void {
    this.#contest = why;
  }

  /** By those who look at the whole floor. */
  stands(jam: ToldJam): void {
    this.#jam = jam;
  }
}
