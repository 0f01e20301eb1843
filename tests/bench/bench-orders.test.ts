/** `bench orders`, as scripts call it: a house of its own process takes orders in, is killed, and has every one that it acknowledged. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { run } from "../stories/a-command.ts";
import { storyMs } from "../stories/stories.ts";

it("sends orders at a rate, kills the house under them, and finds each that was acknowledged once", {
  timeout: storyMs,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "floorplane-orders-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "day.csv");
  writeFileSync(
    file,
    [
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,Country",
      "1,11111A,CUP,3,2011-03-01 09:00:00,France",
      "1,22222,MUG,1,2011-03-01 09:00:00,France",
      "2,22222,MUG,2,2011-03-01 09:05:00,France",
    ].join("\n"),
  );

  const { stdout, code } = await run([
    "bench",
    "orders",
    "--file",
    file,
    ..."--rate 40 --seconds 4 --robots 2 --json".split(" "),
  ]);

  const number = expect.any(Number);
  expect(JSON.parse(stdout)).toMatchObject({
    sent: 160,
    acknowledged: 160,
    rejected: 0,
    perSecond: number,
    linesPerOrder: number,
    ackMs: { p50: number, p99: number },
    loopLagMs: { p50: number },
    lostAfterKill: 0,
    twice: 0,
  });
  expect(code).toBe(0);
});

it("wants to know which orders", async () => {
  const { stderr, code } = await run("bench orders --rate 40".split(" "));

  expect(code).toBe(2);
  expect(stderr).toContain("--file FILE.csv or --profile b2c, one of them");
});
