/**
 * The documents that rooms keep in the ledger and screens read: one writer each, named beside it. Times are ms since the epoch.
 * A room may keep further fields and further kinds for itself; what stands here is what others may rely on.
 */

import type { ActNote, OrderActNote, RobotCondition, SaidVia } from "./acts.ts";
import type { DeadLetterDocument, DeliveryDocument } from "./connections.ts";
import type {
  AlarmId,
  ClientId,
  DeviceId,
  JobId,
  LineId,
  LocationId,
  LotId,
  Manufacturer,
  OrderId,
  RobotId,
  Sku,
  StationId,
  TaskId,
  ToteId,
  TransportId,
  WaveId,
} from "./ids.ts";
import type { Load, Stop, TransportKind } from "./messages.ts";
import type { PalletState } from "./pallets.schema.ts";
import type { OrderReason } from "./reasons/of-orders.ts";
import type { RobotReason } from "./reasons/of-robots.ts";
import type { TransportReason } from "./reasons/of-transports.ts";
import type { Reason } from "./reasons/reason.ts";
import type {
  AlarmPriority,
  Allocation,
  Disposition,
  Grade,
  PackMlState,
  Priority,
  RefusalReason,
  ReturnState,
  RobotActivity,
  TaskKind,
} from "./states.ts";

export type { AlarmPriority, PackMlState, RefusalReason, RobotActivity } from "./states.ts";

// --- fleet -----------------------------------------------------------------------------------------------------------

export interface RobotDocument {
  readonly robot: RobotId;
  readonly manufacturer: Manufacturer;
  readonly activity: RobotActivity;
  readonly transport: TransportId | null;
  readonly tote: ToteId | null;
  /** On it, and no tote of this house. */
  readonly load: Load | null;
  /** Percent; null: it has never told. */
  readonly battery: number | null;
  /** Why it stands, when it does. */
  readonly why: RobotReason | null;
  /** What its chart says, and so what a person can do (`acts.ts`). */
  readonly condition: RobotCondition;
  /** What people did to it lately, the latest last. */
  readonly acts: readonly ActNote[];
}

/** A station or storage place that robots are kept from, by a person or after repeated failures; removed when it is open and quiet again. */
export interface PlaceDocument {
  readonly place: StationId;
  readonly state: "open" | "closed";
  readonly acts: readonly ActNote[];
}

export type TransportState =
  | "requested"
  | "assigned"
  | "to-stop"
  | "acting"
  | "done"
  | "withdrawn"
  | "failed";

export interface TransportDocument {
  readonly transport: TransportId;
  readonly kind: TransportKind;
  readonly state: TransportState;
  readonly robot: RobotId | null;
  /** Null of a count. */
  readonly tote: ToteId | null;
  /** Index of the stop being driven to or worked at. */
  readonly stop: number;
  readonly stops: readonly Stop[];
  /** Indices of the stops not yet done, in the order they will be driven to. */
  readonly left: readonly number[];
  readonly dueAt: number;
  readonly requestedAt: number;
  /** Why it waits, where somebody bars its way. */
  readonly why: TransportReason | null;
}

// --- wms-bridge ------------------------------------------------------------------------------------------------------

export type OrderState =
  | "received"
  | "accepted"
  | "allocated"
  | "backordered"
  | "released"
  | "picking"
  | "transporting"
  | "packing"
  | "packed"
  | "shipped"
  | "cancelling"
  | "cancelled"
  | "rejected"
  | "parked";

export interface OrderDocument {
  readonly order: OrderId;
  readonly client: ClientId;
  readonly state: OrderState;
  readonly country: string;
  readonly carrier: string;
  readonly region: string;
  readonly receivedAt: number;
  readonly cutOffAt: number;
  readonly shipBy: number;
  readonly shippedAt: number | null;
  readonly wave: WaveId | null;
  readonly totes: readonly ToteId[];
  readonly lines: readonly {
    readonly line: LineId;
    readonly sku: Sku;
    readonly asked: number;
    readonly picked: number;
    readonly shipped: number;
    /** Will not come: no place had them, and they are not waited for, or no longer. */
    readonly cancelled: number;
  }[];
  readonly allocation: Allocation;
  readonly priority: Priority;
  /** A person keeps it from being begun; null: nobody does. */
  readonly held: OrderHeld | null;
  /** What was done about it lately, by whom and why, the latest last; absent: nothing was. */
  readonly acts?: readonly OrderActNote[];
  /** Its wave went: totes were asked for. */
  readonly released: boolean;
  /** When it came to which state, the latest last; what is long ago may be left out. */
  readonly course: readonly { readonly state: OrderState; readonly at: number }[];
  /** Orders that must have shipped before it is begun; those that have are not named any more. */
  readonly after: readonly OrderId[];
  /** Units that no open place has, and when the last of them is expected; null: nothing that was announced covers them. */
  readonly lacking: readonly {
    readonly sku: Sku;
    readonly units: number;
    readonly expectedAt: number | null;
  }[];
  /** So long they are waited for. */
  readonly givenUpAt: number | null;
  /** Why it stands, where it does. */
  readonly why: OrderReason | null;
  /** Why it ended, or is to end, with less than was asked; null or absent: it was not cut short. */
  readonly ending?: "cancelled" | "no-stock" | null;
}

/** Who holds an order, and why. */
export interface OrderHeld {
  readonly by: string;
  readonly reason: string;
  readonly at: number;
}

export interface WaveDocument {
  readonly wave: WaveId;
  readonly state: "gathering" | "released" | "done";
  readonly carrier: string;
  readonly region: string;
  readonly cutOffAt: number;
  readonly openedAt: number;
  readonly orders: readonly OrderId[];
}

/** `standing`: at its bench, until the rest of a whole order is there. */
export type ToteState =
  | "planned"
  | "travelling"
  | "checking"
  | "standing"
  | "packing"
  | "packed"
  | "shipped"
  | "closed";

export interface ToteDocument {
  readonly tote: ToteId;
  /** The tote in whose box it rides; null: the box is its own. */
  readonly rides: ToteId | null;
  readonly state: ToteState;
  readonly order: OrderId | null;
  readonly transport: TransportId | null;
  readonly station: StationId | null;
  readonly job: JobId | null;
  readonly sscc: string | null;
  readonly lines: readonly {
    readonly line: LineId;
    readonly sku: Sku;
    readonly lot: LotId;
    readonly location: LocationId;
    readonly planned: number;
    readonly taken: number;
    readonly state: "open" | "taken" | "confirmed" | "short";
  }[];
}

export interface TaskDocument {
  readonly task: TaskId;
  readonly kind: TaskKind;
  readonly state: "open" | "done";
  readonly openedAt: number;
  readonly location: LocationId | null;
  readonly station: StationId | null;
  readonly tote: ToteId | null;
  /** The box that a robot has brought to the station, out of which the units are taken (pick). */
  readonly from?: ToteId | null;
  readonly sku: Sku | null;
  readonly quantity: number | null;
  /** Where inspected units go that are found good; null where no place has room. */
  readonly to: LocationId | null;
  /** The number of the hold that has no end. */
  readonly hold?: string | null;
  /** The number of the delivery that is to be counted. */
  readonly receipt?: string | null;
  /** Of these units alone. */
  readonly lot?: LotId | null;
  /** Who has its goods in hand, on the way to their place (put-away). */
  readonly begunBy?: string | null;
  /** Who has taken it, until when; null while anybody may. */
  readonly takenBy?: { readonly device: string; readonly until: number } | null;
  /** The number of the return that its goods came with. */
  readonly return?: string | null;
  /** Why they came back, or are to be destroyed. */
  readonly why?: string | null;
  /** Who signed already that they are to be destroyed, and until when that holds. */
  readonly signed?: Signature | null;
  /** The number of the transfer that is off, and by what: below nought is missing, above it came too many (difference). */
  readonly transfer?: string | null;
  readonly difference?: readonly { readonly sku: Sku; readonly units: number }[] | null;
  /** A count in turn, which nobody waits for. */
  readonly planned: boolean;
  /** Why the last answer was not booked; null where none was refused. */
  readonly refused: TaskRefusal | null;
}

/** A code that goods wear: SKU, alias, GTIN of one or of a case. */
export interface GoodsCode {
  readonly code: string;
  /** Units that one scan of it stands for. */
  readonly units: number;
}

/** One of two that it takes to destroy goods. */
export interface Signature {
  /** The handheld, or the name at the screen. */
  readonly by: string;
  readonly via: SaidVia;
  readonly units: number;
  /** When it was said. */
  readonly at: number;
  readonly until: number;
}

/** An answer that was not understood, or is doubted: nothing of it was booked. */
export interface TaskRefusal {
  readonly at: number;
  readonly device: string;
  readonly reason: RefusalReason;
  /** Path into the answer, such as `found[1].sku`. */
  readonly field: string;
  /** What stood there. */
  readonly text: string;
  /** What it may have meant, or what was not mentioned. */
  readonly skus: readonly Sku[];
}

/** What the book says of one place. */
export interface StockDocument {
  /** Null: of a house of before, which had one. */
  readonly client: ClientId | null;
  readonly location: LocationId;
  readonly sku: Sku;
  readonly lot: LotId;
  readonly available: number;
  readonly allocated: number;
  readonly frozen: number;
  /** Came, and not put away yet; absent of a house that kept it with what is frozen. */
  readonly received?: number;
  /** On hold: frozen too, and given back when the hold ends. */
  readonly held: number;
  readonly defective: number;
  /** Pending destruction. */
  readonly condemned: number;
}

/** When a bin was counted last. */
export interface CountedDocument {
  readonly location: LocationId;
  readonly at: number;
  /** Whether it was as the book said; null: not written down. */
  readonly isRight: boolean | null;
}

/** Goods of one order that go to another warehouse of the same owner. */
export interface TransferDocument {
  readonly client: ClientId;
  readonly order: OrderId;
  /** The other warehouse, as its owner calls it. */
  readonly to: string;
  /** What left and neither arrived nor was given up is between the sites. */
  readonly lines: readonly {
    readonly sku: Sku;
    readonly lot: LotId;
    readonly left: number;
    readonly arrived: number;
    readonly lost: number;
  }[];
}

/** Goods that came back, or are to come back. */
export interface ReturnDocument {
  readonly client: ClientId;
  readonly return: string;
  readonly order: string | null;
  readonly state: ReturnState;
  readonly location: LocationId | null;
  readonly openedAt: number;
  readonly expectedAt: number | null;
  readonly receivedAt: number | null;
  /** When the last of it was looked at, or it was called off. */
  readonly decidedAt: number | null;
  readonly isOverdue: boolean;
  readonly lines: readonly {
    readonly sku: Sku;
    readonly lot: LotId;
    readonly reason: string | null;
    readonly announced: number;
    readonly received: number;
    readonly gone: number;
    readonly graded: readonly {
      readonly to: Disposition;
      readonly grade: Grade | null;
      readonly units: number;
    }[];
  }[];
}

/** Parcels that leave together under a number of their own. */
export interface PalletDocument {
  readonly client: ClientId;
  readonly sscc: string;
  readonly state: PalletState;
  /** Null as long as nothing is on it. */
  readonly carrier: string | null;
  /** Of its truck. */
  readonly manifest: string | null;
  readonly consolidation: string | null;
  /** SSCCs of what stands on it, or stood when it left. */
  readonly parcels: readonly string[];
  /** Of them, those that a portal read and the pallet not. */
  readonly apart: readonly string[];
  readonly openedAt: number;
  readonly closedAt: number | null;
  /** Left, or was broken up. */
  readonly endedAt: number | null;
}

/** A photo of what a task is about; its bytes are had by its hash. */
export interface PhotoDocument {
  readonly client: ClientId;
  /** SHA-256 of its bytes, hex. */
  readonly photo: string;
  readonly task: TaskId;
  readonly return: string | null;
  readonly sku: Sku | null;
  readonly by: string;
  readonly takenAt: number;
}

/** Units in a tote. */
export interface TransitDocument {
  readonly client: ClientId | null;
  readonly tote: ToteId;
  readonly sku: Sku;
  readonly lot: LotId;
  readonly units: number;
}

/** One deed with goods, in the client's own numbers and codes. */
export interface HandlingRow {
  readonly at: number;
  /** `receive`, `pick`, `count`, `adjust`…; `captured`: another house's event. */
  readonly step: string;
  readonly hand?: string;
  readonly by?: string;
  /** SKU, lot, units, GTIN. */
  readonly goods?: readonly (readonly [string, string, number, string])[];
  /** Which of them, where that is known: SKU, serial number, lot (absent in rows of before). */
  readonly serials?: readonly (readonly [string, string, string?])[];
  readonly from?: string;
  readonly to?: string;
  readonly tote?: string;
  readonly order?: string;
  readonly parcel?: string;
  readonly pallet?: string;
  readonly state?: string;
  readonly grade?: string;
  readonly photo?: string;
  /** What was decided about the order. */
  readonly act?: string;
  /** Who signed beside `by`. */
  readonly with?: string;
  readonly why?: string;
  readonly ref?: string;
}

/** A page of a client's list of all that was done with goods: rows are only ever added. */
export interface HandlingDocument {
  readonly client: ClientId;
  readonly page: number;
  readonly rows: readonly HandlingRow[];
}

// --- sensors ---------------------------------------------------------------------------------------------------------

export interface StationDocument {
  readonly station: StationId;
  readonly state: PackMlState;
  readonly queue: number;
  readonly job: JobId | null;
  readonly link: DeviceLinkState;
}

export type DeviceLinkState = "connecting" | "live" | "silent" | "broken";
export type ReadingQuality = "good" | "uncertain" | "bad";

/** One quantity of a climate device, as last believed. */
export interface ClimateChannel {
  /** Degrees Celsius or percent relative humidity; null: never sent. */
  readonly value: number | null;
  readonly quality: ReadingQuality;
  /** Why the quality is not good, one word; empty where it is. */
  readonly reason: string;
  readonly measuredAt: number | null;
}

/** Last reading of one climate device; history lives in the series. `quality` is the worst of its channels, `measuredAt` the oldest. */
export interface ClimateDocument {
  readonly device: DeviceId;
  readonly zone: string;
  readonly wire: "mqtt" | "modbus" | "opcua";
  readonly link: DeviceLinkState;
  readonly temperatureC: number | null;
  readonly humidityPercent: number | null;
  readonly quality: ReadingQuality;
  readonly measuredAt: number | null;
  readonly channels: { readonly temperature: ClimateChannel; readonly humidity: ClimateChannel };
}

/** One alarm instance, ISA-18.2 states A to D; shelving and suppression are regions beside it. */
export interface AlarmDocument {
  readonly alarm: AlarmId;
  readonly definition: string;
  readonly priority: AlarmPriority;
  readonly state: "normal" | "unacknowledged" | "acknowledged" | "returned-unacknowledged";
  readonly source: string;
  readonly parameters: Readonly<Record<string, string | number | Reason>>;
  readonly raisedAt: number;
  readonly clearedAt: number | null;
  readonly count: number;
  /** Who acknowledged it last, when and what was said to whoever comes next. */
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: number | null;
  readonly acknowledgedWhy: string | null;
}

/** The kinds that may be read by others, as they stand in the ledger. */
export interface Documents {
  robot: RobotDocument;
  place: PlaceDocument;
  transport: TransportDocument;
  order: OrderDocument;
  wave: WaveDocument;
  tote: ToteDocument;
  task: TaskDocument;
  stock: StockDocument;
  counted: CountedDocument;
  transit: TransitDocument;
  return: ReturnDocument;
  transfer: TransferDocument;
  photo: PhotoDocument;
  pallet: PalletDocument;
  handling: HandlingDocument;
  delivery: DeliveryDocument;
  deadLetter: DeadLetterDocument;
  station: StationDocument;
  climate: ClimateDocument;
  alarm: AlarmDocument;
}
