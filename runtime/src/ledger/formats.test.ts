/** A ledger of every format that there was opens, and one of a format that is still to come is refused. */
import { hash as digest } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, expect, it } from "vitest";
import { ledgerFormat, type StoredRow } from "./ledger.ts";
import { SqliteLedger } from "./sqlite-ledger.ts";

const folder = mkdtempSync(join(tmpdir(), "formats-"));
const file = join(folder, "ledger.sqlite");
const fail = (error: Error): never => {
  throw error;
};
afterEach(() => {
  for (const end of ["", "-wal", "-shm"]) rmSync(`${file}${end}`, { force: true });
});

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

const wholeRow = (n: number) =>
  JSON.stringify({
    at: n,
    room: "fleet",
    cause: { type: "tested" },
    documents: [{ kind: "robot", id: "R1", version: 1, body: { battery: n } }],
    mail: [],
    due: [],
    taken: 0,
  });

it.each([2, 3])("format %i opens: its rows are packed one by one, and read as they were", async (format) => {
  const database = new DatabaseSync(file);
  database.exec(`
    pragma journal_mode = wal;
    create table rows (sequence integer primary key, at integer not null, room text not null, cause text not null, text text not null, hash text not null);
    create table documents (kind text not null, id text not null, version integer not null, body text not null, primary key (kind, id)) without rowid;
    create table mail (room text not null, position integer not null, message text not null, primary key (room, position)) without rowid;
    create table due (room text not null, id text not null, at integer not null, event text not null, primary key (room, id)) without rowid;
    insert into documents values ('robot', 'R1', 1, '{"battery":4500}');
    pragma user_version = ${format};
    begin;
  `);
  const insert = database.prepare("insert into rows values (?, ?, 'fleet', 'tested', ?, ?)");
  const written: StoredRow[] = [];
  let hash = "";
  for (let sequence = 1; sequence <= 4_500; sequence++) {
    const text = wholeRow(sequence);
    hash = digest("sha256", hash + text);
    insert.run(sequence, sequence, text, hash);
    written.push({ sequence, text, hash });
  }
  database.exec("commit");
  database.close();
  const ledger = new SqliteLedger(file, fail);

  expect(await ledger.open()).toEqual({ sequence: 4_500, hash });
  await until(() => looseIn(file) < 4_000);
  expect(await ledger.rows(1, 10_000)).toEqual(written);
  expect(await ledger.documents("robot")).toEqual([{ id: "R1", version: 1, body: { battery: 4_500 } }]);
  await ledger.close();
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
}

function looseIn(path: string): number {
  const database = new DatabaseSync(path, { readOnly: true });
  const { loose } = database.prepare("select count(*) as loose from rows").get() as { loose: number };
  database.close();
  return loose;
}

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
