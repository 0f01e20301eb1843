/** What can be read off a transport. */
import type { TransportState } from "@floorplane/contracts/documents";
import type { Stop, TransportRequested } from "@floorplane/contracts/messages";
import type { MachineRow } from "@floorplane/runtime/machines";
import type { Transport } from "./transport.kind.ts";
import type { TransportContext } from "./transport.machine.ts";

export type { Target, Transport } from "./transport.kind.ts";

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
    why: null,
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
