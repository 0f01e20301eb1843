/** What the WMS announced: goods on their way to this house. */
import type { ClientId, Sku } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, Type } from "@floorplane/contracts/kind";

export const expectedReceiptKind = kind(
  "expected-receipt",
  2,
  fields({
    client: named<ClientId>(),
    /** The WMS's number of it. */
    receipt: Type.String(),
    /** When its goods can be picked here. */
    expectedAt: moment,
    lines: Type.Array(fields({ sku: named<Sku>(), units: Type.Integer() })),
    /** Somebody looks at what came before it is put away. */
    inspects: Type.Boolean(),
  }),
  { 1: (receipt) => ({ ...receipt, inspects: false }) },
);
export type ExpectedReceipt = BodyOf<typeof expectedReceiptKind>;
