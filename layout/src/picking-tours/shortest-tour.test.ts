/** Shortest tours past single places: against trying every order, and against the checker. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AisleFloor, depotOf, type Place, walkM } from "./aisle-floor.ts";
import { columnStates } from "./column-states.ts";
import { shortestTour } from "./shortest-tour.ts";
import { bestOrder, StopDistances } from "./stop-order.ts";
import { faultsOfTour, walkedM } from "./tour-check.ts";

const anyFloor = fc
  .record({
    aisles: fc.integer({ min: 1, max: 5 }),
    aisleGapM: fc.constantFrom(2, 3.5),
    blocksM: fc.array(fc.integer({ min: 3, max: 12 }), { minLength: 1, maxLength: 3 }),
    depot: fc.tuple(fc.nat(), fc.nat()),
  })
  .map(({ aisles, aisleGapM, blocksM, depot }): AisleFloor => {
    const crossesM = [0];
    for (const lengthM of blocksM) crossesM.push(crossesM.at(-1)! + lengthM);
    return {
      aisles,
      aisleGapM,
      crossesM,
      depot: { aisle: depot[0] % aisles, cross: depot[1] % crossesM.length },
    };
  });

const anyTask = anyFloor.chain((floor) =>
  fc.record({
    floor: fc.constant(floor),
    places: fc.array(
      fc.record({
        aisle: fc.integer({ min: 0, max: floor.aisles - 1 }),
        atM: fc.integer({ min: 0, max: floor.crossesM.at(-1)! }),
      }),
      { maxLength: 8 },
    ),
  }),
);

/** Walking the places in the best of all orders: knows nothing of aisles' ways. */
function triedM(floor: AisleFloor, places: readonly Place[]): number {
  const points = [...places, depotOf(floor), depotOf(floor)];
  const distances = new StopDistances(places.length, (from, to) => walkM(floor, points[from]!, points[to]!));
  return distances.along(bestOrder(distances));
}

describe("the shortest tour", () => {
  it("is as long as the best of all orders, in one, two and three blocks", () => {
    fc.assert(
      fc.property(anyTask, ({ floor, places }) => {
        const { metres } = shortestTour(floor, places);

        expect(metres).toBeCloseTo(triedM(floor, places), 9);
      }),
      { numRuns: 400 },
    );
  });

  it("passes every place, and is as long when it is walked", () => {
    fc.assert(
      fc.property(anyTask, ({ floor, places }) => {
        expect(faultsOfTour(floor, shortestTour(floor, places), places)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it("refuses a place that is not on the floor", () => {
    const floor: AisleFloor = { aisles: 2, aisleGapM: 3, crossesM: [0, 10], depot: { aisle: 0, cross: 0 } };

    expect(() => shortestTour(floor, [{ aisle: 2, atM: 1 }])).toThrow("no place at 1 m of aisle 2");
    expect(() => shortestTour(floor, [{ aisle: 1, atM: 11 }])).toThrow("no place at 11 m of aisle 1");
  });
});

it("remembers the seven classes of one block, and the twenty-five of two", () => {
  expect([columnStates(2).count, columnStates(3).count]).toEqual([7, 25]);
});

describe("the checker of tours", () => {
  const floor: AisleFloor = { aisles: 2, aisleGapM: 3, crossesM: [0, 10], depot: { aisle: 0, cross: 0 } };
  const places = [{ aisle: 1, atM: 4 }];

  it("finds a place that was not passed", () => {
    const tour = { metres: 14, places };

    expect(faultsOfTour(floor, tour, [...places, { aisle: 0, atM: 2 }])).toEqual([
      "does not pass 2 m of aisle 0",
    ]);
  });

  it("finds a length that is not walked", () => {
    expect(walkedM(floor, places)).toBe(14);
    expect(faultsOfTour(floor, { metres: 13, places }, places)).toEqual([
      "is 14 m long when it is walked, not 13 m",
    ]);
  });
});
