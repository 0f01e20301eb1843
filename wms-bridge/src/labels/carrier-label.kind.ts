/** A carrier's label as it came, for one parcel; gone from the house with its order. */
import type { ClientId, OrderId } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, oneOf, orNull, Type } from "@floorplane/contracts/kind";
import type { LabelFormat } from "@floorplane/contracts/label.schema";

export const carrierLabelKind = kind(
  "carrier-label",
  1,
  fields({
    client: named<ClientId>(),
    sscc: Type.String(),
    order: orNull(named<OrderId>()),
    format: oneOf<LabelFormat>({ zpl: true, pdf: true }),
    /** Base64. */
    content: Type.String(),
    givenAt: moment,
  }),
);
export type CarrierLabel = BodyOf<typeof carrierLabelKind>;
