/** Finds what does not fit in each state of a robot, asks the robot again, and tells a person when it stays so. */
import type { DoubtReason } from "@floorplane/contracts/reasons/of-robots";
import { ownWords } from "@floorplane/contracts/reasons/reason";
import type { Layout } from "@floorplane/layout/layout";
import type { Desk } from "@floorplane/runtime/room";
import { askEveryMs, type Doubt, doubtOfPlace, doubtsAfter, isOver, isTold } from "../robots/doubt.ts";
import { type Footing, wordM } from "../robots/ground.ts";
import type { InstantActions } from "../robots/instant-actions.ts";
import type { Progress } from "../robots/progress.ts";
import type { RobotReport } from "../robots/report.ts";
import type { Robot } from "../robots/robot.ts";
import type { Roster } from "../robots/roster.ts";
import { baseNodeAt } from "../robots/vda-order.ts";

export interface DoubtingOptions {
  readonly layout: Layout;
  readonly roster: Roster;
  readonly instants: InstantActions;
}

export class Doubting {
  readonly #options: DoubtingOptions;

  constructor(options: DoubtingOptions) {
    this.#options = options;
  }

  /** Of a state that was just heard. */
  note(
    robot: Robot,
    report: RobotReport,
    progress: Progress | undefined,
    footing: Footing | undefined,
    desk: Desk,
  ): void {
    const doubt = this.#of(robot, report, progress, footing);
    const isNew = doubt !== undefined && robot.doubts?.now?.kind !== doubt.kind;
    robot.heard.doubt(doubtsAfter(robot.doubts, doubt, desk.now));
    if (isNew) this.#ask(robot, desk);
    if (robot.doubts) this.watch(robot, desk);
    else this.#options.roster.clear(robot, "robot.contradicts", desk);
  }

  /** Now and then: what has been unclear for too long is told, what has become clear is over. */
  watch(robot: Robot, desk: Desk): void {
    const { roster } = this.#options;
    const { doubts } = robot;
    if (!doubts) return;
    if (isOver(doubts, desk.now)) this.forget(robot, desk);
    else if (isTold(doubts, desk.now)) roster.raise(robot, "robot.contradicts", desk, doubts.why);
    if (doubts.now && desk.now - robot.heardAt >= askEveryMs) this.#ask(robot, desk);
  }

  forget(robot: Robot, desk: Desk): void {
    robot.heard.doubt(undefined);
    this.#options.roster.clear(robot, "robot.contradicts", desk);
  }

  #ask(robot: Robot, desk: Desk): void {
    this.#options.instants.ask(robot, "stateRequest", desk);
  }

  /** Word against word, or word against pose. Where it says no pose, and where it is off its way, its condition tells. */
  #of(
    robot: Robot,
    report: RobotReport,
    progress: Progress | undefined,
    footing: Footing | undefined,
  ): Doubt | undefined {
    if (!progress || !robot.orderOpen || robot.place.isVouchedFor) return undefined;
    const { order } = robot.value;
    const isGivenUp = order === "clearing" || order === "wedged";
    if (!isGivenUp) {
      const gone = goneBecause(robot, progress, report);
      if (gone) return { kind: "order-gone", why: gone };
      if (progress.unlisted !== undefined && progress.echo === "current")
        return { kind: "outcome-missing", why: { code: "doubt.no-outcome", action: progress.unlisted } };
      if (progress.contradicts) return { kind: "no-such-node", why: wrongNode(report) };
    }
    if (!footing || footing.offM > wordM) return undefined;
    const { graph } = this.#options.layout;
    const { held } = footing;
    const node =
      progress.passed === undefined
        ? graph.indexOf(report.lastNodeId)
        : baseNodeAt(robot.order!, progress.passed)!.node;
    const named = held.indexOf(node);
    return named < 0 ? undefined : doubtOfPlace(footing, named, (index) => graph.nodeIds[held[index]!]!);
  }
}

/** It had accepted this order, and now says something else. */
function goneBecause(robot: Robot, progress: Progress, report: RobotReport): DoubtReason | undefined {
  if (progress.ranOut) return undefined;
  if (progress.vanished) return { code: "doubt.nothing-left" };
  const isElsewhere = progress.echo === "foreign" || progress.echo === "previous";
  if (!isElsewhere || (!robot.echoed && robot.order!.updateId === 0)) return undefined;
  return report.orderId === ""
    ? { code: "doubt.no-order" }
    : { code: "doubt.other-order", order: ownWords(report.orderId) };
}

const wrongNode = ({ lastNodeId, lastNodeSequenceId }: RobotReport): DoubtReason => ({
  code: "doubt.no-such-node",
  node: ownWords(lastNodeId),
  sequence: lastNodeSequenceId,
});
