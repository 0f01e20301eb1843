/**
 * What a unit of each article is worth on a tour, metres: Lagrangian prices of the demand. The shortest tour that is paid these prices for what it passes gives a lower bound (Heßler & Irnich 2023
 * take the same relaxation by a solver); prices rise for what it leaves lying and fall for what it passes too often (subgradient steps, Held & Karp 1971).
 */
import type { Passage, ScatteredPicks } from "./scattered-floor.ts";
import { TourSearch } from "./tour-search.ts";
import { wayCount, wayNames } from "./ways.ts";

export interface Priced {
  /** Of one unit, metres. */
  readonly prices: Float64Array;
  /** No tour is shorter, metres. */
  readonly boundM: number;
}

/** So many steps without a better bound, and the step is halved. */
const patience = 8;

/** `lengthM`: of a tour that is known. */
export function priceArticles(
  { floor, demand }: ScatteredPicks,
  passages: readonly (readonly Passage[])[],
  { lengthM, rounds }: { readonly lengthM: number; readonly rounds: number },
): Priced {
  const search = new TourSearch(floor);
  const blocks = floor.crossesM.length - 1;
  const prices = new Float64Array(demand.length);
  let most: Priced = { prices: prices.slice(), boundM: 0 };
  let scale = 1;
  let since = 0;
  for (let round = 0; round < rounds && most.boundM < lengthM; round++) {
    const { waysM, by } = cheapestWays(passages, prices);
    search.waysM.set(waysM);
    const boundM =
      search.lengthM() + prices.reduce((sum, price, article) => sum + price * demand[article]!, 0);
    since = boundM > most.boundM ? 0 : since + 1;
    if (since === 0) most = { prices: prices.slice(), boundM };
    if (since > patience) {
      scale /= 2;
      since = 0;
    }
    const missing = Float64Array.from(demand);
    for (const [aisle, { ways }] of search.walk().entries())
      for (const [block, way] of ways.entries()) {
        const { units } = by[(aisle * blocks + block) * wayCount + wayNames.indexOf(way)]!;
        for (let article = 0; article < missing.length; article++) missing[article]! -= units[article]!;
      }
    const square = missing.reduce((sum, each) => sum + each * each, 0);
    if (square === 0) break;
    const step = (scale * (lengthM - boundM)) / square;
    for (let article = 0; article < prices.length; article++)
      prices[article] = Math.max(0, prices[article]! + step * missing[article]!);
  }
  return most;
}

/** Of each way through each stretch the passage that costs least after what it is paid, and that cost. */
export function cheapestWays(
  passages: readonly (readonly Passage[])[],
  prices: Float64Array,
): { readonly waysM: Float64Array; readonly by: readonly (Passage | undefined)[] } {
  const waysM = new Float64Array(passages.length * wayCount).fill(Infinity);
  const by: (Passage | undefined)[] = new Array(passages.length * wayCount);
  for (let stretch = 0; stretch < passages.length; stretch++)
    for (const passage of passages[stretch]!) {
      const at = stretch * wayCount + passage.way;
      let cost = passage.metres;
      for (let article = 0; article < prices.length; article++)
        cost -= prices[article]! * passage.units[article]!;
      if (cost >= waysM[at]!) continue;
      waysM[at] = cost;
      by[at] = passage;
    }
  return { waysM, by };
}
