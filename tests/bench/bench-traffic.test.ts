/** `bench traffic`, as scripts call it: what it answers on a floor that the test draws, and how it refuses. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { run } from "../stories/a-command.ts";

const folder = mkdtempSync(join(tmpdir(), "floorplane-bench-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const write = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

const rows = ["..........", ".@@@@.@@@.", "..........", ".@@@.@@@@.", ".........."];
const map = write("floor.map", `type octile\nheight 5\nwidth 10\nmap\n${rows.join("\n")}\n`);
write("floor.agents", "4\n0\n2\n4\n6\n");
write("floor.tasks", `8\n${[49, 40, 25, 20, 9, 45, 29, 4].join("\n")}\n`);
const problem = {
  mapFile: "floor.map",
  agentFile: "floor.agents",
  taskFile: "floor.tasks",
  teamSize: 4,
  numTasksReveal: 1,
};
const roundRobin = write(
  "problem.json",
  JSON.stringify({ ...problem, taskAssignmentStrategy: "roundrobin" }),
);
const late = write(
  "late.json",
  JSON.stringify({
    ...problem,
    agentCounter: 3,
    delayConfig: {
      seed: 0,
      minDelay: 2,
      maxDelay: 8,
      eventModel: "poisson",
      pDelay: 0.02,
      durationModel: "gaussian",
      gaussMeanRatio: 0.5,
      gaussStdRatio: 0.22,
    },
  }),
);

async function answered(...args: readonly string[]) {
  const { code, stdout, stderr } = await run(["bench", "traffic", "--guidance", "none", ...args, "--json"]);
  const last = stdout.trimEnd().split("\n").at(-1) ?? "";
  if (!last.startsWith("{")) throw new Error(`ended with ${code}: ${stderr}`);
  const json = JSON.parse(last) as Record<string, unknown>;
  return {
    code,
    json,
    outcome: { ...json, planMs: 0, distanceMs: 0, startMs: 0, guidanceMs: 0, peakRssMb: 0 },
  };
}

describe("bench traffic", () => {
  it("answers with the figures of a run, every step of it verified", async () => {
    const { code, json } = await answered("--instance", roundRobin, "--steps", "200", "--ms", "2");

    expect(code).toBe(0);
    expect(json).toMatchObject({
      map: "problem",
      agents: 4,
      steps: 200,
      mode: "published",
      model: "rotate",
      collisions: 0,
      deadlocks: 0,
      ratioToNoDelay: null,
      planMs: { p50: expect.any(Number), p99: expect.any(Number), max: expect.any(Number) },
      distanceMs: { p50: expect.any(Number), p99: expect.any(Number) },
      startMs: expect.any(Number),
      peakRssMb: expect.any(Number),
    });
    expect(json.tasksFinished).toBeGreaterThan(20);
    expect(json.throughput).toBeCloseTo((json.tasksFinished as number) / 200, 3);
  });

  it.each(["pibt", "epibt"])(
    "gives the same run for the same tries, and another for another seed: %s",
    async (planner) => {
      const args = [
        "--instance",
        map,
        "--robots",
        "12",
        "--planner",
        planner,
        "--tries",
        "3",
        "--steps",
        "150",
      ];
      const [once, again, other] = await Promise.all([
        answered(...args, "--seed", "3"),
        answered(...args, "--seed", "3"),
        answered(...args, "--seed", "4"),
      ]);

      expect(again.outcome).toEqual(once.outcome);
      expect(other.outcome).not.toEqual(once.outcome);
    },
  );

  it("goes by guidance that it makes from the layout, or by a file", async () => {
    const made = await answered(...["--instance", map, "--robots", "12", "--steps", "50", "--tries", "1"]);
    const file = write("guidance.json", "{}");
    const { code, stderr } = await run(["bench", "traffic", "--instance", map, "--guidance", file]);

    expect(made.json).toMatchObject({ guidance: "none", collisions: 0 });
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringMatching(/guidance file/) });
  });

  it("runs by claims with robots that are late, and says what that cost", async () => {
    const { code, json } = await answered(
      ...["--instance", late, "--steps", "300", "--tries", "2", "--execute", "claims", "--delays", "on"],
    );

    expect(code).toBe(0);
    expect(json).toMatchObject({ mode: "executable", execute: "claims", collisions: 0, deadlocks: 0 });
    expect(json.ratioToNoDelay).toBeGreaterThan(0.6);
    expect(json.ratioToNoDelay).toBeLessThan(1.1);
  });

  it.each([
    [["--instance", join(folder, "nowhere.map")], /nowhere.map" does not exist/],
    [["--instance", write("notes.txt", "hello\n")], /none of the instances that can be read/],
    [["--instance", write("broken.json", "{")], /is not JSON/],
    [["--instance", map, "--robots", "500"], /--robots 500 is more than the 36 places/],
    [["--instance", roundRobin, "--robots", "5"], /--robots 5 is more than the 4 places/],
    [["--instance", map, "--delays", "on"], /--delays on needs --execute claims/],
    [["--instance", roundRobin, "--execute", "claims", "--delays", "on"], /has no delayConfig/],
    [["--instance", map, "--guidance", join(folder, "none.csv")], /--guidance names .* does not exist/],
    [["--instance", map, "--model", "hover"], /--model must be one of rotate, four-way, not "hover"/],
    [["--instance", map, "--ms", "soon"], /--ms must be a number/],
    [["--instance", "generated:0"], /needs 1 to 20000 bins/],
    [["--instance", "generated:100", "--agents", "nope"], /--agents is for floors in unit steps/],
    [
      ["--instance", "generated:9", "--execute", "claims", "--delays", "on"],
      /--delays on is for instances that say how late/,
    ],
    [["--robots", "3"], /required option '--instance/],
  ] as const)("refuses %j in one sentence", async (args, sentence) => {
    const { code, stdout, stderr } = await run(["bench", "traffic", ...args]);

    expect({ code, stdout, lines: stderr.match(/\n/g)?.length }).toEqual({ code: 2, stdout: "", lines: 1 });
    expect(stderr).toMatch(sentence);
  });
});
