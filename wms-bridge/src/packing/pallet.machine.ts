/**
 * A pallet's life: opened, closed, and seen leaving. Read at a dock while it is open it may have left or may only have passed by: nobody puts anything on it or takes anything off until a person has said which.
 */
import type { PalletState } from "@floorplane/contracts/pallets.schema";
import { setup } from "xstate";
import { Chart } from "../keeping/chart.ts";

export type PalletEvent =
  | "pallet.closed"
  /** By a portal. */
  | "pallet.seen"
  /** A person says that it left. */
  | "pallet.departed"
  /** A person found it here. */
  | "pallet.stays"
  | "pallet.broken-up";

export const palletMachine = setup({
  types: { events: {} as { type: PalletEvent } },
}).createMachine({
  id: "pallet",
  initial: "open",
  states: {
    open: { on: { "pallet.closed": "closed", "pallet.seen": "asked", "pallet.broken-up": "broken-up" } },
    asked: { on: { "pallet.departed": "left", "pallet.stays": "open" } },
    closed: {
      on: { "pallet.seen": "left", "pallet.departed": "left", "pallet.broken-up": "broken-up" },
    },
    left: { type: "final" },
    "broken-up": { type: "final" },
  },
});

export const palletChart = new Chart<PalletState, PalletEvent>(palletMachine);
