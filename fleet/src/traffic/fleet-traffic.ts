/** Traffic put together: where robots are sent (targets), who passes first (planner), who may drive (claims), and what to do when they wait for one another. No clock and no chance of its own. */

import type { RobotId } from "@floorplane/contracts/ids";
import type { TrafficReason } from "@floorplane/contracts/reasons/of-robots";
import type { Graph } from "@floorplane/layout/graph";
import { requireBase, requireNode, requireOnFloor } from "./checked-places.ts";
import { Claims } from "./claims.ts";
import { Congestion } from "./congestion.ts";
import { explainRobot, waitsForOf } from "./explain.ts";
import { GoalDistances } from "./goal-distances.ts";
import { type EdgeTimes, type Guidance, guidanceOf, pocketMouths } from "./guidance.ts";
import { withoutStrangers } from "./late-plan.ts";
import { type Look, Lookahead, type LookaheadOptions } from "./lookahead.ts";
import { type Kinematics, type Motion, motionOf } from "./motion.ts";
import { Pibt, type PibtParts } from "./pibt.ts";
import { inThread, type Plan, type Planner } from "./planner.ts";
import { ProblemBook } from "./problem-book.ts";
import { Refuges } from "./refuges.ts";
import type { Resources } from "./resource-table.ts";
import { resourcesAlong, resourcesOf } from "./resources.ts";
import { Rings } from "./rings.ts";
import { answerMsMin, newRover, type Rover } from "./rover.ts";
import { SaidPlaces } from "./said-places.ts";
import { isStalled } from "./stalled.ts";
import { StandingCosts } from "./standing-costs.ts";
import { Targets } from "./targets.ts";
import type { Contest, Release, SaidPlace, Traffic } from "./traffic.ts";

export interface TrafficOptions extends LookaheadOptions {
  /** The guidance that a site ships. */
  readonly edgeTimes?: EdgeTimes | undefined;
}

/** Makes the planner of a floor: in this thread, or in one of its own (`planner-thread.ts`). */
export type MakePlanner = (floor: PibtParts) => Planner;

export interface TrafficParts {
  readonly graph: Graph;
  readonly resources: Resources;
  readonly kinematics: Kinematics;
  readonly motion: Motion;
  readonly guidance: Guidance;
  readonly distances: GoalDistances;
  readonly mouths: Int32Array;
  readonly claims: Claims;
  readonly targets: Targets;
  readonly planner: Planner;
}

/** VDA 5050's horizon is shown for the robot's sake; a few nodes say enough. */
const horizonMax = 4;
/** Who went aside in a dead end stays behind the others for so long; otherwise both would come back at once, again and again. */
const modestMs = 15_000;

/** Whole plans in the caller's thread: equal each time, as everything on a virtual clock needs them. */
export const plannerInThread: MakePlanner = (floor) => {
  const pibt = new Pibt(floor);
  return inThread((problem) => pibt.plan(problem));
};

/** Traffic on a graph, with everything in this thread unless another planner is given. */
export function trafficOn(
  graph: Graph,
  kinematics: Kinematics,
  options: TrafficOptions = {},
  makePlanner: MakePlanner = plannerInThread,
): FleetTraffic {
  const motion = motionOf(graph, kinematics);
  const guidance = guidanceOf(graph, motion, options.edgeTimes);
  const resources = resourcesOf(graph);
  const distances = new GoalDistances(graph, motion, guidance);
  const mouths = pocketMouths(graph);
  const claims = new Claims(graph, resources);
  const refuges = new Refuges(graph, motion, guidance, distances, mouths);
  const targets = new Targets({ claims, distances, refuges, mouths });
  const planner = makePlanner({ graph, resources, motion, guidance, distances, mouths });
  return new FleetTraffic(
    { graph, resources, kinematics, motion, guidance, distances, mouths, claims, targets, planner },
    options,
  );
}

export class FleetTraffic implements Traffic {
  readonly #parts: TrafficParts;
  readonly #lookahead: Lookahead;
  readonly #ringsAtRest: Rings;
  readonly #rovers: (Rover | undefined)[] = [];
  readonly #slotOf = new Map<RobotId, number>();
  readonly #book: ProblemBook;
  readonly #standingCosts: StandingCosts;
  readonly #congestion: Congestion;
  readonly #said: SaidPlaces;
  /** Passed something since the clock was last read. */
  readonly #moved: Rover[] = [];
  #wish: Int32Array = new Int32Array(0);
  #stuck: (readonly RobotId[])[] = [];
  #now = 0;
  #hasNewPlan = false;
  #hearLatePlan = (): void => {};

  constructor(parts: TrafficParts, options: TrafficOptions = {}) {
    this.#parts = parts;
    this.#lookahead = new Lookahead(parts, options);
    this.#ringsAtRest = new Rings(parts);
    this.#book = new ProblemBook(parts);
    this.#standingCosts = new StandingCosts(parts);
    this.#congestion = new Congestion(parts);
    this.#said = new SaidPlaces(parts.graph, parts.resources, parts.claims);
  }

  enter(robot: RobotId, base: readonly number[]): ReturnType<Traffic["enter"]> {
    requireBase(this.#parts.graph, robot, base);
    const heldBy = this.#inTheWay(robot, base);
    if (heldBy.length > 0) return { ok: false, heldBy };
    this.leave(robot);
    const free = this.#rovers.indexOf(undefined);
    const slot = free < 0 ? this.#rovers.length : free;
    this.#parts.claims.enter(slot, base);
    this.#rovers[slot] = newRover(slot, robot, this.#now);
    this.#slotOf.set(robot, slot);
    return { ok: true };
  }

  leave(robot: RobotId): void {
    const rover = this.#find(robot);
    if (!rover) return;
    this.#standingCosts.clear(rover);
    if (rover.goal >= 0) this.#parts.distances.letGo(rover.goal);
    this.#parts.claims.leave(rover.slot);
    this.#rovers[rover.slot] = undefined;
    this.#slotOf.delete(robot);
  }

  setSaid(robot: RobotId, place: SaidPlace | null): void {
    for (const node of this.#said.set(robot, place)) this.#standingCosts.refreshNode(node, this.#rovers);
  }

  contests(): readonly Contest[] {
    return this.#said.contests(this.#slotOf);
  }

  setGoal(robot: RobotId, node: number | null): void {
    if (node !== null) requireNode(this.#parts.graph, node);
    const rover = this.#require(robot);
    const goal = node ?? -1;
    if (goal === rover.goal) return;
    if (rover.goal >= 0) this.#parts.distances.letGo(rover.goal);
    if (goal >= 0) this.#parts.distances.hold(goal);
    rover.goal = goal;
    rover.goalSinceMs = this.#now;
    rover.nearestDs = Number.POSITIVE_INFINITY;
    rover.nearestSinceMs = this.#now;
    rover.ownsGoal = false;
    rover.underWay = false;
    rover.refuge = -1;
    rover.yieldUntilMs = 0;
  }

  setStanding(robot: RobotId, standing: boolean): void {
    const rover = this.#require(robot);
    if (rover.standing === standing) return;
    rover.standing = standing;
    rover.standingSinceMs = this.#now;
    rover.legSinceMs = this.#now;
    rover.fromRest = true;
    if (!standing) this.#standingCosts.clear(rover);
  }

  setLoaded(robot: RobotId, loaded: boolean): void {
    this.#require(robot).loaded = loaded;
  }

  setAnswer(robot: RobotId, ms: number): void {
    this.#require(robot).answerMs = Math.max(ms, answerMsMin);
  }

  askForGround(robot: RobotId): void {
    const rover = this.#require(robot);
    rover.asks = true;
    this.#parts.claims.wake(rover.slot);
  }

  passed(robot: RobotId, node: number): void {
    const rover = this.#require(robot);
    const before = this.#parts.claims.nodeAt(rover.slot, 0);
    if (node === before || !this.#parts.claims.passed(rover.slot, node)) return;
    rover.fromRest = this.#parts.claims.length(rover.slot) === 1;
    this.#moved.push(rover);
  }

  setClosed(node: number, closed: boolean): void {
    requireNode(this.#parts.graph, node);
    this.#parts.claims.setClosed(node, closed);
    this.#standingCosts.refreshNode(node, this.#rovers);
  }

  plan(now: number): void {
    this.#readClock(now);
    this.#standingCosts.refresh(this.#rovers, now);
    this.#parts.targets.assign(this.#rovers, now);
    this.#congestion.observe(this.#rovers, now);
    const problem = this.#book.write(this.#rovers, now);
    const asked = this.#rovers.slice();
    let isLate = false;
    this.#parts.planner.plan(problem, (plan) => {
      // Who has left and come back meanwhile, or got the slot of one who left, stands elsewhere now.
      this.#take(withoutStrangers(plan, (slot) => asked[slot] !== this.#rovers[slot]));
      if (isLate) this.#hearLatePlan();
    });
    isLate = true;
    const rings = this.#ringsAtRest.dissolve(this.#rovers, now, (rover) => this.#nextEdge(rover));
    this.#stuck = rings.map((ring) => ring.map((slot) => this.#rovers[slot]!.id));
  }

  /** Calls when a plan has come after `plan` had returned: `grant` may have something then. */
  onLatePlan(hear: () => void): void {
    this.#hearLatePlan = hear;
  }

  grant(now: number): Release[] {
    this.#readClock(now);
    const { claims } = this.#parts;
    const isPlanned = this.#hasNewPlan;
    this.#hasNewPlan = false;
    if (!claims.isAnyAwake) return [];
    const nodesOf = new Map<number, number[]>();
    this.#letOn(isPlanned ? "company" : "heard", nodesOf);
    if (nodesOf.size > 0 && !isPlanned) {
      // One message is decided: those that would be due soon go along, in the same step.
      claims.wakeAll();
      this.#letOn("company", nodesOf);
    }
    return Array.from(nodesOf, ([slot, nodes]) => ({
      robot: this.#rovers[slot]!.id,
      nodes,
      horizon: claims.horizon(slot, horizonMax),
    }));
  }

  #letOn(look: Look, nodesOf: Map<number, number[]>): void {
    const { claims, graph } = this.#parts;
    claims.grant(
      (robot, edge) => this.#lookahead.reaches(robot, edge),
      (robot, edge) => {
        const rover = this.#rovers[robot]!;
        rover.asks = false;
        if (claims.length(robot) === 2) rover.legSinceMs = Math.max(rover.legSinceMs, this.#now);
        const nodes = nodesOf.get(robot);
        if (nodes) nodes.push(graph.edgeTo[edge]!);
        else nodesOf.set(robot, [graph.edgeTo[edge]!]);
      },
      (robot) => {
        const rover = this.#rovers[robot]!;
        return !rover.standing && this.#lookahead.isShort(rover, this.#now, look);
      },
    );
  }

  released(robot: RobotId): readonly number[] {
    const rover = this.#find(robot);
    return rover ? this.#parts.claims.base(rover.slot) : [];
  }

  explain(robot: RobotId): TrafficReason | null {
    return explainRobot(...this.#sceneOf(robot));
  }

  waitsFor(robot: RobotId): RobotId | undefined {
    return waitsForOf(...this.#sceneOf(robot));
  }

  rings(): readonly (readonly RobotId[])[] {
    return this.#stuck;
  }

  /** Robots that have a goal, do not stand, and came no nearer to it for a long time: an alarm's business. */
  stalled(): RobotId[] {
    return this.#rovers.flatMap((rover) =>
      rover && isStalled(rover, this.#parts.claims, this.#now) ? [rover.id] : [],
    );
  }

  #sceneOf(robot: RobotId): Parameters<typeof explainRobot> {
    const { graph, claims, targets } = this.#parts;
    const rover = this.#require(robot);
    return [rover, this.#nextEdge(rover), { graph, claims, targets, rovers: this.#rovers }];
  }

  #take(plan: Plan): void {
    this.#wish = plan.wish;
    this.#hasNewPlan = true;
    this.#parts.claims.merge(plan);
    for (const rover of this.#rovers)
      if (rover && plan.gaveWay[rover.slot] && rover.modestUntilMs <= this.#now)
        rover.modestUntilMs = this.#now + modestMs;
  }

  #nextEdge(rover: Rover): number {
    const planned = this.#parts.claims.nextEdge(rover.slot);
    return planned >= 0 ? planned : (this.#wish[rover.slot] ?? -1);
  }

  #readClock(now: number): void {
    this.#now = now;
    for (const rover of this.#moved) {
      rover.legSinceMs = now;
      rover.haltedSinceMs = now;
    }
    this.#moved.length = 0;
  }

  /** Who holds a place of this base, or says one that the robot does not hold yet. */
  #inTheWay(robot: RobotId, base: readonly number[]): RobotId[] {
    const { claims, graph } = this.#parts;
    const held = resourcesAlong(graph, this.released(robot));
    const added = resourcesAlong(graph, base).filter((resource) => !held.includes(resource));
    const slots = claims.inTheWay(this.#slotOf.get(robot) ?? -1, base);
    return [
      ...new Set([...slots.map((slot) => this.#rovers[slot]!.id), ...this.#said.sayersOf(added, robot)]),
    ];
  }

  #find(robot: RobotId): Rover | undefined {
    const slot = this.#slotOf.get(robot);
    return slot === undefined ? undefined : this.#rovers[slot];
  }

  #require(robot: RobotId): Rover {
    return requireOnFloor(this.#find(robot), robot);
  }
}
