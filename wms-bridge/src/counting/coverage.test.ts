/** What passes of a reader say of what they missed. */
import { seededRandom } from "@floorplane/runtime/random";
import fc from "fast-check";
import { expect, it } from "vitest";
import { coverageOf, coverageTarget } from "./coverage.ts";

/** How often each tag was seen that was seen at all, with a chance of its own in each pass. */
function walked(chances: readonly number[], passes: number, seed: number): number[] {
  const random = seededRandom(seed);
  return chances
    .map((chance) => Array.from({ length: passes }, () => random.next() < chance).filter(Boolean).length)
    .filter((times) => times > 0);
}

it("says nothing of what one pass missed, but what a list says", () => {
  const times = Array.from({ length: 863 }, () => 1);

  expect(coverageOf([], 0)).toMatchObject({ method: "none", coverage: null, passesNeeded: null });
  expect(coverageOf(times, 1)).toMatchObject({ method: "one-pass", coverage: null, passesNeeded: null });
  expect(coverageOf(times, 1, 915)).toMatchObject({ unseen: 52, passesNeeded: 2, isReached: false });
  expect(coverageOf([], 1, 915)).toMatchObject({ coverage: 0, passesNeeded: null });
});

it("is never more sure than it has reason to be: what is seen is no more than what is there", () => {
  const times = fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 60 });
  fc.assert(
    fc.property(times, (seenIn) => {
      const { unseen, unseenMax, coverage, passesNeeded, isReached } = coverageOf(seenIn, 6);

      expect(unseen).toBeGreaterThanOrEqual(0);
      expect(unseenMax).toBeGreaterThanOrEqual(unseen!);
      expect(coverage === null || (coverage > 0 && coverage <= 1)).toBe(true);
      expect(isReached).toBe(coverage !== null && coverage >= coverageTarget);
      if (passesNeeded !== null) expect(passesNeeded > 6).toBe(!isReached);
    }),
  );
});

it("says that the target is reached where it is, in nineteen counts of twenty, though tags are unlike each other", () => {
  let reached = 0;
  let wrongly = 0;
  for (let seed = 0; seed < 120; seed++) {
    const random = seededRandom(`chances ${seed}`);
    const chances = Array.from({ length: 500 }, () => 0.8 + 0.2 * random.next());
    const passes = 2 + (seed % 4);
    const seenIn = walked(chances, passes, seed);
    if (!coverageOf(seenIn, passes).isReached) continue;
    reached++;
    if (seenIn.length < coverageTarget * 500) wrongly++;
  }

  expect(reached).toBeGreaterThan(30);
  expect(wrongly / reached).toBeLessThanOrEqual(0.05);
});
