/**
 * How much of what is there a count by reads has seen, told from which pass saw which tag. A tag that one pass missed is no tag that is gone: the tags seen once and twice say how many were never seen.
 *
 * Chao2 with its bias correction and its 95 % log-normal interval: A. Chao, "Estimating the population size for capture-recapture data with unequal catchability", Biometrics 43 (1987); with two
 * passes it is near Lincoln and Petersen's. What further passes bring: A. Chao et al., "Rarefaction and extrapolation with Hill numbers", Ecological Monographs 84 (2014), eq. 18.
 */

/** Share of what is there that must have been seen: as right as book and shelf must be. */
export const coverageTarget = 0.996;
/** Of a normal distribution, for 95 %. */
const z95 = 1.96;
/** Further passes than this are not promised: what they would find is beyond the reader. */
const passesNeededMax = 50;

export interface Coverage {
  /** `one-pass`: nothing is known of what it missed, but by a list of tags. */
  readonly method: "none" | "one-pass" | "chao2";
  readonly seen: number;
  /** Never seen, as estimated; and at most so many with 95 % confidence. Null where nothing can be said. */
  readonly unseen: number | null;
  readonly unseenMax: number | null;
  /** Seen of all, at least so much with 95 % confidence. */
  readonly coverage: number | null;
  /** Passes in all until that reaches the target; null: not told yet, or not with this reader. */
  readonly passesNeeded: number | null;
  readonly isReached: boolean;
}

/**
 * `seenIn`: of each tag that was seen, in how many of the `passes`. `listed`: how many there are, where somebody has listed them; a tag that is listed and never seen may be gone, so that the list
 * alone makes no count less sure once two passes agree.
 */
export function coverageOf(seenIn: Iterable<number>, passes: number, listed?: number): Coverage {
  let seen = 0;
  let once = 0;
  let twice = 0;
  for (const times of seenIn) {
    seen++;
    if (times === 1) once++;
    else if (times === 2) twice++;
  }
  const unknown = { seen, unseen: null, unseenMax: null, coverage: null, isReached: false };
  if (passes === 0) return { ...unknown, method: "none", passesNeeded: null };
  if (passes === 1) {
    const share = listed ? Math.min(1, seen / listed) : null;
    const unseen = listed === undefined ? null : Math.max(0, listed - seen);
    return {
      ...unknown,
      method: "one-pass",
      unseen,
      unseenMax: unseen,
      coverage: share,
      passesNeeded: share === null ? null : passesAlike(share),
    };
  }
  const { unseen, unseenMax } = chao2({ once, twice, passes });
  const coverage = seen === 0 ? null : seen / (seen + unseenMax);
  const isReached = coverage !== null && coverage >= coverageTarget;
  const further = isReached ? 0 : furtherPasses({ seen, once, passes, unseenMax });
  return {
    method: "chao2",
    seen,
    unseen,
    unseenMax,
    coverage,
    passesNeeded: seen === 0 || further === undefined ? null : passes + further,
    isReached,
  };
}

interface History {
  readonly once: number;
  readonly twice: number;
  readonly passes: number;
}

function chao2({ once, twice, passes }: History): { readonly unseen: number; readonly unseenMax: number } {
  const a = (passes - 1) / passes;
  const unseen = (a * once * (once - 1)) / (2 * (twice + 1));
  // Where no tag was seen once alone, none was nearly missed.
  if (once === 0) return { unseen: 0, unseenMax: 0 };
  const variance =
    unseen +
    (a * a * once * (2 * once - 1) ** 2) / (4 * (twice + 1) ** 2) +
    (a * a * once * once * twice * (once - 1) ** 2) / (4 * (twice + 1) ** 4);
  // One tag alone seen once: the estimate is nought, and its interval is not.
  if (unseen === 0) return { unseen, unseenMax: z95 * Math.sqrt(variance) };
  const spread = Math.exp(z95 * Math.sqrt(Math.log(1 + variance / (unseen * unseen))));
  return { unseen, unseenMax: unseen * spread };
}

/** Passes that each see the same share, and miss whatever they like. */
function passesAlike(share: number): number | null {
  if (share <= 0) return null;
  // The second pass is what the first is held against.
  if (share >= 1) return 2;
  const needed = Math.ceil(Math.log(1 - coverageTarget) / Math.log(1 - share));
  return needed > passesNeededMax ? null : Math.max(2, needed);
}

function furtherPasses({
  seen,
  once,
  passes,
  unseenMax,
}: Pick<History, "once" | "passes"> & {
  readonly seen: number;
  readonly unseenMax: number;
}): number | undefined {
  const missable = (1 - coverageTarget) * (seen + unseenMax);
  const missedAgain = 1 - once / (once + passes * unseenMax);
  let left = unseenMax;
  for (let further = 1; further <= passesNeededMax; further++) {
    left *= missedAgain;
    if (left <= missable) return further;
  }
  return undefined;
}
