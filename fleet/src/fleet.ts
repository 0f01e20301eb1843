/**
 * The fleet room: robots that speak VDA 5050, the transports they do, who does which, and who may drive where. This file wires;
 * robots/ hears and speaks, transports/ keeps the work, dispatch/ decides who goes where, traffic/ who passes first.
 */
import { SiteId } from "@floorplane/contracts/ids";
import type { Command, ToFleet } from "@floorplane/contracts/messages";
import type { Site } from "@floorplane/contracts/site";
import { topics } from "@floorplane/contracts/topics";
import type { Layout } from "@floorplane/layout/layout";
import type { Bus } from "@floorplane/runtime/bus/bus";
import { every, type Timers } from "@floorplane/runtime/clock/clock";
import type { Log } from "@floorplane/runtime/log";
import type { MachineDue } from "@floorplane/runtime/machines";
import type { Desk, Office, Restore, Room } from "@floorplane/runtime/room";
import { Dispatcher } from "./dispatch/dispatcher.ts";
import { Travel } from "./dispatch/travel.ts";
import { codec21 } from "./robots/codec-2-1.ts";
import { Crew, type KeptRobot, robotKind } from "./robots/crew.ts";
import { Driving, type ResendDue } from "./robots/driving.ts";
import { Ear } from "./robots/ear.ts";
import { Following } from "./robots/following.ts";
import { Instants } from "./robots/instants.ts";
import { type KeptOrder, keptOrder, orderKind } from "./robots/order-keeping.ts";
import type { LinkWord, RobotReport } from "./robots/report.ts";
import type { Robot } from "./robots/robot.ts";
import { type FleetSettings, fleetDefaults } from "./settings.ts";
import { speakPositions } from "./telemetry.ts";
import type { Traffic } from "./traffic/traffic.ts";
import { Stops } from "./transports/stops.ts";
import { isAboard, type Transport } from "./transports/transport.ts";
import { Work } from "./transports/work.ts";
import { explainStandstill, silentAfterMs } from "./watch.ts";

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
  readonly #crew: Crew;
  readonly #work = new Work();
  readonly #driving: Driving;
  readonly #dispatcher: Dispatcher;
  readonly #instants: Instants;
  readonly #stops: Stops;
  readonly #following: Following;
  readonly #ear: Ear;
  readonly #kept = new Map<string, KeptRobot>();
  #ends: (() => void)[] = [];
  #planning = false;

  constructor(options: FleetOptions) {
    const { site, layout, traffic, log } = options;
    const settings: FleetSettings = { ...fleetDefaults, ...options.settings };
    this.#options = options;
    this.#settings = settings;
    this.#instants = new Instants(codec21, settings);
    this.#crew = new Crew(site, settings, {
      cancelOrder: (robot, desk) => {
        if (!this.#following.isIdle(robot)) this.#instants.ask(robot, "cancelOrder", desk);
      },
      startPause: (robot, desk) => this.#instants.ask(robot, "startPause", desk),
      stopPause: (robot, desk) => this.#instants.ask(robot, "stopPause", desk),
      changed: (robot, desk) => this.#changed(robot, desk),
    });
    this.#crew.nodeId = (node) => layout.graph.nodeIds[node] ?? null;
    this.#driving = new Driving({
      layout,
      vehicle: site.vehicle,
      traffic,
      codec: codec21,
      settings,
      log,
      opened: (robot, desk) => this.#crew.tell(robot, { type: "order.opened" }, desk),
    });
    const travel = new Travel(layout.graph, site.vehicle);
    const shared = { layout, settings, log, crew: this.#crew, work: this.#work, driving: this.#driving };
    this.#dispatcher = new Dispatcher({ ...shared, travel });
    this.#stops = new Stops({ ...shared, dispatcher: this.#dispatcher });
    this.#following = new Following({ ...shared, dispatcher: this.#dispatcher, stops: this.#stops });
    this.#ear = new Ear(
      this.#crew.list,
      codec21,
      {
        state: (robot, report) => this.#heard(robot, report),
        connection: (robot, link) => this.#linked(robot, link),
        factsheet: (robot, facts) => {
          robot.facts = facts;
        },
        pose: (robot, pose) => {
          robot.pose = pose;
        },
      },
      log,
    );
  }

  /** Messages set aside, by why. */
  get setAside(): Ear["counts"] {
    return this.#ear.counts;
  }

  async restore(read: Restore): Promise<void> {
    await this.#work.restore(read);
    for (const { id, body } of await read.documents(robotKind)) this.#kept.set(id, body as KeptRobot);
    for (const { id, body } of await read.documents(orderKind)) {
      const robot = this.#crew.robots.get(id);
      if (!robot) continue;
      const kept = body as KeptOrder;
      robot.orderStamp = kept.stamp;
      robot.order = keptOrder(kept, this.#options.layout);
      robot.orderOpen = robot.order !== undefined;
      robot.passed = robot.order?.base[0]?.sequence ?? 0;
    }
    for (const transport of this.#work.open) {
      const robot = transport.robot === null ? undefined : this.#crew.robots.get(transport.robot);
      if (robot) this.#takeUp(robot, transport);
    }
  }

  #takeUp(robot: Robot, transport: Transport): void {
    robot.transport = transport.transport;
    robot.loaded = isAboard(transport);
    robot.tote = robot.loaded ? transport.tote : undefined;
  }

  begin(desk: Desk): void {
    const { bus, timers, office, site } = this.#options;
    const { watchPeriodMs, planPeriodMs, observeMs, positionsHz } = this.#settings;
    this.#crew.begin(this.#kept, desk);
    for (const robot of this.#crew.list) {
      this.#crew.keep(robot, desk);
      this.#instants.ask(robot, "stateRequest", desk);
    }
    this.#ear.listen(bus, { poses: positionsHz > 0 });
    const step = (type: string, run: (desk: Desk) => void) => () => office.act({ type }, run);
    this.#ends.push(
      () => this.#ear.stop(),
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
      timers.at(
        desk.now + observeMs,
        step("fleet.observed", (one) => this.#stopWaiting(one)),
      ),
    );
    if (positionsHz > 0)
      this.#ends.push(
        speakPositions({
          bus,
          timers,
          topic: topics.positions(SiteId(site.site)),
          robots: this.#crew.list,
          hz: positionsHz,
          staleMs: (robot) => silentAfterMs(robot, this.#settings),
          waitingAfterMs: this.#settings.waitingAfterMs,
        }),
      );
  }

  async stop(): Promise<void> {
    for (const end of this.#ends.splice(0)) end();
  }

  take(message: ToFleet, desk: Desk): void {
    const isSent = (transport: Transport): boolean => {
      const robot = transport.robot === null ? undefined : this.#crew.robots.get(transport.robot);
      return robot?.attached === true && robot.goal?.action?.id === transport.target?.actionId;
    };
    switch (message.type) {
      case "transport.requested":
        this.#work.request(message, this.#dispatcher.places, desk);
        this.#dispatcher.wake();
        return;
      case "transport.replaceStop": {
        const robot = this.#robotOf(message.transport);
        if (this.#work.replaceStop(message, this.#dispatcher.places, isSent, desk) && robot)
          this.#dispatcher.release(robot);
        return;
      }
      case "transport.withdraw": {
        const robot = this.#robotOf(message.transport);
        const left = this.#work.withdraw(message, isSent, desk);
        if (!robot || robot.attached) return;
        if (!left) robot.transport = undefined;
        this.#dispatcher.release(robot);
        this.#crew.keep(robot, desk);
        return;
      }
      case "robot.pause":
        this.#command(message, "robot.hold", desk);
        return;
      case "robot.resume":
        this.#command(message, "robot.released", desk);
        return;
      default:
        message satisfies never;
    }
  }

  fire(event: { readonly type: string }, desk: Desk): void {
    if (event.type === "machine.due") {
      const due = event as MachineDue;
      const robot = due.machine === "robot" ? this.#crew.robots.get(due.id) : undefined;
      if (robot) this.#crew.tell(robot, due.event, desk);
    } else if (event.type === "order.resend") {
      const robot = this.#crew.robots.get((event as ResendDue).robot);
      if (robot && this.#driving.resend(robot, desk) === "unanswered") {
        this.#instants.ask(robot, "stateRequest", desk);
        this.#crew.tell(robot, { type: "order.unanswered" }, desk);
      }
    }
  }

  #robotOf(id: Transport["transport"]): Robot | undefined {
    const robot = this.#work.get(id)?.robot;
    return robot == null ? undefined : this.#crew.robots.get(robot);
  }

  #command(
    message: Command & { readonly robot: string },
    event: "robot.hold" | "robot.released",
    desk: Desk,
  ): void {
    const robot = this.#crew.robots.get(message.robot);
    if (!robot) {
      const why = `this site has no robot ${message.robot}`;
      desk.send("dashboards", { type: "command.refused", command: message.command, why });
      return;
    }
    this.#options.log.info(event, { robot: robot.id, by: message.by, reason: message.reason });
    this.#crew.tell(robot, { type: event }, desk);
    desk.send("dashboards", { type: "command.done", command: message.command });
    this.#afterwards(desk);
  }

  #heard(robot: Robot, report: RobotReport): void {
    this.#options.office.act({ type: "robot.state", data: { robot: robot.id } }, (desk) => {
      this.#following.report(robot, report, desk);
      this.#instants.heard(robot, report);
      if (!this.#driving.isOpen && this.#crew.list.every(({ heardAt }) => heardAt > 0)) this.#driving.open();
      this.#afterwards(desk);
      this.#driving.send(robot, desk);
      this.#settleStanding(robot);
      this.#crew.show(robot, desk);
    });
  }

  /** A last will counts at any age; ONLINE alone is no health: only a fresh state is. */
  #linked(robot: Robot, link: LinkWord): void {
    this.#options.office.act({ type: `robot.${link}`, data: { robot: robot.id } }, (desk) => {
      if (link === "online") {
        if (robot.value.link !== "heard") this.#instants.ask(robot, "stateRequest", desk);
        return;
      }
      this.#crew.tell(robot, { type: link === "broken" ? "robot.silent" : "robot.left" }, desk);
      this.#afterwards(desk);
    });
  }

  /** What a robot may do has changed: traffic plans around it, its work may go to another. */
  #changed(robot: Robot, desk: Desk): void {
    this.#settleStanding(robot);
    this.#dispatcher.wake();
    const { link, order } = robot.value;
    const transport = this.#work.get(robot.transport);
    if ((link !== "lost" && order !== "barred") || !transport || isAboard(transport) || robot.attached)
      return;
    // Its hands are empty and no action is on its way: another robot may do it.
    this.#work.release(transport, desk);
    robot.transport = undefined;
    this.#dispatcher.release(robot);
  }

  #settleStanding(robot: Robot): void {
    const charging = robot.goal?.purpose === "charge" && robot.goal.node === robot.node;
    this.#driving.setStanding(robot, !robot.usable || robot.attached || charging);
  }

  /** After anything that was heard or decided: rounds, plans and releases that follow from it. */
  #afterwards(desk: Desk): void {
    if (!this.#driving.isOpen) return;
    // A round can wake the next (a place became free); two are enough, the rest waits for the watch.
    for (let rounds = 0; rounds < 2 && this.#dispatcher.isAwake; rounds++) this.#dispatcher.round(desk);
    if (this.#driving.wantsPlan(desk.now)) this.#driving.plan(desk.now);
    else this.#planSoon();
    this.#release(desk);
  }

  #release(desk: Desk): void {
    for (const robot of this.#driving.release(this.#crew.robots, desk)) this.#settleStanding(robot);
  }

  /** Goals that change close together are planned together. */
  #planSoon(): void {
    if (this.#planning || !this.#driving.hasNewGoals) return;
    this.#planning = true;
    const { timers, office } = this.#options;
    timers.at(timers.now() + this.#settings.planGapMs, () => {
      this.#planning = false;
      office.act({ type: "fleet.planned" }, (desk) => this.#plan(desk));
    });
  }

  #plan(desk: Desk): void {
    if (!this.#driving.isOpen || !this.#crew.list.some(isBound)) return;
    this.#driving.plan(desk.now);
    this.#release(desk);
  }

  /** Some robots were not seen in time: what they may have driven onto stays held, and the others begin. */
  #stopWaiting(desk: Desk): void {
    if (this.#driving.isOpen) return;
    for (const robot of this.#crew.list) {
      if (robot.heardAt > 0) continue;
      this.#following.hold(robot, this.#kept.get(robot.id)?.node ?? null);
      this.#crew.tell(robot, { type: "robot.silent" }, desk);
    }
    this.#driving.open();
    this.#dispatcher.wake();
    this.#afterwards(desk);
  }

  #watch(desk: Desk): void {
    for (const robot of this.#crew.list) {
      this.#instants.resend(robot, desk);
      if (robot.value.link === "heard" && desk.now - robot.heardAt > silentAfterMs(robot, this.#settings))
        this.#crew.tell(robot, { type: "robot.silent" }, desk);
      explainStandstill(robot, this.#options.traffic, this.#crew, this.#settings, desk);
      this.#crew.show(robot, desk);
    }
    if ([...this.#work.open].length > 0) this.#dispatcher.wake();
    this.#afterwards(desk);
  }
}

/** It is sent somewhere and not there yet, or it is in another's way. */
const isBound = (robot: Robot): boolean =>
  robot.usable && robot.goal !== undefined && robot.goal.node !== robot.end;
