/** A parcel that left by itself though its order asks for a pallet, or leaves with others on one: somebody carried it out. */
import type { WithPallets } from "../packing/pallets.ts";
import type { WithConsignments } from "./consignments.ts";
import type { Order } from "./order.ts";

/** Of one that has left, or is leaving. */
export const missedPallet = (
  { pallets, consignments }: WithPallets & WithConsignments,
  order: Pick<Order, "order">,
  sscc: string,
): boolean => pallets.under(sscc) === undefined && consignments.goOnPallets(order);
