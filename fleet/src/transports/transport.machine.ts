/** The life of one transport: asked for, given to a robot, driven stop by stop, and ended with a word that says how. */

import type { TransportFailure } from "@floorplane/contracts/messages";
import { assign, setup } from "xstate";

export type TransportEvent =
  | { readonly type: "transport.assigned" }
  /** The next place is reserved and the robot is sent there. */
  | { readonly type: "stop.chosen" }
  | { readonly type: "stop.reached" }
  /** Its action ended, well or not, and the transport goes on. */
  | { readonly type: "stop.ended"; readonly aboard: boolean }
  /** The action has to be done again (another dock, an outcome that turned out to be none). */
  | { readonly type: "stop.repeated" }
  /** A person has put its tote somewhere: it is to be fetched there first. */
  | { readonly type: "tote.setDown" }
  /** So many of them will not be made. */
  | { readonly type: "stops.skipped"; readonly stops: number }
  /** The robot is gone before it carried anything. */
  | { readonly type: "robot.withdrawn" }
  | { readonly type: "transport.withdrawn" }
  /** Withdrawn with a tote on board: only the way to where it is handed over is left. */
  | { readonly type: "transport.returning" }
  | { readonly type: "transport.failed"; readonly reason: TransportFailure };

export interface TransportContext {
  /** Stops not yet done. */
  readonly left: number;
  /** The tote is on the robot. */
  readonly aboard: boolean;
  readonly reason: TransportFailure | null;
}

export const transportMachine = setup({
  types: {
    context: {} as TransportContext,
    events: {} as TransportEvent,
    input: {} as { readonly stops: number },
  },
  actions: {
    countStop: assign(({ context, event }) => ({
      left: context.left - 1,
      aboard: event.type === "stop.ended" ? event.aboard : context.aboard,
    })),
    fetchAgain: assign(({ context }) => ({ left: context.left + 1, aboard: false })),
    onlyTheLastIsLeft: assign({ left: 1 }),
    countSkipped: assign(({ context, event }) => ({
      left: context.left - (event.type === "stops.skipped" ? event.stops : 0),
    })),
    noteReason: assign({ reason: ({ event }) => (event.type === "transport.failed" ? event.reason : null) }),
  },
  guards: {
    isLastStop: ({ context }) => context.left <= 1,
    isLoaded: ({ context }) => context.aboard,
    isEmpty: ({ context }) => !context.aboard,
  },
}).createMachine({
  id: "transport",
  context: ({ input }) => ({ left: input.stops, aboard: false, reason: null }),
  initial: "requested",
  on: {
    "transport.failed": { target: ".failed", actions: "noteReason" },
    "stops.skipped": { actions: "countSkipped" },
  },
  states: {
    requested: { on: { "transport.assigned": "assigned", "transport.withdrawn": "withdrawn" } },
    assigned: {
      on: {
        "stop.chosen": "to-stop",
        "robot.withdrawn": { guard: "isEmpty", target: "requested" },
        "tote.setDown": { guard: "isLoaded", target: "requested", actions: "fetchAgain" },
        "transport.withdrawn": { guard: "isEmpty", target: "withdrawn" },
        "transport.returning": { actions: "onlyTheLastIsLeft" },
      },
    },
    "to-stop": {
      on: {
        "stop.chosen": "to-stop",
        "stop.reached": "acting",
        "stop.ended": [
          { guard: "isLastStop", target: "done", actions: "countStop" },
          { target: "assigned", actions: "countStop" },
        ],
        "stop.repeated": "assigned",
        "robot.withdrawn": { guard: "isEmpty", target: "requested" },
        "tote.setDown": { guard: "isLoaded", target: "requested", actions: "fetchAgain" },
        "transport.withdrawn": { guard: "isEmpty", target: "withdrawn" },
        "transport.returning": { target: "assigned", actions: "onlyTheLastIsLeft" },
      },
    },
    acting: {
      on: {
        "stop.ended": [
          { guard: "isLastStop", target: "done", actions: "countStop" },
          { target: "assigned", actions: "countStop" },
        ],
        "stop.repeated": "assigned",
        "robot.withdrawn": { guard: "isEmpty", target: "requested" },
        "tote.setDown": { guard: "isLoaded", target: "requested", actions: "fetchAgain" },
      },
    },
    done: { type: "final" },
    withdrawn: { type: "final" },
    failed: { type: "final" },
  },
});
