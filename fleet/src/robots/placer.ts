/**
 * Puts robots on the floor by their own fresh word, and again after their order was cancelled or lost: observe, reconcile, release (FAULTS B6, C10). Where two say one place nobody is
 * put there; where word and place contradict, nothing is given up until they agree or a person has looked.
 */
import type { Layout } from "@floorplane/layout/layout";
import type { Log } from "@floorplane/runtime/log";
import type { Desk } from "@floorplane/runtime/room";
import type { Dispatcher } from "../dispatch/dispatcher.ts";
import type { OpenTransports } from "../transports/open-transports.ts";
import type { Stops } from "../transports/stops.ts";
import type { Driving } from "./driving.ts";
import { trustedPose, wordM } from "./ground.ts";
import type { Holding } from "./holding.ts";
import { distanceTo } from "./place.ts";
import { placingOf } from "./placing.ts";
import type { Progress } from "./progress.ts";
import { isFinal, type RobotReport } from "./report.ts";
import type { Robot } from "./robot.ts";
import type { Roster } from "./roster.ts";
import type { VdaOrder } from "./vda-order.ts";

export interface PlacerOptions {
  readonly layout: Layout;
  readonly roster: Roster;
  readonly driving: Driving;
  readonly holding: Holding;
  readonly dispatcher: Dispatcher;
  readonly transports: OpenTransports;
  readonly stops: Stops;
  readonly log: Log;
}

export class Placer {
  readonly #options: PlacerOptions;

  constructor(options: PlacerOptions) {
    this.#options = options;
  }

  /** Where it stands and what it still holds. True when it has been placed. */
  place(robot: Robot, report: RobotReport, progress: Progress | undefined, desk: Desk): boolean {
    const { layout, driving, roster, dispatcher, transports, log } = this.#options;
    // While a person drives it, what it held stays held.
    if (robot.entered && robot.value.readiness === "manual") return false;
    const open = robot.orderOpen && !robot.isVouchedFor ? progress : undefined;
    const placing = placingOf(layout, robot.order, open, report);
    if (placing.kind === "nowhere") {
      roster.raise(robot, "robot.displaced", desk, placing.why);
      return false;
    }
    const known = placing.kind !== "standing";
    const entered = driving.enter(robot, placing.base);
    if (!entered.ok) {
      log.warn("robot.displaced", { robot: robot.id, heldBy: entered.heldBy });
      roster.raise(robot, "robot.displaced", desk, `held by ${entered.heldBy.join(", ")}`);
      return false;
    }
    const held = robot.order;
    if (!known) driving.drop(robot);
    robot.node = placing.base[0]!;
    if (known) robot.node = held!.base.find(({ sequence }) => sequence === placing.passed)!.node;
    robot.passed = known ? placing.passed : 0;
    robot.heldFrom = known ? held!.base.find(({ node }) => node === placing.base[0])!.sequence : 0;
    robot.deviation = known ? undefined : placing.deviation;
    robot.echoed = !known || progress!.echo === "current";
    robot.placed = true;
    robot.isVouchedFor = false;
    robot.doubts = undefined;
    robot.stillSince = desk.now;
    robot.aheadSince = desk.now;
    robot.granted = known ? [] : [...placing.base.slice(1)];
    roster.clear(robot, "robot.displaced", desk);
    roster.clear(robot, "robot.contradicts", desk);
    roster.keep(robot, desk);
    dispatcher.occupy(robot);
    const transport = transports.get(robot.transport);
    if (transport?.target && robot.goal === undefined) dispatcher.aim(robot, transport, desk);
    robot.attached = hasAction(held, robot.goal?.action?.id);
    if (!robot.echoed) driving.resendSoon(robot, desk);
    else driving.heardEcho(robot, desk);
    if (!known && ["sent", "running", "unanswered"].includes(robot.value.order))
      roster.tell(robot, { type: "order.lost" }, desk);
    dispatcher.wake();
    return true;
  }

  /**
   * A cancelled or lost order is over when the robot stands idle, where it may be: its base is given up on that evidence, and it goes on from where it is. Carried elsewhere, or in
   * contradiction, it goes on only when a person has looked.
   */
  finishClearing(robot: Robot, report: RobotReport, desk: Desk): void {
    const { roster, stops, driving, dispatcher, holding, layout } = this.#options;
    const { order, readiness } = robot.value;
    if ((order !== "clearing" && order !== "wedged") || !isIdle(robot)) return;
    if (!trustedPose(report, layout.graph.mapId) || robot.doubts?.now) return;
    // It still names its order, and base is left of that: only its answer to the cancel shows that it will not drive on.
    const end = robot.order?.base.at(-1)?.node;
    const isAtEnd = end === undefined || distanceTo(layout.graph, end, report.pose!) <= wordM;
    if (mustCancel(robot) && !isAtEnd && !hasCancelled(robot, report)) return;
    if (holding.strayed(robot, holding.footing(robot, report))) return;
    robot.orderOpen = false;
    stops.resolve(robot, report, desk);
    driving.drop(robot);
    robot.placed = false;
    this.place(robot, report, undefined, desk);
    if (robot.placed || readiness === "manual") roster.tell(robot, { type: "order.cleared" }, desk);
    dispatcher.wake();
  }
}

/** It names an order that it may still drive; one that has none, or has not heard of ours, is told nothing that would end the next. */
export function mustCancel({ report, order }: Robot): boolean {
  const said = report?.orderId ?? "";
  return said !== "" && said !== order?.previousId;
}

const hasCancelled = ({ cancel }: Robot, { actions }: RobotReport): boolean =>
  actions.some(({ id, status }) => id === cancel && isFinal(status));

/** A robot that stands and has nothing of ours left, neither to drive nor to do. */
export function isIdle({ report, order }: Robot): boolean {
  if (!report || report.nodesLeft > 0 || report.edgesLeft > 0 || report.driving) return false;
  const ours = new Set(order?.base.flatMap(({ actions }) => actions.map(({ id }) => id)));
  return report.actions.every(({ id, status }) => !ours.has(id) || isFinal(status));
}

const hasAction = (order: VdaOrder | undefined, id: string | undefined): boolean =>
  id !== undefined && order?.base.some(({ actions }) => actions.some((action) => action.id === id)) === true;
