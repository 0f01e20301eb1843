/**
 * The life of one alarm (ISA-18.2, IEC 62682). The process region holds states A to D: normal, unacknowledged, acknowledged, returned
 * unacknowledged. What hides it from the operator (shelved, suppressed by design, out of service) is a region beside it, so that hiding an alarm
 * never forgets what the process does.
 */
import { assign, setup } from "xstate";

export type AlarmEvent =
  | { readonly type: "condition.began" }
  | { readonly type: "condition.ended" }
  | { readonly type: "operator.acknowledged" }
  | { readonly type: "operator.shelved"; readonly forMs: number }
  | { readonly type: "operator.unshelved" }
  | { readonly type: "design.suppressed" }
  | { readonly type: "design.released" }
  | { readonly type: "maintenance.began" }
  | { readonly type: "maintenance.ended" };

export interface AlarmContext {
  /** How often the condition began. */
  readonly count: number;
  readonly shelvedForMs: number;
}

export const alarmMachine = setup({
  types: { context: {} as AlarmContext, events: {} as AlarmEvent },
  actions: {
    countOne: assign({ count: ({ context }) => context.count + 1 }),
    shelve: assign({
      shelvedForMs: ({ event }) => (event.type === "operator.shelved" ? event.forMs : 0),
    }),
  },
  delays: { shelvedFor: ({ context }) => context.shelvedForMs },
}).createMachine({
  id: "alarm",
  type: "parallel",
  context: { count: 0, shelvedForMs: 0 },
  states: {
    process: {
      initial: "normal",
      states: {
        normal: { on: { "condition.began": { target: "unacknowledged", actions: "countOne" } } },
        unacknowledged: {
          on: {
            "operator.acknowledged": "acknowledged",
            "condition.ended": "returned-unacknowledged",
          },
        },
        acknowledged: { on: { "condition.ended": "normal" } },
        "returned-unacknowledged": {
          on: {
            "operator.acknowledged": "normal",
            "condition.began": { target: "unacknowledged", actions: "countOne" },
          },
        },
      },
    },
    display: {
      initial: "shown",
      states: {
        shown: {
          on: {
            "operator.shelved": { target: "shelved", actions: "shelve" },
            "design.suppressed": "suppressed",
            "maintenance.began": "out-of-service",
          },
        },
        shelved: { after: { shelvedFor: "shown" }, on: { "operator.unshelved": "shown" } },
        suppressed: { on: { "design.released": "shown" } },
        "out-of-service": { on: { "maintenance.ended": "shown" } },
      },
    },
  },
});
