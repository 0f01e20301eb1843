/** `floorplane bench routing`: published picker-routing instances, each as one block and as two, against their published optima. Every tour is walked again by a checker. */

import { quantilesOf } from "@floorplane/fleet/proving-ground/quantiles";
import type { ScatteredPicks } from "@floorplane/layout/picking-tours/scattered-floor";
import { scatteredTour } from "@floorplane/layout/picking-tours/scattered-tour";
import { shortestTour } from "@floorplane/layout/picking-tours/shortest-tour";
import { faultsOfPicks, faultsOfTour } from "@floorplane/layout/picking-tours/tour-check";
import { seededRandom } from "@floorplane/runtime/random";
import { gapFigures, type Judged, judgedLine } from "./bench-gaps.ts";
import { BestKnown, instanceFiles, nameOf, valueIn } from "./published/instance-folder.ts";
import { readRoutingInstance } from "./published/routing-instance.ts";
import { machine } from "./traffic-answer.ts";

export interface RoutingOptions {
  readonly instances: string;
  readonly seed: number;
}

const readings = [
  { blocks: 1, column: "single_block_optimum", what: "one block" },
  { blocks: 2, column: "two_block_optimum", what: "two blocks" },
] as const;

interface Routed extends Judged {
  readonly scattered: boolean;
  /** Nothing shorter is possible on this floor. */
  readonly proven: boolean;
}

export function benchRouting(
  { instances: folder, seed }: RoutingOptions,
  progress: { write(text: string): unknown },
) {
  const files = instanceFiles(folder);
  const instances = files.map((file) => ({ file, ...readRoutingInstance(file) }));
  const bestKnown = new BestKnown();
  const routed: Routed[] = [];
  for (const [at, { file, scattered, picks }] of instances.entries())
    for (const { blocks, column, what } of readings) {
      const name = `${nameOf(folder, file)}, ${what}`;
      const asked = picks(blocks);
      const { found, ms } = timed(() => routeOf(asked, scattered, seed));
      const judged = { name, ...found, bestKnown: valueIn(bestKnown.of(file), column, file), ms, scattered };
      routed.push(judged);
      progress.write(judgedLine(judged, `${at + 1} of ${files.length}`));
    }
  const faults = routed.flatMap((each) => each.faults);
  const json = {
    files: files.length,
    ...gapFigures(routed),
    singleLocation: gapFigures(routed.filter(({ scattered }) => !scattered)),
    scattered: gapFigures(routed.filter(({ scattered }) => scattered)),
    // What no tour on the published floor can reach is named: it is the table that is in doubt then.
    provenLongerThanPublished: routed
      .filter(({ proven, metres, bestKnown }) => proven && bestKnown !== undefined && metres > bestKnown)
      .map(({ name }) => name),
    faults: faults.length,
    machine: machine(),
  };
  return { json, holds: faults.length === 0 };
}

/** What is quick is done a few times, and the middle time counts: one stall of a busy machine is longer than the work, also the first time. */
function timed<Found>(work: () => Found): { readonly found: Found; readonly ms: number } {
  const times: number[] = [];
  for (;;) {
    const began = performance.now();
    const found = work();
    times.push(performance.now() - began);
    if (times.length < (Math.min(...times) < quickMs ? timesQuick : timesSlow)) continue;
    return { found, ms: quantilesOf(times).p50 };
  }
}

const quickMs = 10;
const timesQuick = 5;
const timesSlow = 2;

function routeOf(picks: ScatteredPicks, scattered: boolean, seed: number) {
  const { floor, lots, demand } = picks;
  if (scattered) {
    const { taken, proven, ...tour } = scatteredTour(picks, seededRandom(seed));
    const faults = [
      ...faultsOfPicks(picks, taken),
      ...faultsOfTour(
        floor,
        tour,
        taken.map(({ place }) => place),
      ),
    ];
    return { metres: tour.metres, proven, faults };
  }
  const wanted = lots.filter(({ article }) => demand[article]! > 0).map(({ place }) => place);
  const tour = shortestTour(floor, wanted);
  return { metres: tour.metres, proven: true, faults: faultsOfTour(floor, tour, wanted) };
}
