/** `bench routing` and `bench batching`, as scripts call them: the answer on the last line, and how they refuse. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { run } from "../stories/a-command.ts";

const folder = mkdtempSync(join(tmpdir(), "floorplane-published-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("bench batching", () => {
  it("answers without a gap for an instance whose best value nobody knows", async () => {
    writeFileSync(
      join(folder, "1s-2-30-0.txt"),
      "Order 0\tnumber of articles 1\n0\tAisle 14\tLocation 33\nOrder 1\tnumber of articles 1\n0\tAisle 0\tLocation 0\n",
    );

    const { code, stdout, stderr } = await run(["bench", "batching", "--instances", folder, "--json"]);

    expect(code).toBe(0);
    expect(JSON.parse(stdout.trimEnd().split("\n").at(-1)!)).toMatchObject({
      instances: 1,
      meanGap: null,
      withoutBestKnown: 1,
      faults: 0,
      msPerInstance: { p50: expect.any(Number), p99: expect.any(Number) },
    });
    // 35 m on each side of seven aisles, and 1.5 m of the first aisle that lie on the way.
    expect(stderr).toMatch("1 of 1 1s-2-30-0: 142 (no value known)");
  });
});

describe.each(["routing", "batching"])("bench %s", (what) => {
  it.each([
    [["--instances", join(folder, "nowhere")], /--instances names .*nowhere", which is no folder/],
    [["--instances", folder, "--seed", "x"], /--seed must be a whole number/],
    [["--instances", folder, "--planner", "pibt"], /unknown option '--planner'/],
    [[], /required option '--instances/],
  ])("refuses %j in one sentence", async (args, sentence) => {
    const { code, stdout, stderr } = await run(["bench", what, ...args]);

    expect({ code, stdout, lines: stderr.match(/\n/g)?.length }).toEqual({ code: 2, stdout: "", lines: 1 });
    expect(stderr).toMatch(sentence);
  });
});
