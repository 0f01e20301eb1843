/** A ledger of every format that there was opens, and one of a format that is still to come is refused. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, expect, it } from "vitest";
import { ledgerFormat } from "./ledger.ts";
import { SqliteLedger } from "./sqlite-ledger.ts";

const folder = mkdtempSync(join(tmpdir(), "formats-"));
const file = join(folder, "ledger.sqlite");
const fail = (error: Error): never => {
  throw error;
};
afterEach(() => rmSync(file, { force: true }));

/** Documents without a version of their kind. */
function aLedgerOfTheFirstFormat(): void {
  const database = new DatabaseSync(file);
  database.exec(`
    pragma journal_mode = wal;
    create table rows (sequence integer primary key, at integer not null, room text not null, cause text not null, text text not null, hash text not null);
    create table documents (kind text not null, id text not null, body text not null, primary key (kind, id)) without rowid;
    create table mail (room text not null, position integer not null, message text not null, primary key (room, position)) without rowid;
    create table due (room text not null, id text not null, at integer not null, event text not null, primary key (room, id)) without rowid;
    insert into rows values (1, 1000, 'fleet', 'tested', '{}', 'hash-1');
    insert into documents values ('robot', 'R1', '{"battery":79}');
    pragma user_version = 1;
  `);
  database.close();
}

it("the first format opens: its documents have version 1, and what is written then has its own", async () => {
  aLedgerOfTheFirstFormat();
  const ledger = new SqliteLedger(file, fail);

  expect(await ledger.open()).toEqual({ sequence: 1, hash: "hash-1" });
  const change = {
    at: 2_000,
    room: "fleet",
    cause: { type: "tested" },
    documents: [{ kind: "robot", id: "R2", version: 5, body: { battery: null } }],
    mail: [],
    due: [],
    taken: 0,
  } as const;
  ledger.append({ sequence: 2, change, text: JSON.stringify(change), hash: "hash-2" });

  expect(await ledger.documents("robot")).toEqual([
    { id: "R1", version: 1, body: { battery: 79 } },
    { id: "R2", version: 5, body: { battery: null } },
  ]);
  await ledger.close();
  const again = new SqliteLedger(file, fail);
  expect(await again.open()).toEqual({ sequence: 2, hash: "hash-2" });
  await again.close();
});

it("a format that this Floorplane does not know is refused with what to do, and nothing is changed", async () => {
  aLedgerOfTheFirstFormat();
  const newer = new DatabaseSync(file);
  newer.exec(`pragma user_version = ${ledgerFormat + 1}`);
  newer.close();

  const ledger = new SqliteLedger(file, fail);
  await expect(ledger.open()).rejects.toMatchObject({
    code: "ledger-failed",
    message: expect.stringContaining(`format ${ledgerFormat + 1}`),
  });
  await ledger.close();

  const after = new DatabaseSync(file);
  expect(after.prepare("pragma user_version").get()).toEqual({ user_version: ledgerFormat + 1 });
  after.close();
  rmSync(folder, { recursive: true, force: true });
});
