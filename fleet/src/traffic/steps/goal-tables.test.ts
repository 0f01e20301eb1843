import { describeGoalTables } from "./goal-tables.suite.ts";
import { inThreadMaker } from "./goal-tables-in-thread.ts";
import { TableThread } from "./goal-tables-thread.ts";

describeGoalTables("made in the asking thread", inThreadMaker);
describeGoalTables(
  "made by a thread of their own",
  (graph, guidance, motion) => new TableThread(graph, guidance, motion),
);
