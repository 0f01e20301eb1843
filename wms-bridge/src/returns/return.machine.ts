/** A return's life: announced or come by itself, here, and looked at whole; one that was announced may be called off before it comes. */
import type { ReturnState } from "@floorplane/contracts/states";
import { setup } from "xstate";
import { Chart } from "../keeping/chart.ts";

export type ReturnEvent = "goods.came" | "goods.graded" | "return.withdrawn";

export const returnMachine = setup({
  types: { events: {} as { type: ReturnEvent } },
}).createMachine({
  id: "return",
  initial: "announced",
  states: {
    announced: { on: { "goods.came": "received", "return.withdrawn": "cancelled" } },
    received: { on: { "goods.graded": "decided" } },
    decided: { type: "final" },
    cancelled: { type: "final" },
  },
});

export const returnChart = new Chart<ReturnState, ReturnEvent>(returnMachine);
