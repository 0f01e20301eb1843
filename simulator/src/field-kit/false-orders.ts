/** Vehicles that say something else of their order and their actions than is so. */
import type { State } from "@floorplane/contracts/vda5050/v2-1/state.schema";
import type { Fault, Victim } from "./fault.ts";
import type { Lie } from "./tongue.ts";

const says = (what: string, lie: (victim: Victim) => Lie): Fault => ({
  what,
  begin: (victim) => {
    const end = victim.tongue.lie(lie(victim));
    return () => {
      end();
      victim.robot.speak();
    };
  },
});

const isOver = ({ actionStatus }: State["actionStates"][number]): boolean =>
  actionStatus === "FINISHED" || actionStatus === "FAILED";
const isDone = (state: State): boolean =>
  state.nodeStates.length === 0 && !state.driving && state.actionStates.every(isOver);
const withoutOrder = (state: State): State => ({
  ...state,
  orderId: "",
  orderUpdateId: 0,
  lastNodeSequenceId: 0,
  nodeStates: [],
  edgeStates: [],
});

export const falseOrders = {
  "clears-order-when-done": says("clears its order id when it has done all of it", () => (state) => [
    isDone(state) ? { ...state, orderId: "", orderUpdateId: 0 } : state,
  ]),
  "clears-all-when-done": says(
    "clears its order, its actions and its sequence id when it has done all of it",
    () => (state) => [isDone(state) ? { ...withoutOrder(state), actionStates: [] } : state],
  ),
  "drops-finished": says(
    "drops an action from its states when that has finished, and never says FINISHED",
    () => (state) => [{ ...state, actionStates: state.actionStates.filter((action) => !isOver(action)) }],
  ),
  "never-lists-actions": says("never lists an action of its order", () => (state) => [
    { ...state, actionStates: state.actionStates.filter(({ actionId }) => !isOfAStop(actionId)) },
  ]),
  "repeats-finished": says("says each state twice, with headers of their own", () => {
    let more = 0;
    return (state) => {
      more++;
      return [
        { ...state, headerId: state.headerId + more - 1 },
        { ...state, headerId: state.headerId + more },
      ];
    };
  }),
  "foreign-order": says("says the order id of another control in every third state", () => {
    let count = 0;
    return (state) => [++count % 3 === 0 ? { ...state, orderId: "somebody-elses", orderUpdateId: 4 } : state];
  }),
  "foreign-order-for-good": says("says the order id of another control", () => (state) => [
    { ...state, orderId: "somebody-elses", orderUpdateId: 4 },
  ]),
  "order-before": says("says the id of the order before in the first states of each order", () => {
    let order = "";
    let before = "";
    let states = 0;
    return (state) => {
      if (state.orderId !== order) {
        before = order;
        order = state.orderId;
        states = 0;
      }
      return [++states <= 2 && before !== "" ? { ...state, orderId: before } : state];
    };
  }),
  "update-before": says("says the order update before the last for two states", () => {
    let update = 0;
    let states = 0;
    return (state) => {
      if (state.orderUpdateId !== update) {
        update = state.orderUpdateId;
        states = 0;
      }
      return [++states <= 2 && update > 0 ? { ...state, orderUpdateId: update - 1 } : state];
    };
  }),
  "always-driving": says("says that it drives, also when it stands", () => (state) => [
    { ...state, driving: true },
  ]),
  "edges-remain": says("keeps an edge in its states when it has driven all", () => (state) => [
    state.edgeStates.length > 0
      ? state
      : { ...state, edgeStates: [{ edgeId: "left-over", sequenceId: 1, released: true }] },
  ]),
  "loads-unknown": says("does not say what it carries", () => ({ loads: _, ...state }) => [state]),
} as const satisfies Readonly<Record<string, Fault>>;

/** Ids of stop actions end in the stop and the try. */
const isOfAStop = (actionId: string): boolean => /\.\d+\.\d+$/.test(actionId);
