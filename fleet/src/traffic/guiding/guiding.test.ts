import { MapId } from "@floorplane/contracts/ids";
import { gridMapOf } from "@floorplane/layout/grid-map";
import { seededRandom } from "@floorplane/runtime/random";
import fc from "fast-check";
import { expect, test } from "vitest";
import { LiveFloor, roundRows } from "../../testing/step-floors.ts";
import { GoalSearch, unreachableCost } from "../steps/goal-search.ts";
import { stepGraphOf } from "../steps/step-graph.ts";
import { closed, plainGuidance } from "../steps/step-guidance.ts";
import { readGuidance, writeGuidance } from "./guidance-file.ts";
import { guidanceFor } from "./guidance-for.ts";
import { improveGuidance } from "./improve-guidance.ts";
import { lineGroups } from "./lines.ts";
import { LiveGuidance } from "./live-guidance.ts";
import { NaturalSearch } from "./natural-search.ts";

const floorOf = (rows: readonly string[]) => {
  const map = gridMapOf(MapId("floor"), rows, "@");
  return { map, layout: map.graph, graph: stepGraphOf(map.graph) };
};

/** Shelves between aisles of one lane. */
const aisles = [
  "...............",
  ".@@@@@@.@@@@@@.",
  "...............",
  ".@@@@@@.@@@@@@.",
  "...............",
  ".@@@@@@.@@@@@@.",
  "...............",
];
const busy = () => ({ ...floorOf(aisles), robots: 24, motion: "four-way" as const, effort: 0.1 });

test("guidance made from a layout moves more than a bare floor, and equal seeds make equal guidance", () => {
  const { graph, layout, ...wish } = busy();

  const made = guidanceFor({ graph, floor: layout, ...wish });
  const again = guidanceFor({ graph, floor: layout, ...wish });

  expect(made.throughput).toBeGreaterThan(1.1 * made.bare);
  expect(again.guidance.move).toEqual(made.guidance.move);
});

test("guidance cuts off no goal and opens no wall", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 4, max: 9 }),
      fc.integer({ min: 4, max: 9 }),
      fc.constantFrom<"four-way" | "rotate">("four-way", "rotate"),
      fc.nat(),
      (columns, rows, motion, seed) => {
        const { graph, layout } = floorOf(roundRows({ columns, rows, walls: 0.4 }, seededRandom(seed)));

        const { guidance } = guidanceFor({ graph, floor: layout, motion, robots: 6, seed, effort: 0.01 });

        const table =
          motion === "rotate" ? new Uint32Array(graph.nodeCount) : new Uint16Array(graph.nodeCount);
        new GoalSearch(graph, guidance, motion).search(0, table);
        for (const cost of table)
          expect(motion === "rotate" ? cost >>> 16 : cost).toBeLessThan(unreachableCost);
        for (const [edge, to] of graph.to.entries()) expect(guidance.move[edge] === closed).toBe(to < 0);
      },
    ),
    { seed: 11, numRuns: 25 },
  );
});

test("a search improves what it began from, and each report holds guidance that can be used", () => {
  const { graph, layout, ...wish } = busy();

  const reports = [...improveGuidance({ graph, floor: layout, ...wish, evaluations: 200 })];

  expect(reports[0]!.evaluations).toBe(0);
  expect(reports.at(-1)!.now).toBeGreaterThanOrEqual(reports[0]!.before);
  expect(reports.map((report) => report.phase)).toContain("edges");
  for (const { best } of reports) for (const cost of best.move) expect(cost).toBeGreaterThan(0);
});

test("a natural search finds the top of a hill through noise", () => {
  const random = seededRandom(4);
  const search = new NaturalSearch(new Float64Array(30), { spread: 0.3, population: 20, random });

  for (let round = 0; round < 400; round++)
    search.tell(
      search
        .ask()
        .map((point) => -point.reduce((sum, value) => sum + (value - 1) ** 2, 0) + 0.3 * random.normal()),
    );

  for (const value of search.mean) expect(value).toBeCloseTo(1, 0);
});

test("rows of a surveyed layout are rows though no two of their places lie exactly level", () => {
  const { graph, layout } = floorOf(["....", "....", "...."]);
  const random = seededRandom(2);
  const uneven = {
    x: layout.x.map((x) => x + 0.04 * random.next()),
    y: layout.y.map((y) => y + 0.04 * random.next()),
  };

  expect(lineGroups(graph, uneven).count).toBe(lineGroups(graph, layout).count);
});

test("a guidance file is read as it was written, and refused for another layout", () => {
  const { graph, layout } = floorOf(aisles);
  const guidance = plainGuidance(graph);
  guidance.move[0] = 17;
  const other = floorOf(aisles.slice(2));

  const text = writeGuidance(layout, graph, "four-way", guidance);

  expect(readGuidance(text, layout, graph)).toEqual(guidance);
  expect(() => readGuidance(text, other.layout, other.graph)).toThrow(/another layout/);
  expect(() => readGuidance(text.replace('"version": 1', '"version": 9'), layout, graph)).toThrow(
    /version 9/,
  );
});

test("a published guidance graph is read with its directions", () => {
  const { map, graph, layout } = floorOf(["..", ".."]);
  const csv = [
    "id,type,x,y,weight_to_RIGHT,weight_to_UP,weight_to_LEFT,weight_to_DOWN,weight_for_WAIT",
    "0,.,0,0,10,inf,inf,20,1",
    "1,.,0,1,inf,inf,40,5,1",
    "2,.,1,0,10,10,inf,inf,1",
    "3,.,1,1,inf,10,10,inf,1",
  ].join("\n");

  const { move } = readGuidance(csv, layout, graph, map);

  const costs = (cell: number) => [
    ...move.subarray(4 * graph.stepNode[cell]!, 4 * graph.stepNode[cell]! + 4),
  ];
  expect(costs(0)).toEqual([30, 60, closed, closed]);
  expect(costs(1)).toEqual([closed, 15, 120, closed]);
});

test("a place where robots wait becomes dearer until they go on, and a closed one cannot be entered", () => {
  const { graph } = floorOf(["...", "...", "..."]);
  const base = plainGuidance(graph);
  const live = new LiveGuidance(graph, base);
  const floor = new LiveFloor(graph, "four-way", 1, seededRandom(1));
  floor.goal[0] = (floor.node[0]! + 1) % graph.nodeCount;
  const stays = Int32Array.of(floor.node[0]! << 2);
  const goes = Int32Array.of(floor.goal[0]! << 2);
  const dearest = () => Math.max(...live.move.filter((cost) => cost !== closed));

  for (let step = 0; step < 300; step++) live.note(floor, stays);
  expect(dearest()).toBe(15);
  const jammed = live.version;
  for (let step = 0; step < 500; step++) live.note(floor, goes);
  expect(live.move).toEqual(base.move);
  expect(live.version).toBeGreaterThan(jammed);

  live.close(4);
  for (let direction = 0; direction < 4; direction++) {
    const from = graph.from[4 * 4 + direction]!;
    if (from >= 0) expect(live.move[4 * from + direction]).toBe(closed);
  }
  live.open(4);
  expect(live.move).toEqual(base.move);
});
