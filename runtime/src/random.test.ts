import { expect, it } from "vitest";
import { hash32, seededRandom } from "./random.ts";

const draws = (random: { next(): number }, count: number): number[] =>
  Array.from({ length: count }, () => random.next());

it("draws the same from the same seed, and something else from another", () => {
  expect(draws(seededRandom(7), 50)).toEqual(draws(seededRandom(7), 50));
  expect(draws(seededRandom(7), 50)).not.toEqual(draws(seededRandom(8), 50));
});

it("keeps its branches apart: a draw in one moves no other", () => {
  const one = seededRandom(7);
  one.split("robots").next();
  one.next();

  expect(draws(one.split("readers"), 10)).toEqual(draws(seededRandom(7).split("readers"), 10));
});

it("is uniform enough: mean, variance and each tenth within five sigma of 100,000 draws", () => {
  const values = draws(seededRandom("uniform"), 100_000);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const tenths = Array.from(
    { length: 10 },
    (_, tenth) => values.filter((value) => Math.floor(value * 10) === tenth).length,
  );

  expect(Math.abs(mean - 0.5)).toBeLessThan((5 * Math.sqrt(1 / 12)) / Math.sqrt(values.length));
  for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(9_000));
});

it("hashes the same text to the same number on every machine", () => {
  expect(["", "85123A", "85123a"].map((text) => hash32(text))).toEqual([
    2_872_998_923, 2_399_171_372, 3_301_750_502,
  ]);
});
