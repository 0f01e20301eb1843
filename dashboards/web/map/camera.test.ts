import fc from "fast-check";
import { expect, it } from "vitest";
import { type Camera, fit, pan, scaleMax, toFloor, toScreen, zoomAt } from "./camera.ts";

const bounds = { x: 0, y: 0, width: 60, height: 50 };
const view = { width: 900, height: 700 };
const cameras = fc.record({
  x: fc.double({ min: 0, max: 60, noNaN: true }),
  y: fc.double({ min: 0, max: 50, noNaN: true }),
  scale: fc.double({ min: 10, max: 100, noNaN: true }),
});

it("shows the whole floor when it fits it", () => {
  const camera = fit(bounds, view);

  const [left, top] = toScreen(camera, view, 0, 50);
  const [right, bottom] = toScreen(camera, view, 60, 0);

  expect(Math.min(left, top, view.width - right, view.height - bottom)).toBeGreaterThan(0);
});

it("brings a point to the screen and back", () => {
  fc.assert(
    fc.property(cameras, fc.nat(60), fc.nat(50), (camera: Camera, x, y) => {
      const [px, py] = toScreen(camera, view, x, y);
      const [fx, fy] = toFloor(camera, view, px, py);

      expect(fx).toBeCloseTo(x, 6);
      expect(fy).toBeCloseTo(y, 6);
    }),
  );
});

it("zooms about the pointer: what is under it stays under it", () => {
  const camera = { x: 30, y: 25, scale: 20 };
  const under = toFloor(camera, view, 520, 300);

  const closer = zoomAt(camera, view, 1.5, 520, 300, bounds);

  expect(closer.scale).toBe(30);
  expect(toFloor(closer, view, 520, 300)).toEqual([expect.closeTo(under[0], 6), expect.closeTo(under[1], 6)]);
});

it("zooms no further than a wheel and no wider than twice the floor", () => {
  const camera = fit(bounds, view);

  expect(zoomAt(camera, view, 1e6, 1, 1, bounds).scale).toBe(scaleMax);
  expect(zoomAt(camera, view, 1e-6, 1, 1, bounds).scale).toBeCloseTo(camera.scale / 2);
});

it("never loses the floor", () => {
  const far = pan({ x: 30, y: 25, scale: 20 }, -1e9, 1e9, bounds);

  expect([far.x, far.y]).toEqual([60, 50]);
});
