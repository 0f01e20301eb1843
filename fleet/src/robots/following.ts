/**
 * Follows each robot by its reports: heard, able, placed, driving its order, refusing or losing it. Turns what is meaningful into events of its chart,
 * into nodes given back to traffic, and into the end of orders. Everything else stays plain state.
 */
import type { Layout } from "@floorplane/layout/layout";
import type { Log } from "@floorplane/runtime/log";
import type { Desk } from "@floorplane/runtime/room";
import type { Dispatcher } from "../dispatch/dispatcher.ts";
import type { FleetSettings } from "../settings.ts";
import type { OpenTransports } from "../transports/open-transports.ts";
import type { Stops } from "../transports/stops.ts";
import { type Condition, conditionOf } from "./condition.ts";
import { isBelieved } from "./doubt.ts";
import { Doubting } from "./doubting.ts";
import type { Driving } from "./driving.ts";
import { trustedPose, wordM } from "./ground.ts";
import type { Holding } from "./holding.ts";
import { distanceTo } from "./place.ts";
import { Placer } from "./placer.ts";
import { type Progress, progressOf } from "./progress.ts";
import { faultKey } from "./refusal.ts";
import { replayed } from "./replay.ts";
import { isFinal, type RobotReport } from "./report.ts";
import type { Robot } from "./robot.ts";
import type { Roster } from "./roster.ts";
import { isVoid } from "./unanswered.ts";
import { type BaseNode, baseNodeAt } from "./vda-order.ts";

export interface FollowingOptions {
  readonly layout: Layout;
  readonly settings: FleetSettings;
  readonly roster: Roster;
  readonly driving: Driving;
  readonly holding: Holding;
  readonly dispatcher: Dispatcher;
  readonly transports: OpenTransports;
  readonly stops: Stops;
  readonly log: Log;
  /** Asks the robot for a fresh state. */
  readonly ask: (robot: Robot, desk: Desk) => void;
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
    if (robot.report) robot.unheardMs = Math.max(robot.unheardMs, desk.now - robot.heardAt);
    robot.report = report;
    robot.pose = report.pose;
    robot.heardAt = desk.now;
    robot.observed = true;
    if (robot.value.link !== "heard") this.#options.roster.tell(robot, { type: "robot.heard" }, desk);
    this.#noteBattery(robot, report, desk);
    if (robot.value.presence !== "on") return;
    this.#follow(robot, report, desk);
  }

  /** A person looked: it stands where it says. What it held elsewhere is given up, and so is an order that it cannot go on with from here. */
  vouchFor(robot: Robot, desk: Desk): void {
    const { report } = robot;
    if (!report || !this.isUnclear(robot)) return;
    robot.isVouchedFor = true;
    this.#doubting.forget(robot, desk);
    if (robot.orderOpen) this.#options.roster.tell(robot, { type: "order.lost" }, desk);
    else robot.placed = false;
    this.#follow(robot, report, desk);
  }

  /** Now and then. */
  watch(robot: Robot, desk: Desk): void {
    this.#doubting.watch(robot, desk);
  }

  /** Robots that were not seen after a start: each may be anywhere on what it was released to. */
  holdUnseen(robots: readonly Robot[], lastNode: (robot: string) => string | null): void {
    const { layout, driving, dispatcher } = this.#options;
    const held = replayed(
      robots.map((robot) => {
        const last = lastNode(robot.id);
        const node = last === null ? -1 : layout.graph.indexOf(last);
        const order = robot.value.presence === "on" ? robot.order : undefined;
        return { robot, base: order?.base ?? (node < 0 ? [] : [{ node, heldAt: 0 }]) };
      }),
      {
        leave: (robot) => driving.leave(robot),
        enter: (robot, nodes) => {
          robot.node = nodes[0]!;
          driving.leave(robot);
          const entered = driving.enter(robot, nodes);
          return entered.ok ? [] : entered.heldBy;
        },
      },
    );
    for (const robot of held.keys()) dispatcher.occupy(robot);
  }

  #follow(robot: Robot, report: RobotReport, desk: Desk): void {
    const { holding } = this.#options;
    const progress = this.#progress(robot, report);
    if (robot.placed) {
      const footing = holding.footing(robot, report);
      const strayed = holding.strayed(robot, footing);
      if (strayed) this.#doubting.forget(robot, desk);
      else this.#doubting.note(robot, report, progress, footing, desk);
      // Who may stand elsewhere is not at its order, whatever it says of that.
      if (!strayed) this.#followOrder(robot, report, progress, desk);
      if (robot.orderOpen && !strayed && !robot.doubts?.now) holding.giveBack(robot, footing);
      this.#noteCondition(robot, report, strayed, desk);
      this.#followStop(robot, report, desk);
      this.#closeOrder(robot, progress, desk);
    } else {
      this.#noteCondition(robot, report, undefined, desk);
      if (this.#placer.place(robot, report, progress, desk)) {
        this.#noteCondition(robot, report, holding.strayed(robot, holding.footing(robot, report)), desk);
        this.#followStop(robot, report, desk);
        this.#closeOrder(robot, progress, desk);
      }
    }
    this.#placer.finishClearing(robot, report, desk);
    holding.say(robot, report);
    holding.settle(desk);
  }

  #progress(robot: Robot, report: RobotReport): Progress | undefined {
    const { order } = robot;
    if (!order) return undefined;
    const { graph } = this.#options.layout;
    const pose = trustedPose(report, graph.mapId);
    const end = order.base.at(-1)!.node;
    if (robot.orderOpen) for (const { id, status } of report.actions) if (isFinal(status)) robot.done.add(id);
    robot.faultsBefore ??= new Set(report.faults.map(faultKey));
    return progressOf(order, report, {
      nodeId: (node) => graph.nodeIds[node],
      isAtEnd: pose !== undefined && distanceTo(graph, end, pose) <= wordM,
      isDone: (action) => robot.done.has(action),
      sent: { headers: robot.sentHeaders, before: robot.faultsBefore, isRepeated: robot.resends > 0 },
    });
  }

  /** It is heard and trusts the place that it says, and is astray, contradicts itself, or stands where another holds the floor: only a person can tell where it is. */
  isUnclear(robot: Robot): boolean {
    const { holding, layout } = this.#options;
    const { report } = robot;
    if (!report || robot.value.link !== "heard" || !trustedPose(report, layout.graph.mapId)) return false;
    return (
      !robot.placed ||
      robot.doubts?.now !== undefined ||
      holding.strayed(robot, holding.footing(robot, report)) !== undefined
    );
  }

  #noteBattery(robot: Robot, { battery }: RobotReport, desk: Desk): void {
    const { roster, settings } = this.#options;
    const { power } = robot.value;
    if (power === "charged" && battery.percent <= settings.battery.low)
      roster.tell(robot, { type: "battery.low" }, desk);
    else if (power === "low" && battery.percent >= settings.battery.enough)
      roster.tell(robot, { type: "battery.enough" }, desk);
  }

  #noteCondition(robot: Robot, report: RobotReport, strayed: string | undefined, desk: Desk): void {
    const { roster, layout } = this.#options;
    const condition = conditionOf(report, layout.graph.mapId, strayed);
    if (isKnown(robot, condition)) return;
    const wasManual = robot.value.readiness === "manual";
    roster.tell(robot, condition, desk);
    // A person at the wheel ends the order on the robot, even where nothing of it was left to drive.
    if (condition.type === "robot.manual" && robot.orderOpen)
      roster.tell(robot, { type: "order.lost" }, desk);
    // A person drove it, and handed it back where it stands now: that is learned anew.
    if (wasManual && condition.type !== "robot.manual") {
      robot.placed = false;
      robot.isVouchedFor = true;
    }
  }

  #followOrder(robot: Robot, report: RobotReport, progress: Progress | undefined, desk: Desk): void {
    const { roster, driving } = this.#options;
    const { order } = robot.value;
    if (!progress || !robot.orderOpen) {
      if (order === "none" && report.nodesLeft > 0) roster.tell(robot, { type: "order.lost" }, desk);
      return;
    }
    if (order === "clearing" || order === "wedged") return;
    if (progress.refused !== undefined && !robot.echoed) {
      robot.refused = true;
      roster.tell(robot, { type: "order.refused", why: progress.refused }, desk);
      return;
    }
    if (robot.doubts && isBelieved(robot.doubts, desk.now)) {
      this.#doubting.forget(robot, desk);
      roster.tell(robot, { type: "order.lost" }, desk);
      return;
    }
    if (isVoid(robot) && progress.echo !== "previous" && progress.echo !== "foreign") {
      // What it was to do is another robot's by now.
      roster.tell(robot, { type: "order.lost" }, desk);
      return;
    }
    if (progress.echo === "current" && !robot.echoed) {
      driving.heardEcho(robot, desk);
      if (order === "sent" || order === "unanswered") roster.tell(robot, { type: "order.accepted" }, desk);
    } else if (progress.echo === "earlier" && robot.echoed) {
      robot.echoed = false;
      driving.resendSoon(robot, desk);
    }
    const { passed } = progress;
    if (robot.doubts?.now || passed === undefined || passed <= robot.passed) return;
    this.#passed(robot, baseNodeAt(robot.order!, passed)!, desk);
  }

  #passed(robot: Robot, entry: BaseNode, desk: Desk): void {
    const { roster, driving, dispatcher } = this.#options;
    driving.passed(robot, entry);
    robot.stillSince = desk.now;
    robot.aheadSince = desk.now;
    dispatcher.settle(robot);
    if (robot.alarms.has("robot.stuck")) roster.clear(robot, "robot.stuck", desk);
  }

  /** What it does at its goal counts while it says to be there. */
  #followStop(robot: Robot, report: RobotReport, desk: Desk): void {
    const { stops, layout } = this.#options;
    if (!robot.orderOpen || !robot.goal) return;
    const pose = trustedPose(report, layout.graph.mapId);
    if (pose && distanceTo(layout.graph, robot.goal.node, pose) <= wordM) stops.follow(robot, report, desk);
  }

  #closeOrder(robot: Robot, progress: Progress | undefined, desk: Desk): void {
    const { roster, driving, dispatcher } = this.#options;
    if (!progress?.ranOut || !robot.orderOpen || robot.doubts?.now || robot.granted.length > 0) return;
    const acted = robot.order!.base.some(({ actions }) => actions.length > 0);
    if (!acted && robot.goal !== undefined && robot.goal.node !== robot.node) return;
    driving.close(robot);
    roster.tell(robot, { type: "order.ended" }, desk);
    dispatcher.wake();
  }
}

/** The chart is told a condition only when it has changed. */
function isKnown(robot: Robot, condition: Condition): boolean {
  const { readiness } = robot.value;
  if (condition.type === "robot.ready") return readiness === "ready" || readiness === "confirming";
  if (condition.type === "robot.paused") return readiness === "paused" || readiness === "confirming";
  if (condition.type === "robot.estopped")
    return readiness === "stopped" && robot.context.trouble === condition.stop;
  if (condition.type === "robot.manual") return readiness === "manual";
  return readiness === (condition.type === "robot.faulty" ? "faulty" : "astray");
}
