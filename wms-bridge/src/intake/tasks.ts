/** Work for people over HTTP: what waits and why, and answers by the same reader as a handheld's. */

import type { TaskOutcome } from "@floorplane/contracts/devices.schema";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { HttpResponse } from "@floorplane/contracts/http";
import { isoTime } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import { faultSentence } from "../tasks/fault-words.ts";
import { takeOutcome } from "../tasks/outcomes.ts";
import type { Task } from "../tasks/task.ts";
import type { Warehouse } from "../warehouse.ts";
import { doorCodes, jsonAnswer, problemAnswer, Refusal } from "./refusal.ts";

/** Open tasks in one answer, the oldest first. */
const shownMax = 1_000;

export function getTasks(w: Warehouse): HttpResponse {
  const open = [...w.tasks.all()].filter(({ state }) => state === "open");
  open.sort((a, b) => a.openedAt - b.openedAt || (a.task < b.task ? -1 : 1));
  return jsonAnswer(200, { open: open.length, tasks: open.slice(0, shownMax).map(shown) });
}

function shown(one: Task): object {
  const { task, kind, openedAt, location, station, tote, sku, quantity, to, planned, refused } = one;
  const why = refused && { ...refused, at: isoTime(refused.at), detail: faultSentence(refused) };
  return {
    task,
    kind,
    openedAt: isoTime(openedAt),
    location,
    station,
    tote,
    sku,
    quantity,
    to,
    planned,
    refused: why,
  };
}

/** 200 once it is booked, also when it is told again; 422 with the reason, which stands at the task too. */
export function postTaskOutcome(w: Warehouse, desk: Desk, task: string, outcome: TaskOutcome): HttpResponse {
  if (outcome.task !== task)
    throw new Refusal("malformed-message", `the answer is for task ${outcome.task}, not ${task}`, {
      field: "task",
    });
  const taken = takeOutcome(w, desk, outcome);
  switch (taken.kind) {
    case "booked":
    case "known":
      return jsonAnswer(200, { task, state: "done" });
    case "unknown-task":
      throw new FloorplaneError({
        code: "unknown-task",
        message: `task ${task} is not known here`,
        field: "task",
      });
    case "refused":
      // Not thrown: the reason is written down with the task.
      return problemAnswer(
        new Refusal(doorCodes.notBooked, faultSentence(taken.fault), { field: taken.fault.field }),
      )!;
    default:
      return taken satisfies never;
  }
}
