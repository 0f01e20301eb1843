/** What people do about goods and orders at a screen: answered done, or refused with why. A count is judged as one from a handheld is. */
import type { WmsCommand } from "@floorplane/contracts/messages";
import { isoTime } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import { isClosed } from "../orders/order.ts";
import { sendTours } from "../orders/tours.ts";
import { otherwiseSentence } from "./answered-otherwise.ts";
import { type OutcomeMeans, takeOutcome } from "./outcomes.ts";

/** Stands where a handheld would say its own name. */
const screen = "screen";

export function takeAct(means: OutcomeMeans, desk: Desk, act: WmsCommand): void {
  const { command } = act;
  const why = refusalOf(means, desk, act);
  if (why === undefined) desk.send("dashboards", { type: "command.done", command });
  else desk.send("dashboards", { type: "command.refused", command, why });
}

function refusalOf(means: OutcomeMeans, desk: Desk, act: WmsCommand): string | undefined {
  if (act.notAfter !== undefined && desk.now > act.notAfter)
    return "too late: the house was held up; give it again if it is still wanted";
  means.log.info(act.type, { by: act.by, reason: act.reason });
  return act.type === "task.answer" ? answer(means, desk, act) : tryAgain(means, desk, act);
}

function answer(
  means: OutcomeMeans,
  desk: Desk,
  { task, found, complete }: Extract<WmsCommand, { type: "task.answer" }>,
): string | undefined {
  const at = isoTime(desk.now);
  const taken = takeOutcome(means, desk, { task, device: screen, at, complete, found: [...found] });
  switch (taken.kind) {
    case "booked":
    case "known":
      return undefined;
    case "unknown-task":
      return `there is no task ${task}`;
    case "answered-otherwise":
      return otherwiseSentence(task, taken.answer);
    case "refused": {
      const { reason, field, text, skus } = taken.fault;
      const named = skus.length > 0 ? ` (${skus.join(", ")})` : "";
      return `nothing was booked: ${reason}, ${field} ${text}${named}; count again, and give the same answer once more if it is so`;
    }
    default:
      return taken satisfies never;
  }
}

function tryAgain(
  means: OutcomeMeans,
  desk: Desk,
  { order: id }: Extract<WmsCommand, { type: "order.tryAgain" }>,
): string | undefined {
  const order = means.orders.get(id);
  if (!order) return `there is no order ${id}`;
  if (isClosed(order.state)) return `order ${id} is ${order.state}`;
  if (order.state !== "parked") return undefined;
  means.orders.become(order, { failures: 0 });
  sendTours(means, desk, order);
  return undefined;
}
