/** A robot's work given to another. With empty hands at once; a tote or load that is on it stays with it until a person says where it was put. */
import { assert } from "@floorplane/contracts/errors";
import type { RobotId, StationId } from "@floorplane/contracts/ids";
import type { ActReason } from "@floorplane/contracts/reasons/of-acts";
import type { Desk } from "@floorplane/runtime/room";
import { refusalsOf, unableFor } from "../dispatch/refusals.ts";
import type { Robot } from "../robots/robot.ts";
import { handOverStop, isAboard, type Transport } from "../transports/transport.ts";
import { type ActedOn, type Answer, asked, done, refused } from "./answer.ts";

export interface HandOver {
  readonly to: RobotId | null;
  readonly station: StationId | null;
}

export function handOver(fleet: ActedOn, robot: Robot, wanted: HandOver, desk: Desk): Answer {
  const transport = fleet.transports.get(robot.transport);
  const receiver = receiverOf(fleet, robot, wanted.to, transport);
  if (receiver && "code" in receiver) return refused(receiver);
  if (!transport) return robot.loaded ? setFree(fleet, robot, desk) : done;
  if (isAboard(transport)) return setDown(fleet, robot, transport, wanted.station, receiver, desk);
  const { presence, link } = robot.value;
  if (presence === "on" && robot.attached) {
    const { tote, kind } = transport;
    const isMaybeInHands = wanted.station === null && (link !== "heard" || transport.state === "acting");
    if (isMaybeInHands && kind === "carry")
      return refused({ code: "load.maybe-in-hands", robot: robot.id, load: loadOf(transport) });
    if (isMaybeInHands && tote !== null)
      return refused({ code: "tote.maybe-in-hands", robot: robot.id, tote });
    // It must not fetch what another is sent for: first it gives up its order, by its own word.
    if (link === "heard" && wanted.station === null) {
      fleet.consequences.tell(robot, { type: "order.givenUp" }, desk);
      return asked(fleet.settings.cancelWithinMs + fleet.settings.actWithinMs);
    }
  }
  handTo(fleet, robot, transport, receiver, desk);
  return done;
}

/** It has given up its order, or is gone: what it was to fetch is another's. Undefined: not yet. */
export function handedOver(fleet: ActedOn, robot: Robot, to: RobotId | null, desk: Desk): Answer | undefined {
  const transport = fleet.transports.get(robot.transport);
  if (!transport) return done;
  const { tote, kind } = transport;
  if (kind === "carry" && isAboard(transport))
    return refused({ code: "load.taken-meanwhile", load: loadOf(transport) });
  if (tote !== null && isAboard(transport)) return refused({ code: "tote.taken-meanwhile", tote });
  const { order } = robot.value;
  if (robot.attached || order === "clearing" || order === "wedged") return undefined;
  const receiver = receiverOf(fleet, robot, to, transport);
  handTo(fleet, robot, transport, receiver && "code" in receiver ? undefined : receiver, desk);
  return done;
}

function receiverOf(
  { roster }: ActedOn,
  robot: Robot,
  to: RobotId | null,
  transport: Transport | undefined,
): Robot | undefined | ActReason {
  if (to === null) return undefined;
  const receiver = roster.robots.get(to);
  if (!receiver) return { code: "robot.unknown", robot: to };
  if (receiver === robot) return { code: "receiver.has-it", robot: to };
  const because = [...refusalsOf(receiver), ...(transport ? unableFor(receiver, transport) : [])];
  return because.length > 0 ? { code: "receiver.cannot", robot: to, because } : receiver;
}

function handTo(
  { transports, dispatcher }: ActedOn,
  robot: Robot,
  transport: Transport,
  receiver: Robot | undefined,
  desk: Desk,
): void {
  giveTo(transports.unassign(transport, desk, robot.id), receiver, transports, desk);
  robot.assigned.end();
  if (robot.entered) dispatcher.clearGoal(robot);
  dispatcher.wake();
}

function giveTo(
  transport: Transport,
  receiver: Robot | undefined,
  transports: ActedOn["transports"],
  desk: Desk,
): void {
  if (!receiver) return;
  receiver.assigned.give(transport.transport);
  receiver.reasons.waits(null);
  transports.assign(transport, receiver, transport.left, desk);
}

function setDown(
  fleet: ActedOn,
  robot: Robot,
  transport: Transport,
  station: StationId | null,
  receiver: Robot | undefined,
  desk: Desk,
): Answer {
  const { transports, layout, consequences, closed } = fleet;
  const { tote } = transport;
  const isCarry = transport.kind === "carry";
  assert(isCarry || tote !== null, `${transport.transport} carries nothing that could be set down`);
  if (station === null && isCarry)
    return refused({ code: "load.on-robot", load: loadOf(transport), robot: robot.id });
  if (station === null) return refused({ code: "tote.on-robot", tote: tote!, robot: robot.id });
  const place = layout.stations.get(station);
  if (!place) return refused({ code: "place.unknown", place: station });
  const { kind } = place;
  if (!isCarry && kind !== "packing" && kind !== "check")
    return refused({ code: "station.takes-no-totes", station });
  if (closed.isClosed(station)) return refused({ code: "station.closed", station });
  if (robot.value.presence === "on" && robot.value.link === "heard" && carries(robot))
    return refused({ code: "robot.carries", robot: robot.id });
  if (!isCarry && kind === "check") transports.fail(transport, "taken-over", desk);
  else giveTo(transports.setDown(transport, station, desk), receiver, transports, desk);
  if (robot.attached || robot.orderOpen) consequences.tell(robot, { type: "order.givenUp" }, desk);
  robot.assigned.end();
  return setFree(fleet, robot, desk);
}

/** As people know it; empty where nobody said which. */
const loadOf = (transport: Transport): string => {
  const { action } = transport.stops[handOverStop(transport)]!;
  return "load" in action ? (action.load ?? "") : "";
};

const carries = ({ report }: Robot): boolean => (report?.loads?.length ?? 0) > 0;

/** Its hands are empty, on a person's word. */
export function setFree({ roster, ground, dispatcher }: ActedOn, robot: Robot, desk: Desk): Answer {
  ground.setLoad(robot, {});
  if (robot.entered) dispatcher.clearGoal(robot);
  roster.clear(robot, "robot.handling-failed", desk);
  roster.clear(robot, "robot.outcome-unknown", desk);
  roster.keep(robot, desk);
  dispatcher.wake();
  return done;
}
