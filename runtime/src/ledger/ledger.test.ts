import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { describeLedger } from "./ledger.suite.ts";
import { MemoryLedger } from "./memory-ledger.ts";
import { SqliteLedger } from "./sqlite-ledger.ts";

const fail = (error: Error): never => {
  throw error;
};

describeLedger("in memory", async () => {
  const ledger = new MemoryLedger();
  return { reopen: () => ledger, dispose: async () => {} };
});

describeLedger("in SQLite", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ledger-"));
  return {
    reopen: () => new SqliteLedger(join(folder, "ledger.sqlite"), fail),
    dispose: async () => rmSync(folder, { recursive: true, force: true }),
  };
});

it("refuses a second house on one SQLite file, and says who holds it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ledger-"));
  const first = new SqliteLedger(join(folder, "ledger.sqlite"), fail);
  await first.open();

  // The same process may take its own lock over, so the holder here is the test's parent.
  const { writeFileSync } = await import("node:fs");
  writeFileSync(join(folder, "ledger.sqlite.lock"), String(process.ppid));
  const second = new SqliteLedger(join(folder, "ledger.sqlite"), fail);

  await expect(second.open()).rejects.toMatchObject({
    code: "already-running",
    message: expect.stringContaining(String(process.ppid)),
  });
  await first.close();
  rmSync(folder, { recursive: true, force: true });
});
