/** The order of stops by distances that need not be the same both ways. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kickedOrder } from "./kicked-order.ts";
import { bestOrder, improved, nearestNext, StopDistances } from "./stop-order.ts";

const matrix = (stops: number) =>
  fc
    .array(fc.integer({ min: 1, max: 50 }), { minLength: (stops + 2) ** 2, maxLength: (stops + 2) ** 2 })
    .map((metres) => new StopDistances(stops, (from, to) => metres[from * (stops + 2) + to]!));

const anyDistances = (max: number) => fc.integer({ min: 0, max }).chain(matrix);

function* ordersOf(stops: readonly number[]): Generator<number[]> {
  if (stops.length === 0) yield [];
  for (const stop of stops)
    for (const rest of ordersOf(stops.filter((other) => other !== stop))) yield [stop, ...rest];
}

const allOf = (distances: StopDistances): number[] => Array.from({ length: distances.stops }, (_, at) => at);

describe("the order of up to twelve stops", () => {
  it("is the best of all orders", () => {
    fc.assert(
      fc.property(anyDistances(6), (distances) => {
        const tried = Math.min(...[...ordersOf(allOf(distances))].map((order) => distances.along(order)));

        expect(distances.along(bestOrder(distances))).toBe(tried);
      }),
      { numRuns: 100 },
    );
  });

  it("is the first in the numbering among equals", () => {
    const alike = new StopDistances(4, () => 1);

    expect(bestOrder(alike)).toEqual([0, 1, 2, 3]);
  });
});

describe("the order of more stops", () => {
  it("has each stop once, and is no longer than going to the nearest next", () => {
    fc.assert(
      fc.property(anyDistances(30), (distances) => {
        const better = improved(distances, nearestNext(distances));

        expect(better.toSorted((one, other) => one - other)).toEqual(allOf(distances));
        expect(distances.along(better)).toBeLessThanOrEqual(distances.along(nearestNext(distances)));
      }),
      { numRuns: 60 },
    );
  });

  it("is no longer after kicks", () => {
    let draw = 0;
    const chance = { below: (limit: number) => (draw = (draw * 7_919 + 104_729) % 1_000_003) % limit };
    fc.assert(
      fc.property(matrix(20), (distances) => {
        const before = bestOrder(distances);
        const after = kickedOrder(distances, before, 20, chance);

        expect(after.toSorted((one, other) => one - other)).toEqual(allOf(distances));
        expect(distances.along(after)).toBeLessThanOrEqual(distances.along(before));
      }),
      { numRuns: 20 },
    );
  });
});
