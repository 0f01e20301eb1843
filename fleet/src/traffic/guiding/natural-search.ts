/**
 * A search by sampling in many dimensions: separable natural evolution strategy (Schaul, Glasmachers and Schmidhuber, GECCO 2011), which is to CMA-ES what a diagonal is to a matrix and so does for
 * thousands of edges. Samples come in mirrored pairs; only their order counts, so that noise of one trial moves nothing far.
 */
import type { Random } from "@floorplane/runtime/random";

export class NaturalSearch {
  readonly mean: Float64Array;
  readonly spread: Float64Array;
  readonly population: number;
  readonly #random: Random;
  readonly #steps: Float64Array[];
  readonly #weight: Float64Array;
  readonly #rate: number;

  constructor(
    mean: Float64Array,
    wish: { readonly spread: number; readonly population: number; readonly random: Random },
  ) {
    const { spread, population, random } = wish;
    this.mean = mean.slice();
    this.spread = new Float64Array(mean.length).fill(spread);
    this.population = population;
    this.#random = random;
    this.#steps = Array.from({ length: population }, () => new Float64Array(mean.length));
    const raw = Float64Array.from({ length: population }, (_, rank) =>
      Math.max(0, Math.log(population / 2 + 1) - Math.log(rank + 1)),
    );
    const sum = raw.reduce((total, value) => total + value, 0);
    this.#weight = raw.map((value) => value / sum - 1 / population);
    this.#rate = (3 + Math.log(mean.length)) / (10 * Math.sqrt(mean.length));
  }

  /** Where to try next: `population` points. */
  ask(): Float64Array[] {
    const { mean, spread } = this;
    const steps = this.#steps;
    const random = this.#random;
    for (const [i, step] of steps.entries())
      for (let k = 0; k < step.length; k++) step[k] = i % 2 === 0 ? random.normal() : -steps[i - 1]![k]!;
    return steps.map((step) => step.map((value, k) => mean[k]! + spread[k]! * value));
  }

  /** How good the points of the last question were: more is better. */
  tell(values: readonly number[]): void {
    const { mean, spread } = this;
    const steps = this.#steps;
    const weight = this.#weight;
    const rate = this.#rate;
    const order = values.map((_, i) => i).sort((a, b) => values[b]! - values[a]! || a - b);
    for (let k = 0; k < mean.length; k++) {
      let shift = 0;
      let stretch = 0;
      for (const [rank, i] of order.entries()) {
        const step = steps[i]![k]!;
        shift += weight[rank]! * step;
        stretch += weight[rank]! * (step * step - 1);
      }
      mean[k] = mean[k]! + spread[k]! * shift;
      spread[k] = spread[k]! * Math.exp(rate * stretch);
    }
  }
}
