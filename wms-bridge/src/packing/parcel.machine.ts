/** A parcel's life: its label's number is given with the job, then it is packed, and seen leaving. A sighting before its station says that it is packed is kept until then. */
import { setup } from "xstate";
import { Chart } from "../keeping/chart.ts";

export type ParcelState = "packing" | "seenEarly" | "packed" | "left";
export type ParcelEvent = "job.finished" | "parcel.seen";

export const parcelMachine = setup({
  types: { events: {} as { type: ParcelEvent } },
}).createMachine({
  id: "parcel",
  initial: "packing",
  states: {
    packing: { on: { "job.finished": "packed", "parcel.seen": "seenEarly" } },
    seenEarly: { on: { "job.finished": "packed" } },
    packed: { on: { "parcel.seen": "left" } },
    left: { type: "final" },
  },
});

export const parcelChart = new Chart<ParcelState, ParcelEvent>(parcelMachine);
