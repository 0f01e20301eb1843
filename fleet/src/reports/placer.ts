/**
 * Puts robots on the floor by their own fresh word, and again after their order was cancelled or lost: observe, reconcile, release (FAULTS B6, C10). Where two say one place nobody is
 * put there; where word and place contradict, nothing is given up until they agree or a person has looked.
 */
import { someOf } from "@floorplane/contracts/reasons/reason";
import type { Layout } from "@floorplane/layout/layout";
import type { Log } from "@floorplane/runtime/log";
import type { Desk } from "@floorplane/runtime/room";
import type { Dispatcher } from "../dispatch/dispatcher.ts";
import { trustedPose, wordM } from "../robots/ground.ts";
import type { HeldGround } from "../robots/held-ground.ts";
import { hasAction, hasCancelled, isIdle, mustCancel } from "../robots/order-left.ts";
import type { OrderSender } from "../robots/order-sender.ts";
import { placingOf } from "../robots/placing.ts";
import { distanceTo } from "../robots/pose-on-lanes.ts";
import type { Progress } from "../robots/progress.ts";
import type { RobotReport } from "../robots/report.ts";
import type { Robot } from "../robots/robot.ts";
import type { Roster } from "../robots/roster.ts";
import type { OpenTransports } from "../transports/open-transports.ts";
import type { Consequences } from "./consequences.ts";
import type { GroundCheck } from "./ground-check.ts";
import type { StopOutcomes } from "./stop-outcomes.ts";

export interface PlacerOptions {
  readonly layout: Layout;
  readonly roster: Roster;
  readonly ground: HeldGround;
  readonly orders: OrderSender;
  readonly groundCheck: GroundCheck;
  readonly consequences: Consequences;
  readonly dispatcher: Dispatcher;
  readonly transports: OpenTransports;
  readonly stops: StopOutcomes;
  readonly log: Log;
}

export class Placer {
  readonly #options: PlacerOptions;

  constructor(options: PlacerOptions) {
    this.#options = options;
  }

  /** Where it stands and what it still holds. True when it has been placed. */
  place(robot: Robot, report: RobotReport, progress: Progress | undefined, desk: Desk): boolean {
    const { layout, ground, orders, roster, consequences, dispatcher, transports, log } = this.#options;
    // While a person drives it, what it held stays held.
    if (robot.entered && robot.value.readiness === "manual") return false;
    const open = robot.orderOpen && !robot.place.isVouchedFor ? progress : undefined;
    const placing = placingOf(layout, robot.order, open, report);
    if (placing.kind === "nowhere") {
      roster.raise(robot, "robot.displaced", desk, placing.why);
      return false;
    }
    const known = placing.kind !== "standing";
    const entered = ground.enter(robot, placing.base);
    if (!entered.ok) {
      log.warn("robot.displaced", { robot: robot.id, heldBy: entered.heldBy });
      roster.raise(robot, "robot.displaced", desk, { code: "place.held", by: someOf(entered.heldBy) });
      return false;
    }
    const held = robot.order;
    if (!known) orders.drop(robot);
    robot.driven.found({
      passed: known ? placing.passed : 0,
      heldFrom: known ? held!.base.find(({ node }) => node === placing.base[0])!.sequence : 0,
      isEchoed: !known || progress!.echo === "current",
    });
    const node = known
      ? held!.base.find(({ sequence }) => sequence === placing.passed)!.node
      : placing.base[0]!;
    robot.place.tell(node, known ? undefined : placing.deviation, desk.now);
    robot.drive.found(known ? [] : placing.base.slice(1));
    robot.heard.doubt(undefined);
    roster.clear(robot, "robot.displaced", desk);
    roster.clear(robot, "robot.contradicts", desk);
    roster.keep(robot, desk);
    dispatcher.occupy(robot);
    const transport = transports.get(robot.transport);
    if (transport?.target && robot.goal === undefined) dispatcher.aim(robot, transport, desk);
    if (hasAction(held, robot.goal?.action?.id)) robot.drive.sendGoal();
    else robot.drive.unsendGoal();
    if (!robot.echoed) orders.resendSoon(robot, desk);
    else orders.heardEcho(robot, desk);
    if (!known && ["sent", "running", "unanswered"].includes(robot.value.order))
      consequences.tell(robot, { type: "order.lost" }, desk);
    dispatcher.wake();
    return true;
  }

  /**
   * A cancelled or lost order is over when the robot stands idle, where it may be: its base is given up on that evidence, and it goes on from where it is. Carried elsewhere, or in
   * contradiction, it goes on only when a person has looked.
   */
  finishClearing(robot: Robot, report: RobotReport, desk: Desk): void {
    const { consequences, stops, orders, dispatcher, groundCheck, layout } = this.#options;
    const { order, readiness } = robot.value;
    if ((order !== "clearing" && order !== "wedged") || !isIdle(robot)) return;
    if (!trustedPose(report, layout.graph.mapId) || robot.doubts?.now) return;
    // It still names its order, and base is left of that: only its answer to the cancel shows that it will not drive on.
    const end = robot.order?.base.at(-1)?.node;
    const isAtEnd = end === undefined || distanceTo(layout.graph, end, report.pose!) <= wordM;
    if (mustCancel(robot) && !isAtEnd && !hasCancelled(robot.instants.cancel, report)) return;
    if (groundCheck.strayed(robot, groundCheck.footing(robot, report))) return;
    robot.driven.close();
    stops.resolve(robot, report, desk);
    orders.drop(robot);
    robot.place.lose();
    this.place(robot, report, undefined, desk);
    if (robot.placed || readiness === "manual") consequences.tell(robot, { type: "order.cleared" }, desk);
    dispatcher.wake();
  }
}
