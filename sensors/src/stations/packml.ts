/** PackML `StateCurrent` codes (ISA-TR88.00.02, OPC 30050): 1 to 17 in this order. */
import type { PackMlState } from "@floorplane/contracts/states";

const byCode: readonly PackMlState[] = [
  "unknown",
  "clearing",
  "stopped",
  "starting",
  "idle",
  "suspended",
  "execute",
  "stopping",
  "aborting",
  "aborted",
  "holding",
  "held",
  "unholding",
  "suspending",
  "unsuspending",
  "resetting",
  "completing",
  "complete",
];

/** `unknown` for anything that is no code. */
export const packMlStateOf = (code: unknown): PackMlState =>
  typeof code === "number" ? (byCode[code] ?? "unknown") : "unknown";
