/**
 * Guidance for a real site, improved offline by running its own traffic on it (Zhang et al., Guidance Graph Optimization, IJCAI 2024, arXiv 2402.01446): whole lanes first, then the stretches between
 * their crossings. May be stopped after any round; what it has then is what it hands over.
 */
import { seededRandom } from "@floorplane/runtime/random";
import { type EdgeTimes, edgeTimesMax, edgeTimesMin } from "../traffic/guidance.ts";
import { laneGroups, stretchGroups } from "../traffic/guiding/lane-groups.ts";
import { type EdgeGroups, eachEdge, gathered } from "../traffic/guiding/lines.ts";
import { NaturalSearch } from "../traffic/guiding/natural-search.ts";
import { motionOf } from "../traffic/motion.ts";
import { type GuidedFloor, guidedRun } from "./guided-floor.ts";

export interface LanesWish extends GuidedFloor {
  readonly seed: number | string;
  /** Runs of the floor, those that check what was found left out. */
  readonly evaluations: number;
}

export interface LanesProgress {
  readonly phase: "lanes" | "stretches";
  readonly evaluations: number;
  /** Errands an hour in runs that the search is not steered by: on travel times alone, and with the best so far. */
  readonly before: number;
  readonly now: number;
  readonly best: EdgeTimes;
}

/** One report for each round of the search; the last one holds the best guidance. */
export function* improveLanes(wish: LanesWish): Generator<LanesProgress> {
  const { graph, kinematics } = wish;
  const random = seededRandom(wish.seed);
  let best: EdgeTimes = new Float64Array(graph.edgeCount).fill(1);
  const before = checkLanes(wish, best, "check");
  let now = before;
  let evaluations = 0;
  yield { phase: "lanes", evaluations, before, now, best };
  for (const { name, until, spread } of phases(wish.evaluations)) {
    const groups = name === "lanes" ? laneGroups(graph, motionOf(graph, kinematics)) : stretchGroups(graph);
    if (groups.count === 0) return;
    const search = new NaturalSearch(sharesOf(best, groups), {
      spread,
      population,
      random: random.split(name),
    });
    for (let round = 1; evaluations < until; round++) {
      const run = { seed: `${wish.seed} ${name} ${round}`, seconds: trialS };
      search.tell(search.ask().map((point) => guidedRun(wish, timesOf(point, groups), run)));
      evaluations += population;
      if (round % roundsPerCheck === 0 || evaluations >= until) {
        const times = timesOf(search.mean, groups);
        const score = checkLanes(wish, times, "check");
        if (score > now) [now, best] = [score, times];
      }
      yield { phase: name, evaluations, before, now, best };
    }
  }
}

/** Errands an hour, the mean of several longer runs that belong to `name`. */
export function checkLanes(floor: GuidedFloor, times: EdgeTimes, name: string): number {
  let sum = 0;
  for (let i = 0; i < checks; i++) sum += guidedRun(floor, times, { seed: `${name} ${i}`, seconds: checkS });
  return sum / checks;
}

function timesOf(shares: Float64Array, { of }: EdgeGroups): EdgeTimes {
  return Float64Array.from(of, (group) =>
    group < 0 ? 1 : Math.min(edgeTimesMax, Math.max(edgeTimesMin, Math.exp(shares[group]!))),
  );
}

const sharesOf = (times: EdgeTimes, groups: EdgeGroups): Float64Array =>
  gathered(times.map(Math.log), eachEdge(times.length), groups);

/** Lanes are few and settled early. */
const phases = (evaluations: number) =>
  [
    { name: "lanes", until: Math.min(Math.round(evaluations / 2), lanesTrialsMax), spread: 0.25 },
    { name: "stretches", until: evaluations, spread: 0.15 },
  ] as const;

const lanesTrialsMax = 240;
const population = 12;
const trialS = 300;
const checks = 3;
const checkS = 600;
const roundsPerCheck = 5;
