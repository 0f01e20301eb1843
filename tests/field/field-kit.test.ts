/** Vehicles of the field kit among six robots, every third scenario of the table; the whole of it, with twenty robots and five seeds, is in `tests/long`. */
import { describe, expect, it } from "vitest";
import { faultless, isToldRightly, play } from "./scenario.ts";
import { scenarios } from "./scenarios.ts";

describe("a vehicle of the field among six robots", () => {
  it.each(scenarios.filter((_, index) => index % 3 === 0))("$name", async (scenario) => {
    const came = await play(scenario, 6, 1);

    expect(came).toMatchObject(faultless);
    expect({ told: came.told, rightly: isToldRightly(scenario, came) }).toMatchObject({ rightly: true });
  });
});

it("the table has at least sixty scenarios, each with a name of its own", () => {
  expect(scenarios.length).toBeGreaterThanOrEqual(60);
  expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
});
