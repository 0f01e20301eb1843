import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { describeLedger } from "./ledger.suite.ts";
import { MemoryLedger } from "./memory-ledger.ts";
import { InThreadSqliteLedger } from "./sqlite-in-thread.ts";
import { SqliteLedger } from "./sqlite-ledger.ts";

const fail = (error: Error): never => {
  throw error;
};

function looseIn(file: string): number {
  const database = new DatabaseSync(file, { readOnly: true });
  const { loose } = database.prepare("select count(*) as loose from rows").get() as { loose: number };
  database.close();
  return loose;
}

describeLedger("in memory", async () => {
  const ledger = new MemoryLedger();
  return { reopen: () => ledger, dispose: async () => {} };
});

describeLedger("in SQLite", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ledger-"));
  return {
    reopen: () => new SqliteLedger(join(folder, "ledger.sqlite"), fail),
    loose: async () => looseIn(join(folder, "ledger.sqlite")),
    dispose: async () => rmSync(folder, { recursive: true, force: true }),
  };
});

describeLedger("in SQLite, in the house's own thread", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ledger-"));
  return {
    reopen: () => new InThreadSqliteLedger(join(folder, "ledger.sqlite")),
    loose: async () => looseIn(join(folder, "ledger.sqlite")),
    dispose: async () => rmSync(folder, { recursive: true, force: true }),
  };
});

it("refuses a second house on one SQLite file, and lets it in when the first is gone", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ledger-"));
  const file = join(folder, "ledger.sqlite");
  const first = new SqliteLedger(file, fail);
  await first.open();
  const second = new SqliteLedger(file, fail);

  await expect(second.open()).rejects.toMatchObject({
    code: "already-running",
    message: expect.stringContaining(file),
  });
  await first.close();
  await second.open();
  await second.close();
  rmSync(folder, { recursive: true, force: true });
});

it("tells at once what was never retired, and waits for what is being retired this moment", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ledger-"));
  const ledger = new SqliteLedger(join(folder, "ledger.sqlite"), fail);
  await ledger.open();
  const order = (sequence: number, body: object | null) => {
    const document = {
      kind: "order",
      id: "O1",
      version: 1,
      body,
      ...(body ? {} : { retired: true as const }),
    };
    const change = {
      at: 1,
      room: "wms-bridge" as const,
      cause: { type: "tested" },
      taken: 0,
      mail: [],
      due: [],
    };
    const whole = { ...change, documents: [document] };
    return { sequence, hash: `hash-${sequence}`, text: JSON.stringify(whole), change: whole };
  };
  ledger.append(order(1, { state: "shipped" }));
  ledger.append(order(2, null));
  let isTold = false;

  ledger.past("order", "O2", () => {
    isTold = true;
  });
  const past = new Promise((resolve) => ledger.past("order", "O1", resolve));

  expect(isTold).toBe(true);
  expect(await past).toEqual({ id: "O1", version: 1, body: { state: "shipped" } });
  await ledger.close();
  rmSync(folder, { recursive: true, force: true });
});
