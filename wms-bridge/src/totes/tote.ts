/** A tote as the room works on it: a journey of one kind (what it is to fetch and for whom) and its whereabouts: how far it has come. None of them has a field that it cannot have. */
import type { ToteDocument, ToteState } from "@floorplane/contracts/documents";
import { assert } from "@floorplane/contracts/errors";
import {
  type ClientId,
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
import type { OfClient } from "../keeping/owned.ts";
import type { KeptTote } from "./tote.kind.ts";

export type ToteLineState = ToteDocument["lines"][number]["state"];

export interface ToteLine {
  readonly line: LineId;
  readonly sku: Sku;
  readonly lot: LotId;
  readonly location: LocationId;
  readonly planned: number;
  readonly taken: number;
  /** `taken` waits for the reader; `confirmed` and `short` are settled. */
  readonly state: ToteLineState;
  /** Whose hands take it off the shelf. */
  readonly by: Picker;
  /** The box that brings its units to a station; null where they are taken off the shelf. */
  readonly box: ToteId | null;
}

export type Picker = "robot" | "person";

export type Whereabouts =
  | { readonly state: "planned" | "travelling" }
  | (BeingCounted & { readonly state: "checking" })
  /** At a bench, until the rest of its order is there: no machine has it. */
  | { readonly state: "standing"; readonly station: StationId }
  | (AtMachine & {
      readonly state: "packing" | "packed";
      /** Of a house that kept no parcels: the portal saw its one before its station said that it is packed. */
      readonly seen: boolean;
    })
  | (AtMachine & {
      readonly state: "shipped";
      /** When its parcel left the dock; null of before that was kept. */
      readonly leftAt: number | null;
    })
  /** Where its goods were taken out, if anybody did. */
  | { readonly state: "closed"; readonly station: StationId | null };

export interface BeingCounted {
  readonly station: StationId;
  readonly task: TaskId;
  /** An alarm stands: its transport failed with goods in it. */
  readonly unknown: boolean;
}

export interface AtMachine {
  readonly station: StationId;
  readonly job: JobId;
  readonly sscc: string;
  /** An alarm stands: its job did not end, or the portal did not see it. */
  readonly late: boolean;
}

interface AnyTote {
  /** Whose goods it is for. */
  readonly client: ClientId;
  readonly tote: ToteId;
  readonly transport: TransportId;
  readonly lines: readonly ToteLine[];
  readonly at: Whereabouts;
  readonly robot: RobotId | null;
  /** Tags and numbers disagree, or nobody knows the contents: a person counts before anything else happens. */
  readonly recount: boolean;
  /** Called back: what it holds goes back to stock. */
  readonly withdrawn: boolean;
}

/** Fetches goods for an order and brings them to be packed. */
export interface Tour extends AnyTote {
  readonly kind: "tour";
  readonly order: OrderId;
  /** Who brings it: a person's tote has no transport that the fleet knows. */
  readonly broughtBy: Picker;
  /** The tote in whose box it rides, and on whose transport; null: the box is its own, and others may ride in it. */
  readonly rides: ToteId | null;
  /** Read rounds that disagreed with what is now in the tote. */
  readonly rounds: number;
  /** Number of the next round that is asked for. */
  readonly asked: number;
  /** Only in memory: after a restart the reader is asked again. */
  readonly sightings: Sightings;
}

/** Brings goods from reserve to a face. */
export interface Refill extends AnyTote {
  readonly kind: "refill";
  /** Where it puts its units. */
  readonly face: LocationId;
  /** It has not put its units away yet. */
  readonly putOpen: boolean;
}

/** Brings goods that came from the receiving station to their places: on a robot, or (`hands`) with a person. */
export interface PutAway extends AnyTote {
  readonly kind: "put-away";
  /** Where the units of each line go. */
  readonly puts: readonly Put[];
}

export interface Put {
  readonly to: LocationId;
  /** Its units were not put there yet. */
  readonly isOpen: boolean;
}

/** A box of goods that several orders want: fetched once at their place, brought to a station where a person deals it out into the totes of those orders, and taken back with what is left. */
export interface Supply extends AnyTote {
  readonly kind: "supply";
  /** Where it is dealt out. */
  readonly bench: StationId;
  readonly stage: SupplyStage;
  /** It has not put back what is left. */
  readonly putOpen: boolean;
}

/** `gathering`: no robot is asked for yet; `sent`: one is on its way; `serving`: it stands at the station; `leaving`: nobody takes anything out of it any more. */
export type SupplyStage = "gathering" | "sent" | "serving" | "leaving";

export type Tote = Tour | Refill | PutAway | Supply;

/** What a tour's reader saw so far. */
export interface Sightings {
  readonly tags: Map<string, SeenTag>;
  /** A round that came before the robot's own report of the pick. */
  early: readonly TagSeen[] | null;
  /** The last round heard, to know one that the bus delivered twice. */
  lastRound: string | null;
}

export interface SeenTag {
  readonly gtin: string;
  rounds: number;
}

export const isClosed = ({ at: { state } }: Tote): boolean => state === "closed";
/** Nothing more becomes of it. */
export const isOver = ({ at: { state } }: Tote): boolean => state === "closed" || state === "shipped";
export const isUnderway = ({ at: { state } }: Tote): boolean => isOnItsWay(state) || state === "checking";
/** Its transport is not over. */
export const isTravelling = ({ at: { state } }: Tote): boolean => isOnItsWay(state);
const isOnItsWay = (state: ToteState): boolean => state === "planned" || state === "travelling";

/** The label on the box that it is or rides in. */
export const boxOf = (tote: Tote): ToteId => (tote.kind === "tour" ? (tote.rides ?? tote.tote) : tote.tote);

/** No robot has it, and no word of the fleet is about it. */
export const isByHand = (tote: Tote): boolean => tote.kind === "tour" && tote.broughtBy === "person";

/** The order that a tote is for. */
export const orderOf = (tote: Tote): OrderId | null => (tote.kind === "tour" ? tote.order : null);

/** The number of its parcel, once it was given to a machine. */
export const ssccOf = ({ at }: Tote): string | null => ("sscc" in at ? at.sscc : null);

/** Units that nobody else need fetch: all that was planned while the tote is on its way or being counted, then what is really in it. */
export const unitsInHand = (tote: Tote, line: ToteLine): number =>
  isUnderway(tote) ? line.planned : line.taken;

/** A line that is to be fetched; by a robot where nobody is named. */
export type Asked = Omit<ToteLine, "taken" | "state" | "by" | "box"> & Partial<Pick<ToteLine, "by">>;

function beginning(client: ClientId, number: number, lines: readonly Asked[]): AnyTote {
  const tote = toteIdOf(number);
  return {
    client,
    tote,
    // A tote makes one journey, so its transport needs no number of its own.
    transport: TransportId(`TR-${tote}`),
    lines: lines.map((line) => ({ by: "robot", box: null, ...line, taken: 0, state: "open" })),
    at: { state: "planned" },
    robot: null,
    recount: false,
    withdrawn: false,
  };
}

const nothingSeen = (): Sightings => ({ tags: new Map(), early: null, lastRound: null });

/** `box`: the tote that it shares the box of; `broughtBy`: who brings it, a robot where nobody is named. */
export const newTour = (
  number: number,
  {
    client,
    order,
    broughtBy = "robot",
  }: { readonly client: ClientId; readonly order: OrderId; readonly broughtBy?: Picker },
  lines: readonly Asked[],
  box: Tour | null = null,
): Tour => ({
  ...beginning(client, number, lines),
  ...(box ? { transport: box.transport } : {}),
  kind: "tour",
  order,
  broughtBy,
  rides: box ? box.tote : null,
  rounds: 0,
  asked: 1,
  sightings: nothingSeen(),
});

export const newRefill = (
  number: number,
  { client, face }: { readonly client: ClientId; readonly face: LocationId },
  line: Asked,
): Refill => ({
  ...beginning(client, number, [line]),
  kind: "refill",
  face,
  putOpen: true,
});

export const newSupply = (
  number: number,
  { client, bench }: { readonly client: ClientId; readonly bench: StationId },
  line: Asked,
): Supply => ({
  ...beginning(client, number, [line]),
  kind: "supply",
  bench,
  stage: "gathering",
  putOpen: true,
});

/** The number of each line is that of the task which asks for the same. */
export const newPutAway = (
  number: number,
  client: ClientId,
  lines: readonly (Asked & { readonly to: LocationId })[],
): PutAway => ({
  ...beginning(
    client,
    number,
    lines.map(({ to: _to, ...line }) => line),
  ),
  kind: "put-away",
  puts: lines.map(({ to }) => ({ to, isOpen: true })),
});

/** The row is flat, since screens read it: what a kind or its whereabouts do not have stands there as nothing. */
export function toteBody(tote: Tote): KeptTote {
  const { lines, at, transport, robot, recount, withdrawn, kind } = tote;
  const nowhere = { station: null, job: null, sscc: null, leftAt: null, task: null };
  const noTrouble = { seen: false, unknown: false, late: false };
  const ofKind =
    tote.kind === "tour"
      ? {
          order: tote.order,
          broughtBy: tote.broughtBy,
          rides: tote.rides,
          face: null,
          putOpen: false,
          rounds: tote.rounds,
          asked: tote.asked,
          puts: [],
          bench: null,
          stage: null,
        }
      : {
          order: null,
          broughtBy: "robot" as const,
          rides: null,
          face: tote.kind === "refill" ? tote.face : null,
          putOpen: (tote.kind === "refill" || tote.kind === "supply") && tote.putOpen,
          rounds: 0,
          asked: 1,
          puts: tote.kind === "put-away" ? tote.puts.map((put) => ({ ...put })) : [],
          bench: tote.kind === "supply" ? tote.bench : null,
          stage: tote.kind === "supply" ? tote.stage : null,
        };
  const plain = { client: tote.client, tote: tote.tote, kind, transport, robot, recount, withdrawn };
  return {
    ...plain,
    ...ofKind,
    ...nowhere,
    ...noTrouble,
    ...at,
    lines: lines.map((line) => ({ ...line })),
  };
}

export function readTote(kept: OfClient<KeptTote>): Tote {
  const { client, tote, transport, robot, recount, withdrawn, lines: keptLines } = kept;
  const lines = keptLines.map((line) => ({ ...line }));
  const common = { client, tote, transport, robot, recount, withdrawn, lines, at: whereaboutsOf(kept) };
  if (kept.kind === "refill") {
    const { kind, face, putOpen } = kept;
    return { ...common, kind, face: there(face, tote, "face"), putOpen };
  }
  if (kept.kind === "supply") {
    const { kind, bench, stage, putOpen } = kept;
    return {
      ...common,
      kind,
      bench: there(bench, tote, "bench"),
      stage: there(stage, tote, "stage"),
      putOpen,
    };
  }
  if (kept.kind === "put-away")
    return { ...common, kind: kept.kind, puts: kept.puts.map((put) => ({ ...put })) };
  const { kind, order, broughtBy, rides, rounds, asked } = kept;
  const ofTour = { order: there(order, tote, "order"), broughtBy, rides, rounds, asked };
  return { ...common, kind, ...ofTour, sightings: nothingSeen() };
}

function whereaboutsOf({
  tote,
  state,
  station,
  task,
  unknown,
  job,
  sscc,
  seen,
  late,
  leftAt,
}: OfClient<KeptTote>): Whereabouts {
  const machine = () => ({
    station: there(station, tote, "station"),
    job: there(job, tote, "job"),
    sscc: there(sscc, tote, "sscc"),
    late,
  });
  switch (state) {
    case "planned":
    case "travelling":
      return { state };
    case "checking":
      return {
        state,
        station: there(station, tote, "station"),
        task: there(task, tote, "task"),
        unknown,
      };
    case "standing":
      return { state, station: there(station, tote, "station") };
    case "packing":
    case "packed":
      return { state, ...machine(), seen };
    case "shipped":
      return { state, ...machine(), leftAt };
    case "closed":
      return { state, station };
    default:
      return state satisfies never;
  }
}

function there<Value>(value: Value | null, tote: ToteId, field: string): Value {
  assert(value !== null, `tote ${tote} in the ledger has no ${field}, which its kind and state need`);
  return value;
}
