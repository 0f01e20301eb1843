/** A wave gathers orders of one carrier, region and cut-off, and goes when it is full, when its oldest order has waited enough, or when the cut-off comes near. */
import { assign, setup } from "xstate";

export interface WaveContext {
  readonly orders: number;
  /** Orders that make it full. */
  readonly full: number;
  /** From its opening to its latest departure, ms: the oldest order's wait or the time left before the cut-off. */
  readonly waitMs: number;
}

export type WaveEvent = { type: "order.joined" } | { type: "order.left" } | { type: "orders.closed" };

export const waveMachine = setup({
  types: {
    context: {} as WaveContext,
    events: {} as WaveEvent,
    input: {} as WaveContext,
  },
  guards: {
    isFullWithThis: ({ context }) => context.orders + 1 >= context.full,
    isEmpty: ({ context }) => context.orders === 0,
  },
  actions: {
    countIn: assign({ orders: ({ context }) => context.orders + 1 }),
    countOut: assign({ orders: ({ context }) => context.orders - 1 }),
  },
  delays: { oldestHasWaited: ({ context }) => context.waitMs },
}).createMachine({
  id: "wave",
  context: ({ input }) => ({ ...input }),
  initial: "gathering",
  states: {
    gathering: {
      on: {
        "order.joined": [
          { guard: "isFullWithThis", target: "released", actions: "countIn" },
          { actions: "countIn" },
        ],
        "order.left": { actions: "countOut" },
      },
      after: { oldestHasWaited: [{ guard: "isEmpty", target: "done" }, { target: "released" }] },
    },
    released: { on: { "orders.closed": "done" } },
    done: { type: "final" },
  },
});
