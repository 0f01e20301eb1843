/** The bytes of a label, made when it is sent. */
import type { LocationId } from "@floorplane/contracts/ids";
import type { PrinterRow } from "@floorplane/contracts/site-printers";
import type { WithCarrierLabels } from "../labels/carrier-labels.ts";
import { binLabel, toteLabel } from "../labels/labels.ts";
import { pdfOf } from "../labels/pdf.ts";
import type { Sheet } from "../labels/sheet.ts";
import { zplOf } from "../labels/zpl.ts";
import { zplFault } from "../labels/zpl-judge.ts";
import type { WithConsignments } from "../orders/consignments.ts";
import type { WithOrders } from "../orders/orders.ts";
import type { WithPallets } from "../packing/pallets.ts";
import type { WithParcels } from "../packing/parcels.ts";
import type { WithPlaces } from "../stock/places.ts";
import { palletSheet, sheetOf } from "./parcel-sheet.ts";
import type { Print } from "./print.kind.ts";

export type DrawingMeans = WithParcels &
  WithPallets &
  WithOrders &
  WithConsignments &
  WithCarrierLabels &
  WithPlaces;
type Drawn = { readonly bytes: Uint8Array } | { readonly missing: "gone" | "not-drawable" };

const encoder = new TextEncoder();

export function drawn(
  means: DrawingMeans,
  { label, of, copy }: Print,
  { language, words = "en" }: PrinterRow,
): Drawn {
  if (label === "carrier") {
    const given = means.carrierLabels.get(of);
    if (!given) return { missing: "gone" };
    if (given.format !== language) return { missing: "not-drawable" };
    const bytes = Uint8Array.from(Buffer.from(given.content, "base64"));
    // Kept by a house of before, which took whatever came.
    return language === "zpl" && zplFault(bytes) ? { missing: "not-drawable" } : { bytes };
  }
  try {
    const sheet = sheetIn();
    if (!sheet) return { missing: "gone" };
    return { bytes: language === "zpl" ? encoder.encode(`${zplOf([sheet])}\n`) : pdfOf([sheet]) };
  } catch {
    // A symbology's library refuses data by throwing.
    return { missing: "not-drawable" };
  }

  function sheetIn(): Sheet | undefined {
    if (label === "tote") return toteLabel(of, words);
    if (label === "bin") return means.places.get(of as LocationId) && binLabel(of, words);
    if (label === "pallet") {
      const pallet = means.pallets.get(of);
      return pallet && palletSheet(means, pallet, words, copy);
    }
    const parcel = means.parcels.get(of);
    return parcel && sheetOf(means, parcel, words, copy);
  }
}
