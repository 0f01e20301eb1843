/** What can be read off a transport. */
import type { TransportState } from "@floorplane/contracts/documents";
import type { Stop, StopAction, TransportRequested } from "@floorplane/contracts/messages";
import type { MachineRow } from "@floorplane/runtime/machines";
import type { Aboard } from "../robots/assigned.ts";
import type { Transport } from "./transport.kind.ts";
import type { TransportContext } from "./transport.machine.ts";

export type { Target, Transport } from "./transport.kind.ts";

/** An action that fails so often at a dock needs a person. */
export const handlingFailuresMax = 3;
/** A tote that so many robots could not take is not where it should be: the WMS is told. */
export const robotsPerFetchMax = 2;

export const stateOf = (machine: MachineRow): TransportState => machine.value as TransportState;
export const isAboard = ({ machine }: Transport): boolean => (machine.context as TransportContext).aboard;
/** The robot has a load or tote on it after this action, or has none any more; of all others it keeps what it has. */
export const takesUp = ({ type }: Pick<StopAction, "type">): boolean =>
  type === "fetchTote" || type === "pickLoad";
export const setsDown = ({ type }: Pick<StopAction, "type">): boolean =>
  type === "dropTote" || type === "dropLoad";
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
    why: null,
    machine,
    left: request.stops.map((_, index) => index),
    target: null,
    tries: 0,
    failures: 0,
    failedAt: [],
    notBy: [],
    withdrawal: null,
    wish: request.wish ?? null,
  };
}

/** Where what is aboard, or is being taken aboard, is handed over: a carry's next drop, else the last stop. */
export const handOverStop = ({ kind, stops, left }: Transport): number =>
  (kind === "carry" ? left.find((stop) => setsDown(stops[stop]!.action)) : undefined) ?? stops.length - 1;

/** Where what is aboard was taken up: a carry picks and drops in turn. */
export const pickStop = (transport: Transport): number =>
  transport.kind === "carry" ? handOverStop(transport) - 1 : 0;

/** What of it is on its robot. */
export function aboardOf(transport: Transport): Aboard {
  if (!isAboard(transport)) return {};
  if (transport.kind !== "carry") return { tote: transport.tote ?? undefined };
  const { action } = transport.stops[handOverStop(transport)]!;
  return action.type === "dropLoad" ? { load: { load: action.load, loadType: action.loadType } } : {};
}

/** Stops that may come next: any open pick stop of a tour, any bin of a count, else just the first of what is left. */
export function nextStops({ stops, left }: Transport): readonly number[] {
  const first = left[0];
  if (first === undefined) return [];
  const { type } = stops[first]!.action;
  if ((!isPick(stops[first]!) && type !== "countTags") || !mayReorder(stops)) return [first];
  return left.filter((stop) =>
    type === "countTags" ? stops[stop]!.action.type === type : isPick(stops[stop]!),
  );
}

/** Units go into its tote there, by whose hands ever. */
export const isPick = ({ action: { type } }: Stop): boolean => type === "pickItems" || type === "meetPerson";

/** A refill puts where it has picked before, so that its order stands; a tour of picks alone may be driven in any order. */
export const mayReorder = (stops: readonly Stop[]): boolean =>
  stops.every(({ action }) => action.type !== "putItems");

/** By how urgent they are: due first, then asked for first. */
export const byUrgency = (a: Transport, b: Transport): number =>
  a.dueAt - b.dueAt ||
  a.requestedAt - b.requestedAt ||
  (a.transport < b.transport ? -1 : a.transport > b.transport ? 1 : 0);
