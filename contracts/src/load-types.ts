/** Kinds of loads in words of the trade, for those who have no factsheet at hand; factsheets (VDA 5050 6.15, `loadSets`) call them as their makers do, `EPAL` say. */
export const knownLoadTypes = ["tote", "shelf", "pallet", "rolling-cage", "tray"] as const;
