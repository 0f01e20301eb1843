/** In which stage of the funnel an order of each state is counted. */
import type { OrderState } from "@floorplane/contracts/documents";
import type { Stage } from "./protocol.ts";

export const stageOf: Readonly<Record<OrderState, Stage | "closed">> = {
  received: "received",
  accepted: "received",
  allocated: "allocated",
  released: "released",
  picking: "picking",
  transporting: "transporting",
  packing: "packing",
  packed: "packed",
  backordered: "exception",
  parked: "exception",
  cancelling: "exception",
  shipped: "closed",
  cancelled: "closed",
  rejected: "closed",
};
