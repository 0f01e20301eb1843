/** To whom orders go and with which papers: kept for those that said so, until the order is let go. */
import { type Consignment, saysNothing } from "@floorplane/contracts/consignment.schema";
import type { ClientId, OrderId } from "@floorplane/contracts/ids";
import { keyOf } from "../keeping/owned.ts";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { unassigned } from "./carriers.ts";
import type { ClosedOrders } from "./closed-orders.ts";
import { consignmentKind, type KeptConsignment } from "./consignment.kind.ts";
import type { Order } from "./order.ts";

export interface WithConsignments {
  readonly consignments: Consignments;
}

const nothing: Consignment = {};

export class Consignments extends Shelf<OrderId, KeptConsignment> {
  /** Orders that leave together, by client and what they call it. */
  readonly #together = new Map<string, Set<OrderId>>();

  constructor(stores: Stores, client: ClientId, closed: ClosedOrders) {
    super(stores, {
      kind: consignmentKind,
      id: ({ order }) => order,
      owner: { own: client, ids: "names" },
      body: (kept) => ({ ...kept }),
      read: (kept) => kept,
      asleep: closed.asleep(
        (order) => closed.file(order as OrderId),
        ({ consignment }) => (consignment ? [consignment] : []),
        () => true,
      ),
    });
    closed.whenWoken(({ consignment }) => {
      if (consignment) this.takeUp(consignment);
    });
  }

  of({ order }: Pick<Order, "order">): Consignment {
    return this.get(order)?.says ?? nothing;
  }

  /** In place of what was said before. */
  say({ client, order }: Pick<Order, "client" | "order">, says: Consignment): void {
    const known = this.get(order);
    if (known) this.#part(known);
    if (!saysNothing(says)) this.#join(this.add({ client, order, says }));
    else if (known) this.remove(known);
  }

  /** Whether its parcels go on pallets: it says so, or leaves with others. */
  goOnPallets(order: Pick<Order, "order">): boolean {
    const { shipOn, consolidation } = this.of(order);
    return shipOn === "pallet" || consolidation !== undefined;
  }

  /** Its parcels stay at the dock until somebody puts them on one. What has no truck goes by itself: it is put on none. */
  staysForPallet(order: Pick<Order, "order" | "carrier">): boolean {
    return order.carrier !== unassigned.carrier && this.goOnPallets(order);
  }

  /** In order of their names. */
  together(client: ClientId, consolidation: string): OrderId[] {
    return [...(this.#together.get(keyOf(client, consolidation)) ?? [])].sort();
  }

  /** Its order is no longer at hand; a carrier has the parcel, and nobody here needs to know to whom it went. */
  forget({ order }: Pick<Order, "order">): void {
    const known = this.get(order);
    if (!known) return;
    this.#part(known);
    this.retire(known);
  }

  protected override restored(kept: KeptConsignment): void {
    this.#join(kept);
  }

  #join({ client, order, says: { consolidation } }: KeptConsignment): void {
    if (consolidation === undefined) return;
    const key = keyOf(client, consolidation);
    const known = this.#together.get(key);
    if (known) known.add(order);
    else this.#together.set(key, new Set([order]));
  }

  #part({ client, order, says: { consolidation } }: KeptConsignment): void {
    if (consolidation === undefined) return;
    const key = keyOf(client, consolidation);
    const known = this.#together.get(key);
    if (known?.delete(order) && known.size === 0) this.#together.delete(key);
  }
}
