/**
 * Orders that ride in one box: around one that must go now, whoever is nearest to its way (seed and cheapest insertion, as de Koster, van der Poort & Wolters 1999 compare them), as long as weight, volume, lines
 * and units allow. An order goes along only where that is shorter than a way of its own.
 */
import type { StationId } from "@floorplane/contracts/ids";
import type { toteLimits } from "@floorplane/contracts/picking";

export interface Weight {
  readonly lines: number;
  readonly units: number;
  readonly litres: number;
  readonly kilograms: number;
}

export interface Companion<Whose> {
  readonly whose: Whose;
  readonly weight: Weight;
  readonly places: readonly StationId[];
}

export interface CompanyFloor {
  readonly limits: typeof toteLimits;
  /** Where a way begins and ends: any one of these. */
  readonly docks: readonly StationId[];
  readonly metres: (from: StationId, to: StationId) => number;
}

/** Sums of tenths and hundredths may miss by less than this. */
const tolerance = 1e-9;

/** The seed comes first. `others`: of equally near ones the first goes along. */
export function companyOf<Whose>(
  seed: Companion<Whose>,
  others: readonly Companion<Whose>[],
  floor: CompanyFloor,
): Companion<Whose>[] {
  const way = new Way(floor);
  for (const place of seed.places) way.insert(place);
  const company = [seed];
  let weight = seed.weight;
  const left = new Map(others.map((one) => [one, aloneM(one, floor)]));
  for (;;) {
    let best: Companion<Whose> | undefined;
    let leastShare = 1;
    for (const [one, ownM] of left) {
      if (!fits(weight, one.weight, floor.limits)) {
        // It only grows.
        left.delete(one);
        continue;
      }
      const share = ownM > 0 ? way.longerM(one.places) / ownM : 0;
      if (share >= leastShare) continue;
      leastShare = share;
      best = one;
    }
    if (!best) return company;
    left.delete(best);
    for (const place of best.places) way.insert(place);
    company.push(best);
    weight = sumOf(weight, best.weight);
  }
}

const aloneM = ({ places }: Companion<unknown>, floor: CompanyFloor): number => {
  const way = new Way(floor);
  for (const place of places) way.insert(place);
  return way.lengthM;
};

export const sumOf = (one: Weight, other: Weight): Weight => ({
  lines: one.lines + other.lines,
  units: one.units + other.units,
  litres: one.litres + other.litres,
  kilograms: one.kilograms + other.kilograms,
});

function fits(one: Weight, other: Weight, limits: typeof toteLimits): boolean {
  const { lines, units, litres, kilograms } = sumOf(one, other);
  return (
    lines <= limits.lines &&
    units <= limits.units &&
    litres <= limits.litres + tolerance &&
    kilograms <= limits.kilograms + tolerance
  );
}

/** A way from the nearest dock past some places to the nearest dock: each new place is where it lengthens it least. */
class Way {
  readonly #floor: CompanyFloor;
  readonly #places: StationId[] = [];
  lengthM = 0;

  constructor(floor: CompanyFloor) {
    this.#floor = floor;
  }

  insert(place: StationId): void {
    if (this.#places.includes(place)) return;
    const { at, longerM } = this.#best(place);
    this.#places.splice(at, 0, place);
    this.lengthM += longerM;
  }

  /** By so much all of these make it longer, each by itself. */
  longerM(places: readonly StationId[]): number {
    let longerM = 0;
    for (const place of places) if (!this.#places.includes(place)) longerM += this.#best(place).longerM;
    return longerM;
  }

  #best(place: StationId): { readonly at: number; readonly longerM: number } {
    const count = this.#places.length;
    if (count === 0) return { at: 0, longerM: this.#fromDock(place) + this.#toDock(place) };
    let best = { at: 0, longerM: Number.POSITIVE_INFINITY };
    for (let at = 0; at <= count; at++) {
      const before = this.#places[at - 1];
      const after = this.#places[at];
      const longerM = this.#leg(before, place) + this.#leg(place, after) - this.#leg(before, after);
      if (longerM < best.longerM) best = { at, longerM };
    }
    return best;
  }

  #leg(from: StationId | undefined, to: StationId | undefined): number {
    if (from === undefined) return this.#fromDock(to!);
    return to === undefined ? this.#toDock(from) : this.#floor.metres(from, to);
  }

  #fromDock(place: StationId): number {
    return this.#floor.docks.reduce(
      (least, dock) => Math.min(least, this.#floor.metres(dock, place)),
      Infinity,
    );
  }

  #toDock(place: StationId): number {
    return this.#floor.docks.reduce(
      (least, dock) => Math.min(least, this.#floor.metres(place, dock)),
      Infinity,
    );
  }
}
