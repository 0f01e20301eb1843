/**
 * What a person found, brought home to the task that asked. It is booked whole or not at all: a form with goods that nobody knows leaves its task open with
 * the reason, on every handheld and screen, until somebody answers again.
 */

import { parseTaskOutcome, type TaskOutcome } from "@floorplane/contracts/devices.schema";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { byCodeUnits, type LocationId, type Sku } from "@floorplane/contracts/ids";
import { instantMs } from "@floorplane/contracts/instant";
import { parseTopic } from "@floorplane/contracts/topics";
import { isoTime } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import { byUrgency, dropHolds } from "../orders/holding.ts";
import { isClosed } from "../orders/order.ts";
import { bookBin, tellAdjusted } from "../stock/differences.ts";
import { inspected } from "../stock/inspections.ts";
import { writtenOff } from "../stock/write-offs.ts";
import { toteCounted } from "../totes/count.ts";
import type { Warehouse } from "../warehouse.ts";
import { tellAnsweredOtherwise } from "./answered-otherwise.ts";
import { type Fault, type Form, type Readable, readForm, readLines } from "./forms.ts";
import type { Answer, Task } from "./task.ts";
import { closeTask, needBinCount, refuseAnswer } from "./tasks.ts";

/** As much of a form that nobody could read as it takes to know it again. */
const unreadMax = 1_000;

export type Taken =
  | { readonly kind: "booked" }
  /** Nothing to do: the task is done. */
  | { readonly kind: "known" }
  | { readonly kind: "unknown-task" }
  /** The task is done, by another answer: this one changes nothing, and whoever gave it must know. */
  | { readonly kind: "answered-otherwise"; readonly answer: Answer }
  | { readonly kind: "refused"; readonly fault: Fault };

export function takeOutcome(w: Warehouse, desk: Desk, outcome: TaskOutcome): Taken {
  const task = w.tasks.get(outcome.task as Task["task"]);
  if (!task) {
    w.log.warn("task.unknown", { task: outcome.task, device: outcome.device });
    w.unknownNames.seen(desk, "task", outcome.task, outcome.device, w.settings.unknownForgottenMs);
    return { kind: "unknown-task" };
  }
  const ahead = aheadOfTime(w, desk, outcome);
  if (ahead && task.state === "open") return refused(w, desk, task, outcome, ahead);
  if (ahead) return { kind: "refused", fault: ahead };
  const answer = {
    at: instantMs(outcome.at)!,
    mark: markOf(readLines(w, task, outcome), outcome),
    device: outcome.device,
  };
  if (task.state !== "open") return answeredAgain(w, task, answer);
  const form = readForm(w, task, outcome);
  if (task.planned && isDisturbed(w, task, form)) {
    // Counted while a robot came or went: of no use, and nobody waits for it.
    closeTask(w, desk, task);
    return { kind: "known" };
  }
  if (form.kind === "refused") return refused(w, desk, task, outcome, form.fault);
  if (form.kind === "doubted" && task.doubted?.mark !== answer.mark) {
    task.doubted = answer;
    return refused(w, desk, task, outcome, form.fault);
  }
  // The same message once more is no second count.
  if (form.kind === "doubted" && task.doubted?.at === answer.at)
    return { kind: "refused", fault: form.fault };
  task.answer = answer;
  closeTask(w, desk, task);
  w.log.info("task.done", { task: task.task, kind: task.kind, device: outcome.device });
  bookFound(w, desk, task, form, outcome.complete === true);
  return { kind: "booked" };
}

/** What came over the bus: its topic says which task it answers, also where the rest cannot be read. */
export type Said =
  | TaskOutcome
  | (Pick<TaskOutcome, "task" | "device"> & { readonly malformed: string; readonly field: string });

export function readSaid(topic: string, payload: Uint8Array): Said {
  const task = parseTopic(topic)?.levels.task ?? "";
  try {
    const outcome = parseTaskOutcome.bytes(payload);
    if (outcome.task === task) return outcome;
    return { task, device: outcome.device, field: "task", malformed: `task is ${outcome.task}` };
  } catch (error) {
    if (!(error instanceof FloorplaneError)) throw error;
    return { task, device: "", field: error.field ?? "", malformed: error.message };
  }
}

export function takeSaid(w: Warehouse, desk: Desk, said: Said): void {
  if (!("malformed" in said)) {
    const taken = takeOutcome(w, desk, said);
    if (taken.kind === "answered-otherwise") tellAnsweredOtherwise(w, desk, said, taken.answer);
    return;
  }
  const { task: asked, device, field, malformed: text } = said;
  w.log.warn("task.outcome-malformed", { task: asked, field, why: text });
  const task = w.tasks.get(asked as Task["task"]);
  if (task?.state === "open")
    refuseAnswer(w, desk, task, { reason: "malformed", field, text, skus: [], device });
}

function refused(w: Warehouse, desk: Desk, task: Task, { device }: TaskOutcome, fault: Fault): Taken {
  refuseAnswer(w, desk, task, { ...fault, device });
  return { kind: "refused", fault };
}

/** A handheld's clock may be some minutes off; what was found tomorrow was not found. */
function aheadOfTime(w: Warehouse, desk: Desk, { at }: TaskOutcome): Fault | undefined {
  if (instantMs(at)! <= desk.now + w.settings.answerAheadMsMax) return undefined;
  const text = `${at} is in the future; here it is ${isoTime(desk.now)}`;
  return { reason: "malformed", field: "at", text, skus: [] };
}

/** One text for one result, whatever the order of its lines. */
function markOf(lines: Readable | Fault, said: TaskOutcome): string {
  if ("reason" in lines) return `unread ${JSON.stringify(said.found).slice(0, unreadMax)}`;
  const { found, graded } = lines;
  const units = [...found].filter(([, count]) => count > 0).sort(([a], [b]) => byCodeUnits(a, b));
  return JSON.stringify([units, ...graded.map(({ to, units: count }) => [to, count])]);
}

/** Two answers to one task that say different things: what was booked may be wrong, so that its bins are counted anew. The same again says nothing new. */
function answeredAgain(w: Warehouse, task: Task, answer: Answer): Taken {
  const booked = task.answer;
  if (!booked || booked.mark === answer.mark) return { kind: "known" };
  const otherwise: Taken = { kind: "answered-otherwise", answer: booked };
  w.log.warn("task.answered-twice", { task: task.task, kind: task.kind, device: answer.device });
  const isRepeated = task.doubted?.mark === answer.mark && task.doubted.at === answer.at;
  if (answer.at <= booked.at || isRepeated || answer.mark.startsWith("unread")) return otherwise;
  task.doubted = answer;
  w.tasks.touch(task);
  const tote = task.tote ? w.totes.get(task.tote) : undefined;
  const places = tote ? tote.lines.map(({ location }) => location) : [task.location, task.to];
  for (const location of new Set(places))
    if (location && w.places.isStorage(location)) needBinCount(w, location);
  return otherwise;
}

function bookFound(
  w: Warehouse,
  desk: Desk,
  task: Task,
  { found, graded }: Readable,
  complete: boolean,
): void {
  switch (task.kind) {
    case "count-tote": {
      const tote = task.tote && w.totes.get(task.tote);
      if (tote && tote.task === task.task) toteCounted(w, desk, tote, found);
      return;
    }
    case "count-bin":
      binCounted(w, desk, task.location!, found);
      return;
    case "write-off":
      writtenOff(w, desk, task, found.get(task.sku!) ?? 0);
      return;
    case "inspect":
      inspected(w, desk, task, graded, complete);
      return;
    default:
      task.kind satisfies never;
  }
}

const isDisturbed = (w: Warehouse, { location }: Task, form: Form): boolean =>
  w.isBusy(location!) || (form.kind === "refused" && form.fault.reason === "changed-meanwhile");

function binCounted(w: Warehouse, desk: Desk, location: LocationId, found: ReadonlyMap<Sku, number>): void {
  const count = w.counts.get(location);
  const differences = bookBin(w, location, found, (row) => {
    const holders = [...w.orders.all()].filter(
      (order) => !isClosed(order.state) && order.holds.some((hold) => hold.row === row),
    );
    for (const order of holders.sort(byUrgency)) {
      dropHolds(w, order, (hold) => hold.row === row);
      w.unsettled.add(order.order);
    }
  });
  if (count) w.counts.remove(count);
  w.counted.add({ location, at: desk.now });
  for (const { sku } of w.stock.rowsAt(location)) w.stock.free(sku);
  const cause = { kind: "bin-counted", location, ...(count?.order ? { order: count.order } : {}) } as const;
  tellAdjusted(w, desk, `bin/${location}`, cause, differences);
}
