/** A robot's work given to another. With empty hands at once; a tote that is on it stays with it until a person says where it was put. */
import type { RobotId, StationId } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import { refusalsOf } from "../dispatch/assign-transports.ts";
import type { Robot } from "../robots/robot.ts";
import { isAboard, type Transport } from "../transports/transport.ts";
import { type Answer, asked, done, type Hands, refused } from "./answer.ts";

export interface HandOver {
  readonly to: RobotId | null;
  readonly station: StationId | null;
}

export function handOver(hands: Hands, robot: Robot, wanted: HandOver, desk: Desk): Answer {
  const transport = hands.transports.get(robot.transport);
  const receiver = receiverOf(hands, robot, wanted.to);
  if (typeof receiver === "string") return refused(receiver);
  if (!transport) return robot.tote === undefined ? done : toteTaken(hands, robot, desk);
  if (isAboard(transport)) return toteSetDown(hands, robot, transport, wanted.station, receiver, desk);
  const { presence, link } = robot.value;
  if (presence === "on" && robot.attached) {
    if (wanted.station === null && (link !== "heard" || transport.state === "acting"))
      return refused(
        `${robot.id} may have ${transport.tote} in its hands: look, and say at which station the tote stands, or take the robot off the floor`,
      );
    // It must not fetch what another is sent for: first it gives up its order, by its own word.
    if (link === "heard" && wanted.station === null) {
      hands.roster.tell(robot, { type: "order.givenUp" }, desk);
      return asked(hands.settings.cancelWithinMs + hands.settings.actWithinMs);
    }
  }
  passOn(hands, robot, transport, receiver, desk);
  return done;
}

/** It has given up its order, or is gone: what it was to fetch is another's. Undefined: not yet. */
export function handedOver(hands: Hands, robot: Robot, to: RobotId | null, desk: Desk): Answer | undefined {
  const transport = hands.transports.get(robot.transport);
  if (!transport) return done;
  if (isAboard(transport))
    return refused(`it has taken ${transport.tote} meanwhile: say at which station a person has put it`);
  const { order } = robot.value;
  if (robot.attached || order === "clearing" || order === "wedged") return undefined;
  const receiver = receiverOf(hands, robot, to);
  passOn(hands, robot, transport, typeof receiver === "string" ? undefined : receiver, desk);
  return done;
}

function receiverOf({ roster }: Hands, robot: Robot, to: RobotId | null): Robot | undefined | string {
  if (to === null) return undefined;
  const receiver = roster.robots.get(to);
  if (!receiver) return `this site has no robot ${to}`;
  if (receiver === robot) return `${to} has it already`;
  const reasons = refusalsOf(receiver);
  return reasons.length > 0 ? `${to} cannot take it: ${reasons.join(", ")}` : receiver;
}

function passOn(
  { transports, dispatcher }: Hands,
  robot: Robot,
  transport: Transport,
  receiver: Robot | undefined,
  desk: Desk,
): void {
  giveTo(transports.unassign(transport, desk, robot.id), receiver, transports, desk);
  robot.transport = undefined;
  if (robot.entered) dispatcher.clearGoal(robot);
  dispatcher.wake();
}

function giveTo(
  transport: Transport,
  receiver: Robot | undefined,
  transports: Hands["transports"],
  desk: Desk,
): void {
  if (!receiver) return;
  receiver.transport = transport.transport;
  receiver.why = "";
  transports.assign(transport, receiver, transport.left, desk);
}

function toteSetDown(
  hands: Hands,
  robot: Robot,
  transport: Transport,
  station: StationId | null,
  receiver: Robot | undefined,
  desk: Desk,
): Answer {
  const { transports, layout, roster, closed } = hands;
  if (station === null)
    return refused(
      `${transport.tote} is on ${robot.id}: take it down, and say at which station it stands now`,
    );
  const kind = layout.stations.get(station)?.kind;
  if (kind !== "packing" && kind !== "check")
    return refused(`${station} is no packing station and no check lane: a tote is put at one of those`);
  if (closed.isClosed(station)) return refused(`${station} is closed: put the tote at another station`);
  if (robot.value.presence === "on" && robot.value.link === "heard" && carries(robot))
    return refused(`${robot.id} says that it carries something: take the tote down first`);
  if (kind === "check") transports.fail(transport, "taken-over", desk);
  else giveTo(transports.setDown(transport, station, desk), receiver, transports, desk);
  if (robot.attached || robot.orderOpen) roster.tell(robot, { type: "order.givenUp" }, desk);
  robot.transport = undefined;
  return toteTaken(hands, robot, desk);
}

const carries = ({ report }: Robot): boolean => (report?.loads?.length ?? 0) > 0;

/** Its hands are empty, on a person's word. */
export function toteTaken({ roster, driving, dispatcher }: Hands, robot: Robot, desk: Desk): Answer {
  robot.tote = undefined;
  driving.setLoaded(robot, false);
  if (robot.entered) dispatcher.clearGoal(robot);
  roster.clear(robot, "robot.handling-failed", desk);
  roster.clear(robot, "robot.outcome-unknown", desk);
  roster.keep(robot, desk);
  dispatcher.wake();
  return done;
}
