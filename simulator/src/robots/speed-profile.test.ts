import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { braking, fastest } from "./speed-profile.ts";

const acceleration = 0.7;
const stretch = fc.record({
  length: fc.double({ min: 0.01, max: 20, noNaN: true }),
  speedMax: fc.double({ min: 0.1, max: 1.5, noNaN: true }),
});
const ways = fc.array(stretch, { minLength: 1, maxLength: 12 });
const total = (stretches: readonly { readonly length: number }[]): number =>
  stretches.reduce((sum, { length }) => sum + length, 0);

describe("a speed profile", () => {
  it("is a trapezoid on a long stretch: length over speed, plus one ramp", () => {
    const profile = fastest({ place: 0, speed: 0 }, [{ length: 12, speedMax: 1.5 }], 0.7);

    expect(profile.durationS).toBeCloseTo(12 / 1.5 + 1.5 / 0.7, 9);
    expect(profile.speedAt(4)).toBeCloseTo(1.5, 9);
  });

  it("is a triangle on a short one", () => {
    const profile = fastest({ place: 0, speed: 0 }, [{ length: 1.2, speedMax: 1.5 }], 0.7);

    expect(profile.durationS).toBeCloseTo(2 * Math.sqrt(1.2 / 0.7), 9);
  });

  it("goes on at full speed over the joints of equal stretches", () => {
    const one = fastest({ place: 0, speed: 0 }, [{ length: 12, speedMax: 1.5 }], 0.7);
    const ten = fastest({ place: 0, speed: 0 }, Array(10).fill({ length: 1.2, speedMax: 1.5 }), 0.7);

    expect(ten.durationS).toBeCloseTo(one.durationS, 9);
    expect(ten.times).toHaveLength(one.times.length);
  });

  it("keeps every limit, its acceleration and the end of the way, and only ever goes forwards", () => {
    fc.assert(
      fc.property(ways, (stretches) => {
        const profile = fastest({ place: 0, speed: 0 }, stretches, acceleration);
        const end = total(stretches);
        const wrong: string[] = [];
        let place = 0;
        let speed = 0;
        const dt = profile.durationS / 400;
        for (let i = 1; i <= 400; i++) {
          const nextPlace = profile.placeAt(i * dt);
          const nextSpeed = profile.speedAt(i * dt);
          if (nextPlace < place - 1e-9 || nextPlace > end + 1e-6)
            wrong.push(`at ${nextPlace} after ${place}`);
          if (Math.abs(nextSpeed - speed) > acceleration * dt + 1e-6)
            wrong.push(`${speed} to ${nextSpeed} m/s`);
          if (nextSpeed > limitAt(stretches, nextPlace) + 1e-6)
            wrong.push(`${nextSpeed} m/s at ${nextPlace}`);
          // The way driven is the speed over the time, so that neither jumps.
          const driven = ((speed + nextSpeed) / 2) * dt;
          if (Math.abs(nextPlace - place - driven) > acceleration * dt * dt + 1e-9)
            wrong.push(`jumps to ${nextPlace}`);
          place = nextPlace;
          speed = nextSpeed;
        }
        expect(wrong).toEqual([]);
        expect(place).toBeCloseTo(end, 6);
        expect(speed).toBeCloseTo(0, 9);
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it("knows when it passes a place", () => {
    fc.assert(
      fc.property(ways, fc.double({ min: 0, max: 1, noNaN: true }), (stretches, share) => {
        const profile = fastest({ place: 3, speed: 0 }, stretches, acceleration);
        const place = 3 + share * total(stretches);

        expect(profile.placeAt(profile.timeAt(place))).toBeCloseTo(place, 6);
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it("never lifts the foot when the way grows before the robot must brake", () => {
    const first = fastest({ place: 0, speed: 0 }, [{ length: 6, speedMax: 1.5 }], 0.7);
    const at = 3;
    const place = first.placeAt(at);
    const longer = fastest({ place, speed: first.speedAt(at) }, [{ length: 12 - place, speedMax: 1.5 }], 0.7);
    const whole = fastest({ place: 0, speed: 0 }, [{ length: 12, speedMax: 1.5 }], 0.7);

    expect(at + longer.durationS).toBeCloseTo(whole.durationS, 9);
  });

  it("brakes evenly to a stop", () => {
    const profile = braking({ place: 2, speed: 1.5 }, 2.5);

    expect(profile.endPlace).toBeCloseTo(2 + (1.5 * 1.5) / 5, 9);
    expect(profile.durationS).toBeCloseTo(1.5 / 2.5, 9);
  });
});

function limitAt(
  stretches: readonly { readonly length: number; readonly speedMax: number }[],
  place: number,
): number {
  let end = 0;
  let limit = 0;
  for (const { length, speedMax } of stretches) {
    // On a joint either limit may be what holds.
    if (place >= end - 1e-6) limit = place <= end + 1e-6 ? Math.max(limit, speedMax) : speedMax;
    end += length;
  }
  return limit;
}
