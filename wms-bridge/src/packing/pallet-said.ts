/** A pallet as it is told to whoever asks, or hears of it. */
import { isoTime } from "@floorplane/contracts/units";
import type { Pallet } from "./pallet.kind.ts";
import type { WithPallets } from "./pallets.ts";
import { unitsIn, type WithParcels } from "./parcels.ts";

interface PalletTold {
  readonly sscc: string;
  readonly carrier?: string;
  readonly manifest?: string;
  readonly consolidation?: string;
}

/** In a confirmation of its own. */
export const palletTold = ({ sscc, carrier, manifest, consolidation }: Pallet): PalletTold => ({
  sscc,
  ...(carrier === null ? {} : { carrier }),
  ...(manifest === null ? {} : { manifest }),
  ...(consolidation === null ? {} : { consolidation }),
});

/** What a parcel left on, in a confirmation about it; nothing where it left by itself. */
export function leftOn({ pallets }: WithPallets, parcel: string): { readonly pallet?: { sscc: string } } {
  const pallet = pallets.under(parcel);
  return pallet?.state === "left" ? { pallet: { sscc: pallet.sscc } } : {};
}

/** In a list. Of parcels whose orders are no longer at hand their numbers are all that is known. */
export function palletShown({ parcels: kept }: WithParcels, pallet: Pallet): object {
  const { sscc, state, carrier, manifest, consolidation, parcels, apart, openedAt, closedAt, endedAt } =
    pallet;
  const atHand = parcels.flatMap((one) => kept.get(one) ?? []);
  const isWeighed = atHand.length === parcels.length && atHand.every(({ grams }) => grams !== null);
  const timeOf = (at: number | null): string | null => (at === null ? null : isoTime(at));
  return {
    sscc,
    state,
    carrier,
    manifest,
    consolidation,
    parcels,
    ...(apart.length > 0 ? { apart } : {}),
    units: atHand.reduce((sum, parcel) => sum + unitsIn(parcel), 0),
    grams: isWeighed ? atHand.reduce((sum, parcel) => sum + (parcel.grams ?? 0), 0) : null,
    openedAt: isoTime(openedAt),
    closedAt: timeOf(closedAt),
    shippedAt: state === "left" ? timeOf(endedAt) : null,
  };
}
