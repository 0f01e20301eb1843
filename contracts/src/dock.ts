/** What a screen at the dock is shown of a label that was scanned there. */
import type { PalletDocument } from "./documents.ts";

export interface PalletAtDock
  extends Pick<
    PalletDocument,
    "client" | "sscc" | "state" | "carrier" | "manifest" | "consolidation" | "parcels" | "apart"
  > {
  readonly kind: "pallet";
}

export interface ParcelAtDock {
  readonly kind: "parcel";
  readonly client: string;
  readonly sscc: string;
  readonly state: "packing" | "packed" | "left";
  readonly order: string | null;
  readonly carrier: string | null;
  readonly manifest: string | null;
  readonly consolidation: string | null;
  readonly shipOn: string | null;
  readonly units: number;
  readonly pallet: string | null;
}

export type DockShown = PalletAtDock | ParcelAtDock;

/** What is done with a pallet, as its address ends. */
export const palletActs = ["parcels", "removal", "closing", "break-up", "departure", "stay"] as const;
export type PalletAct = (typeof palletActs)[number];
