/** Which orders are picked together: of few the best of all choices, of more by savings, then by annealing. The same answer each time for the same chance and steps. */
import { type Annealing, anneal, type Chance } from "./anneal.ts";
import type { Batches, BatchingProblem } from "./batches.ts";
import { bestOfEveryChoice, ordersMax } from "./every-choice.ts";
import { RememberedTours } from "./remembered-tours.ts";
import { batchesBySavings } from "./savings.ts";

/** Steps of annealing for each order. */
const stepsAnOrder = 40_000;
/** Found by trial on the instances of Henn & Wäscher, between 0.02 and 0.1, and 0.001 and 0.008. */
const heat = { warm: 0.03, cold: 0.003 };

export function batchesOf(problem: BatchingProblem, chance: Chance, spent?: Annealing["spent"]): Batches {
  if (problem.loads.length <= ordersMax) return bestOfEveryChoice(problem);
  const remembered = { ...problem, tours: new RememberedTours(problem.tours, problem.loads.length) };
  const steps = stepsAnOrder * problem.loads.length;
  const annealing = { steps, ...heat, ...(spent && { spent }) };
  return anneal(remembered, batchesBySavings(remembered), annealing, chance);
}
