/** What goes wrong on the floor because somebody asked for it, and not by chance: a test of whoever is outside needs the one short pick, now. */
import type { TaskMessage, TaskOutcome } from "@floorplane/contracts/devices.schema";
import type { UnitsWanted } from "../robots/world-port.ts";

export interface Mishaps {
  /** Units that a robot's gripper misses of those that it wants; they stay where they lie. */
  missedBy(wanted: UnitsWanted): number;
  /** Asked once for each parcel, when it leaves its bench: whether no reader ever sees it, and how much later it comes by the gate, ms. */
  atGate(sscc: string): { readonly isUnseen: boolean; readonly lateMs: number };
  /** Of so many units that a person looks at, those that are damaged; the others are good. */
  damagedOf(sku: string, units: number): number;
  /** What a person finds of a delivery that he unloads, with the lots and days that stand on it. */
  delivered(task: TaskMessage): TaskOutcome["found"];
}
