/** As much of what is granted as the robot takes in one message, by its factsheet; what is left waits for the next. */
import { roomFor } from "./protocol-limits.ts";
import type { Robot } from "./robot.ts";
import type { RobotView } from "./robot-view.ts";
import type { Extension, VdaOrder } from "./vda-order.ts";

type Further = Omit<Extension, "passed">;

/**
 * Takes from what is granted what goes into the order that it answers with. `full`: the robot can report no more nodes now; `too-long`: not even the shortest
 * order is as short as its longest message.
 */
export function fittingOrder(
  robot: Robot,
  make: (further: Further) => VdaOrder,
  bytesOf: (order: VdaOrder) => number,
  now: number,
): VdaOrder | "full" | "too-long" {
  const room = roomFor(robot);
  const bytesMax = robot.facts?.limits.messageBytes ?? Number.POSITIVE_INFINITY;
  if (robot.granted.length > 0 && room === 0) return "full";
  let take = Math.min(robot.granted.length, room);
  let ahead = room - take;
  for (;;) {
    const { further, attaches } = furtherOf(robot, { take, ahead, now });
    const order = make(further);
    if (bytesMax === Number.POSITIVE_INFINITY || bytesOf(order) <= bytesMax) {
      robot.drive.take(take);
      if (attaches) robot.drive.sendGoal();
      return order;
    }
    if (take <= 1 && further.horizon.length === 0) return "too-long";
    if (further.horizon.length > 0) ahead = 0;
    else take = take >> 1;
  }
}

/** The first of what is granted; the goal's action goes on the goal's node, the rest is shown ahead. */
function furtherOf(
  { granted, goal, attached, horizon }: RobotView,
  { take, ahead, now }: { readonly take: number; readonly ahead: number; readonly now: number },
): { readonly further: Further; readonly attaches: boolean } {
  const action = attached ? undefined : goal?.action;
  const place = action ? granted.indexOf(goal!.node) : -1;
  const nodes = granted
    .slice(0, take)
    .map((node, index) => ({ node, actions: action && index === place ? [action] : [] }));
  const rest = granted.slice(take);
  // Behind the goal there is nothing to preview: a horizon there would keep the robot from being idle.
  const arrives = granted.length === 0 || granted.at(-1) === goal?.node;
  const shown = arrives ? rest : [...rest, ...horizon];
  return {
    further: { nodes, horizon: shown.slice(0, ahead), now },
    attaches: place >= 0 && place < take,
  };
}
