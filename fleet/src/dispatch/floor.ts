/** What a round of dispatch looks at, and what it may decide. */
import type { RobotId, StationId, TransportId } from "@floorplane/contracts/ids";
import type { Waiting } from "@floorplane/contracts/reasons/of-robots";
import type { Purpose } from "../robots/drive.ts";
import type { RobotView } from "../robots/robot-view.ts";
import type { FleetSettings } from "../settings/fleet-settings.ts";
import type { Transport } from "../transports/transport.ts";
import type { GoalBook } from "./goal-book.ts";
import type { Places } from "./places.ts";
import type { Travel } from "./travel.ts";

export interface Floor {
  readonly now: number;
  /** By id. */
  readonly robots: readonly RobotView[];
  /** Open ones, in the order in which they were asked for. */
  readonly transports: readonly Transport[];
  readonly places: Places;
  readonly travel: Travel;
  readonly book: GoalBook;
  readonly settings: FleetSettings;
  /** Who waits for which places, as the phase before left it. */
  readonly waits: ReadonlyMap<RobotId, Wait>;
  /** Chargers that are closed; a person has to look. */
  readonly closedChargers: ReadonlySet<number>;
  /** In words, for people. */
  nodeName(node: number): string;
  robot(id: RobotId): RobotView;
  transportOf(robot: RobotView): Transport | undefined;
}

/** A robot whose next stop has no free place. */
export interface Wait {
  readonly nodes: readonly number[];
  /** The places are docks: robots queue for these near by. */
  readonly docks: boolean;
  /** Robots that stand bar the way to all of them. */
  readonly barredBy?: readonly RobotId[];
}

export type Decision =
  | {
      readonly type: "assign";
      readonly robot: RobotId;
      readonly transport: TransportId;
      /** Stops in the order of driving. */
      readonly left: readonly number[];
    }
  | {
      readonly type: "choose";
      readonly robot: RobotId;
      readonly transport: TransportId;
      readonly stop: number;
      readonly station: StationId;
      readonly node: number;
      /** Its turn among the robots bound for that node. */
      readonly turn: number;
    }
  /** Others need the robot more: it is left undone, and whoever asked for it is told. */
  | { readonly type: "giveWay"; readonly robot: RobotId; readonly transport: TransportId }
  /** Others need the robot more: what is left of a count waits for another. */
  | { readonly type: "yield"; readonly robot: RobotId; readonly transport: TransportId }
  /** A closed place: its stop counts as failed, with nothing moved. */
  | {
      readonly type: "skip";
      readonly robot: RobotId;
      readonly transport: TransportId;
      readonly stop: number;
      readonly station: StationId;
    }
  /** The place it was sent to is not to be had for now: it gets another, or waits. */
  | { readonly type: "unchoose"; readonly robot: RobotId; readonly transport: TransportId }
  | {
      readonly type: "go";
      readonly robot: RobotId;
      readonly node: number;
      readonly purpose: Exclude<Purpose, "stop">;
      readonly why: Waiting;
    }
  /** Nothing is free where it could stand aside: it goes wherever traffic has room for it. */
  | { readonly type: "roam"; readonly robot: RobotId; readonly why: Waiting }
  | { readonly type: "wait"; readonly robot: RobotId; readonly wait: Wait; readonly why: Waiting };

/** One step of the round: from what is known to what should happen. */
export type Phase = (floor: Floor) => readonly Decision[];

/** It stands, or will when its base is driven, at the place where it was sent. */
export const isThere = (robot: RobotView): boolean =>
  robot.goal === undefined || robot.goal.node === robot.node;
