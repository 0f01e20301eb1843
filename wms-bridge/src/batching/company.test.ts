/** Who rides along with whom: on one lane with its dock at nought, places by their metres. */
import { StationId } from "@floorplane/contracts/ids";
import { toteLimits } from "@floorplane/contracts/picking";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Companion, type CompanyFloor, companyOf } from "./company.ts";

const dock = StationId("D0");
const metreOf = (station: StationId): number => Number(station.slice(1));
const floor: CompanyFloor = {
  limits: toteLimits,
  docks: [dock],
  metres: (from, to) => Math.abs(metreOf(from) - metreOf(to)),
};

const light = { lines: 1, units: 1, litres: 1, kilograms: 1 };
const at = (whose: string, ...metres: number[]): Companion<string> => ({
  whose,
  weight: { ...light, lines: metres.length },
  places: metres.map((metre) => StationId(`P${metre}`)),
});
const namesOf = (company: readonly Companion<string>[]): string[] => company.map(({ whose }) => whose);

describe("company", () => {
  it("takes those along whose places lie on the way, the least detour first", () => {
    const company = companyOf(at("seed", 50), [at("beyond", 60), at("before", 20), at("there", 50)], floor);

    expect(namesOf(company)).toEqual(["seed", "before", "there", "beyond"]);
  });

  it("leaves out whom it would cost as much as a way of his own", () => {
    const both: CompanyFloor = { ...floor, metres: (from, to) => metreOf(from) + metreOf(to) };

    expect(namesOf(companyOf(at("seed", 50), [at("elsewhere", 60)], both))).toEqual(["seed"]);
  });

  it("goes to a place once, however many want something there", () => {
    const company = companyOf(at("seed", 50), [at("one", 50), at("other", 50)], floor);

    expect(namesOf(company)).toEqual(["seed", "one", "other"]);
  });

  it("never carries more than a tote may, nor anybody twice, whoever comes", () => {
    const anyone = fc.record({
      whose: fc.string(),
      weight: fc.record({
        lines: fc.integer({ min: 1, max: 12 }),
        units: fc.integer({ min: 1, max: 60 }),
        litres: fc.double({ min: 0, max: 60, noNaN: true }),
        kilograms: fc.double({ min: 0, max: 25, noNaN: true }),
      }),
      places: fc
        .uniqueArray(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 12 })
        .map((metres) => metres.map((metre) => StationId(`P${metre}`))),
    });
    fc.assert(
      fc.property(anyone, fc.array(anyone, { maxLength: 30 }), (seed, others) => {
        const company = companyOf(seed, others, floor);

        expect(company[0]).toBe(seed);
        expect(new Set(company).size).toBe(company.length);
        for (const key of ["lines", "units", "litres", "kilograms"] as const) {
          const sum = company.reduce((all, { weight }) => all + weight[key], 0);
          expect(sum).toBeLessThanOrEqual(toteLimits[key] + 1e-6);
        }
      }),
      { numRuns: 200 },
    );
  });
});
