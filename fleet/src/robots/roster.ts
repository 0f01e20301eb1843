/** All robots of the site: their charts, alarms and documents. The one place that changes a robot's state of mind. */
import type { RobotActivity, RobotDocument } from "@floorplane/contracts/documents";
import { AlarmId, byCodeUnits } from "@floorplane/contracts/ids";
import type { Site } from "@floorplane/contracts/site";
import type { Layout } from "@floorplane/layout/layout";
import { type Doers, doAsked, Machines } from "@floorplane/runtime/machines";
import type { Desk, Kept } from "@floorplane/runtime/room";
import type { FleetSettings } from "../settings.ts";
import { activityOf } from "./activity.ts";
import type { RobotTrouble } from "./alarms.ts";
import { faultOf, hindranceOf } from "./hindrance.ts";
import { chargeOf } from "./report.ts";
import { type KeptRobot, robotKind } from "./robot.kind.ts";
import { type RobotEvent, type robotAsks, robotMachine } from "./robot.machine.ts";
import { Robot } from "./robot.ts";

/** A document is written anew when the charge has changed by so much, percent. */
const batteryStep = 5;

/** What the chart asks of the rest of the fleet. */
export interface RosterServices {
  cancelOrder(robot: Robot, desk: Desk): void;
  forgetCancel(robot: Robot): void;
  startPause(robot: Robot, desk: Desk): void;
  stopPause(robot: Robot, desk: Desk): void;
  forgetFailures(robot: Robot): void;
  /** What a robot may do has changed. */
  changed(robot: Robot, desk: Desk): void;
}

export class Roster {
  readonly robots: ReadonlyMap<string, Robot>;
  /** By id, ascending by code units. */
  readonly list: readonly Robot[];
  /** Names the charts' due rows. */
  readonly kind = "robot";
  readonly #machines = new Machines(this.kind, robotMachine);
  readonly #nodeIds: readonly string[];
  readonly #services: RosterServices;
  readonly #settings: FleetSettings;
  readonly #shown = new Map<string, Shown>();
  readonly #doers: Doers<typeof robotAsks, Robot> = {
    raise: (robot, { alarm }, desk) => this.raise(robot, alarm, desk),
    clear: (robot, { alarm }, desk) => this.clear(robot, alarm, desk),
    cancelOrder: (robot, _, desk) => this.#services.cancelOrder(robot, desk),
    forgetCancel: (robot) => this.#services.forgetCancel(robot),
    startPause: (robot, _, desk) => this.#services.startPause(robot, desk),
    stopPause: (robot, _, desk) => this.#services.stopPause(robot, desk),
    forgetFailures: (robot) => this.#services.forgetFailures(robot),
  };

  constructor(site: Site, layout: Pick<Layout, "graph">, settings: FleetSettings, services: RosterServices) {
    this.#nodeIds = layout.graph.nodeIds;
    this.#settings = settings;
    this.#services = services;
    const rows = [...site.robots].sort((a, b) => byCodeUnits(a.robot, b.robot));
    this.list = rows.map(
      (row, index) =>
        new Robot(row, index, {
          value: {},
          context: {},
        }),
    );
    this.robots = new Map(this.list.map((robot) => [robot.id, robot]));
  }

  /** First step after a start: every robot has a chart and a document, and none was seen yet. */
  begin(kept: ReadonlyMap<string, KeptRobot>, desk: Desk): void {
    for (const robot of this.list) {
      const before = kept.get(robot.id);
      if (before) {
        robot.machine = this.#machines.restored(robot.id, before.machine);
        robot.acts = before.acts;
        robot.asked = before.asked;
        robot.failures = before.failures;
        // A tote whose transport is over lies on it until a person has taken it down.
        robot.tote ??= before.tote ?? undefined;
        robot.loaded ||= robot.tote !== undefined;
        robot.alarms = new Set(before.alarms);
        this.tell(robot, { type: "house.restarted" }, desk);
        const { order } = robot.value;
        if (order === "none" || order === "cooling" || order === "barred") robot.orderOpen = false;
      } else {
        const { lostAfterSilentMs, cancelWithinMs, refusalPauseMs, refusalsMax } = this.#settings;
        const input = { lostAfterMs: lostAfterSilentMs, cancelWithinMs, refusalPauseMs, refusalsMax };
        robot.machine = this.#machines.begin(robot.id, input, desk).row;
      }
    }
  }

  /** What a restart goes by; activity, charge and place are heard anew. */
  *kept(): Iterable<Kept> {
    for (const { id, machine, transport, tote, alarms, acts, asked, failures } of this.list)
      yield {
        kind: robotKind,
        id,
        body: {
          machine,
          transport: transport ?? null,
          tote: tote ?? null,
          alarms: [...alarms],
          acts,
          asked,
          failures,
        },
      };
  }

  tell(robot: Robot, event: RobotEvent | { readonly type: string }, desk: Desk): void {
    const stepped = this.#machines.step(robot.id, robot.machine, event as RobotEvent, desk);
    if (!stepped.changed) return;
    robot.machine = stepped.row;
    doAsked(this.#doers, stepped.asked, robot, desk);
    this.#services.changed(robot, desk);
    this.keep(robot, desk);
  }

  raise(robot: Robot, trouble: RobotTrouble, desk: Desk, text = robot.context.trouble): void {
    if (robot.alarms.has(trouble)) return;
    robot.alarms.add(trouble);
    desk.send("sensors", {
      type: "alarm.raise",
      key: alarmKey(robot, trouble),
      definition: trouble,
      source: robot.id,
      parameters: { robot: robot.id, why: text },
    });
    this.keep(robot, desk);
  }

  clear(robot: Robot, trouble: RobotTrouble, desk: Desk): void {
    if (!robot.alarms.delete(trouble)) return;
    desk.send("sensors", { type: "alarm.clear", key: alarmKey(robot, trouble) });
    this.keep(robot, desk);
  }

  /** The node that it stands on or passed last, by name; empty where that is not known. */
  placeOf({ node }: Robot): string {
    return this.#nodeIds[node] ?? "";
  }

  /** Writes the document if what it shows has changed. */
  show(robot: Robot, desk: Desk): void {
    const shown = this.#shown.get(robot.id);
    const activity = activityOf(robot, desk.now, this.#settings.waitingAfterMs);
    const why = activity === "to-stop" || activity === "acting" ? "" : whyOf(robot);
    const battery = batteryOf(robot, shown);
    if (
      shown &&
      shown.activity === activity &&
      shown.why === why &&
      shown.transport === (robot.transport ?? null) &&
      shown.tote === (robot.tote ?? null) &&
      isNear(shown.battery, battery)
    )
      return;
    this.#put(robot, { activity, why, battery }, desk);
  }

  /** Writes the document in any case: the chart or what stands beside it has changed. */
  keep(robot: Robot, desk: Desk): void {
    const shown = this.#shown.get(robot.id);
    const activity = activityOf(robot, desk.now, this.#settings.waitingAfterMs);
    this.#put(robot, { activity, why: whyOf(robot), battery: batteryOf(robot, shown) }, desk);
  }

  #put(
    robot: Robot,
    { activity, why, battery }: Pick<Shown, "activity" | "why" | "battery">,
    desk: Desk,
  ): void {
    const document: KeptRobot = {
      robot: robot.id,
      manufacturer: robot.manufacturer,
      activity,
      transport: robot.transport ?? null,
      tote: robot.tote ?? null,
      battery: battery === null ? null : Math.round(battery),
      why,
      machine: robot.machine,
      node: this.#nodeIds[robot.node] ?? null,
      alarms: [...robot.alarms],
      condition: robot.value,
      acts: robot.acts,
      asked: robot.asked,
      failures: robot.failures,
    };
    this.#shown.set(robot.id, {
      activity,
      why,
      battery,
      transport: document.transport,
      tote: document.tote,
    });
    desk.put(robotKind, robot.id, document);
  }
}

interface Shown extends Pick<RobotDocument, "why" | "battery" | "transport" | "tote"> {
  readonly activity: RobotActivity;
}

/** Its last word of it, also over a restart; null: there was none. */
const batteryOf = ({ report }: Robot, shown: Pick<Shown, "battery"> | undefined): number | null =>
  report ? chargeOf(report) : (shown?.battery ?? null);

const isNear = (a: number | null, b: number | null): boolean =>
  a === null || b === null ? a === b : Math.abs(a - b) < batteryStep;

/** Why it stands, and who is the first cause of that. A fault comes before what was said of it while it was well. */
export function whyOf(robot: Robot): string {
  const { jam } = robot;
  const why = seenOf(robot) || faultOf(robot) || hindranceOf(robot) || robot.why;
  return why === "" || jam.words === "" ? why + jam.words : `${why}; ${jam.words}`;
}

/** Off the floor by a person's word, and on it by its own: why its ground is not free. */
const seenOf = ({ value, context: { trouble } }: Robot): string =>
  value.presence === "seen"
    ? `it was taken off the floor, and ${trouble}: what it goes on saying to cover stays kept from others until it is switched off or put back`
    : "";

const alarmKey = (robot: Robot, trouble: RobotTrouble): AlarmId => AlarmId(`${trouble}:${robot.id}`);
