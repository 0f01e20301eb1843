/** Robots that wander a layout, one to a node, so that screens have something true-looking to draw. They carry, pick, charge, wait and fail. */

import type { RobotActivity } from "@floorplane/contracts/documents";
import { type RobotPose, writePositions } from "@floorplane/contracts/positions";
import type { RobotReason } from "@floorplane/contracts/reasons/of-robots";
import type { Site } from "@floorplane/contracts/site";
import type { Layout } from "@floorplane/layout/layout";
import type { Random } from "@floorplane/runtime/random";
import { activityCodes } from "./protocol.ts";

export interface ScriptedRobot {
  readonly robot: string;
  readonly index: number;
  node: number;
  next: number;
  /** m along the way from node to next. */
  gone: number;
  dwellS: number;
  theta: number;
  battery: number;
  loaded: boolean;
  activity: RobotActivity;
  why: RobotReason | null;
}

const speedMps = 1.4;

export class ScriptedRobots {
  readonly robots: ScriptedRobot[];
  readonly #layout: Layout;
  readonly #random: Random;
  readonly #held = new Map<number, ScriptedRobot>();
  /** When the robots last said where they are; frames go on without it. */
  heardAt = 0;
  /** The world stands still: no robot moves or speaks. */
  isFrozen = false;
  #sequence = 0;

  constructor(site: Site, layout: Layout, random: Random) {
    this.#layout = layout;
    this.#random = random;
    const nodes = [...Array(layout.graph.nodeCount).keys()];
    this.robots = site.robots.map(({ robot }, index) => {
      const node = nodes.splice(random.below(nodes.length), 1)[0]!;
      const scripted: ScriptedRobot = {
        robot,
        index,
        node,
        next: node,
        gone: 0,
        dwellS: 0,
        theta: 0,
        battery: 25 + random.below(75),
        loaded: random.chance(0.5),
        activity: "to-stop",
        why: null,
      };
      this.#held.set(node, scripted);
      return scripted;
    });
  }

  get(id: string): ScriptedRobot | undefined {
    return this.robots.find(({ robot }) => robot === id);
  }

  /** Robots whose activity changed. */
  step(seconds: number, at: number): ScriptedRobot[] {
    if (this.isFrozen) return [];
    this.heardAt = at;
    const changed: ScriptedRobot[] = [];
    for (const robot of this.robots) {
      const before = shownOf(robot);
      this.#move(robot, seconds);
      if (shownOf(robot) !== before) changed.push(robot);
    }
    return changed;
  }

  frame(at: number): Uint8Array {
    const { graph } = this.#layout;
    const poses = this.robots.map((robot): RobotPose => {
      const edge = graph.edgeBetween(robot.node, robot.next);
      const share = edge < 0 ? 0 : robot.gone / graph.edgeLength[edge]!;
      const x = graph.x[robot.node]! * (1 - share) + graph.x[robot.next]! * share;
      const y = graph.y[robot.node]! * (1 - share) + graph.y[robot.next]! * share;
      const { index, theta, battery, loaded } = robot;
      const activity = activityCodes.indexOf(robot.activity);
      const stale = robot.activity === "offline";
      const ageSeconds = stale ? 94 : (at - this.heardAt) / 1_000;
      return { index, x, y, theta, activity, battery, loaded, stale, ageSeconds };
    });
    return writePositions({ sequence: ++this.#sequence, at, robots: poses });
  }

  #move(robot: ScriptedRobot, seconds: number): void {
    const { graph, nodeActions } = this.#layout;
    if (["paused", "fault", "offline", "off-floor"].includes(robot.activity)) return;
    if (robot.dwellS > 0) {
      robot.dwellS -= seconds;
      if (robot.activity === "charging") robot.battery = Math.min(100, robot.battery + seconds / 20);
      return;
    }
    if (robot.next === robot.node && !this.#choose(robot)) return;
    const edge = graph.edgeBetween(robot.node, robot.next);
    robot.theta = graph.edgeHeading[edge]!;
    robot.gone += speedMps * seconds;
    robot.battery = Math.max(5, robot.battery - seconds / 400);
    robot.activity = "to-stop";
    robot.why = null;
    if (robot.gone < graph.edgeLength[edge]!) return;
    this.#held.delete(robot.node);
    robot.node = robot.next;
    robot.gone = 0;
    const actions = nodeActions.get(robot.node)?.map(({ actionType }) => actionType) ?? [];
    if (actions.includes("startCharging")) this.#dwell(robot, "charging", 40, false);
    else if (actions.includes("pickItems")) this.#dwell(robot, "acting", 9, true);
    else if (actions.includes("drop")) this.#dwell(robot, "acting", 5, !robot.loaded);
    else if (actions.length === 0 && graph.outFirst[robot.node + 1]! - graph.outFirst[robot.node]! === 1)
      if (this.#layout.nodeTheta.has(robot.node)) this.#dwell(robot, "idle", 20, false);
  }

  #dwell(robot: ScriptedRobot, activity: RobotActivity, seconds: number, loaded: boolean): void {
    robot.activity = activity;
    robot.dwellS = seconds;
    robot.loaded = loaded;
    robot.why = activity === "idle" ? { code: "idle.parks" } : null;
  }

  /** The next node, if one is free. A pocket is entered now and then; a lane is followed otherwise. */
  #choose(robot: ScriptedRobot): boolean {
    const { graph } = this.#layout;
    const ways: number[] = [];
    for (let i = graph.outFirst[robot.node]!; i < graph.outFirst[robot.node + 1]!; i++)
      ways.push(graph.edgeTo[graph.outEdge[i]!]!);
    const lanes = ways.filter((node) => graph.outFirst[node + 1]! - graph.outFirst[node]! > 1);
    const wanted = this.#random.chance(0.12) || lanes.length === 0 ? ways : lanes;
    const next = wanted[this.#random.below(wanted.length)];
    const holder = next === undefined ? undefined : this.#held.get(next);
    if (next === undefined || holder) {
      robot.activity = "waiting";
      robot.why = holder ? { code: "traffic.turn", node: graph.nodeIds[next!]!, of: holder.robot } : null;
      return false;
    }
    robot.next = next;
    this.#held.set(next, robot);
    return true;
  }
}

const shownOf = ({ activity, why, loaded }: ScriptedRobot): string => JSON.stringify([activity, why, loaded]);
