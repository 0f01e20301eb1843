import { seededRandom } from "@floorplane/runtime/random";
import { describe, expect, it } from "vitest";
import { RandomDelays } from "./random-delays.ts";

const example = {
  seed: 0,
  minDelay: 2,
  maxDelay: 8,
  eventModel: "poisson",
  pDelay: 0.003,
  durationModel: "gaussian",
  gaussMeanRatio: 0.5,
  gaussStdRatio: 0.22,
};

/** Share of robot ticks that are late, and the mean length of a delay. */
function observed(config: typeof example): { share: number; lengths: Set<number> } {
  const delays = new RandomDelays(config, 1_000, seededRandom(config.seed));
  const lengths = new Set<number>();
  let late = 0;
  const before = new Int32Array(1_000);
  for (let tick = 0; tick < 1_000; tick++) {
    before.set(delays.left);
    delays.tick();
    for (let robot = 0; robot < 1_000; robot++) {
      if (delays.left[robot]! > 0) late++;
      if (delays.left[robot]! > before[robot]!) lengths.add(delays.left[robot]!);
    }
  }
  return { share: late / 1e6, lengths };
}

describe("random delays", () => {
  it.each(["poisson", "bernoulli"])("strike as often and for as long as is said: %s events", (eventModel) => {
    const { share, lengths } = observed({ ...example, eventModel });

    // Three in a thousand, five ticks each.
    expect(share).toBeCloseTo(0.0148, 3);
    expect(Math.min(...lengths)).toBe(2);
    expect(Math.max(...lengths)).toBe(8);
  });

  it("refuse a model that they do not know by name", () => {
    expect(() => new RandomDelays({ ...example, durationModel: "weibull" }, 1, seededRandom(1))).toThrow(
      /durationModel "weibull"/,
    );
  });
});
