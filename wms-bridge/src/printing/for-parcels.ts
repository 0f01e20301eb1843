/** What is printed by itself: the labels of a parcel that is closed at a station with a printer, a carrier's label when it comes after that, and the label of a pallet that is closed. */
import { parcelLabels } from "@floorplane/contracts/site-printers";
import type { Desk } from "@floorplane/runtime/room";
import type { Parcel } from "../packing/parcels.ts";
import { askFor, type PrintingMeans } from "./printing.ts";

export function printFor(means: PrintingMeans, desk: Desk, parcel: Parcel): void {
  const { printers, carrierLabels } = means;
  const { client, sscc, station } = parcel;
  for (const label of parcelLabels) {
    const printer = printers.at(station, label);
    if (!printer) continue;
    if (label === "carrier" && carrierLabels.get(sscc)?.format !== printer.language) continue;
    askFor(means, desk, { client, printer, label, of: sscc, askedBy: "house" });
  }
}

/** Of all that were closed in this step. */
export function printClosed(means: PrintingMeans, desk: Desk): void {
  const { parcels, pallets, printers } = means;
  for (const parcel of parcels.closedNow()) printFor(means, desk, parcel);
  const printer = printers.forPallets();
  for (const { client, sscc } of pallets.closedNow())
    if (printer) askFor(means, desk, { client, printer, label: "pallet", of: sscc, askedBy: "house" });
}
