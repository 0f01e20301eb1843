import fc from "fast-check";
import { expect, it } from "vitest";
import { isAtEdge, positionsFromM, positionsToM, readPositions, writePositions } from "./positions.ts";

const seen = (x: number, y: number) => {
  const robot = {
    ...{ index: 0, x, y, theta: 0, activity: 1, battery: 50, loaded: false, stale: false, ageSeconds: 0 },
  };
  return readPositions(writePositions({ sequence: 1, at: 0, robots: [robot] })).robots[0]!;
};

it("a place that the frame can say comes through to half a centimetre, and is not called the edge", () => {
  const inside = fc.double({ min: positionsFromM + 0.01, max: positionsToM - 0.01, noNaN: true });
  fc.assert(
    fc.property(inside, (x) => {
      expect(seen(x, 0).x).toBeCloseTo(x, 2);
      expect(isAtEdge(seen(x, 0).x)).toBe(false);
    }),
  );
});

it.each([1e6, -1e6, positionsToM + 1, positionsFromM - 1, Number.POSITIVE_INFINITY])(
  "a robot that says to be at %s m is shown at the edge, and the edge is known for one",
  (y) => {
    expect(isAtEdge(seen(1, y).y)).toBe(true);
    expect(isAtEdge(seen(1, y).x)).toBe(false);
  },
);
