/** Labels of carriers, by the SSCC of the parcel that they are for. */
import type { ClientId } from "@floorplane/contracts/ids";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import type { Parcels } from "../packing/parcels.ts";
import { type CarrierLabel, carrierLabelKind } from "./carrier-label.kind.ts";

export interface WithCarrierLabels {
  readonly carrierLabels: CarrierLabels;
}

export class CarrierLabels extends Shelf<string, CarrierLabel> {
  constructor(stores: Stores, client: ClientId, parcels: Parcels) {
    super(stores, {
      kind: carrierLabelKind,
      id: ({ sscc }) => sscc,
      owner: { own: client, ids: "house" },
      body: (label) => ({ ...label }),
      read: (label) => label,
      // A parcel is let go of with its order.
      isOver: ({ sscc }) => !parcels.has(sscc),
    });
  }
}
