/** What is due, done: a row's time has come, and this says whose affair it is. Nothing is decided here. */
import type { ClientId, OrderId, ToteId } from "@floorplane/contracts/ids";
import type { MachineDue } from "@floorplane/runtime/machines";
import type { Desk } from "@floorplane/runtime/room";
import { type CarryDue, deadlinePassed } from "./carrying/withdraw.ts";
import type { UnknownDue } from "./keeping/unknown-names.ts";
import { depart, settleOrders, takeNextTurns } from "./orders/accept.ts";
import { endWithoutRest, renewPromises } from "./orders/backorder.ts";
import { sendBoxOfGoods } from "./orders/boxes.ts";
import { callBack } from "./orders/cancel.ts";
import { companyWaited } from "./orders/company.ts";
import { lotExpired, stopTotesOfLot } from "./orders/expiring.ts";
import type { Order } from "./orders/order.ts";
import { cutOffReached } from "./orders/outbound.ts";
import { type ApartDue, leftWithoutPallet } from "./orders/pallets-leaving.ts";
import { becomeAtRisk } from "./orders/progress.ts";
import { renewReasons } from "./orders/still-held.ts";
import { endHold, stopTotesOf } from "./orders/stopping.ts";
import { sendTours, tryAgain } from "./orders/tours.ts";
import { type ConsolidationDue, sayOfAll } from "./orders/waits-at-dock.ts";
import { partsLate } from "./orders/waits-for-pallet.ts";
import { putBack } from "./orders/whole.ts";
import { type BenchDue, leaveClosedBenches } from "./packing/stations.ts";
import { forgetOtherwise, type OtherwiseDue } from "./people/answered-otherwise.ts";
import { handToteWithdrawn, lookAtHandTote, pickLate } from "./people/picking.ts";
import { notRead, tryPrinter } from "./printing/printing.ts";
import { handsLate } from "./receiving/put-away-by-hand.ts";
import { lookForRoom } from "./receiving/put-aways.ts";
import { letGo } from "./retention.ts";
import { type ReturnDue, returnOverdue } from "./returns/deciding.ts";
import type { LotDue } from "./stock/expiry.ts";
import type { Hold } from "./stock/hold.kind.ts";
import { lookForWarnings, watchAll } from "./stock/watching.ts";
import { boxStayed, lookAtBox } from "./supplies/serving.ts";
import { type CountingTurn, countInTurn } from "./tasks/cycle-counts.ts";
import { type SignatureDue, signatureOver } from "./tasks/destroying.ts";
import { askAboutHold, type HoldDue } from "./tasks/hold-tickets.ts";
import type { PickDue } from "./tasks/picks.ts";
import { askAgain, silentTransfer, type TransferDue } from "./tasks/transfer-tickets.ts";
import { readsLate } from "./totes/picking.ts";
import type { Supply } from "./totes/tote.ts";
import type { Warehouse } from "./warehouse.ts";

/** Due events of this room, beside those of its charts (`machine.due`). */
export type Due =
  | MachineDue
  | {
      readonly type:
        | "order.cut"
        | "order.company"
        | "order.again"
        | "order.at-risk"
        | "order.rest"
        | "order.cancel"
        | "order.put-back";
      readonly order: OrderId;
    }
  | { readonly type: "put-aways.look" }
  | { readonly type: "put-away.late"; readonly task: string }
  | { readonly type: "orders.turn" }
  | {
      readonly type: "orders.retry" | "promises.renew" | "reasons.renew";
      readonly skus: Order["needs"][number]["sku"][];
    }
  | {
      readonly type:
        | "reads.late"
        | "parcel.late"
        | "hand.withdrawn"
        | "hand.look"
        | "box.go"
        | "box.look"
        | "box.leave";
      readonly tote: ToteId;
    }
  | PickDue
  | CarryDue
  | BenchDue
  | UnknownDue
  | OtherwiseDue
  | { readonly type: "print.unread"; readonly print: string }
  | { readonly type: "printer.again"; readonly printer: string }
  | { readonly type: "webhook.due"; readonly id: string }
  | { readonly type: "hearer.due"; readonly name: string }
  /** A step was full: its end goes on with what it left over. */
  | { readonly type: "places.look" | "holds.look" | "warnings.look" | "warnings.all" }
  | HoldDue
  | ReturnDue
  | SignatureDue
  | TransferDue
  | LotDue
  /** `client` absent: of a house that knew one. */
  | { readonly type: "letters.again"; readonly client?: ClientId }
  | { readonly type: "confirmations.given-up" }
  | { readonly type: "manifest.cut-off"; readonly client: ClientId; readonly manifest: string }
  | ApartDue
  | ConsolidationDue
  | { readonly type: "count-in-turn" }
  | { readonly type: "retention" };

export function fireDue(w: Warehouse, desk: Desk, due: Due, turn: CountingTurn): void {
  switch (due.type) {
    case "machine.due":
      depart(w, desk, w.waves.fire(desk, due));
      break;
    case "order.cut":
      withOrder(w, due.order, (order) => sendTours(w, desk, order));
      break;
    case "order.company":
      withOrder(w, due.order, (order) => {
        if (!companyWaited(w, desk, order)) sendTours(w, desk, order);
      });
      break;
    case "order.again":
      withOrder(w, due.order, (order) => tryAgain(w, desk, order));
      break;
    case "order.at-risk":
      withOrder(w, due.order, (order) => becomeAtRisk(w, desk, order));
      break;
    case "order.rest":
      withOrder(w, due.order, (order) => endWithoutRest(w, desk, order));
      break;
    case "order.cancel":
      withOrder(w, due.order, (order) => callBack(w, desk, order));
      break;
    case "order.put-back":
      withOrder(w, due.order, (order) => putBack(w, desk, order));
      break;
    case "carry.deadline":
      deadlinePassed(w, desk, due);
      break;
    case "orders.turn":
      takeNextTurns(w, desk);
      break;
    case "orders.retry":
      settleOrders(w, desk, due.skus);
      break;
    case "promises.renew":
      renewPromises(w, desk, due.skus);
      break;
    case "reasons.renew":
      renewReasons(w, desk, due.skus);
      break;
    case "reads.late": {
      const tote = w.totes.get(due.tote);
      if (tote) readsLate(w, desk, tote);
      break;
    }
    case "hand.withdrawn": {
      const tote = w.totes.get(due.tote);
      if (tote) handToteWithdrawn(w, desk, tote);
      break;
    }
    case "hand.look": {
      const tote = w.totes.get(due.tote);
      if (tote) lookAtHandTote(w, desk, tote);
      break;
    }
    case "box.go":
      withBox(w, due.tote, (box) => sendBoxOfGoods(w, desk, box));
      break;
    case "box.look":
      withBox(w, due.tote, (box) => lookAtBox(w, desk, box));
      break;
    case "box.leave":
      withBox(w, due.tote, (box) => boxStayed(w, desk, box));
      break;
    case "pick.late": {
      const task = w.tasks.get(due.task);
      if (task) pickLate(w, desk, task);
      break;
    }
    case "bench.stopped":
      leaveClosedBenches(w, desk);
      break;
    case "parcel.late": {
      const tote = w.totes.get(due.tote);
      if (tote) partsLate(w, desk, tote);
      break;
    }
    case "put-aways.look":
      lookForRoom(w, desk);
      break;
    case "put-away.late":
      handsLate(w, desk, due.task);
      break;
    case "manifest.cut-off":
      cutOffReached(w, desk, due);
      break;
    case "consolidation.goes":
      sayOfAll(w, desk, due);
      break;
    case "parcel.apart":
      leftWithoutPallet(w, desk, due);
      break;
    case "print.unread":
      notRead(w, desk, due.print);
      break;
    case "printer.again":
      tryPrinter(w, desk, due.printer);
      break;
    case "unknown.forgotten":
      w.unknownNames.forget(desk, due);
      break;
    case "task.otherwise-forgotten":
      forgetOtherwise(desk, due);
      break;
    case "webhook.due":
      w.confirmations.fire(desk, due.id);
      break;
    case "confirmations.given-up":
      w.confirmations.giveUp(desk);
      break;
    case "letters.again":
      w.confirmations.sendAgain(desk, due.client ?? w.client);
      break;
    case "hearer.due":
      w.confirmations.fireHearer(due.name);
      break;
    case "warnings.look":
      lookForWarnings(w, desk);
      break;
    case "warnings.all":
      watchAll(w, desk);
      break;
    case "places.look":
    case "holds.look":
      break;
    case "lot.expired": {
      const lot = w.lots.of(due);
      if (lot) lotExpired(w, desk, lot);
      break;
    }
    case "lot.totes":
      stopTotesOfLot(w, desk, due);
      break;
    case "hold.end":
      withHold(w, due, (hold) => endHold(w, desk, hold));
      break;
    case "hold.overdue":
      withHold(w, due, (hold) => askAboutHold(w, desk, hold));
      break;
    case "hold.totes":
      withHold(w, due, (hold) => stopTotesOf(w, desk, hold));
      break;
    case "return.overdue": {
      const one = w.returns.get(due.return, due.client);
      if (one) returnOverdue(w, desk, one);
      break;
    }
    case "transfer.again":
    case "transfer.silent": {
      const transfer = w.transfers.get(due.order);
      if (!transfer) break;
      if (due.type === "transfer.again") askAgain(w, desk, transfer);
      else silentTransfer(w, desk, transfer);
      break;
    }
    case "signature.over":
      signatureOver(w, desk, due);
      break;
    case "count-in-turn":
      countInTurn(w, desk, turn);
      break;
    case "retention":
      letGo(w.stores, desk);
      break;
    default:
      due satisfies never;
  }
}

function withHold(w: Warehouse, { client, hold: number }: HoldDue, run: (hold: Hold) => void): void {
  const hold = w.holds.get(number, client);
  if (hold) run(hold);
}

function withBox(w: Warehouse, id: ToteId, run: (box: Supply) => void): void {
  const box = w.totes.supply(id);
  if (box) run(box);
}

function withOrder(w: Warehouse, id: OrderId, run: (order: Order) => void): void {
  const order = w.orders.get(id);
  if (order) run(order);
}
