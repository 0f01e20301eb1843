/** A wave as the room keeps it. */
import type { WaveDocument } from "@floorplane/contracts/documents";
import type { OrderId } from "@floorplane/contracts/ids";
import type { MachineRow } from "@floorplane/runtime/machines";

export interface Wave extends Omit<WaveDocument, "state" | "orders"> {
  machine: MachineRow;
  orders: OrderId[];
}
