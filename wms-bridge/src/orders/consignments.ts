/** To whom orders go and with which papers: kept for those that said so, until the order is let go. */
import { type Consignment, saysNothing } from "@floorplane/contracts/consignment.schema";
import type { ClientId, OrderId } from "@floorplane/contracts/ids";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { consignmentKind, type KeptConsignment } from "./consignment.kind.ts";
import type { Order } from "./order.ts";

export interface WithConsignments {
  readonly consignments: Consignments;
}

const nothing: Consignment = {};

export class Consignments extends Shelf<OrderId, KeptConsignment> {
  constructor(stores: Stores, client: ClientId) {
    super(stores, {
      kind: consignmentKind,
      id: ({ order }) => order,
      owner: { own: client, ids: "names" },
      body: (kept) => ({ ...kept }),
      read: (kept) => kept,
    });
  }

  of({ order }: Pick<Order, "order">): Consignment {
    return this.get(order)?.says ?? nothing;
  }

  /** In place of what was said before. */
  say({ client, order }: Pick<Order, "client" | "order">, says: Consignment): void {
    const known = this.get(order);
    if (!saysNothing(says)) this.add({ client, order, says });
    else if (known) this.remove(known);
  }

  /** Its order is no longer at hand; a carrier has the parcel, and nobody here needs to know to whom it went. */
  forget({ order }: Pick<Order, "order">): void {
    const known = this.get(order);
    if (known) this.retire(known);
  }
}
