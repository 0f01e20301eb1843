/**
 * Drives a robot along the released steps of its order: turns, runs and stops of `motion.ts`, one after the other. It never passes the end of the base,
 * keeps its speed over nodes while the base goes on, and tells each node it passes. It owns no timer: `advance` catches up with any time.
 */
import { normaliseAngle } from "@floorplane/contracts/units";
import {
  forwardSpeedAt,
  type Motion,
  placeAt,
  poseInto,
  restoreMotion,
  run,
  type SavedMotion,
  type Standing,
  saveMotion,
  speedAt,
  standingAt,
  type TurnMeasures,
  turn,
} from "./motion.ts";
import { Odometer, type SavedOdometer } from "./odometer.ts";
import { braking, fastest, shortestM } from "./speed-profile.ts";
import { headingTolerance, headingWanted, isReleased, type Step } from "./way.ts";
import { legsAhead, stretchesOf } from "./way-ahead.ts";

export interface DriverOptions {
  readonly accelerationMps2: number;
  readonly turns: TurnMeasures;
  /** The robot's centre has reached the node at the end of this step. */
  readonly passed: (step: Step) => void;
}

export interface SavedDriver {
  readonly motion: SavedMotion;
  readonly steps: readonly Step[];
  readonly into: number;
  readonly turnTo: number | undefined;
  readonly nodePlaces: readonly number[];
  readonly nodeTimes: readonly number[];
  readonly odometer: SavedOdometer;
}

export class Driver {
  readonly odometer = new Odometer();
  readonly #options: DriverOptions;
  #motion: Motion;
  /** What is still ahead, horizon included. */
  #steps: Step[] = [];
  /** Metres of the first step that lie behind a standing robot. */
  #into = 0;
  /** Heading that the node asks for on which the robot stands. */
  #turnTo: number | undefined;
  /** Of the nodes ahead that lie on the current run: their places on it and the times (ms) they are passed. */
  #nodePlaces: number[] = [];
  #nodeTimes: number[] = [];
  /** Where the first step begins on the current run. */
  #stepStart = 0;
  /** Whether the current run goes as far as it may. */
  #isPlanned = false;

  constructor(standing: Standing, options: DriverOptions) {
    this.#options = options;
    this.#motion = standing;
  }

  get motion(): Motion {
    return this.#motion;
  }

  get steps(): readonly Step[] {
    return this.#steps;
  }

  get isMoving(): boolean {
    return this.#motion.kind !== "standing";
  }

  /** Stands exactly on its last node, in the heading that node asks for. */
  get isAligned(): boolean {
    return !this.isMoving && this.#turnTo === undefined;
  }

  /** When something happens next by itself, ms; Infinity while standing. */
  get nextMs(): number {
    const motion = this.#motion;
    if (motion.kind === "standing") return Number.POSITIVE_INFINITY;
    return Math.min(motion.endMs, this.#nodeTimes[0] ?? Number.POSITIVE_INFINITY);
  }

  /** Writes x, y and theta at this time into `out` at `offset`. */
  poseInto(ms: number, out: Float64Array, offset: number): void {
    poseInto(this.#motion, ms, out, offset);
  }

  odometerAt(ms: number): number {
    return this.odometer.at(this.#motion, ms);
  }

  speedAt(ms: number): number {
    return speedAt(this.#motion, ms);
  }

  /** Speed forwards, negative when driving backwards, m/s. */
  forwardSpeedAt(ms: number): number {
    return forwardSpeedAt(this.#motion, ms);
  }

  /** Metres since the last node. */
  sinceNodeAt(ms: number): number {
    return this.#motion.kind === "running" ? placeAt(this.#motion, ms) - this.#stepStart : this.#into;
  }

  /** Metres left to the end of the base. */
  baseLeftAt(ms: number): number {
    let left = -this.sinceNodeAt(ms);
    for (const step of this.#steps) {
      if (!isReleased(step)) break;
      left += step.length;
    }
    return Math.max(0, left);
  }

  /** A new way from where the robot stands; `into`: metres of the first step that already lie behind it. */
  begin(steps: readonly Step[], into: number, heading: number | undefined): void {
    this.#steps = [...steps];
    this.#into = into;
    this.#turnTo = heading;
    this.#isPlanned = false;
  }

  /** The horizon goes, these come after the base. */
  extend(steps: readonly Step[]): void {
    const base = this.#steps.findIndex((step) => !isReleased(step));
    this.#steps = [...(base < 0 ? this.#steps : this.#steps.slice(0, base)), ...steps];
    this.#isPlanned = false;
  }

  /** Everything behind the first node where the robot can still stop is dropped; a robot that stands stays where it is. */
  cutShort(nowMs: number): void {
    const motion = this.#motion;
    if (motion.kind !== "running") {
      this.#steps = [];
      return;
    }
    const speed = this.speedAt(nowMs);
    const stop = placeAt(motion, nowMs) + (speed * speed) / (2 * this.#options.accelerationMps2);
    const last = this.#nodePlaces.findIndex((place) => place >= stop - 1e-6);
    this.#steps = this.#steps.slice(0, (last < 0 ? this.#nodePlaces.length : last) + 1);
    this.#run(nowMs, () => true);
  }

  /** Catches up with everything that happened until now. True when something did. */
  advance(nowMs: number): boolean {
    let happened = false;
    for (;;) {
      const motion = this.#motion;
      if (motion.kind === "standing") return happened;
      if (motion.kind === "running" && (this.#nodeTimes[0] ?? Number.POSITIVE_INFINITY) <= nowMs) {
        this.#stepStart = this.#nodePlaces.shift()!;
        this.#nodeTimes.shift();
        this.#pass();
      } else if (motion.endMs <= nowMs) {
        this.#stop(motion.endMs);
        if (motion.kind === "turning") this.#turnTo = undefined;
      } else return happened;
      happened = true;
    }
  }

  /** Turns to the heading that the node asks for. True when a turn began. */
  align(nowMs: number): boolean {
    if (this.#motion.kind !== "standing" || this.#turnTo === undefined) return false;
    if (Math.abs(normaliseAngle(this.#turnTo - this.#motion.theta)) < headingTolerance) {
      this.#turnTo = undefined;
      return false;
    }
    this.#motion = turn(this.#motion, this.#turnTo, this.#options.turns, nowMs);
    return true;
  }

  /** Drives on as far as the base and `mayPass` allow; extends a run that is under way. True when motion or way changed. */
  go(nowMs: number, mayPass: (step: Step) => boolean): boolean {
    if (this.#motion.kind === "turning") return false;
    if (this.#motion.kind === "running" && this.#isPlanned) return false;
    if (this.#motion.kind === "standing") {
      const first = this.#steps[0];
      if (first && isReleased(first) && first.length - this.#into <= shortestM) {
        this.#into = 0;
        this.#pass();
        return true;
      }
    }
    return this.#run(nowMs, mayPass);
  }

  /** Stops as fast as that, wherever the robot is. */
  brake(nowMs: number, deceleration: number): void {
    const motion = this.#motion;
    if (motion.kind === "turning") this.#stop(nowMs);
    if (motion.kind !== "running") return;
    const place = placeAt(motion, nowMs);
    const profile = braking({ place, speed: this.speedAt(nowMs) }, deceleration);
    if (profile.endPlace >= motion.profile.endPlace) return;
    this.odometer.book(this.#motion, nowMs);
    const before = this.#stepStart;
    const places = this.#nodePlaces.filter((node) => node <= profile.endPlace);
    this.#motion = run(motion.legs, motion.legStarts, profile, nowMs);
    this.#markNodes(places, before);
    this.#isPlanned = false;
  }

  /** The order is gone: brakes, and forgets every step whose node it will not roll over. */
  abandon(nowMs: number, deceleration: number): void {
    this.brake(nowMs, deceleration);
    this.#steps = this.#motion.kind === "running" ? this.#steps.slice(0, this.#nodePlaces.length) : [];
    this.#isPlanned = true;
  }

  /** It stands there now, with nothing ahead. */
  putDown({ x, y, theta }: { readonly x: number; readonly y: number; readonly theta: number }): void {
    this.#motion = { kind: "standing", x, y, theta };
    this.#steps = [];
    this.#into = 0;
    this.#turnTo = undefined;
    this.#isPlanned = false;
  }

  /** What is left of a run is stood still on the spot, as when power is cut. */
  halt(nowMs: number): void {
    if (this.#motion.kind !== "standing") this.#stop(nowMs);
  }

  save(): SavedDriver {
    return {
      motion: saveMotion(this.#motion),
      steps: this.#steps,
      into: this.#motion.kind === "running" ? this.#stepStart : this.#into,
      turnTo: this.#turnTo,
      nodePlaces: this.#nodePlaces,
      nodeTimes: this.#nodeTimes,
      odometer: this.odometer.save(),
    };
  }

  restore(saved: SavedDriver, laterMs: number): void {
    this.#motion = restoreMotion(saved.motion, laterMs);
    this.#steps = [...saved.steps];
    if (this.#motion.kind === "running") this.#stepStart = saved.into;
    else this.#into = saved.into;
    this.#turnTo = saved.turnTo;
    this.#isPlanned = this.#motion.kind === "running";
    this.#nodePlaces = [...saved.nodePlaces];
    this.#nodeTimes = saved.nodeTimes.map((time) => time + laterMs);
    this.odometer.restore(saved.odometer);
  }

  #pass(): void {
    const step = this.#steps.shift()!;
    const heading = step.legs.at(-1)?.heading ?? standingAt(this.#motion, 0).theta;
    this.#turnTo = headingWanted(step.node, heading);
    this.#options.passed(step);
  }

  #run(nowMs: number, mayPass: (step: Step) => boolean): boolean {
    const motion = this.#motion;
    const place = motion.kind === "running" ? placeAt(motion, nowMs) - this.#stepStart : this.#into;
    const ahead = legsAhead(this.#steps, place, mayPass);
    const first = ahead.legs[0];
    this.#isPlanned = true;
    if (!first) return false;
    if (
      motion.kind === "standing" &&
      Math.abs(normaliseAngle(first.heading - motion.theta)) > headingTolerance
    ) {
      this.#motion = turn(motion, first.heading, this.#options.turns, nowMs);
      this.#turnTo = undefined;
      return true;
    }
    const end = ahead.starts.at(-1)! + ahead.legs.at(-1)!.length;
    if (motion.kind === "running" && Math.abs(end - (motion.profile.endPlace - this.#stepStart)) < 1e-6)
      return false;
    const profile = fastest(
      { place, speed: this.speedAt(nowMs) },
      stretchesOf(ahead, place),
      this.#options.accelerationMps2,
    );
    this.odometer.book(this.#motion, nowMs);
    this.#motion = run(ahead.legs, ahead.starts, profile, nowMs);
    this.#markNodes(ahead.nodes, 0);
    return true;
  }

  #markNodes(places: readonly number[], stepStart: number): void {
    const motion = this.#motion;
    if (motion.kind !== "running") return;
    this.#stepStart = stepStart;
    this.#nodePlaces = [...places];
    this.#nodeTimes = places.map((place) =>
      place >= motion.profile.endPlace - 1e-6
        ? motion.endMs
        : motion.startMs + Math.ceil(motion.profile.timeAt(place) * 1_000),
    );
  }

  #stop(ms: number): void {
    const motion = this.#motion;
    if (motion.kind === "running") {
      const into = placeAt(motion, ms) - this.#stepStart;
      this.#into = into < 1e-6 ? 0 : into;
      this.odometer.book(this.#motion, ms);
      this.#nodePlaces = [];
      this.#nodeTimes = [];
    }
    this.#motion = standingAt(motion, ms);
  }
}
