/**
 * Claims become VDA orders: what traffic grants is released to the robot in few messages, sent again until a state echoes it, and what the robot passed
 * is given back. Nothing is published that was not written down in the same step (VDA 5050 6.4 to 6.6; TRAFFIC 2).
 */
import { assert } from "@floorplane/contracts/errors";
import { VdaOrderId } from "@floorplane/contracts/ids";
import type { Vehicle } from "@floorplane/contracts/site";
import type { Layout } from "@floorplane/layout/layout";
import type { Log } from "@floorplane/runtime/log";
import type { Desk } from "@floorplane/runtime/room";
import type { FleetSettings } from "../settings.ts";
import type { Traffic } from "../traffic/traffic.ts";
import type { OrderAction, RobotCodec } from "./codec.ts";
import { fittingOrder } from "./order-fitting.ts";
import { keepOrder } from "./order-keeping.ts";
import { deviationOf, isWorthAMessage, maySendAgain } from "./order-length.ts";
import { orderBody } from "./order-writer.ts";
import { faultKey } from "./refusal.ts";
import type { Goal, Robot } from "./robot.ts";
import { isVoid } from "./unanswered.ts";
import { isUnmoved } from "./unmoved.ts";
import { type BaseNode, type Extension, extendOrder, openOrder, type VdaOrder } from "./vda-order.ts";

export interface DrivingOptions {
  readonly layout: Layout;
  readonly vehicle: Vehicle;
  readonly traffic: Traffic;
  readonly codec: RobotCodec;
  readonly settings: FleetSettings;
  readonly log: Log;
  /** A new order was sent to the robot. */
  readonly opened: (robot: Robot, desk: Desk) => void;
  /** Not even the shortest order fits into what the robot takes. */
  readonly tooLong: (robot: Robot, desk: Desk) => void;
}

/** What fires when an order was not echoed in time. */
export interface ResendDue {
  readonly type: "order.resend";
  readonly robot: string;
}

/** What fires when an order may be sent that would have come too soon after the last. */
export interface LaterDue {
  readonly type: "order.later";
  readonly robot: string;
}

const chargingOver = "stopCharging";
const resendId = (robot: Robot): string => `order/${robot.id}`;

export class Driving {
  readonly #options: DrivingOptions;
  /** Shut until every robot was observed after a start or a lost line: nothing is released through it. */
  #open = false;
  #goalsChanged = false;
  #plannedAt = Number.NEGATIVE_INFINITY;

  constructor(options: DrivingOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  open(): void {
    this.#open = true;
  }

  shut(): void {
    this.#open = false;
  }

  /** Puts a robot on the floor with all that it may still drive over, instead of what it held; refused it keeps that. */
  enter(robot: Robot, base: readonly number[]): ReturnType<Traffic["enter"]> {
    const { traffic } = this.#options;
    const entered = traffic.enter(robot.id, base);
    if (!entered.ok) return entered;
    robot.entered = true;
    traffic.setStanding(robot.id, robot.standing);
    traffic.setLoaded(robot.id, robot.loaded);
    traffic.setGoal(robot.id, robot.goal?.node ?? null);
    this.#goalsChanged = true;
    return entered;
  }

  /** Holds nothing any more. */
  leave(robot: Robot): void {
    if (robot.entered) this.#options.traffic.leave(robot.id);
    robot.entered = false;
  }

  setGoal(robot: Robot, goal: Goal | undefined): void {
    robot.goal = goal;
    robot.attached = false;
    if (!robot.entered) return;
    this.#options.traffic.setGoal(robot.id, goal?.node ?? null);
    this.#goalsChanged = true;
  }

  /** Another's turn at its goal comes first: it keeps the goal and gives up its right to it. */
  yieldGoal(robot: Robot): void {
    const { traffic } = this.#options;
    if (!robot.entered || !robot.goal || robot.end === robot.goal.node) return;
    traffic.setGoal(robot.id, null);
    traffic.setGoal(robot.id, robot.goal.node);
  }

  setStanding(robot: Robot, standing: boolean): void {
    if (robot.standing === standing) return;
    robot.standing = standing;
    if (!robot.entered) return;
    this.#options.traffic.setStanding(robot.id, standing);
  }

  setLoaded(robot: Robot, loaded: boolean): void {
    if (robot.loaded === loaded) return;
    robot.loaded = loaded;
    if (robot.entered) this.#options.traffic.setLoaded(robot.id, loaded);
  }

  /** The robot names a base node as its last; what it has left is another matter. */
  passed(robot: Robot, { sequence, node }: BaseNode): void {
    robot.passed = sequence;
    robot.deviation = undefined;
    robot.node = node;
  }

  /** All that it holds, in driving order. */
  held(robot: Robot): readonly number[] {
    return robot.entered ? this.#options.traffic.released(robot.id) : [];
  }

  /** It may drive and has not for a while. */
  isUnmoved(robot: Robot, now: number): boolean {
    const { vehicle, layout } = this.#options;
    return isUnmoved(robot, this.held(robot), { graph: layout.graph, vehicle }, now);
  }

  /** The robot was seen at a node that it holds: what lies behind is free. */
  left(robot: Robot, node: number): void {
    this.#options.traffic.passed(robot.id, node);
    const entry = robot.order?.base.findLast((each) => each.node === node && each.sequence <= robot.passed);
    if (robot.orderOpen && entry) robot.heldFrom = Math.max(robot.heldFrom, entry.sequence);
  }

  /** Whether goals changed since the last plan, and that is long enough ago. */
  wantsPlan(now: number): boolean {
    return this.#goalsChanged && now - this.#plannedAt >= this.#options.settings.planGapMs;
  }

  get hasNewGoals(): boolean {
    return this.#goalsChanged;
  }

  plan(now: number): void {
    this.#goalsChanged = false;
    this.#plannedAt = now;
    this.#options.traffic.plan(now);
  }

  /** Takes what is granted now and sends what is worth a message; answers with the robots that got something. */
  release(robots: ReadonlyMap<string, Robot>, desk: Desk): readonly Robot[] {
    if (!this.#open) return [];
    const moved: Robot[] = [];
    for (const { robot: id, nodes, horizon } of this.#options.traffic.grant(desk.now)) {
      const robot = robots.get(id);
      assert(robot, `traffic granted nodes to ${id}, who is no robot of this site`);
      if (robot.end === robot.node) robot.aheadSince = desk.now;
      robot.granted.push(...nodes);
      robot.horizon = horizon;
      this.send(robot, desk);
      moved.push(robot);
    }
    return moved;
  }

  /** Sends what is granted, or the goal's action on the spot, if a message is worth it now. */
  send(robot: Robot, desk: Desk): void {
    if (!this.#open || !robot.usable || (robot.orderOpen && !robot.echoed)) return;
    const soonest = robot.orderSaidAt + (robot.facts?.orderIntervalMs ?? 0);
    if (desk.now < soonest) {
      this.#sendLater(robot, soonest, desk);
      return;
    }
    const action = robot.attached ? undefined : robot.goal?.action;
    if (robot.granted.length === 0) {
      if (action && !robot.orderOpen && robot.node === robot.goal!.node) this.#begin(robot, [action], desk);
      return;
    }
    if (!robot.orderOpen) this.#begin(robot, this.#partingActions(robot, desk), desk);
    else if (isWorthAMessage(robot, this.#options)) this.#extend(robot, desk);
  }

  /** The time has come for what was too soon. */
  sendNow(robot: Robot, desk: Desk): void {
    robot.laterAt = 0;
    this.send(robot, desk);
  }

  #sendLater(robot: Robot, at: number, desk: Desk): void {
    if (robot.granted.length === 0 && !robot.goal?.action) return;
    if (robot.laterAt >= at) return;
    robot.laterAt = at;
    const event: LaterDue = { type: "order.later", robot: robot.id };
    desk.due(`later/${robot.id}`, at, event);
  }

  /** The base is used up and all is done: the next thing is a new order. */
  close(robot: Robot): void {
    robot.orderOpen = false;
  }

  /** What was granted and never sent is forgotten; the robot is entered anew where it stands. */
  drop(robot: Robot): void {
    robot.orderOpen = false;
    robot.echoed = true;
    robot.attached = false;
    robot.granted = [];
    robot.horizon = [];
  }

  /** A state said the last message back: it is not sent again. */
  heardEcho(robot: Robot, desk: Desk): void {
    robot.echoed = true;
    robot.resends = 0;
    desk.cancelDue(resendId(robot));
  }

  /** The due row of an order fired: the same body again, until an echo came or the limit is reached. */
  resend(robot: Robot, desk: Desk): "echoed" | "resent" | "unanswered" {
    const { settings } = this.#options;
    if (!robot.order || !robot.orderOpen || robot.echoed) return "echoed";
    // What is being cancelled is not asked for again.
    if (robot.value.order === "clearing" || robot.value.order === "wedged") return "echoed";
    // A robot that is not heard is not shouted at: it is asked again when it is back. Nor is one sent off that may stand where its order does not begin.
    if (!this.#open || !maySendAgain(robot)) {
      this.#armResend(robot, settings.orderResendMs, desk);
      return "resent";
    }
    robot.resends++;
    const given = robot.resends > settings.orderResendsMax;
    if (!isVoid(robot)) this.#publish(robot, robot.order, desk);
    const waitMs = given
      ? settings.unansweredRetryMs
      : settings.orderResendMs * settings.orderResendFactor ** robot.resends;
    this.#armResend(robot, waitMs, desk);
    this.#options.log.warn("order.resent", {
      robot: robot.id,
      order: robot.order.orderId,
      update: robot.order.updateId,
      resends: robot.resends,
    });
    return given ? "unanswered" : "resent";
  }

  /** After a restart the robot was found not to have heard of its order. */
  resendSoon(robot: Robot, desk: Desk): void {
    robot.resends = 0;
    this.#armResend(robot, 0, desk);
  }

  #begin(robot: Robot, actions: readonly OrderAction[], desk: Desk): void {
    const stamp = Math.max(desk.now, robot.orderStamp + 1);
    const opening = {
      orderId: VdaOrderId(`${robot.id}.${stamp.toString(36)}`),
      previousId: robot.report?.orderId ?? "",
      node: robot.node,
      loaded: robot.loaded,
      actions,
      ...deviationOf(robot, this.#options.layout),
    };
    const order = this.#fitting(robot, (extension) => openOrder(opening, extension), desk);
    if (!order) return;
    robot.orderStamp = stamp;
    robot.orderOpen = true;
    if (robot.goal?.action && actions.includes(robot.goal.action)) robot.attached = true;
    robot.order = order;
    robot.passed = 0;
    robot.heldFrom = 0;
    robot.done.clear();
    robot.refused = false;
    this.#sent(robot, desk);
    this.#options.opened(robot, desk);
  }

  #extend(robot: Robot, desk: Desk): void {
    const { order: before, heldFrom: passed } = robot;
    const order = this.#fitting(robot, (extension) => extendOrder(before!, { ...extension, passed }), desk);
    if (!order) return;
    robot.order = order;
    this.#sent(robot, desk);
  }

  #fitting(
    robot: Robot,
    make: (extension: Omit<Extension, "passed">) => VdaOrder,
    desk: Desk,
  ): VdaOrder | undefined {
    const fitting = fittingOrder(robot, make, (order) => this.#bytes(robot, order, desk).length, desk.now);
    if (fitting === "too-long") this.#options.tooLong(robot, desk);
    return typeof fitting === "object" ? fitting : undefined;
  }

  #sent(robot: Robot, desk: Desk): void {
    robot.echoed = false;
    robot.resends = 0;
    robot.unheardMs = 0;
    robot.sentHeaders = [robot.headerIds.order, robot.headerIds.order];
    robot.faultsBefore = new Set(robot.report?.faults.map(faultKey));
    keepOrder(robot, this.#options.layout, desk);
    this.#publish(robot, robot.order!, desk);
    this.#armResend(robot, this.#options.settings.orderResendMs, desk);
  }

  #publish(robot: Robot, order: VdaOrder, desk: Desk): void {
    robot.orderSaidAt = desk.now;
    robot.sentHeaders = [Math.min(robot.sentHeaders[0], robot.headerIds.order), robot.headerIds.order];
    desk.publish(robot.orderTopic, this.#bytes(robot, order, desk));
    robot.headerIds.order++;
  }

  #bytes(robot: Robot, order: VdaOrder, desk: Desk): Uint8Array {
    const { codec, layout } = this.#options;
    const header = {
      headerId: robot.headerIds.order,
      at: desk.now,
      manufacturer: robot.manufacturer,
      serialNumber: robot.serialNumber,
    };
    return codec.writeOrder(header, orderBody(order, layout, robot.facts));
  }

  #armResend(robot: Robot, afterMs: number, desk: Desk): void {
    const event: ResendDue = { type: "order.resend", robot: robot.id };
    const least = robot.facts?.orderIntervalMs ?? 0;
    desk.due(resendId(robot), desk.now + Math.max(Math.round(afterMs), least), event);
  }

  /** A robot that charges ends that before it drives. */
  #partingActions(robot: Robot, desk: Desk): readonly OrderAction[] {
    if (!robot.report?.battery.charging) return [];
    return [{ type: chargingOver, id: `${robot.id}.${desk.now.toString(36)}.c`, parameters: [] }];
  }
}
