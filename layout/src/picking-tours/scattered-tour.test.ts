/** Tours past articles that lie in several places: against trying every choice of lots. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AisleFloor } from "./aisle-floor.ts";
import type { Lot, ScatteredPicks } from "./scattered-floor.ts";
import { scatteredTour } from "./scattered-tour.ts";
import { shortestTour } from "./shortest-tour.ts";
import { faultsOfPicks, faultsOfTour } from "./tour-check.ts";

const floorOf = (blocks: number): AisleFloor => ({
  aisles: 3,
  aisleGapM: 3,
  crossesM: blocks === 1 ? [0, 10] : [0, 6, 12],
  depot: { aisle: 1, cross: 0 },
});

const anyLot = (articles: number): fc.Arbitrary<Lot> =>
  fc.record({
    article: fc.integer({ min: 0, max: articles - 1 }),
    units: fc.integer({ min: 1, max: 3 }),
    place: fc.record({ aisle: fc.integer({ min: 0, max: 2 }), atM: fc.integer({ min: 1, max: 9 }) }),
  });

/** What is asked is no more than what lies there. */
const anyPicks = fc
  .record({
    blocks: fc.constantFrom(1, 2),
    lots: fc.array(anyLot(3), { minLength: 1, maxLength: 9 }),
    share: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
  })
  .map(({ blocks, lots, share }): ScatteredPicks => {
    const there = share.map((_, article) =>
      lots.reduce((sum, lot) => sum + (lot.article === article ? lot.units : 0), 0),
    );
    return {
      floor: floorOf(blocks),
      lots,
      demand: there.map((units, article) => Math.round(units * share[article]!)),
    };
  });

function triedM({ floor, lots, demand }: ScatteredPicks): number {
  let least = Infinity;
  for (let choice = 0; choice < 2 ** lots.length; choice++) {
    const chosen = lots.filter((_, at) => choice & (1 << at));
    const covers = demand.every(
      (asked, article) =>
        chosen.reduce((sum, lot) => sum + (lot.article === article ? lot.units : 0), 0) >= asked,
    );
    if (covers)
      least = Math.min(
        least,
        shortestTour(
          floor,
          chosen.map(({ place }) => place),
        ).metres,
      );
  }
  return least;
}

const noChance = { below: () => 0 };

describe("a tour past scattered articles", () => {
  it("takes what is asked, no more than lies there, and is walked as long as it says", () => {
    fc.assert(
      fc.property(anyPicks, (picks) => {
        const { taken, ...tour } = scatteredTour(picks, noChance);

        expect(faultsOfPicks(picks, taken)).toEqual([]);
        const places = taken.map(({ place }) => place);
        expect(faultsOfTour(picks.floor, tour, places)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("is the shortest of all choices where it says that it is proven, and small ones are", () => {
    fc.assert(
      fc.property(anyPicks, (picks) => {
        const { metres, proven } = scatteredTour(picks, noChance);

        expect(proven).toBe(true);
        expect(metres).toBeCloseTo(triedM(picks), 9);
      }),
      { numRuns: 40 },
    );
  });

  it("is proven by the search alone where nothing was improved before", () => {
    fc.assert(
      fc.property(anyPicks, (picks) => {
        const budget = { rounds: 0, pricings: 5, width: 10_000 };

        expect(scatteredTour(picks, noChance, budget).metres).toBeCloseTo(triedM(picks), 9);
      }),
      { numRuns: 40 },
    );
  });

  it("does not claim a proof that it gave up", () => {
    const lots = Array.from({ length: 40 }, (_, at) => ({
      article: at % 8,
      units: 1 + (at % 3),
      place: { aisle: (at * 7) % 3, atM: 1 + ((at * 5) % 9) },
    }));
    const picks = { floor: floorOf(2), lots, demand: Array.from({ length: 8 }, () => 4) };

    expect(scatteredTour(picks, noChance, { rounds: 0, pricings: 1, width: 1 }).proven).toBe(false);
  });

  it("refuses to take what is not there", () => {
    const lots = [{ article: 0, units: 1, place: { aisle: 0, atM: 1 } }];

    expect(() => scatteredTour({ floor: floorOf(1), lots, demand: [2] }, noChance)).toThrow(
      "too few of article 0",
    );
  });
});

it("finds what was taken beyond what lies there, and what is missing", () => {
  const place = { aisle: 0, atM: 1 };
  const picks = { lots: [{ article: 0, units: 1, place }], demand: [2, 1] };

  expect(faultsOfPicks(picks, [{ article: 0, units: 2, place }])).toEqual([
    "takes more than lies there of 0 0 1",
    "takes 0 of article 1, not 1",
  ]);
});
