/**
 * Guidance for any floor in seconds: lanes of several strengths and patterns are tried in short runs of traffic, and the best of them is refined row by row for as long as the effort lasts. Bounded by
 * what is computed, not by time: equal seeds give equal guidance on every machine.
 */
import { seededRandom } from "@floorplane/runtime/random";
import { type LaneWish, laneGuidance } from "../steps/lanes.ts";
import type { StepGraph, StepMotion } from "../steps/step-graph.ts";
import { plainGuidance, plainMove, type StepGuidance } from "../steps/step-guidance.ts";
import type { StepPlanner } from "../steps/step-planner.ts";
import { costScaleOf, guidanceOf, sharesOf } from "./cost-scale.ts";
import type { Errands } from "./errands.ts";
import { lineGroups, type Places } from "./lines.ts";
import { NaturalSearch } from "./natural-search.ts";
import { trialOf } from "./trial-plan.ts";

export interface GuidanceWish {
  readonly graph: StepGraph;
  /** Where the nodes of the graph below lie. */
  readonly floor: Places;
  readonly motion: StepMotion;
  readonly robots: number;
  /** Step nodes that robots visit in turn; anywhere to anywhere where nothing is said. */
  readonly errands?: Errands;
  readonly starts?: Int32Array;
  readonly seed?: number | string;
  /** 1 takes about five seconds on a small floor and ten on one of ten thousand robots. */
  readonly effort?: number;
  /** Planned in windows: most meetings are resolved without lanes, and detours cost more than they save. */
  readonly looksFar?: boolean;
  /** Who shall follow it, where that is not PIBT. */
  readonly planner?: (guidance: StepGuidance) => StepPlanner;
}

export interface MadeGuidance {
  readonly guidance: StepGuidance;
  /** What a plain edge costs in it. */
  readonly plain: number;
  /** Errands a step in the trials: with the guidance and on the bare floor. */
  readonly throughput: number;
  readonly bare: number;
  readonly trials: number;
  /** What the lanes are that it began from. */
  readonly lanes: LaneWish | undefined;
}

interface Candidate {
  readonly lanes: LaneWish | undefined;
  readonly guidance: StepGuidance;
  readonly plain: number;
  readonly score: number;
}

export function guidanceFor(wish: GuidanceWish): MadeGuidance {
  const { graph, floor, motion } = wish;
  const random = seededRandom(wish.seed ?? 1);
  const base = plainGuidance(graph);
  const { trial, steps, trialsMax, isLarge } = trialOf(wish, base, random.split("errands"));
  const margin = isLarge ? marginLarge : marginSmall;
  let trials = 0;
  const scoreOf = (guidance: StepGuidance, seed: string): number => {
    trials++;
    return trial.run(guidance, { ...steps, seed }).throughput;
  };
  const lanesOf = (lanes: LaneWish): Candidate => {
    const guidance = laneGuidance(graph, floor, lanes);
    return { lanes, guidance, plain: plainMove, score: scoreOf(guidance, "first") };
  };
  const bare: Candidate = {
    lanes: undefined,
    guidance: base,
    plain: plainMove,
    score: scoreOf(base, "first"),
  };
  if (wish.looksFar) {
    const strong = lanesOf({ ...plainLanes, against: strongLanes });
    if (strong.score < bare.score * worthOfLanes) return { ...made(bare), bare: bare.score, trials };
    const times = Math.min(weakTimesMax, 1 + weakPerCrowd * (wish.robots / graph.nodeCount));
    return {
      ...made(lanesOf({ ...plainLanes, against: Math.round(plainMove * times) })),
      bare: bare.score,
      trials,
    };
  }
  let best = bare;
  for (const against of againstCosts) best = better(best, lanesOf({ ...plainLanes, against }), margin);
  const against = best.lanes?.against ?? againstCosts[0]!;
  // Which of two patterns is the better one shows later than a short trial ends.
  for (const pattern of isLarge ? [] : patterns) {
    if (trials >= trialsMax) break;
    best = better(best, lanesOf({ ...plainLanes, against, ...pattern }), margin);
  }
  if (!isLarge && trialsMax - trials >= worthRefining) best = refined();
  return { ...made(best), bare: bare.score, trials };

  function refined(): Candidate {
    const groups = lineGroups(graph, floor);
    const scale = costScaleOf(graph, motion, best.lanes ? best.lanes.against / best.lanes.along : 1);
    const shares = sharesOf(best.guidance, plainMove, groups);
    const search = new NaturalSearch(shares, {
      spread: spreadOfLines,
      population,
      random: random.split("lines"),
    });
    const seedsLast = 3;
    for (let round = 0; trials + population + 2 * seedsLast <= trialsMax; round++)
      search.tell(
        search.ask().map((point) => scoreOf(guidanceOf(point, groups, base, scale), `round ${round}`)),
      );
    const guidance = guidanceOf(search.mean, groups, base, scale);
    // Both on errands that neither was chosen by.
    const mean = (of: StepGuidance): number => {
      let sum = 0;
      for (let i = 0; i < seedsLast; i++) sum += scoreOf(of, `last ${i}`);
      return sum / seedsLast;
    };
    const [before, after] = [mean(best.guidance), mean(guidance)];
    return after > before
      ? { lanes: best.lanes, guidance, plain: scale.plain, score: after }
      : { ...best, score: before };
  }
}

const made = ({ guidance, plain, lanes, score }: Candidate) => ({
  guidance,
  plain,
  lanes,
  throughput: score,
});

/** Stronger lanes only for what they gain: few robots pay for every detour, and on a large floor jams take longer to build up than a trial lasts. */
function better(one: Candidate, other: Candidate, margin: number): Candidate {
  const isStronger = one.lanes && other.lanes && other.lanes.against > one.lanes.against;
  return other.score > one.score * (isStronger ? margin : 1) ? other : one;
}

const marginSmall = 1.005;
const marginLarge = 1.02;
const plainLanes: LaneWish = { along: plainMove, against: plainMove, throughShare: 0.4 };
const againstCosts = [8, 13, 20, 35, 60, 100];
const patterns: readonly Partial<LaneWish>[] = [
  { throughShare: 0 },
  { flipRows: true },
  { flipColumns: true },
  { flipRows: true, flipColumns: true },
  { throughShare: 0.8 },
];
/** For planners that look far: what shows whether lanes help a floor at all, and how much weaker they may then be; more on a fuller floor. */
const strongLanes = 35;
const worthOfLanes = 1.03;
const weakPerCrowd = 6;
const weakTimesMax = 2;
const population = 12;
const spreadOfLines = 0.3;
/** A search of fewer rounds finds noise. */
const worthRefining = 3 * population + 6;
