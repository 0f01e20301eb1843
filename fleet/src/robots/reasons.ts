/** Why a robot stands, in words for people: each kind of reason has one who says it. */

/** The jam that it stands in, or is the first cause of: in words, and since when they read so. */
export interface JamWords {
  readonly words: string;
  readonly first: string;
  readonly at: number;
}

export class Reasons {
  #wait = "";
  #contest = "";
  #jam: JamWords = { words: "", first: "", at: 0 };

  /** What it waits for; empty: for nothing. */
  get wait(): string {
    return this.#wait;
  }

  /** With whom it contests a place; empty: with nobody. */
  get contest(): string {
    return this.#contest;
  }

  get jam(): JamWords {
    return this.#jam;
  }

  /** By dispatch and by the watch. */
  waits(why: string): void {
    this.#wait = why;
  }

  /** By the check of what is said against what is held. */
  contests(why: string): void {
    this.#contest = why;
  }

  /** By those who look at the whole floor. */
  stands(jam: JamWords): void {
    this.#jam = jam;
  }
}
