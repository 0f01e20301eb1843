/** An order that a request names: at hand, in the ledger, or known by its number alone; and what every answer says of it. */
import { clientOf, codeOf } from "@floorplane/contracts/client-names";
import type { HttpResponse } from "@floorplane/contracts/http";
import type { OrderId } from "@floorplane/contracts/ids";
import type { Remembered, WithNumbers } from "../../keeping/remembered-numbers.ts";
import type { WithSite } from "../../keeping/traits.ts";
import { countryOf } from "../../orders/countries.ts";
import { isClosed, type Order } from "../../orders/order.ts";
import type { WithOrders } from "../../orders/orders.ts";
import { jsonAnswer, Refusal } from "../answering/refusal.ts";

export function find(
  { orders, client: own }: WithOrders & WithSite,
  id: OrderId,
  past: Order | undefined,
): Order {
  const order = orders.get(id) ?? past;
  if (order) return order;
  const client = clientOf(id, own);
  const whose = client === own ? "" : ` of client ${client}`;
  throw new Refusal("unknown-order", `order ${codeOf(id)}${whose} is not known here`, { field: "order" });
}

/** So long ago that only its number and its end are known. */
export const endedLongAgo = (
  { orders, numbers }: WithOrders & WithNumbers,
  id: OrderId,
): Remembered | undefined => (orders.get(id) ? undefined : numbers.find(`order/${id}`));

export const endedAnswer = (means: WithSite, order: OrderId, { ending }: Remembered): HttpResponse =>
  jsonAnswer(200, { ...called(means, order), state: ending });

/** By its client's number; whose it is is said where it is not the site's own client's. */
export function called({ client: own }: WithSite, order: OrderId): object {
  const client = clientOf(order, own);
  return { ...(client === own ? {} : { client }), order: codeOf(order) };
}

/** It should have left by now. */
export const lateness = ({ state, shipBy }: Pick<Order, "state" | "shipBy">, now: number): { late?: true } =>
  !isClosed(state) && shipBy < now ? { late: true } : {};

/** What was written, and which country was read out of it; null: none is known, and no carrier follows from it. */
export const destination = ({ country }: Pick<Order, "country">) => ({
  country,
  countryCode: countryOf(country) ?? null,
});
