/**
 * What a person found, brought home to the task that asked. It is booked whole or not at all: a form with goods that nobody knows leaves its task open with
 * the reason, on every handheld and screen, until somebody answers again.
 */

import type { SaidVia } from "@floorplane/contracts/acts";
import type { AdjustmentCause } from "@floorplane/contracts/confirmation.schema";
import { parseTaskOutcome, type TaskOutcome } from "@floorplane/contracts/devices.schema";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { byCodeUnits, type LocationId } from "@floorplane/contracts/ids";
import { instantMs } from "@floorplane/contracts/instant";
import { parseTopic } from "@floorplane/contracts/topics";
import type { Desk } from "@floorplane/runtime/room";
import { overLimit, type WithCountRules } from "../counting/approval.ts";
import type { WithStocktakes } from "../counting/stocktakes.ts";
import { noteCounted } from "../handling/handling.ts";
import { aheadWords, isAhead } from "../keeping/clocks-of-others.ts";
import type { WithSettings } from "../keeping/settings.ts";
import type { WithUnknownNames } from "../keeping/unknown-names.ts";
import type { HearingMeans } from "../orders/hearing.ts";
import { dropHoldsOf } from "../orders/holding.ts";
import { received } from "../receiving/deliveries.ts";
import { beginByHand, putByHand } from "../receiving/put-away-by-hand.ts";
import type { WithReturns } from "../returns/returns.ts";
import { namedInPlace } from "../serials/in-places.ts";
import { type SerialSaid, serialsBySku } from "../serials/serial-said.ts";
import type { WithSerials } from "../serials/serials.ts";
import type { WithCountedBins } from "../stock/bin-counts.ts";
import { bookBin, tellAdjusted } from "../stock/differences.ts";
import type { Graded } from "../stock/dispositions.ts";
import type { WithExpected } from "../stock/expected-receipts.ts";
import type { WithVisits } from "../stock/visits.ts";
import { closeTask, refuseAnswer, type TaskMeans } from "../tasks/asking.ts";
import { decidedOverLimit, transferOf } from "../tasks/difference-form.ts";
import type { Fault, Form, Readable } from "../tasks/form.ts";
import { bookAt, readForm, readLines, skusNamedMax } from "../tasks/forms.ts";
import { holdLookedAt } from "../tasks/hold-tickets.ts";
import { decidedMeanwhile, inspectedOverLimit } from "../tasks/inspection-form.ts";
import { inspected } from "../tasks/inspections.ts";
import { relabelled } from "../tasks/relabelling.ts";
import type { Answer, Task } from "../tasks/task.ts";
import { type Decided, decideDifference } from "../tasks/transfer-arrivals.ts";
import { whyOne } from "../tasks/two-people.ts";
import { writtenOff } from "../tasks/write-offs.ts";
import type { WithEvidence } from "../totes/evidence.ts";
import { placesInDoubt, settleOtherwise, tellAnsweredOtherwise } from "./answered-otherwise.ts";
import { handOf } from "./hand-of.ts";
import { broughtByPerson, pickedByPerson } from "./picking.ts";
import { piecesGone, piecesLookedAt } from "./pieces.ts";
import { takeSignature } from "./signing.ts";
import { bookBoxCount } from "./tote-counted.ts";

/** What it takes to do what a person's answer says. */
export type OutcomeMeans = HearingMeans &
  WithSerials &
  WithEvidence &
  WithCountedBins &
  WithUnknownNames &
  WithStocktakes &
  WithExpected &
  WithReturns &
  WithCountRules;

/** As much of a form that nobody could read as it takes to know it again. */
const unreadMax = 1_000;

export type Taken =
  | { readonly kind: "booked" }
  /** The goods are in his hands, and nobody else is sent for them. */
  | { readonly kind: "begun" }
  /** The first of two signatures: nothing is done before the second. */
  | { readonly kind: "signed"; readonly until: number }
  /** Nothing to do: the task is done. */
  | { readonly kind: "known" }
  | { readonly kind: "unknown-task" }
  /** The task is done, by another answer: this one changes nothing, and whoever gave it must know. */
  | { readonly kind: "answered-otherwise"; readonly answer: Answer }
  | { readonly kind: "refused"; readonly fault: Fault };

export type Answered = TaskOutcome & {
  /** Whoever answered reads at once what became of it, where he answered. */
  readonly isRead: boolean;
};

export function takeOutcome(means: OutcomeMeans, desk: Desk, outcome: Answered, via: SaidVia): Taken {
  const { tasks, unknownNames, log } = means;
  const task = tasks.get(outcome.task as Task["task"]);
  if (!task) {
    log.warn("task.unknown", { task: outcome.task, device: outcome.device });
    unknownNames.seen(desk, "task", outcome.task, outcome.device);
    return { kind: "unknown-task" };
  }
  const ahead = aheadOfTime(means, desk, outcome);
  if (ahead && task.state === "open") return refused(means, desk, task, outcome, ahead);
  if (ahead) return { kind: "refused", fault: ahead };
  const answer = {
    at: instantMs(outcome.at)!,
    mark: markOf(readLines(means, task, outcome), outcome),
    device: outcome.device,
    via,
  };
  if (isTakenBack(task)) return { kind: "refused", fault: wantedNoMore(means, task) };
  if (task.kind === "difference" && task.state === "done" && task.answer === null)
    return { kind: "refused", fault: otherByNow(task) };
  if (task.state !== "open") return answeredAgain(means, task, answer);
  if (outcome.begun) return begun(means, desk, task, outcome);
  const form = readForm(means, task, outcome);
  if (task.planned && isDisturbed(means, task, form)) {
    // Counted while a robot came or went: of no use, and nobody waits for it.
    closeTask(means, desk, task);
    if (means.stocktakes.disturbed(task.location!)) means.counts.need(task.location!);
    return { kind: "known" };
  }
  if (form.kind === "refused") return refused(means, desk, task, outcome, form.fault);
  if (task.kind === "destroy") {
    const said = { units: form.found.get(task.sku!) ?? 0, serials: form.serials ?? [] };
    const signed = takeSignature(means, desk, task, { ...answer, ...said });
    return signed.kind === "refused" ? refused(means, desk, task, outcome, signed.fault) : signed;
  }
  if (form.kind === "doubted" && task.doubted?.mark !== answer.mark) {
    tasks.doubt(task, answer);
    return refused(means, desk, task, outcome, form.fault);
  }
  // The same message once more is no second count.
  if (form.kind === "doubted" && task.doubted?.at === answer.at)
    return { kind: "refused", fault: form.fault };
  const second = secondPersonFault(means, task, form, answer, outcome.complete === true);
  if (second) {
    // The first one's word stands until somebody else says the same, however often he repeats it.
    if (task.doubted?.mark !== answer.mark) tasks.doubt(task, answer);
    return refused(means, desk, task, outcome, second);
  }
  // Who answers without having begun has done both; a robot that was on its way is let go of.
  const taken = task.kind === "put-away" ? begun(means, desk, task, outcome) : undefined;
  if (taken?.kind === "refused") return taken;
  const first = task.doubted?.mark === answer.mark ? task.doubted.device : answer.device;
  tasks.answered(task, answer);
  closeTask(means, desk, task);
  log.info("task.done", { task: task.task, kind: task.kind, device: outcome.device });
  const countedBy = [...new Set([first, answer.device])];
  const { place: scanned } = outcome;
  bookFound(means, desk, task, { ...form, isComplete: outcome.complete === true, countedBy, scanned });
  return { kind: "booked" };
}

/** Goods are in hand. Nothing else can be begun: other work is done where the goods are. */
function begun(means: OutcomeMeans, desk: Desk, task: Task, outcome: Answered): Taken {
  const { device } = outcome;
  means.handling.by({ hand: "person", by: device, ref: `task/${task.task}` });
  const fault: Fault | undefined =
    task.kind === "put-away"
      ? beginByHand(means, desk, task, device)
      : { reason: "malformed", field: "begun", text: `task ${task.kind}`, skus: [] };
  return fault ? refused(means, desk, task, outcome, fault) : { kind: "begun" };
}

/** What came over the bus: its topic says which task it answers, also where the rest cannot be read. */
export type Said =
  | TaskOutcome
  | (Pick<TaskOutcome, "task" | "device"> & { readonly malformed: string; readonly field: string });

/** `handhelds`: those that have an account here; the book names one of them, and nobody who only calls himself so. */
export function readSaid(topic: string, payload: Uint8Array, handhelds: readonly string[]): Said {
  const task = parseTopic(topic)?.levels.task ?? "";
  try {
    const outcome = parseTaskOutcome.bytes(payload);
    if (!handhelds.includes(outcome.device))
      return { task, device: "", field: "device", malformed: `${outcome.device} is no handheld here` };
    if (outcome.task === task) return outcome;
    return { task, device: outcome.device, field: "task", malformed: `task is ${outcome.task}` };
  } catch (error) {
    if (!(error instanceof FloorplaneError)) throw error;
    return { task, device: "", field: error.field ?? "", malformed: error.message };
  }
}

export function takeSaid(means: OutcomeMeans, desk: Desk, said: Said): void {
  if (!("malformed" in said)) {
    const taken = takeOutcome(means, desk, { ...said, isRead: false }, "floor");
    if (taken.kind === "answered-otherwise") tellAnsweredOtherwise(means, desk, said, taken.answer);
    return;
  }
  const { task: asked, device, field, malformed: text } = said;
  means.log.warn("task.outcome-malformed", { task: asked, field, why: text });
  const task = means.tasks.get(asked as Task["task"]);
  if (task?.state === "open")
    refuseAnswer(means, desk, task, { reason: "malformed", field, text, skus: [], device, isRead: false });
}

function refused(
  means: TaskMeans,
  desk: Desk,
  task: Task,
  { device, isRead }: Answered,
  fault: Fault,
): Taken {
  refuseAnswer(means, desk, task, { ...fault, device, isRead });
  return { kind: "refused", fault };
}

/**
 * What a bin's count differs by may be more than one person may book, and so may what a transfer is off by, and what an inspection finds too many or too few. More units than fit where they were counted are booked
 * on nobody's word alone, whatever a site allows one person: a code that was typed as a number is typed so again.
 */
function secondPersonFault(
  means: OutcomeMeans,
  task: Task,
  said: Exclude<Form, { kind: "refused" }>,
  answer: Answer,
  complete: boolean,
): Fault | undefined {
  const over = isMoreThanFits(said)
    ? { units: unitsIn(said), skus: said.fault.skus }
    : task.kind === "count-bin"
      ? overLimit(means, bookAt(means, task) ?? [], said.found)
      : task.kind === "difference"
        ? decidedOverLimit(means, task, said)
        : task.kind === "inspect"
          ? inspectedOverLimit(means, task, said, complete)
          : undefined;
  if (!over) return undefined;
  const { doubted } = task;
  const isSame = doubted !== null && doubted.mark === answer.mark;
  const one = isSame
    ? whyOne({ by: doubted.device, via: doubted.via }, { by: answer.device, via: answer.via })
    : "same-person";
  if (!one) return undefined;
  if (one === "program-alone") return { reason: one, field: "device", text: doubted!.device, skus: [] };
  const { units, skus } = over;
  return {
    reason: "second-person",
    field: "found",
    text: `${units} units`,
    skus: skus.slice(0, skusNamedMax),
  };
}

type Doubted = Extract<Form, { kind: "doubted" }>;
const isMoreThanFits = (said: Form): said is Doubted =>
  said.kind === "doubted" && said.fault.reason === "more-than-fits";
const unitsIn = ({ found }: Readable): number => [...found.values()].reduce((sum, units) => sum + units, 0);

/** A handheld's clock may be some minutes off; what was found tomorrow was not found. */
function aheadOfTime(means: WithSettings, desk: Desk, { at }: TaskOutcome): Fault | undefined {
  if (!isAhead(means, desk.now, instantMs(at)!)) return undefined;
  return { reason: "malformed", field: "at", text: aheadWords(at, desk.now), skus: [] };
}

/** One text for one result, whatever the order of its lines. */
function markOf(lines: Readable | Fault, said: TaskOutcome): string {
  if ("reason" in lines) return `unread ${JSON.stringify(said.found).slice(0, unreadMax)}`;
  const { found, graded, came = [], serials = [] } = lines;
  const lots = came
    .filter(({ units: count }) => count > 0)
    .map(({ sku, lot, units: count }) => `${sku}|${lot}|${count}`)
    .sort(byCodeUnits);
  const verdictOf = ({ to, units: count, grade, relabel }: Graded): (string | number | boolean)[] => [
    to,
    count,
    ...(grade === undefined ? [] : [grade]),
    ...(relabel ? [relabel] : []),
  ];
  const pieces = serials.map(({ sku, serial }) => `${sku}#${serial}`).sort(byCodeUnits);
  const units = [...found].filter(([, count]) => count > 0).sort(([a], [b]) => byCodeUnits(a, b));
  const decision = said.decision === undefined ? [] : [said.decision];
  return JSON.stringify([units, ...graded.map(verdictOf), ...lots, ...pieces, ...decision]);
}

/** Nobody answered it, and it is over: what it asked for was fetched otherwise, called back or waited for too long. */
const isTakenBack = ({ kind, state, answer }: Task): boolean =>
  (kind === "pick" || kind === "bring") && state === "done" && answer === null;

/** More of the transfer arrived or left since: the answer was about other units. */
const otherByNow = ({ transfer }: Task): Fault => ({
  reason: "difference-settled",
  field: "task",
  text: transfer ?? "",
  skus: [],
});

/** Whoever has the units in his hands puts them back, and the place is counted. */
function wantedNoMore({ counts, places }: OutcomeMeans, { location, sku }: Task): Fault {
  if (location && places.isStorage(location)) counts.need(location);
  return { reason: "wanted-no-more", field: "task", text: location ?? "", skus: sku ? [sku] : [] };
}

/** Two answers to one task that say different things: what was booked may be wrong, so that its bins are counted anew. The same again says nothing new. */
function answeredAgain(
  { tasks, totes, places, counts, log }: OutcomeMeans,
  task: Task,
  answer: Answer,
): Taken {
  const booked = task.answer;
  // A robot took its goods, or they are not there any more: what was done with others is not booked as these.
  if (!booked && task.kind === "put-away")
    return { kind: "refused", fault: { reason: "robot-has-it", field: "task", text: task.task, skus: [] } };
  if (!booked && task.kind === "inspect") {
    // All of it was decided of: what he brought home all the same shows in a count.
    if (task.to && places.isStorage(task.to)) counts.need(task.to);
    return { kind: "refused", fault: decidedMeanwhile(task, task.book?.[0]?.units ?? task.quantity ?? 0) };
  }
  if (!booked || booked.mark === answer.mark) return { kind: "known" };
  const otherwise: Taken = { kind: "answered-otherwise", answer: booked };
  log.warn("task.answered-twice", { task: task.task, kind: task.kind, device: answer.device });
  const isRepeated = task.doubted?.mark === answer.mark && task.doubted.at === answer.at;
  if (answer.at <= booked.at || isRepeated || answer.mark.startsWith("unread")) return otherwise;
  tasks.doubt(task, answer);
  for (const location of placesInDoubt({ totes, places }, task)) counts.need(location);
  return otherwise;
}

function bookFound(
  means: OutcomeMeans,
  desk: Desk,
  task: Task,
  {
    found,
    graded,
    came = [],
    serials = [],
    place,
    isComplete,
    countedBy,
    scanned,
    decision,
    isContradicted = false,
  }: Readable & {
    readonly isComplete: boolean;
    readonly countedBy: readonly string[];
    readonly scanned: string | undefined;
  },
): void {
  means.handling.by({ ...handOf(task), isDelivery: task.kind === "receive" });
  switch (task.kind) {
    case "count-tote": {
      const box = task.tote && means.totes.get(task.tote);
      const waiting = (box ? means.totes.inBox(box) : []).filter(
        ({ at }) => at.state === "checking" && at.task === task.task,
      );
      bookBoxCount(means, desk, waiting, { found, serials });
      return;
    }
    case "count-bin":
      binCounted(means, desk, task.location!, { found, serials, countedBy });
      return;
    case "write-off":
      piecesGone(means, desk, task, { units: found.get(task.sku!) ?? 0, serials });
      writtenOff(means, desk, task, found.get(task.sku!) ?? 0);
      return;
    case "inspect":
      inspected(means, desk, task, {
        graded,
        complete: isComplete,
        piecesOf: piecesLookedAt(means, desk, task, { graded, serials }),
      });
      return;
    case "receive":
      received(means, desk, task, { came, serials });
      return;
    case "put-away":
      putByHand(means, desk, task, {
        units: found.get(task.sku!) ?? 0,
        place: place!,
        isAll: isComplete,
        serials,
      });
      return;
    case "hold":
      holdLookedAt(means, desk, task);
      return;
    case "pick":
      pickedByPerson(means, desk, task, { units: found.get(task.sku!) ?? 0, isContradicted, serials });
      return;
    case "bring":
      broughtByPerson(means, desk, task, scanned);
      return;
    case "difference":
      differenceDecided(means, desk, task, { found, decision: decision!, by: countedBy });
      return;
    case "relabel":
      relabelled(means, desk, task, found.get(task.sku!) ?? 0);
      return;
    case "destroy":
      return;
    default:
      task.kind satisfies never;
  }
}

function differenceDecided(
  means: OutcomeMeans,
  desk: Desk,
  task: Task,
  said: Pick<Decided, "found" | "decision" | "by">,
): void {
  const transfer = transferOf(means, task);
  if (!transfer) return;
  means.handling.by({ ...handOf(task), ...(task.why === null ? {} : { why: task.why }) });
  decideDifference(means, desk, transfer, said);
}

const isDisturbed = ({ visits }: WithVisits, { location }: Task, form: Form): boolean =>
  visits.isBusy(location!) || (form.kind === "refused" && form.fault.reason === "changed-meanwhile");

function binCounted(
  means: OutcomeMeans,
  desk: Desk,
  location: LocationId,
  {
    found,
    serials,
    countedBy,
  }: Pick<Readable, "found"> & {
    readonly serials: readonly SerialSaid[];
    readonly countedBy: readonly string[];
  },
): void {
  const { counts, countedBins, stocktakes, stock } = means;
  const count = counts.get(location);
  noteCounted(means, { found, named: serialsBySku(serials) }, { to: location });
  const differences = bookBin(means, location, found, (row) => dropHoldsOf(means, (one) => one === row));
  namedInPlace(means, { location, units: found, said: serials }, desk.now);
  if (count) counts.remove(count);
  settleOtherwise(means, desk, location);
  countedBins.counted(location, differences.length === 0, desk.now);
  stocktakes.binCounted(location, differences, desk.now);
  for (const { sku } of stock.rowsAt(location)) stock.free(sku);
  const order = count?.order ? { order: count.order } : {};
  const cause: AdjustmentCause = { kind: "bin-counted", location, countedBy: [...countedBy], ...order };
  tellAdjusted(means, desk, `bin/${location}`, cause, differences);
}
