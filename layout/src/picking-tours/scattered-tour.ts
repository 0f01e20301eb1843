/**
 * The single-picker routing problem with scattered storage (Weidinger 2018; Heßler & Irnich 2023): which of an article's places are visited, and in what tour. Prices give a bound, a search along
 * the aisles the tour; proven where nothing had to be left out.
 */
import { assert } from "@floorplane/contracts/errors";
import { priceArticles } from "./article-prices.ts";
import type { Chance } from "./chance.ts";
import { type Lot, passagesOf, type ScatteredPicks } from "./scattered-floor.ts";
import { repairedLots } from "./scattered-repair.ts";
import { searchScattered } from "./scattered-search.ts";
import { shortestTour, type Tour } from "./shortest-tour.ts";

export interface ScatteredTour extends Tour {
  /** What is taken where. */
  readonly taken: readonly Lot[];
  /** Nothing shorter is possible. */
  readonly proven: boolean;
}

/** Work that may be spent on one tour. */
export interface ScatteredBudget {
  /** Rounds of ruin and recreate. */
  readonly rounds: number;
  /** Rounds of prices. */
  readonly pricings: number;
  /** Partial tours that a proof may keep at a time. */
  readonly width: number;
}

export const scatteredBudget: ScatteredBudget = { rounds: 300, pricings: 60, width: 300 };

/** Throws where the lots hold less than is asked. */
export function scatteredTour(
  picks: ScatteredPicks,
  chance: Chance,
  budget = scatteredBudget,
): ScatteredTour {
  const passages = passagesOf(picks);
  const first = tourPast(picks, repairedLots(picks, { rounds: 0, enoughM: 0 }, chance));
  const priced = priceArticles(picks, passages, { lengthM: first.metres, rounds: budget.pricings });
  const enoughM = priced.boundM + toleranceM;
  const repaired = repairedLots(picks, { rounds: budget.rounds, enoughM }, chance);
  const tour = tourPast(picks, repaired);
  if (tour.metres <= enoughM) return { ...tour, proven: true };
  const limits = { belowM: tour.metres - toleranceM, width: budget.width };
  const shorter = searchScattered(picks, passages, priced.prices, limits);
  if (shorter === undefined) return { ...tour, proven: false };
  return { ...(shorter === "none" ? tour : tourPast(picks, shorter)), proven: true };
}

/** Sums of metres may differ by less without being different. */
const toleranceM = 1e-6;

/** Takes what is asked from these lots, those that hold most first, and walks past those that gave something. */
function tourPast(
  { floor, demand, lots }: ScatteredPicks,
  numbers: readonly number[],
): Omit<ScatteredTour, "proven"> {
  const left = [...demand];
  const taken: Lot[] = [];
  for (const lot of numbers.map((number) => lots[number]!).sort((one, other) => other.units - one.units)) {
    const units = Math.min(left[lot.article] ?? 0, lot.units);
    if (units === 0) continue;
    left[lot.article]! -= units;
    taken.push({ ...lot, units });
  }
  assert(
    left.every((units) => units === 0),
    "a tour past scattered articles covers what is asked",
  );
  return {
    ...shortestTour(
      floor,
      taken.map(({ place }) => place),
    ),
    taken,
  };
}
