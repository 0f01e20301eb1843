/** All robots of the site: their charts, alarms and documents. The one place that changes a robot's state of mind. */
import type { RobotActivity, RobotDocument } from "@floorplane/contracts/documents";
import { AlarmId, byCodeUnits } from "@floorplane/contracts/ids";
import { type RobotReason, type SingleReason, severalOf } from "@floorplane/contracts/reasons/of-robots";
import { isSameReason } from "@floorplane/contracts/reasons/reason";
import type { Site } from "@floorplane/contracts/site";
import type { Layout } from "@floorplane/layout/layout";
import { type Doers, doAsked, Machines } from "@floorplane/runtime/machines";
import type { Desk, Kept } from "@floorplane/runtime/room";
import type { FleetSettings } from "../settings/fleet-settings.ts";
import { activityOf } from "./activity.ts";
import type { RobotTrouble } from "./alarms.ts";
import { type Happening, nothing } from "./happening.ts";
import { faultOf, hindrancesOf } from "./hindrance.ts";
import type { InstantActions } from "./instant-actions.ts";
import { isIdle, mustCancel } from "./order-left.ts";
import { chargeOf } from "./report.ts";
import { type KeptRobot, robotKind } from "./robot.kind.ts";
import { type robotAsks, robotMachine } from "./robot.machine.ts";
import { Robot } from "./robot.ts";
import type { RobotEvent, RobotValue } from "./robot-events.ts";
import type { RobotView } from "./robot-view.ts";

/** A document is written anew when the charge has changed by so much, percent. */
const batteryStep = 5;

export class Roster {
  readonly robots: ReadonlyMap<string, Robot>;
  /** By id, ascending by code units. */
  readonly list: readonly Robot[];
  /** Names the charts' due rows. */
  readonly kind = "robot";
  readonly #machines = new Machines(this.kind, robotMachine);
  readonly #nodeIds: readonly string[];
  readonly #instants: InstantActions;
  readonly #settings: FleetSettings;
  readonly #shown = new Map<string, Shown>();
  readonly #doers: Doers<typeof robotAsks, Robot> = {
    raise: (robot, { alarm }, desk) =>
      this.raise(robot, alarm, desk, ofTrouble.has(alarm) ? robot.context.trouble : null),
    clear: (robot, { alarm }, desk) => this.clear(robot, alarm, desk),
    cancelOrder: (robot, _, desk) => {
      if (!isIdle(robot) || mustCancel(robot)) this.#instants.ask(robot, "cancelOrder", desk);
    },
    forgetCancel: (robot) => this.#instants.forget(robot, "cancelOrder"),
    startPause: (robot, _, desk) => this.#instants.ask(robot, "startPause", desk),
    stopPause: (robot, _, desk) => {
      // Whoever else holds it still does.
      if (robot.value.hold !== "held" && robot.value.room !== "contested")
        this.#instants.ask(robot, "stopPause", desk);
    },
    forgetFailures: (robot) => {
      robot.history.forget(() => true);
    },
  };

  constructor(site: Site, layout: Pick<Layout, "graph">, settings: FleetSettings, instants: InstantActions) {
    this.#nodeIds = layout.graph.nodeIds;
    this.#settings = settings;
    this.#instants = instants;
    const rows = [...site.robots].sort((a, b) => byCodeUnits(a.robot, b.robot));
    this.list = rows.map((row, index) => new Robot(row, index));
    this.robots = new Map(this.list.map((robot) => [robot.id, robot]));
  }

  /** First step after a start: every robot has a chart and a document, and none was seen yet. */
  *begin(kept: ReadonlyMap<string, KeptRobot>, desk: Desk): Generator<Happening> {
    for (const robot of this.list) {
      const before = kept.get(robot.id);
      if (before) {
        robot.stepTo(this.#machines.restored(robot.id, before.machine));
        robot.history.restore(before);
        // Nothing is held for it on that account; what is written of it meanwhile must not forget where it was seen last.
        if (before.node !== null) robot.place.suspect(this.#nodeIds.indexOf(before.node));
        // A tote whose transport is over lies on it until a person has taken it down.
        if (!robot.loaded)
          robot.assigned.takeUp({ tote: before.tote ?? undefined, load: before.load ?? undefined });
        robot.standUnder(new Set(before.alarms as RobotTrouble[]));
        yield* this.tell(robot, { type: "house.restarted" }, desk);
        const { order } = robot.value;
        if (order === "none" || order === "cooling" || order === "barred") robot.driven.close();
      } else {
        const { lostAfterSilentMs, cancelWithinMs, refusalPauseMs, refusalsMax } = this.#settings;
        const input = { lostAfterMs: lostAfterSilentMs, cancelWithinMs, refusalPauseMs, refusalsMax };
        robot.stepTo(this.#machines.begin(robot.id, input, desk).row);
      }
    }
  }

  /** What a restart goes by; activity, charge and place are heard anew. */
  *kept(): Iterable<Kept> {
    for (const { id, chart, transport, tote, load, alarms, history } of this.list)
      yield {
        kind: robotKind,
        id,
        body: {
          machine: chart,
          transport: transport ?? null,
          tote: tote ?? null,
          load: load ?? null,
          alarms: [...alarms],
          acts: history.acts,
          asked: history.asked,
          failures: history.failures,
        },
      };
  }

  /** Tells its chart. Whoever is handed what became of it writes the document, with what follows (`reports/consequences.ts`). */
  tell(robot: Robot, event: RobotEvent | { readonly type: string }, desk: Desk): readonly Happening[] {
    const { row, asked, changed } = this.#machines.step(robot.id, robot.chart, event as RobotEvent, desk);
    if (!changed) return nothing;
    const isNoted = asked.length === 0 && hasOnlyTakenItsOrder(robot.value, row.value as RobotValue);
    robot.stepTo(row);
    doAsked(this.#doers, asked, robot, desk);
    return [{ type: isNoted ? "robot.tookOrder" : "robot.changed", robot }];
  }

  raise(robot: Robot, trouble: RobotTrouble, desk: Desk, why: RobotReason | null): void {
    if (robot.alarms.has(trouble)) return;
    robot.standUnder(new Set([...robot.alarms, trouble]));
    desk.send("sensors", {
      type: "alarm.raise",
      key: alarmKey(robot, trouble),
      definition: trouble,
      source: robot.id,
      parameters: { robot: robot.id, ...(why ? { why } : {}) },
    });
    this.keep(robot, desk);
  }

  clear(robot: Robot, trouble: RobotTrouble, desk: Desk): void {
    if (!robot.alarms.has(trouble)) return;
    robot.standUnder(new Set([...robot.alarms].filter((other) => other !== trouble)));
    desk.send("sensors", { type: "alarm.clear", key: alarmKey(robot, trouble) });
    this.keep(robot, desk);
  }

  /** The node that it stands on or passed last, by name; empty where nothing is held for it. */
  placeOf({ where }: RobotView): string {
    switch (where.kind) {
      case "unknown":
        return "";
      case "astray":
        return this.#nodeIds[where.node] ?? "";
      case "standing":
        return this.#nodeIds[where.at] ?? "";
      case "moving":
        return this.#nodeIds[where.from] ?? "";
      default:
        return where satisfies never;
    }
  }

  /** Notes the document if what it shows has changed. */
  show(robot: Robot, desk: Desk): void {
    const shown = this.#shown.get(robot.id);
    const activity = activityOf(robot, desk.now, this.#settings.waitingAfterMs);
    const why = activity === "to-stop" || activity === "acting" ? null : whyOf(robot);
    const battery = batteryOf(robot, shown);
    if (
      shown &&
      shown.activity === activity &&
      isSameReason(shown.why, why) &&
      shown.transport === (robot.transport ?? null) &&
      shown.tote === (robot.tote ?? null) &&
      shown.load === robot.load &&
      isNear(shown.battery, battery)
    )
      return;
    desk.note(robotKind, robot.id, this.#document(robot, { activity, why, battery }));
  }

  /** Writes the document in any case: the chart or what stands beside it has changed. */
  keep(robot: Robot, desk: Desk): void {
    desk.put(robotKind, robot.id, this.#present(robot, desk.now));
  }

  /** Notes the document in any case: its chart has changed in what it says again after a restart. */
  note(robot: Robot, desk: Desk): void {
    desk.note(robotKind, robot.id, this.#present(robot, desk.now));
  }

  #present(robot: Robot, now: number): KeptRobot {
    const activity = activityOf(robot, now, this.#settings.waitingAfterMs);
    const battery = batteryOf(robot, this.#shown.get(robot.id));
    return this.#document(robot, { activity, why: whyOf(robot), battery });
  }

  #document(
    robot: Robot,
    { activity, why, battery }: Pick<Shown, "activity" | "why" | "battery">,
  ): KeptRobot {
    const document: KeptRobot = {
      robot: robot.id,
      manufacturer: robot.manufacturer,
      activity,
      transport: robot.transport ?? null,
      tote: robot.tote ?? null,
      load: robot.load ?? null,
      battery: battery === null ? null : Math.round(battery),
      why,
      machine: robot.chart,
      node: this.#nodeIds[robot.node] ?? null,
      alarms: [...robot.alarms],
      condition: robot.value,
      acts: robot.history.acts,
      asked: robot.history.asked,
      failures: robot.history.failures,
    };
    this.#shown.set(robot.id, {
      activity,
      why,
      battery,
      transport: document.transport,
      tote: document.tote,
      load: robot.load,
    });
    return document;
  }
}

interface Shown extends Pick<RobotDocument, "why" | "battery" | "transport" | "tote"> {
  readonly activity: RobotActivity;
  readonly load: RobotView["load"];
}

/** An echo decides nothing: its order is as much its own before, and its next state echoes it too. */
const hasOnlyTakenItsOrder = (before: RobotValue, now: RobotValue): boolean =>
  before.order === "sent" && now.order === "running";

/** Its last word of it, also over a restart; null: there was none. */
const batteryOf = ({ report }: RobotView, shown: Pick<Shown, "battery"> | undefined): number | null =>
  report ? chargeOf(report) : (shown?.battery ?? null);

const isNear = (a: number | null, b: number | null): boolean =>
  a === null || b === null ? a === b : Math.abs(a - b) < batteryStep;

/** Why it stands, and who is the first cause of that. */
export function whyOf(robot: RobotView): RobotReason | null {
  const { jam } = robot.jam;
  const whys = ownWhysOf(robot);
  return severalOf(jam ? [...whys, jam] : whys);
}

/** A fault comes before what was said of it while it was well. */
function ownWhysOf(robot: RobotView): readonly SingleReason[] {
  const { value, context, why } = robot;
  // Off the floor by a person's word, and on it by its own: why its ground is not free.
  if (value.presence === "seen") return [{ code: "fault.seen", because: context.trouble }];
  const fault = faultOf(robot);
  if (fault) return [fault];
  const hindrances = hindrancesOf(robot);
  if (hindrances.length > 0) return hindrances;
  return why ? [why] : [];
}

/** Alarms of what its chart was told just then; of the others its trouble may be of long ago. */
const ofTrouble: ReadonlySet<RobotTrouble> = new Set([
  "robot.estop",
  "robot.fault",
  "robot.astray",
  "robot.refuses",
  "robot.failing",
  "robot.off-floor-seen",
]);

const alarmKey = (robot: Robot, trouble: RobotTrouble): AlarmId => AlarmId(`${trouble}:${robot.id}`);
