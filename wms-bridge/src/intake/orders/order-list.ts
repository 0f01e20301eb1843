/** `GET /v1/orders`: those that are open, and those that ended within the last two days. Older ones are found by their number, and what became of them in the list of events. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { Priority } from "@floorplane/contracts/states";
import { isoTime } from "@floorplane/contracts/units";
import type { WithCarriers } from "../../orders/carriers.ts";
import type { OrderHead } from "../../orders/closed-orders.ts";
import { isClosed, type Order } from "../../orders/order.ts";
import { orderStates } from "../../orders/order-states.ts";
import type { WithOrders } from "../../orders/orders.ts";
import { cursorIn, pageOf } from "../answering/list-page.ts";
import { jsonAnswer } from "../answering/refusal.ts";
import { instantIn, namesIn, perPageIn, truthIn, wordsIn } from "../reading/list-query.ts";
import type { Addressed, Asking } from "../route.ts";

/** As a query names them. */
export const priorityWords: Readonly<Record<Priority, string>> = {
  normal: "as most are",
  high: "before others for goods, and due halfway to its ship-by",
  urgent: "before all, due at once, and it waits for no wave",
};

export const ordersQuery = [
  "after",
  "perPage",
  "state",
  "carrier",
  "priority",
  "from",
  "to",
  "shipBefore",
  "open",
] as const;

export function getOrders(
  { orders, carriers: known }: WithOrders & WithCarriers,
  { client, query }: Pick<Addressed, "client" | "query">,
): Asking {
  const perPage = perPageIn(query);
  const after = cursorIn(query, "orders");
  const states = wordsIn(query, "state", orderStates);
  const carriers = namesIn(query, "carrier", {
    what: "carrier",
    known: () => [...known.names(), ...[...orders.heads()].map(({ carrier }) => carrier)],
  });
  const priorities = wordsIn(query, "priority", priorityWords);
  const from = instantIn(query, "from") ?? Number.NEGATIVE_INFINITY;
  const to = instantIn(query, "to") ?? Number.POSITIVE_INFINITY;
  const shipBefore = instantIn(query, "shipBefore") ?? Number.POSITIVE_INFINITY;
  const open = truthIn(query, "open");
  const isWanted = (order: OrderHead): boolean =>
    order.client === client &&
    (!states || states.has(order.state)) &&
    (!carriers || carriers.includes(order.carrier)) &&
    (!priorities || priorities.has(order.priority)) &&
    order.receivedAt >= from &&
    order.receivedAt < to &&
    order.shipBy < shipBefore &&
    (open === undefined || open !== isClosed(order.state));
  return {
    cause: "http.orders-asked",
    decide() {
      const page = pageOf(orders.heads(), { key: ({ order }) => codeOf(order), isWanted, after, perPage });
      const rows = page.rows.map(({ order }) => shown(orders.get(order)!));
      return jsonAnswer(200, { orders: rows, count: page.count, next: page.next });
    },
  };
}

const shown = ({
  order,
  state,
  country,
  carrier,
  region,
  receivedAt,
  shipBy,
  shippedAt,
  ...more
}: Order) => ({
  order: codeOf(order),
  state,
  priority: more.priority,
  country,
  carrier,
  region,
  receivedAt: isoTime(receivedAt),
  shipBy: isoTime(shipBy),
  shippedAt: shippedAt === null ? null : isoTime(shippedAt),
  lines: more.lines.length,
  units: {
    asked: more.lines.reduce((sum, { asked }) => sum + asked, 0),
    picked: more.lines.reduce((sum, { picked }) => sum + picked, 0),
    shipped: more.lines.reduce((sum, { shipped }) => sum + shipped, 0),
  },
});
