/** All open transports: what the WMS asked for, what became of each stop, and the words sent back. Written down before anything moves. */
import type { LoadId, NodeId, RobotId, StationId, TransportId } from "@floorplane/contracts/ids";
import type {
  ReplaceStop,
  SkipStops,
  TransportFailure,
  TransportRequested,
  WithdrawTransport,
} from "@floorplane/contracts/messages";
import { isSamePurpose } from "@floorplane/contracts/purposes";
import type { TransportReason } from "@floorplane/contracts/reasons/of-transports";
import { isSameReason } from "@floorplane/contracts/reasons/reason";
import { doAsked, type MachineRow, Machines } from "@floorplane/runtime/machines";
import type { Desk, Kept, Restore } from "@floorplane/runtime/room";
import type { Robot } from "../robots/robot.ts";
import { replacementOfToday, requestOfToday, withdrawalOfToday } from "./earlier-mail.ts";
import { transportKind } from "./transport.kind.ts";
import { type TransportEvent, transportMachine } from "./transport.machine.ts";
import {
  handOverStop,
  isAboard,
  isEnded,
  newTransport,
  pickStop,
  stateOf,
  type Target,
  type Transport,
} from "./transport.ts";

/** Ended transports kept for screens; older ones are history, which the ledger's rows tell. */
const endedKeptMax = 200;

/** The places of a site, as far as they are asked here. */
export interface KnownPlaces {
  has(place: StationId): boolean;
  /** Those where robots can be sent now. */
  docksOf(places: readonly StationId[]): readonly unknown[];
}

export interface StopOutcome {
  readonly status: "finished" | "failed";
  readonly quantity: number;
  /** Whether the tote or load is on the robot afterwards. */
  readonly aboard: boolean;
  /** Which load its robot says that it took, where nobody had said which. */
  readonly load?: LoadId;
}

const subjectOf = ({ transport, tote }: Transport): Pick<Transport, "transport" | "tote"> => ({
  transport,
  tote,
});

/** What it took is handed over when it is withdrawn; a count takes nothing. */
const isBroughtBack = ({ kind, tote }: Transport): boolean => kind === "carry" || tote !== null;

/** The load of a pick that named none, and of its drop. */
const named = ({ stops, target }: Transport, load: LoadId): Transport["stops"] =>
  stops.map((stop, index) =>
    "load" in stop.action && (index === target!.stop || index === target!.stop + 1)
      ? { ...stop, action: { ...stop.action, load } }
      : stop,
  );

const meetsPerson = ({ state, stops, target }: Transport): boolean =>
  state === "acting" && target !== null && stops[target.stop]!.action.type === "meetPerson";

/** It may still go to one of those; of several, where it is bound for one of them or for none yet. */
function isFrom(
  { stops, target, notBy }: Transport,
  which: number,
  from: readonly StationId[] | undefined,
): boolean {
  if (!from) return true;
  // One that a robot had already may be where a person has put it down, and nowhere else.
  if (stops[which]!.purpose.type === "fetch" && notBy.length > 0) return false;
  const may = target?.stop === which ? [target.station] : stops[which]!.stations;
  return may.some((station) => from.includes(station));
}

const withRobot = ({ notBy }: Transport, robot: RobotId | undefined): readonly RobotId[] =>
  robot === undefined || notBy.includes(robot) ? notBy : [...notBy, robot];

export class OpenTransports {
  readonly #machines = new Machines("transport", transportMachine);
  readonly #open = new Map<TransportId, Transport>();
  readonly #ended: TransportId[] = [];

  async restore(read: Restore): Promise<void> {
    for (const { id, body: transport } of await read.documents(transportKind)) {
      this.#machines.restored(id, transport.machine);
      if (isEnded(transport)) this.#ended.push(transport.transport);
      else this.#open.set(transport.transport, transport);
    }
  }

  *kept(): Iterable<Kept> {
    for (const [id, body] of this.#open) yield { kind: transportKind, id, body };
    for (const id of this.#ended) yield { kind: transportKind, id, body: { transport: id } };
  }

  /** Not yet ended, in the order in which they were asked for. */
  get open(): IterableIterator<Transport> {
    return this.#open.values();
  }

  get isAnyOpen(): boolean {
    return this.#open.size > 0;
  }

  get(id: TransportId | undefined): Transport | undefined {
    return id === undefined ? undefined : this.#open.get(id);
  }

  request(asked: TransportRequested, places: KnownPlaces, desk: Desk): void {
    const message = requestOfToday(asked);
    if (this.#open.has(message.transport)) return;
    const { row } = this.#machines.begin(message.transport, { stops: message.stops.length }, desk);
    const transport = newTransport(message, row, desk.now);
    this.#keep(transport, desk);
    const reachable = message.stops.every(({ stations }) => stations.some((station) => places.has(station)));
    if (!reachable || message.stops.length === 0) this.fail(transport, "no-route", desk);
  }

  /** `kept` where the robot already has its action for that stop, or the stop is past. */
  replaceStop(
    message: ReplaceStop,
    places: KnownPlaces,
    isSent: (transport: Transport) => boolean,
    desk: Desk,
  ): boolean {
    const transport = this.#open.get(message.transport);
    const { purpose, stations, from } = replacementOfToday(message, transport);
    const which = transport?.stops.findIndex((stop) => isSamePurpose(stop.purpose, purpose)) ?? -1;
    const open = transport?.left.includes(which) === true;
    const sent = transport?.target?.stop === which && isSent(transport);
    const known = places.docksOf(stations).length > 0;
    const replaced = transport !== undefined && open && !sent && known && isFrom(transport, which, from);
    desk.send("wms-bridge", {
      type: replaced ? "stop.replaced" : "stop.kept",
      transport: message.transport,
      purpose,
    });
    if (!replaced) return false;
    const stops = transport.stops.map((stop, index) => (index === which ? { ...stop, stations } : stop));
    // Bound for one of them already: nothing changes for its robot.
    const bound = transport.target?.stop === which && !stations.includes(transport.target.station);
    if (bound) this.#step(transport, { type: "stop.repeated" }, { stops, target: null }, desk);
    else this.#keep({ ...transport, stops }, desk);
    return bound;
  }

  /** Stops that nobody wants any more are not made, unless the robot has its action for one already. Answers whether the robot was on its way to one of them. */
  skipStops(message: SkipStops, isSent: (transport: Transport) => boolean, desk: Desk): boolean {
    const transport = this.#open.get(message.transport);
    const which = (transport?.left ?? []).filter((stop) => {
      const { purpose } = transport!.stops[stop]!;
      const isSentThere = transport!.target?.stop === stop && isSent(transport!);
      return !isSentThere && message.purposes.some((one) => isSamePurpose(one, purpose));
    });
    const purposes = which.map((stop) => transport!.stops[stop]!.purpose);
    desk.send("wms-bridge", {
      type: "stops.skipped",
      transport: message.transport,
      tote: message.tote,
      purposes,
    });
    if (!transport || which.length === 0) return false;
    const left = transport.left.filter((stop) => !which.includes(stop));
    const bound = transport.target !== null && which.includes(transport.target.stop);
    if (bound) this.#step(transport, { type: "stop.repeated" }, { target: null }, desk);
    const now = this.#open.get(transport.transport)!;
    const stop = left.includes(now.stop) || now.target !== null ? now.stop : left[0]!;
    this.#step(now, { type: "stops.skipped", stops: which.length }, { left, stop }, desk);
    return bound;
  }

  /** What is left of a withdrawn transport; undefined when nothing is. */
  withdraw(
    message: WithdrawTransport,
    isSent: (transport: Transport) => boolean,
    desk: Desk,
  ): Transport | undefined {
    const known = this.#open.get(message.transport);
    if (!known || known.withdrawal !== null) return known;
    // Nobody need be waited for any more.
    if (meetsPerson(known)) this.#step(known, { type: "stop.repeated" }, { target: null }, desk);
    const transport = this.#open.get(message.transport)!;
    const fetching = transport.target !== null && isSent(transport);
    if (!isAboard(transport) && !fetching) {
      this.#end(transport, { type: "transport.withdrawn" }, desk);
      desk.send("wms-bridge", {
        type: "transport.failed",
        ...subjectOf(transport),
        reason: "withdrawn",
      });
      return undefined;
    }
    const last = handOverStop(transport);
    const stops = transport.stops.map((stop, index) =>
      index === last && isBroughtBack(transport) && message.stations.length > 0
        ? { ...stop, stations: message.stations }
        : stop,
    );
    const noted = { ...transport, stops, withdrawal: withdrawalOfToday(message.reason) };
    // An action that the robot has already is not taken back: the way home begins when it has ended.
    if (fetching) this.#keep(noted, desk);
    else this.#step(noted, { type: "transport.returning" }, { left: [last], target: null }, desk);
    return this.#open.get(message.transport);
  }

  /** `left`: the stops in the order of driving. */
  assign(transport: Transport, robot: Robot, left: readonly number[], desk: Desk): void {
    this.#step(
      transport,
      { type: "transport.assigned" },
      { robot: robot.id, left, stop: left[0] ?? 0 },
      desk,
    );
    desk.send("wms-bridge", {
      type: "transport.assigned",
      ...subjectOf(transport),
      robot: robot.id,
    });
  }

  /** The robot is sent to one of the stops that may come next. */
  choose(
    transport: Transport,
    place: { readonly stop: number; readonly station: StationId; readonly node: NodeId },
    desk: Desk,
  ): Target {
    const tries = transport.tries + 1;
    const target: Target = { ...place, actionId: `${transport.transport}.${place.stop}.${tries}` };
    const left = [place.stop, ...transport.left.filter((stop) => stop !== place.stop)];
    this.#step(transport, { type: "stop.chosen" }, { target, tries, left, stop: place.stop }, desk);
    return target;
  }

  reached(transport: Transport, desk: Desk): void {
    this.#step(transport, { type: "stop.reached" }, {}, desk);
  }

  /** It stands there for a person; whoever asked says when it may go on. */
  waits(transport: Transport, desk: Desk): void {
    this.reached(transport, desk);
    const { stop, station } = transport.target!;
    desk.send("wms-bridge", {
      type: "stop.waiting",
      ...subjectOf(transport),
      purpose: transport.stops[stop]!.purpose,
      station,
      robot: transport.robot!,
    });
  }

  /** A stop is over; says so, and goes on with what is left. */
  ended(of: Transport, outcome: StopOutcome, desk: Desk): Transport | undefined {
    const { stop, station } = of.target!;
    const transport = outcome.load === undefined ? of : { ...of, stops: named(of, outcome.load) };
    const { action } = transport.stops[stop]!;
    desk.send("wms-bridge", {
      type: "stop.done",
      ...subjectOf(transport),
      purpose: transport.stops[stop]!.purpose,
      stop,
      station,
      robot: transport.robot!,
      status: outcome.status,
      quantity: outcome.quantity,
      ...("load" in action ? { load: action.load } : {}),
    });
    const left = transport.left.filter((other) => other !== stop);
    const event: TransportEvent = { type: "stop.ended", aboard: outcome.aboard };
    if (left.length === 0) {
      this.#end({ ...transport, left, target: null }, event, desk);
      desk.send("wms-bridge", { type: "transport.done", ...subjectOf(transport) });
      return undefined;
    }
    this.#step(transport, event, { left, target: null, failures: 0, failedAt: [], stop: left[0]! }, desk);
    const next = this.#open.get(transport.transport)!;
    if (next.withdrawal === null) return next;
    if (!isBroughtBack(next) || (next.kind === "carry" && !outcome.aboard)) {
      // Nothing is brought back.
      this.#end(next, { type: "transport.withdrawn" }, desk);
      desk.send("wms-bridge", { type: "transport.failed", ...subjectOf(next), reason: "withdrawn" });
      return undefined;
    }
    this.#step(next, { type: "transport.returning" }, { left: [handOverStop(next)] }, desk);
    return this.#open.get(transport.transport);
  }

  /** The action is to be asked for again: here or at another dock. */
  repeat(transport: Transport, counts: boolean, desk: Desk): void {
    const failures = transport.failures + (counts ? 1 : 0);
    const failedAt =
      counts && transport.target ? [...transport.failedAt, transport.target.station] : transport.failedAt;
    this.#step(transport, { type: "stop.repeated" }, { target: null, failures, failedAt }, desk);
  }

  /** The robot is gone and carried nothing: another may take it. `notBy`: one that shall not have it again while there are others. */
  unassign(transport: Transport, desk: Desk, notBy?: RobotId): Transport {
    const changes = { robot: null, target: null, failures: 0, notBy: withRobot(transport, notBy) };
    this.#step(transport, { type: "robot.withdrawn" }, changes, desk);
    this.#tellUnassigned(transport, null, desk);
    return this.#open.get(transport.transport)!;
  }

  /** Whoever asked for a carry looks at who has it. */
  #tellUnassigned(transport: Transport, station: StationId | null, desk: Desk): void {
    if (transport.kind !== "carry") return;
    desk.send("wms-bridge", { type: "transport.unassigned", ...subjectOf(transport), station });
  }

  /** A person has put its tote or load down at a station: another robot fetches it there and goes on with what is left. */
  setDown(transport: Transport, station: StationId, desk: Desk): Transport {
    const fetch = pickStop(transport);
    const stops = transport.stops.map((stop, index) =>
      index === fetch ? { ...stop, stations: [station] } : stop,
    );
    const left = [fetch, ...transport.left];
    const notBy = withRobot(transport, transport.robot ?? undefined);
    const changes = { robot: null, target: null, stops, left, stop: fetch, failures: 0, failedAt: [], notBy };
    this.#step(transport, { type: "tote.setDown" }, changes, desk);
    this.#tellUnassigned(transport, station, desk);
    return this.#open.get(transport.transport)!;
  }

  /** Its robot can do no more of it: what it has is handed over, and nothing else. */
  returnNow(transport: Transport, desk: Desk): void {
    const last = handOverStop(transport);
    this.#step(transport, { type: "transport.returning" }, { left: [last], target: null, stop: last }, desk);
  }

  fail(transport: Transport, reason: TransportFailure, desk: Desk): void {
    this.#end({ ...transport, target: null }, { type: "transport.failed", reason }, desk);
    desk.send("wms-bridge", { type: "transport.failed", ...subjectOf(transport), reason });
  }

  /** Why it waits; null when it does not any more. */
  explain(id: TransportId, why: TransportReason | null, desk: Desk): void {
    const transport = this.#open.get(id);
    if (!transport || isSameReason(transport.why, why)) return;
    this.#keep({ ...transport, why }, desk);
    desk.send("wms-bridge", { type: "transport.held", ...subjectOf(transport), why });
  }

  #step(transport: Transport, event: TransportEvent, changes: Partial<Transport>, desk: Desk): void {
    const row = this.#stepped(transport, event, desk);
    this.#keep({ ...transport, ...changes, machine: row, state: stateOf(row) }, desk);
  }

  #end(transport: Transport, event: TransportEvent, desk: Desk): void {
    const row = this.#stepped(transport, event, desk);
    const ended: Transport = { ...transport, why: null, machine: row, state: stateOf(row) };
    if (transport.why !== null)
      desk.send("wms-bridge", { type: "transport.held", ...subjectOf(transport), why: null });
    this.#open.delete(transport.transport);
    desk.put(transportKind, transport.transport, ended);
    this.#ended.push(transport.transport);
    while (this.#ended.length > endedKeptMax) desk.retire(transportKind, this.#ended.shift()!);
  }

  #stepped({ transport, machine }: Transport, event: TransportEvent, desk: Desk): MachineRow {
    const { row, asked } = this.#machines.step(transport, machine, event, desk);
    doAsked({}, asked, transport, desk);
    return row;
  }

  #keep(transport: Transport, desk: Desk): void {
    this.#open.set(transport.transport, transport);
    desk.put(transportKind, transport.transport, transport);
  }
}
