/**
 * Follows each robot by its reports: heard, able, placed, driving its order, refusing or losing it. Turns what is meaningful into events of its chart,
 * into nodes given back to traffic, and into the end of orders. Everything else stays plain state.
 */
import type { Trouble } from "@floorplane/contracts/reasons/of-robots";
import { isSameReason } from "@floorplane/contracts/reasons/reason";
import type { Layout } from "@floorplane/layout/layout";
import type { Log } from "@floorplane/runtime/log";
import type { Desk } from "@floorplane/runtime/room";
import type { Dispatcher } from "../dispatch/dispatcher.ts";
import { type Condition, conditionOf } from "../robots/condition.ts";
import { isBelieved } from "../robots/doubt.ts";
import { trustedPose, wordM } from "../robots/ground.ts";
import type { HeldGround } from "../robots/held-ground.ts";
import type { InstantActions } from "../robots/instant-actions.ts";
import type { OrderSender } from "../robots/order-sender.ts";
import { distanceTo } from "../robots/pose-on-lanes.ts";
import { type Progress, progressOf } from "../robots/progress.ts";
import type { RobotReport } from "../robots/report.ts";
import type { Robot } from "../robots/robot.ts";
import type { Roster } from "../robots/roster.ts";
import { isVoid } from "../robots/unanswered.ts";
import { type BaseNode, baseNodeAt } from "../robots/vda-order.ts";
import type { FleetSettings } from "../settings/fleet-settings.ts";
import type { OpenTransports } from "../transports/open-transports.ts";
import type { Consequences } from "./consequences.ts";
import { Doubting } from "./doubting.ts";
import type { GroundCheck } from "./ground-check.ts";
import { Placer } from "./placer.ts";
import { replayed } from "./replay.ts";
import type { StopOutcomes } from "./stop-outcomes.ts";

export interface FollowingOptions {
  readonly layout: Layout;
  readonly settings: FleetSettings;
  readonly log: Log;
  readonly roster: Roster;
  readonly instants: InstantActions;
  readonly ground: HeldGround;
  readonly orders: OrderSender;
  readonly transports: OpenTransports;
  readonly dispatcher: Dispatcher;
  readonly consequences: Consequences;
  readonly groundCheck: GroundCheck;
  readonly stops: StopOutcomes;
}

export class Following {
  readonly #options: FollowingOptions;
  readonly #doubting: Doubting;
  readonly #placer: Placer;

  constructor(options: FollowingOptions) {
    this.#options = options;
    this.#doubting = new Doubting(options);
    this.#placer = new Placer(options);
  }

  report(robot: Robot, report: RobotReport, desk: Desk): void {
    if (robot.report) robot.driven.wasUnheard(desk.now - robot.heardAt);
    robot.heard.state(report, desk.now);
    if (robot.value.link !== "heard") this.#options.consequences.tell(robot, { type: "robot.heard" }, desk);
    if (report.needsBase) this.#options.ground.asksForGround(robot);
    this.#noteBattery(robot, report, desk);
    if (robot.value.presence !== "on") return;
    this.#follow(robot, report, desk);
  }

  /** A person looked: it stands where it says. What it held elsewhere is given up, and so is an order that it cannot go on with from here. */
  vouchFor(robot: Robot, desk: Desk): void {
    const { report } = robot;
    if (!report || !this.isUnclear(robot)) return;
    robot.place.vouch();
    this.#doubting.forget(robot, desk);
    if (robot.orderOpen) this.#options.consequences.tell(robot, { type: "order.lost" }, desk);
    else robot.place.lose();
    this.#follow(robot, report, desk);
  }

  /** Now and then. */
  watch(robot: Robot, desk: Desk): void {
    this.#doubting.watch(robot, desk);
  }

  /** Robots that were not seen after a start: each may be anywhere on what it was released to. */
  holdUnseen(robots: readonly Robot[], lastNode: (robot: string) => string | null): void {
    const { layout, ground, dispatcher } = this.#options;
    const held = replayed(
      robots.map((robot) => {
        const last = lastNode(robot.id);
        const node = last === null ? -1 : layout.graph.indexOf(last);
        const order = robot.value.presence === "on" ? robot.order : undefined;
        return { robot, base: order?.base ?? (node < 0 ? [] : [{ node, heldAt: 0 }]) };
      }),
      {
        leave: (robot) => ground.leave(robot),
        enter: (robot, nodes) => {
          ground.leave(robot);
          robot.place.suspect(nodes[0]!);
          const entered = ground.enter(robot, nodes);
          return entered.ok ? [] : entered.heldBy;
        },
      },
    );
    for (const robot of held.keys()) dispatcher.occupy(robot);
  }

  #follow(robot: Robot, report: RobotReport, desk: Desk): void {
    const { groundCheck } = this.#options;
    const progress = this.#progress(robot, report);
    if (robot.placed) {
      const footing = groundCheck.footing(robot, report);
      const strayed = groundCheck.strayed(robot, footing);
      if (strayed) this.#doubting.forget(robot, desk);
      else this.#doubting.note(robot, report, progress, footing, desk);
      // Who may stand elsewhere is not at its order, whatever it says of that.
      if (!strayed) this.#followOrder(robot, report, progress, desk);
      if (robot.orderOpen && !strayed && !robot.doubts?.now) groundCheck.giveBack(robot, footing);
      this.#noteCondition(robot, report, strayed, desk);
      this.#followStop(robot, report, desk);
      this.#closeOrder(robot, progress, desk);
    } else {
      this.#noteCondition(robot, report, undefined, desk);
      if (this.#placer.place(robot, report, progress, desk)) {
        this.#noteCondition(
          robot,
          report,
          groundCheck.strayed(robot, groundCheck.footing(robot, report)),
          desk,
        );
        this.#followStop(robot, report, desk);
        this.#closeOrder(robot, progress, desk);
      }
    }
    this.#placer.finishClearing(robot, report, desk);
    groundCheck.say(robot, report);
    groundCheck.settle(desk);
  }

  #progress(robot: Robot, report: RobotReport): Progress | undefined {
    const { order } = robot;
    if (!order) return undefined;
    const { graph } = this.#options.layout;
    const pose = trustedPose(report, graph.mapId);
    const end = order.base.at(-1)!.node;
    const { driven } = robot;
    if (driven.isOpen) driven.noteDone(report);
    const before = driven.faultsBefore(report);
    return progressOf(order, report, {
      nodeId: (node) => graph.nodeIds[node],
      isAtEnd: pose !== undefined && distanceTo(graph, end, pose) <= wordM,
      isDone: (action) => driven.isDone(action),
      sent: { headers: driven.headers, before, isRepeated: driven.resends > 0 },
    });
  }

  /** It is heard and trusts the place that it says, and is astray, contradicts itself, or stands where another holds the floor: only a person can tell where it is. */
  isUnclear(robot: Robot): boolean {
    const { groundCheck, layout } = this.#options;
    const { report } = robot;
    if (!report || robot.value.link !== "heard" || !trustedPose(report, layout.graph.mapId)) return false;
    return (
      !robot.placed ||
      robot.doubts?.now !== undefined ||
      groundCheck.strayed(robot, groundCheck.footing(robot, report)) !== undefined
    );
  }

  #noteBattery(robot: Robot, { battery }: RobotReport, desk: Desk): void {
    const { consequences, settings } = this.#options;
    const { power } = robot.value;
    if (power === "charged" && battery.percent <= settings.battery.low)
      consequences.tell(robot, { type: "battery.low" }, desk);
    else if (power === "low" && battery.percent >= settings.battery.enough)
      consequences.tell(robot, { type: "battery.enough" }, desk);
  }

  #noteCondition(robot: Robot, report: RobotReport, strayed: Trouble | undefined, desk: Desk): void {
    const { consequences, layout } = this.#options;
    const condition = conditionOf(report, layout.graph.mapId, strayed);
    if (isKnown(robot, condition)) return;
    const wasManual = robot.value.readiness === "manual";
    consequences.tell(robot, condition, desk);
    // A person at the wheel ends the order on the robot, even where nothing of it was left to drive.
    if (condition.type === "robot.manual" && robot.orderOpen)
      consequences.tell(robot, { type: "order.lost" }, desk);
    // A person drove it, and handed it back where it stands now: that is learned anew.
    if (wasManual && condition.type !== "robot.manual") {
      robot.place.lose();
      robot.place.vouch();
    }
  }

  #followOrder(robot: Robot, report: RobotReport, progress: Progress | undefined, desk: Desk): void {
    const { consequences, orders } = this.#options;
    const { order } = robot.value;
    if (!progress || !robot.orderOpen) {
      if (order === "none" && report.nodesLeft > 0) consequences.tell(robot, { type: "order.lost" }, desk);
      return;
    }
    if (order === "clearing" || order === "wedged") return;
    if (progress.refused !== undefined && !robot.echoed) {
      robot.driven.refused();
      consequences.tell(robot, { type: "order.refused", why: progress.refused }, desk);
      return;
    }
    if (robot.doubts && isBelieved(robot.doubts, desk.now)) {
      this.#doubting.forget(robot, desk);
      consequences.tell(robot, { type: "order.lost" }, desk);
      return;
    }
    if (isVoid(robot) && progress.echo !== "previous" && progress.echo !== "foreign") {
      // What it was to do is another robot's by now.
      consequences.tell(robot, { type: "order.lost" }, desk);
      return;
    }
    if (progress.echo === "current" && !robot.echoed) {
      orders.heardEcho(robot, desk);
      if (order === "sent" || order === "unanswered")
        consequences.tell(robot, { type: "order.accepted" }, desk);
    } else if (progress.echo === "earlier" && robot.echoed) {
      robot.driven.lost();
      orders.resendSoon(robot, desk);
    }
    const { passed } = progress;
    if (robot.doubts?.now || passed === undefined || passed <= robot.passed) return;
    this.#passed(robot, baseNodeAt(robot.order!, passed)!, desk);
  }

  #passed(robot: Robot, entry: BaseNode, desk: Desk): void {
    const { roster, ground, dispatcher } = this.#options;
    ground.passed(robot, entry);
    robot.place.movedOn(desk.now);
    dispatcher.settle(robot);
    if (robot.alarms.has("robot.stuck")) roster.clear(robot, "robot.stuck", desk);
  }

  /** What it does at its goal counts while it says to be there; so does that it stands there and does nothing. */
  #followStop(robot: Robot, report: RobotReport, desk: Desk): void {
    const { stops, layout } = this.#options;
    if (!robot.goal) return;
    const pose = trustedPose(report, layout.graph.mapId);
    if (!pose || distanceTo(layout.graph, robot.goal.node, pose) > wordM) return;
    if (robot.orderOpen) stops.follow(robot, report, desk);
    if (!report.driving) stops.meet(robot, desk);
  }

  #closeOrder(robot: Robot, progress: Progress | undefined, desk: Desk): void {
    const { consequences, dispatcher } = this.#options;
    if (!progress?.ranOut || !robot.orderOpen || robot.doubts?.now || robot.granted.length > 0) return;
    const acted = robot.order!.base.some(({ actions }) => actions.length > 0);
    if (!acted && robot.goal !== undefined && robot.goal.node !== robot.node) return;
    robot.driven.close();
    consequences.tell(robot, { type: "order.ended" }, desk);
    dispatcher.wake();
  }
}

/** The chart is told a condition only when it has changed. */
function isKnown(robot: Robot, condition: Condition): boolean {
  const { readiness } = robot.value;
  if (condition.type === "robot.ready") return readiness === "ready" || readiness === "confirming";
  if (condition.type === "robot.paused") return readiness === "paused" || readiness === "confirming";
  if (condition.type === "robot.estopped")
    return readiness === "stopped" && isSameReason(robot.context.trouble, condition.why);
  if (condition.type === "robot.manual") return readiness === "manual";
  return readiness === (condition.type === "robot.faulty" ? "faulty" : "astray");
}
