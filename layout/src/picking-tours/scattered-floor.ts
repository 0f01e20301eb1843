/** Scattered storage as the picker meets it: what each way through a stretch of an aisle brings, when an article lies in several places. */
import { type AisleFloor, blockOf, type Place } from "./aisle-floor.ts";
import { type Way, wayNames } from "./ways.ts";

/** Units of an article (a number from 0) at a place. */
export interface Lot {
  readonly article: number;
  readonly place: Place;
  readonly units: number;
}

export interface ScatteredPicks {
  readonly floor: AisleFloor;
  /** Units asked of each article. */
  readonly demand: readonly number[];
  readonly lots: readonly Lot[];
}

/** One way through a stretch, as far as a certain place: what it costs and what lies on it. */
export interface Passage {
  /** Its number among `wayNames`. */
  readonly way: number;
  readonly metres: number;
  /** Numbers of the lots passed. */
  readonly lots: readonly number[];
  /** Units of each article passed. */
  readonly units: Uint16Array;
}

/** Passages of each stretch, block by block of one aisle, then of the next. Lots of articles that nobody asks for are left out. */
export function passagesOf({ floor, demand, lots }: ScatteredPicks): Passage[][] {
  const blocks = floor.crossesM.length - 1;
  const within = Array.from({ length: floor.aisles * blocks }, (): number[] => []);
  for (const [number, { article, place }] of lots.entries())
    if ((demand[article] ?? 0) > 0) within[place.aisle * blocks + blockOf(floor, place)]!.push(number);
  return within.map((numbers, stretch) => {
    const block = stretch % blocks;
    const ends = [floor.crossesM[block]!, floor.crossesM[block + 1]!] as const;
    return passagesOfStretch(shelvesOf(lots, numbers), ends, (passed) => sumOf(demand, lots, passed));
  });
}

/** Lots at one place, whose walk is the same. */
interface Shelf {
  readonly atM: number;
  readonly lots: readonly number[];
}

function shelvesOf(lots: readonly Lot[], numbers: readonly number[]): Shelf[] {
  const byMetre = Map.groupBy(numbers, (number) => lots[number]!.place.atM);
  return [...byMetre].map(([atM, there]) => ({ atM, lots: there })).sort((one, other) => one.atM - other.atM);
}

function passagesOfStretch(
  shelves: readonly Shelf[],
  [frontM, rearM]: readonly [number, number],
  unitsOf: (lots: readonly number[]) => Uint16Array,
): Passage[] {
  const passages: Passage[] = [];
  const add = (way: Way, metres: number, passed: readonly Shelf[]): void => {
    const lots = passed.flatMap((shelf) => shelf.lots);
    passages.push({ way: wayNames.indexOf(way), metres, lots, units: unitsOf(lots) });
  };
  const lengthM = rearM - frontM;
  add("none", 0, []);
  add("once", lengthM, shelves);
  add("twice", 2 * lengthM, shelves);
  for (let front = 0; front <= shelves.length; front++)
    for (let rear = 0; front + rear <= shelves.length; rear++) {
      if (front + rear === 0) continue;
      const frontWayM = front === 0 ? 0 : 2 * (shelves[front - 1]!.atM - frontM);
      const rearWayM = rear === 0 ? 0 : 2 * (rearM - shelves[shelves.length - rear]!.atM);
      if (front > 0 && rear > 0 && frontWayM + rearWayM >= 2 * lengthM) continue;
      const way = rear === 0 ? "front" : front === 0 ? "rear" : "gap";
      add(way, frontWayM + rearWayM, [...shelves.slice(0, front), ...shelves.slice(shelves.length - rear)]);
    }
  return passages;
}

function sumOf(demand: readonly number[], lots: readonly Lot[], passed: readonly number[]): Uint16Array {
  const units = new Uint16Array(demand.length);
  for (const number of passed) {
    const { article, units: there } = lots[number]!;
    units[article] = Math.min(demand[article]!, units[article]! + there);
  }
  return units;
}
