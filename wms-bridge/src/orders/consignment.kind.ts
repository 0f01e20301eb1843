/** What an order says beside its goods, as it is kept: apart from the order, which changes often, and gone from the house with it. */
import { KeptConsignmentSchema } from "@floorplane/contracts/consignment.schema";
import type { ClientId, OrderId } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, named } from "@floorplane/contracts/kind";

export const consignmentKind = kind(
  "consignment",
  2,
  fields({ client: named<ClientId>(), order: named<OrderId>(), says: KeptConsignmentSchema }),
  { 1: (consignment) => consignment },
);
export type KeptConsignment = BodyOf<typeof consignmentKind>;
