/**
 * The fleet room: robots that speak VDA 5050, the transports they do, who does which, and who may drive where. This file is the door;
 * robots/ hears and speaks, transports/ keeps the work, dispatch/ decides who goes where, traffic/ who passes first, `parts.ts` joins them.
 */
import { type RobotId, SiteId } from "@floorplane/contracts/ids";
import type { ToFleet } from "@floorplane/contracts/messages";
import type { HousePace } from "@floorplane/contracts/pace";
import type { Site } from "@floorplane/contracts/site";
import { topics } from "@floorplane/contracts/topics";
import type { Layout } from "@floorplane/layout/layout";
import type { Bus } from "@floorplane/runtime/bus/bus";
import { every, type Timers } from "@floorplane/runtime/clock/clock";
import type { Log } from "@floorplane/runtime/log";
import type { MachineDue } from "@floorplane/runtime/machines";
import type { Desk, Kept, Office, Restore, Room } from "@floorplane/runtime/room";
import type { ActDue } from "./acts/acts.ts";
import { takenOut } from "./acts/service.ts";
import { type FleetControl, fleetControl } from "./fleet-control.ts";
import { Hearing } from "./hearing.ts";
import { nameJams } from "./jam-reasons.ts";
import { Observing } from "./observing.ts";
import { tellPace, tellPlanner } from "./pace-alarms.ts";
import { endRemoved } from "./removed.ts";
import { type KeptFleet, keptFleet, restoreFleet } from "./restoring.ts";
import { FitnessJudge } from "./robots/fitness.ts";
import type { LaterDue, ResendDue } from "./robots/order-sender.ts";
import type { Robot } from "./robots/robot.ts";
import { type MessageCounts, RobotMessages } from "./robots/robot-messages.ts";
import { isIgnored } from "./robots/unanswered.ts";
import { type FleetSettings, fleetDefaults } from "./settings/fleet-settings.ts";
import { speakPositions } from "./telemetry.ts";
import type { Traffic } from "./traffic/traffic.ts";
import type { Transport } from "./transports/transport.ts";
import { explainStandstill, silentAfterMs, tellRings } from "./watch.ts";

export interface FleetOptions {
  readonly site: Site;
  readonly layout: Layout;
  readonly office: Office;
  readonly bus: Bus;
  readonly timers: Timers;
  readonly traffic: Traffic;
  readonly log: Log;
  /** What differs from `fleetDefaults`. */
  readonly settings?: Partial<FleetSettings>;
}

export class Fleet implements Room<"fleet"> {
  readonly name = "fleet";
  readonly #options: FleetOptions;
  readonly #settings: FleetSettings;
  readonly #control: FleetControl;
  readonly #observing: Observing;
  readonly #messages: RobotMessages;
  #kept: KeptFleet = { robots: new Map(), orders: [] };
  readonly #ends: (() => void)[] = [];
  #planning = false;

  constructor(options: FleetOptions) {
    const { site, layout, traffic, log } = options;
    this.#options = options;
    this.#settings = { ...fleetDefaults, ...options.settings };
    this.#control = fleetControl({ site, layout, traffic, settings: this.#settings, log });
    this.#observing = new Observing({
      control: this.#control,
      bus: options.bus,
      timers: options.timers,
      office: options.office,
      observeMs: this.#settings.observeMs,
      lastNode: (robot) => this.#kept.robots.get(robot)?.node ?? null,
      opened: (desk) => {
        this.#control.dispatcher.wake();
        this.#afterwards(desk);
      },
    });
    this.#messages = new RobotMessages({
      robots: this.#control.roster.list,
      hearers: new Hearing({
        control: this.#control,
        fitness: new FitnessJudge(layout, site.vehicle),
        timers: options.timers,
        office: options.office,
        observed: () => this.#observing.heard(),
        afterwards: (desk) => this.#afterwards(desk),
      }),
      log,
      now: () => options.timers.now(),
    });
  }

  /** Nodes that nobody else is let onto for its sake, in driving order. */
  held(robot: RobotId): readonly number[] {
    return this.#options.traffic.released(robot);
  }

  /** Messages set aside, by why. */
  get setAside(): Readonly<MessageCounts> {
    return this.#messages.counts;
  }

  async restore(read: Restore): Promise<void> {
    this.#kept = await restoreFleet(this.#control, this.#options.layout, read);
  }

  begin(desk: Desk): void {
    const { bus, timers, office, site, log } = this.#options;
    const { roster, consequences } = this.#control;
    const { watchPeriodMs, planPeriodMs, positionsHz, waitingAfterMs } = this.#settings;
    endRemoved(this.#control, this.#kept, log, desk);
    consequences.passOn(roster.begin(this.#kept.robots, desk), desk);
    for (const robot of roster.list) roster.keep(robot, desk);
    this.#control.closed.tellAll(desk);
    this.#messages.listen(bus, { poses: positionsHz > 0 });
    this.#observing.begin(desk);
    const step = (type: string, run: (desk: Desk) => void) => () => office.act({ type }, run);
    this.#ends.push(
      () => this.#messages.stop(),
      () => this.#observing.stop(),
      every(
        timers,
        watchPeriodMs,
        step("fleet.watched", (one) => this.#watch(one)),
      ),
      every(
        timers,
        planPeriodMs,
        step("fleet.planned", (one) => this.#plan(one)),
      ),
    );
    if (positionsHz === 0) return;
    this.#ends.push(
      speakPositions({
        bus,
        timers,
        topic: topics.positions(SiteId(site.site)),
        robots: roster.list,
        hz: positionsHz,
        staleMs: (robot) => silentAfterMs(robot, this.#settings),
        waitingAfterMs,
      }),
    );
  }

  /** A plan has come some time after traffic was asked for it: robots are told at once what it lets them drive. */
  planArrived(): void {
    this.#options.office.act({ type: "fleet.planned" }, (desk) => this.#release(desk));
  }

  /** The house does not keep up with its clock; undefined: it does. Whoever measured it asks. */
  paceJudged(pace: HousePace | undefined, speed: number): void {
    this.#options.office.act({ type: "pace.judged", data: pace ?? null }, (desk) =>
      tellPace(desk, pace, speed),
    );
  }

  /** Times that the planner's thread was lost; undefined: one answers. */
  plannerJudged(times: number | undefined): void {
    this.#options.office.act({ type: "planner.judged", data: { times: times ?? null } }, (desk) =>
      tellPlanner(desk, times),
    );
  }

  kept(): Iterable<Kept> {
    return keptFleet(this.#control, this.#options.layout);
  }

  async stop(): Promise<void> {
    for (const end of this.#ends.splice(0)) end();
  }

  take(message: ToFleet, desk: Desk): void {
    const { transports, dispatcher, roster } = this.#control;
    switch (message.type) {
      case "transport.requested":
        transports.request(message, dispatcher.places, desk);
        dispatcher.wake();
        return;
      case "transport.replaceStop": {
        const robot = this.#robotOf(transports.get(message.transport));
        const freed = transports.replaceStop(
          message,
          dispatcher.places,
          (transport) => this.#isSent(transport),
          desk,
        );
        if (freed && robot) dispatcher.clearGoal(robot);
        return;
      }
      case "transport.skipStops": {
        const robot = this.#robotOf(transports.get(message.transport));
        const freed = transports.skipStops(message, (transport) => this.#isSent(transport), desk);
        if (freed && robot) dispatcher.clearGoal(robot);
        return;
      }
      case "transport.withdraw": {
        const robot = this.#robotOf(transports.get(message.transport));
        const left = transports.withdraw(message, (transport) => this.#isSent(transport), desk);
        if (!robot || (robot.attached && robot.goal?.action !== undefined)) return;
        if (!left) robot.assigned.end();
        dispatcher.clearGoal(robot);
        roster.keep(robot, desk);
        return;
      }
      case "robot.failing":
        takenOut(this.#control, message, desk);
        this.#afterwards(desk);
        return;
      case "robot.pause":
      case "robot.resume":
      case "robot.giveUpOrder":
      case "robot.handOver":
      case "robot.outOfService":
      case "robot.inService":
      case "robot.takeOff":
      case "robot.putBack":
      case "place.close":
      case "place.open":
        this.#control.acts.take(message, desk);
        this.#afterwards(desk);
        return;
      default:
        message satisfies never;
    }
  }

  fire(event: { readonly type: string }, desk: Desk, due: string): void {
    const { roster, orders, instants, consequences, acts } = this.#control;
    if (event.type === "act.due") acts.fire(event as ActDue, this.#observing.isDeaf, desk);
    else if (this.#observing.postpones(due, event, desk)) return;
    else if (event.type === "machine.due") {
      const due = event as MachineDue;
      const robot = due.machine === roster.kind ? roster.robots.get(due.id) : undefined;
      if (robot) consequences.tell(robot, due.event, desk);
    } else if (event.type === "order.resend") {
      const robot = roster.robots.get((event as ResendDue).robot);
      if (!robot || orders.resend(robot, desk) !== "unanswered") return;
      instants.ask(robot, "stateRequest", desk);
      consequences.tell(robot, { type: "order.unanswered" }, desk);
    } else if (event.type === "order.later") {
      const robot = roster.robots.get((event as LaterDue).robot);
      if (robot) consequences.passOn(orders.sendNow(robot, desk), desk);
    }
  }

  #robotOf(transport: Transport | undefined): Robot | undefined {
    return transport?.robot == null ? undefined : this.#control.roster.robots.get(transport.robot);
  }

  /** Its robot has the action for the present stop already, or it is on its way. */
  #isSent(transport: Transport): boolean {
    const robot = this.#robotOf(transport);
    return robot?.attached === true && robot.goal?.action?.id === transport.target?.actionId;
  }

  /** After anything that was heard or decided: the rounds, plans and releases that follow from it. */
  #afterwards(desk: Desk): void {
    const { orders, ground, dispatcher, consequences } = this.#control;
    if (!orders.isOpen) return;
    // A round can wake the next (a place became free); two are enough, the rest waits for the watch.
    for (let rounds = 0; rounds < 2 && dispatcher.isAwake; rounds++)
      consequences.passOn(dispatcher.round(desk), desk);
    if (ground.wantsPlan(desk.now)) ground.plan(desk.now);
    else this.#planSoon();
    this.#release(desk);
  }

  #release(desk: Desk): void {
    const { orders, ground, roster, consequences } = this.#control;
    const moved: Robot[] = [];
    consequences.passOn(orders.release(roster.robots, moved, desk), desk);
    for (const robot of moved) ground.settleStanding(robot, desk.now);
  }

  /** Goals that change close together are planned together. */
  #planSoon(): void {
    if (this.#planning || !this.#control.ground.hasNewGoals) return;
    this.#planning = true;
    const { timers, office } = this.#options;
    timers.at(timers.now() + this.#settings.planGapMs, () => {
      this.#planning = false;
      office.act({ type: "fleet.planned" }, (desk) => this.#plan(desk));
    });
  }

  #plan(desk: Desk): void {
    const { orders, ground, roster } = this.#control;
    if (!orders.isOpen || !roster.list.some(isBound)) return;
    ground.plan(desk.now);
    this.#release(desk);
  }

  #watch(desk: Desk): void {
    if (this.#observing.isDeaf) return;
    const { roster, transports, instants, ground, consequences, dispatcher, following, groundCheck } =
      this.#control;
    nameJams({ roster, dispatcher, traffic: this.#options.traffic, settings: this.#settings }, desk.now);
    for (const robot of roster.list) {
      instants.resend(robot, desk);
      if (
        robot.observed &&
        robot.value.link === "heard" &&
        desk.now - robot.heardAt > silentAfterMs(robot, this.#settings)
      )
        consequences.tell(robot, { type: "robot.silent" }, desk);
      following.watch(robot, desk);
      if (isIgnored(robot, desk.now)) consequences.tell(robot, { type: "order.ignored" }, desk);
      ground.settleStanding(robot, desk.now);
      explainStandstill(
        robot,
        ground.isUnmoved(robot, desk.now),
        this.#options.traffic,
        roster,
        this.#settings,
        desk,
      );
      roster.show(robot, desk);
    }
    groundCheck.settle(desk);
    tellRings(this.#options.traffic, roster, desk);
    if (transports.isAnyOpen) dispatcher.wake();
    this.#afterwards(desk);
  }
}

/** It is sent somewhere and what was released to it does not lead there yet. */
const isBound = (robot: Robot): boolean =>
  robot.usable && robot.goal !== undefined && robot.goal.node !== robot.end;
