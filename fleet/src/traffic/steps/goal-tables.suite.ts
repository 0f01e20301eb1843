/** What planners may rely on with goal tables, whoever makes them: every maker passes this one suite. */
import { MapId } from "@floorplane/contracts/ids";
import { gridMapOf } from "@floorplane/layout/grid-map";
import { seededRandom } from "@floorplane/runtime/random";
import { afterEach, describe, expect, it } from "vitest";
import { GoalSearch, type StepGoalTable } from "./goal-search.ts";
import { GoalTables, type TableMaker } from "./goal-tables.ts";
import { type StepGraph, type StepMotion, stepGraphOf } from "./step-graph.ts";
import { plainGuidance, type StepGuidance } from "./step-guidance.ts";

type MakeMaker = (graph: StepGraph, guidance: StepGuidance, motion: StepMotion) => TableMaker;

const floor = stepGraphOf(
  gridMapOf(
    MapId("m"),
    Array.from({ length: 15 }, (_, y) => (y % 2 === 0 ? ".".repeat(20) : ".@@@@.@@@@@@.@@@@@@.")),
    "@",
  ).graph,
);
const plain = plainGuidance(floor);

export function describeGoalTables(name: string, makeMaker: MakeMaker): void {
  describe(`goal tables ${name}`, () => {
    const opened: GoalTables[] = [];
    afterEach(() => {
      for (const tables of opened.splice(0)) tables.stop();
    });
    const open = (
      more: {
        readonly motion?: StepMotion;
        readonly standInPlans?: number;
        readonly keptTables?: number;
      } = {},
    ) => {
      const { motion = "rotate", standInPlans = 0, keptTables = 100 } = more;
      const tables = new GoalTables({
        graph: floor,
        motion,
        maker: makeMaker(floor, plain, motion),
        standInPlans,
        keptBytesMax: keptTables * 4 * floor.nodeCount,
      });
      opened.push(tables);
      return tables;
    };

    it.each(["rotate", "four-way"] as const)("are exact, %s, for the first plan too", (motion) => {
      const tables = open({ motion });
      const goals = Int32Array.from({ length: floor.nodeCount }, (_, node) => node);
      for (const goal of goals) tables.acquire(goal);

      expect(served(tables, goals)).toEqual([...goals].map((goal) => exact(goal, motion)));
    });

    it("are shared by robots that go to one goal", () => {
      const tables = open();
      tables.acquire(3);
      tables.acquire(3);
      const into: StepGoalTable[] = [];
      tables.serve(Int32Array.of(3, 3), into);

      expect(into[0]).toBe(into[1]);
    });

    it("take no more room when goals come and go", () => {
      const tables = open({ keptTables: 2 });
      const random = seededRandom(1);
      let goal = 0;
      tables.acquire(goal);
      serve(tables, goal);
      const { size } = tables;

      for (let i = 0; i < 500; i++) {
        const next = random.below(floor.nodeCount);
        tables.acquire(next);
        tables.letGo(goal);
        goal = next;
        expect([...serve(tables, goal)]).toEqual(exact(goal, "rotate"));
      }
      expect(tables.size).toBe(size);
    });

    it("are stood in for by the nearest goal's for one plan, whoever is quick, and exact from the next on", () => {
      const tables = open({ standInPlans: 1 });
      tables.acquire(0);
      serve(tables, 0);
      tables.acquire(1);
      tables.settle();

      expect([...serve(tables, 1)]).toEqual(exact(0, "rotate"));
      tables.settle();
      expect([...serve(tables, 1)]).toEqual(exact(1, "rotate"));
    });

    it("are waited for where nothing can stand in", () => {
      const tables = open({ standInPlans: 1 });
      serve(tables);
      tables.acquire(7);

      expect([...serve(tables, 7)]).toEqual(exact(7, "rotate"));
    });

    it("are made again when costs change", () => {
      const tables = open({ standInPlans: 1 });
      const dearer = { move: plain.move.map((cost) => (cost === 5 ? 7 : cost)), turn: 3 };
      tables.acquire(2);
      serve(tables, 2);
      tables.acquire(9);
      tables.guide(dearer);

      expect([...serve(tables, 2)]).toEqual(exact(2, "rotate", dearer));
      expect([...serve(tables, 9)]).toEqual(exact(9, "rotate", dearer));
    });
  });
}

function serve(tables: GoalTables, ...goals: number[]): StepGoalTable {
  const into: StepGoalTable[] = [];
  tables.serve(Int32Array.from(goals), into);
  return into[0]!;
}

function served(tables: GoalTables, goals: Int32Array): number[][] {
  const into: StepGoalTable[] = [];
  tables.serve(goals, into);
  return into.map((table) => [...table]);
}

function exact(goal: number, motion: StepMotion, guidance: StepGuidance = plain): number[] {
  const table = motion === "rotate" ? new Uint32Array(floor.nodeCount) : new Uint16Array(floor.nodeCount);
  new GoalSearch(floor, guidance, motion).search(goal, table);
  return [...table];
}
