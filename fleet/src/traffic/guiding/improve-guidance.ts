/**
 * Guidance improved offline by running traffic on it (Zhang et al., Guidance Graph Optimization, IJCAI 2024, arXiv 2402.01446, there with CMA-ES): rows and columns first, which a few hundred trials
 * settle, then every edge by itself. May be stopped after any trial; what it has then is what it hands over.
 */
import { seededRandom } from "@floorplane/runtime/random";
import { plainGuidance, type StepGuidance } from "../steps/step-guidance.ts";
import { costScaleOf, guidanceOf, sharesOf } from "./cost-scale.ts";
import { type GuidanceWish, guidanceFor } from "./guidance-for.ts";
import { edgeGroups, gathered, lineGroups } from "./lines.ts";
import { NaturalSearch } from "./natural-search.ts";
import { trialOf } from "./trial-plan.ts";

export interface ImproveWish extends GuidanceWish {
  /** Trials after the guidance made in seconds that it begins from. */
  readonly evaluations: number;
}

export interface Progress {
  readonly phase: "lines" | "edges";
  readonly evaluations: number;
  /** Errands a step on errands that the search never sees: before, and with what it has now. */
  readonly before: number;
  readonly now: number;
  readonly best: StepGuidance;
}

/** One report for each round of the search; the last one holds the best guidance. */
export function* improveGuidance(wish: ImproveWish): Generator<Progress> {
  const { graph, floor, motion } = wish;
  const random = seededRandom(wish.seed ?? 1);
  const begun = guidanceFor(wish);
  const base = plainGuidance(graph);
  const { trial, steps } = trialOf(wish, base, random.split("errands"));
  const scale = costScaleOf(graph, motion, begun.lanes ? begun.lanes.against / begun.lanes.along : 1);
  const edges = edgeGroups(graph);
  const check = (guidance: StepGuidance): number => {
    let sum = 0;
    for (let i = 0; i < checks; i++)
      sum += trial.run(guidance, {
        ...steps,
        steps: checkTimes * steps.steps,
        seed: `check ${i}`,
      }).throughput;
    return sum / checks;
  };
  const before = check(begun.guidance);
  let now = before;
  let best = begun.guidance;
  let shares = sharesOf(best, begun.plain, edges);
  let evaluations = 0;
  yield { phase: "lines", evaluations, before, now, best };
  for (const { name, until, spread } of phases(wish.evaluations)) {
    const groups = name === "lines" ? lineGroups(graph, floor) : edges;
    const search = new NaturalSearch(gathered(shares, edges, groups), {
      spread,
      population,
      random: random.split(name),
    });
    for (let round = 1; evaluations < until; round++) {
      const wished = { ...steps, seed: `${name} ${round}` };
      search.tell(
        search.ask().map((point) => trial.run(guidanceOf(point, groups, base, scale), wished).throughput),
      );
      evaluations += population;
      if (round % roundsPerCheck === 0 || evaluations >= until) {
        const guidance = guidanceOf(search.mean, groups, base, scale);
        const score = check(guidance);
        if (score > now) {
          now = score;
          best = guidance;
          shares = gathered(search.mean, groups, edges);
        }
      }
      yield { phase: name, evaluations, before, now, best };
    }
  }
}

/** Rows and columns are settled after a thousand trials; edges never are. */
const phases = (evaluations: number) =>
  [
    { name: "lines", until: Math.min(Math.round(evaluations / 2), linesTrialsMax), spread: 0.3 },
    { name: "edges", until: evaluations, spread: 0.2 },
  ] as const;

const linesTrialsMax = 1_500;
const population = 20;
const checks = 4;
const checkTimes = 2;
const roundsPerCheck = 5;
