/** Orders put into batches: against trying every choice, for few orders. */
import type { AisleFloor, Place } from "@floorplane/layout/picking-tours/aisle-floor";
import { shortestTour } from "@floorplane/layout/picking-tours/shortest-tour";
import { seededRandom } from "@floorplane/runtime/random";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AisleTours } from "./aisle-tours.ts";
import { type Batches, type BatchingProblem, faultsOfBatches, metresOf } from "./batches.ts";
import { batchesOf } from "./batching.ts";
import { DistanceTours } from "./distance-tours.ts";
import { batchesBySavings } from "./savings.ts";

const floor: AisleFloor = { aisles: 4, aisleGapM: 5, crossesM: [0, 47], depot: { aisle: 0, cross: 0 } };

const anyOrders = (max: number): fc.Arbitrary<Place[][]> =>
  fc.array(
    fc.array(
      fc.record({
        aisle: fc.integer({ min: 0, max: 3 }),
        atM: fc.integer({ min: 0, max: 44 }).map((location) => location + 1.5),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    { minLength: 1, maxLength: max },
  );

const at = (aisle: number, atM: number): Place => ({ aisle, atM });

const problemOf = (orders: readonly (readonly Place[])[], capacity = 8): BatchingProblem => ({
  loads: orders.map((places) => places.length),
  capacity,
  tours: new AisleTours(floor, orders),
});

function* choicesOf(orders: readonly number[]): Generator<number[][]> {
  const [first, ...others] = orders;
  if (first === undefined) return void (yield []);
  for (const rest of choicesOf(others)) {
    yield [[first], ...rest];
    for (const [at, batch] of rest.entries()) yield rest.with(at, [first, ...batch]);
  }
}

describe("tours of batches", () => {
  it("are the shortest past all that their orders want", () => {
    fc.assert(
      fc.property(anyOrders(5), (orders) => {
        const all = [...orders.keys()];

        expect(new AisleTours(floor, orders).metresOf(all)).toBeCloseTo(
          shortestTour(floor, orders.flat()).metres,
          9,
        );
      }),
      { numRuns: 200 },
    );
  });

  it("by distances visit each point once, however many orders want it", () => {
    const line = { start: 0, end: 0, metres: (from: number, to: number) => Math.abs(from - to) };
    const tours = new DistanceTours(line, [[3], [3, 7]]);

    expect(tours.metresOf([0, 1])).toBe(14);
    expect(tours.polished([0, 1], 1, seededRandom(1))).toEqual({ points: [3, 7], metres: 14 });
  });
});

describe("batches", () => {
  it("hold each order once, within the capacity, and are as short as the best of all choices", () => {
    fc.assert(
      fc.property(anyOrders(6), (orders) => {
        const problem = problemOf(orders);
        const batches = batchesOf(problem, seededRandom(1));

        expect(faultsOfBatches(problem, batches)).toEqual([]);
        const fit = [...choicesOf([...orders.keys()])].filter(
          (each) => faultsOfBatches(problem, each).length === 0,
        );
        const least = Math.min(...fit.map((each) => metresOf(problem, each)));
        expect(metresOf(problem, batches)).toBeCloseTo(least, 9);
      }),
      { numRuns: 40 },
    );
  });

  it("are the shortest where no single change of the way there is a short one", () => {
    const orders = [
      [at(2, 18.5), at(3, 4.5)],
      [at(0, 1.5), at(0, 1.5), at(0, 1.5), at(0, 19.5)],
      [at(0, 1.5), at(0, 1.5), at(0, 1.5), at(0, 1.5), at(2, 22.5)],
      [at(1, 3.5), at(2, 3.5), at(3, 42.5)],
    ];
    const problem = problemOf(orders);

    expect(metresOf(problem, batchesOf(problem, seededRandom(1)))).toBe(225);
  });

  it("are the same for the same chance, and never longer than by savings", () => {
    const random = seededRandom("orders");
    const orders = Array.from({ length: 14 }, () =>
      Array.from({ length: 1 + random.below(4) }, () => ({
        aisle: random.below(4),
        atM: 1.5 + random.below(45),
      })),
    );
    const once = (): Batches => batchesOf(problemOf(orders), seededRandom(7));

    expect(once()).toEqual(once());
    const problem = problemOf(orders);
    expect(metresOf(problem, once())).toBeLessThanOrEqual(metresOf(problem, batchesBySavings(problem)));
  });

  it("are found in the time that is allowed", () => {
    const orders = Array.from({ length: 30 }, (_, at) => [{ aisle: at % 4, atM: 1.5 + at }]);
    let asked = 0;
    const batches = batchesOf(problemOf(orders), seededRandom(1), () => ++asked / 3);

    expect(asked).toBe(3);
    expect(faultsOfBatches(problemOf(orders), batches)).toEqual([]);
  });
});

it("finds an order that is in no batch or in two, and a batch that is too heavy", () => {
  expect(faultsOfBatches({ loads: [3, 3, 3], capacity: 5 }, [[0, 1], [1]])).toEqual([
    "order 1 is in 2 batches",
    "order 2 is in 0 batches",
    "batch 0 carries 6 of 5",
  ]);
});
