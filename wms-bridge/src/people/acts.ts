/** What people do about goods and orders at a screen: answered done, or refused with why. A count is judged as one from a handheld is. */
import type { WmsCommand } from "@floorplane/contracts/messages";
import type { ActReason } from "@floorplane/contracts/reasons/of-acts";
import { isoTime } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import { answeredOtherwise } from "./answered-otherwise.ts";
import { actOnOrder } from "./order-acts.ts";
import { type OutcomeMeans, takeOutcome } from "./outcomes.ts";

/** A handheld's name is no longer, and a person's stands in its place. */
const deviceNameMax = 64;

export function takeAct(means: OutcomeMeans, desk: Desk, act: WmsCommand): void {
  const { command } = act;
  const reason = refusalOf(means, desk, act);
  if (reason === undefined) desk.send("dashboards", { type: "command.done", command });
  else desk.send("dashboards", { type: "command.refused", command, reason });
}

function refusalOf(means: OutcomeMeans, desk: Desk, act: WmsCommand): ActReason | undefined {
  if (act.notAfter !== undefined && desk.now > act.notAfter)
    return { code: "act.too-late", lateS: Math.round((desk.now - act.notAfter) / 1_000) };
  means.log.info(act.type, { by: act.by, reason: act.reason });
  return act.type === "task.answer" ? answer(means, desk, act) : actOnOrder(means, desk, act);
}

function answer(
  means: OutcomeMeans,
  desk: Desk,
  {
    task,
    found,
    complete,
    place,
    begun,
    grams,
    decision,
    besides,
    by,
    at = desk.now,
  }: Extract<WmsCommand, { type: "task.answer" }>,
): ActReason | undefined {
  const taken = takeOutcome(
    means,
    desk,
    {
      task,
      isRead: true,
      device: by.slice(0, deviceNameMax),
      at: isoTime(at),
      complete,
      ...(place === undefined ? {} : { place }),
      ...(begun ? { begun } : {}),
      ...(grams === undefined ? {} : { grams }),
      ...(decision === undefined ? {} : { decision }),
      ...(besides === undefined ? {} : { besides }),
      found: [...found],
    },
    "floor",
  );
  switch (taken.kind) {
    case "booked":
    case "signed":
    case "known":
    case "begun":
      return undefined;
    case "unknown-task":
      return { code: "task.unknown", task };
    case "answered-otherwise":
      return answeredOtherwise(task, taken.answer);
    case "refused": {
      const { reason, field, text, skus } = taken.fault;
      return { code: "task.not-booked", fault: reason, field, text, skus };
    }
    default:
      return taken satisfies never;
  }
}
