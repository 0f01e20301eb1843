/**
 * A floor for measuring traffic: robots with acceleration, turns and stops drive what is released to them, in ticks of 100 ms, without messages in between. Poses are checked for overlap
 * from footprints alone. The same robots on `FreeRoads` (everything granted at once, nobody in the way) give the bound that traffic is measured against.
 */
import { RobotId } from "@floorplane/contracts/ids";
import { normaliseAngle } from "@floorplane/contracts/units";
import { type Footprint, footprintsOverlap } from "@floorplane/layout/footprint";
import type { Graph } from "@floorplane/layout/graph";
import type { Random } from "@floorplane/runtime/random";
import { type Car, limitOf, poseOf, startHeading, straightOn } from "./car.testkit.ts";
import type { Kinematics } from "./motion.ts";
import type { Release, Traffic } from "./traffic.ts";

export interface FloorOptions {
  readonly graph: Graph;
  readonly kinematics: Kinematics;
  readonly footprint: Footprint;
  readonly traffic: Traffic;
  readonly random: Random;
  /** Where robots begin, one each. */
  readonly starts: readonly number[];
  /** Next stop of a robot: where, and for how long. */
  nextStop(robot: number, at: number): { readonly node: number; readonly stopMs: number } | undefined;
  readonly planEveryMs?: number;
  /** From the grant to the robot, and from the robot to `passed`. */
  readonly latencyMs?: number;
  /** Chance per robot and second of a pause, and its length. */
  readonly pauses?: { readonly perSecond: number; readonly ms: number };
  /** The same, but traffic is told that the robot stands. */
  readonly faults?: { readonly perSecond: number; readonly ms: number };
  readonly checkPoses?: boolean;
}

export interface FloorFigures {
  goals: number;
  readonly hours: number;
  goalsPerHour: number;
  /** Of the time that robots had somewhere to go, the part that they stood for others. */
  waitingShare: number;
  collisions: number;
  /** Robots that had somewhere to go and did not move for two minutes. */
  deadlocks: number;
  rings: number;
  planMsMean: number;
  planMsMax: number;
  metresPerGoal: number;
  /** Seconds of a goal spent: driving, turning, acting, standing for others. */
  perGoal: string;
}

const tickMs = 100;
const stuckMs = 120_000;

export class Floor {
  readonly cars: Car[];
  nowMs = 0;
  readonly troubles: string[] = [];
  private readonly options: FloorOptions;
  private goals = 0;
  private metres = 0;
  private turningMs = 0;
  private actingMs = 0;
  private halts = 0;
  private waitingMs = 0;
  private busyMs = 0;
  private collisions = 0;
  private deadlocks = 0;
  private rings = 0;
  private planMs: number[] = [];
  private nextPlanMs = 0;
  private readonly mail: { readonly at: number; readonly release: Release }[] = [];
  private readonly evidence: { readonly at: number; readonly robot: RobotId; readonly node: number }[] = [];

  constructor(options: FloorOptions) {
    this.options = options;
    this.cars = options.starts.map((start, index) => ({
      id: RobotId(`R${index + 1}`),
      index,
      base: [start],
      edges: [],
      along: 0,
      speed: 0,
      theta: startHeading(options.graph, start),
      turnLeft: 0,
      actLeftMs: 0,
      pausedMs: 0,
      goal: -1,
      stopMs: 0,
      waitingMs: 0,
      stillMs: 0,
    }));
    for (const car of this.cars) {
      const entered = options.traffic.enter(car.id, car.base);
      if (!entered.ok) throw new Error(`${car.id} cannot enter: ${entered.heldBy.join(", ")}`);
      this.sendOn(car);
    }
  }

  run(hours: number): FloorFigures {
    const { traffic, planEveryMs = 1_000 } = this.options;
    const endMs = this.nowMs + hours * 3_600_000;
    while (this.nowMs < endMs) {
      if (this.nowMs >= this.nextPlanMs) {
        const before = performance.now();
        traffic.plan(this.nowMs);
        this.planMs.push(performance.now() - before);
        this.rings += traffic.rings().length;
        this.nextPlanMs = this.nowMs + planEveryMs;
        this.post(traffic.grant(this.nowMs));
      }
      this.tick();
    }
    return this.figures(hours);
  }

  tick(): void {
    this.nowMs += tickMs;
    while (this.mail[0] && this.mail[0].at <= this.nowMs) this.extend(this.mail.shift()!.release);
    for (const car of this.cars) this.move(car);
    this.hear();
    if (this.options.checkPoses && this.nowMs % 200 === 0) this.checkPoses();
  }

  private figures(hours: number): FloorFigures {
    const planMs = this.planMs.toSorted((a, b) => a - b);
    const perGoal = (ms: number) => (ms / 1_000 / Math.max(1, this.goals)).toFixed(1);
    const driving = this.busyMs - this.turningMs - this.actingMs - this.waitingMs;
    return {
      metresPerGoal: this.metres / Math.max(1, this.goals),
      perGoal: `drive ${perGoal(driving)} turn ${perGoal(this.turningMs)} act ${perGoal(this.actingMs)} wait ${perGoal(this.waitingMs)} halts ${(this.halts / Math.max(1, this.goals)).toFixed(2)}`,
      goals: this.goals,
      hours,
      goalsPerHour: Math.round(this.goals / hours),
      waitingShare: this.waitingMs / Math.max(1, this.busyMs),
      collisions: this.collisions,
      deadlocks: this.deadlocks,
      rings: this.rings,
      planMsMean: planMs.reduce((sum, ms) => sum + ms, 0) / Math.max(1, planMs.length),
      planMsMax: planMs.at(-Math.ceil(planMs.length / 100)) ?? 0,
    };
  }

  private hear(): void {
    const { traffic } = this.options;
    let heard = false;
    while (this.evidence[0] && this.evidence[0].at <= this.nowMs) {
      const { robot, node } = this.evidence.shift()!;
      traffic.passed(robot, node);
      heard = true;
    }
    if (heard) this.post(traffic.grant(this.nowMs));
  }

  private post(releases: readonly Release[]): void {
    for (const release of releases)
      this.mail.push({ at: this.nowMs + (this.options.latencyMs ?? 0), release });
  }

  private extend(release: Release): void {
    const car = this.cars.find((candidate) => candidate.id === release.robot)!;
    for (const node of release.nodes) {
      const edge = this.options.graph.edgeBetween(car.base.at(-1)!, node);
      if (edge < 0) throw new Error(`${car.id} was released to a node that no edge leads to`);
      car.base.push(node);
      car.edges.push(edge);
    }
  }

  private sendOn(car: Car): void {
    const stop = this.options.nextStop(car.index, car.base.at(-1)!);
    car.goal = stop?.node ?? -1;
    car.stopMs = stop?.stopMs ?? 0;
    this.options.traffic.setGoal(car.id, stop?.node ?? null);
  }

  private move(car: Car): void {
    const { traffic, pauses, faults, random } = this.options;
    if (car.goal >= 0) this.busyMs += tickMs;
    if (car.actLeftMs > 0) {
      car.actLeftMs -= tickMs;
      this.actingMs += tickMs;
      if (car.actLeftMs > 0) return;
      this.goals++;
      traffic.setStanding(car.id, false);
      this.sendOn(car);
      this.nextPlanMs = Math.min(this.nextPlanMs, this.nowMs);
      return;
    }
    if (car.pausedMs > 0) {
      car.pausedMs -= tickMs;
      car.speed = 0;
      if (car.pausedMs <= 0) traffic.setStanding(car.id, false);
      return;
    }
    if (pauses && random.chance((pauses.perSecond * tickMs) / 1_000)) car.pausedMs = pauses.ms;
    if (faults && random.chance((faults.perSecond * tickMs) / 1_000)) {
      car.pausedMs = faults.ms;
      traffic.setStanding(car.id, true);
    }
    if (car.base.length === 1) {
      this.rest(car);
      return;
    }
    car.stillMs = 0;
    if (!this.turns(car)) this.drive(car);
  }

  private rest(car: Car): void {
    car.speed = 0;
    if (car.goal < 0) return;
    if (car.base[0] === car.goal) {
      car.stillMs = 0;
      car.actLeftMs = Math.max(tickMs, car.stopMs);
      this.options.traffic.setStanding(car.id, true);
      return;
    }
    if (car.stillMs === 0) this.halts++;
    car.waitingMs += tickMs;
    this.waitingMs += tickMs;
    car.stillMs += tickMs;
    if (car.stillMs !== stuckMs) return;
    this.deadlocks++;
    this.troubles.push(`${this.nowMs / 1000} s: ${this.options.traffic.explain(car.id)}`);
  }

  /** Turns on the spot towards the next edge; true while it does. */
  private turns(car: Car): boolean {
    if (car.along > 0) return false;
    const heading = this.options.graph.edgeHeading[car.edges[0]!]!;
    const off = normaliseAngle(heading - car.theta);
    if (Math.abs(off) < 0.05) {
      car.theta = heading;
      return false;
    }
    car.speed = 0;
    this.turningMs += tickMs;
    const step = ((Math.PI / 2 / this.options.kinematics.quarterTurnS) * tickMs) / 1_000;
    car.theta = Math.abs(off) <= step ? heading : normaliseAngle(car.theta + Math.sign(off) * step);
    return true;
  }

  private drive(car: Car): void {
    const { graph, kinematics } = this.options;
    const acceleration = kinematics.accelerationMps2;
    const seconds = tickMs / 1_000;
    let speed = Math.min(car.speed + acceleration * seconds, limitOf(graph, kinematics, car.edges[0]!));
    let ahead = graph.edgeLength[car.edges[0]!]! - car.along;
    for (let i = 0; i < car.edges.length; i++) {
      const next = car.edges[i + 1];
      const through = next !== undefined && straightOn(graph, car.edges[i]!, next);
      const limit = through ? limitOf(graph, kinematics, next) : 0;
      speed = Math.min(speed, Math.sqrt(limit ** 2 + 2 * acceleration * ahead) + 1e-9);
      if (!through) break;
      ahead += graph.edgeLength[next]!;
    }
    if (speed < 0.02) speed = 0.02;
    car.speed = speed;
    car.along += speed * seconds;
    this.metres += speed * seconds;
    while (car.edges.length > 0 && car.along >= graph.edgeLength[car.edges[0]!]! - 0.01) this.reach(car);
  }

  private reach(car: Car): void {
    const { graph } = this.options;
    const edge = car.edges.shift()!;
    car.base.shift();
    car.along = Math.max(0, car.along - graph.edgeLength[edge]!);
    const next = car.edges[0];
    if (next === undefined || !straightOn(graph, edge, next)) {
      car.along = 0;
      car.speed = 0;
    }
    this.evidence.push({ at: this.nowMs + (this.options.latencyMs ?? 0), robot: car.id, node: car.base[0]! });
  }

  private checkPoses(): void {
    const poses = this.cars.map((car) => poseOf(car, this.options.graph));
    for (let i = 0; i < poses.length; i++)
      for (let j = i + 1; j < poses.length; j++)
        if (footprintsOverlap(this.options.footprint, poses[i]!, this.options.footprint, poses[j]!)) {
          this.collisions++;
          if (this.troubles.length < 20)
            this.troubles.push(
              `${this.nowMs / 1000} s: ${this.cars[i]!.id} ${this.cars[i]!.base.map((n) => this.options.graph.nodeIds[n])} meets ${this.cars[j]!.id} ${this.cars[j]!.base.map((n) => this.options.graph.nodeIds[n])}`,
            );
        }
  }
}
