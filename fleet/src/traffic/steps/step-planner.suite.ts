/** What every planner in unit steps promises, whatever is in it: one suite for all of them. */
import { type Random, seededRandom } from "@floorplane/runtime/random";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasRing, LiveFloor, roundRows, stepFloorOf } from "../../testing/step-floors.ts";
import type { StepGraph, StepMotion } from "./step-graph.ts";
import { plainGuidance, type StepGuidance } from "./step-guidance.ts";
import { type Budget, forTries, type StepPlanner } from "./step-planner.ts";

export interface SuiteParts {
  readonly graph: StepGraph;
  readonly guidance: StepGuidance;
  readonly motion: StepMotion;
  readonly robots: number;
  readonly executable: boolean;
  readonly random: Random;
}

interface Case {
  readonly room: { readonly columns: number; readonly rows: number; readonly walls: number };
  readonly motion: StepMotion;
  readonly share: number;
  readonly seed: number;
  readonly executable: boolean;
}

const budget = (): Budget => forTries(3);

export function describeStepPlanner(
  name: string,
  make: (parts: SuiteParts) => StepPlanner,
  { runs = 60 }: { readonly runs?: number } = {},
): void {
  const floorOf = ({ room, motion, share, seed, executable }: Case) => {
    const random = seededRandom(seed);
    const { graph } = stepFloorOf(roundRows(room, random));
    const robots = Math.max(1, Math.min(graph.nodeCount - 1, Math.floor(share * graph.nodeCount)));
    const floor = new LiveFloor(graph, motion, robots, random);
    const guidance = plainGuidance(graph);
    const planner = make({ graph, guidance, motion, robots, executable, random: seededRandom(seed) });
    return { floor, planner, random, graph };
  };
  const aCase = (shareMax: number) =>
    fc.record<Case>({
      room: fc.record({
        columns: fc.integer({ min: 3, max: 8 }),
        rows: fc.integer({ min: 3, max: 8 }),
        walls: fc.constantFrom(0, 0.2, 0.5),
      }),
      motion: fc.constantFrom<StepMotion>("four-way", "rotate"),
      share: fc.double({ min: 0.05, max: shareMax, noNaN: true }),
      seed: fc.nat(),
      executable: fc.boolean(),
    });
  const options = { seed: 7, numRuns: runs };

  describe(`step planner: ${name}`, () => {
    test("no step lets robots meet, change places or leave sideways; an executable one has no ring", () => {
      fc.assert(
        fc.property(aCase(0.95), (wish) => {
          const { floor, planner, random } = floorOf(wish);
          for (let step = 0; step < 50; step++) {
            const next = planner.plan(floor, budget());
            if (wish.executable) expect(hasRing(floor, next)).toBe(false);
            expect(floor.take(next, random)).toEqual([]);
          }
        }),
        options,
      );
    });

    test("robots that come late, and robots that cannot be moved, are planned around", () => {
      fc.assert(
        fc.property(aCase(0.6), (wish) => {
          const { floor, planner, random } = floorOf(wish);
          const fixed = new Uint8Array(floor.robots);
          for (let step = 0; step < 50; step++) {
            for (let robot = 0; robot < floor.robots; robot++)
              if (random.chance(0.1)) fixed[robot] = 1 - fixed[robot]!;
            const next = planner.plan(Object.assign(floor, { fixed }), budget());
            for (let robot = 0; robot < floor.robots; robot++)
              if (fixed[robot]) expect(next[robot]! >> 2).toBe(floor.node[robot]);
            expect(floor.take(next, random)).toEqual([]);
            lateAgain(floor, next, random);
          }
        }),
        options,
      );
    });

    test("on a floor without dead ends every robot comes to its goals", () => {
      fc.assert(
        fc.property(aCase(0.6), (wish) => {
          const { floor, planner, random, graph } = floorOf(wish);
          for (let step = 0; step < 60 * graph.nodeCount && floor.arrivals.includes(0); step++)
            floor.take(planner.plan(floor, budget()), random);
          expect(floor.arrivals.includes(0)).toBe(false);
        }),
        options,
      );
    });

    test("equal seeds give equal steps", () => {
      const run = () => {
        const { floor, planner, random } = floorOf({
          room: { columns: 8, rows: 8, walls: 0.3 },
          motion: "rotate",
          share: 0.3,
          seed: 3,
          executable: false,
        });
        for (let step = 0; step < 100; step++) floor.take(planner.plan(floor, budget()), random);
        return [...floor.node];
      };

      expect(run()).toEqual(run());
    });
  });
}

/** After the step one robot turns out not to have left, and who would have come to its place has not either. */
function lateAgain(floor: LiveFloor, next: Int32Array, random: Random): void {
  const { node, before } = floor;
  const late = [random.below(floor.robots)];
  for (let robot = late.pop(); robot !== undefined; robot = late.pop()) {
    if (node[robot] === before[robot]) continue;
    node[robot] = before[robot]!;
    for (let other = 0; other < floor.robots; other++)
      if (other !== robot && node[other] === node[robot]) late.push(other);
  }
  expect(new Set(node).size).toBe(node.length);
  expect(next.length).toBe(node.length);
}
