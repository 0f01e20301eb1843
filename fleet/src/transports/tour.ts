/**
 * The order of pick stops in one tour: an open path from the fetch dock through all stops to the best drop dock, on real travel times.
 * Exact by dynamic programming over subsets (Held and Karp 1962) up to twelve places; nearest neighbour with or-opt moves beyond.
 */

/** 12 places are 50 thousand states: about a millisecond. A tote holds no more lines. */
const exactPlacesMax = 12;
/** Rounds of or-opt; each shortens the tour, and long before this none does. */
const improvementsMax = 100;

export interface TourQuestion {
  /** Where the robot starts. */
  readonly from: number;
  /** The node of each stop; several stops may share one. */
  readonly stops: readonly number[];
  /** Where the tour may end: the nearest counts. */
  readonly ends: readonly number[];
  readonly seconds: (from: number, to: number) => number;
}

/** Places of `stops` in the order of driving, and the whole time without the actions. */
export function planTour(question: TourQuestion): {
  readonly order: readonly number[];
  readonly seconds: number;
} {
  const places = [...new Set(question.stops)];
  if (places.length === 0) return { order: [], seconds: endFrom(question, question.from) };
  const path = places.length <= exactPlacesMax ? exactPath(question, places) : improvedPath(question, places);
  const order = path.flatMap((place) =>
    question.stops.flatMap((node, stop) => (node === places[place] ? [stop] : [])),
  );
  return { order, seconds: secondsOf(question, places, path) };
}

function endFrom({ ends, seconds }: TourQuestion, node: number): number {
  let best = ends.length === 0 ? 0 : Number.POSITIVE_INFINITY;
  for (const end of ends) best = Math.min(best, seconds(node, end));
  return best;
}

function secondsOf(question: TourQuestion, places: readonly number[], path: readonly number[]): number {
  let total = 0;
  let at = question.from;
  for (const place of path) {
    total += question.seconds(at, places[place]!);
    at = places[place]!;
  }
  return total + endFrom(question, at);
}

function exactPath(question: TourQuestion, places: readonly number[]): number[] {
  const n = places.length;
  const full = 1 << n;
  const between = new Float64Array(n * n);
  for (let a = 0; a < n; a++)
    for (let b = 0; b < n; b++) if (a !== b) between[a * n + b] = question.seconds(places[a]!, places[b]!);
  const best = new Float64Array(full * n).fill(Number.POSITIVE_INFINITY);
  const before = new Int8Array(full * n).fill(-1);
  for (let a = 0; a < n; a++) best[(1 << a) * n + a] = question.seconds(question.from, places[a]!);
  for (let set = 1; set < full; set++)
    for (let last = 0; last < n; last++) {
      const so = best[set * n + last]!;
      if (so === Number.POSITIVE_INFINITY) continue;
      for (let next = 0; next < n; next++) {
        if (set & (1 << next)) continue;
        const at = (set | (1 << next)) * n + next;
        const total = so + between[last * n + next]!;
        if (total >= best[at]!) continue;
        best[at] = total;
        before[at] = last;
      }
    }
  let last = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let a = 0; a < n; a++) {
    const total = best[(full - 1) * n + a]! + endFrom(question, places[a]!);
    if (total >= least) continue;
    least = total;
    last = a;
  }
  const path: number[] = [];
  for (let set = full - 1; set !== 0; ) {
    path.push(last);
    const previous = before[set * n + last]!;
    set &= ~(1 << last);
    last = previous;
  }
  return path.reverse();
}

function improvedPath(question: TourQuestion, places: readonly number[]): number[] {
  let path = nearestFirst(question, places);
  let seconds = secondsOf(question, places, path);
  for (let round = 0; round < improvementsMax; round++) {
    const better = bestMove(question, places, path, seconds);
    if (!better) break;
    path = better.path;
    seconds = better.seconds;
  }
  return path;
}

function nearestFirst(question: TourQuestion, places: readonly number[]): number[] {
  const left = new Set(places.keys());
  const path: number[] = [];
  let at = question.from;
  while (left.size > 0) {
    let nearest = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const place of left) {
      const seconds = question.seconds(at, places[place]!);
      if (nearest >= 0 && seconds >= least) continue;
      nearest = place;
      least = seconds;
    }
    left.delete(nearest);
    path.push(nearest);
    at = places[nearest]!;
  }
  return path;
}

/** Or-opt: one to three stops in a row moved elsewhere as they are, since one-way lanes make reversed pieces dear. */
function bestMove(
  question: TourQuestion,
  places: readonly number[],
  path: readonly number[],
  seconds: number,
): { readonly path: number[]; readonly seconds: number } | undefined {
  let best: { path: number[]; seconds: number } | undefined;
  for (let length = 1; length <= 3; length++)
    for (let start = 0; start + length <= path.length; start++) {
      const piece = path.slice(start, start + length);
      const rest = [...path.slice(0, start), ...path.slice(start + length)];
      for (let to = 0; to <= rest.length; to++) {
        if (to === start) continue;
        const moved = [...rest.slice(0, to), ...piece, ...rest.slice(to)];
        const total = secondsOf(question, places, moved);
        if (total < (best?.seconds ?? seconds) - 1e-6) best = { path: moved, seconds: total };
      }
    }
  return best;
}
