/** A parcel as it is told to whoever asked for its goods. */
import { codeOf } from "@floorplane/contracts/client-names";
import { isoTime } from "@floorplane/contracts/units";
import type { Pallet, WithPallets } from "./pallets.ts";
import { type Parcel, unitsIn, type WithParcels } from "./parcels.ts";

/** In a confirmation. Of a parcel that is no longer at hand its number is all that is known. */
export function saidOf(
  { parcels }: WithParcels,
  sscc: string,
): { sscc: string; carton?: string | null; grams?: number | null; units?: number } {
  const parcel = parcels.get(sscc);
  return parcel ? { sscc, carton: parcel.carton, grams: parcel.grams, units: unitsIn(parcel) } : { sscc };
}

/** In a list, in the codes of its client. */
export const shownOf = ({ pallets }: WithPallets, parcel: Parcel): object => ({
  sscc: parcel.sscc,
  state: parcel.state === "seenEarly" ? "packing" : parcel.state,
  carton: parcel.carton,
  cartonBecause: parcel.because,
  grams: parcel.grams,
  units: unitsIn(parcel),
  lines: parcel.lines.map(({ sku, lot, units }) => ({ sku: codeOf(sku), lot, units })),
  ...(parcel.serials.length > 0
    ? { serials: parcel.serials.map(({ sku, serial }) => ({ sku: codeOf(sku), serial })) }
    : {}),
  tote: parcel.tote,
  station: parcel.station,
  ...onPallet(pallets.under(parcel.sscc)),
  packedAt: parcel.packedAt === null ? null : isoTime(parcel.packedAt),
  shippedAt: parcel.leftAt === null ? null : isoTime(parcel.leftAt),
});

const onPallet = (pallet: Pallet | undefined): object => (pallet ? { pallet: pallet.sscc } : {});
