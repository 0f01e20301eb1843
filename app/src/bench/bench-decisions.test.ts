import { expect, it } from "vitest";
import { benchDecisions } from "./bench-decisions.ts";

const few = { robots: 4, seconds: 600, seed: 1, turns: 1 };

it("times every state of a robot that the house hears, and says how many wrote a row", async () => {
  const answer = await benchDecisions(few);

  const us = { p50: expect.any(Number), p99: expect.any(Number) };
  expect(answer).toMatchObject({ robots: 4, us });
  expect(answer).toHaveProperty(
    "states",
    expect.toSatisfy((states: number) => states > 20),
  );
  expect(answer).toHaveProperty(
    "rows",
    expect.toSatisfy((rows: number) => rows > 0),
  );
});

it("refuses to stand beside a folder that is no checkout", async () => {
  await expect(benchDecisions({ ...few, beside: "/nowhere" })).rejects.toThrow("/nowhere is no checkout");
});
