/** One robot in memory: what was heard, what was released, where it is sent. Owned by the fleet; others look. */
import type { ActNote, RobotAct } from "@floorplane/contracts/acts";
import {
  Manufacturer,
  RobotId,
  type SerialNumber,
  type ToteId,
  type TransportId,
} from "@floorplane/contracts/ids";
import { type RobotRow, serialNumberOf } from "@floorplane/contracts/site";
import { type Topic, topics } from "@floorplane/contracts/topics";
import type { MachineRow } from "@floorplane/runtime/machines";
import type { Failure } from "../transports/failures.ts";
import type { OrderAction } from "./codec.ts";
import type { Doubts } from "./doubt.ts";
import type { Pose, RobotFacts, RobotReport } from "./report.ts";
import type { RobotContext, RobotValue } from "./robot.machine.ts";
import type { VdaOrder } from "./vda-order.ts";

export type Purpose = "stop" | "charge" | "park" | "stand-by" | "stay";

/** Where a robot is sent and what for. */
export interface Goal {
  readonly node: number;
  readonly purpose: Purpose;
  /** What it does there, put on the node when that is released. */
  readonly action: OrderAction | undefined;
}

export interface InstantSent {
  readonly action: OrderAction;
  readonly tries: number;
  readonly nextAt: number;
}

/** A person's act that is done when the robot says so, or named unanswered when it does not. */
export interface AskedAct {
  readonly command: string;
  readonly act: RobotAct;
  /** House times, ms. */
  readonly at: number;
  readonly until: number;
  /** Who shall have its work. */
  readonly to?: RobotId | null;
}

export class Robot {
  readonly id: RobotId;
  readonly manufacturer: Manufacturer;
  readonly serialNumber: SerialNumber;
  /** Place in the list of robots by id, as screens count them. */
  readonly index: number;
  readonly orderTopic: Topic;
  readonly instantTopic: Topic;

  machine: MachineRow;
  facts: RobotFacts | undefined;
  /** Why it may not drive here, by its factsheet. */
  unfit: string | undefined;
  /** The last report that was neither stale nor malformed. */
  report: RobotReport | undefined;
  /** House time at which it was last heard; 0: not since the start. */
  heardAt = 0;
  /** Heard since the house began to listen, or could listen again. */
  observed = false;
  /** Freshest pose, from states and visualization. */
  pose: Pose | undefined;
  loaded = false;

  /** The order released last; it stays when it has run out, for its id. */
  order: VdaOrder | undefined;
  /** More may be appended to `order`. */
  orderOpen = false;
  /** A state has echoed the last message. */
  echoed = true;
  resends = 0;
  /** House time at which its order was sent last, ms. */
  orderSaidAt = 0;
  /** House time at which the next may be sent that came too soon, ms. */
  laterAt = 0;
  /** Header ids under which its order was sent, first and last; none since a restart. */
  sentHeaders: readonly [number, number] = [0, -1];
  /** Errors that stood when its order was sent, by `faultKey`; undefined since a restart, until it is heard. */
  faultsBefore: ReadonlySet<string> | undefined;
  /** Sequence id of the base node it stands on or passed last, as it names it. */
  passed = 0;
  /** Sequence id of the first base node that it still holds: word and pose agree that those before are left. */
  heldFrom = 0;
  /** Actions of its order that it has said are over. */
  done = new Set<string>();
  /** Longest time between two of its states since its order was last sent, ms. */
  unheardMs = 0;
  /** Id of the cancel that it was asked for last. */
  cancel: string | undefined;
  /** It refused its order. */
  refused = false;
  /** A person looked and says that it stands where it says. */
  isVouchedFor = false;
  /** It says a place that it does not hold. */
  says = false;
  /** What does not fit together in what it says. */
  doubts: Doubts | undefined;
  /** Time stamp of the last order id: ids rise for ever. */
  orderStamp = 0;

  /** Its own fresh word has told where it stands since it was last out of our hands. */
  placed = false;
  /** In traffic, holding what it stands on. */
  entered = false;
  /** Node it stands on or passed last; -1: not known. */
  node = -1;
  /** Off `node` by so much, m, after it was stopped between nodes. */
  deviation: number | undefined;
  /** Claimed for it and not yet sent. */
  granted: number[] = [];
  horizon: readonly number[] = [];
  goal: Goal | undefined;
  /** The goal's action is on its way: it stands in the base. */
  attached = false;
  standing = false;

  transport: TransportId | undefined;
  tote: ToteId | undefined;

  instants: InstantSent[] = [];
  /** Id of the last question for its state, and when it was put, house time. */
  question: string | undefined;
  questionAt = Number.NEGATIVE_INFINITY;
  headerIds = { order: 0, instantActions: 0 };
  alarms = new Set<string>();
  /** What people did to it lately, the latest last. */
  acts: readonly ActNote[] = [];
  asked: readonly AskedAct[] = [];
  /** OpenTransports that failed on it, each kind since it last went well. */
  failures: readonly Failure[] = [];
  /** Since when it has had way ahead and passed no node of it, house time. */
  aheadSince = 0;
  /** Since when it has not moved on, house time. */
  stillSince = 0;
  why = "";
  /** With whom it contests a place, in words; empty: with nobody. */
  contest = "";
  /** The jam that it stands in, or is the first cause of: in words, and since when they read so. */
  jam = { words: "", first: "", at: 0 };

  constructor(row: RobotRow, index: number, machine: MachineRow) {
    this.id = RobotId(row.robot);
    this.manufacturer = Manufacturer(row.manufacturer);
    this.serialNumber = serialNumberOf(row);
    this.index = index;
    this.machine = machine;
    this.orderTopic = topics.order(this.manufacturer, this.serialNumber);
    this.instantTopic = topics.instantActions(this.manufacturer, this.serialNumber);
  }

  get value(): RobotValue {
    return this.machine.value as RobotValue;
  }

  get context(): RobotContext {
    return this.machine.context as RobotContext;
  }

  /** Heard, able, allowed, clear in what it says and not at odds with us over an order. */
  get usable(): boolean {
    const { link, readiness, hold, room, order, presence } = this.value;
    return (
      presence === "on" &&
      this.entered &&
      this.placed &&
      !this.doubts?.now &&
      this.unfit === undefined &&
      link === "heard" &&
      readiness === "ready" &&
      hold === "free" &&
      room !== "contested" &&
      (order === "none" || order === "sent" || order === "running")
    );
  }

  /** Node where what was released to it ends. */
  get end(): number {
    return this.granted.at(-1) ?? (this.orderOpen ? this.order!.base.at(-1)!.node : this.node);
  }
}
