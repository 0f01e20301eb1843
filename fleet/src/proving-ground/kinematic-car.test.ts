/** Robots on the proving ground keep to physics, perfect ones to the planner's motion model; the judge misses nobody. */
import { footprintOf, footprintsOverlap } from "@floorplane/layout/footprint";
import { seededRandom } from "@floorplane/runtime/random";
import fc from "fast-check";
import { expect, test } from "vitest";
import { lattice } from "../testing/floors.ts";
import { motionOf } from "../traffic/motion.ts";
import { type Drive, newCar, PhysicalDrive } from "./kinematic-car.ts";
import { overlaps } from "./kinematic-judge.ts";
import { ModelDrive } from "./kinematic-model-drive.ts";
import { picksAndDrops } from "./tour-errands.ts";

const kinematics = { speedMps: 1.5, accelerationMps2: 0.75, quarterTurnS: 1.5 };
const graph = lattice({ columns: 4, rows: 2, pitchM: 6, lanes: "two-way", pockets: 0 }, seededRandom(1));

/** Seconds along nodes, all released at once, from rest to rest. */
function secondsAlong(drive: Drive, tickMs: number, ...ids: string[]): number {
  const nodes = ids.map((id) => graph.indexOf(id));
  const car = newCar(graph, 0, nodes[0]!);
  car.goal = nodes.at(-1)!;
  for (const node of nodes.slice(1)) {
    car.edges.push(graph.edgeBetween(car.base.at(-1)!, node));
    car.base.push(node);
  }
  car.theta = graph.edgeHeading[car.edges[0]!]!;
  let ms = 0;
  for (; car.edges.length > 0; ms += tickMs) drive.move(car, tickMs, () => {});
  return ms / 1_000;
}

test("a real robot speeds up, rolls and brakes: length / speed + speed / acceleration", () => {
  const seconds = secondsAlong(new PhysicalDrive(graph, kinematics), 10, "N0-0", "N1-0", "N2-0", "N3-0");

  expect(Math.abs(seconds - (18 / 1.5 + 1.5 / 0.75))).toBeLessThan(0.25);
});

test("the planner's motion model agrees with real robots on the way round a corner", () => {
  const way = ["N0-0", "N1-0", "N1-1", "N2-1"] as const;
  const model = secondsAlong(new ModelDrive(graph, motionOf(graph, kinematics)), 10, ...way);
  const real = secondsAlong(new PhysicalDrive(graph, kinematics), 10, ...way);

  // Three legs of 6 m from halt to halt, two quarter turns.
  expect(model).toBeCloseTo(3 * (6 / 1.5 + 1.5 / 0.75) + 2 * 1.5, 1);
  expect(Math.abs(real - model)).toBeLessThan(0.5);
});

test("the judge finds the pairs that comparing all with all finds, from sample to sample", () => {
  const footprint = footprintOf({ lengthM: 0.9, widthM: 0.7 });
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 2, max: 30 }), (seed, robots) => {
      const random = seededRandom(seed);
      const order: number[] = [];
      for (let sample = 0; sample < 3; sample++) {
        const placed = Array.from({ length: robots }, () => ({
          footprint,
          pose: { x: 6 * random.next(), y: 6 * random.next(), theta: 6 * random.next() },
        }));
        const expected: string[] = [];
        for (let a = 0; a < robots; a++)
          for (let b = a + 1; b < robots; b++)
            if (footprintsOverlap(footprint, placed[a]!.pose, footprint, placed[b]!.pose))
              expected.push(`${a} ${b}`);

        const found = overlaps(placed, order).map(([a, b]) => `${a} ${b}`);

        expect(found.sort()).toEqual(expected.sort());
      }
    }),
    { seed: 3, numRuns: 200 },
  );
});

test("errands are a robot's own: in whatever order robots ask, each is sent to the same places", () => {
  const places = Array.from({ length: 100_000 }, (_, i) => i);
  const ask = (order: readonly number[]) => {
    const next = picksAndDrops({ picks: places, drops: places, stopMs: 10_000, seed: 7 });
    const sent: number[][] = [[], []];
    for (const robot of order) sent[robot]!.push(next(robot, -1)!.node);
    return sent;
  };

  expect(ask([0, 1, 0, 1, 0, 1])).toEqual(ask([0, 0, 0, 1, 1, 1]));
});

test("who has picked carries a load until he has dropped", () => {
  const next = picksAndDrops({ picks: [1, 2], drops: [3, 4], stopMs: 10_000, seed: 7 });

  expect([next(0, -1), next(0, -1), next(0, -1)].map((errand) => errand?.loadedAfter)).toEqual([
    true,
    false,
    true,
  ]);
});
