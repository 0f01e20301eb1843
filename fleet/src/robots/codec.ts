/** The port between the inner robot model and a protocol version's bytes; one adapter per version (`codec-2-1.ts`). */
import type { Remark } from "@floorplane/contracts/reasons/of-messages";
import type { EdgeTerms } from "@floorplane/layout/layout-edges";
import type { LinkWord, Pose, RobotFacts, RobotReport } from "./report.ts";

export type Heard<Message> =
  | {
      readonly ok: true;
      readonly message: Message;
      /** Who says so in the header; undefined where the version leaves it out. */
      readonly serialNumber: string | undefined;
      readonly manufacturer: string | undefined;
      readonly warnings: readonly Remark[];
    }
  | { readonly ok: false; readonly field: string; readonly reason: string };

export interface SentHeader {
  readonly headerId: number;
  /** House time, ms since the epoch. */
  readonly at: number;
  readonly manufacturer: string;
  readonly serialNumber: string;
}

export interface OrderAction {
  readonly type: string;
  /** Never used twice. */
  readonly id: string;
  readonly parameters: readonly { readonly key: string; readonly value: string | number }[];
  /** As the layout asks for it; the house's own actions need the robot to themselves. */
  readonly blocking?: "NONE" | "SOFT" | "HARD";
}

export interface OrderNodeBody {
  readonly nodeId: string;
  readonly sequenceId: number;
  readonly released: boolean;
  readonly x: number;
  readonly y: number;
  readonly mapId: string;
  /** Heading to take there, rad. */
  readonly theta: number | undefined;
  /** How far off the robot may stand, m. */
  readonly deviation: number | undefined;
  readonly actions: readonly OrderAction[];
}

export interface OrderEdgeBody {
  readonly edgeId: string;
  readonly sequenceId: number;
  readonly released: boolean;
  readonly from: string;
  readonly to: string;
  /** m/s. */
  readonly maxSpeed: number | undefined;
  /** rad/s. */
  readonly maxRotationSpeed: number | undefined;
  /** Of the load handling device, and of the robot with its load, m. */
  readonly minHeight: number | undefined;
  readonly maxHeight: number | undefined;
  /** Undefined: it may turn on the way. */
  readonly rotationAllowed: false | undefined;
  /** Heading against the direction of travel, or on the map; undefined: forwards. */
  readonly orientation: { readonly type: "TANGENTIAL" | "GLOBAL"; readonly angle: number } | undefined;
  /** The curve to follow; undefined: the straight line. */
  readonly trajectory: EdgeTerms["trajectory"] | undefined;
  readonly actions: readonly OrderAction[];
}

/** An order as the standard means it, before a version writes it down. */
export interface OrderBody {
  readonly orderId: string;
  readonly orderUpdateId: number;
  readonly nodes: readonly OrderNodeBody[];
  readonly edges: readonly OrderEdgeBody[];
}

export interface RobotCodec {
  /** Since 2.0 a robot says what it can do, and may be asked for it. */
  readonly hasFactsheet: boolean;
  readState(bytes: Uint8Array): Heard<RobotReport>;
  readConnection(bytes: Uint8Array): Heard<LinkWord>;
  readFactsheet(bytes: Uint8Array): Heard<RobotFacts>;
  readVisualization(bytes: Uint8Array): Heard<Pose | undefined>;
  writeOrder(header: SentHeader, body: OrderBody): Uint8Array;
  writeInstantActions(header: SentHeader, actions: readonly OrderAction[]): Uint8Array;
}
