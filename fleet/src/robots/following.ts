/**
 * Follows each robot by its reports: heard, able, placed, driving its order, refusing or losing it. Turns what is meaningful into events of its chart,
 * into nodes given back to traffic, and into the end of orders. Everything else stays plain state.
 */
import type { Layout } from "@floorplane/layout/layout";
import type { Log } from "@floorplane/runtime/log";
import type { Desk } from "@floorplane/runtime/room";
import type { Dispatcher } from "../dispatch/dispatcher.ts";
import type { FleetSettings } from "../settings.ts";
import type { Stops } from "../transports/stops.ts";
import type { Work } from "../transports/work.ts";
import { type Condition, conditionOf } from "./condition.ts";
import type { Crew } from "./crew.ts";
import { type Doubt, doubtOfPlace, doubtsAfter, isOver, isTold } from "./doubt.ts";
import type { Driving } from "./driving.ts";
import { type Footing, footingOn, leftUpTo, trustedPose, wordM } from "./ground.ts";
import { placingOf } from "./placing.ts";
import { type Progress, progressOf } from "./progress.ts";
import { replayed } from "./replay.ts";
import type { RobotReport } from "./report.ts";
import type { Robot } from "./robot.ts";
import { type BaseNode, baseNodeAt, type VdaOrder } from "./vda-order.ts";

/** Farther off its way than this, a robot has jumped or drifted, m. */
const offRouteM = wordM;

export interface FollowingOptions {
  readonly layout: Layout;
  readonly settings: FleetSettings;
  readonly crew: Crew;
  readonly driving: Driving;
  readonly dispatcher: Dispatcher;
  readonly work: Work;
  readonly stops: Stops;
  readonly log: Log;
}

export class Following {
  readonly #options: FollowingOptions;

  constructor(options: FollowingOptions) {
    this.#options = options;
  }

  report(robot: Robot, report: RobotReport, desk: Desk): void {
    const { crew, stops, layout } = this.#options;
    robot.report = report;
    robot.pose = report.pose;
    robot.heardAt = desk.now;
    robot.observed = true;
    if (robot.value.link !== "heard") crew.tell(robot, { type: "robot.heard" }, desk);
    this.#noteBattery(robot, report, desk);
    if (robot.value.presence !== "on") return;
    const progress = robot.order
      ? progressOf(robot.order, report, (node) => layout.graph.nodeIds[node])
      : undefined;
    if (robot.placed) {
      const footing = this.#footing(robot, report);
      this.#noteDoubt(robot, this.#doubtOf(robot, report, progress, footing), desk);
      this.#followOrder(robot, report, progress, footing, desk);
      this.#noteCondition(robot, report, footing, desk);
      if (robot.orderOpen && !robot.doubts?.now) stops.follow(robot, report, desk);
      this.#closeOrder(robot, progress, desk);
    } else {
      this.#noteCondition(robot, report, undefined, desk);
      this.#place(robot, report, progress, desk);
    }
    this.#finishClearing(robot, report, desk);
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
          const entered = driving.enter(robot, nodes);
          return entered.ok ? [] : entered.heldBy;
        },
      },
    );
    for (const robot of held.keys()) dispatcher.occupy(robot);
  }

  /** A robot that stands idle and has nothing of ours left. */
  isIdle(robot: Robot): boolean {
    const report = robot.report;
    return report !== undefined && report.nodesLeft === 0 && report.edgesLeft === 0 && !report.driving;
  }

  #noteBattery(robot: Robot, { battery }: RobotReport, desk: Desk): void {
    const { crew, settings } = this.#options;
    const { power } = robot.value;
    if (power === "charged" && battery.percent <= settings.battery.low)
      crew.tell(robot, { type: "battery.low" }, desk);
    else if (power === "low" && battery.percent >= settings.battery.enough)
      crew.tell(robot, { type: "battery.enough" }, desk);
  }

  /** Looked at now and then: what has been unclear for too long is told, what has become clear is over. */
  watchDoubt(robot: Robot, desk: Desk): void {
    const { crew } = this.#options;
    const { doubts } = robot;
    if (!doubts) return;
    if (isOver(doubts, desk.now)) {
      robot.doubts = undefined;
      crew.clear(robot, "robot.contradicts", desk);
    } else if (isTold(doubts, desk.now)) crew.raise(robot, "robot.contradicts", desk, doubts.text);
  }

  #footing(robot: Robot, report: RobotReport): Footing | undefined {
    const { layout, driving } = this.#options;
    const pose = trustedPose(report, layout.graph.mapId);
    const held = driving.held(robot);
    return pose && held.length > 0 ? footingOn(layout.graph, held, pose) : undefined;
  }

  /** What does not fit: word against word, or word against pose. Where it says no pose, and where it is off its way, its condition tells. */
  #doubtOf(
    robot: Robot,
    report: RobotReport,
    progress: Progress | undefined,
    footing: Footing | undefined,
  ): Doubt | undefined {
    if (!progress || !robot.orderOpen) return undefined;
    const { lastNodeId, lastNodeSequenceId } = report;
    if (progress.contradicts)
      return {
        kind: "no-such-node",
        text: `it names node ${lastNodeId || "none"} with sequence id ${lastNodeSequenceId}, which is not so in its order`,
      };
    if (progress.passed === undefined || !footing || footing.offM > wordM) return undefined;
    const held = this.#options.driving.held(robot);
    const named = held.indexOf(baseNodeAt(robot.order!, progress.passed)!.node);
    const { nodeIds } = this.#options.layout.graph;
    return named < 0 ? undefined : doubtOfPlace(footing, named, (index) => nodeIds[held[index]!]!);
  }

  #noteDoubt(robot: Robot, doubt: Doubt | undefined, desk: Desk): void {
    robot.doubts = doubtsAfter(robot.doubts, doubt, desk.now);
    this.watchDoubt(robot, desk);
    if (!robot.doubts) this.#options.crew.clear(robot, "robot.contradicts", desk);
  }

  #noteCondition(robot: Robot, report: RobotReport, footing: Footing | undefined, desk: Desk): void {
    const { crew, layout } = this.#options;
    const strayed =
      robot.orderOpen && footing && footing.offM > offRouteM
        ? `it says a place ${footing.offM.toFixed(1)} m away from where it may be`
        : undefined;
    const condition = conditionOf(report, layout.graph.mapId, strayed);
    if (isKnown(robot, condition)) return;
    const wasManual = robot.value.readiness === "manual";
    crew.tell(robot, condition, desk);
    // A person at the wheel ends the order on the robot, even where nothing of it was left to drive.
    if (condition.type === "robot.manual" && robot.orderOpen) crew.tell(robot, { type: "order.lost" }, desk);
    // A person drove it: where it stands is learned anew.
    if (wasManual && condition.type !== "robot.manual") robot.placed = false;
  }

  #followOrder(
    robot: Robot,
    report: RobotReport,
    progress: Progress | undefined,
    footing: Footing | undefined,
    desk: Desk,
  ): void {
    const { crew, driving } = this.#options;
    const { order } = robot.value;
    if (!progress || !robot.orderOpen) {
      if (order === "none" && report.nodesLeft > 0) crew.tell(robot, { type: "order.lost" }, desk);
      return;
    }
    if (order === "clearing" || order === "wedged") return;
    if (progress.refused !== undefined && !robot.echoed) {
      crew.tell(robot, { type: "order.refused", why: progress.refused }, desk);
      return;
    }
    if (isLost(robot, progress)) {
      crew.tell(robot, { type: "order.lost" }, desk);
      return;
    }
    if (progress.echo === "current" && !robot.echoed) {
      robot.echoed = true;
      robot.resends = 0;
      if (order === "sent" || order === "unanswered") crew.tell(robot, { type: "order.accepted" }, desk);
    } else if (progress.echo === "earlier" && robot.echoed) {
      robot.echoed = false;
      driving.resendSoon(robot, desk);
    }
    if (robot.doubts?.now) return;
    const { passed } = progress;
    if (passed === undefined) return;
    if (passed > robot.passed) this.#passed(robot, baseNodeAt(robot.order!, passed)!, desk);
    if (footing) this.#giveBack(robot, footing);
  }

  /** What word and pose agree that it has left. */
  #giveBack(robot: Robot, footing: Footing): void {
    const { driving } = this.#options;
    const held = driving.held(robot);
    const reached = leftUpTo(footing, held.indexOf(robot.node));
    if (reached > 0) driving.left(robot, held[reached]!);
  }

  #passed(robot: Robot, entry: BaseNode, desk: Desk): void {
    const { crew, driving, dispatcher } = this.#options;
    driving.passed(robot, entry);
    robot.stillSince = desk.now;
    dispatcher.settle(robot);
    if (robot.alarms.has("robot.stuck")) crew.clear(robot, "robot.stuck", desk);
  }

  #closeOrder(robot: Robot, progress: Progress | undefined, desk: Desk): void {
    const { crew, driving, dispatcher } = this.#options;
    if (!progress?.ranOut || robot.doubts?.now || !robot.orderOpen || robot.granted.length > 0) return;
    const acted = robot.order!.base.some(({ actions }) => actions.length > 0);
    if (!acted && robot.goal !== undefined && robot.goal.node !== robot.node) return;
    driving.close(robot);
    crew.tell(robot, { type: "order.ended" }, desk);
    dispatcher.wake();
  }

  /** Observe, reconcile: where it stands and what it still holds, by its own fresh word. */
  #place(robot: Robot, report: RobotReport, progress: Progress | undefined, desk: Desk): void {
    const { layout, driving, crew, dispatcher, work, stops, log } = this.#options;
    // While a person drives it, what it held stays held.
    if (robot.entered && robot.value.readiness === "manual") return;
    const placing = placingOf(layout, robot.order, robot.orderOpen ? progress : undefined, report);
    if (placing.kind === "nowhere") {
      crew.raise(robot, "robot.displaced", desk, placing.why);
      return;
    }
    const known = placing.kind !== "standing";
    const held = robot.order;
    if (!known) driving.drop(robot);
    robot.node = placing.base[0]!;
    robot.passed = known ? placing.passed : 0;
    robot.heldFrom = robot.passed;
    robot.deviation = known ? undefined : placing.deviation;
    robot.echoed = !known || progress!.echo === "current";
    const entered = driving.enter(robot, placing.base);
    if (!entered.ok) {
      log.warn("robot.displaced", { robot: robot.id, heldBy: entered.heldBy });
      crew.raise(robot, "robot.displaced", desk, `held by ${entered.heldBy.join(", ")}`);
      return;
    }
    robot.placed = true;
    robot.stillSince = desk.now;
    robot.granted = known ? [] : placing.base.slice(1);
    crew.clear(robot, "robot.displaced", desk);
    crew.keep(robot, desk);
    dispatcher.occupy(robot);
    const transport = work.get(robot.transport);
    if (transport?.target && robot.goal === undefined) dispatcher.aim(robot, transport, desk);
    robot.attached = hasAction(held, robot.goal?.action?.id);
    if (known && !robot.echoed) driving.resendSoon(robot, desk);
    if (!known && ["sent", "running", "unanswered"].includes(robot.value.order))
      crew.tell(robot, { type: "order.lost" }, desk);
    else if (known) {
      stops.follow(robot, report, desk);
      this.#closeOrder(robot, progress, desk);
    }
    dispatcher.wake();
  }

  /** A cancelled or lost order is over when the robot stands idle: its base is given up on that evidence, and it goes on from where it is. */
  #finishClearing(robot: Robot, report: RobotReport, desk: Desk): void {
    const { crew, stops, driving, dispatcher } = this.#options;
    const { order, readiness } = robot.value;
    if ((order !== "clearing" && order !== "wedged") || !this.isIdle(robot)) return;
    if (!report.pose || readiness === "astray") return;
    robot.orderOpen = false;
    stops.resolve(robot, report, desk);
    driving.drop(robot);
    robot.placed = false;
    this.#place(robot, report, undefined, desk);
    if (robot.placed || readiness === "manual") crew.tell(robot, { type: "order.cleared" }, desk);
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

/** It had accepted this order, and now says something else. */
function isLost(robot: Robot, progress: Progress): boolean {
  if (progress.vanished) return true;
  const elsewhere = progress.echo === "foreign" || progress.echo === "previous";
  return elsewhere && (robot.echoed || robot.order!.updateId > 0);
}

const hasAction = (order: VdaOrder | undefined, id: string | undefined): boolean =>
  id !== undefined && order?.base.some(({ actions }) => actions.some((action) => action.id === id)) === true;
