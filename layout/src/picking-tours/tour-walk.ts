/** A tour as places in the order they are passed: the edges of `TourSearch`, walked in one closed walk from the depot (Hierholzer's: at each crossing with edges left a round is taken and spliced in). */
import type { AisleFloor, Place } from "./aisle-floor.ts";
import type { ColumnWalk } from "./tour-search.ts";
import { largestGap } from "./ways.ts";

interface Edge {
  readonly ends: readonly [number, number];
  /** Metres at which its places lie, seen from the first end. */
  readonly places: readonly Place[];
  walked: boolean;
}

/** `placesM`: the metres to visit in each aisle, ascending. */
export function placesInOrder(
  floor: AisleFloor,
  columns: readonly ColumnWalk[],
  placesM: readonly (readonly number[])[],
): Place[] {
  const crosses = floor.crossesM.length;
  const edges = new Map<number, Edge[]>();
  const detours = new Map<number, Place[]>();
  const lay = (from: number, to: number, places: readonly Place[] = []): void => {
    const edge: Edge = { ends: [from, to], places, walked: false };
    for (const end of edge.ends) edges.set(end, [...(edges.get(end) ?? []), edge]);
  };
  const detour = (crossing: number, places: readonly Place[]): void => {
    detours.set(crossing, [...(detours.get(crossing) ?? []), ...places]);
  };
  for (const [aisle, { ways, across }] of columns.entries()) {
    for (const [block, way] of ways.entries()) {
      const [front, rear] = [aisle * crosses + block, aisle * crosses + block + 1];
      const places = stretch(floor, aisle, block, placesM[aisle] ?? []);
      if (way === "once" || way === "twice") lay(front, rear, places);
      if (way === "twice") lay(front, rear);
      if (way === "front") detour(front, places);
      if (way === "rear") detour(rear, places.toReversed());
      if (way !== "gap") continue;
      const { after } = largestGap(places.map(({ atM }) => atM))!;
      detour(front, places.slice(0, after + 1));
      detour(rear, places.slice(after + 1).toReversed());
    }
    for (const [cross, count] of across.entries())
      for (let edge = 0; edge < count; edge++) lay(aisle * crosses + cross, (aisle + 1) * crosses + cross);
  }
  return walkAll(floor.depot.aisle * crosses + floor.depot.cross, edges, detours);
}

/** Places of one block's stretch; one that lies at a crossing belongs to the stretch before it, the first crossing to the first. */
export const stretch = (
  { crossesM }: AisleFloor,
  aisle: number,
  block: number,
  placesM: readonly number[],
): Place[] =>
  placesM
    .filter((atM) => (block === 0 || atM > crossesM[block]!) && atM <= crossesM[block + 1]!)
    .map((atM) => ({ aisle, atM }));

function walkAll(
  depot: number,
  edges: ReadonlyMap<number, readonly Edge[]>,
  detours: ReadonlyMap<number, readonly Place[]>,
): Place[] {
  const walk: { readonly crossing: number; readonly places: readonly Place[] }[] = [];
  const path: { crossing: number; places: readonly Place[] }[] = [{ crossing: depot, places: [] }];
  while (path.length > 0) {
    const { crossing } = path.at(-1)!;
    const edge = edges.get(crossing)?.find(({ walked }) => !walked);
    if (!edge) {
      walk.push(path.pop()!);
      continue;
    }
    edge.walked = true;
    const forth = edge.ends[0] === crossing;
    path.push({
      crossing: forth ? edge.ends[1] : edge.ends[0],
      places: forth ? edge.places : edge.places.toReversed(),
    });
  }
  const seen = new Set<number>();
  // The walk comes out from its end: at each step the crossing is reached by the places of its edge.
  return walk.toReversed().flatMap(({ crossing, places }) => {
    const aside = seen.has(crossing) ? [] : (detours.get(crossing) ?? []);
    seen.add(crossing);
    return [...places, ...aside];
  });
}
