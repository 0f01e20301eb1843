/** The whole matrix of the field kit: every scenario of the table among 6 and 20 robots, under five seeds. */
import { describe, expect, it } from "vitest";
import { faultless, isToldRightly, play } from "../field/scenario.ts";
import { scenarios } from "../field/scenarios.ts";

const seeds = [1, 2, 3, 4, 5];

describe.each([6, 20])("a vehicle of the field among %s robots", (robots) => {
  it.each(scenarios)("$name, under five seeds", async (scenario) => {
    for (const seed of seeds) {
      const came = await play(scenario, robots, seed);

      expect({ seed, ...came }).toMatchObject({ seed, ...faultless });
      expect({ seed, told: came.told, rightly: isToldRightly(scenario, came) }).toMatchObject({
        rightly: true,
      });
    }
  });
});
