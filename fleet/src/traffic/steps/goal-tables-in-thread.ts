/** Goal tables made by the thread that asks, as it asks: for small floors, and for runs on a virtual clock. */
import { GoalSearch } from "./goal-search.ts";
import type { TableMaker } from "./goal-tables.ts";
import type { StepGraph, StepMotion } from "./step-graph.ts";
import type { StepGuidance } from "./step-guidance.ts";

export function inThreadMaker(graph: StepGraph, guidance: StepGuidance, motion: StepMotion): TableMaker {
  let search = new GoalSearch(graph, guidance, motion);
  let tickets = 0;
  return {
    room: (bytes) => new ArrayBuffer(bytes),
    ask(goal, table) {
      search.search(goal, table);
      return tickets++;
    },
    await() {},
    guide(changed) {
      search = new GoalSearch(graph, changed, motion);
    },
    stop() {},
  };
}
