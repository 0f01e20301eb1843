/**
 * Robots that are late at random, as the League of Robot Runners 2026 has it: each tick some of those that are on time are struck (as many as a Poisson or Bernoulli draw says) and stand still for
 * a time drawn from a normal or uniform distribution. Own implementation of its published description, with our own source of chance.
 */
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { Delays } from "@floorplane/layout/grid-files";
import type { Random } from "@floorplane/runtime/random";

export class RandomDelays {
  /** By robot: ticks that it will stand still yet. */
  readonly left: Int32Array;
  readonly #config: Delays;
  readonly #random: Random;
  readonly #onTime: Int32Array;

  constructor(config: Delays, robots: number, random: Random) {
    if (!["poisson", "bernoulli"].includes(config.eventModel))
      throw unknownModel("eventModel", config.eventModel);
    if (!["gaussian", "uniform"].includes(config.durationModel))
      throw unknownModel("durationModel", config.durationModel);
    this.#config = config;
    this.#random = random;
    this.left = new Int32Array(robots);
    this.#onTime = new Int32Array(robots);
  }

  /** One tick later: `left[robot] > 0` says who does not move in it. */
  tick(): void {
    const { left } = this;
    const onTime = this.#onTime;
    const random = this.#random;
    const { eventModel, pDelay } = this.#config;
    let count = 0;
    for (let robot = 0; robot < left.length; robot++) {
      if (left[robot]! > 0) left[robot]!--;
      if (left[robot] === 0) onTime[count++] = robot;
    }
    if (eventModel === "bernoulli") {
      for (let i = 0; i < count; i++) if (random.chance(pDelay)) left[onTime[i]!] = this.#duration();
      return;
    }
    const struck = Math.min(count, poisson(left.length * pDelay, random));
    for (let i = 0; i < struck; i++) {
      const j = i + random.below(count - i);
      const robot = onTime[j]!;
      onTime[j] = onTime[i]!;
      left[robot] = this.#duration();
    }
  }

  #duration(): number {
    const { minDelay, maxDelay, durationModel, gaussMeanRatio, gaussStdRatio } = this.#config;
    const span = maxDelay - minDelay;
    if (durationModel === "uniform") return minDelay + this.#random.below(span + 1);
    const drawn = minDelay + span * (gaussMeanRatio + gaussStdRatio * this.#random.normal());
    return Math.min(maxDelay, Math.max(minDelay, Math.round(drawn)));
  }
}

/** Knuth's method, a piece at a time: e to the minus mean would vanish for large means. */
function poisson(mean: number, random: Random): number {
  let count = 0;
  for (let rest = mean; rest > 0; rest -= meanMax) {
    const least = Math.exp(-Math.min(rest, meanMax));
    for (let product = random.next(); product > least; product *= random.next()) count++;
  }
  return count;
}

const meanMax = 16;

const unknownModel = (field: string, model: string): FloorplaneError =>
  new FloorplaneError({
    code: "malformed-file",
    message: `delayConfig.${field} "${model}" is none that is known: poisson or bernoulli events, gaussian or uniform durations`,
    field: `delayConfig.${field}`,
  });
