/**
 * The mailbox: what rooms tell each other. Each message is a row written in its sender's transaction; its receiver takes it once, in order.
 * Words only: what must hold when a message is sent stands beside it.
 */

import type { PlaceAct, RobotAct } from "./acts.ts";
import type { RaisedAlarm } from "./alarms/alarms.ts";
import type {
  AlarmId,
  DeviceId,
  JobId,
  LineId,
  LoadId,
  LotId,
  NodeId,
  OrderId,
  RobotId,
  Sku,
  StationId,
  TaskId,
  ToteId,
  TransportId,
} from "./ids.ts";
import type { StopPurpose } from "./purposes.ts";
import type { ActReason } from "./reasons/of-acts.ts";
import type { Trouble } from "./reasons/of-robots.ts";
import type { TransportReason } from "./reasons/of-transports.ts";
import type { DifferenceDecision, PackMlState, Priority, Verdict } from "./states.ts";

/** What a robot does at a stop. Each but `meetPerson` is an action of the robot's factsheet with the same name. */
export type StopAction =
  /** Take an empty tote onto the robot (VDA `pick`, loadType TOTE). */
  | { readonly type: "fetchTote"; readonly tote: ToteId }
  /** Take units from a bin into the tote on the robot; the action's result is the quantity really taken. */
  | {
      readonly type: "pickItems";
      readonly tote: ToteId;
      readonly line: LineId;
      readonly sku: Sku;
      readonly lot: LotId;
      readonly quantity: number;
    }
  /** No action of the robot: it stands there with its tote until a person has put the units in, and `transport.skipStops` says so. */
  | {
      readonly type: "meetPerson";
      readonly tote: ToteId;
      readonly line: LineId;
      readonly sku: Sku;
      readonly lot: LotId;
      readonly quantity: number;
    }
  /** Put units from the tote into a bin (refill). */
  | {
      readonly type: "putItems";
      readonly tote: ToteId;
      readonly line: LineId;
      readonly sku: Sku;
      readonly lot: LotId;
      readonly quantity: number;
    }
  /** Hand the tote over (VDA `drop`). */
  | { readonly type: "dropTote"; readonly tote: ToteId }
  /** Read what lies in a bin, from before it: its reader tells what it saw, with the bin's own label. */
  | { readonly type: "countTags"; readonly rounds: number }
  /** Take a load onto the robot (VDA `pick`). */
  | ({ readonly type: "pickLoad" } & Load)
  /** Set it down (VDA `drop`). */
  | ({ readonly type: "dropLoad" } & Load);

/** What a robot carries that no tote of this house is. */
export interface Load {
  /** Null: whatever stands there. */
  readonly load: LoadId | null;
  /** As factsheets call kinds of loads (`loadSets`): `EPAL`, `tote`. Upper and lower case are the same; the robot is told its own spelling. */
  readonly loadType: string;
}

export interface Stop {
  /** Where: any one of these (docks of several packing stations, or one storage location). */
  readonly stations: readonly StationId[];
  readonly action: StopAction;
  readonly purpose: StopPurpose;
}

/** `carry`: loads are picked here and dropped there, one after the other. `count`: a robot without a tote goes from bin to bin, when it has nothing else to do. `put-away`: what was received goes from the receiving station into storage. */
export type TransportKind = "tour" | "refill" | "count" | "put-away" | "carry";

export interface TransportRequested {
  readonly type: "transport.requested";
  readonly transport: TransportId;
  readonly kind: TransportKind;
  /** Null of a count and of a carry. */
  readonly tote: ToteId | null;
  /** 2 to 14 stops: fetch, 1 to 12 in storage, drop; of a count 1 to 12 in storage; of a carry a pick and its drop, in turn. */
  readonly stops: readonly Stop[];
  /** When the goods must be at the packing station, ms since the epoch. */
  readonly dueAt: number;
  /** Of a carry. */
  readonly wish?: CarryWish;
}

/** How a carry is to be done. */
export interface CarryWish {
  /** By this robot and no other; null: by whichever can. */
  readonly robot: RobotId | null;
  readonly priority: Priority;
  /** It gives way: a robot that others wait for, and that has picked nothing of it yet, leaves it undone (`dispensable`). */
  readonly isDispensable: boolean;
}

/** Send the robot elsewhere for the stop of this purpose (a tote that needs a count goes to a check lane). Answered by `stop.replaced` or `stop.kept`. */
export interface ReplaceStop {
  readonly type: "transport.replaceStop";
  readonly transport: TransportId;
  readonly purpose: StopPurpose;
  readonly stations: readonly StationId[];
  /** Only where it may still go to one of these, and is not on its way to another. Absent: in any case. */
  readonly from?: readonly StationId[];
}

/** The order behind it is gone. A robot that already carries the tote brings it to `stations`. Answered by `transport.failed` (withdrawn) or `transport.done`. */
export interface WithdrawTransport {
  readonly type: "transport.withdraw";
  readonly transport: TransportId;
  /** Of a carry none: what it has is brought to where its stop says. */
  readonly stations: readonly StationId[];
  readonly reason: Withdrawal;
}

/**
 * Nobody wants these stops any more, others of the transport are still wanted. Answered by `stops.skipped`, which names those that no robot will make: a stop that a
 * robot has its action for is made, and told as done.
 */
export interface SkipStops {
  readonly type: "transport.skipStops";
  readonly transport: TransportId;
  readonly tote: ToteId;
  /** Stops with these purposes. */
  readonly purposes: readonly StopPurpose[];
}

/**
 * `no-stock`: the rest of its order does not come; `units-needed`: an order lacks the units that it would move; `goods-held`: what it brings must not leave; `person-has-it`: somebody carries its
 * goods; `picked-by-hand`: a person has fetched all that it was sent for; `asked`: whoever asked for a carry wants it no more.
 */
export type Withdrawal =
  | "order-cancelled"
  | "no-stock"
  | "units-needed"
  | "goods-held"
  | "person-has-it"
  | "picked-by-hand"
  | "asked";

/** What it brings cannot be trusted again and again (its reader): it gets no more work until a person has looked. */
export interface RobotFailing {
  readonly type: "robot.failing";
  readonly robot: RobotId;
  readonly why: Trouble;
}

export type ToFleet =
  | TransportRequested
  | ReplaceStop
  | SkipStops
  | WithdrawTransport
  | RobotFailing
  | RobotCommand
  | PlaceCommand;

export type RobotCommand = Command & { readonly robot: RobotId } & (
    | { readonly type: Exclude<RobotAct, "robot.putBack" | "robot.handOver"> }
    /** Where a person has put it; null: where it says that it is. */
    | { readonly type: "robot.putBack"; readonly node: NodeId | null }
    /**
     * Its work goes to `to`, or to whoever dispatch finds. A tote that is on it stays with it until `station` says where a person has put it: at a packing station
     * another robot fetches it there and goes on; at a check lane it is counted, and the order goes on from the count.
     */
    | { readonly type: "robot.handOver"; readonly to: RobotId | null; readonly station: StationId | null }
  );

/** No robot is sent to that station or storage place any more, or again. */
export type PlaceCommand = Command & { readonly type: PlaceAct; readonly place: StationId };

export type TransportFailure =
  | "no-route"
  | "rejected-by-robot"
  | "no-answer"
  | "withdrawn"
  | "robot-lost"
  | "taken-over"
  /** It gave way to others. */
  | "dispensable";

/** A transport and the tote that it was asked for: whoever asked goes by the tote. */
interface OfTransport {
  readonly transport: TransportId;
  /** Null of a count and of a carry. */
  readonly tote: ToteId | null;
}

export type FromFleet =
  | (OfTransport & { readonly type: "transport.assigned"; readonly robot: RobotId })
  /** No robot has it any more, and it waits for another; a load that was on one stands at `station`, where a person has put it. */
  | (OfTransport & { readonly type: "transport.unassigned"; readonly station: StationId | null })
  | (OfTransport & {
      readonly type: "stop.done";
      readonly purpose: StopPurpose;
      /** Its place among the stops, for whoever counts what a floor did. */
      readonly stop: number;
      readonly station: StationId;
      readonly robot: RobotId;
      readonly status: "finished" | "failed";
      /** Units really moved (pickItems, putItems); 0 when the action failed. */
      readonly quantity: number;
      /** Of a carry, the load that its robot picked or dropped; null: nobody said which. */
      readonly load?: LoadId | null;
    })
  /** Why it waits for somebody who bars its way; null when it does not any more. */
  | (OfTransport & { readonly type: "transport.held"; readonly why: TransportReason | null })
  /** No robot is sent to that station or storage place, or again. */
  | { readonly type: "place.closed" | "place.opened"; readonly place: StationId }
  | {
      readonly type: "stop.replaced" | "stop.kept";
      readonly transport: TransportId;
      readonly purpose: StopPurpose;
    }
  | (OfTransport & { readonly type: "stops.skipped"; readonly purposes: readonly StopPurpose[] })
  /** It stands where a person is to meet it, until the stop is skipped. */
  | (OfTransport & {
      readonly type: "stop.waiting";
      readonly purpose: StopPurpose;
      readonly station: StationId;
      readonly robot: RobotId;
    })
  | (OfTransport & { readonly type: "transport.done" })
  | (OfTransport & { readonly type: "transport.failed"; readonly reason: TransportFailure });

/** One tag as decoded: SGTIN identity. */
export interface TagSeen {
  readonly gtin: string;
  readonly serial: string;
}

export type FromSensors =
  /** One finished read round of a robot's reader: everything seen in its tote. */
  | {
      readonly type: "tote.read";
      readonly reader: DeviceId;
      readonly tote: ToteId;
      readonly round: number;
      readonly tags: readonly TagSeen[];
    }
  /** One round of a robot's reader that stands before a bin: which label of a place it saw nearest, and what else. */
  | {
      readonly type: "bin.read";
      readonly reader: DeviceId;
      /** As the label numbers it (`labels.ts`). */
      readonly place: string;
      /** Different tags of goods that it saw there in its rounds so far. */
      readonly seen: readonly { readonly gtin: string; readonly tags: number }[];
    }
  | { readonly type: "parcel.seen"; readonly portal: DeviceId; readonly sscc: string }
  /** The station says that a job is finished; said at least once for each job. */
  | {
      readonly type: "station.finished";
      readonly station: StationId;
      readonly job: JobId;
      readonly sscc: string;
    }
  | {
      readonly type: "station.state";
      readonly station: StationId;
      readonly state: PackMlState;
      readonly queue: number;
    };

export interface FoundUnits {
  readonly sku: string;
  readonly quantity: number;
  /** As the label says, where a delivery is counted. */
  readonly lot?: string;
  /** The last day of the lot. */
  readonly expires?: string;
  /** What they are fit for, where that was asked. */
  readonly state?: Verdict;
  /** For sale only under a fresh label. */
  readonly relabel?: boolean;
}

/** What people tell about goods and orders from a screen; answered as every act is. */
export type WmsCommand = Command &
  (
    | {
        readonly type: "task.answer";
        readonly task: TaskId;
        /** SKU, GTIN, case GTIN or alias, as it was typed; read where a handheld's answer is. */
        readonly found: readonly FoundUnits[];
        /** Nothing else lies there. */
        readonly complete: boolean;
        /** Where they were put (put-away), taken from (pick) or brought to (bring), as it was typed or scanned. */
        readonly place?: string;
        /** They are in somebody's hands, and nowhere yet (put-away). */
        readonly begun?: boolean;
        /** What the scale says of what was picked, g. */
        readonly grams?: number;
        /** What becomes of the units that a transfer is off by (difference). */
        readonly decision?: DifferenceDecision;
        /** So many units were decided of meanwhile, and what was found is besides them (inspect). */
        readonly besides?: number;
        /** When it was found, where that was before it could be told; house time, ms. */
        readonly at?: number;
      }
    /** An order that is parked for a person: its tours are asked for once more. */
    | { readonly type: "order.tryAgain"; readonly order: OrderId }
    | { readonly type: "order.raise"; readonly order: OrderId; readonly priority: Priority }
    /** Before its wave goes: its units go to whoever wants them, and it is not begun until somebody releases it. */
    | { readonly type: "order.hold"; readonly order: OrderId }
    /** It is held no more, and need not follow those that it was to follow. */
    | { readonly type: "order.release"; readonly order: OrderId }
    | { readonly type: "order.cancel"; readonly order: OrderId }
    /** One that was to ship complete goes with what is there; the rest is waited for. */
    | { readonly type: "order.split"; readonly order: OrderId }
  );

export type ToWmsBridge = FromFleet | FromSensors | WmsCommand;

/** A person's act on a screen; answered by `command.done` or `command.refused` to dashboards. */
export interface Command {
  readonly command: string;
  /** The name that the person gave. */
  readonly by: string;
  readonly reason: string;
  /** After this house time it is refused as too late: a house that was frozen does not do what somebody wanted minutes ago. */
  readonly notAfter?: number;
}

/** A parcel that a station is to make. */
export interface JobParcel {
  readonly sscc: string;
  /** Null: whatever the bench has. */
  readonly carton: string | null;
  /** It stays at the dock, to be put on a pallet; absent: it goes out by itself. */
  readonly shipOn?: "pallet";
  /** `serials`: which units, of goods that are kept by serial number. */
  readonly goods: readonly {
    readonly sku: Sku;
    readonly units: number;
    readonly serials?: readonly string[];
  }[];
}

export type ToSensors =
  /** Ask a reader for one more round. */
  | {
      readonly type: "reader.round";
      readonly reader: DeviceId;
      readonly tote: ToteId;
      readonly round: number;
    }
  /** Give a packing station its job; the tote stands in its infeed or will soon. */
  | {
      readonly type: "station.job";
      readonly station: StationId;
      readonly job: JobId;
      readonly tote: ToteId;
      readonly lines: number;
      readonly units: number;
      /** Of its first parcel. */
      readonly sscc: string;
      /** What of the tote goes into this parcel, where several share it (put-to-light); all of it where absent. */
      readonly goods?: readonly { readonly sku: Sku; readonly units: number }[];
      /** What goes into which carton under which label; absent from houses that knew one parcel a tote. */
      readonly parcels?: readonly JobParcel[];
    }
  /** A condition that needs a person. `key` names the condition: raised again it is the same alarm. */
  | ({
      readonly type: "alarm.raise";
      readonly key: AlarmId;
      readonly source: string;
    } & RaisedAlarm)
  | { readonly type: "alarm.clear"; readonly key: AlarmId }
  /** `others` are acknowledged with it, as one act: done when any of them was there to acknowledge. */
  | (Command & {
      readonly type: "alarm.acknowledge";
      readonly alarm: AlarmId;
      /** What the person saw had been raised by then, ms: one that was raised again since is another. Whatever stands where absent. */
      readonly raisedUntil?: number;
      readonly others?: readonly AlarmId[];
    });

export type ToDashboards =
  | { readonly type: "command.done"; readonly command: string }
  | { readonly type: "command.refused"; readonly command: string; readonly reason: ActReason }
  /** Taken and asked of the robot, which has not said that it did it: a person looks. */
  | { readonly type: "command.unanswered"; readonly command: string; readonly reason: ActReason };

/** Who may be written to, and in which words. */
export interface Mail {
  "wms-bridge": ToWmsBridge;
  fleet: ToFleet;
  sensors: ToSensors;
  dashboards: ToDashboards;
}
