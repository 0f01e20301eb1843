/** What robots say becomes steps of the room: each word is told to the parts that it is for, and the rounds follow that it brings about. */
import { severalOf } from "@floorplane/contracts/reasons/of-robots";
import { isSameReason } from "@floorplane/contracts/reasons/reason";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { Desk, Office } from "@floorplane/runtime/room";
import type { FleetControl } from "./fleet-control.ts";
import type { FitnessJudge } from "./robots/fitness.ts";
import { tellOdd, tellStranger } from "./robots/odd-alarms.ts";
import type { Change } from "./robots/oddities.ts";
import type { LinkWord, RobotFacts, RobotReport } from "./robots/report.ts";
import type { Robot } from "./robots/robot.ts";
import type { RobotHearers } from "./robots/robot-messages.ts";

/** A robot whose states seem old is asked this often, ms. */
const askAgainMs = 2_000;

export interface HearingOptions {
  readonly control: FleetControl;
  readonly fitness: FitnessJudge;
  readonly timers: Timers;
  readonly office: Office;
  /** A robot was heard: maybe the last that the house waited for. */
  readonly observed: () => void;
  /** Rounds, plans and releases that follow. */
  readonly afterwards: (desk: Desk) => void;
}

export class Hearing implements RobotHearers {
  readonly #options: HearingOptions;

  constructor(options: HearingOptions) {
    this.#options = options;
  }

  state(robot: Robot, report: RobotReport): void {
    const { control, office, observed, afterwards } = this.#options;
    const { following, instants, orders, ground, consequences, roster, acts } = control;
    office.act({ type: "robot.state", data: { robot: robot.id } }, (desk) => {
      // Its broker may have kept none of its factsheets, and what it cannot do it would refuse on the way.
      const isAsked = !robot.observed && !robot.facts && robot.codec.hasFactsheet;
      if (isAsked) instants.ask(robot, "factsheetRequest", desk);
      following.report(robot, report, desk);
      instants.heard(robot, report);
      acts.heard(robot, report, desk);
      observed();
      afterwards(desk);
      consequences.passOn(orders.send(robot, desk), desk);
      ground.settleStanding(robot, desk.now);
      roster.show(robot, desk);
    });
  }

  /** A factsheet writes no row unless a person has to know what it says. */
  facts(robot: Robot, facts: RobotFacts): void {
    const { control, fitness, office } = this.#options;
    const { unfit, untold } = fitness.judge(facts, robot.id);
    const isNew = !isSameReason(severalOf(unfit), severalOf(robot.unfit));
    robot.heard.factsheet(facts, unfit);
    control.instants.forget(robot, "factsheetRequest");
    const alarms = [
      ["robot.unfit", severalOf(unfit)],
      ["robot.limits-untold", severalOf(untold)],
    ] as const;
    if (!isNew && alarms.every(([alarm, why]) => robot.alarms.has(alarm) === (why !== null))) return;
    office.act({ type: "robot.factsheet", data: { robot: robot.id } }, (desk) => {
      const { roster, ground, dispatcher } = control;
      for (const [alarm, why] of alarms) {
        if (why === null) roster.clear(robot, alarm, desk);
        else roster.raise(robot, alarm, desk, why);
      }
      ground.settleStanding(robot, desk.now);
      dispatcher.wake();
    });
  }

  /** A last will counts at any age; ONLINE alone is no health: only a fresh state is. */
  connection(robot: Robot, link: LinkWord): void {
    const { control, office, afterwards } = this.#options;
    office.act({ type: `robot.${link}`, data: { robot: robot.id } }, (desk) => {
      const { instants, consequences } = control;
      if (link !== "online") {
        consequences.tell(robot, { type: link === "broken" ? "robot.silent" : "robot.left" }, desk);
        afterwards(desk);
      } else if (robot.value.link !== "heard") instants.ask(robot, "stateRequest", desk);
    });
  }

  /** Its counter or clock may have begun anew: only an answer shows whether it speaks now. */
  behind(robot: Robot): void {
    const { control, timers, office } = this.#options;
    if (timers.now() - robot.instants.questionAt < askAgainMs) return;
    office.act({ type: "robot.behind", data: { robot: robot.id } }, (desk) =>
      control.instants.ask(robot, "stateRequest", desk),
    );
  }

  odd(robot: Robot, changes: readonly Change[]): void {
    const { control, office } = this.#options;
    office.act({ type: "robot.odd", data: { robot: robot.id } }, (desk) =>
      tellOdd(control.roster, robot, changes, desk),
    );
  }

  unknown(robot: string, manufacturer: string): void {
    this.#options.office.act({ type: "robot.unknown", data: { robot, manufacturer } }, (desk) =>
      tellStranger(robot, manufacturer, desk),
    );
  }
}
