/** The stock book as it is kept: what a place holds, what rides in a tote, and the outside accounts of each SKU and lot. Screens may rely on what `StockDocument` names. */
import type { LocationId, LotId, Sku, ToteId } from "@floorplane/contracts/ids";
import { fields, kind, named, Type } from "@floorplane/contracts/kind";
import { client, ofBefore } from "../keeping/owned.ts";

const units = Type.Integer();
/** Two clients may have goods of one code. */
const goods = { client, sku: named<Sku>(), lot: named<LotId>() };

export const stockKind = kind(
  "stock",
  5,
  fields({
    location: named<LocationId>(),
    ...goods,
    available: units,
    allocated: units,
    frozen: units,
    received: units,
    held: units,
    defective: units,
    condemned: units,
    nominal: units,
  }),
  {
    1: ({ defective = 0, condemned = 0, ...row }) => ({ ...row, defective, condemned }),
    2: ofBefore,
    3: (row) => ({ ...row, held: 0 }),
    // What came was frozen, and is still looked at.
    4: (row) => ({ ...row, received: 0 }),
  },
);

export const transitKind = kind("in-transit", 2, fields({ tote: named<ToteId>(), ...goods, units }), {
  1: ofBefore,
});

export const outsideKind = kind(
  "outside",
  3,
  fields({ ...goods, supplier: units, shipped: units, destroyed: units, adjusted: units, between: units }),
  { 1: ofBefore, 2: (sheet) => ({ ...sheet, between: 0 }) },
);
