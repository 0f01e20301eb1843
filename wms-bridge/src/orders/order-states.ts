/** What each state of an order means, in the words of the door. */
import type { OrderState } from "@floorplane/contracts/documents";

export const orderStates: Readonly<Record<OrderState, string>> = {
  received: "being read",
  accepted: "written down; its turn, or the orders that it follows, are waited for",
  allocated: "all its units are held; it waits for its wave",
  backordered: "units are missing that no place can give; what is there goes on",
  released: "its totes were asked for",
  picking: "robots fetch it",
  transporting: "all is fetched and on its way to packing",
  packing: "at a packing station",
  packed: "all its parcels are packed and wait for the dock",
  shipped: "ended: what the lines say left; less than was asked where `ending` says why",
  cancelling: "what can be called back comes back; it ends as cancelled, or as shipped with what left",
  cancelled: "ended: nothing of it left",
  rejected: "ended at the door: no line of goods",
  parked: "one tour after another failed; a person looks, and it is tried again now and then",
};
