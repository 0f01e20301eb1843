/**
 * One robot in memory. Each part of what is known of it has an owner with the mutators on it: what was *heard*, what it *drives* (its order, and where it is sent), its *place*, its
 * assigned work, why it stands, its history, what it was asked at once. All others look at it through `robot-view.ts`.
 */
import {
  Manufacturer,
  RobotId,
  type SerialNumber,
  type ToteId,
  type TransportId,
} from "@floorplane/contracts/ids";
import type { Load } from "@floorplane/contracts/messages";
import type { Contest, Unfit, Waiting } from "@floorplane/contracts/reasons/of-robots";
import { prefixOf, type RobotRow, serialNumberOf } from "@floorplane/contracts/site";
import { type Topic, topics } from "@floorplane/contracts/topics";
import type { MachineRow } from "@floorplane/runtime/machines";
import type { RobotTrouble } from "./alarms.ts";
import { Assigned } from "./assigned.ts";
import type { RobotCodec } from "./codec.ts";
import { codecOf } from "./codecs.ts";
import type { Doubts } from "./doubt.ts";
import { Drive, type Goal } from "./drive.ts";
import { DrivenOrder } from "./driven-order.ts";
import type { Failure } from "./failures.ts";
import { Heard } from "./heard.ts";
import { History } from "./history.ts";
import { Place, type Where } from "./place.ts";
import { Reasons, type ToldJam } from "./reasons.ts";
import type { Pose, RobotFacts, RobotReport } from "./report.ts";
import type { RobotContext, RobotValue } from "./robot-events.ts";
import type { RobotView } from "./robot-view.ts";
import { SentInstants } from "./sent-instants.ts";
import type { VdaOrder } from "./vda-order.ts";

export class Robot implements RobotView {
  readonly id: RobotId;
  readonly manufacturer: Manufacturer;
  readonly serialNumber: SerialNumber;
  readonly index: number;
  /** Of the version that it speaks. */
  readonly codec: RobotCodec;
  /** What its topics begin with. */
  readonly prefix: string;
  readonly orderTopic: Topic;
  readonly instantTopic: Topic;

  readonly heard = new Heard();
  readonly driven = new DrivenOrder();
  readonly drive = new Drive();
  readonly place = new Place();
  readonly assigned = new Assigned();
  readonly reasons = new Reasons();
  readonly history = new History();
  readonly instants = new SentInstants();
  #chart: MachineRow = { value: {}, context: {} };
  #isFit = false;
  #alarms: ReadonlySet<RobotTrouble> = new Set();

  constructor(row: RobotRow, index: number) {
    this.id = RobotId(row.robot);
    this.manufacturer = Manufacturer(row.manufacturer);
    this.serialNumber = serialNumberOf(row);
    this.index = index;
    this.prefix = prefixOf(row);
    this.codec = codecOf(row);
    this.orderTopic = topics.order(this.manufacturer, this.serialNumber, this.prefix);
    this.instantTopic = topics.instantActions(this.manufacturer, this.serialNumber, this.prefix);
  }

  get chart(): MachineRow {
    return this.#chart;
  }

  /** Of its own that stand. */
  get alarms(): ReadonlySet<RobotTrouble> {
    return this.#alarms;
  }

  /** By the roster alone, which drives the chart. */
  stepTo(chart: MachineRow): void {
    this.#chart = chart;
    this.#isFit = isFit(chart.value as RobotValue);
  }

  /** By the roster alone, which raises and clears them. */
  standUnder(alarms: ReadonlySet<RobotTrouble>): void {
    this.#alarms = alarms;
  }

  get value(): RobotValue {
    return this.#chart.value as RobotValue;
  }

  get context(): RobotContext {
    return this.#chart.context as RobotContext;
  }

  get usable(): boolean {
    return this.#isFit && this.place.isTold && !this.heard.doubts?.now && this.heard.unfit.length === 0;
  }

  get facts(): RobotFacts | undefined {
    return this.heard.facts;
  }

  get unfit(): readonly Unfit[] {
    return this.heard.unfit;
  }

  get report(): RobotReport | undefined {
    return this.heard.report;
  }

  get heardAt(): number {
    return this.heard.at;
  }

  get observed(): boolean {
    return this.heard.isObserved;
  }

  get pose(): Pose | undefined {
    return this.heard.pose;
  }

  get doubts(): Doubts | undefined {
    return this.heard.doubts;
  }

  get order(): VdaOrder | undefined {
    return this.driven.order;
  }

  get orderOpen(): boolean {
    return this.driven.isOpen;
  }

  get echoed(): boolean {
    return this.driven.isEchoed;
  }

  get passed(): number {
    return this.driven.passed;
  }

  get goal(): Goal | undefined {
    return this.drive.goal;
  }

  get attached(): boolean {
    return this.drive.isGoalSent;
  }

  get granted(): readonly number[] {
    return this.drive.granted;
  }

  get horizon(): readonly number[] {
    return this.drive.horizon;
  }

  get where(): Where {
    return this.place.whereOf(this.end);
  }

  get isMoving(): boolean {
    return this.place.isTold && this.end !== this.place.node;
  }

  get node(): number {
    return this.place.node;
  }

  get end(): number {
    const { granted } = this.drive;
    return granted.length > 0 ? granted[granted.length - 1]! : (this.driven.end ?? this.place.node);
  }

  get entered(): boolean {
    return this.place.isHeld;
  }

  get placed(): boolean {
    return this.place.isTold;
  }

  get stillSince(): number {
    return this.place.stillSince;
  }

  get aheadSince(): number {
    return this.place.aheadSince;
  }

  get transport(): TransportId | undefined {
    return this.assigned.transport;
  }

  get tote(): ToteId | undefined {
    return this.assigned.tote;
  }

  get load(): Load | undefined {
    return this.assigned.load;
  }

  get loaded(): boolean {
    return this.assigned.tote !== undefined || this.assigned.load !== undefined;
  }

  get why(): Waiting | null {
    return this.reasons.wait;
  }

  get contest(): Contest | null {
    return this.reasons.contest;
  }

  get jam(): ToldJam {
    return this.reasons.jam;
  }

  get failures(): readonly Failure[] {
    return this.history.failures;
  }
}

/** By its chart, which is asked when it has changed: whether a robot is usable is asked some dozen times a second. */
const isFit = ({ link, readiness, hold, room, order, presence }: RobotValue): boolean =>
  presence === "on" &&
  link === "heard" &&
  readiness === "ready" &&
  hold === "free" &&
  room !== "contested" &&
  (order === "none" || order === "sent" || order === "running");
