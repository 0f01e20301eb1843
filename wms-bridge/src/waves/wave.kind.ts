/** A wave as it is kept; screens may rely on what `WaveDocument` names. */
import type { WaveDocument } from "@floorplane/contracts/documents";
import type { OrderId, WaveId } from "@floorplane/contracts/ids";
import {
  type BodyOf,
  chartAlone,
  fields,
  kind,
  machineRow,
  moment,
  named,
  oneOf,
  Type,
} from "@floorplane/contracts/kind";
import { client, ofBefore } from "../keeping/owned.ts";

export const waveKind = kind(
  "wave",
  3,
  fields({
    client,
    wave: named<WaveId>(),
    state: oneOf<WaveDocument["state"]>({ gathering: true, released: true, done: true }),
    carrier: Type.String(),
    region: Type.String(),
    cutOffAt: moment,
    openedAt: moment,
    orders: Type.Array(named<OrderId>()),
    machine: machineRow,
  }),
  { 1: ({ machine, ...wave }) => ({ ...wave, machine: chartAlone(machine) }), 2: ofBefore },
);
export type KeptWave = BodyOf<typeof waveKind>;
