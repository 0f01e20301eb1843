/** Totes of 60 l, 25 kg, 12 lines and 60 units. */
import { toteLimits } from "@floorplane/contracts/picking";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutTotes, type Load } from "./cut.ts";

const aPick = (units: number, litres = 0.1, kilograms = 0.1): Load => ({ units, litres, kilograms });
const shape = (picks: Load[]): number[][] => cutTotes(picks).map((tote) => tote.map(({ units }) => units));

describe("picks fill totes in their order", () => {
  it.each<[string, Load[], number[][]]>([
    ["one small pick", [aPick(3)], [[3]]],
    ["60 units fill a tote", [aPick(30), aPick(30), aPick(1)], [[30, 30], [1]]],
    ["a pick that fits a tote is never split", [aPick(40), aPick(40)], [[40], [40]]],
    [
      "a larger one fills whole totes, and the rest joins the others",
      [aPick(5), aPick(130)],
      [[60], [60], [5, 10]],
    ],
    ["13 lines need two", Array.from({ length: 13 }, () => aPick(1)), [Array(12).fill(1), [1]]],
    ["litres", [aPick(4, 20, 1)], [[3], [1]]],
    ["kilograms", [aPick(6, 1, 5), aPick(1, 1, 1)], [[5], [1, 1]]],
    ["tenths add up: 60 units of 1 l", [aPick(59, 1, 0.1), aPick(1, 1, 0.1)], [[59, 1]]],
    ["a unit beyond the limits travels alone", [aPick(2, 80, 30), aPick(1)], [[1], [1], [1]]],
    ["weightless goods", [aPick(61, 0, 0)], [[60], [1]]],
  ])("%s", (_what, picks, totes) => {
    expect(shape(picks)).toEqual(totes);
  });
});

it("never loses a unit nor breaks a limit that a single unit does not break alone", () => {
  const pick = fc.record({
    units: fc.integer({ min: 1, max: 300 }),
    litres: fc.double({ min: 0, max: 90, noNaN: true }),
    kilograms: fc.double({ min: 0, max: 40, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(pick, { maxLength: 40 }), (picks) => {
      const totes = cutTotes(picks);
      for (const one of picks) {
        const units = totes.flat().reduce((sum, part) => sum + (part.pick === one ? part.units : 0), 0);
        expect(units).toBe(one.units);
      }
      for (const tote of totes) {
        const sum = (of: (load: Load) => number): number =>
          tote.reduce((all, part) => all + part.units * of(part.pick), 0);
        expect(tote.length).toBeLessThanOrEqual(toteLimits.lines);
        const units = sum(() => 1);
        expect(units).toBeLessThanOrEqual(toteLimits.units);
        if (units === 1) continue;
        expect(sum(({ litres }) => litres)).toBeLessThanOrEqual(toteLimits.litres + 1e-6);
        expect(sum(({ kilograms }) => kilograms)).toBeLessThanOrEqual(toteLimits.kilograms + 1e-6);
      }
    }),
    { numRuns: 200 },
  );
});
