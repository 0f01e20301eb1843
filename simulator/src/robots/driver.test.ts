import type { Order } from "@floorplane/contracts/vda5050/v2-1/order.schema";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Driver } from "./driver.ts";
import { turnMeasures } from "./motion.ts";
import { orderOver, parameters, type Stop, straight } from "./one-robot.fixture.ts";
import { stepsOf } from "./order-way.ts";

const { accelerationMps2, speedMps, quarterTurnS, turnRampS, emergencyBrakingMps2 } = parameters();
const always = (): boolean => true;

function aDriver() {
  const passed: string[] = [];
  const driver = new Driver(
    { kind: "standing", x: 0, y: 0, theta: 0 },
    {
      accelerationMps2,
      turns: turnMeasures(quarterTurnS, turnRampS),
      passed: ({ node }) => passed.push(node.nodeId),
    },
  );
  /** Lets the driver do everything that happens by itself until it stands, at most so long. */
  const drive = (fromMs: number, untilMs = 10_000_000): number => {
    let now = fromMs;
    for (;;) {
      while (driver.advance(now) || driver.align(now) || driver.go(now, always)) {}
      if (driver.nextMs > untilMs) return driver.isMoving ? untilMs : now;
      now = driver.nextMs;
    }
  };
  return { driver, passed, drive };
}

const steps = (order: Order) => stepsOf(order, speedMps);
const placeOf = (driver: Driver, ms: number): { x: number; y: number; theta: number } => {
  const pose = new Float64Array(3);
  driver.poseInto(ms, pose, 0);
  return { x: pose[0]!, y: pose[1]!, theta: pose[2]! };
};

/** Ways on a grid: each move goes on, turns left or right, or backs out. */
const moves = fc.array(fc.constantFrom(0, 0, 0, Math.PI / 2, -Math.PI / 2, Math.PI), {
  minLength: 1,
  maxLength: 10,
});
function gridWay(turns: readonly number[]): Stop[] {
  const stops: Stop[] = [{ at: "N0", x: 0, y: 0 }];
  let course = 0;
  for (const [index, turn] of turns.entries()) {
    course += turn;
    const { x, y } = stops.at(-1)!;
    stops.push({
      at: `N${index + 1}`,
      x: Math.round((x + 1.2 * Math.cos(course)) * 1e6) / 1e6,
      y: Math.round((y + 1.2 * Math.sin(course)) * 1e6) / 1e6,
    });
  }
  return stops;
}

describe("a driver", () => {
  it("arrives when the closed form says", () => {
    const { driver, drive } = aDriver();
    driver.begin(steps(orderOver(straight(0, 10))), 0, undefined);

    expect(drive(0)).toBe(Math.ceil((12 / speedMps + speedMps / accelerationMps2) * 1_000));
  });

  it("takes a quarter turn in its time, ramps included, and stands while it turns", () => {
    const { driver, passed, drive } = aDriver();
    driver.begin(steps(orderOver(gridWay([0, Math.PI / 2]))), 0, undefined);
    const edgeMs = Math.ceil(2 * Math.sqrt(1.2 / accelerationMps2) * 1_000);

    expect(drive(0)).toBe(edgeMs + quarterTurnS * 1_000 + edgeMs);
    expect(passed).toEqual(["N1", "N2"]);
    expect(placeOf(driver, 0).theta).toBeCloseTo(Math.PI / 2, 9);
  });

  it("backs out of a pocket without turning", () => {
    const { driver, drive } = aDriver();
    const out = [...gridWay([0]), { at: "N0", x: 0, y: 0, orientation: Math.PI }];
    driver.begin(steps(orderOver(out)), 0, undefined);

    drive(0);

    expect(placeOf(driver, 0)).toEqual({ x: 0, y: 0, theta: 0 });
  });

  it("never leaves the way, its speed, its acceleration or its base, however the base grows", () => {
    fc.assert(
      fc.property(
        moves,
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.integer({ min: 100, max: 6_000 }), { minLength: 10, maxLength: 10 }),
        (turns, first, waits) => {
          const stops = gridWay(turns);
          const all = steps(orderOver(stops));
          const { driver, passed, drive } = aDriver();
          let released = Math.min(first, all.length);
          driver.begin(all.slice(0, released), 0, undefined);
          let now = 0;
          let speed = 0;
          let place = placeOf(driver, 0);
          const wrong: string[] = [];
          const watch = (until: number): void => {
            for (; now < until; now += 20) {
              drive(now, now);
              const next = placeOf(driver, now);
              const nextSpeed = driver.speedAt(now);
              if (Math.hypot(next.x - place.x, next.y - place.y) > speedMps * 0.02 + 1e-6)
                wrong.push("jumps");
              if (Math.abs(nextSpeed - speed) > accelerationMps2 * 0.021 + 1e-6) wrong.push("jerks");
              if (!isOnWay(next, stops.slice(0, released + 1))) wrong.push(`is at ${next.x}, ${next.y}`);
              if (passed.length > released) wrong.push(`passes ${passed.length} of ${released}`);
              place = next;
              speed = nextSpeed;
            }
          };
          for (const wait of waits) {
            watch(now + wait);
            if (released === all.length) break;
            driver.extend([all[released++]!]);
          }
          driver.extend(all.slice(released));
          released = all.length;
          watch(now + 60_000);
          expect(wrong).toEqual([]);
          expect(passed).toEqual(stops.slice(1).map(({ at }) => at));
          expect(driver.odometerAt(now)).toBeCloseTo(1.2 * all.length, 6);
        },
      ),
      { numRuns: 60, seed: 1 },
    );
  });

  it("never brakes when each next node is released in time", () => {
    const { driver, drive } = aDriver();
    const all = steps(orderOver(straight(0, 30)));
    driver.begin(all.slice(0, 4), 0, undefined);
    let known = 4;
    let slowest = Number.POSITIVE_INFINITY;
    for (let now = 0; now < 24_000; now += 50) {
      drive(now, now);
      while (known < all.length && driver.baseLeftAt(now) < 3.6) driver.extend([all[known++]!]);
      drive(now, now);
      if (now > 3_000 && now < 22_000) slowest = Math.min(slowest, driver.speedAt(now));
    }

    expect(slowest).toBeCloseTo(speedMps, 9);
  });

  it("stops where it is for a pause, and goes on from there", () => {
    const { driver, passed, drive } = aDriver();
    driver.begin(steps(orderOver(straight(0, 10))), 0, undefined);
    drive(0, 4_000);

    driver.advance(4_000);
    const braked = placeOf(driver, 4_000).x + (speedMps * speedMps) / (2 * accelerationMps2);
    driver.brake(4_000, accelerationMps2);
    driver.advance(20_000);
    expect(placeOf(driver, 20_000).x).toBeCloseTo(braked, 6);
    expect(driver.isMoving).toBe(false);

    drive(20_000);
    expect(placeOf(driver, 0).x).toBeCloseTo(12, 6);
    expect(passed).toEqual(straight(1, 10).map(({ at }) => at));
  });

  it("stops sooner with the emergency brakes", () => {
    const { driver, drive } = aDriver();
    driver.begin(steps(orderOver(straight(0, 10))), 0, undefined);
    drive(0, 4_000);
    driver.advance(4_000);
    const at = placeOf(driver, 4_000).x;

    driver.brake(4_000, emergencyBrakingMps2);
    driver.advance(20_000);

    expect(placeOf(driver, 20_000).x - at).toBeCloseTo((speedMps * speedMps) / (2 * emergencyBrakingMps2), 6);
  });

  it("cut short at speed, comes to stand on the first node it can stop at", () => {
    const { driver, passed, drive } = aDriver();
    driver.begin(steps(orderOver(straight(0, 10))), 0, undefined);
    drive(0, 4_000);
    driver.advance(4_000);

    const at = placeOf(driver, 4_000).x;
    driver.cutShort(4_000);
    drive(4_000);

    const stop = placeOf(driver, 0).x;
    const braking = (speedMps * speedMps) / (2 * accelerationMps2);
    expect(stop - at).toBeGreaterThanOrEqual(braking - 1e-6);
    expect(stop - at).toBeLessThan(braking + 1.2);
    expect(stop / 1.2).toBeCloseTo(Math.round(stop / 1.2), 6);
    expect(passed.at(-1)).toBe(`N${Math.round(stop / 1.2)}`);
  });

  it("passes two nodes in one place, as orders do that add actions where the robot stands", () => {
    const { driver, passed, drive } = aDriver();
    const again = [...straight(0, 1), { at: "N1", x: 1.2, y: 0 }, ...straight(2, 3)];
    driver.begin(steps(orderOver(again)), 0, undefined);

    drive(0);

    expect(passed).toEqual(["N1", "N1", "N2", "N3"]);
  });
});

function isOnWay({ x, y }: { readonly x: number; readonly y: number }, stops: readonly Stop[]): boolean {
  return stops.slice(1).some((to, index) => {
    const from = stops[index]!;
    const along = ((x - from.x) * (to.x - from.x) + (y - from.y) * (to.y - from.y)) / 1.44;
    const aside = Math.abs((y - from.y) * (to.x - from.x) - (x - from.x) * (to.y - from.y)) / 1.2;
    return along >= -1e-6 && along <= 1 + 1e-6 && aside < 1e-4;
  });
}
