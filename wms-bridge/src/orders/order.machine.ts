/**
 * A shipping order's life (DESIGN section 2). Orders of several totes are as far as their furthest-behind tote; a short pick can bring one back to picking.
 * What a packing station has can no longer be called back: cancelling ends an order with what left, or as cancelled where nothing did.
 */
import type { OrderState } from "@floorplane/contracts/documents";
import { setup } from "xstate";
import { Chart } from "../keeping/chart.ts";

const onTheFloor = {
  "totes.requested": "released",
  "picks.begun": "picking",
  "picks.done": "transporting",
  "totes.delivered": "packing",
  "totes.packed": "packed",
  "parcels.seen": "shipped",
  "units.missing": "backordered",
  "person.needed": "parked",
  "cancel.asked": "cancelling",
} as const;

export const orderMachine = setup({
  types: {
    events: {} as { type: OrderEvent },
  },
}).createMachine({
  id: "order",
  initial: "received",
  states: {
    received: { on: { "goods.known": "accepted", "no.goods": "rejected" } },
    accepted: {
      on: { "stock.held": "allocated", "units.missing": "backordered", "cancel.asked": "cancelled" },
    },
    allocated: {
      on: {
        "totes.requested": "released",
        "units.missing": "backordered",
        "order.held": "accepted",
        "cancel.asked": "cancelled",
      },
    },
    backordered: {
      on: {
        ...onTheFloor,
        "stock.held": "allocated",
        "order.held": "accepted",
        "nothing.picked": "cancelled",
      },
    },
    released: { on: onTheFloor },
    picking: { on: onTheFloor },
    transporting: { on: onTheFloor },
    packing: { on: onTheFloor },
    parked: { on: onTheFloor },
    packed: { on: { "parcels.seen": "shipped" } },
    cancelling: { on: { "nothing.picked": "cancelled", "parcels.seen": "shipped" } },
    shipped: { type: "final" },
    cancelled: { type: "final" },
    rejected: { type: "final" },
  },
});

export type OrderEvent =
  | "goods.known"
  | "no.goods"
  | "stock.held"
  | "units.missing"
  | "order.held"
  | "totes.requested"
  | "picks.begun"
  | "picks.done"
  | "totes.delivered"
  | "totes.packed"
  | "parcels.seen"
  | "person.needed"
  | "cancel.asked"
  | "nothing.picked";

export const orderChart = new Chart<OrderState, OrderEvent>(orderMachine);
