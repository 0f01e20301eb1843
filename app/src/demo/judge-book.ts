/** What the judge of a living world found, kept in the world's own file over restarts: a collision before a kill is still one after it. */
import type { Log } from "@floorplane/runtime/log";
import type { Touching } from "@floorplane/simulator/judge/collision-checker";
import type { Judge } from "@floorplane/simulator/judge/judge";
import type { WorldFile } from "@floorplane/simulator/world-file";

export interface Judged {
  readonly collisions: number;
  /** Robots that went on after a stall. */
  readonly stalls: number;
  /** Robots that stood in a stall when the judge last looked. */
  readonly deadlocks: number;
  /** Who touched whom when it was kept: one encounter, over a restart of the world too. */
  readonly touching?: readonly Touching[];
}

const kind = "judged";
const id = "so-far";
const nothing: Judged = { collisions: 0, stalls: 0, deadlocks: 0 };

/** Over all runs of a world's file. */
export const judgedSoFar = (file: WorldFile): Judged =>
  (file.all(kind)[0]?.body as Judged | undefined) ?? nothing;

export class JudgeBook {
  readonly #file: WorldFile;
  readonly #judge: Judge;
  readonly #log: Log;
  readonly #before: Judged;
  #kept: Judged;

  constructor(file: WorldFile, judge: Judge, log: Log) {
    this.#file = file;
    this.#judge = judge;
    this.#log = log;
    this.#before = this.#kept = judgedSoFar(file);
    judge.collisions.goOn(this.#before.touching ?? []);
  }

  get judged(): Judged {
    const { collisions, progress } = this.#judge;
    return {
      collisions: this.#before.collisions + collisions.count,
      stalls: this.#before.stalls + progress.stalls,
      deadlocks: progress.deadlocks,
      touching: collisions.touching,
    };
  }

  /** Writes down what is new; to be called often. */
  keep(): void {
    const { judged } = this;
    const { collisions } = this.#judge.collisions;
    const known = this.#kept.collisions - this.#before.collisions;
    for (const collision of collisions.slice(known)) this.#log.error("judge.collision", { ...collision });
    if (
      judged.collisions === this.#kept.collisions &&
      judged.stalls === this.#kept.stalls &&
      judged.deadlocks === this.#kept.deadlocks &&
      JSON.stringify(judged.touching) === JSON.stringify(this.#kept.touching ?? [])
    )
      return;
    this.#file.put(kind, id, judged);
    this.#kept = judged;
  }
}
