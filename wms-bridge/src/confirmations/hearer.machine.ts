/**
 * Whoever hears confirmations, as the house sees it: it takes them, one was not taken and another is tried at once, it is left alone for a while, it is asked
 * with one, or it said that nobody listens there any more (410).
 */
import { setup } from "xstate";
import { Chart } from "../keeping/chart.ts";

export type HearerState = "listening" | "doubted" | "waiting" | "asked" | "gone";
export type HearerEvent =
  | "taken"
  /** Not taken, and another confirmation can be tried. */
  | "failed"
  /** Not taken, and there is no other. */
  | "failed.alone"
  | "said.gone"
  | "waited"
  /** The house was started anew, perhaps with another address. */
  | "house.started";

export const hearerMachine = setup({
  types: { events: {} as { type: HearerEvent } },
}).createMachine({
  id: "hearer",
  initial: "listening",
  states: {
    listening: { on: { failed: "doubted", "failed.alone": "waiting", "said.gone": "gone" } },
    doubted: {
      on: {
        taken: "listening",
        failed: "waiting",
        "failed.alone": "waiting",
        "said.gone": "gone",
        "house.started": "asked",
      },
    },
    waiting: {
      on: { taken: "listening", waited: "asked", "said.gone": "gone", "house.started": "asked" },
    },
    asked: {
      on: { taken: "listening", failed: "waiting", "failed.alone": "waiting", "said.gone": "gone" },
    },
    gone: { on: { taken: "listening", "house.started": "asked" } },
  },
});

export const hearerChart = new Chart<HearerState, HearerEvent>(hearerMachine);
