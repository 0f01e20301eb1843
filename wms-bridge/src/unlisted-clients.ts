/** Clients that the site's file lists no more: nobody could ask for, cancel or answer what they still have here, so the house does not go on with it in silence. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { ClientId } from "@floorplane/contracts/ids";
import type { WithCarries } from "./carrying/carries.ts";
import type { WithSite } from "./keeping/traits.ts";
import { isClosed } from "./orders/order.ts";
import type { WithOrders } from "./orders/orders.ts";
import type { WithStock } from "./stock/stock-book.ts";
import type { WithTasks } from "./tasks/tasks.ts";

interface Left {
  readonly orders: string[];
  readonly tasks: string[];
  readonly transports: string[];
  units: number;
}

/** Throws `ledger-failed` where one of them has open orders, open tasks or goods. */
export function judgeUnlisted(means: WithSite & WithOrders & WithTasks & WithStock & WithCarries): void {
  const { clients } = means;
  const left = new Map<ClientId, Left>();
  const of = (client: ClientId): Left => {
    const known = left.get(client) ?? { orders: [], tasks: [], transports: [], units: 0 };
    left.set(client, known);
    return known;
  };
  for (const { client, order, state } of means.orders.atWork())
    if (!clients.has(client) && !isClosed(state)) of(client).orders.push(order);
  for (const { client, task, state } of means.tasks.all())
    if (!clients.has(client) && state === "open") of(client).tasks.push(task);
  for (const { client, transport } of means.carries.open)
    if (!clients.has(client)) of(client).transports.push(transport);
  for (const { client, inside } of means.stock.sheets())
    if (!clients.has(client) && inside > 0) of(client).units += inside;
  const [first] = left;
  if (first) throw refused(...first);
}

function refused(client: ClientId, { orders, tasks, transports, units }: Left): FloorplaneError {
  const parts = [
    ...counted(orders, "order"),
    ...counted(tasks, "task"),
    ...counted(transports, "transport"),
    ...(units > 0 ? [`${units} ${units === 1 ? "unit" : "units"} of goods`] : []),
  ];
  return new FloorplaneError({
    code: "ledger-failed",
    message: `client ${client} still has ${parts.join(" and ")} here, and site.yaml lists it no more: list it under clients: in site.yaml until its orders have ended and its goods have left`,
    field: "clients",
  });
}

const counted = (ids: readonly string[], noun: string): string[] =>
  ids.length === 0 ? [] : [`${ids.length} ${noun}${ids.length === 1 ? "" : "s"} (${firstOf(ids)})`];

/** So many are named; the rest is counted. */
const namedMax = 3;
const firstOf = (ids: readonly string[]): string =>
  `${ids.slice(0, namedMax).join(", ")}${ids.length > namedMax ? " …" : ""}`;
