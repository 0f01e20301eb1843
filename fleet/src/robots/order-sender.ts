/**
 * Claims become VDA orders: what traffic grants when a robot's base runs out is released to it in one message, and sent again until a state echoes it. Nothing is published that was not written down in the same step
 * (VDA 5050 6.4 to 6.6; TRAFFIC 2).
 */
import { VdaOrderId } from "@floorplane/contracts/ids";
import type { Vehicle } from "@floorplane/contracts/site";
import type { Layout } from "@floorplane/layout/layout";
import type { Log } from "@floorplane/runtime/log";
import type { Desk } from "@floorplane/runtime/room";
import type { FleetSettings } from "../settings/fleet-settings.ts";
import type { OrderAction } from "./codec.ts";
import { type Happening, nothing } from "./happening.ts";
import type { Granted, HeldGround } from "./held-ground.ts";
import { fittingOrder } from "./order-fitting.ts";
import { keepOrder } from "./order-keeping.ts";
import { deviationOf, maySendAgain } from "./order-start.ts";
import { orderBody } from "./order-writer.ts";
import type { Robot } from "./robot.ts";
import { isVoid } from "./unanswered.ts";
import { type Extension, extendOrder, openOrder, type VdaOrder } from "./vda-order.ts";

export interface OrderSenderOptions {
  readonly layout: Layout;
  readonly vehicle: Vehicle;
  readonly ground: HeldGround;
  readonly settings: FleetSettings;
  readonly log: Log;
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

interface Written {
  readonly order: VdaOrder;
  readonly headerId: number;
  readonly at: number;
  readonly bytes: Uint8Array;
}

const chargingOver = "stopCharging";
const resendId = (robot: Robot): string => `order/${robot.id}`;

export class OrderSender {
  readonly #options: OrderSenderOptions;
  /** Shut until every robot was observed after a start or a lost line: nothing is released through it. */
  #open = false;
  /** What was written last: an order is measured, and what was measured goes out. */
  #written: Written | undefined;

  constructor(options: OrderSenderOptions) {
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

  /** Takes what is granted now and sends it; notes in `moved` the robots that got something. */
  release(robots: ReadonlyMap<string, Robot>, moved: Robot[], desk: Desk): Iterable<Happening> {
    const granted = this.#open ? this.#options.ground.grants(robots, desk.now) : [];
    return granted.length === 0 ? nothing : this.#sendEach(granted, moved, desk);
  }

  *#sendEach(granted: readonly Granted[], moved: Robot[], desk: Desk): Generator<Happening> {
    for (const { robot, nodes, horizon } of granted) {
      if (!robot.isMoving) robot.place.wayBegins(desk.now);
      robot.drive.grant(nodes, horizon);
      yield* this.send(robot, desk);
      moved.push(robot);
    }
  }

  /** Sends what is granted, or the goal's action on the spot, if the robot takes a message now. */
  send(robot: Robot, desk: Desk): readonly Happening[] {
    if (!this.#open || !robot.usable || (robot.orderOpen && !robot.echoed)) return nothing;
    const soonest = robot.driven.saidAt + (robot.facts?.orderIntervalMs ?? 0);
    if (desk.now < soonest) {
      this.#sendLater(robot, soonest, desk);
      return nothing;
    }
    const action = robot.attached ? undefined : robot.goal?.action;
    if (robot.granted.length === 0)
      return action && !robot.orderOpen && robot.node === robot.goal!.node
        ? this.#begin(robot, [action], desk)
        : nothing;
    if (!robot.orderOpen) return this.#begin(robot, this.#partingActions(robot, desk), desk);
    return this.#extend(robot, desk);
  }

  /** The time has come for what was too soon. */
  sendNow(robot: Robot, desk: Desk): readonly Happening[] {
    robot.driven.putOff(0);
    return this.send(robot, desk);
  }

  #sendLater(robot: Robot, at: number, desk: Desk): void {
    if (robot.granted.length === 0 && !robot.goal?.action) return;
    if (robot.driven.laterAt >= at) return;
    robot.driven.putOff(at);
    const event: LaterDue = { type: "order.later", robot: robot.id };
    desk.due(`later/${robot.id}`, at, event);
  }

  /** What was granted and never sent is forgotten; the robot is entered anew where it stands. */
  drop(robot: Robot): void {
    robot.driven.drop();
    robot.drive.drop();
  }

  /** A state said the last message back: it is not sent again. */
  heardEcho(robot: Robot, desk: Desk): void {
    const { order } = robot;
    // Who was not heard at all is no slower for that than one who had to be told again.
    if (order && !robot.echoed)
      this.#options.ground.answered(
        robot,
        Math.min(desk.now - order.sentAt, this.#options.settings.orderResendMs),
      );
    robot.driven.echoed();
    desk.cancelDue(resendId(robot));
  }

  /** The due row of an order fired: the same body again, until an echo came or the limit is reached. */
  resend(robot: Robot, desk: Desk): "echoed" | "resent" | "unanswered" {
    const { settings } = this.#options;
    const { order } = robot;
    if (!order || !robot.orderOpen || robot.echoed) return "echoed";
    // What is being cancelled is not asked for again.
    if (robot.value.order === "clearing" || robot.value.order === "wedged") return "echoed";
    // A robot that is not heard is not shouted at: it is asked again when it is back. Nor is one sent off that may stand where its order does not begin.
    if (!this.#open || !maySendAgain(robot)) {
      this.#armResend(robot, settings.orderResendMs, desk);
      return "resent";
    }
    robot.driven.resent();
    const { resends } = robot.driven;
    const given = resends > settings.orderResendsMax;
    if (!isVoid(robot)) this.#publish(robot, order, desk);
    const waitMs = given
      ? settings.unansweredRetryMs
      : settings.orderResendMs * settings.orderResendFactor ** resends;
    this.#armResend(robot, waitMs, desk);
    this.#options.log.warn("order.resent", {
      robot: robot.id,
      order: order.orderId,
      update: order.updateId,
      resends,
    });
    return given ? "unanswered" : "resent";
  }

  /** After a restart the robot was found not to have heard of its order. */
  resendSoon(robot: Robot, desk: Desk): void {
    robot.driven.countResendsAnew();
    this.#armResend(robot, 0, desk);
  }

  #begin(robot: Robot, actions: readonly OrderAction[], desk: Desk): readonly Happening[] {
    const stamp = Math.max(desk.now, robot.driven.stamp + 1);
    const opening = {
      orderId: VdaOrderId(`${robot.id}.${stamp.toString(36)}`),
      previousId: robot.report?.orderId ?? "",
      node: robot.node,
      loaded: robot.loaded,
      actions,
      ...deviationOf(robot, this.#options.layout),
    };
    const order = this.#fitting(robot, (extension) => openOrder(opening, extension), desk);
    if (order === "full") return nothing;
    if (order === "too-long") return [{ type: "order.tooLong", robot }];
    if (robot.goal?.action && actions.includes(robot.goal.action)) robot.drive.sendGoal();
    robot.driven.open(order, stamp);
    this.#sent(robot, order, desk);
    return [{ type: "order.opened", robot }];
  }

  #extend(robot: Robot, desk: Desk): readonly Happening[] {
    const { order: before, heldFrom: passed } = robot.driven;
    const order = this.#fitting(robot, (extension) => extendOrder(before!, { ...extension, passed }), desk);
    if (order === "full") return nothing;
    if (order === "too-long") return [{ type: "order.tooLong", robot }];
    robot.driven.extend(order);
    this.#sent(robot, order, desk);
    return nothing;
  }

  #fitting(robot: Robot, make: (extension: Omit<Extension, "passed">) => VdaOrder, desk: Desk) {
    return fittingOrder(robot, make, (order) => this.#bytes(robot, order, desk).length, desk.now);
  }

  #sent(robot: Robot, order: VdaOrder, desk: Desk): void {
    robot.driven.goesOut(robot.report);
    keepOrder(robot, order, this.#options.layout, desk);
    this.#publish(robot, order, desk);
    this.#armResend(robot, this.#options.settings.orderResendMs, desk);
  }

  #publish(robot: Robot, order: VdaOrder, desk: Desk): void {
    desk.publish(robot.orderTopic, this.#bytes(robot, order, desk));
    robot.driven.published(desk.now);
  }

  #bytes(robot: Robot, order: VdaOrder, desk: Desk): Uint8Array {
    const { layout } = this.#options;
    const headerId = robot.driven.nextHeader;
    const before = this.#written;
    if (before?.order === order && before.headerId === headerId && before.at === desk.now)
      return before.bytes;
    const { manufacturer, serialNumber } = robot;
    const header = { headerId, at: desk.now, manufacturer, serialNumber };
    const bytes = robot.codec.writeOrder(header, orderBody(order, layout, robot.facts));
    this.#written = { order, headerId, at: desk.now, bytes };
    return bytes;
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
