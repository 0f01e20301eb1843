/**
 * Why a robot stands, may get no work, or needs a person. A reason that another one explains holds that as a parameter; what it may hold is named by type, so that reasons are three deep
 * at most (`several`, what a fault is because of, what the vehicle said).
 */
import type { RobotActivity } from "../states.ts";
import type { MessageReasons } from "./of-messages.ts";
import type { TransportReasons } from "./of-transports.ts";
import type { EarlierReasons, Names, ReasonOf } from "./reason.ts";

/** `auto` clears itself (bumper, scanner); `local` a person at the robot; `remote` the hall's circuit. */
export type PressedStop = "auto" | "local" | "remote";

/** What it said last when it could not move, or what was found of its work: kept by its chart. */
export interface TroubleReasons extends EarlierReasons {
  /** The vehicle's own error, in its own words. */
  "said.error": { type: string; text: string };
  "said.stop": { stop: PressedStop };
  "said.mode": { mode: string };
  "place.unsaid": object;
  "place.untrusted": object;
  "place.other-map": { said: string; ours: string };
  "place.strayed": { metres: number };
  /** Off the floor by a person's word, and on it by its own. */
  "place.said": { node: string; heldBy: Names };
  "work.failed": { action: string; times: number; place: string };
  /** `place`: of the last of those totes, where it is known. */
  "reads.failed": { reader: string; totes: number; tote: string; place: string | null };
}
export type Trouble = ReasonOf<TroubleReasons>;
export type TroubleOf<Code extends Trouble["code"]> = Extract<Trouble, { readonly code: Code }>;

/** Two claim one place. */
export interface ContestReasons {
  "contest.says": { heldBy: Names };
  "contest.holds": { saidBy: string };
}
export type Contest = ReasonOf<ContestReasons>;

/** What keeps it from work, by its chart. */
interface FaultReasons {
  "fault.unheard": object;
  "fault.stopped": object;
  "fault.stop-released": object;
  "fault.reported": { because: Trouble | null };
  "fault.astray": { because: Trouble | null };
  "fault.contested": { contest: Contest | null };
  "fault.seen": { because: Trouble | null };
  "fault.order-unanswered": object;
  "fault.order-cancelling": object;
  "fault.order-refused": { because: Trouble | null };
  "fault.order-kept": object;
  "fault.orders-refused": { because: Trouble | null };
  "fault.no-place": object;
}

/** Why it may drive no order of this house, by its factsheet; or is not told all that others are. */
interface FitnessReasons {
  "unfit.curves": { edges: Names };
  "unfit.action": { action: string; at: "nodes" | "edges"; places: Names };
  "unfit.own-action": { action: string };
  "unfit.field-required": { field: string };
  /** A limit of its factsheet, and what needs more. `id`: the longest of the layout, where it is one. */
  "unfit.limit": { field: string; limit: number; needed: number; by: Demanding; id: string };
  "unfit.numeric-ids": object;
  "unfit.message": { bytes: number };
  "untold.limit": { limit: string; edges: Names };
  "untold.charging": { action: string };
}
export type Demanding = "way" | "stop" | "edge" | "action" | "curve" | "id" | "order-ids" | "words" | "totes";
export type Unfit = ReasonOf<FitnessReasons>;

/** What dispatch lets it wait for, or sends it to do between works. `percent`: of charge; null: it has told none. */
interface WaitReasons extends TransportReasons {
  "wait.shut-in": { by: Names };
  "wait.closed": { places: Names };
  "wait.dock": object;
  "wait.place": { node: string; workedBy: string | null };
  /** A person is to meet it there. */
  "wait.person": { place: string };
  "wait.seeks-place": object;
  "wait.stands-by": { node: string };
  "charge.low": { percent: number | null };
  "charge.idle": { percent: number | null };
  "charge.makes-room": object;
  "charge.untold": object;
  "idle.parks": object;
  "idle.no-parking": object;
}
export type Waiting = ReasonOf<WaitReasons> | TrafficReason;

/** Why traffic lets it go no further. */
interface TrafficReasons {
  "traffic.no-way": { node: string };
  "traffic.nowhere": object;
  "traffic.goal-taken": { node: string; by: string | null };
  "traffic.unplanned": object;
  "traffic.gives-way": { node: string };
  "traffic.closed": { node: string };
  "traffic.said": { node: string };
  "traffic.held": { node: string };
  "traffic.turn": { node: string; of: string };
  "traffic.robot": { node: string; robot: string; does: "stands" | "drives" | "waits" };
  /** Nothing is in its way, and it does not drive. */
  "traffic.unmoved": object;
}
export type TrafficReason = ReasonOf<TrafficReasons>;

/** Who is the first cause of the standstill that it is in, or causes. */
interface JamReasons {
  "jam.behind": { robot: string; does: RobotActivity; node: string | null; waiting: number };
  "jam.ring": { robots: Names; waiting: number };
  "jam.first": { waiting: number };
}
export type Jam = ReasonOf<JamReasons>;

/** What it says of order and place does not fit together. */
interface DoubtReasons {
  "doubt.too-early": { node: string; metres: number };
  "doubt.too-late": { node: string; metres: number };
  "doubt.nothing-left": object;
  "doubt.no-order": object;
  "doubt.other-order": { order: string };
  "doubt.no-outcome": { action: string };
  "doubt.no-such-node": { node: string; sequence: number };
}
export type DoubtReason = ReasonOf<DoubtReasons>;

/** What else people are told of it. */
interface NeedReasons extends MessageReasons {
  "place.off-lanes": object;
  "place.held": { by: Names };
  "ring.waits": { robots: Names };
  "work.behind": { transports: number; place: string };
  "work.unknown": { action: string; place: string };
  "work.tote": { tote: string };
  /** A load that is no tote of this house; empty where nobody said which. */
  "work.load": { load: string };
}

type Single =
  | Trouble
  | Contest
  | ReasonOf<FaultReasons>
  | Unfit
  | Waiting
  | Jam
  | DoubtReason
  | ReasonOf<NeedReasons>;

export interface RobotReasons
  extends TroubleReasons,
    ContestReasons,
    FaultReasons,
    FitnessReasons,
    WaitReasons,
    TrafficReasons,
    JamReasons,
    DoubtReasons,
    NeedReasons {
  /** The gravest first; `more` are not named. */
  several: { because: readonly Single[]; more: number };
}

export type RobotReason = ReasonOf<RobotReasons>;
/** One that holds no list. */
export type SingleReason = Single;

const severalMax = 8;

/** Null: there is none. */
export function severalOf(reasons: readonly Single[]): RobotReason | null {
  const [first] = reasons;
  if (reasons.length < 2) return first ?? null;
  return {
    code: "several",
    because: reasons.slice(0, severalMax),
    more: Math.max(0, reasons.length - severalMax),
  };
}
