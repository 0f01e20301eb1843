/** Orders that an order is to follow, as a request names them, and the word that it need not. */
import { nameFor } from "@floorplane/contracts/client-names";
import { type ClientId, OrderId, oneSpelling } from "@floorplane/contracts/ids";
import type { OrderRequest } from "@floorplane/contracts/wms.schema";
import type { WithNumbers } from "../../keeping/remembered-numbers.ts";
import type { WithSite } from "../../keeping/traits.ts";
import { stateOf } from "../../orders/followers.ts";
import type { WithOrders } from "../../orders/orders.ts";
import { doorCodes, Refusal } from "../answering/refusal.ts";
import { readAll } from "../reading/read-all.ts";

/** Each is known here, and so none of them can wait for this one: no circle comes about. */
export function predecessorsOf(
  means: WithOrders & WithNumbers & WithSite,
  client: ClientId,
  { order, after = [] }: OrderRequest,
): readonly OrderId[] {
  const numbers = after.map(oneSpelling);
  return readAll(numbers, (number, index) => {
    const field = `after[${index}]`;
    const first = numbers.indexOf(number);
    if (number === order)
      throw new Refusal("malformed-message", `order ${order} cannot follow itself; take it out of after`, {
        field,
      });
    if (first < index)
      throw new Refusal(
        "malformed-message",
        `order ${number} stands twice: in after[${first}] and ${field}`,
        {
          field,
        },
      );
    const id = nameFor(client, means.client, OrderId(number));
    const state = stateOf(means, id);
    if (state !== undefined && state !== "rejected") return id;
    throw new Refusal(
      doorCodes.unknownPredecessor,
      `order ${number} ${state ? "was refused, since it has no goods" : "is not known here"}; send it before the order that is to follow it, or correct its number`,
      { field },
    );
  });
}
