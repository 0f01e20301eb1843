/** Checks a tour by walking it: knows the floor and nothing of how tours are found. */
import { type AisleFloor, depotOf, type Place, walkM } from "./aisle-floor.ts";
import type { Lot, ScatteredPicks } from "./scattered-floor.ts";

/** Rounded sums of metres may differ by less. */
const toleranceM = 1e-6;

/** What is wrong with a tour that says to be so long and to pass all of `wanted`; none: nothing. */
export function faultsOfTour(
  floor: AisleFloor,
  tour: { readonly metres: number; readonly places: readonly Place[] },
  wanted: readonly Place[],
): string[] {
  const keyOf = ({ aisle, atM }: Place): string => `${aisle} ${atM}`;
  const passed = new Set(tour.places.map(keyOf));
  const missed = wanted.filter((place) => !passed.has(keyOf(place)));
  const metres = walkedM(floor, tour.places);
  return [
    ...missed.map(({ aisle, atM }) => `does not pass ${atM} m of aisle ${aisle}`),
    ...(Math.abs(metres - tour.metres) > toleranceM
      ? [`is ${metres} m long when it is walked, not ${tour.metres} m`]
      : []),
  ];
}

/** From the depot past each place in turn and back. */
export function walkedM(floor: AisleFloor, places: readonly Place[]): number {
  const stops = [depotOf(floor), ...places, depotOf(floor)];
  let metres = 0;
  for (let stop = 1; stop < stops.length; stop++) metres += walkM(floor, stops[stop - 1]!, stops[stop]!);
  return metres;
}

/** What is wrong with what is taken where: no lot gives more than it holds, and each article comes to what is asked. */
export function faultsOfPicks(
  { lots, demand }: Omit<ScatteredPicks, "floor">,
  taken: readonly Lot[],
): string[] {
  const keyOf = ({ article, place }: Lot): string => `${article} ${place.aisle} ${place.atM}`;
  const unitsAt = (all: readonly Lot[], key: string): number =>
    all.reduce((sum, lot) => sum + (keyOf(lot) === key ? lot.units : 0), 0);
  const overdrawn = [...new Set(taken.map(keyOf))].filter((key) => unitsAt(taken, key) > unitsAt(lots, key));
  const sums = demand.map((asked, article) => ({
    article,
    asked,
    got: taken.reduce((sum, lot) => sum + (lot.article === article ? lot.units : 0), 0),
  }));
  return [
    ...overdrawn.map((key) => `takes more than lies there of ${key}`),
    ...sums.flatMap(({ article, asked, got }) =>
      got === asked ? [] : [`takes ${got} of article ${article}, not ${asked}`],
    ),
  ];
}
