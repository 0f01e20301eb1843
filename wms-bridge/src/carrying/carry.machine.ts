/** The life of a transport that somebody asked for: it waits for those that it follows, then for a robot, is carried stop by stop, and ends once. */
import type { CarryState } from "@floorplane/contracts/transports.schema";
import { setup } from "xstate";
import { Chart } from "../keeping/chart.ts";

export type CarryEvent =
  /** Nothing is waited for any more: fleet control has it. */
  | "carry.begun"
  | "carry.assigned"
  /** Its robot gave it up, or a person has put its load down. */
  | "carry.unassigned"
  | "carry.picked"
  | "carry.dropped"
  /** Whoever asked wants it no more, or it gave way to its deadline. */
  | "carry.withdrawing"
  | "carry.done"
  | "carry.withdrawn"
  | "carry.failed";

const ends = { "carry.done": "done", "carry.withdrawn": "withdrawn", "carry.failed": "failed" } as const;

export const carryMachine = setup({
  types: { events: {} as { type: CarryEvent } },
}).createMachine({
  id: "carry",
  initial: "waiting",
  states: {
    waiting: {
      on: { "carry.begun": "requested", "carry.withdrawn": "withdrawn", "carry.failed": "failed" },
    },
    requested: { on: { ...ends, "carry.assigned": "assigned", "carry.withdrawing": "withdrawing" } },
    assigned: {
      on: {
        ...ends,
        "carry.assigned": "assigned",
        "carry.unassigned": "requested",
        "carry.picked": "carrying",
        "carry.withdrawing": "withdrawing",
      },
    },
    carrying: {
      on: {
        ...ends,
        "carry.unassigned": "requested",
        "carry.dropped": "assigned",
        "carry.withdrawing": "withdrawing",
      },
    },
    withdrawing: { on: ends },
    done: { type: "final" },
    withdrawn: { type: "final" },
    failed: { type: "final" },
  },
});

export const carryChart = new Chart<CarryState, CarryEvent>(carryMachine);
