/**
 * The best order of a tour's stops by the distances between them, one-way lanes and all: exact for as many as a tote has (Held & Karp 1962), beyond that by moving stretches of up to three stops
 * (Or 1976) and turning stretches round, from the nearest next stop on.
 */

/** Metres between stops: of n stops they are numbers 0 to n - 1, the start is n and the end n + 1. */
export class StopDistances {
  readonly stops: number;
  readonly #metres: Float64Array;

  constructor(stops: number, metresOf: (from: number, to: number) => number) {
    this.stops = stops;
    const points = stops + 2;
    this.#metres = new Float64Array(points * points);
    for (let from = 0; from < points; from++)
      for (let to = 0; to < points; to++)
        if (from !== to) this.#metres[from * points + to] = metresOf(from, to);
  }

  metres(from: number, to: number): number {
    return this.#metres[from * (this.stops + 2) + to]!;
  }

  /** From the start by these stops to the end. */
  along(order: readonly number[]): number {
    let metres = 0;
    let at = this.stops;
    for (const stop of order) {
      metres += this.metres(at, stop);
      at = stop;
    }
    return metres + this.metres(at, this.stops + 1);
  }
}

/** Of so many stops the best order is found exactly: 12 are a tote's lines, and take 300,000 sums. */
export const exactStopsMax = 12;

export const bestOrder = (distances: StopDistances): number[] =>
  distances.stops <= exactStopsMax ? exactOrder(distances) : improved(distances, nearestNext(distances));

/** By dynamic programming over sets of stops. Of equal orders the one that comes first in the numbering of the stops. */
function exactOrder(distances: StopDistances): number[] {
  const { stops } = distances;
  if (stops === 0) return [];
  const all = 2 ** stops;
  /** Metres from a stop through all of a set to the end. */
  const rest = new Float64Array(all * stops);
  for (let set = 0; set < all; set++)
    for (let at = 0; at < stops; at++) {
      if (set & (1 << at)) continue;
      let least = set === 0 ? distances.metres(at, stops + 1) : Infinity;
      for (let next = 0; next < stops; next++) {
        if (!(set & (1 << next))) continue;
        least = Math.min(least, distances.metres(at, next) + rest[(set ^ (1 << next)) * stops + next]!);
      }
      rest[set * stops + at] = least;
    }
  const order: number[] = [];
  for (let [at, left] = [stops, all - 1]; left > 0; ) {
    let best = -1;
    let least = Infinity;
    for (let next = 0; next < stops; next++) {
      if (!(left & (1 << next))) continue;
      const metres = distances.metres(at, next) + rest[(left ^ (1 << next)) * stops + next]!;
      if (metres >= least - toleranceM && best >= 0) continue;
      least = metres;
      best = next;
    }
    order.push(best);
    left ^= 1 << best;
    at = best;
  }
  return order;
}

/** Sums in another order may differ by less. */
const toleranceM = 1e-9;

export function nearestNext(distances: StopDistances): number[] {
  const left = new Set(Array.from({ length: distances.stops }, (_, stop) => stop));
  const order: number[] = [];
  for (let at = distances.stops; left.size > 0; ) {
    const from = at;
    at = [...left].reduce((best, stop) =>
      distances.metres(from, stop) < distances.metres(from, best) ? stop : best,
    );
    left.delete(at);
    order.push(at);
  }
  return order;
}

/** Until no stretch can be moved or turned round for less. */
export function improved(distances: StopDistances, order: readonly number[]): number[] {
  let best = [...order];
  for (let better: number[] | undefined = best; better; better = betterThan(distances, best)) best = better;
  return best;
}

function betterThan(distances: StopDistances, order: readonly number[]): number[] | undefined {
  const { stops } = distances;
  const at = (place: number): number => (place < 0 ? stops : (order[place] ?? stops + 1));
  const join = (from: number, to: number): number => distances.metres(at(from), at(to));
  for (let first = 0; first < order.length; first++) {
    let forth = 0;
    let back = 0;
    for (let last = first; last < order.length; last++) {
      if (last > first) {
        forth += join(last - 1, last);
        back += join(last, last - 1);
      }
      const cut = join(first - 1, first) + join(last, last + 1);
      const turned = join(first - 1, last) + join(first, last + 1) + back - forth - cut;
      if (turned < -toleranceM)
        return order.toSpliced(first, last - first + 1, ...order.slice(first, last + 1).reverse());
      if (last - first > 2) continue;
      const taken = join(first - 1, last + 1) - cut;
      for (let place = 0; place <= order.length; place++) {
        if (place >= first && place <= last + 1) continue;
        const gap = join(place - 1, place);
        const straight = taken + join(place - 1, first) + join(last, place) - gap;
        const reversed = taken + join(place - 1, last) + join(first, place) - gap + back - forth;
        if (Math.min(straight, reversed) >= -toleranceM) continue;
        const piece = order.slice(first, last + 1);
        const without = order.toSpliced(first, piece.length);
        const into = place > last ? place - piece.length : place;
        return without.toSpliced(into, 0, ...(reversed < straight ? piece.reverse() : piece));
      }
    }
  }
  return undefined;
}
