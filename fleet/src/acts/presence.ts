/**
 * Off the floor and back on it. Ground is freed here on a person's word alone, which nothing else may do: the person has seen that the robot is not there any more. A robot that says
 * a place all the same gets it held, is told to stand, and a person is told; it drives again only when a person has put it back.
 */
import type { NodeId } from "@floorplane/contracts/ids";
import { someOf } from "@floorplane/contracts/reasons/reason";
import type { Graph } from "@floorplane/layout/graph";
import type { Desk } from "@floorplane/runtime/room";
import { trustedPose } from "../robots/ground.ts";
import { distanceTo, type Standing, standingAt } from "../robots/pose-on-lanes.ts";
import type { Pose, RobotReport } from "../robots/report.ts";
import type { Robot } from "../robots/robot.ts";
import { isAboard } from "../transports/transport.ts";
import { type ActedOn, type Answer, asked, done, refused } from "./answer.ts";

/** A person names the node; the robot stands this near to it, m. */
const namedM = 1.5;
const endedWithIt = ["robot.stuck", "robot.ring", "robot.displaced", "robot.contradicts"] as const;

export function takeOff(fleet: ActedOn, robot: Robot, desk: Desk): Answer {
  const { roster, transports, ground, orders, groundCheck, consequences, dispatcher } = fleet;
  if (robot.value.presence === "off") return done;
  const isHeard = robot.value.link === "heard";
  const transport = transports.get(robot.transport);
  robot.drive.setGoal(undefined);
  ground.leave(robot);
  orders.drop(robot);
  groundCheck.forget(robot);
  robot.driven.forget();
  robot.place.forget();
  robot.place.unvouch();
  robot.heard.doubt(undefined);
  robot.instants.clear();
  dispatcher.book.keepOnly(robot.id, -1, undefined);
  consequences.tell(robot, { type: "robot.takenOff" }, desk);
  for (const trouble of endedWithIt) roster.clear(robot, trouble, desk);
  if (transport && !isAboard(transport)) {
    transports.unassign(transport, desk, robot.id);
    robot.assigned.end();
  } else if (transport) transports.repeat(transport, false, desk);
  // What it was released to is free now: should it still hear us, it must not drive there.
  if (isHeard) haltForGood(fleet, robot, desk);
  dispatcher.wake();
  return done;
}

function haltForGood({ instants }: ActedOn, robot: Robot, desk: Desk): void {
  instants.ask(robot, "startPause", desk);
  instants.ask(robot, "cancelOrder", desk);
}

export function putBack(fleet: ActedOn, robot: Robot, named: NodeId | null, desk: Desk): Answer {
  const { layout, ground, consequences, dispatcher, instants, settings } = fleet;
  const { graph } = layout;
  const node = named === null ? saidNode(fleet, robot) : graph.indexOf(named);
  if (named !== null && node < 0) return refused({ code: "node.unknown", node: named });
  if (robot.value.presence === "on") {
    if (node < 0 || node === robot.node) return done;
    return refused({ code: "robot.on-floor", robot: robot.id });
  }
  if (node < 0) return refused({ code: "robot.says-no-place", robot: robot.id });
  const pose =
    robot.report && robot.value.link === "heard" ? trustedPose(robot.report, graph.mapId) : undefined;
  if (pose && distanceTo(graph, node, pose) > namedM)
    return refused({
      code: "robot.stands-elsewhere",
      node: graph.nodeIds[node]!,
      metres: distanceTo(graph, node, pose),
    });
  const entered = ground.enter(robot, [node]);
  if (!entered.ok) return refused({ code: "node.held", node: graph.nodeIds[node]!, by: entered.heldBy });
  robot.instants.clear();
  robot.place.stirred(desk.now);
  consequences.tell(robot, { type: "robot.putBack" }, desk);
  dispatcher.occupy(robot);
  instants.ask(robot, "stopPause", desk);
  instants.ask(robot, "stateRequest", desk);
  dispatcher.wake();
  return asked(settings.actWithinMs);
}

function saidNode({ layout }: ActedOn, { report, value }: Robot): number {
  const pose = report && value.link === "heard" ? trustedPose(report, layout.graph.mapId) : undefined;
  const standing = pose && standingAt(layout.graph, pose, report!.lastNodeId);
  return standing ? nearestOf(layout.graph, standing, pose) : -1;
}

/** Between two nodes the nearer one is where a person finds it, and may put it back. */
const nearestOf = (graph: Graph, { base }: Standing, pose: Pose): number =>
  base.reduce((near, node) => (distanceTo(graph, node, pose) < distanceTo(graph, near, pose) ? node : near));

/** It says its place by itself, and that is where it was put. */
export const isPlaced = (robot: Robot): boolean => robot.placed && robot.value.link === "heard";

/** A report of a robot that is off the floor: it decides nothing, but where it says to stand nobody is sent. */
export function heardOffFloor(fleet: ActedOn, robot: Robot, report: RobotReport, desk: Desk): void {
  const { layout, ground, groundCheck, consequences } = fleet;
  const pose = trustedPose(report, layout.graph.mapId);
  // Who does not know its own place says none: what it said before stays held.
  if (!pose) return;
  const standing = standingAt(layout.graph, pose, report.lastNodeId);
  if (!standing) {
    ground.leave(robot);
    groundCheck.forget(robot);
    robot.place.forget();
    consequences.tell(robot, { type: "robot.unseen" }, desk);
    return;
  }
  const held = ground.held(robot);
  const moved = held.length !== standing.base.length || held.some((node, at) => node !== standing.base[at]);
  let inTheWay: readonly string[] = [];
  if (moved) {
    robot.place.suspect(standing.base[0]!);
    const entered = ground.enter(robot, standing.base);
    if (!entered.ok) inTheWay = entered.heldBy;
    ground.setStanding(robot, true);
  }
  // Where another holds that place it is kept from both.
  groundCheck.say(robot, report);
  const at = layout.graph.nodeIds[nearestOf(layout.graph, standing, pose)]!;
  if (robot.value.presence === "off") {
    const why = { code: "place.said", node: at, heldBy: someOf(inTheWay) } as const;
    consequences.tell(robot, { type: "robot.seen", why }, desk);
    haltForGood(fleet, robot, desk);
  } else if ((report.driving && !report.paused) || report.nodesLeft > 0) haltForGood(fleet, robot, desk);
}
