/**
 * What a transfer is off by is people's to decide: while it stands a task asks about it, which is withdrawn when the rest arrives. Whoever looks on is asked again a day later; where nobody decides for a day
 * an alarm says so, and whoever sent the goods hears it. What nobody speaks of for three days is missing too.
 */
import { codeOf } from "@floorplane/contracts/client-names";
import { differenceLinesMax } from "@floorplane/contracts/devices.schema";
import type { OrderId } from "@floorplane/contracts/ids";
import { dayMs } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import { clearAlarm, raiseAlarm } from "../keeping/alarms.ts";
import type { WithSite } from "../keeping/traits.ts";
import { withSilence } from "../transfers/arrivals.ts";
import {
  betweenOf,
  isOff,
  offBy,
  type Transfer,
  type Transfers,
  type WithTransfers,
} from "../transfers/transfers.ts";
import { closeTask, openTask, type TaskMeans } from "./asking.ts";
import type { Off, Task } from "./task.ts";

export type TicketMeans = TaskMeans & WithTransfers & WithConfirmations;

export interface TransferDue {
  /** Its task waits for a day, or somebody looked on a day ago; nobody has spoken of it. */
  readonly type: "transfer.again" | "transfer.silent";
  readonly order: OrderId;
}

/** Goods are on the way to another warehouse for so long where nobody knows better, ms. */
export const onTheWayMs = 3 * dayMs;
/** As much as a task's schema allows. */
const unitsMax = 1_000_000;

const againId = ({ order }: Transfer): string => `transfer-again/${order}`;
const silentId = ({ order }: Transfer): string => `transfer-silent/${order}`;

/** Something of it changed: people are asked about what is off by now, under a new number, so that no answer is taken for units that it was not about. */
export function changeTransfer(
  means: TicketMeans,
  desk: Desk,
  transfer: Transfer,
  to: Parameters<Transfers["settle"]>[1],
): void {
  const before = offBy(transfer);
  means.transfers.settle(transfer, to);
  if (unitsOnTheWay(transfer) === 0) desk.cancelDue(silentId(transfer));
  if (isSame(before, offBy(transfer))) return;
  const ticket = openTicket(means, transfer);
  forgetTicket(means, desk, transfer);
  if (ticket) closeTask(means, desk, ticket);
  if (isOff(transfer)) askAbout(means, desk, transfer);
}

/** A parcel left: somebody should speak of it. */
export function watchTransfer(desk: Desk, transfer: Transfer, leftAt: number): void {
  const due: TransferDue = { type: "transfer.silent", order: transfer.order };
  desk.due(silentId(transfer), Math.max(desk.now, leftAt + onTheWayMs), due);
}

export function silentTransfer(means: TicketMeans, desk: Desk, transfer: Transfer): void {
  if (unitsOnTheWay(transfer) === 0) return;
  changeTransfer(means, desk, transfer, withSilence(transfer));
}

/** A day has passed since people were asked, or since somebody looked on. */
export function askAgain(means: TicketMeans, desk: Desk, transfer: Transfer): void {
  if (!isOff(transfer)) return;
  const ticket = openTicket(means, transfer);
  if (!ticket) {
    askAbout(means, desk, transfer);
    return;
  }
  if (transfer.isOverdue) return;
  means.transfers.overdue(transfer);
  const variance = offBy(transfer).map(({ sku, units }) => ({ sku, quantity: units }));
  const sum = (sign: number): number =>
    variance.reduce((units, { quantity }) => units + Math.max(0, sign * quantity), 0);
  const of = { transfer: nameOf(means, transfer), to: transfer.to, task: ticket.task };
  raiseAlarm(desk, "transfer.overdue", of.transfer, { ...of, missing: sum(-1), over: sum(1) });
  const data = { order: transfer.order, transfer: { to: transfer.to }, variance };
  means.confirmations.tell(desk, transfer.order, "transfer.overdue", data, transfer.client);
}

/** Somebody looks on: he is asked again tomorrow. */
export function lookedOn(means: TicketMeans, desk: Desk, transfer: Transfer): void {
  forgetTicket(means, desk, transfer);
  means.transfers.asked(transfer, { ticket: null, againAt: remind(desk, transfer) });
}

/** Its task was answered. */
function forgetTicket(means: TicketMeans, desk: Desk, transfer: Transfer): void {
  desk.cancelDue(againId(transfer));
  if (transfer.isOverdue) clearAlarm(desk, "transfer.overdue", nameOf(means, transfer));
  if (transfer.ticket !== null || transfer.againAt !== null)
    means.transfers.asked(transfer, { ticket: null, againAt: null });
}

/** Of a house that asked nobody and watched nothing. */
export function takeUpDifferences(means: TicketMeans, desk: Desk): void {
  for (const transfer of means.transfers.all()) {
    if (isOff(transfer) && transfer.againAt === null) askAbout(means, desk, transfer);
    if (transfer.leftAt !== null && unitsOnTheWay(transfer) > 0)
      watchTransfer(desk, transfer, transfer.leftAt);
  }
}

const unitsOnTheWay = ({ lines }: Transfer): number =>
  lines.reduce((sum, line) => sum + betweenOf(line) - line.missing, 0);

/** The task that asks about it now, also where somebody looks on and nobody is asked before tomorrow. */
export function ticketFor(means: TicketMeans, desk: Desk, transfer: Transfer): Task {
  return openTicket(means, transfer) ?? askAbout(means, desk, transfer);
}

function openTicket({ tasks }: TicketMeans, { ticket }: Transfer): Task | undefined {
  const task = ticket === null ? undefined : tasks.get(ticket);
  return task?.state === "open" ? task : undefined;
}

function askAbout(means: TicketMeans, desk: Desk, transfer: Transfer): Task {
  const { client, order } = transfer;
  const task = openTask(means, desk, {
    kind: "difference",
    client,
    transfer: codeOf(order),
    ...aboutOf(transfer),
  });
  means.transfers.asked(transfer, { ticket: task.task, againAt: remind(desk, transfer) });
  return task;
}

function remind(desk: Desk, transfer: Transfer): number {
  const due: TransferDue = { type: "transfer.again", order: transfer.order };
  desk.due(againId(transfer), desk.now + dayMs, due);
  return desk.now + dayMs;
}

function aboutOf(transfer: Transfer): { readonly difference: readonly Off[]; readonly quantity: number } {
  const off = offBy(transfer);
  const units = off.reduce((sum, one) => sum + Math.abs(one.units), 0);
  return { difference: off.slice(0, differenceLinesMax), quantity: Math.min(unitsMax, units) };
}

const isSame = (one: readonly Off[], other: readonly Off[]): boolean =>
  one.length === other.length &&
  one.every(({ sku, units }, at) => other[at]?.sku === sku && other[at].units === units);

/** What people call it where several clients' transfers are under way. */
const nameOf = ({ client: own }: WithSite, { client, order }: Transfer): string =>
  client === own ? codeOf(order) : `${client}/${codeOf(order)}`;
