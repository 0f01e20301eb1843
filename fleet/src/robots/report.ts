/** What a robot says, in one shape for every protocol version (REFERENCE 13). Absent means unknown, never zero. */
import type { PressedStop, TroubleOf } from "@floorplane/contracts/reasons/of-robots";
import { ownWords } from "@floorplane/contracts/reasons/reason";

export interface Pose {
  /** Metres on the map. */
  readonly x: number;
  readonly y: number;
  /** Radians in [-pi, pi]. */
  readonly theta: number;
  readonly mapId: string;
}

/** `intervened`: a person drives it, and its order goes on afterwards; `startup`: what it says may be of no worth yet. */
export type OperatingMode =
  | "automatic"
  | "semiautomatic"
  | "intervened"
  | "manual"
  | "startup"
  | "service"
  | "teach-in";

export type EmergencyStop = "none" | PressedStop;

export type ActionStatus =
  | "WAITING"
  | "INITIALIZING"
  | "RUNNING"
  | "PAUSED"
  | "RETRIABLE"
  | "FINISHED"
  | "FAILED";

export interface ActionReport {
  readonly id: string;
  readonly status: ActionStatus;
  readonly result: string | undefined;
}

export interface Fault {
  readonly type: string;
  /** `attention`: it drives on; `urgent`: too, and somebody should look now; `order-stopped`: it goes on with no order but another; `stopped`: it stands and needs a person. */
  readonly level: "attention" | "urgent" | "order-stopped" | "stopped";
  readonly text: string;
  readonly references: readonly { readonly key: string; readonly value: string }[];
}

export interface LoadReport {
  readonly id: string | undefined;
}

/** Parts of a report that may be left out and do not mean nothing. */
export type ReportPart =
  | "headerId"
  | "saidAt"
  | "orderId"
  | "orderUpdateId"
  | "lastNodeId"
  | "lastNodeSequenceId"
  | "nodesLeft"
  | "edgesLeft"
  | "actions"
  | "faults"
  | "battery";

export interface RobotReport {
  /** What it did not say, or not readably: what stands there is the house's word and not the robot's. Undefined: nothing. */
  readonly unsaid?: ReadonlySet<ReportPart> | undefined;
  readonly headerId: number;
  /** The robot's own clock, ms since the epoch: told, never trusted. */
  readonly saidAt: number | undefined;
  readonly pose: Pose | undefined;
  /** Whether the robot trusts its own pose. */
  readonly localised: boolean;
  /** m/s along the robot's own axis. */
  readonly speed: number | undefined;
  readonly battery: {
    readonly percent: number;
    readonly charging: boolean;
    /** The charge is not the robot's word, now or before: it is taken for none, so that no work goes to a robot that may stop on its way. */
    readonly untold?: true;
  };
  readonly stop: EmergencyStop;
  readonly fieldViolation: boolean;
  readonly mode: OperatingMode;
  readonly paused: boolean;
  readonly driving: boolean;
  /** Empty when it has none or never had one. */
  readonly orderId: string;
  readonly orderUpdateId: number;
  readonly lastNodeId: string;
  readonly lastNodeSequenceId: number;
  readonly nodesLeft: number;
  readonly edgesLeft: number;
  /** It will soon have to slow down for the end of its base. */
  readonly needsBase: boolean;
  /** Metres past the last node, where it says. */
  readonly sinceLastNode: number;
  readonly actions: readonly ActionReport[];
  readonly faults: readonly Fault[];
  /** Undefined: it cannot tell; empty: it carries nothing. */
  readonly loads: readonly LoadReport[] | undefined;
}

/** `hibernating`: connected, asleep and silent until it is woken. */
export type LinkWord = "online" | "offline" | "hibernating" | "broken";

/** Counts and characters; Infinity where the factsheet names no limit. */
export interface ProtocolLimits {
  readonly orderNodes: number;
  readonly orderEdges: number;
  readonly nodeStates: number;
  readonly edgeStates: number;
  readonly nodeActions: number;
  readonly edgeActions: number;
  readonly actionParameters: number;
  readonly knots: number;
  readonly controlPoints: number;
  /** Bytes of one message. */
  readonly messageBytes: number;
  readonly idLength: number;
  readonly idsAreNumbers: boolean;
  readonly wordLength: number;
  readonly loadIdLength: number;
}

/** What a factsheet tells that we act on. */
export interface RobotFacts {
  /** Action types it can do at a node. */
  readonly nodeActions: ReadonlySet<string>;
  /** Kinds of loads that it handles, in its own words; empty: it does not say. */
  readonly loadTypes: ReadonlySet<string>;
  /** And while it drives an edge. */
  readonly edgeActions: ReadonlySet<string>;
  /** Optional fields it understands, as paths (`order.edges.orientation`); empty: it does not say. */
  readonly optional: ReadonlySet<string>;
  /** Where an edge says nothing of its heading the robot takes any (VDA 5050 3.0.0 7.3). */
  readonly headsFreely?: true;
  /** Those of them that every order must say. */
  readonly required: ReadonlySet<string>;
  readonly limits: ProtocolLimits;
  readonly stateIntervalMs: number | undefined;
  readonly orderIntervalMs: number;
}

/** In the robot's own words. */
export const saidError = ({ type, text }: Pick<Fault, "type" | "text">): TroubleOf<"said.error"> => ({
  code: "said.error",
  type: ownWords(type),
  text: ownWords(text),
});

export const isFinal = (status: ActionStatus): boolean => status === "FINISHED" || status === "FAILED";

/** Percent as people are told it; null where the robot has never told. */
export const chargeOf = (report: Pick<RobotReport, "battery"> | undefined): number | null =>
  report === undefined || report.battery.untold ? null : report.battery.percent;
