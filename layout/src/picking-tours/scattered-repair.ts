/** A good choice of lots by ruin and recreate (Schrimpf et al. 2000): some articles or aisles are given up, and what is missing is taken where it lengthens the tour least. */
import type { Chance } from "./chance.ts";
import type { ScatteredPicks } from "./scattered-floor.ts";
import { ScatteredPlan } from "./scattered-plan.ts";

/** One lot in so many is overlooked, so that a choice is not always made the same way. */
const overlookedOneIn = 12;

/** Numbers of the lots of the shortest tour that was found in so many rounds. */
export function repairedLots(
  picks: ScatteredPicks,
  { rounds, enoughM }: { readonly rounds: number; readonly enoughM: number },
  chance: Chance,
): readonly number[] {
  const plan = new ScatteredPlan(picks);
  const articles = [...picks.demand.keys()].filter((article) => picks.demand[article]! > 0);
  recreate(plan, picks, articles, () => false, chance);
  let best = { metres: plan.metres, chosen: plan.chosen };
  for (let round = 0; round < rounds && best.metres > enoughM; round++) {
    const before = plan.chosen;
    const beforeM = plan.metres;
    ruin(plan, picks, articles, chance);
    recreate(plan, picks, articles, () => chance.below(overlookedOneIn) === 0, chance);
    if (plan.metres < best.metres) best = { metres: plan.metres, chosen: plan.chosen };
    if (plan.metres <= beforeM) continue;
    const kept = new Set(before);
    for (const lot of plan.chosen) if (!kept.has(lot)) plan.letGo(lot);
    for (const lot of before) if (!plan.isChosen(lot)) plan.take(lot);
  }
  return best.chosen;
}

/** All lots of a few articles, or all that is taken in an aisle or two that lie near each other. */
function ruin(
  plan: ScatteredPlan,
  { lots, floor }: ScatteredPicks,
  articles: readonly number[],
  chance: Chance,
): void {
  const chosen = plan.chosen;
  if (chance.below(2) === 0) {
    const some = new Set(
      Array.from(
        { length: 1 + chance.below(Math.min(4, articles.length)) },
        () => articles[chance.below(articles.length)]!,
      ),
    );
    for (const lot of chosen) if (some.has(lots[lot]!.article)) plan.letGo(lot);
    return;
  }
  const { aisle } = lots[chosen[chance.below(chosen.length)]!]!.place;
  const width = chance.below(Math.min(3, floor.aisles));
  for (const lot of chosen) {
    const far = lots[lot]!.place.aisle - aisle;
    if (far >= 0 && far <= width) plan.letGo(lot);
  }
}

function recreate(
  plan: ScatteredPlan,
  picks: ScatteredPicks,
  articles: readonly number[],
  overlooked: () => boolean,
  chance: Chance,
): void {
  const missing = shuffled(
    articles.filter((article) => plan.missing(article) > 0),
    chance,
  );
  for (const article of missing)
    while (plan.missing(article) > 0) plan.take(cheapest(plan, picks, article, overlooked));
  for (const lot of shuffled(plan.chosen, chance)) if (plan.isSpare(lot)) plan.letGo(lot);
}

/** By metres for each unit that is needed. */
function cheapest(
  plan: ScatteredPlan,
  { lots }: ScatteredPicks,
  article: number,
  overlooked: () => boolean,
): number {
  const free = plan.lotsOf(article).filter((lot) => !plan.isChosen(lot));
  const [first] = free;
  if (first === undefined)
    throw new RangeError(
      `the floor holds too few of article ${article}: ${plan.missing(article)} more are asked`,
    );
  let best = first;
  let bestM = Infinity;
  for (const lot of free) {
    if (overlooked()) continue;
    const units = Math.min(lots[lot]!.units, plan.missing(article));
    const metres = (plan.metresWith(lot) - plan.metres) / units - units * 1e-6;
    if (metres >= bestM) continue;
    bestM = metres;
    best = lot;
  }
  return best;
}

function shuffled<Item>(items: readonly Item[], chance: Chance): Item[] {
  const list = [...items];
  for (let i = list.length - 1; i > 0; i--) {
    const j = chance.below(i + 1);
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
  return list;
}
