/** A tote's life: planned, on a robot, counted where tags and numbers disagree, packed into a parcel, seen leaving. */
import type { ToteState } from "@floorplane/contracts/documents";
import { setup } from "xstate";
import { Chart } from "../keeping/chart.ts";

export type ToteEvent =
  | "tote.fetched"
  | "count.needed"
  | "job.given"
  | "job.finished"
  | "parcel.seen"
  | "tote.emptied";

export const toteMachine = setup({
  types: { events: {} as { type: ToteEvent } },
}).createMachine({
  id: "tote",
  initial: "planned",
  states: {
    planned: {
      on: { "tote.fetched": "travelling", "count.needed": "checking", "tote.emptied": "closed" },
    },
    travelling: {
      on: { "count.needed": "checking", "job.given": "packing", "tote.emptied": "closed" },
    },
    checking: { on: { "job.given": "packing", "tote.emptied": "closed" } },
    packing: { on: { "job.finished": "packed" } },
    packed: { on: { "parcel.seen": "shipped" } },
    shipped: { type: "final" },
    closed: { type: "final" },
  },
});

export const toteChart = new Chart<ToteState, ToteEvent>(toteMachine);
