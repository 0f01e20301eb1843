/**
 * Off the floor and back on it. Ground is freed here on a person's word alone, which nothing else may do: the person has seen that the robot is not there any more. A robot that says
 * a place all the same gets it held, is told to stand, and a person is told; it drives again only when a person has put it back.
 */
import type { NodeId } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import { trustedPose } from "../robots/ground.ts";
import { distanceTo, standingAt } from "../robots/place.ts";
import type { RobotReport } from "../robots/report.ts";
import type { Robot } from "../robots/robot.ts";
import { isAboard } from "../transports/transport.ts";
import { type Answer, asked, done, type Hands, refused } from "./answer.ts";

/** A person names the node; the robot stands this near to it, m. */
const namedM = 1.5;
const endedWithIt = ["robot.stuck", "robot.ring", "robot.displaced", "robot.contradicts"] as const;

export function takeOff(hands: Hands, robot: Robot, desk: Desk): Answer {
  const { roster, transports, driving, dispatcher, holding } = hands;
  if (robot.value.presence === "off") return done;
  const isHeard = robot.value.link === "heard";
  const transport = transports.get(robot.transport);
  robot.goal = undefined;
  driving.leave(robot);
  driving.drop(robot);
  holding.forget(robot);
  robot.isVouchedFor = false;
  robot.order = undefined;
  robot.placed = false;
  robot.doubts = undefined;
  robot.instants = [];
  robot.node = -1;
  dispatcher.book.keepOnly(robot.id, -1, undefined);
  roster.tell(robot, { type: "robot.takenOff" }, desk);
  for (const trouble of endedWithIt) roster.clear(robot, trouble, desk);
  if (transport && !isAboard(transport)) {
    transports.unassign(transport, desk, robot.id);
    robot.transport = undefined;
  } else if (transport) transports.repeat(transport, false, desk);
  // What it was released to is free now: should it still hear us, it must not drive there.
  if (isHeard) haltForGood(hands, robot, desk);
  dispatcher.wake();
  return done;
}

function haltForGood({ instants }: Hands, robot: Robot, desk: Desk): void {
  instants.ask(robot, "startPause", desk);
  instants.ask(robot, "cancelOrder", desk);
}

export function putBack(hands: Hands, robot: Robot, named: NodeId | null, desk: Desk): Answer {
  const { layout, roster, driving, dispatcher, instants, settings } = hands;
  const { graph } = layout;
  const node = named === null ? saidNode(hands, robot) : graph.indexOf(named);
  if (robot.value.presence === "on") {
    if (node < 0 || node === robot.node) return done;
    return refused({ code: "robot.on-floor", robot: robot.id });
  }
  if (node < 0)
    return refused(
      named === null
        ? { code: "robot.says-no-place", robot: robot.id }
        : { code: "node.unknown", node: named },
    );
  const pose =
    robot.report && robot.value.link === "heard" ? trustedPose(robot.report, graph.mapId) : undefined;
  if (pose && distanceTo(graph, node, pose) > namedM)
    return refused({
      code: "robot.stands-elsewhere",
      node: graph.nodeIds[node]!,
      metres: distanceTo(graph, node, pose),
    });
  const before = robot.node;
  robot.node = node;
  const entered = driving.enter(robot, [node]);
  if (!entered.ok) {
    robot.node = before;
    return refused({ code: "node.held", node: graph.nodeIds[node]!, by: entered.heldBy });
  }
  robot.placed = false;
  robot.instants = [];
  robot.stillSince = desk.now;
  roster.tell(robot, { type: "robot.putBack" }, desk);
  dispatcher.occupy(robot);
  instants.ask(robot, "stopPause", desk);
  instants.ask(robot, "stateRequest", desk);
  dispatcher.wake();
  return asked(settings.actWithinMs);
}

function saidNode({ layout }: Hands, { report, value }: Robot): number {
  const pose = report && value.link === "heard" ? trustedPose(report, layout.graph.mapId) : undefined;
  return (pose && standingAt(layout.graph, pose, report!.lastNodeId)?.base[0]) ?? -1;
}

/** It says its place by itself, and that is where it was put. */
export const isPlaced = (robot: Robot): boolean => robot.placed && robot.value.link === "heard";

/** A report of a robot that is off the floor: it decides nothing, but where it says to stand nobody is sent. */
export function heardOffFloor(hands: Hands, robot: Robot, report: RobotReport, desk: Desk): void {
  const { layout, roster, driving, holding } = hands;
  const pose = trustedPose(report, layout.graph.mapId);
  // Who does not know its own place says none: what it said before stays held.
  if (!pose) return;
  const standing = standingAt(layout.graph, pose, report.lastNodeId);
  if (!standing) {
    driving.leave(robot);
    holding.forget(robot);
    robot.node = -1;
    roster.tell(robot, { type: "robot.unseen" }, desk);
    return;
  }
  const held = driving.held(robot);
  const moved = held.length !== standing.base.length || held.some((node, at) => node !== standing.base[at]);
  let inTheWay: readonly string[] = [];
  if (moved) {
    robot.node = standing.base[0]!;
    const entered = driving.enter(robot, standing.base);
    if (!entered.ok) inTheWay = entered.heldBy;
    driving.setStanding(robot, true);
  }
  // Where another holds that place it is kept from both.
  holding.say(robot, report);
  const at = layout.graph.nodeIds[standing.base[0]!]!;
  const by = inTheWay.length > 0 ? `, which ${inTheWay.join(", ")} holds` : "";
  if (robot.value.presence === "off") {
    roster.tell(robot, { type: "robot.seen", why: `it says that it stands at ${at}${by}` }, desk);
    haltForGood(hands, robot, desk);
  } else if ((report.driving && !report.paused) || report.nodesLeft > 0) haltForGood(hands, robot, desk);
}
