/** What a robot has said: its last report, its factsheet, its freshest pose, and what of it does not fit together. Kept by those who hear it; others look (`robot-view.ts`). */
import type { Unfit } from "@floorplane/contracts/reasons/of-robots";
import type { Doubts } from "./doubt.ts";
import type { Pose, RobotFacts, RobotReport } from "./report.ts";

export class Heard {
  #facts: RobotFacts | undefined;
  #unfit: readonly Unfit[] = [];
  #report: RobotReport | undefined;
  #at = 0;
  #isObserved = false;
  #pose: Pose | undefined;
  #doubts: Doubts | undefined;

  get facts(): RobotFacts | undefined {
    return this.#facts;
  }

  /** Why it may not drive here, by its factsheet. */
  get unfit(): readonly Unfit[] {
    return this.#unfit;
  }

  /** The last report that was neither stale nor malformed. */
  get report(): RobotReport | undefined {
    return this.#report;
  }

  /** House time of it; 0: not heard since the start. */
  get at(): number {
    return this.#at;
  }

  /** Heard since the house began to listen, or could listen again. */
  get isObserved(): boolean {
    return this.#isObserved;
  }

  /** Freshest, from states and visualization. */
  get pose(): Pose | undefined {
    return this.#pose;
  }

  /** What does not fit together in what it says. */
  get doubts(): Doubts | undefined {
    return this.#doubts;
  }

  factsheet(facts: RobotFacts, unfit: readonly Unfit[]): void {
    this.#facts = facts;
    this.#unfit = unfit;
  }

  /** No order of this house is as short as it asks for. */
  takesNoOrder(why: Unfit): void {
    this.#unfit = [why];
  }

  state(report: RobotReport, now: number): void {
    this.#report = report;
    this.#pose = report.pose;
    this.#at = now;
    this.#isObserved = true;
  }

  /** Between two states. */
  seenAt(pose: Pose): void {
    this.#pose = pose;
  }

  /** Nobody could be heard: it has to show itself again. */
  lineWasDown(): void {
    this.#isObserved = false;
  }

  doubt(doubts: Doubts | undefined): void {
    this.#doubts = doubts;
  }

  /** A person looked: the faults that it told, and leaves out since, are no more. */
  forgetFaults(): void {
    if (this.#report) this.#report = { ...this.#report, faults: [] };
  }
}
