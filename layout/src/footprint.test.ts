import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Footprint,
  footprintAt,
  footprintHits,
  footprintOf,
  footprintsOverlap,
  type Pose,
} from "./footprint.ts";
import { type Box, boxesOverlap, boxOf, pointToBox, pointToSegment } from "./geometry.ts";

/** Evenly spread, which `fc.double` is not: most of its values lie next to zero. */
const between = (min: number, max: number) =>
  fc.integer({ min: min * 1_000, max: max * 1_000 }).map((n) => n / 1_000);
const metre = between(-2, 2);
const size = between(0.05, 1.5);
const angle = between(-7, 7);
const pose = fc.record({ x: metre, y: metre, theta: angle });
const box: fc.Arbitrary<Box> = fc.record({
  x: metre,
  y: metre,
  theta: angle,
  halfLength: size,
  halfWidth: size,
});
const footprint: fc.Arbitrary<Footprint> = fc
  .record({
    lengthM: size,
    widthM: size,
    centreOffsetM: between(-0.5, 0.5),
    loadOverhangM: size,
  })
  .map(footprintOf);

/** Points of a box on a fine raster, edges included: overlap the slow way. */
function* points({ x, y, theta, halfLength, halfWidth }: Box): Generator<[number, number]> {
  const steps = 24;
  for (let i = -steps; i <= steps; i++)
    for (let j = -steps; j <= steps; j++) {
      const along = (halfLength * i) / steps;
      const across = (halfWidth * j) / steps;
      yield [
        x + along * Math.cos(theta) - across * Math.sin(theta),
        y + along * Math.sin(theta) + across * Math.cos(theta),
      ];
    }
}

describe("two boxes", () => {
  it("overlap where any point of one lies within the other, and only near that", () => {
    fc.assert(
      fc.property(box, box, (a, b) => {
        let nearest = Number.POSITIVE_INFINITY;
        for (const [x, y] of points(a)) nearest = Math.min(nearest, pointToBox(x, y, b));
        const raster = (2 * Math.max(a.halfLength, a.halfWidth)) / 24;
        if (boxesOverlap(a, b)) expect(nearest).toBeLessThan(raster);
        else expect(nearest).toBeGreaterThanOrEqual(-1e-9);
        if (nearest === 0) expect(boxesOverlap(grown(a), b)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("overlap whichever is asked first", () => {
    fc.assert(
      fc.property(box, box, (a, b) => {
        expect(boxesOverlap(a, b)).toBe(boxesOverlap(b, a));
      }),
    );
  });

  it("that only touch do not overlap, and do once a gap is asked for", () => {
    const left = boxOf({ x: 0, y: 0, width: 1, height: 1 });
    const right = boxOf({ x: 1, y: 0, width: 1, height: 1 });

    expect(boxesOverlap(left, right)).toBe(false);
    expect(boxesOverlap(left, right, 0.01)).toBe(true);
  });
});

const grown = (b: Box): Box => ({ ...b, halfLength: b.halfLength + 1e-6, halfWidth: b.halfWidth + 1e-6 });

describe("a footprint", () => {
  it("of a robot of 0.90 x 0.70 m turns in a circle of 0.57 m", () => {
    expect(footprintOf({ lengthM: 0.9, widthM: 0.7 }).radius).toBeCloseTo(0.5701, 4);
  });

  it("stays within its radius in every heading", () => {
    fc.assert(
      fc.property(footprint, pose, (shape, at) => {
        for (const [x, y] of points(footprintAt(shape, at.x, at.y, at.theta)))
          expect(Math.hypot(x - at.x, y - at.y)).toBeLessThanOrEqual(shape.radius + 1e-9);
      }),
      { numRuns: 50 },
    );
  });

  it("grows on every side by the load's overhang", () => {
    const loaded = footprintOf({ lengthM: 1, widthM: 0.6, centreOffsetM: 0.1, loadOverhangM: 0.05 });

    expect([loaded.front, loaded.back, loaded.left, loaded.right].map((side) => side.toFixed(2))).toEqual([
      "0.65",
      "0.45",
      "0.35",
      "0.35",
    ]);
  });

  it("overlaps another exactly where their boxes do", () => {
    fc.assert(
      fc.property(footprint, pose, footprint, pose, (a: Footprint, at: Pose, b: Footprint, bt: Pose) => {
        const boxes = boxesOverlap(
          footprintAt(a, at.x, at.y, at.theta),
          footprintAt(b, bt.x, bt.y, bt.theta),
        );
        expect(footprintsOverlap(a, at, b, bt)).toBe(boxes);
      }),
    );
  });

  it("overlaps another that it meets corner to corner, the farthest they can", () => {
    const shape = footprintOf({ lengthM: 0.9, widthM: 0.7 });
    const at = { x: 0, y: 0, theta: 0 };

    expect(footprintsOverlap(shape, at, shape, { x: 0.899, y: 0.699, theta: 0 })).toBe(true);
    expect(footprintsOverlap(shape, at, shape, { x: 0.901, y: 0.699, theta: 0 })).toBe(false);
  });

  it("hits a rack that it reaches into", () => {
    const shape = footprintOf({ lengthM: 0.9, widthM: 0.7 });
    const rack = { x: 0.4, y: -1, width: 0.6, height: 2 };

    expect(footprintHits(shape, { x: 0, y: 0, theta: 0 }, rack)).toBe(true);
    expect(footprintHits(shape, { x: 0, y: 0, theta: Math.PI / 2 }, rack)).toBe(false);
  });

  it.each([
    { lengthM: -1, widthM: 1 },
    { lengthM: 1, widthM: Number.NaN },
  ])("of %o is refused", (wrong) => {
    expect(() => footprintOf(wrong)).toThrow(expect.objectContaining({ code: "bad-option" }));
  });
});

it("a point's distance to a segment is that to its nearest point", () => {
  expect(pointToSegment(0, 1, -1, 0, 1, 0)).toBe(1);
  expect(pointToSegment(4, 4, -1, 0, 1, 0)).toBe(5);
  expect(pointToSegment(3, 4, 0, 0, 0, 0)).toBe(5);
});
