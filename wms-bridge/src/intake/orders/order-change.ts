/**
 * An open order goes elsewhere, otherwise or sooner. What stands on its label is fixed once its first parcel is packed, who carries it once its wave has gone, a line
 * once it is packed.
 */
import { codeOf } from "@floorplane/contracts/client-names";
import { consignmentOf } from "@floorplane/contracts/consignment.schema";
import type { HttpResponse } from "@floorplane/contracts/http";
import type { OrderId } from "@floorplane/contracts/ids";
import { instantMs } from "@floorplane/contracts/instant";
import type { OrderChange } from "@floorplane/contracts/wms.schema";
import type { Desk } from "@floorplane/runtime/room";
import { carryBy, raiseOrder, settleOrders } from "../../orders/accept.ts";
import { renewPromises } from "../../orders/backorder.ts";
import { unassigned } from "../../orders/carriers.ts";
import { changeLines } from "../../orders/change-lines.ts";
import { membersOf } from "../../orders/consolidation.ts";
import { isClosed, type Order } from "../../orders/order.ts";
import { watchRisk } from "../../orders/progress.ts";
import type { PackingMeans } from "../../packing/packing.ts";
import type { Program } from "../../programs/programs.ts";
import { Refusal } from "../answering/refusal.ts";
import { noteProgram } from "../programs/note-program.ts";
import { carriageOf, shipByIn } from "./carriage.ts";
import { judgeConsolidation } from "./consolidation.ts";
import { find } from "./known-orders.ts";
import { wishesOf } from "./order-lines.ts";
import { getOrder } from "./order-shown.ts";
import type { IntakeMeans } from "./orders.ts";

export function postOrderChange(
  means: IntakeMeans & PackingMeans,
  desk: Desk,
  { program }: Pick<Program, "program">,
  id: OrderId,
  change: Omit<OrderChange, "client">,
  past: Order | undefined,
): HttpResponse {
  const { consignments } = means;
  const order = find(means, id, past);
  const { lines, ...papers } = change;
  if (lines === undefined || Object.keys(papers).length > 0) judgeOpen(order);
  const wishes = lines && wishesOf(means, order, lines);
  const says = consignmentOf(change, consignments.of(order));
  const { carrier = order.carrier, priority } = change;
  const shipBy = newShipBy(order, change.shipBy, desk.now);
  const isMoved = carrier !== order.carrier;
  if (isMoved && order.released)
    throw new Refusal(
      "conflict",
      `order ${codeOf(id)} is ${order.state}: it is picked for ${order.carrier}; cancel it and send it anew for another carrier`,
      { field: "carrier" },
    );
  const carriage = carriageOf(means, order.receivedAt, {
    country: order.country,
    carrier: change.carrier ?? (order.carrier === unassigned.carrier ? undefined : order.carrier),
    service: says.service,
    shipBy,
  });
  judgeConsolidation(means, { ...order, carrier: carriage.carrier, says });
  // Those that it leaves with, or did, wait for one more or less.
  for (const { consolidation } of [consignments.of(order), says])
    if (consolidation !== undefined)
      for (const other of membersOf(means, { client: order.client, consolidation }))
        means.orders.moved(other);
  consignments.say(order, says);
  if (isMoved) carryBy(means, desk, order, carriage);
  if (isMoved || shipBy !== undefined) {
    means.orders.hurry(order, carriage.shipBy);
    watchRisk(means, desk, order);
    // What it holds may not last until then.
    means.orders.unsettle(order);
  }
  if (wishes) changeLines(means, desk, order, wishes);
  if (priority !== undefined && priority !== order.priority) {
    noteProgram(means, desk, order, { act: "order.raise", by: program });
    raiseOrder(means, desk, order, priority);
  }
  // What it waits for and why is decided now, so that the answer says it.
  settleOrders(means, desk);
  renewPromises(means, desk);
  return getOrder(means, id, past, desk.now);
}

/** One that it has already is said again, however long ago that was. */
function newShipBy(order: Order, said: string | undefined, now: number): number | undefined {
  if (said === undefined) return undefined;
  return instantMs(said) === order.shipBy ? order.shipBy : shipByIn(said, now);
}

function judgeOpen(order: Order): void {
  const { state, parcels } = order;
  const packed = state === "packed" || parcels.length > 0;
  if (!isClosed(state) && state !== "cancelling" && !packed) return;
  throw new Refusal(
    "conflict",
    packed && !isClosed(state)
      ? `order ${codeOf(order.order)} is ${state}: a parcel of it is packed and labelled`
      : `order ${codeOf(order.order)} is ${state}`,
    { field: "order" },
  );
}
