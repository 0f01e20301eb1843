/** Everybody wants the same thing, or has to pass the same place: the floor drains. The whole matrix is in tests/long. */
import { expect, it } from "vitest";
import { say } from "../stories/stories.ts";
import { drained, type RushRun, runRush } from "./drains.ts";

const runMs = 300_000;

const runs: readonly (readonly [name: string, run: RushRun])[] = [
  ["a flash sale of two items, 40 robots", { rush: "twoItems", robots: 40, seed: 1 }],
  ["one packing station, 40 robots", { rush: "threeOfThirty", robots: 40, seed: 1, site: "oneStation" }],
  ["one door, 20 robots", { rush: "threeOfThirty", robots: 20, seed: 1, site: "oneDoor" }],
  [
    "all goods in one aisle with a single mouth, 15 robots",
    { rush: "thirtyItems", robots: 15, seed: 1, site: "deadEnd" },
  ],
];

it.each(runs)(
  "drains: %s",
  async (name, run) => {
    const { json, code } = await runRush(run);

    say(`${name}: ${json.virtualSeconds} virtual seconds, ${json.stalls} stalls`);
    expect(json).toMatchObject(drained(run.rush));
    expect(code).toBe(0);
  },
  runMs,
);
