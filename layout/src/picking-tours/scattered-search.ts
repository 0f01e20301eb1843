/**
 * Proves that no tour past scattered articles is shorter, or finds the shortest: partial tours are kept, aisle by aisle, with what they still lack. One is dropped when even the best end that the
 * articles' prices allow would not make it shorter than the tour at hand. It gives up where more are left than may be kept.
 */
import { cheapestWays } from "./article-prices.ts";
import type { Passage, ScatteredPicks } from "./scattered-floor.ts";
import { TourSearch } from "./tour-search.ts";
import { wayCount } from "./ways.ts";

interface Partial {
  readonly state: number;
  /** Units that are still wanted of each article. */
  readonly wanted: Uint16Array;
  readonly metres: number;
  readonly before: Partial | undefined;
  readonly passage: Passage | undefined;
}

/** Numbers of the lots on the shortest tour that is shorter than `belowM`; `none`: there is no such tour; undefined: given up. */
export function searchScattered(
  { floor, demand }: ScatteredPicks,
  passages: readonly (readonly Passage[])[],
  prices: Float64Array,
  { belowM, width }: { readonly belowM: number; readonly width: number },
): readonly number[] | "none" | undefined {
  const search = new TourSearch(floor);
  search.waysM.set(cheapestWays(passages, prices).waysM);
  const restM = search.restM();
  const { states, blocks } = search;
  let partials: readonly Partial[] = [
    {
      state: states.nothing,
      wanted: Uint16Array.from(demand),
      metres: 0,
      before: undefined,
      passage: undefined,
    },
  ];
  let stage = 0;
  /** Answers whether the next stage's partial tours may be kept. */
  const advance = (walk: (partial: Partial, next: Frontier) => void): boolean => {
    stage++;
    const rest = restM.subarray(stage * states.count, (stage + 1) * states.count);
    const next = new Frontier(rest, prices, belowM);
    for (const partial of partials) {
      walk(partial, next);
      if (next.kept.size > width) return false;
    }
    partials = [...next.kept.values()];
    return true;
  };
  for (let aisle = 0; aisle < floor.aisles; aisle++) {
    for (let block = 0; block < blocks; block++) {
      const after = search.after(block);
      const fits = advance((before, next) => {
        for (const passage of passages[aisle * blocks + block]!) {
          const state = after[before.state * wayCount + passage.way]!;
          if (state >= 0) next.add(before, state, before.metres + passage.metres, passage);
        }
      });
      if (!fits) return undefined;
    }
    const steps = search.stepsAcross(aisle);
    const fits = advance((before, next) => {
      for (const [step, state] of steps.from.entries())
        if (state === before.state)
          next.add(before, steps.to[step]!, before.metres + search.acrossM[steps.what[step]!]!, undefined);
    });
    if (!fits) return undefined;
  }
  const [best] = partials
    .filter(({ wanted }) => wanted.every((units) => units === 0))
    .toSorted((one, other) => one.metres - other.metres);
  return best ? lotsOn(best) : "none";
}

/** Partial tours of one stage: of those in one class that lack the same, the shortest. */
class Frontier {
  readonly kept = new Map<string, Partial>();
  readonly #restM: Float64Array;
  readonly #prices: Float64Array;
  readonly #belowM: number;

  constructor(restM: Float64Array, prices: Float64Array, belowM: number) {
    this.#restM = restM;
    this.#prices = prices;
    this.#belowM = belowM;
  }

  add(before: Partial, state: number, metres: number, passage: Passage | undefined): void {
    const rest = metres + this.#restM[state]!;
    if (rest >= this.#belowM) return;
    const wanted = passage && passage.lots.length > 0 ? less(before.wanted, passage.units) : before.wanted;
    let leastM = rest;
    for (let article = 0; article < wanted.length; article++)
      leastM += this.#prices[article]! * wanted[article]!;
    if (leastM >= this.#belowM) return;
    const key = String.fromCharCode(state, ...wanted);
    const known = this.kept.get(key);
    if (!known || known.metres > metres) this.kept.set(key, { state, wanted, metres, before, passage });
  }
}

function less(wanted: Uint16Array, units: Uint16Array): Uint16Array {
  const left = wanted.slice();
  for (let article = 0; article < left.length; article++)
    left[article] = Math.max(0, left[article]! - units[article]!);
  return left;
}

function lotsOn(last: Partial): number[] {
  const lots: number[] = [];
  for (let at: Partial | undefined = last; at; at = at.before) lots.push(...(at.passage?.lots ?? []));
  return lots;
}
