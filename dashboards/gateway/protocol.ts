/**
 * What gateway and screens say to each other over socket.io. Words only: no Node, no DOM. A view is a set of entities with a sequence:
 * a snapshot on joining, then deltas (at most five a second, conflated for slow screens); a screen that misses one joins again.
 */

import type { Act } from "@floorplane/contracts/acts";
import type {
  AlarmDocument,
  AlarmPriority,
  ClimateDocument,
  GoodsCode,
  HandlingRow,
  OrderDocument,
  OrderState,
  PalletDocument,
  PlaceDocument,
  ReturnDocument,
  RobotDocument,
  StationDocument,
  TaskDocument,
  ToteDocument,
  TransportDocument,
} from "@floorplane/contracts/documents";
import type { FoundUnits, Load, StopAction } from "@floorplane/contracts/messages";
import type { HousePace } from "@floorplane/contracts/pace";
import type { ActReason } from "@floorplane/contracts/reasons/of-acts";
import type { OrderReason } from "@floorplane/contracts/reasons/of-orders";
import type { StationKind } from "@floorplane/contracts/site";
import type { Priority } from "@floorplane/contracts/states";

export const viewNames = ["floor", "orders", "alarms", "climate"] as const;
export type ViewName = (typeof viewNames)[number];

/** Keys of entities, by view: `robot/R01` and `station/PACK01`; `funnel`, `summary` and `at-risk`; `summary`, `group/<id>` and `alarm/<id>`; a climate device's id. */
export type Entity = readonly [key: string, body: unknown];

export interface Snapshot {
  readonly view: ViewName;
  readonly sequence: number;
  readonly entities: readonly Entity[];
}

/** Holds for a copy of the view that stands at `from`; after it the copy stands at `to`. */
export interface Delta {
  readonly view: ViewName;
  readonly from: number;
  readonly to: number;
  readonly put: readonly Entity[];
  readonly gone: readonly string[];
}

/** The house as a screen must know it before it believes anything else. */
export interface Pulse {
  /** House time, ms since the epoch. */
  readonly now: number;
  /** How many house seconds pass in one second of the wall clock. */
  readonly speed: number;
  readonly house: "starting" | "running" | "stopping";
  readonly broker: "connecting" | "live" | "lost" | "closed";
  /** House time at which any robot last said where it is. */
  readonly positionsAt: number | null;
  /** Null: nobody measures it. */
  readonly pace: HousePace | null;
  /** Where each view stands, so that a screen notices what it missed even when nothing more changes. */
  readonly sequences: Readonly<Record<ViewName, number>>;
}

// --- floor -----------------------------------------------------------------------------------------------------------

export type RobotMark = Pick<
  RobotDocument,
  | "robot"
  | "activity"
  | "transport"
  | "tote"
  | "load"
  | "battery"
  | "why"
  | "manufacturer"
  | "condition"
  | "acts"
>;
/** A place that robots are kept from, or were lately. */
export type PlaceMark = PlaceDocument;
export type StationMark = StationDocument;
/** A station where a person packs: totes that stand there unpacked. */
export interface BenchMark {
  readonly station: string;
  readonly waiting: number;
}
export type ClimateMark = ClimateDocument;

export { activityCodes } from "@floorplane/contracts/positions";

/** The still drawing of a floor, metres; fetched once from `/api/floor`. */
export interface FloorPlan {
  /** A digest of all that stands below: a page that drew another floor must not go on with this one's positions. */
  readonly identity: string;
  readonly site: string;
  readonly name: string;
  readonly timezone: string;
  readonly bounds: Box;
  readonly vehicle: { readonly lengthM: number; readonly widthM: number };
  /** Serial numbers in the order of the position frames' indices. */
  readonly robots: readonly string[];
  readonly racks: readonly Box[];
  /** Straight runs of lanes: x1, y1, x2, y2 and 1 where only this way is driven. */
  readonly lanes: readonly (readonly [number, number, number, number, 0 | 1])[];
  /** Where robots stand at a shelf: x, y. */
  readonly places: readonly (readonly [number, number])[];
  readonly stations: readonly PlanStation[];
  readonly zones: readonly PlanZone[];
  readonly devices: readonly PlanDevice[];
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlanStation {
  readonly station: string;
  readonly kind: StationKind;
  readonly x: number;
  readonly y: number;
  readonly docks: readonly (readonly [number, number])[];
  /** A machine works here and reports itself. */
  readonly machine: boolean;
  /** A person packs here, at the screen `/packing/STATION`. */
  readonly byPerson?: boolean;
}

export interface PlanZone extends Box {
  readonly zone: string;
  readonly temperatureC: { readonly min: number; readonly max: number };
  readonly humidityPercent: { readonly min: number; readonly max: number };
}

export interface PlanDevice {
  readonly device: string;
  readonly kind: "climate" | "portal" | "station";
  readonly x: number;
  readonly y: number;
  readonly zone: string | null;
  readonly periodS: number | null;
}

// --- orders ----------------------------------------------------------------------------------------------------------

/** The way of an order as staff count it; `exception` gathers what needs a person or stock. */
export const stages = [
  "received",
  "allocated",
  "released",
  "picking",
  "transporting",
  "packing",
  "packed",
  "exception",
] as const;
export type Stage = (typeof stages)[number];

/** How near an order is to its ship-by, calm first. */
export const notches = ["neutral", "notice", "warning", "critical", "breached"] as const;
export type Notch = (typeof notches)[number];

export interface StageCount {
  readonly stage: Stage;
  readonly count: number;
  /** How many stand in each notch, in the order of `notches`. */
  readonly notches: readonly number[];
  /** Earliest ship-by in this stage. */
  readonly nextShipBy: number | null;
  /** How long orders stood in it that left it of late, house ms: the one in the middle; null: none did. */
  readonly medianMs: number | null;
}

export interface Funnel {
  readonly stages: readonly StageCount[];
  /** Since midnight at the site. */
  readonly shippedToday: number;
  readonly lateToday: number;
  readonly shippedLastHour: number;
}

/** Where the bars of lateness end, in hours left; the first holds all below, and one more all above. */
export const hoursLeft = [-4, 0, 1, 2, 4, 8, 12, 24, 48, 72] as const;

/** Why open orders stand: each code with how many, and what of them. */
export interface WhyCount {
  readonly code: OrderReason["code"];
  readonly orders: number;
  /** Units that they wait for. */
  readonly units: number;
  readonly nextShipBy: number;
  /** Since when the first of them stands where it does; null: not known. */
  readonly since: number | null;
}

export interface OrdersSummary {
  readonly open: number;
  /** Open orders by hours left to their ship-by, one more than `hoursLeft`. */
  readonly lateness: readonly number[];
  /** Most orders first. */
  readonly why: readonly WhyCount[];
  /** Those that wait in their wave for others to go with: nothing is wrong with them, and nothing moves. */
  readonly gathering: number;
  /** SKUs that most orders wait for. */
  readonly lacking: readonly {
    readonly sku: string;
    readonly orders: number;
    readonly units: number;
    readonly expectedAt: number | null;
  }[];
  /** Those that people hold. */
  readonly held: number;
  readonly carriers: readonly string[];
  readonly clients: readonly string[];
}

/** A row of `GET /api/orders`. */
export interface OrderRow extends OrderBrief {
  readonly client: string;
  readonly priority: Priority;
  readonly isHeld: boolean;
  readonly lines: number;
  readonly lackingUnits: number;
  /** When it came to where it is; null: not known. */
  readonly since: number | null;
  readonly shippedAt: number | null;
}

/** A part of a list that stands in one order; `next` goes on behind it. */
export interface ListPage<Row> {
  readonly rows: readonly Row[];
  /** All that the filter lets through. */
  readonly count: number;
  readonly next: string | null;
  /** House time, ms. */
  readonly at: number;
}

export interface OrderBrief {
  readonly order: string;
  readonly state: OrderState;
  readonly receivedAt: number;
  readonly shipBy: number;
  readonly carrier: string;
  readonly unitsAsked: number;
  readonly unitsPicked: number;
  /** Why it stands, where it does. */
  readonly why: OrderReason | null;
}

export interface AtRisk {
  /** All open orders. */
  readonly open: number;
  /** All open orders from `notice` on. */
  readonly total: number;
  /** Least time left first. */
  readonly orders: readonly OrderBrief[];
}

// --- goods -----------------------------------------------------------------------------------------------------------

/** The states that units are in, of which every unit is in one. */
export const unitStates = [
  "available",
  "allocated",
  "inTransit",
  "betweenSites",
  "frozen",
  "received",
  "held",
  "defective",
  "condemned",
] as const;
export type UnitState = (typeof unitStates)[number];

/** By what stock is summed up. */
export const stockViews = ["place", "sku", "lot", "client"] as const;
export type StockView = (typeof stockViews)[number];

/** A row of `GET /api/stock`: what is not of one place, SKU, lot or client alone is null. */
export interface StockRow extends Readonly<Record<UnitState, number>> {
  readonly key: string;
  readonly place: string | null;
  readonly sku: string | null;
  readonly lot: string | null;
  readonly client: string;
  /** How many places and totes are summed up. */
  readonly places: number;
}

/** Bins that were counted, and how many were as the book said. */
export interface Accuracy {
  readonly bins: number;
  readonly right: number;
  /** Of the first of these counts; null: none. */
  readonly since: number | null;
}

/** `GET /api/stock/summary`. */
export interface StockSummary {
  readonly at: number;
  readonly units: Readonly<Record<UnitState, number>>;
  readonly clients: readonly string[];
  readonly accuracy: Accuracy;
  /** Open ones, and those of them that somebody waits for. */
  readonly tasks: { readonly open: number; readonly awaited: number; readonly doubted: number };
}

/** A row of `GET /api/movements`. */
export interface Movement {
  readonly number: number;
  readonly client: string;
  readonly row: HandlingRow;
}

/** A row of `GET /api/returns`. */
export type ReturnRow = ReturnDocument & {
  /** Hashes of the photos of its goods. */
  readonly photos: readonly string[];
};

/** How long returns stood from their receipt to the last decision about them; null: none was decided. */
export interface ReturnDwell {
  readonly waiting: number;
  readonly overdue: number;
  readonly decided: number;
  readonly p50S: number | null;
  readonly p99S: number | null;
}

export interface ReturnsPage extends ListPage<ReturnRow> {
  readonly dwell: ReturnDwell;
}

/** A row of `GET /api/pallets`. */
export type PalletRow = Pick<
  PalletDocument,
  "client" | "sscc" | "state" | "carrier" | "manifest" | "consolidation"
> & {
  /** That stand on it, or stood when it left. */
  readonly parcels: number;
  /** A portal read it open, or parcels of it without it: somebody says where it is. */
  readonly isInDoubt: boolean;
  /** It has been so. */
  readonly since: number;
};

/** A row of `GET /api/tasks`. */
export type TaskRow = TaskDocument & {
  readonly client?: string;
  /** What its goods wear, so that a scan of them is known where it is made; absent: not known. */
  readonly codes?: readonly GoodsCode[];
};

// --- alarms ----------------------------------------------------------------------------------------------------------

export interface AlarmSummary {
  /** Not over and done with: they stand, or are over and nobody has acknowledged them. */
  readonly active: number;
  readonly standing: number;
  readonly unacknowledged: number;
  readonly groups: number;
}

export interface AlarmMark extends AlarmDocument {
  readonly group: string;
  /** What a screen opens for its source; null where there is nothing to open. */
  readonly look: Watch | null;
}

/** Alarms with one thing behind them. */
export interface AlarmGroup {
  readonly group: string;
  /** In the list of groups; the most urgent has 0. */
  readonly place: number;
  /** Whose words hold for all of it: an alarm's definition, or a root of several (`contracts/alarms/roots`). */
  readonly meaning: string;
  /** The gateway that its sources share, where one is the root. */
  readonly upstream: string | null;
  /** Of the most urgent alarm in it. */
  readonly priority: AlarmPriority;
  readonly standing: number;
  readonly over: number;
  readonly unacknowledged: number;
  /** The oldest that stands; of all where none does. */
  readonly raisedAt: number;
  readonly lastRaisedAt: number;
  /** The first few, the most urgent first. */
  readonly sources: readonly { readonly source: string; readonly look: Watch | null }[];
  readonly sourceCount: number;
  readonly definitions: readonly {
    readonly definition: string;
    readonly standing: number;
    readonly over: number;
  }[];
}

// --- one thing looked at -----------------------------------------------------------------------------------------------

/** `alarm` is an alarm or a group of them; `stage` is all orders that stand in one. */
export type WatchKind = "robot" | "order" | "station" | "alarm" | "task" | "stage";
export const watchKinds: readonly WatchKind[] = ["robot", "order", "station", "alarm", "task", "stage"];
export interface Watch {
  readonly kind: WatchKind;
  readonly id: string;
}

/** A stop with the place of its first station, if the layout knows it. */
export interface StopBrief {
  /** `undone`: its transport ended without it. */
  readonly progress: "done" | "now" | "later" | "undone";
  readonly action: StopAction["type"];
  readonly stations: readonly string[];
  readonly at: readonly [number, number] | null;
  readonly sku: string | null;
  readonly quantity: number | null;
  /** Of a stop that picks or drops a load that is no tote of the house. */
  readonly load: Load | null;
}

export interface TransportBrief
  extends Pick<
    TransportDocument,
    "transport" | "kind" | "state" | "robot" | "tote" | "left" | "dueAt" | "requestedAt" | "why"
  > {
  readonly stops: readonly StopBrief[];
  /** Indices of the stops that are done, in that order, as far as it was seen. */
  readonly doneInOrder: readonly number[];
}

export interface RobotDetail {
  readonly kind: "robot";
  readonly robot: RobotMark;
  readonly transport: TransportBrief | null;
  readonly order: OrderBrief | null;
}

export interface OrderDetail {
  readonly kind: "order";
  readonly order: OrderDocument;
  /** With who drives it, and why its transport waits, where it does. */
  readonly totes: readonly (ToteDocument &
    Pick<TransportDocument, "robot" | "why"> & {
      /** What its parcel stands on; null: on none. */
      readonly pallet: Pick<PalletDocument, "sscc" | "state"> | null;
    })[];
  readonly tasks: readonly TaskDocument[];
}

export interface StationDetail {
  readonly kind: "station";
  readonly station: PlanStation;
  readonly machine: StationMark | null;
  /** Totes that stand unpacked where a person packs; null: nobody packs there by hand. */
  readonly waiting: number | null;
  readonly place: PlaceMark | null;
  readonly totes: readonly ToteDocument[];
  readonly tasks: readonly TaskDocument[];
}

export interface AlarmDetail {
  readonly kind: "alarm";
  readonly group: AlarmGroup;
  /** The most urgent first; of a flood not all. */
  readonly alarms: readonly AlarmMark[];
}

/** Work that waits for a person. */
export interface TaskDetail {
  readonly kind: "task";
  readonly task: TaskDocument;
  /** Of its tote; null where it has none. */
  readonly order: string | null;
}

export interface StageDetail {
  readonly kind: "stage";
  readonly stage: Stage;
  readonly count: number;
  /** Least time left first; of very many not all. */
  readonly orders: readonly OrderBrief[];
}

/** The whole of what is looked at, sent anew when it changed; null when the gateway knows nothing of it. */
export interface Detail {
  readonly watch: Watch;
  readonly body: RobotDetail | OrderDetail | StationDetail | AlarmDetail | TaskDetail | StageDetail | null;
}

export interface Found {
  readonly kind: "robot" | "order" | "station" | "tote" | "task";
  readonly id: string;
  /** What it does or how it stands: a robot's activity or `out-of-service`, a state, a station's or a task's kind, or `closed`. */
  readonly note: string;
  /** What a screen opens for it: of a tote its order, else what has it. Null: nothing has. */
  readonly look: Watch | null;
}

// --- acts --------------------------------------------------------------------------------------------------------------

/** A person's act as a screen or an API client gives it: what the table of acts (`contracts/acts`) says of it, read at the door. */
export interface ScreenCommand {
  readonly type: Act;
  readonly reason: string;
  /** The name that the person gave. */
  readonly by?: string;
  /** House time, ms; later than that it is refused and never done. */
  readonly notAfter?: number;
  /** What it is done to: the field that the table names. */
  readonly robot?: string;
  readonly place?: string;
  /** An alarm or a group of them. */
  readonly alarm?: string;
  /** Of a group: nothing that was raised later is acknowledged, since the person has not seen it. House time, ms. */
  readonly raisedUntil?: number;
  readonly task?: string;
  readonly order?: string;
  readonly node?: string | null;
  readonly station?: string | null;
  readonly to?: string | null;
  readonly found?: readonly FoundUnits[];
  readonly complete?: boolean;
  readonly priority?: string;
}

/** The answer to a command at once: written down, or refused before it came to anything. */
export type CommandAnswer =
  | { readonly state: "accepted"; readonly command: string }
  | { readonly state: "refused"; readonly reason: ActReason };

/**
 * What became of an accepted command. `unanswered`: the house did its part, and the robot has not said that it did what it was asked. `unknown`: nobody answered in time; look before
 * you try again.
 */
export interface Outcome {
  readonly command: string;
  readonly outcome: "done" | "refused" | "unanswered" | "unknown";
  /** Null where it is done. */
  readonly reason: ActReason | null;
}

// --- trouble on a screen -----------------------------------------------------------------------------------------------

/** Something on a page threw: for the house's log, where those look who can mend it. */
export interface Trouble {
  /** The panel that is not shown any more; `page` for what happened outside of one. */
  readonly panel: string;
  readonly what: string;
  /** The first lines of the stack. */
  readonly where: string;
}

// --- the floor that a page has drawn -------------------------------------------------------------------------------------

/** What a page says as it connects: the identity of the plan by which it will read positions. Programs that draw nothing leave it out. */
export interface Handshake {
  readonly floor: string;
}

/** The answer to a page that drew another floor than the house has: it is let in to nothing, and loads anew. */
export const otherFloor = "other-floor";

// --- the two directions as socket.io wants them --------------------------------------------------------------------------

export interface ToScreen {
  pulse(pulse: Pulse): void;
  snapshot(snapshot: Snapshot): void;
  delta(delta: Delta): void;
  /** A frame as in `@floorplane/contracts/positions`; dropped, never queued, for a screen that lags. */
  positions(frame: ArrayBuffer | Uint8Array): void;
  detail(detail: Detail): void;
  outcome(outcome: Outcome): void;
}

export interface FromScreen {
  join(request: { view: ViewName }): void;
  leave(request: { view: ViewName }): void;
  /** One thing at a time; null looks away. */
  watch(request: Watch | null): void;
  /** Null: the house does not know its floor yet. */
  find(request: { text: string }, answer: (found: readonly Found[] | null) => void): void;
  command(request: ScreenCommand, answer: (answer: CommandAnswer) => void): void;
  trouble(request: Trouble): void;
}
