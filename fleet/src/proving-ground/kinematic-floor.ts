/**
 * A floor for measuring traffic: robots drive what is released to them, act at their goals, carry loads, pause and fail. Messages take their time both ways; robots that touch are found from
 * footprints alone. The same robots on `FreeRoads` (everything granted at once, nobody in the way) give the bound that no traffic can beat.
 */
import type { RobotId } from "@floorplane/contracts/ids";
import type { Footprint } from "@floorplane/layout/footprint";
import type { Graph } from "@floorplane/layout/graph";
import type { Random } from "@floorplane/runtime/random";
import type { Release, Traffic } from "../traffic/traffic.ts";
import { type Car, type Drive, newCar, poseOf } from "./kinematic-car.ts";
import { type FloorFigures, Tally } from "./kinematic-figures.ts";
import { overlaps } from "./kinematic-judge.ts";

export interface Errand {
  readonly node: number;
  readonly stopMs: number;
  /** Whether the robot carries a load when it leaves; as before where absent. */
  readonly loadedAfter?: boolean;
}

export interface Mishaps {
  /** Chance per robot and second, and how long each lasts. */
  readonly perSecond: number;
  readonly ms: number;
}

export interface FloorOptions {
  readonly graph: Graph;
  readonly drive: Drive;
  readonly footprints: { readonly empty: Footprint; readonly loaded: Footprint };
  readonly traffic: Traffic;
  readonly random: Random;
  /** Where robots begin, one each. */
  readonly starts: readonly number[];
  nextErrand(robot: number, at: number): Errand | undefined;
  /** ms by any clock, for how long planning takes. */
  readonly stopwatch: () => number;
  readonly tickMs?: number;
  readonly planEveryMs?: number;
  /** From the grant to the robot, and from the robot to `passed`. */
  readonly latencyMs?: number;
  readonly pauses?: Mishaps | undefined;
  /** The same, but traffic is told that the robot stands. */
  readonly faults?: Mishaps | undefined;
  /** Look for robots that touch so often; 0: never. */
  readonly judgeEveryMs?: number;
}

/** A robot that wants to go somewhere and has not for so long stalls; after more it is a deadlock. */
const stallMs = 120_000;
const deadlockMs = 300_000;
const troublesMax = 20;

export class Floor {
  readonly cars: readonly Car[];
  nowMs = 0;
  readonly troubles: string[] = [];
  readonly #options: FloorOptions;
  readonly #byId: ReadonlyMap<RobotId, Car>;
  readonly #tickMs: number;
  readonly #tally = new Tally();
  #nextPlanMs = 0;
  /** Spent on goals since the last plan: their distances are part of planning. */
  #goalsMs = 0;
  readonly #mail: { readonly at: number; readonly release: Release }[] = [];
  readonly #evidence: { readonly at: number; readonly robot: RobotId; readonly node: number }[] = [];
  readonly #alongX: number[] = [];
  /** When the last robot was done at a place, by node. */
  readonly #servedMs = new Map<number, number>();
  #touching = new Set<string>();

  constructor(options: FloorOptions) {
    this.#options = options;
    this.#tickMs = options.tickMs ?? 100;
    this.cars = options.starts.map((start, index) => newCar(options.graph, index, start));
    this.#byId = new Map(this.cars.map((car) => [car.id, car]));
    for (const car of this.cars) {
      const entered = options.traffic.enter(car.id, car.base);
      if (!entered.ok) throw new Error(`${car.id} cannot enter: ${entered.heldBy.join(", ")}`);
      this.#sendOn(car);
    }
  }

  run(hours: number): FloorFigures {
    const endMs = this.nowMs + hours * 3_600_000;
    while (this.nowMs < endMs) {
      if (this.nowMs >= this.#nextPlanMs) this.#plan();
      this.tick();
    }
    return this.#tally.figures(hours);
  }

  #plan(): void {
    const { traffic, stopwatch, planEveryMs = 1_000 } = this.#options;
    const before = stopwatch();
    traffic.plan(this.nowMs);
    this.#tally.planMs.push(stopwatch() - before + this.#goalsMs);
    this.#goalsMs = 0;
    this.#tally.rings += traffic.rings().length;
    this.#nextPlanMs = this.nowMs + planEveryMs;
    this.#post(traffic.grant(this.nowMs));
  }

  tick(): void {
    this.nowMs += this.#tickMs;
    while (this.#mail[0] && this.#mail[0].at <= this.nowMs) this.#extend(this.#mail.shift()!.release);
    for (const car of this.cars) this.#move(car);
    this.#hear();
    const { judgeEveryMs = 0 } = this.#options;
    if (judgeEveryMs > 0 && this.nowMs % judgeEveryMs === 0) this.#judge();
  }

  #hear(): void {
    const { traffic } = this.#options;
    let heard = false;
    while (this.#evidence[0] && this.#evidence[0].at <= this.nowMs) {
      const { robot, node } = this.#evidence.shift()!;
      traffic.passed(robot, node);
      heard = true;
    }
    if (heard) this.#post(traffic.grant(this.nowMs));
  }

  #post(releases: readonly Release[]): void {
    for (const release of releases)
      this.#mail.push({ at: this.nowMs + (this.#options.latencyMs ?? 0), release });
  }

  #extend(release: Release): void {
    const car = this.#byId.get(release.robot)!;
    for (const node of release.nodes) {
      const edge = this.#options.graph.edgeBetween(car.base.at(-1)!, node);
      if (edge < 0) throw new Error(`${car.id} was released to a node that no edge leads to`);
      car.base.push(node);
      car.edges.push(edge);
    }
  }

  #sendOn(car: Car): void {
    const { traffic, stopwatch } = this.#options;
    const errand = this.#options.nextErrand(car.index, car.base.at(-1)!);
    car.goal = errand?.node ?? -1;
    car.stopMs = errand?.stopMs ?? 0;
    car.loadedAfter = errand?.loadedAfter ?? car.loaded;
    car.stuckMs = 0;
    car.sinceMs = this.nowMs;
    const before = stopwatch();
    traffic.setGoal(car.id, errand?.node ?? null);
    this.#goalsMs += stopwatch() - before;
  }

  #move(car: Car): void {
    const tally = this.#tally;
    const tickMs = this.#tickMs;
    const { drive } = this.#options;
    if (car.goal >= 0) tally.busyMs += tickMs;
    if (car.actLeftMs > 0) this.#act(car);
    else if (this.#isHindered(car)) this.#isStuck(car);
    else if (car.base.length === 1) this.#rest(car);
    else {
      car.stuckMs = 0;
      const before = car.along;
      const first = car.edges[0]!;
      const did = drive.move(car, tickMs, () => this.#reached(car));
      car.stillMs = 0;
      if (did === "turned") tally.turningMs += tickMs;
      if (car.edges[0] === first) tally.metres += car.along - before;
      else tally.metres += this.#options.graph.edgeLength[first]! - before + car.along;
    }
  }

  #act(car: Car): void {
    const { traffic } = this.#options;
    car.actLeftMs -= this.#tickMs;
    this.#tally.actingMs += this.#tickMs;
    if (car.actLeftMs > 0) return;
    this.#tally.goals++;
    this.#servedMs.set(car.goal, this.nowMs);
    this.#tally.longestMs = Math.max(this.#tally.longestMs, this.nowMs - car.sinceMs - car.stopMs);
    if (car.loaded !== car.loadedAfter) {
      car.loaded = car.loadedAfter;
      traffic.setLoaded(car.id, car.loaded);
    }
    traffic.setStanding(car.id, false);
    this.#sendOn(car);
    this.#nextPlanMs = Math.min(this.#nextPlanMs, this.nowMs);
  }

  /** By a pause that nobody knows of, or by a fault that it tells. */
  #isHindered(car: Car): boolean {
    const { traffic, pauses, faults, random } = this.#options;
    if (car.pausedMs > 0) {
      car.pausedMs -= this.#tickMs;
      car.speed = 0;
      if (car.pausedMs <= 0) traffic.setStanding(car.id, false);
      return true;
    }
    if (pauses && random.chance((pauses.perSecond * this.#tickMs) / 1_000)) car.pausedMs = pauses.ms;
    if (faults && random.chance((faults.perSecond * this.#tickMs) / 1_000)) {
      car.pausedMs = faults.ms;
      traffic.setStanding(car.id, true);
    }
    return false;
  }

  #rest(car: Car): void {
    if (car.goal < 0) return;
    if (car.base[0] === car.goal) {
      car.speed = 0;
      car.stillMs = 0;
      car.stuckMs = 0;
      car.actLeftMs = Math.max(this.#tickMs, car.stopMs);
      this.#options.traffic.setStanding(car.id, true);
      return;
    }
    if (car.stillMs === 0) this.#tally.halts++;
    this.#tally.waitingMs += this.#tickMs;
    car.stillMs += this.#tickMs;
    this.#isStuck(car);
  }

  /** Who queues at a place that others are served at does not stall. */
  #isStuck(car: Car): void {
    const before = car.stuckMs;
    const served = this.#servedMs.get(car.goal);
    if (served !== undefined && this.nowMs - served < stallMs && this.#isShared(car)) return;
    car.stuckMs += this.#tickMs;
    const crossed = (limit: number) => before < limit && car.stuckMs >= limit;
    if (crossed(deadlockMs)) this.#tally.deadlocks++;
    if (!crossed(stallMs)) return;
    this.#tally.stalls++;
    this.#tell(JSON.stringify({ robot: car.id, why: this.#options.traffic.explain(car.id) }));
  }

  #isShared(car: Car): boolean {
    return this.cars.some((other) => other !== car && other.goal === car.goal);
  }

  #reached(car: Car): void {
    this.#evidence.push({
      at: this.nowMs + (this.#options.latencyMs ?? 0),
      robot: car.id,
      node: car.base[0]!,
    });
  }

  /** Two robots that touch for a while have collided once. */
  #judge(): void {
    const { graph, footprints } = this.#options;
    const placed = this.cars.map((car) => ({
      pose: poseOf(car, graph),
      footprint: car.loaded ? footprints.loaded : footprints.empty,
    }));
    const touching = new Set<string>();
    for (const [a, b] of overlaps(placed, this.#alongX)) {
      const pair = `${this.cars[a]!.id} meets ${this.cars[b]!.id}`;
      touching.add(pair);
      if (this.#touching.has(pair)) continue;
      this.#tally.collisions++;
      this.#tell(`${pair} at ${graph.nodeIds[this.cars[a]!.base[0]!]}`);
    }
    this.#touching = touching;
  }

  #tell(trouble: string): void {
    if (this.troubles.length < troublesMax) this.troubles.push(`${this.nowMs / 1000} s: ${trouble}`);
  }
}
