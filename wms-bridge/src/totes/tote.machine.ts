/** A tote's life: planned, on a robot, counted where tags and numbers disagree, standing by for the rest of a whole order, packed into a parcel, seen leaving. */
import type { ToteState } from "@floorplane/contracts/documents";
import { setup } from "xstate";
import { Chart } from "../keeping/chart.ts";

export type ToteEvent =
  | "tote.fetched"
  | "count.needed"
  | "rest.awaited"
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
      on: {
        "count.needed": "checking",
        "rest.awaited": "standing",
        "job.given": "packing",
        "tote.emptied": "closed",
      },
    },
    checking: {
      on: {
        // Once more: what is left in it was not named unit by unit.
        "count.needed": "checking",
        "rest.awaited": "standing",
        "job.given": "packing",
        "tote.emptied": "closed",
      },
    },
    standing: { on: { "count.needed": "checking", "job.given": "packing" } },
    // Emptied: all that was in it was missing or broken.
    packing: { on: { "job.finished": "packed", "tote.emptied": "closed" } },
    packed: { on: { "parcel.seen": "shipped" } },
    shipped: { type: "final" },
    closed: { type: "final" },
  },
});

export const toteChart = new Chart<ToteState, ToteEvent>(toteMachine);
