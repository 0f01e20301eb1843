/** An order waits for no units any more: it has them, does not ask for them, or is called back. */
import type { Desk } from "@floorplane/runtime/room";
import type { OrderMeans } from "./means.ts";
import type { Order } from "./order.ts";
import { restId } from "./progress.ts";
import { lacks, sayNoMore } from "./why.ts";

export function waitNoMore(means: OrderMeans, desk: Desk, order: Order): void {
  means.orders.waiting.stop(order);
  if (order.lackingSince === null) return;
  means.orders.become(order, { lackingSince: null, lacking: [], givenUpAt: null });
  sayNoMore(means, order, lacks);
  desk.cancelDue(restId(order));
  if (order.allocation === "whole") desk.cancelDue(putBackId(order));
}

/** Due row at which a whole order gives back what it fetched. */
export const putBackId = (order: Order): string => `put-back/${order.order}`;
