/**
 * `floorplane bench waves`: what a line of a day costs in metres, with a tote for each order and with totes that orders share. Both days are driven on the simulated floor, as `simulate` does: the same site, slotting,
 * totes, robots, router and orders, and nothing known before its time. The order in which robots drove each tote's stops is held against the best there is.
 */
import { toteLimits } from "@floorplane/contracts/picking";
import type { ProgressOut } from "../simulate/day-progress.ts";
import { planOf, simulate } from "../simulate/simulate.ts";
import type { SimulateOptions } from "../simulate/simulate-options.ts";
import { type SentTote, SentTotes } from "./sent-totes.ts";
import { ToteWays } from "./tote-ways.ts";
import { machine, rounded } from "./traffic-answer.ts";
import { leastTried } from "./tried-orders.ts";

export type WavesOptions = Pick<SimulateOptions, "orders" | "profile" | "perDay" | "robots" | "seed">;

export async function benchWaves(options: WavesOptions, progress: ProgressOut) {
  progress.write("a day with a tote for each order\n");
  const alone = await driven(options, "alone", progress);
  progress.write("the same day with totes that orders share\n");
  const shared = await driven(options, "shared", progress);
  progress.write(`${shared.totes.length} totes were sent; their stops are tried in every order\n`);
  const ways = new ToteWays(planOf({ ...options, rate: 1 }).site);
  const holds = alone.holds && shared.holds && shared.late <= alone.late;
  const json = {
    lines: shared.lines,
    toteLines: toteLimits.lines,
    toteUnits: toteLimits.units,
    metresPerLine: rounded(shared.metresPerLine, 3),
    metresPerLineBaseline: rounded(alone.metresPerLine, 3),
    saved: rounded(1 - shared.metresPerLine / alone.metresPerLine, 4),
    late: shared.late,
    lateBaseline: alone.late,
    totes: shared.totes.length,
    totesBaseline: alone.totes.length,
    linesPerTote: rounded(linesOf(shared.totes) / shared.totes.length, 2),
    linesPerToteBaseline: rounded(linesOf(alone.totes) / alone.totes.length, 2),
    ...stopOrderFigures(shared.totes, ways),
    holds,
    reasons: [...alone.reasons, ...shared.reasons],
    machine: machine(),
  };
  return { json, holds };
}

async function driven(
  options: WavesOptions,
  waves: NonNullable<SimulateOptions["waves"]>,
  progress: ProgressOut,
) {
  const sent = new SentTotes();
  const { json, holds, reasons } = await simulate(
    { ...options, rate: 1, waves, countingRobots: 0 },
    progress,
    sent.witness,
  );
  const { distanceM, lines, orders } = json as {
    readonly distanceM: number;
    readonly lines: { readonly picked: number };
    readonly orders: { readonly late: number };
  };
  const metresPerLine = distanceM / lines.picked;
  return { totes: sent.all, lines: lines.picked, metresPerLine, late: orders.late, holds, reasons };
}

const linesOf = (totes: readonly SentTote[]): number => totes.reduce((sum, { lines }) => sum + lines, 0);

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
