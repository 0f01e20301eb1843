/**
 * Whether a robot may be sent to a place of work that others are bound for: behind the last, when that will have left before it arrives; or before one that
 * is still far, when it will be done by then. Estimates only: where they fail, traffic lets the later one wait in a pocket near by.
 */
import type { RobotView } from "../robots/robot-view.ts";
import { actionSeconds } from "../transports/stop-actions.ts";
import type { Floor } from "./floor.ts";
import { queueMax } from "./goal-book.ts";

/** To turn into the place or out of it, s. */
const swapS = 5;
/** A robot this close to a place that is still taken looks for a pocket to wait in; so it is sent when the place will be free a little before that, s. */
const gapS = 8;
/** An action that takes longer than it should (a full infeed) may take so much longer, s. */
const overdueS = 30;

/** Its place in the queue for a node, or -1 where it would only wait there. */
export function turnAt(floor: Floor, robot: RobotView, node: number, serviceS: number): number {
  const queue = floor.book.queue(node);
  // Its own turn already: it stands there, or is next and goes on.
  if (queue.length === 0 || queue[0] === robot.id) return 0;
  if (queue.includes(robot.id)) return -1;
  if (queue.length >= queueMax) return -1;
  const arrivesS = floor.travel.seconds(robot.end, node);
  const others = queue.map((id) => floor.robot(id));
  if (arrivesS >= leavesS(floor, others.at(-1)!, node) + gapS) return queue.length;
  const doneS = arrivesS + serviceS + swapS + gapS;
  const next = others.findIndex(
    (other) => mayBeOvertaken(other, node) && reachesS(floor, other, node) >= doneS,
  );
  if (next < 0 || (next > 0 && arrivesS < leavesS(floor, others[next - 1]!, node) + gapS)) return -1;
  return next;
}

const mayBeOvertaken = (other: RobotView, node: number): boolean =>
  !other.attached && other.node !== node && other.goal?.node === node;

const reachesS = (floor: Floor, other: RobotView, node: number): number =>
  other.node === node ? 0 : floor.travel.seconds(other.node, node);

/** When it will have left the place, s from now. */
function leavesS(floor: Floor, other: RobotView, node: number): number {
  if (!other.usable) return Number.POSITIVE_INFINITY;
  // Without a goal it goes wherever traffic has room for it as soon as another is bound for the place.
  if (other.goal?.node !== node) return swapS;
  if (other.goal.purpose !== "stop") return Number.POSITIVE_INFINITY;
  const transport = floor.transportOf(other);
  if (!transport?.target) return Number.POSITIVE_INFINITY;
  const worksS = actionSeconds(transport.stops[transport.target.stop]!.action);
  if (other.node !== node) return reachesS(floor, other, node) + worksS + swapS;
  const workedS = (floor.now - other.stillSince) / 1_000;
  return (workedS <= worksS + swapS ? worksS + swapS - workedS : overdueS) + swapS;
}
