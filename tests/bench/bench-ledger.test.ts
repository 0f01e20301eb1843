/** `simulate --ledger` and `bench ledger`, as scripts call them: a simulated house keeps its ledger in a file like any other, and the file is weighed. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { simulated } from "../simulated.ts";
import { run } from "../stories/a-command.ts";

const folder = mkdtempSync(join(tmpdir(), "floorplane-ledger-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const day = join(folder, "day.csv");
writeFileSync(
  day,
  [
    "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,Country",
    "1,11111A,CUP,3,2011-03-01 09:00:00,France",
    "2,22222,MUG,2,2011-03-01 09:05:00,France",
  ].join("\n"),
);
const args = ["--orders", day, "--robots", "2", "--seed", "1"];

it("weighs the ledger of a simulated day, which is the same day with and without a file", async () => {
  const file = join(folder, "ledger.sqlite");

  const { json, code } = await simulated([...args, "--ledger", file]);
  const without = await simulated(args);
  const weighed = await run(["bench", "ledger", "--file", file, "--json"]);

  expect(code).toBe(0);
  expect(json.traceHash).toBe(without.json.traceHash);
  const weight = JSON.parse(weighed.stdout) as Record<string, Record<string, { count: number }>>;
  expect(weight).toMatchObject({
    chain: "holds",
    robots: 2,
    orders: 2,
    perRobotHour: { rows: expect.any(Number) },
  });
  const rows = Object.values(weight.causes!).reduce((sum, { count }) => sum + count, 0);
  expect(rows).toBe(weight.rows);
  expect(weight.kinds!.order!.count).toBeGreaterThanOrEqual(2);
}, 120_000);

it("goes on with nobody's ledger", async () => {
  const { code, stderr } = await run(["simulate", ...args, "--ledger", day]);

  expect(code).toBe(2);
  expect(stderr).toContain("exists already");
}, 60_000);
