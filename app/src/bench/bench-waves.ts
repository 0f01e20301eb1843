/**
 * `floorplane bench waves`: what a line of a real day costs in metres. The day is driven on the simulated floor, as `simulate` does; the order in which robots drove each tote's stops is held against
 * the best there is, and what totes that several orders share would save is planned from what was sent, with nothing known before its time.
 */

import { toteLimits } from "@floorplane/contracts/picking";
import { hourMs } from "@floorplane/contracts/units";
import type { ProgressOut } from "../simulate/day-progress.ts";
import { planOf, simulate } from "../simulate/simulate.ts";
import type { SimulateOptions } from "../simulate/simulate-options.ts";
import { type SentLine, type SentTote, SentTotes } from "./sent-totes.ts";
import { sharedTotes, ToteWays } from "./tote-ways.ts";
import { machine, rounded } from "./traffic-answer.ts";
import { leastTried } from "./tried-orders.ts";

export type WavesOptions = Pick<SimulateOptions, "orders" | "robots" | "seed">;

export async function benchWaves(options: WavesOptions, progress: ProgressOut) {
  const day: SimulateOptions = { ...options, rate: 1, waves: "alone" };
  const sent = new SentTotes();
  const driven = await simulate(day, progress, sent.witness);
  progress.write(`${sent.all.length} totes were sent; their stops are tried in every order\n`);
  const { distanceM, lines, orders } = driven.json as {
    readonly distanceM: number;
    readonly lines: { readonly picked: number };
    readonly orders: { readonly late: number };
  };
  const { site, items } = planOf(day);
  const ways = new ToteWays(site);
  const goods = new Map(items.map(({ sku, litres, kilograms }) => [String(sku), { litres, kilograms }]));
  const shared = (withinMs: number) => sharedTotes(sent.all, ({ sku }) => goods.get(sku)!, withinMs);
  const metresPerLine = rounded(distanceM / lines.picked, 3);
  const json = {
    lines: lines.picked,
    toteLines: toteLimits.lines,
    toteUnits: toteLimits.units,
    // Totes of one order each are all that the house sends: what it drives is the day order by order.
    metresPerLine,
    metresPerLineBaseline: metresPerLine,
    saved: 0,
    ...stopOrderFigures(sent.all, ways),
    late: orders.late,
    totes: sent.all.length,
    planned: plannedFigures(sent.all, shared, ways),
    holds: driven.holds,
    reasons: driven.reasons,
    machine: machine(),
  };
  return { json, holds: driven.holds };
}

/** Of totes with two places and more: how much longer the way past them took than the best of all orders from where the tote was fetched. */
function stopOrderFigures(sent: readonly SentTote[], ways: ToteWays) {
  const gaps: number[] = [];
  let unjudged = 0;
  for (const tote of sent) {
    const distances = ways.driven(tote);
    if (!distances) continue;
    const drivenS = distances.along(Array.from({ length: distances.stops }, (_, stop) => stop));
    const least = leastTried(distances, drivenS);
    if (least === undefined) unjudged++;
    else gaps.push(drivenS / least - 1);
  }
  return {
    gapToBestKnown:
      gaps.length === 0 ? null : rounded(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length, 6),
    stopOrder: {
      judged: gaps.length,
      best: gaps.filter((gap) => gap < 1e-6).length,
      worstGap: rounded(Math.max(0, ...gaps), 6),
      unjudged,
    },
  };
}

function plannedFigures(
  sent: readonly SentTote[],
  shared: (withinMs: number) => readonly (readonly SentLine[])[],
  ways: ToteWays,
) {
  const own = sent.map(({ lines }) => lines);
  const lines = own.reduce((sum, tote) => sum + tote.length, 0);
  const metresOf = (totes: readonly (readonly SentLine[])[]): number =>
    totes.reduce((sum, tote) => sum + ways.plannedM(tote), 0);
  const ownM = metresOf(own);
  const sharing = (withinMs: number) => {
    const totes = shared(withinMs);
    const metres = metresOf(totes);
    return { ...told(totes, metres / lines), saved: rounded(1 - metres / ownM, 4) };
  };
  return {
    orderByOrder: told(own, ownM / lines),
    sharedInWave: sharing(1),
    sharedInAnHour: sharing(hourMs),
  };
}

const told = (totes: readonly (readonly SentLine[])[], metresPerLine: number) => ({
  totes: totes.length,
  metresPerLine: rounded(metresPerLine, 3),
});
