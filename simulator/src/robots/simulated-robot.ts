/**
 * A piece-picking AMR as a VDA 5050 2.1.0 vehicle: orders in, motion and actions, states out. Event-driven: between two happenings nothing runs, and
 * where it is at any time is a formula. This file holds the wires and the timers; what the robot is and does is `robot-core.ts`.
 */
import { Manufacturer, RobotId, type SiteId } from "@floorplane/contracts/ids";
import { prefixOf, type RobotRow, serialNumberOf } from "@floorplane/contracts/site";
import type { Header } from "@floorplane/contracts/vda5050/v2-1/header";
import type { EStop, OperatingMode } from "@floorplane/contracts/vda5050/v2-1/state.schema";
import { usualVersion } from "@floorplane/contracts/vda5050/versions";
import type { Footprint, Pose } from "@floorplane/layout/footprint";
import type { BusConnector, Identity } from "@floorplane/runtime/bus/bus";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { Log } from "@floorplane/runtime/log";
import type { Body, Floor, Place } from "../floor/floor.ts";
import { behaved, type Misbehaviour } from "./misbehaviour.ts";
import { instantRuleFault } from "./order-rules.ts";
import type { RobotParameters } from "./parameters.ts";
import { Reader, type SavedReader } from "./reader.ts";
import { RobotCore, type SavedCore } from "./robot-core.ts";
import { type HeaderIds, RobotLink } from "./robot-link.ts";
import { RobotVoice } from "./robot-voice.ts";
import { warning } from "./state-message.ts";
import { type StrictlyRead, strictly } from "./strict-reading.ts";
import { type Wire, wireOf } from "./wire.ts";
import type { CarriedLoad, WorldPort } from "./world-port.ts";

/** From power off to the first word after it. */
const rebootMs = 20_000;

export interface SimulatedRobotOptions {
  readonly row: RobotRow;
  readonly site: SiteId;
  readonly mapId: string;
  readonly parameters: RobotParameters;
  /** Where it stands when there is nothing saved: a node, its position and the robot's heading there. */
  readonly start: { readonly node: string; readonly x: number; readonly y: number; readonly theta: number };
  /** Charge at the start; 100 where absent. */
  readonly batteryPercent?: number;
  readonly timers: Timers;
  readonly connector: BusConnector;
  readonly world: WorldPort;
  readonly floor: Floor;
  readonly log: Log;
  /** Of the reader's luck. */
  readonly seed: string;
  /** User name and password for a client id, where the broker asks for them. */
  readonly credentials?: (clientId: string) => Pick<Identity, "username" | "password">;
  /** Called before each state leaves: the world saves what the robot is about to say. */
  readonly beforeState?: (robot: SimulatedRobot) => void;
  readonly misbehaviour?: Misbehaviour;
  readonly saved?: SavedRobot;
}

/** Plain JSON. Times are of the clock it was saved under; they move with the world's time when it is built from again. */
export interface SavedRobot {
  readonly atMs: number;
  readonly core: SavedCore;
  readonly reader: SavedReader;
  readonly headerIds: HeaderIds;
}

export class SimulatedRobot implements Body {
  readonly id: RobotId;
  readonly #options: SimulatedRobotOptions;
  readonly #wire: Wire;
  readonly #core: RobotCore;
  readonly #link: RobotLink;
  readonly #reader: Reader;
  readonly #voice: RobotVoice;
  readonly #place: Place;
  #isHalted = false;
  /** Asked for; sent after the state, so that nothing is said before it was saved. */
  #owesFactsheet = false;
  #wakeAt = Number.POSITIVE_INFINITY;
  #cancelWake: () => void = nothing;

  constructor(options: SimulatedRobotOptions) {
    const { row, timers, connector, site, world, parameters, saved } = options;
    const now = timers.now();
    this.#options = options;
    this.id = RobotId(row.robot);
    this.#wire = wireOf[row.version ?? usualVersion];
    this.#core = new RobotCore({
      parameters,
      world,
      mapId: options.mapId,
      start: options.start,
      batteryPercent: options.batteryPercent ?? 100,
      nowMs: now,
      wire: this.#wire,
      handled: () => this.#reader.begin(1),
      counts: (rounds) => this.#reader.begin(rounds),
      factsheetRequested: () => {
        this.#owesFactsheet = true;
      },
    });
    const wires = { robot: this.id, timers, connector, credentials: options.credentials };
    this.#link = new RobotLink({
      ...wires,
      manufacturer: Manufacturer(row.manufacturer),
      prefix: prefixOf(row),
      wire: this.#wire,
      serialNumber: serialNumberOf(row),
      misbehaviour: options.misbehaviour ?? behaved,
      online: () => this.#online(),
      order: (payload) => this.#hearOrder(payload),
      instantActions: (payload) => this.#hearInstantActions(payload),
    });
    this.#voice = new RobotVoice({
      core: this.#core,
      link: this.#link,
      wire: this.#wire,
      timers,
      parameters,
      mapId: options.mapId,
      settle: () => this.#settle(),
      beforeState: () => options.beforeState?.(this),
      told: (truth) => options.misbehaviour?.told?.(truth) ?? [truth],
    });
    this.#reader = new Reader({
      ...wires,
      site,
      seed: options.seed,
      readProbability: parameters.readProbability,
      strayProbability: parameters.strayProbability,
      inField: () => {
        const { tote, counting } = this.#core;
        if (tote !== undefined) return { near: world.tagsOn(tote), far: [] };
        return counting === undefined ? { near: [], far: [] } : world.tagsAt(counting);
      },
    });
    if (saved) {
      this.#core.restore(saved.core, now - saved.atMs);
      this.#reader.restore(saved.reader, now - saved.atMs);
      this.#link.restore(saved.headerIds);
    }
    this.#place = options.floor.enter(this, now);
  }

  start(): void {
    this.#reader.open();
    this.#link.open();
    this.#voice.start();
    this.#settle();
  }

  /** Goes offline politely; it stands still for good. */
  async stop(): Promise<void> {
    this.halt();
    await Promise.all([this.#link.close(), this.#reader.close()]);
  }

  /** Frozen where it is, without a word: the process is about to end. Returns what another one goes on from: all that was over by now is done in it. */
  halt(): SavedRobot {
    const now = this.#options.timers.now();
    if (!this.#isHalted) this.#core.settle(now);
    const saved = this.#saveAt(now);
    this.#core.driver.halt(now);
    this.#isHalted = true;
    this.#place.setMoving(false);
    this.#silence();
    this.#reader.halt();
    return saved;
  }

  /** FAULTS C1: taken away by a forklift. Its line breaks, and it is on the floor no more. */
  vanish(): void {
    this.halt();
    this.#link.drop();
    this.#place.leave();
  }

  /** FAULTS C12: pressed; held until `resetStop`, and after a person's stop until control says `stopPause` too. */
  pressStop(kind: Exclude<EStop, "NONE">): void {
    this.#do((now) => this.#core.pressStop(kind, now));
  }

  resetStop(): void {
    this.#do((now) => this.#core.resetStop(now));
  }

  /** FAULTS C16. */
  setMode(mode: OperatingMode): void {
    this.#do((now) => this.#core.setMode(mode, now));
  }

  /** FAULTS C10: off and on again; it knows where it is and what it carries, and of no order. */
  reboot(): void {
    const { timers } = this.#options;
    if (this.#isHalted) return;
    this.#core.forget(timers.now());
    this.#place.setMoving(false);
    this.#silence();
    this.#link.drop();
    this.#link.reset();
    this.#cancelWake = timers.at(timers.now() + rebootMs, () => {
      if (this.#isHalted) return;
      this.#voice.start();
      this.#link.open();
      this.#settle();
    });
  }

  /** Its wheels and arm do nothing, whatever it was told and says; false: they work again. */
  seize(isSeized: boolean): void {
    this.#do((now) => this.#core.seize(isSeized, now));
  }

  /** Taken up by hand and put down elsewhere; where it was going it has forgotten. */
  carryTo(place: { readonly x: number; readonly y: number; readonly theta: number }): void {
    this.#do((now) => {
      this.#core.putDown(place, now);
      this.#place.setMoving(true);
    });
  }

  /** A person cleared its order at the robot; it stays switched on. */
  forgetOrder(): void {
    this.#do((now) => this.#core.forget(now));
  }

  /** Says its state now, changed or not. */
  speak(): void {
    this.#do(() => {
      this.#core.isChanged = true;
    });
  }

  save(): SavedRobot {
    return this.#saveAt(this.#options.timers.now());
  }

  poseInto(ms: number, out: Float64Array, offset: number): void {
    this.#core.driver.poseInto(ms, out, offset);
  }

  /** Exact at any time from the last happening to the next. */
  poseAt(ms: number): Pose {
    return this.#core.poseAt(ms);
  }

  odometerAt(ms: number): number {
    return this.#core.driver.odometerAt(ms);
  }

  emptyOdometerAt(ms: number): number {
    return this.#core.driver.odometer.emptyAt(this.#core.driver.motion, ms);
  }

  get footprint(): Footprint {
    const { footprintLoaded, footprintEmpty } = this.#options.parameters;
    return this.isLoaded ? footprintLoaded : footprintEmpty;
  }

  get isLoaded(): boolean {
    return this.#core.tote !== undefined || this.#core.load !== undefined;
  }

  get isActing(): boolean {
    return this.#core.actions.isWorking;
  }

  get isCharging(): boolean {
    return this.#core.battery.isCharging;
  }

  get isHeldByPerson(): boolean {
    return this.#core.isPaused || this.#core.eStop !== "NONE" || !this.#core.takesOrders;
  }

  /** Node it stands on or passed last. */
  get lastNode(): string {
    return this.#core.node;
  }

  get tote(): string | undefined {
    return this.#core.tote;
  }

  /** On it, and no tote of the house. */
  get load(): CarriedLoad | undefined {
    return this.#core.load;
  }

  #saveAt(atMs: number): SavedRobot {
    return {
      atMs,
      core: this.#core.save(),
      reader: this.#reader.save(),
      headerIds: this.#link.save(),
    };
  }

  #hearOrder(payload: Uint8Array): void {
    this.#take(strictly(this.#wire.readOrder(payload), payload, this.#wire), "order", (order, now) =>
      this.#core.takeOrder(order, now),
    );
  }

  #hearInstantActions(payload: Uint8Array): void {
    const read = strictly(this.#wire.readInstantActions(payload), payload, this.#wire);
    const fault = read.ok ? instantRuleFault(read.message.actions, this.#core.rules) : undefined;
    this.#take(
      fault === undefined ? read : { ok: false, field: "actions", reason: fault },
      "instantActions",
      ({ actions }, now) => this.#core.takeInstantActions(actions, now),
    );
  }

  #take<Message extends Header>(
    read: StrictlyRead<Message>,
    topic: string,
    take: (message: Message, now: number) => void,
  ): void {
    this.#do((now) => {
      const fault = read.ok ? this.#foreign(read.message) : `${topic}: ${read.field} ${read.reason}`;
      if (fault !== undefined) this.#refuse(fault, topic);
      else if (read.ok) take(read.message, now);
    });
  }

  /** A message under our topic that names somebody else. */
  #foreign({ serialNumber, manufacturer }: Header): string | undefined {
    const { row } = this.#options;
    const isOurs = serialNumber === serialNumberOf(row) && manufacturer === row.manufacturer;
    return isOurs ? undefined : `the message is for ${manufacturer} ${serialNumber}`;
  }

  #refuse(reason: string, topic: string): void {
    this.#options.log.warn("robot.message-refused", { robot: this.id, topic, reason });
    this.#core.errors.add(warning("validationError", reason, { topic }));
    this.#core.isChanged = true;
  }

  #do(act: (now: number) => void): void {
    if (this.#isHalted) return;
    act(this.#options.timers.now());
    this.#settle();
  }

  #settle(): void {
    const now = this.#options.timers.now();
    this.#core.settle(now);
    this.#place.setMoving(this.#core.isMoving);
    if (this.#core.isChanged) this.#voice.state();
    if (this.#owesFactsheet) {
      this.#owesFactsheet = false;
      this.#voice.factsheet();
    }
    this.#arm();
  }

  #arm(): void {
    const { timers } = this.#options;
    const next = this.#core.nextMs;
    if (next === this.#wakeAt) return;
    this.#cancelWake();
    this.#wakeAt = next;
    this.#cancelWake = Number.isFinite(next)
      ? timers.at(next, () => {
          this.#wakeAt = Number.POSITIVE_INFINITY;
          this.#settle();
        })
      : nothing;
  }

  #silence(): void {
    this.#cancelWake();
    this.#voice.stop();
    this.#wakeAt = Number.POSITIVE_INFINITY;
  }

  #online(): void {
    if (this.#isHalted) return;
    this.#owesFactsheet = true;
    this.#core.isChanged = true;
    this.#settle();
  }
}

const nothing = (): void => {};
