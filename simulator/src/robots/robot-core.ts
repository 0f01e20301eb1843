/**
 * The robot without its wires: one order, its way, its actions, battery and errors. Everything happens in `settle`, which catches up with any
 * time; `nextMs` says when it wants to be called again, `isChanged` whether a state is worth sending.
 */
import type { Action } from "@floorplane/contracts/vda5050/v2-1/action.schema";
import type { Order } from "@floorplane/contracts/vda5050/v2-1/order.schema";
import type { EStop, OperatingMode, RobotError } from "@floorplane/contracts/vda5050/v2-1/state.schema";
import type { Pose } from "@floorplane/layout/footprint";
import { ActionQueue, type Entry, type Outcome } from "./actions.ts";
import { Battery, type SavedBattery } from "./battery.ts";
import { type Declared, declaredOf, toteAmrActions } from "./declared-actions.ts";
import { Driver, type SavedDriver } from "./driver.ts";
import { protocolOf } from "./factsheet.ts";
import { InstantActions } from "./instant-actions.ts";
import { turnMeasures } from "./motion.ts";
import { OrderAcceptance, type OrderMark } from "./order-acceptance.ts";
import { type OrderRules, rulesOf } from "./order-rules.ts";
import type { RobotParameters } from "./parameters.ts";
import { ErrorList, warning } from "./state-message.ts";
import { type Deck, ToteWork } from "./tote-work.ts";
import { isReleased, type Step } from "./way.ts";
import type { Wire } from "./wire.ts";
import type { CarriedLoad, WorldPort } from "./world-port.ts";

/** An empty robot moves again from here, percent. */
const batteryAwakePercent = 2;
/** A robot asks for more base this long before it would have to brake, s. */
const baseRequestS = 2;

export interface RobotCoreOptions {
  readonly parameters: RobotParameters;
  readonly world: WorldPort;
  readonly mapId: string;
  readonly start: { readonly node: string; readonly x: number; readonly y: number; readonly theta: number };
  readonly batteryPercent: number;
  readonly nowMs: number;
  /** The arm is back. */
  readonly handled: () => void;
  /** It begins to read a storage place, so many rounds. */
  readonly counts: (rounds: number) => void;
  readonly factsheetRequested: () => void;
  /** Of its version of the standard. */
  readonly wire: Pick<Wire, "knowsFactsheet" | "beginsAtZero">;
}

export interface SavedCore {
  readonly driver: SavedDriver;
  readonly actions: readonly Entry[];
  readonly battery: SavedBattery;
  readonly order: OrderMark;
  readonly tote?: string;
  readonly load?: CarriedLoad;
  readonly units: number;
  readonly mode: OperatingMode;
  readonly eStop: EStop;
  readonly isPaused: boolean;
  readonly isHeld: boolean;
  readonly errors: readonly RobotError[];
}

export class RobotCore implements Deck {
  /** The storage place that it read last. */
  counting: string | undefined;
  readonly driver: Driver;
  readonly actions: ActionQueue;
  readonly battery: Battery;
  readonly errors = new ErrorList();
  readonly declared: Declared;
  readonly rules: OrderRules;
  readonly #options: RobotCoreOptions;
  readonly #pose = new Float64Array(3);
  readonly acceptance: OrderAcceptance;
  readonly #instants: InstantActions;
  tote: string | undefined;
  load: CarriedLoad | undefined;
  mode: OperatingMode = "AUTOMATIC";
  eStop: EStop = "NONE";
  isPaused = false;
  /** Something worth a state happened since this was last set to false. */
  isChanged = true;
  #units = 0;
  /** Kept from driving and working. */
  isHeld = false;
  /** Nothing of it moves, and it does not say so. */
  #isSeized = false;
  /** Up to when everything is settled. */
  nowMs: number;

  constructor(options: RobotCoreOptions) {
    const { parameters, start, world, nowMs } = options;
    this.#options = options;
    this.declared = declaredOf([...toteAmrActions, ...parameters.signals]);
    this.rules = rulesOf(protocolOf(parameters), options.wire);
    this.nowMs = nowMs;
    this.driver = new Driver(
      { kind: "standing", x: start.x, y: start.y, theta: start.theta },
      {
        accelerationMps2: parameters.accelerationMps2,
        turns: turnMeasures(parameters.quarterTurnS, parameters.turnRampS),
        passed: (step) => this.#passed(step),
      },
    );
    this.battery = new Battery(parameters.battery, options.batteryPercent, nowMs);
    this.actions = new ActionQueue({
      work: new ToteWork(world, this),
      initialisingMs: parameters.initialisingMs,
      ended: (entry, outcome) => this.#ended(entry, outcome),
    });
    const { driver, actions, errors, declared, rules } = this;
    this.acceptance = new OrderAcceptance({
      driver,
      actions,
      errors,
      declared,
      rules,
      mapId: options.mapId,
      speedMps: parameters.speedMps,
      startNode: start.node,
    });
    this.#instants = new InstantActions(this, options);
  }

  get node(): string {
    return this.acceptance.mark.lastNodeId;
  }

  get units(): number {
    return this.#units;
  }

  set units(units: number) {
    this.#units = units;
    this.driver.odometer.isEmpty = units === 0;
  }

  get isMoving(): boolean {
    return this.driver.isMoving;
  }

  /** No node ahead, horizon included, and nothing left to do. */
  get isIdle(): boolean {
    return this.driver.steps.length === 0 && !this.driver.isMoving && this.actions.isIdle;
  }

  get hasOrder(): boolean {
    return this.driver.steps.length > 0 || this.actions.hasOrderWork;
  }

  get takesOrders(): boolean {
    return this.mode === "AUTOMATIC" || this.mode === "SEMIAUTOMATIC";
  }

  /** Exact at any time from the last happening to the next. */
  poseAt(ms: number): Pose {
    this.driver.poseInto(ms, this.#pose, 0);
    return { x: this.#pose[0]!, y: this.#pose[1]!, theta: this.#pose[2]! };
  }

  /** When `settle` must be called next, ms. */
  get nextMs(): number {
    return Math.min(this.driver.nextMs, this.actions.nextMs);
  }

  /** Braking or about to, with a horizon behind the base. */
  get wantsBase(): boolean {
    const last = this.driver.steps.at(-1);
    if (!last || isReleased(last)) return false;
    const { speedMps, accelerationMps2 } = this.#options.parameters;
    const speed = this.driver.speedAt(this.nowMs);
    return (
      this.driver.baseLeftAt(this.nowMs) <= (speed * speed) / (2 * accelerationMps2) + baseRequestS * speedMps
    );
  }

  takeOrder(order: Order, nowMs: number): void {
    this.settle(nowMs);
    this.isChanged = true;
    const { isIdle, takesOrders } = this;
    this.acceptance.take(order, { isIdle, takesOrders, pose: this.poseAt(nowMs) });
    this.settle(nowMs);
  }

  takeInstantActions(actions: readonly Action[], nowMs: number): void {
    this.settle(nowMs);
    this.isChanged = true;
    for (const action of actions) this.#instants.take(action);
    this.settle(nowMs);
  }

  /** Brings everything up to now: what is over has ended, what may begin has begun. */
  settle(nowMs: number): void {
    this.nowMs = nowMs;
    const wasMoving = this.driver.isMoving;
    this.#hold();
    for (;;) {
      const drove = this.driver.advance(nowMs);
      const acted = !this.isHeld && this.#act(nowMs);
      if (!drove && !acted) break;
    }
    this.#endInstant();
    if (this.driver.isMoving !== wasMoving) this.isChanged = true;
    if (this.driver.isMoving && this.battery.isCharging) this.plug(false);
  }

  /** The emergency stop is pressed, or a bumper touched (`AUTOACK`). */
  pressStop(kind: Exclude<EStop, "NONE">, nowMs: number): void {
    this.settle(nowMs);
    this.eStop = kind;
    this.isChanged = true;
    this.settle(nowMs);
  }

  /** Unlocked at the robot. After a person's stop it stays paused until control says `stopPause`: nothing goes on by itself. */
  resetStop(nowMs: number): void {
    if (this.eStop === "MANUAL" || this.eStop === "REMOTE") this.isPaused = true;
    this.eStop = "NONE";
    this.isChanged = true;
    this.settle(nowMs);
  }

  /** A person takes the wheel or hands it back; out of automatic the order is gone. */
  setMode(mode: OperatingMode, nowMs: number): void {
    this.settle(nowMs);
    this.mode = mode;
    this.isChanged = true;
    if (!this.takesOrders && this.hasOrder) {
      this.driver.abandon(nowMs, this.#options.parameters.accelerationMps2);
      this.actions.cancel(`the mode is ${mode}`, true);
      this.acceptance.cancel();
    }
    this.settle(nowMs);
  }

  seize(isSeized: boolean, nowMs: number): void {
    this.settle(nowMs);
    this.#isSeized = isSeized;
    this.isChanged = true;
    this.settle(nowMs);
  }

  /** Put down by hand, its order forgotten; the node it names as its last stays the one it drove over. */
  putDown(place: Pose, nowMs: number): void {
    this.settle(nowMs);
    this.forget(nowMs);
    this.driver.putDown(place);
  }

  counts(station: string, rounds: number): void {
    this.counting = station;
    this.#options.counts(rounds);
  }

  handled(): void {
    this.#options.handled();
  }

  plug(isCharging: boolean): void {
    this.battery.reckon(this.nowMs, this.driver.odometerAt(this.nowMs));
    this.battery.plug(isCharging);
    this.isChanged = true;
  }

  /** Percent, brought up to now. An empty battery holds the robot until somebody takes it away. */
  charged(): number {
    const percent = this.battery.reckon(this.nowMs, this.driver.odometerAt(this.nowMs));
    if (percent > batteryAwakePercent) this.errors.remove("batteryEmpty");
    else if (percent === 0 && !this.battery.isCharging)
      this.errors.add({
        errorType: "batteryEmpty",
        errorLevel: "FATAL",
        errorDescription: "The battery is empty.",
      });
    return percent;
  }

  save(): SavedCore {
    return {
      driver: this.driver.save(),
      actions: this.actions.save(),
      battery: this.battery.save(),
      order: this.acceptance.mark,
      ...(this.tote === undefined ? {} : { tote: this.tote }),
      ...(this.load === undefined ? {} : { load: this.load }),
      units: this.#units,
      mode: this.mode,
      eStop: this.eStop,
      isPaused: this.isPaused,
      isHeld: this.isHeld,
      errors: this.errors.all,
    };
  }

  restore(saved: SavedCore, laterMs: number): void {
    this.acceptance.mark = saved.order;
    this.tote = saved.tote;
    this.load = saved.load;
    this.units = saved.units;
    this.mode = saved.mode;
    this.eStop = saved.eStop;
    this.isPaused = saved.isPaused;
    this.isHeld = saved.isHeld;
    this.errors.restore(saved.errors);
    this.driver.restore(saved.driver, laterMs);
    this.actions.restore(saved.actions, laterMs);
    this.battery.restore(saved.battery, laterMs);
  }

  /** Everything it knew of an order is gone, as after a reboot; it stands where it came to stand. */
  forget(nowMs: number): void {
    this.driver.halt(nowMs);
    this.driver.abandon(nowMs, this.#options.parameters.accelerationMps2);
    this.actions.forget();
    this.errors.restore([]);
    this.acceptance.forget();
    this.isPaused = false;
    this.isChanged = true;
  }

  /** Actions of the node, the heading it asks for, and the way on, in that order. */
  #act(nowMs: number): boolean {
    const { driver, actions } = this;
    if (driver.align(nowMs)) return true;
    if (actions.step(nowMs, driver.isAligned)) {
      this.isChanged = true;
      return true;
    }
    return !actions.blocksDriving && driver.go(nowMs, (step) => passesWithoutStop(step, driver.steps));
  }

  /** Paused, stopped or out of power: brakes once and holds what is at work; goes on when the last reason is gone. */
  #hold(): void {
    const isHeld = this.isPaused || this.#isSeized || this.eStop !== "NONE" || this.errors.isFatal;
    if (isHeld === this.isHeld) return;
    this.isHeld = isHeld;
    if (!isHeld) {
      this.actions.resume(this.nowMs);
      return;
    }
    this.driver.advance(this.nowMs);
    const { accelerationMps2, emergencyBrakingMps2 } = this.#options.parameters;
    this.driver.brake(this.nowMs, this.eStop === "NONE" ? accelerationMps2 : emergencyBrakingMps2);
    this.actions.pause(this.nowMs);
  }

  #passed({ node }: Step): void {
    this.acceptance.passed(node);
    this.isChanged = true;
  }

  #ended(entry: Entry, outcome: Outcome): void {
    this.isChanged = true;
    if (!entry.isInstant) this.battery.spendAction();
    if (outcome.status === "FAILED" && outcome.errorType !== "")
      this.errors.add(
        warning(outcome.errorType, outcome.reason, {
          actionId: entry.actionId,
          orderId: this.acceptance.mark.orderId,
        }),
      );
  }

  /** Pause and cancel are done when the robot stands and nothing is at work. */
  #endInstant(): void {
    if (this.isMoving) return;
    const pause = this.actions.open("startPause");
    if (pause) this.actions.finish(pause, { status: "FINISHED" });
    const cancel = this.actions.open("cancelOrder");
    if (!cancel || this.actions.hasOrderWork) return;
    this.driver.cutShort(this.nowMs);
    this.actions.finish(cancel, { status: "FINISHED" });
  }
}

/** Actions that do not hold the robot are begun in passing: those of the node, and those of the edge behind it. */
const passesWithoutStop = (step: Step, steps: readonly Step[]): boolean =>
  [...step.node.actions, ...(steps[steps.indexOf(step) + 1]?.edge.actions ?? [])].every(
    ({ blockingType }) => blockingType === "NONE",
  );
