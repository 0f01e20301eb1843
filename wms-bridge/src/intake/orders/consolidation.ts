/** Whether an order may leave with those that name the same consolidation: they go by one carrier to one consignee. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { Consignment } from "@floorplane/contracts/consignment.schema";
import type { ClientId, OrderId } from "@floorplane/contracts/ids";
import type { WithConsignments } from "../../orders/consignments.ts";
import { membersOf, togetherMax } from "../../orders/consolidation.ts";
import { countryOf } from "../../orders/countries.ts";
import type { WithOrders } from "../../orders/orders.ts";
import { Refusal } from "../answering/refusal.ts";

export interface Joining {
  readonly client: ClientId;
  readonly order: OrderId;
  readonly carrier: string;
  readonly country: string;
  readonly says: Consignment;
}

/** Only those that are open are asked: the same number may be used again for another lorry. */
export function judgeConsolidation(means: WithOrders & WithConsignments, joining: Joining): void {
  const { client, order, carrier, country, says } = joining;
  const { consolidation, consignee, address } = says;
  if (consolidation === undefined) return;
  const others = membersOf(means, { client, consolidation }).filter((one) => one.order !== order);
  if (others.length >= togetherMax)
    throw refused(`${others.length} orders leave together as ${consolidation} already: begin another`);
  for (const other of others) {
    const theirs = means.consignments.of(other);
    const it = `order ${codeOf(other.order)} of consolidation ${consolidation}`;
    if (other.carrier !== carrier)
      throw refused(`${it} goes with ${other.carrier}, and this one with ${carrier}: name the same carrier`);
    if ((countryOf(other.country) ?? other.country) !== (countryOf(country) ?? country))
      throw refused(`${it} goes to ${other.country}, and this one to ${country}`);
    if (consignee?.name !== theirs.consignee?.name || !isSame(address, theirs.address))
      throw refused(`${it} goes to another consignee or address: what leaves together goes to one`);
  }
}

const isSame = (one: object | undefined, other: object | undefined): boolean =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

const sorted = (fields: object = {}): [string, unknown][] =>
  Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));

const refused = (why: string): Refusal => new Refusal("conflict", why, { field: "consolidation" });
