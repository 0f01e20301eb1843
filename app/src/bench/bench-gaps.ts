/** What answers are worth beside the best known: the figures that `bench routing` and `bench batching` share (DESIGN section 5). */
import { quantilesOf } from "@floorplane/fleet/proving-ground/quantiles";
import { rounded } from "./traffic-answer.ts";

export interface Judged {
  readonly name: string;
  readonly metres: number;
  /** Of the published table; none: the table does not have it. */
  readonly bestKnown: number | undefined;
  readonly ms: number;
  /** What the checker found wrong. */
  readonly faults: readonly string[];
}

/** Published values have two decimals at most; sums of them may differ by less than half of the last. */
const tolerance = 0.005;

export function gapFigures(judged: readonly Judged[]) {
  const gaps = judged.flatMap(({ metres, bestKnown }) =>
    bestKnown === undefined
      ? []
      : [
          Math.max(0, metres - bestKnown) <= tolerance
            ? Math.min(0, metres - bestKnown) / bestKnown
            : metres / bestKnown - 1,
        ],
  );
  const { p50, p99 } = quantilesOf(judged.map(({ ms }) => ms));
  return {
    instances: judged.length,
    meanGap: gaps.length === 0 ? null : rounded(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length, 6),
    worstGap: gaps.length === 0 ? null : rounded(Math.max(...gaps), 6),
    optimal: judged.filter(
      ({ metres, bestKnown }) => bestKnown !== undefined && metres <= bestKnown + tolerance,
    ).length,
    withoutBestKnown: judged.length - gaps.length,
    msPerInstance: { p50: rounded(p50, 2), p99: rounded(p99, 2) },
  };
}

/** One line of progress for an instance that is done. */
export function judgedLine({ name, metres, bestKnown, ms, faults }: Judged, of: string): string {
  const gap =
    bestKnown === undefined
      ? "no value known"
      : `best known ${bestKnown}, gap ${((metres / bestKnown - 1) * 100).toFixed(2)} %`;
  const wrong = faults.map((fault) => `; WRONG: ${fault}`).join("");
  return `${of} ${name}: ${rounded(metres, 2)} (${gap}), ${ms.toFixed(1)} ms${wrong}\n`;
}
