/** The least of all orders of a tour's stops, in metres or seconds, by trying them and giving up those that cannot be shorter than the best so far (branch and bound, Little et al. 1963). Knows nothing of the router. */
import type { StopDistances } from "@floorplane/layout/picking-tours/stop-order";

/** Orders of twelve stops begin in half a billion ways; one that is not done after so many steps is not judged. */
const stepsMax = 3_000_000;

/** Undefined: given up. `known`: of an order that is known. */
export function leastTried(distances: StopDistances, known: number): number | undefined {
  const { stops } = distances;
  const end = stops + 1;
  const least = Array.from({ length: stops + 2 }, (_, to) => leastInto(distances, to));
  const left = new Set(Array.from({ length: stops }, (_, stop) => stop));
  let best = known;
  let steps = 0;
  const go = (at: number, metres: number, toCome: number): void => {
    if (++steps > stepsMax || metres + toCome >= best) return;
    if (left.size === 0) {
      best = Math.min(best, metres + distances.metres(at, end));
      return;
    }
    const next = [...left].sort((one, other) => distances.metres(at, one) - distances.metres(at, other));
    for (const stop of next) {
      left.delete(stop);
      go(stop, metres + distances.metres(at, stop), toCome - least[stop]!);
      left.add(stop);
    }
  };
  const toCome = least.slice(0, stops).reduce((sum, metres) => sum + metres, least[end]!);
  go(stops, 0, toCome);
  return steps > stepsMax ? undefined : best;
}

/** No tour comes to a point by less. */
function leastInto(distances: StopDistances, to: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let from = 0; from <= distances.stops; from++)
    if (from !== to) least = Math.min(least, distances.metres(from, to));
  return least;
}
