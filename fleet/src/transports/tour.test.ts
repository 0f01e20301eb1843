import fc from "fast-check";
import { expect, it } from "vitest";
import { planTour } from "./tour.ts";

/** Points on a line of one-way streets: east costs its length, west costs three times as much. */
const seconds = (from: number, to: number): number => (to >= from ? to - from : 3 * (from - to));

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) =>
    permutations(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]),
  );
}

const question = (stops: readonly number[], from: number, ends: readonly number[]) => ({
  from,
  stops,
  ends,
  seconds,
});
const place = fc.nat(50);

it("finds the shortest order for as many stops as can be tried out", () => {
  fc.assert(
    fc.property(
      fc.array(place, { minLength: 1, maxLength: 6 }),
      place,
      fc.array(place, { minLength: 1, maxLength: 3 }),
      (stops, from, ends) => {
        const tour = planTour(question(stops, from, ends));

        const shortest = Math.min(
          ...permutations(stops).map((order) => {
            const path = [from, ...order];
            const driven = order.reduce((sum, stop, index) => sum + seconds(path[index]!, stop), 0);
            return driven + Math.min(...ends.map((end) => seconds(path.at(-1)!, end)));
          }),
        );
        expect(tour.seconds).toBeCloseTo(shortest);
      },
    ),
  );
});

it("visits every stop once, however many there are", () => {
  fc.assert(
    fc.property(fc.array(place, { maxLength: 20 }), place, (stops, from) => {
      const { order } = planTour(question(stops, from, [0]));

      expect(order.toSorted((a, b) => a - b)).toEqual([...stops.keys()]);
    }),
    { numRuns: 30 },
  );
});

it("does stops at one place one after another", () => {
  const { order } = planTour(question([7, 30, 7, 30], 0, [40]));

  expect(order).toEqual([0, 2, 1, 3]);
});
