/** A robot's `state` (VDA 5050 2.1.0 clause 6.10) from what the robot is, and the errors it shows. */
import { normaliseAngle } from "@floorplane/contracts/units";
import type { Header } from "@floorplane/contracts/vda5050/v2-1/header";
import type {
  ActionState,
  EStop,
  OperatingMode,
  RobotError,
  State,
} from "@floorplane/contracts/vda5050/v2-1/state.schema";
import type { Pose } from "@floorplane/layout/footprint";
import { toteLoad } from "./tote-work.ts";
import type { Step } from "./way.ts";
import type { CarriedLoad } from "./world-port.ts";

export interface RobotView {
  readonly orderId: string;
  readonly orderUpdateId: number;
  readonly lastNodeId: string;
  readonly lastNodeSequenceId: number;
  readonly steps: readonly Step[];
  readonly isDriving: boolean;
  readonly isPaused: boolean;
  readonly newBaseRequest: boolean;
  readonly sinceNodeM: number;
  readonly pose: Pose;
  readonly mapId: string;
  readonly forwardSpeed: number;
  readonly tote: string | undefined;
  readonly load: CarriedLoad | undefined;
  readonly actions: ActionState[];
  readonly batteryPercent: number;
  readonly isCharging: boolean;
  readonly mode: OperatingMode;
  readonly eStop: EStop;
  readonly errors: readonly RobotError[];
}

export function stateMessage(header: Header, view: RobotView): State {
  const { steps, pose } = view;
  return {
    ...header,
    orderId: view.orderId,
    orderUpdateId: view.orderUpdateId,
    lastNodeId: view.lastNodeId,
    lastNodeSequenceId: view.lastNodeSequenceId,
    driving: view.isDriving,
    paused: view.isPaused,
    newBaseRequest: view.newBaseRequest,
    distanceSinceLastNode: rounded(view.sinceNodeM, 1_000),
    operatingMode: view.mode,
    nodeStates: steps.map(({ node: { nodeId, sequenceId, released } }) => ({ nodeId, sequenceId, released })),
    edgeStates: steps.map(({ edge: { edgeId, sequenceId, released } }) => ({ edgeId, sequenceId, released })),
    agvPosition: positionOf(pose, view.mapId),
    velocity: { vx: rounded(view.forwardSpeed, 1_000) },
    loads: loadsOf(view),
    actionStates: view.actions,
    batteryState: { batteryCharge: rounded(view.batteryPercent, 10), charging: view.isCharging },
    errors: [...view.errors],
    safetyState: { eStop: view.eStop, fieldViolation: false },
  };
}

function loadsOf({ tote, load }: Pick<RobotView, "tote" | "load">): NonNullable<State["loads"]> {
  if (load !== undefined) return [{ loadId: load.load, loadType: load.loadType, loadPosition: "deck" }];
  return tote === undefined ? [] : [{ loadId: tote, loadType: toteLoad, loadPosition: "deck" }];
}

/** Localisation never fails here; a robot that is lost says so by `positionInitialized`. */
export const positionOf = (pose: Pose, mapId: string) => ({
  x: rounded(pose.x, 1_000),
  y: rounded(pose.y, 1_000),
  theta: heading(pose.theta),
  mapId,
  positionInitialized: true,
});

/** Rounded and within [-pi, pi]: half a turn must not become more than that. */
export function heading(theta: number): number {
  const near = rounded(normaliseAngle(theta), headingParts);
  return Math.abs(near) > Math.PI
    ? Math.sign(near) * (Math.trunc(Math.PI * headingParts) / headingParts)
    : near;
}
const headingParts = 10_000;

/** Millimetres and tenths of a percent are what such a robot knows; and shorter numbers are cheaper on the wire. */
export const rounded = (value: number, parts: number): number => Math.round(value * parts) / parts;

/** More errors than a person reads; the oldest goes. */
const errorsMax = 20;

/** The errors a robot shows now: of orders and actions until it accepts another order, of its own until they are over. */
export class ErrorList {
  #errors: RobotError[] = [];

  get all(): readonly RobotError[] {
    return this.#errors;
  }

  /** The robot cannot go on. */
  get isFatal(): boolean {
    return this.#errors.some(({ errorLevel }) => errorLevel === "FATAL");
  }

  /** An equal one is not shown twice. False when it was there already. */
  add(error: RobotError): boolean {
    const key = JSON.stringify(error);
    if (this.#errors.some((other) => JSON.stringify(other) === key)) return false;
    this.#errors = [...this.#errors, error].slice(-errorsMax);
    return true;
  }

  remove(errorType: string): void {
    this.#errors = this.#errors.filter((error) => error.errorType !== errorType);
  }

  /** An order was accepted: what stays is what the robot itself has. */
  orderAccepted(): void {
    this.#errors = this.#errors.filter((error) => error.errorLevel === "FATAL");
  }

  restore(errors: readonly RobotError[]): void {
    this.#errors = [...errors];
  }
}

export const warning = (
  errorType: string,
  errorDescription: string,
  references: Readonly<Record<string, string>>,
): RobotError => ({
  errorType,
  errorLevel: "WARNING",
  errorDescription,
  errorReferences: Object.entries(references).map(([referenceKey, referenceValue]) => ({
    referenceKey,
    referenceValue,
  })),
});
