import { seededRandom } from "@floorplane/runtime/random";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hasRing, LiveFloor, roundRows, stepFloorOf } from "../../testing/step-floors.ts";
import type { StepMotion } from "./step-graph.ts";
import { plainGuidance } from "./step-guidance.ts";
import { StepPibt } from "./step-pibt.ts";

const aRoom = fc.record({
  columns: fc.integer({ min: 3, max: 9 }),
  rows: fc.integer({ min: 3, max: 9 }),
  walls: fc.constantFrom(0, 0.2, 0.5),
});
const aMotion = fc.constantFrom<StepMotion>("four-way", "rotate");
const options = { seed: 7, numRuns: 120 };

function floorAndPlanner(
  wish: { columns: number; rows: number; walls: number },
  {
    motion,
    share,
    seed,
    executable,
  }: { motion: StepMotion; share: number; seed: number; executable: boolean },
) {
  const random = seededRandom(seed);
  const { graph } = stepFloorOf(roundRows(wish, random));
  const robots = Math.max(1, Math.min(graph.nodeCount - 1, Math.floor(share * graph.nodeCount)));
  const floor = new LiveFloor(graph, motion, robots, random);
  const planner = new StepPibt({ graph, guidance: plainGuidance(graph), motion, robots, executable });
  return { floor, planner, random, graph };
}

const aShare = fc.double({ min: 0.05, max: 0.95, noNaN: true });

test("no step lets robots meet, change places or leave sideways, however full the floor is", () => {
  fc.assert(
    fc.property(aRoom, aMotion, aShare, fc.nat(), fc.boolean(), (wish, motion, share, seed, executable) => {
      const { floor, planner, random } = floorAndPlanner(wish, { motion, share, seed, executable });
      for (let step = 0; step < 60; step++) expect(floor.take(planner.plan(floor), random)).toEqual([]);
    }),
    options,
  );
});

test("an executable step has no ring, which a published one may have", () => {
  let rings = 0;
  fc.assert(
    fc.property(aRoom, aMotion, aShare, fc.nat(), fc.boolean(), (wish, motion, share, seed, executable) => {
      const { floor, planner, random } = floorAndPlanner(wish, { motion, share, seed, executable });
      for (let step = 0; step < 60; step++) {
        const next = planner.plan(floor);
        if (executable) expect(hasRing(floor, next)).toBe(false);
        else if (hasRing(floor, next)) rings++;
        floor.take(next, random);
      }
    }),
    options,
  );
  expect(rings).toBeGreaterThan(0);
});

test("on a floor without dead ends every robot comes to its goals", () => {
  fc.assert(
    fc.property(
      aRoom,
      aMotion,
      fc.double({ min: 0.05, max: 0.8, noNaN: true }),
      fc.nat(),
      fc.boolean(),
      (wish, motion, share, seed, executable) => {
        const { floor, planner, random, graph } = floorAndPlanner(wish, { motion, share, seed, executable });
        const stepsMax = 40 * graph.nodeCount;
        for (let step = 0; step < stepsMax && floor.arrivals.includes(0); step++)
          floor.take(planner.plan(floor), random);
        expect(floor.arrivals.includes(0)).toBe(false);
      },
    ),
    options,
  );
});

test("in aisles that end nobody waits for ever for a robot that waits for it", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 5 }),
      fc.integer({ min: 1, max: 4 }),
      aMotion,
      fc.double({ min: 0.05, max: 0.6, noNaN: true }),
      fc.nat(),
      fc.boolean(),
      (aisles, depth, motion, share, seed, executable) => {
        const random = seededRandom(seed);
        const { graph } = stepFloorOf(combRows(aisles, depth));
        const robots = Math.max(1, Math.floor(share * graph.nodeCount));
        const floor = new LiveFloor(graph, motion, robots, random);
        const planner = new StepPibt({ graph, guidance: plainGuidance(graph), motion, robots, executable });
        const stepsMax = 100 * graph.nodeCount;
        for (let step = 0; step < stepsMax && floor.arrivals.includes(0); step++)
          floor.take(planner.plan(floor), random);
        expect(floor.arrivals.includes(0)).toBe(false);
      },
    ),
    options,
  );
});

/** A road of two lanes with aisles of one lane that end at a wall. */
const combRows = (aisles: number, depth: number): string[] => [
  ...Array.from({ length: depth }, () => ".@".repeat(aisles)),
  "..".repeat(aisles),
  "..".repeat(aisles),
];

test("a planner answers the same to the same floor", () => {
  const wish = { columns: 8, rows: 8, walls: 0.3 };
  const run = () => {
    const { floor, planner, random } = floorAndPlanner(wish, {
      motion: "rotate",
      share: 0.5,
      seed: 3,
      executable: false,
    });
    for (let step = 0; step < 200; step++) floor.take(planner.plan(floor), random);
    return [...floor.node];
  };

  expect(run()).toEqual(run());
});
