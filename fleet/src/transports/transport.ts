/** One transport as it is kept: the document that screens read, with what fleet control needs to go on after a restart. Replaced, never changed. */
import type { TransportDocument, TransportState } from "@floorplane/contracts/documents";
import type { NodeId, RobotId, StationId } from "@floorplane/contracts/ids";
import type { Stop, TransportRequested } from "@floorplane/contracts/messages";
import type { MachineRow } from "@floorplane/runtime/machines";
import type { TransportContext } from "./transport.machine.ts";

/** The place that the robot is sent to, and the action it was or will be given there. */
export interface Target {
  readonly stop: number;
  readonly station: StationId;
  readonly node: NodeId;
  readonly actionId: string;
}

export interface Transport extends TransportDocument {
  readonly machine: MachineRow;
  readonly target: Target | null;
  /** Actions asked for at stops so far: names the next one. */
  readonly tries: number;
  /** Tries at the present stop that ended without an outcome. */
  readonly failures: number;
  /** Places where the present stop has failed: others are tried before them. */
  readonly failedAt: readonly StationId[];
  /** Robots that could not do it or had to give it up: others are asked before them. */
  readonly notBy: readonly RobotId[];
  /** Withdrawn by the WMS with a tote on board: it is brought back, and nothing else. */
  readonly withdrawal: string | null;
}

/** An action that fails so often at a dock needs a person. */
export const handlingFailuresMax = 3;
/** A tote that so many robots could not take is not where it should be: the WMS is told. */
export const robotsPerFetchMax = 2;

export const stateOf = (machine: MachineRow): TransportState => machine.value as TransportState;
export const isAboard = ({ machine }: Transport): boolean => (machine.context as TransportContext).aboard;
export const isEnded = ({ state }: Transport): boolean =>
  state === "done" || state === "withdrawn" || state === "failed";

export function newTransport(request: TransportRequested, machine: MachineRow, now: number): Transport {
  return {
    transport: request.transport,
    kind: request.kind,
    state: stateOf(machine),
    robot: null,
    tote: request.tote,
    stop: 0,
    stops: request.stops,
    dueAt: request.dueAt,
    requestedAt: now,
    machine,
    left: request.stops.map((_, index) => index),
    target: null,
    tries: 0,
    failures: 0,
    failedAt: [],
    notBy: [],
    withdrawal: null,
  };
}

/** As it was kept; a row of before robots gave up work has no word of it. */
export const keptTransport = (body: unknown): Transport => {
  const kept = body as Transport;
  return { ...kept, failedAt: kept.failedAt ?? [], notBy: kept.notBy ?? [] };
};

/** Stops that may come next: any open pick stop of a tour, else just the first of what is left. */
export function nextStops({ stops, left }: Transport): readonly number[] {
  const first = left[0];
  if (first === undefined) return [];
  if (stops[first]!.action.type !== "pickItems" || !mayReorder(stops)) return [first];
  return left.filter((stop) => stops[stop]!.action.type === "pickItems");
}

/** A refill puts where it has picked before, so that its order stands; a tour of picks alone may be driven in any order. */
export const mayReorder = (stops: readonly Stop[]): boolean =>
  stops.every(({ action }) => action.type !== "putItems");

/** By how urgent they are: due first, then asked for first. */
export const byUrgency = (a: Transport, b: Transport): number =>
  a.dueAt - b.dueAt ||
  a.requestedAt - b.requestedAt ||
  (a.transport < b.transport ? -1 : a.transport > b.transport ? 1 : 0);
