import fc from "fast-check";
import { expect, it } from "vitest";
import { assignLeastCost } from "./assignment.ts";

/** The least sum over all ways to give rows different columns, or none. */
function least(costs: readonly (readonly number[])[], idle: number): number {
  const best = (row: number, taken: ReadonlySet<number>): number => {
    if (row === costs.length) return 0;
    let sum = idle + best(row + 1, taken);
    costs[row]!.forEach((cost, column) => {
      if (!taken.has(column) && Number.isFinite(cost))
        sum = Math.min(sum, cost + best(row + 1, new Set([...taken, column])));
    });
    return sum;
  };
  return best(0, new Set());
}

const cost = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: -100, max: 100 }) },
  { weight: 1, arbitrary: fc.constant(Number.POSITIVE_INFINITY) },
);
const matrix = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(cost, { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );

it("costs as little as any assignment could", () => {
  fc.assert(
    fc.property(matrix, (costs) => {
      const chosen = assignLeastCost(costs);

      const sum = chosen.reduce((total, column, row) => total + (column < 0 ? 0 : costs[row]![column]!), 0);
      expect(sum).toBe(least(costs, 0));
    }),
  );
});

it("gives no column twice and never a forbidden one", () => {
  fc.assert(
    fc.property(matrix, (costs) => {
      const chosen = assignLeastCost(costs);

      const given = chosen.filter((column) => column >= 0);
      expect(new Set(given).size).toBe(given.length);
      chosen.forEach((column, row) => {
        if (column >= 0) expect(Number.isFinite(costs[row]![column]!)).toBe(true);
      });
    }),
  );
});

it("leaves a row alone where idling is cheaper", () => {
  expect(assignLeastCost([[5], [3]])).toEqual([-1, -1]);
  expect(assignLeastCost([[5], [3]], 4)).toEqual([-1, 0]);
});
