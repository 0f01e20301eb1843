/** `GET /v1/parcels`: those of orders that are at hand, which is until two days after each ended. */
import { codeOf } from "@floorplane/contracts/client-names";
import { type OrderId, oneSpelling } from "@floorplane/contracts/ids";
import type { WithCarriers } from "../../orders/carriers.ts";
import type { WithClosedOrders } from "../../orders/closed-orders.ts";
import type { WithOrders } from "../../orders/orders.ts";
import type { WithPallets } from "../../packing/pallets.ts";
import { shownOf } from "../../packing/parcel-said.ts";
import { parcelStates } from "../../packing/parcel-states.ts";
import type { Parcel, WithParcels } from "../../packing/parcels.ts";
import { cursorIn, pageOf } from "../answering/list-page.ts";
import { jsonAnswer } from "../answering/refusal.ts";
import { namesIn, perPageIn, wordsIn } from "../reading/list-query.ts";
import type { Addressed, Asking } from "../route.ts";

export const parcelsQuery = ["after", "perPage", "state", "order", "carrier"] as const;

export function getParcels(
  means: WithParcels & WithPallets & WithOrders & WithClosedOrders & WithCarriers,
  { client, query }: Pick<Addressed, "client" | "query">,
): Asking {
  const { parcels, orders, closedOrders, carriers: known } = means;
  const perPage = perPageIn(query);
  const after = cursorIn(query, "parcels");
  const states = wordsIn(query, "state", parcelStates);
  const order = query.get("order");
  const number = order === undefined ? undefined : oneSpelling(order);
  const carriers = namesIn(query, "carrier", {
    what: "carrier",
    known: () => [...known.names(), ...[...orders.heads()].map(({ carrier }) => carrier)],
  });
  const carrierOf = (parcel: Parcel): string | null =>
    (parcel.order && orders.get(parcel.order)?.carrier) ?? null;
  const isOfOrder = (of: OrderId | null): boolean =>
    number === undefined || (of !== null && codeOf(of) === number);
  const isWanted = (parcel: Parcel): boolean =>
    parcel.client === client &&
    (!states || states.has(parcel.state === "seenEarly" ? "packing" : parcel.state)) &&
    isOfOrder(parcel.order) &&
    (!carriers || carriers.includes(carrierOf(parcel) ?? ""));
  const wanted = function* (): Iterable<string> {
    for (const parcel of parcels.atWork()) if (isWanted(parcel)) yield parcel.sscc;
    // Of orders that are over all have left.
    if (!states || states.has("left"))
      yield* closedOrders.parcelsOf(
        (head) =>
          head.client === client && isOfOrder(head.order) && (!carriers || carriers.includes(head.carrier)),
      );
  };
  return {
    cause: "http.parcels-asked",
    decide() {
      const page = pageOf(wanted(), { key: (sscc) => sscc, isWanted: () => true, after, perPage });
      const shown = page.rows.map((sscc) => {
        const parcel = parcels.get(sscc)!;
        return {
          ...shownOf(means, parcel),
          order: parcel.order && codeOf(parcel.order),
          carrier: carrierOf(parcel),
        };
      });
      return jsonAnswer(200, { parcels: shown, count: page.count, next: page.next });
    },
  };
}
