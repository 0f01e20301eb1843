/**
 * What each robot holds of the floor, as traffic knows it: entered where it stands, sent to a goal, given back what it was seen to have left. A robot that cannot drive is stood still, so that
 * others are planned around it (TRAFFIC 2).
 */
import { assert } from "@floorplane/contracts/errors";
import type { Vehicle } from "@floorplane/contracts/site";
import type { Graph } from "@floorplane/layout/graph";
import type { Layout } from "@floorplane/layout/layout";
import type { Release, Traffic } from "../traffic/traffic.ts";
import type { Aboard } from "./assigned.ts";
import type { Goal } from "./drive.ts";
import type { Robot } from "./robot.ts";
import type { RobotView } from "./robot-view.ts";
import { isUnmoved } from "./unmoved.ts";
import type { BaseNode } from "./vda-order.ts";

/** Beside what a robot's answers have taken, ms. */
const answerSpareMs = 500;

export interface HeldGroundOptions {
  readonly layout: Layout;
  readonly vehicle: Vehicle;
  readonly traffic: Traffic;
  /** Goals that change together are planned together: the least time between two plans, ms. */
  readonly planGapMs: number;
}

export interface Granted extends Omit<Release, "robot"> {
  readonly robot: Robot;
}

export class HeldGround {
  readonly #options: HeldGroundOptions;
  readonly #pace: { readonly graph: Graph; readonly vehicle: Vehicle };
  readonly #heldBy = (robot: RobotView): readonly number[] => this.held(robot);
  /** Those that traffic plans around. */
  readonly #standing = new Set<Robot>();
  #goalsChanged = false;
  #plannedAt = Number.NEGATIVE_INFINITY;

  constructor(options: HeldGroundOptions) {
    this.#options = options;
    this.#pace = { graph: options.layout.graph, vehicle: options.vehicle };
  }

  /** Puts a robot on the floor with all that it may still drive over, instead of what it held; refused it keeps that. */
  enter(robot: Robot, base: readonly number[]): ReturnType<Traffic["enter"]> {
    const { traffic } = this.#options;
    const entered = traffic.enter(robot.id, base);
    if (!entered.ok) return entered;
    robot.place.hold(base[0]!);
    traffic.setStanding(robot.id, this.#standing.has(robot));
    traffic.setLoaded(robot.id, robot.loaded);
    traffic.setGoal(robot.id, robot.goal?.node ?? null);
    this.#goalsChanged = true;
    return entered;
  }

  /** Holds nothing any more. */
  leave(robot: Robot): void {
    if (robot.entered) this.#options.traffic.leave(robot.id);
    robot.place.leave();
  }

  setGoal(robot: Robot, goal: Goal | undefined): void {
    robot.drive.setGoal(goal);
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
    if (this.#standing.has(robot) === standing) return;
    if (standing) this.#standing.add(robot);
    else this.#standing.delete(robot);
    if (robot.entered) this.#options.traffic.setStanding(robot.id, standing);
  }

  /** Acting, charging or not fit to drive: traffic plans around it. */
  settleStanding(robot: Robot, now: number): void {
    const { usable, goal } = robot;
    // Only while it may drive does it count that it does not.
    if (!usable) robot.place.wayBegins(now);
    const charging = goal?.purpose === "charge" && goal.node === robot.node;
    this.setStanding(robot, !usable || robot.attached || charging || this.isUnmoved(robot, now));
  }

  /** A tote or load lies on it, or nothing. */
  setLoad(robot: Robot, aboard: Aboard): void {
    const wasLoaded = robot.loaded;
    robot.assigned.takeUp(aboard);
    if (robot.loaded !== wasLoaded && robot.entered) this.#options.traffic.setLoaded(robot.id, robot.loaded);
  }

  /** The robot names a base node as its last; what it has left is another matter. */
  passed(robot: Robot, { sequence, node }: BaseNode): void {
    robot.driven.pass(sequence);
    robot.place.pass(node);
  }

  /** All that it holds, in driving order. */
  held(robot: RobotView): readonly number[] {
    return robot.entered ? this.#options.traffic.released(robot.id) : [];
  }

  /** A message and its echo have taken so long, ms: it is told of more ground as much earlier. The worst counts, and fades. */
  answered(robot: Robot, ms: number): void {
    robot.driven.answeredIn(ms);
    if (robot.entered) this.#options.traffic.setAnswer(robot.id, robot.driven.answerMs + answerSpareMs);
  }

  /** It says itself that it will soon have to slow down (`newBaseRequest`, VDA 5050 6.10.2). */
  asksForGround(robot: Robot): void {
    if (robot.entered && robot.orderOpen) this.#options.traffic.askForGround(robot.id);
  }

  /** It may drive and has not for a while. */
  isUnmoved(robot: Robot, now: number): boolean {
    return isUnmoved(robot, this.#heldBy, this.#pace, now);
  }

  /** The robot was seen at a node that it holds: what lies behind is free. */
  left(robot: Robot, node: number): void {
    this.#options.traffic.passed(robot.id, node);
    const { driven } = robot;
    const entry = driven.order?.base.findLast((each) => each.node === node && each.sequence <= driven.passed);
    if (driven.isOpen && entry) driven.leave(entry.sequence);
  }

  /** Whether goals changed since the last plan, and that is long enough ago. */
  wantsPlan(now: number): boolean {
    return this.#goalsChanged && now - this.#plannedAt >= this.#options.planGapMs;
  }

  get hasNewGoals(): boolean {
    return this.#goalsChanged;
  }

  plan(now: number): void {
    this.#goalsChanged = false;
    this.#plannedAt = now;
    this.#options.traffic.plan(now);
  }

  /** What traffic lets robots drive now, each with what it gets. */
  grants(robots: ReadonlyMap<string, Robot>, now: number): readonly Granted[] {
    return this.#options.traffic.grant(now).map(({ robot: id, nodes, horizon }) => {
      const robot = robots.get(id);
      assert(robot, `traffic granted nodes to ${id}, who is no robot of this site`);
      return { robot, nodes, horizon };
    });
  }
}
