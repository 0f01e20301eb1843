/**
 * `floorplane bench waves`: what a line of a real day costs in metres. The day is driven on the simulated floor, as `simulate` does; the order of each tote's stops is held against the best there is,
 * and what totes that several orders share would save is planned from what was sent, with nothing known before its time.
 */

import { toteLimits } from "@floorplane/contracts/picking";
import { Places } from "@floorplane/wms-bridge/stock/places";
import type { ProgressOut } from "../simulate/day-progress.ts";
import { planOf, simulate } from "../simulate/simulate.ts";
import type { SimulateOptions } from "../simulate/simulate-options.ts";
import { travelOn } from "../travel.ts";
import { byPlace, drivenM, sharedTotes, spotsOf } from "./planned-totes.ts";
import { type SentTote, SentTotes } from "./sent-totes.ts";
import { machine, rounded } from "./traffic-answer.ts";
import { leastTriedM } from "./tried-orders.ts";

export type WavesOptions = Pick<SimulateOptions, "orders" | "robots" | "seed">;

export async function benchWaves(options: WavesOptions, progress: ProgressOut) {
  const day: SimulateOptions = { ...options, rate: 1 };
  const sent = new SentTotes();
  const driven = await simulate(day, progress, sent.witness);
  progress.write(`${sent.all.length} totes were sent; their stops are tried in every order\n`);
  const { distanceM, lines, orders } = driven.json as {
    readonly distanceM: number;
    readonly lines: { readonly picked: number };
    readonly orders: { readonly late: number };
  };
  const { site, items } = planOf(day);
  const places = new Places(site.site, site.locations, travelOn(site.layout));
  const goods = new Map(items.map(({ sku, litres, kilograms }) => [String(sku), { litres, kilograms }]));
  const shared = sharedTotes(sent.all, places, ({ sku }) => goods.get(sku)!);
  const metresPerLine = rounded(distanceM / lines.picked, 3);
  const json = {
    lines: lines.picked,
    toteLines: toteLimits.lines,
    toteUnits: toteLimits.units,
    // Totes of one order each are all that the house sends: what it drives is the day order by order.
    metresPerLine,
    metresPerLineBaseline: metresPerLine,
    saved: 0,
    ...stopOrderFigures(sent.all, places),
    late: orders.late,
    totes: sent.all.length,
    planned: plannedFigures(sent.all, shared, places),
    holds: driven.holds,
    reasons: driven.reasons,
    machine: machine(),
  };
  return { json, holds: driven.holds };
}

/** Of totes with two spots and more: how much longer the way past them is than the best of all orders, and how much longer it would be in the order of the places' names. */
function stopOrderFigures(sent: readonly SentTote[], places: Places) {
  const gaps: number[] = [];
  const byName: number[] = [];
  let unjudged = 0;
  for (const { lines } of sent) {
    const { distances, sentM } = spotsOf(places, lines);
    if (distances.stops < 2) continue;
    const least = leastTriedM(distances, sentM);
    if (least === undefined) unjudged++;
    else {
      gaps.push(sentM / least - 1);
      byName.push(drivenM(places, byPlace(lines)) / least - 1);
    }
  }
  const mean = (all: readonly number[]): number | null =>
    all.length === 0 ? null : rounded(all.reduce((sum, each) => sum + each, 0) / all.length, 6);
  return {
    gapToBestKnown: mean(gaps),
    stopOrder: {
      judged: gaps.length,
      unjudged,
      worstGap: rounded(Math.max(0, ...gaps), 6),
      gapByPlaceNames: mean(byName),
    },
  };
}

function plannedFigures(sent: readonly SentTote[], shared: readonly SentTote["lines"][], places: Places) {
  const own = sent.map(({ lines }) => lines);
  const ofAll = (totes: readonly SentTote["lines"][]) => {
    const metres = totes.reduce((sum, lines) => sum + drivenM(places, lines), 0);
    const lines = totes.reduce((sum, tote) => sum + tote.length, 0);
    return { totes: totes.length, linesATote: rounded(lines / totes.length, 2), metres };
  };
  const [orderByOrder, together] = [ofAll(own), ofAll(shared)];
  const lines = own.reduce((sum, tote) => sum + tote.length, 0);
  const told = ({ metres, ...rest }: typeof together) => ({
    ...rest,
    metresPerLine: rounded(metres / lines, 3),
  });
  return {
    orderByOrder: told(orderByOrder),
    sharedInWave: told(together),
    saved: rounded(1 - together.metres / orderByOrder.metres, 4),
  };
}
