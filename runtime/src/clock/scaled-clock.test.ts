import { expect, it } from "vitest";
import { ScaledClock } from "./scaled-clock.ts";

it("calls back when the house's time has come, never before", async () => {
  const clock = new ScaledClock({ wallMs: Date.now(), houseMs: 1_000_000, speed: 20 });
  const early: number[] = [];
  const waits = Array.from({ length: 200 }, (_, index) => {
    const at = clock.now() + 7 * index + 3;
    return new Promise<void>((called) => {
      clock.at(at, () => {
        if (clock.now() < at) early.push(at - clock.now());
        called();
      });
    });
  });
  await Promise.all(waits);

  expect(early).toEqual([]);
});

it("runs so many times faster than the wall, and goes on from its origin", async () => {
  const clock = new ScaledClock({ wallMs: Date.now() - 1_000, houseMs: 5_000, speed: 10 });
  const before = clock.now();
  await new Promise<void>((called) => clock.at(before + 500, called));

  expect(before).toBeGreaterThanOrEqual(15_000);
  expect(clock.now() - before).toBeGreaterThanOrEqual(500);
});

it("does not call what was cancelled", async () => {
  const clock = new ScaledClock({ wallMs: Date.now(), houseMs: 0, speed: 10 });
  const called: string[] = [];
  const cancel = clock.at(clock.now() + 20, () => called.push("cancelled"));
  cancel();
  await new Promise<void>((done) => clock.at(clock.now() + 100, done));

  expect(called).toEqual([]);
});
