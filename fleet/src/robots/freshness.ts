/**
 * Whether a state is news, or old: late on its way, said twice, replayed. Header ids and clocks are the robot's own and begin anew when it does, anywhere, so that being behind is no proof
 * of being old (VDA 5050 6.1; FAULTS B3, B4, C7, C10). One that is behind is believed when it proves that it was said now: it bears the id of a question asked since, its line has come
 * up anew, or nothing else comes and these go on in order.
 */
import type { RobotReport } from "./report.ts";

export type Freshness =
  | "fresh"
  /** Behind what was heard, and proved to be said now. */
  | "begun-anew"
  /** Old, as far as can be told: the robot should be asked. */
  | "behind"
  /** What was heard already, to the letter. */
  | "same";

/** A header id ahead by more than this, at a time so much earlier, is not the next but one of long ago. */
const nextHeadersMax = 1_000;
const clockSlipMs = 60_000;
/** So many states in order and so long, and nothing else heard: they are what the robot says now, though it answers no question. */
const runStates = 3;
const runMs = 5_000;

/** What was set aside since the last that was fresh. */
interface Run {
  readonly last: RobotReport;
  readonly states: number;
  readonly since: number;
}

/** One robot's. */
export class FreshnessOf {
  #run: Run | undefined;
  #isLineNew = false;

  /** Its line came up anew: its counters may have, too. */
  lineUp(): void {
    this.#isLineNew = true;
  }

  /** `asked`: id of the last question sent to it, if nothing fresh was heard since. */
  of(
    report: RobotReport,
    before: RobotReport | undefined,
    asked: string | undefined,
    now: number,
  ): Freshness {
    const isLineNew = this.#isLineNew;
    if (!before || isNext(report, before)) return this.#taken("fresh");
    if (isLineNew || answers(report, before, asked)) return this.#taken("begun-anew");
    if (isSameStamp(report, before))
      return JSON.stringify(report) === JSON.stringify(before) ? "same" : "behind";
    const run = this.#run;
    this.#run =
      run && isNext(report, run.last)
        ? { last: report, states: run.states + 1, since: run.since }
        : { last: report, states: 1, since: now };
    const goesOn = this.#run.states >= runStates && now - this.#run.since >= runMs;
    return goesOn ? this.#taken("begun-anew") : "behind";
  }

  #taken(freshness: Freshness): Freshness {
    this.#run = undefined;
    this.#isLineNew = false;
    return freshness;
  }
}

/** Its counter or its clock has moved on. */
function isNext(report: RobotReport, before: RobotReport): boolean {
  const headers = report.headerId - before.headerId;
  const ms = (report.saidAt ?? 0) - (before.saidAt ?? 0);
  return ms > 0 || (headers > 0 && (ms >= -clockSlipMs || headers <= nextHeadersMax));
}

const isSameStamp = (report: RobotReport, before: RobotReport): boolean =>
  report.headerId === before.headerId && report.saidAt === before.saidAt;

/** It shows a question that was put after the report before was heard: nobody could have said that earlier. */
const answers = (report: RobotReport, before: RobotReport, asked: string | undefined): boolean =>
  asked !== undefined && shows(report, asked) && !shows(before, asked);

const shows = ({ actions }: RobotReport, action: string): boolean => actions.some(({ id }) => id === action);
