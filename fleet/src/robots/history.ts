/** What people did to a robot, what it was asked to do by them, and what work failed on it. Kept in its document. */
import { type ActNote, notesMax, type RobotAct } from "@floorplane/contracts/acts";
import type { RobotId } from "@floorplane/contracts/ids";
import { type Failure, withFailure } from "./failures.ts";

/** A person's act that is done when the robot says so, or named unanswered when it does not. */
export interface AskedAct {
  readonly command: string;
  readonly act: RobotAct;
  /** House times, ms. */
  readonly at: number;
  readonly until: number;
  /** Who shall have its work. */
  readonly to?: RobotId | null;
}

export class History {
  #acts: readonly ActNote[] = [];
  #asked: readonly AskedAct[] = [];
  #failures: readonly Failure[] = [];

  /** The latest last. */
  get acts(): readonly ActNote[] {
    return this.#acts;
  }

  get asked(): readonly AskedAct[] {
    return this.#asked;
  }

  /** Each kind since it last went well. */
  get failures(): readonly Failure[] {
    return this.#failures;
  }

  restore({ acts, asked, failures }: Pick<History, "acts" | "asked" | "failures">): void {
    this.#acts = acts;
    this.#asked = asked;
    this.#failures = failures;
  }

  note(act: ActNote): void {
    this.#acts = [...this.#acts, act].slice(-notesMax);
  }

  ask(asked: AskedAct): void {
    this.#asked = [...this.#asked, asked];
  }

  /** What came of an act that was asked of the robot. */
  became({ act, at }: AskedAct, outcome: ActNote["outcome"]): void {
    this.#acts = this.#acts.map((note) => (note.act === act && note.at === at ? { ...note, outcome } : note));
  }

  answer({ command }: AskedAct): void {
    this.#asked = this.#asked.filter((each) => each.command !== command);
  }

  failed(failure: Failure): void {
    this.#failures = withFailure(this.#failures, failure);
  }

  /** Answers whether there was anything to forget. */
  forget(isOver: (failure: Failure) => boolean): boolean {
    const left = this.#failures.filter((failure) => !isOver(failure));
    const isAny = left.length < this.#failures.length;
    this.#failures = left;
    return isAny;
  }
}
