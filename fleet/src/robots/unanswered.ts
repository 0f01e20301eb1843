/**
 * An order that a robot does not echo in time: what it was to do with empty hands goes to another robot, and the order is void, never sent again and cancelled should the robot come up with
 * it. Acceptance is an echo and nothing else, so that until then nothing of it can have begun (VDA 5050 6.6).
 */
import { stopActionTypes } from "./action-types.ts";
import type { ReportPart, RobotReport } from "./report.ts";
import type { Robot } from "./robot.ts";
import type { RobotView } from "./robot-view.ts";

const echoParts: readonly ReportPart[] = ["orderId", "orderUpdateId"];

/** Its goal's action was sent in a message that it has not echoed, though it speaks and says which order it has. */
export function isUntaken(robot: RobotView): boolean {
  const { order, report, goal, echoed, value } = robot;
  if (value.order !== "unanswered" || echoed || !order || !report || !saysOrder(report)) return false;
  const sent = order.base.find(({ actions }) => actions.some(({ id }) => id === goal?.action?.id));
  if (!sent || (order.updateId > 0 && sent.sequence <= order.from)) return false;
  return !report.actions.some(({ id }) => id === goal?.action?.id);
}

const saysOrder = ({ unsaid }: RobotReport): boolean =>
  !unsaid || !echoParts.some((part) => unsaid.has(part));

const handling: ReadonlySet<string> = new Set(Object.values(stopActionTypes));

/** Its unanswered order holds work that nobody waits for any more. */
export function isVoid({ order, value, transport, goal }: RobotView): boolean {
  if (value.order !== "unanswered" || transport !== undefined || !order) return false;
  return order.base.some(({ actions }) =>
    actions.some(({ id, type }) => handling.has(type) && id !== goal?.action?.id),
  );
}

/** An echo is on its way for no longer, ms. */
const echoWithinMs = 2_000;

/** It answers what it is asked, and not its order: it has not taken it, and what that holds can be given back by its own word. */
export function isIgnored(
  { value, instants: { question }, report, driven: { saidAt }, echoed, order }: Robot,
  now: number,
): boolean {
  if (value.order !== "unanswered" || echoed || !order || !report || !saysOrder(report)) return false;
  if (question === undefined || now - saidAt < echoWithinMs) return false;
  const isWithoutIt = report.orderId !== order.orderId || report.orderUpdateId < order.updateId;
  return isWithoutIt && report.actions.some(({ id }) => id === question);
}
