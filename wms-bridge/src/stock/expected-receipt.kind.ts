/** What the WMS announced: goods on their way to this house. */
import type { ClientId, Sku } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, Type } from "@floorplane/contracts/kind";

export const expectedReceiptKind = kind(
  "expected-receipt",
  1,
  fields({
    client: named<ClientId>(),
    /** The WMS's number of it. */
    receipt: Type.String(),
    /** When its goods can be picked here. */
    expectedAt: moment,
    lines: Type.Array(fields({ sku: named<Sku>(), units: Type.Integer() })),
  }),
);
export type ExpectedReceipt = BodyOf<typeof expectedReceiptKind>;
