/** A tote as the room works on it: what it is to fetch, what was taken, what the reader saw, and where it stands. */
import type { ToteDocument, ToteState } from "@floorplane/contracts/documents";
import {
  type JobId,
  type LineId,
  type LocationId,
  type LotId,
  type OrderId,
  type RobotId,
  type Sku,
  type StationId,
  type TaskId,
  type ToteId,
  TransportId,
} from "@floorplane/contracts/ids";
import { toteIdOf } from "@floorplane/contracts/labels";
import type { TagSeen } from "@floorplane/contracts/messages";
import type { KeptTote } from "./tote.kind.ts";

export type ToteLineState = ToteDocument["lines"][number]["state"];

export interface ToteLine {
  readonly line: LineId;
  readonly sku: Sku;
  readonly lot: LotId;
  readonly location: LocationId;
  readonly planned: number;
  taken: number;
  /** `taken` waits for the reader; `confirmed` and `short` are settled. */
  state: ToteLineState;
}

export interface Tote {
  readonly tote: ToteId;
  readonly kind: "tour" | "refill";
  readonly order: OrderId | null;
  readonly transport: TransportId;
  readonly lines: readonly ToteLine[];
  /** Where a refill puts its units. */
  readonly face: LocationId | null;
  /** A refill that has not put its units away yet. */
  putOpen: boolean;
  state: ToteState;
  robot: RobotId | null;
  station: StationId | null;
  job: JobId | null;
  sscc: string | null;
  /** When its parcel left the dock. */
  leftAt: number | null;
  /** Tags and numbers disagree, or nobody knows the contents: a person counts before anything else happens. */
  recount: boolean;
  task: TaskId | null;
  /** The order behind it is gone; what it holds goes back to stock. */
  withdrawn: boolean;
  /** The portal saw it before its station said that it is packed. */
  seen: boolean;
  /** An alarm stands: its transport failed with goods in it. */
  unknown: boolean;
  /** An alarm stands: its job did not end, or the portal did not see it. */
  late: boolean;
  /** Read rounds that disagreed with what is now in the tote. */
  rounds: number;
  /** What the reader saw so far; only in memory: after a restart it is asked again. */
  readonly tags: Map<string, SeenTag>;
  /** A round that came before the robot's own report of the pick. */
  early: readonly TagSeen[] | null;
  /** The last round heard, to know one that the bus delivered twice. */
  lastRound: string | null;
  /** Number of the next round that is asked for. */
  asked: number;
}

export interface SeenTag {
  readonly gtin: string;
  rounds: number;
}

export const isToteClosed = (state: ToteState): boolean => state === "closed";
export const isToteUnderway = (state: ToteState): boolean =>
  state === "planned" || state === "travelling" || state === "checking";

/** A tote makes one journey, so its transport needs no number of its own. */
export const transportOf = (tote: ToteId): TransportId => TransportId(`TR-${tote}`);

/** Units that nobody else need fetch: all that was planned while the tote is on its way or being counted, then what is really in it. */
export const unitsInHand = (tote: Tote, line: ToteLine): number =>
  isToteUnderway(tote.state) ? line.planned : line.taken;

export function newTote(number: number, what: Pick<Tote, "kind" | "order" | "lines" | "face">): Tote {
  const tote = toteIdOf(number);
  return {
    ...what,
    tote,
    transport: transportOf(tote),
    putOpen: what.face !== null,
    state: "planned",
    robot: null,
    station: null,
    job: null,
    sscc: null,
    leftAt: null,
    recount: false,
    task: null,
    withdrawn: false,
    seen: false,
    unknown: false,
    late: false,
    rounds: 0,
    tags: new Map(),
    early: null,
    lastRound: null,
    asked: 1,
  };
}

export function toteBody(tote: Tote): KeptTote {
  const { tags: _tags, early: _early, lastRound: _lastRound, lines, ...plain } = tote;
  return { ...plain, lines: lines.map((line) => ({ ...line })) };
}

export function readTote(kept: KeptTote): Tote {
  return {
    ...kept,
    lines: kept.lines.map((line) => ({ ...line })),
    tags: new Map(),
    early: null,
    lastRound: null,
  };
}
