import { MapId } from "@floorplane/contracts/ids";
import { type GridMap, gridMapOf } from "@floorplane/layout/grid-map";
import { type Random, seededRandom } from "@floorplane/runtime/random";
import { describe, expect, it } from "vitest";
import { GoalSearch, type StepGoalTable, unreachableCost } from "./goal-search.ts";
import { directions, type StepGraph, type StepMotion, stepGraphOf } from "./step-graph.ts";
import { closed, plainGuidance, type StepGuidance } from "./step-guidance.ts";

describe("goal costs", () => {
  it("are those of a plain search over every place and heading, on any floor with any guidance", () => {
    for (let seed = 0; seed < 150; seed++) {
      const random = seededRandom(seed);
      const graph = stepGraphOf(aFloor(random).graph);
      if (graph.nodeCount === 0) continue;
      const guidance = someGuidance(graph, random);
      for (const motion of ["rotate", "four-way"] as const) {
        const search = new GoalSearch(graph, guidance, motion);
        for (let i = 0; i < 4; i++) {
          const goal = random.below(graph.nodeCount);
          expect(found(search, graph, motion, goal), `seed ${seed}, ${motion}, goal ${goal}`).toEqual(
            plainly(graph, guidance, motion, goal),
          );
        }
      }
    }
  });

  it("count turns: a robot that faces away from its goal turns twice", () => {
    const graph = stepGraphOf(gridMapOf(MapId("m"), ["..."], "@").graph);
    const costs = found(new GoalSearch(graph, plainGuidance(graph), "rotate"), graph, "rotate", 2);

    expect(costs).toEqual([10, 15, 20, 15, 5, 10, 15, 10, 0, 0, 0, 0]);
  });
});

function aFloor(random: Random): GridMap {
  const [width, height] = [1 + random.below(14), 1 + random.below(10)];
  const walls = random.next() * 0.5;
  const shelves = random.chance(0.5);
  const rows = Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) =>
      shelves ? (y % 3 !== 0 && x % 5 !== 0 ? "@" : ".") : random.chance(walls) ? "@" : ".",
    ).join(""),
  );
  const oneWay = random.chance(0.3) ? 0.3 : 0;
  return gridMapOf(MapId("m"), rows, "@", () => !random.chance(oneWay));
}

function someGuidance(graph: StepGraph, random: Random): StepGuidance {
  const move = plainGuidance(graph).move.slice();
  const shut = random.chance(0.3) ? 0.15 : 0;
  for (let i = 0; i < move.length; i++)
    if (move[i] !== closed) move[i] = random.chance(shut) ? closed : 1 + random.below(120);
  return { move, turn: 1 + random.below(7) };
}

/** Of a table with headings. */
const costFacing = (table: StepGoalTable, node: number, heading: number): number =>
  (table[node]! >>> 16) + ((table[node]! >>> (heading << 2)) & 15);

/** `[node * headings + heading]`. */
function found(search: GoalSearch, { nodeCount }: StepGraph, motion: StepMotion, goal: number): number[] {
  const table = motion === "rotate" ? new Uint32Array(nodeCount) : new Uint16Array(nodeCount);
  search.search(goal, table);
  if (motion === "four-way") return [...table];
  return Array.from({ length: directions * nodeCount }, (_, state) =>
    costFacing(table, state >> 2, state & 3),
  );
}

/** Bellman and Ford: relaxes everything until nothing changes. */
function plainly(
  { nodeCount, to }: StepGraph,
  { move, turn }: StepGuidance,
  motion: StepMotion,
  goal: number,
) {
  const headings = motion === "rotate" ? directions : 1;
  const cost = new Array<number>(headings * nodeCount).fill(unreachableCost);
  cost.fill(0, headings * goal, headings * goal + headings);
  for (let changed = true; changed; ) {
    changed = false;
    for (let state = 0; state < cost.length; state++)
      for (let direction = 0; direction < directions; direction++) {
        const node = Math.floor(state / headings);
        const i = directions * node + direction;
        const turns = headings === 1 ? 0 : quarters[(direction - (state % headings)) & 3]!;
        if (to[i]! < 0 || move[i] === closed) continue;
        const there = headings === 1 ? to[i]! : directions * to[i]! + direction;
        const sum = turns * turn + move[i]! + cost[there]!;
        if (cost[there]! === unreachableCost || sum >= cost[state]!) continue;
        cost[state] = sum;
        changed = true;
      }
  }
  return cost;
}

const quarters = [0, 1, 2, 1];
