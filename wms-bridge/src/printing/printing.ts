/**
 * Labels to paper. A job is asked for, and sent one at a time for each printer; that it is sent is durable before its first byte leaves. It is tried again only where the printer took no byte of it. What may or may not have been
 * printed is a question to a person, and stands as an alarm until somebody answers it or the label is read.
 */
import type { ClientId, StationId } from "@floorplane/contracts/ids";
import type { PrintAnswer, PrinterTrouble, PrintOut } from "@floorplane/contracts/printing";
import type { LabelKind } from "@floorplane/contracts/prints.schema";
import { confirmationOf, type PrinterRow } from "@floorplane/contracts/site-printers";
import { minuteMs, secondMs } from "@floorplane/contracts/units";
import type { Desk, Office } from "@floorplane/runtime/room";
import { clearAlarm, raiseAlarm } from "../keeping/alarms.ts";
import type { WithCounters } from "../keeping/counters.ts";
import { type DrawingMeans, drawn } from "./drawn.ts";
import type { Print, PrintWhy } from "./print.kind.ts";
import type { WithPrinters } from "./printers.ts";
import type { WithPrints } from "./prints.ts";

/** The way out, and how its answers become steps. */
export interface WithPress {
  readonly press: {
    readonly out: PrintOut;
    readonly office: Pick<Office, "act">;
    /** What every step ends with. */
    readonly endStep: (desk: Desk) => void;
  };
}

export type PrintingMeans = WithPrints & WithPrinters & WithPress & WithCounters & DrawingMeans;

/** What became of a job that was sent; the latter two: there was nothing to send. */
type Heard = PrintAnswer | { readonly outcome: "gone" | "not-drawable" };

/** Labels that wait for one printer: an hour of a line that prints one each seven seconds. */
export const queueMax = 500;
/** A label that only its reading confirms is read within this, or somebody is asked. */
const readWithinMs = 10 * minuteMs;
const retryMsFirst = 5 * secondMs;
const retryMsLast = minuteMs;
/** Labels of others pass; what a person must mend is told at once. */
const toldAfterRefusals: Partial<Record<PrinterTrouble, number>> = {
  busy: 6,
  "no-connection": 2,
  "no-answer": 2,
};

export interface LabelAsked {
  readonly client: ClientId;
  readonly printer: PrinterRow;
  readonly label: LabelKind;
  readonly of: string;
  readonly askedBy: string;
}

/** Asks for a label; of one that was asked for before nothing more is printed. */
export function askFor(means: PrintingMeans, desk: Desk, asked: LabelAsked): Print {
  const known = means.prints.of(asked.label, asked.of).findLast(({ state }) => state !== "failed");
  return known ?? add(means, desk, asked, null);
}

/** A person asks for another in its place. */
export function printAgain(
  means: PrintingMeans,
  desk: Desk,
  print: Print,
  printer: PrinterRow,
  by: string,
): Print {
  const { client, label, of } = print;
  means.prints.replaced(print, by, desk.now);
  settled(desk, print);
  return add(means, desk, { client, printer, label, of, askedBy: by }, print);
}

/** A person has it in the hand. */
export function found(means: PrintingMeans, desk: Desk, print: Print, by: string): void {
  means.prints.printed(print, "person", desk.now, by);
  settled(desk, print);
}

/** Somebody, or a portal, read the label of a parcel or pallet: it is there. */
export function labelRead({ prints }: WithPrints, desk: Desk, sscc: string): void {
  for (const print of [...prints.of("parcel", sscc), ...prints.of("pallet", sscc)]) {
    if (print.state !== "sent" && print.state !== "taken" && print.state !== "unknown") continue;
    prints.printed(print, "scan", desk.now);
    settled(desk, print);
  }
}

function add(means: PrintingMeans, desk: Desk, asked: LabelAsked, inPlaceOf: Print | null): Print {
  const { prints, counters } = means;
  const { client, printer, label, of, askedBy } = asked;
  // What never left is no copy.
  const copy =
    prints.of(label, of).filter(({ sentAt, state }) => state !== "failed" && sentAt !== null).length + 1;
  const print = prints.add({
    client,
    print: `L${counters.next("print")}`,
    printer: printer.printer,
    station: (printer.station ?? null) as StationId | null,
    label,
    of,
    copy,
    state: "asked",
    why: null,
    askedAt: desk.now,
    askedBy,
    sentAt: null,
    endedAt: null,
    printedBy: null,
    decidedBy: null,
    inPlaceOf: inPlaceOf?.print ?? null,
  });
  if (prints.queueOf(printer.printer).length > queueMax) giveUp(means, desk, print, "queue-full");
  else feed(means, desk, printer);
  return print;
}

/** The next label goes, where the printer has none. */
function feed(means: PrintingMeans, desk: Desk, row: PrinterRow): void {
  const { prints, printers, press } = means;
  const { printer, address } = row;
  const [print] = prints.queueOf(printer);
  if (!print || printers.of(printer).state !== "ready") return;
  const confirms = confirmationOf(row);
  prints.sent(print, desk.now);
  printers.begun(printer);
  const id = print.print;
  const answered = (answer: Heard): void =>
    press.office.act({ type: "print.answered", data: { print: id, printer, ...answer } }, (inStep) => {
      hear(means, inStep, row, id, answer);
      press.endStep(inStep);
    });
  desk.after(() => {
    const label = drawn(means, print, row);
    if ("missing" in label) answered({ outcome: label.missing });
    else press.out.print({ printer, address, confirms }, label.bytes, answered);
  });
}

/** What became of what was sent. It may have been read, or decided, meanwhile. */
function hear(means: PrintingMeans, desk: Desk, row: PrinterRow, id: string, answer: Heard): void {
  const { prints, printers } = means;
  const { printer } = row;
  const print = prints.get(id);
  const isSent = print?.state === "sent";
  switch (answer.outcome) {
    case "nothing-left":
      if (isSent) prints.nothingLeft(print, answer.why);
      refused(means, desk, printer, answer.why);
      return;
    case "gone":
    case "not-drawable":
      if (isSent) giveUp(means, desk, print, answer.outcome);
      break;
    case "printed":
      if (isSent || print?.state === "unknown") prints.printed(print, "status", desk.now);
      if (print) settled(desk, print);
      break;
    case "taken":
      if (isSent && confirmationOf(row) === "connection") prints.printed(print, "connection", desk.now);
      else if (isSent) {
        prints.taken(print);
        desk.due(dueId(print), desk.now + readWithinMs, { type: "print.unread", print: id });
      }
      break;
    case "unknown":
      if (isSent) doubt(means, desk, print, answer.why);
      break;
    default:
      answer satisfies never;
  }
  if (printers.of(printer).isTold) clearAlarm(desk, "printer.stopped", printer);
  printers.took(printer);
  feed(means, desk, row);
}

function refused(
  { prints, printers }: PrintingMeans,
  desk: Desk,
  printer: string,
  why: PrinterTrouble,
): void {
  const { isTold, why: before } = printers.of(printer);
  printers.refused(printer, why, desk.now);
  const { refusals } = printers.of(printer);
  const waitMs = Math.min(retryMsFirst * 2 ** (refusals - 1), retryMsLast);
  desk.due(`printer/${printer}`, desk.now + waitMs, { type: "printer.again", printer });
  if (refusals < (toldAfterRefusals[why] ?? 1) || (isTold && why === before)) return;
  raiseAlarm(desk, "printer.stopped", printer, { why, waiting: prints.queueOf(printer).length });
  printers.told(printer);
}

/** It was left alone long enough. */
export function tryPrinter(means: PrintingMeans, desk: Desk, printer: string): void {
  const row = means.printers.row(printer);
  if (!row) return;
  means.printers.waited(printer);
  feed(means, desk, row);
}

/** Nobody read it in time. */
export function notRead(means: PrintingMeans, desk: Desk, id: string): void {
  const print = means.prints.get(id);
  if (print?.state === "taken") doubt(means, desk, print, "not-read");
}

function doubt({ prints }: WithPrints, desk: Desk, print: Print, why: PrintWhy): void {
  prints.unknown(print, why);
  desk.cancelDue(dueId(print));
  const { printer, label, of, copy } = print;
  raiseAlarm(desk, "label.unknown", print.print, { printer, label, of, copy, why });
}

function giveUp({ prints }: WithPrints, desk: Desk, print: Print, why: PrintWhy): void {
  prints.givenUp(print, why, desk.now);
  const { printer, label, of } = print;
  raiseAlarm(desk, "label.failed", print.print, { printer, label, of, why });
}

/** Nobody need look at it any more. */
function settled(desk: Desk, print: Print): void {
  desk.cancelDue(dueId(print));
  clearAlarm(desk, "label.unknown", print.print);
  clearAlarm(desk, "label.failed", print.print);
}

const dueId = ({ print }: Print): string => `print/${print}`;

/** At a start: what was under way may have been printed or not, and what waits goes on. A printer that the site's files name no more prints nothing. */
export function beginPrinting(means: PrintingMeans, desk: Desk): void {
  const { prints, printers } = means;
  for (const print of prints.underway()) doubt(means, desk, print, "house-ended");
  for (const printer of prints.queued())
    if (!printers.row(printer))
      for (const print of [...prints.queueOf(printer)]) giveUp(means, desk, print, "gone");
  for (const row of printers.rows()) {
    if (printers.get(row.printer)) printers.startAfresh(row.printer);
    feed(means, desk, row);
  }
}
