/** A wave as the room keeps it. */
import type { WaveDocument } from "@floorplane/contracts/documents";
import type { ClientId, OrderId } from "@floorplane/contracts/ids";
import type { MachineRow } from "@floorplane/runtime/machines";
import type { OfClient } from "../keeping/owned.ts";
import type { KeptWave } from "./wave.kind.ts";

export interface Wave extends Omit<WaveDocument, "state"> {
  readonly client: ClientId;
  readonly machine: MachineRow;
}

/** What a wave gathers orders by. */
export type Gathered = Pick<Wave, "client" | "carrier" | "region" | "cutOffAt">;

/** An order that joins or leaves. */
export interface Member extends Gathered {
  readonly order: OrderId;
}

export const isGathering = ({ machine }: Wave): boolean => machine.value === "gathering";

export const waveBody = ({ machine, orders, ...wave }: Wave): KeptWave => ({
  ...wave,
  state: machine.value as WaveDocument["state"],
  machine,
  orders: [...orders],
});

export const readWave = ({ state: _shown, orders, ...wave }: OfClient<KeptWave>): Wave => ({
  ...wave,
  orders: [...orders],
});
