/** Tables of the SQLite ledger. Keys compare by bytes (BINARY), times are integers in ms. */
import type { DatabaseSync } from "node:sqlite";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { ledgerFormat, newerLedger } from "./ledger.ts";

export function openSchema(database: DatabaseSync): void {
  database.exec("pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 5000;");
  const mode = database.prepare("pragma synchronous").get() as { synchronous: number };
  const journal = database.prepare("pragma journal_mode").get() as { journal_mode: string };
  // The two settings on which every promise of durability stands (FAULTS 1.9).
  if (mode.synchronous !== 2 || journal.journal_mode !== "wal")
    throw new FloorplaneError({
      code: "ledger-failed",
      message: "SQLite refused WAL with synchronous=FULL: keep the ledger on a local disk",
    });
  const { user_version: format } = database.prepare("pragma user_version").get() as { user_version: number };
  if (format === ledgerFormat) return;
  if (format > ledgerFormat) throw newerLedger(format);
  if (format > 0) {
    for (let from = format; from < ledgerFormat; from++)
      database.exec(`begin immediate; ${steps[from]!} pragma user_version = ${from + 1}; commit;`);
    return;
  }
  database.exec(`
    begin immediate;
    create table rows (sequence integer primary key, at integer not null, room text not null, cause text not null, text text not null, hash text not null);
    create table documents (kind text not null, id text not null, version integer not null, body text not null, primary key (kind, id)) without rowid;
    create table mail (room text not null, position integer not null, message text not null, primary key (room, position)) without rowid;
    create table due (room text not null, id text not null, at integer not null, event text not null, primary key (room, id)) without rowid;
    ${segmentTables}
    pragma user_version = ${ledgerFormat};
    commit;
  `);
}

/** Rows that were packed; documents that left the working set, until their row is packed; and in which segment they are from then on. */
const segmentTables = `
    create table segments (first integer primary key, last integer not null, before text not null, after text not null, rows blob not null, retired blob not null);
    create table retired (kind text not null, id text not null, version integer not null, body text not null, sequence integer not null, primary key (kind, id)) without rowid;
    create table sealed (kind text not null, id text not null, segment integer not null, primary key (kind, id)) without rowid;
`;

/** What makes a ledger of one format one of the next, by the format it has. */
const steps: Readonly<Record<number, string>> = {
  1: "alter table documents add column version integer not null default 1;",
  // Rows are read in either form.
  2: "",
  3: segmentTables,
};
