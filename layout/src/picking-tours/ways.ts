/**
 * Ways to visit what lies in one stretch of an aisle between two cross aisles (Ratliff & Rosenthal 1983, figure 5): not at all, through it once or twice, from the front and back again, from the
 * rear and back again, or from both ends with the largest gap left out. No other way is ever part of a shortest tour.
 */

export const wayNames = ["none", "once", "twice", "front", "rear", "gap"] as const;
export type Way = (typeof wayNames)[number];
export const wayCount = wayNames.length;

/** Metres of each way, written at `offset`; `atM` are the places of the stretch, ascending. A way that misses one of them is infinitely long. */
export function writeWays(
  metres: Float64Array,
  offset: number,
  atM: readonly number[],
  [frontM, rearM]: readonly [number, number],
): void {
  const [first, last] = [atM[0], atM.at(-1)];
  metres[offset + 1] = rearM - frontM;
  metres[offset + 2] = 2 * (rearM - frontM);
  if (first === undefined || last === undefined) {
    metres[offset] = 0;
    metres.fill(Infinity, offset + 3, offset + wayCount);
    return;
  }
  metres[offset] = Infinity;
  metres[offset + 3] = 2 * (last - frontM);
  metres[offset + 4] = 2 * (rearM - first);
  const gap = largestGap(atM);
  metres[offset + 5] = gap === undefined ? Infinity : 2 * (rearM - frontM - gap.metres);
}

/** The widest stretch between two neighbours; none where there is one place alone. */
export function largestGap(
  atM: readonly number[],
): { readonly after: number; readonly metres: number } | undefined {
  let after = -1;
  let metres = 0;
  for (let at = 0; at + 1 < atM.length; at++) {
    if (atM[at + 1]! - atM[at]! <= metres) continue;
    metres = atM[at + 1]! - atM[at]!;
    after = at;
  }
  return after < 0 ? undefined : { after, metres };
}
