/** Counts for robots that have nothing else to do and can read bins: each the nearest one, and none while work waits. */
import type { RobotView } from "../robots/robot-view.ts";
import type { Transport } from "../transports/transport.ts";
import { isWork, waitsForRobot } from "./assign-transports.ts";
import type { Decision, Floor } from "./floor.ts";
import { refusalsOf } from "./refusals.ts";

export function countIdle(floor: Floor): readonly Decision[] {
  const counts = floor.transports.filter((one) => !isWork(one) && one.state === "requested");
  if (counts.length === 0 || waitsForRobot(floor)) return [];
  const free = new Set(floor.robots.filter(canCount));
  return counts.flatMap((transport): Decision[] => {
    const robot = nearest(floor, free, transport);
    if (!robot) return [];
    free.delete(robot);
    return [{ type: "assign", robot: robot.id, transport: transport.transport, left: transport.left }];
  });
}

/** It says so itself; whether it can pick is no matter. */
const canCount = (robot: RobotView): boolean =>
  robot.facts?.nodeActions.has("countTags") === true && refusalsOf(robot).length === 0;

function nearest(
  floor: Floor,
  robots: ReadonlySet<RobotView>,
  { left, stops }: Transport,
): RobotView | undefined {
  const docks = floor.places.docksOf(stops[left[0] ?? 0]?.stations ?? []);
  let best: RobotView | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const robot of robots)
    for (const { node } of docks) {
      const seconds = floor.travel.seconds(robot.end, node);
      if (seconds >= least) continue;
      best = robot;
      least = seconds;
    }
  return best;
}
