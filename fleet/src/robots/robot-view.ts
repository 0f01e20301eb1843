/** A robot as all those see it who do not own what they look at: dispatch, screens, reasons for people. */
import type { RobotId, ToteId, TransportId } from "@floorplane/contracts/ids";
import type { Load } from "@floorplane/contracts/messages";
import type { Contest, Unfit, Waiting } from "@floorplane/contracts/reasons/of-robots";
import type { Doubts } from "./doubt.ts";
import type { Goal } from "./drive.ts";
import type { Failure } from "./failures.ts";
import type { Where } from "./place.ts";
import type { ToldJam } from "./reasons.ts";
import type { Pose, RobotFacts, RobotReport } from "./report.ts";
import type { RobotContext, RobotValue } from "./robot-events.ts";
import type { VdaOrder } from "./vda-order.ts";

export interface RobotView {
  readonly id: RobotId;
  /** Place in the list of robots by id, as screens count them. */
  readonly index: number;
  readonly value: RobotValue;
  readonly context: RobotContext;
  /** Heard, able, allowed, clear in what it says and not at odds with us over an order. */
  readonly usable: boolean;

  readonly facts: RobotFacts | undefined;
  /** Why it may not drive here, by its factsheet. */
  readonly unfit: readonly Unfit[];
  readonly report: RobotReport | undefined;
  readonly heardAt: number;
  readonly observed: boolean;
  readonly pose: Pose | undefined;
  readonly doubts: Doubts | undefined;

  readonly order: VdaOrder | undefined;
  readonly orderOpen: boolean;
  readonly echoed: boolean;
  readonly passed: number;
  readonly goal: Goal | undefined;
  /** The goal's action is on its way: it stands in the base. */
  readonly attached: boolean;
  readonly granted: readonly number[];
  readonly horizon: readonly number[];

  readonly where: Where;
  /** Its own word tells where it is, and more was released to it. */
  readonly isMoving: boolean;
  /** Node it stands on or passed last; -1: not known. */
  readonly node: number;
  /** Node where what was released to it ends. */
  readonly end: number;
  /** In traffic, holding what it stands on. */
  readonly entered: boolean;
  /** Its own fresh word has told where it stands. */
  readonly placed: boolean;
  readonly stillSince: number;
  readonly aheadSince: number;

  readonly transport: TransportId | undefined;
  readonly tote: ToteId | undefined;
  /** On it, and no tote of this house. */
  readonly load: Load | undefined;
  readonly loaded: boolean;

  readonly why: Waiting | null;
  readonly contest: Contest | null;
  readonly jam: ToldJam;
  readonly failures: readonly Failure[];
}
