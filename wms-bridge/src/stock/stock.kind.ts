/** The stock book as it is kept: what a place holds, what rides in a tote, and the outside accounts of each SKU and lot. Screens may rely on what `StockDocument` names. */
import type { LocationId, LotId, Sku, ToteId } from "@floorplane/contracts/ids";
import { fields, kind, named, Type } from "@floorplane/contracts/kind";

const units = Type.Integer();
const lot = { sku: named<Sku>(), lot: named<LotId>() };

export const stockKind = kind(
  "stock",
  2,
  fields({
    location: named<LocationId>(),
    ...lot,
    available: units,
    allocated: units,
    frozen: units,
    defective: units,
    condemned: units,
    nominal: units,
  }),
  { 1: ({ defective = 0, condemned = 0, ...row }) => ({ ...row, defective, condemned }) },
);

export const transitKind = kind("in-transit", 1, fields({ tote: named<ToteId>(), ...lot, units }));

export const outsideKind = kind(
  "outside",
  1,
  fields({ ...lot, supplier: units, shipped: units, destroyed: units, adjusted: units }),
);
