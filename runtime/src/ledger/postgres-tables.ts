/** Tables of the PostgreSQL ledger. Keys compare by bytes (collation "C"), times are integers in ms. */
import type pg from "pg";
import { ledgerFormat, newerLedger } from "./ledger.ts";

/** Rows that were packed; documents that left the working set, until their row is packed; and in which segment they are from then on. */
const segmentTables = `
  create table segments (first bigint primary key, last bigint not null, before text not null, after text not null, rows bytea not null, retired bytea not null);
  create table retired (kind text collate "C" not null, id text collate "C" not null, version integer not null, body text not null, sequence bigint not null, primary key (kind, id));
  create table sealed (kind text collate "C" not null, id text collate "C" not null, segment bigint not null, primary key (kind, id));
`;

const tables = `
  create table rows (sequence bigint primary key, at bigint not null, room text not null, cause text not null, text text not null, hash text not null);
  create table documents (kind text collate "C" not null, id text collate "C" not null, version integer not null, body text not null, primary key (kind, id));
  create table mail (room text not null, position bigint not null, message text not null, primary key (room, position));
  create table due (room text collate "C" not null, id text collate "C" not null, at bigint not null, event text not null, primary key (room, id));
  ${segmentTables}
`;

/** What makes a ledger of one format one of the next, by the format it has. */
const steps: Readonly<Record<number, string>> = {
  1: "alter table documents add column version integer not null default 1;",
  // Rows are read in either form.
  2: "",
  3: segmentTables,
};

/** Makes the tables, or brings those of an earlier format up to this one; whole or not at all. */
export async function openTables(client: pg.Client): Promise<void> {
  const before = await formatOf(client);
  if (before === ledgerFormat) return;
  if (before > ledgerFormat) throw newerLedger(before);
  await client.query("begin");
  if (before === 0) await client.query(tables);
  else for (let from = before; from < ledgerFormat; from++) await client.query(steps[from]!);
  await client.query("create table if not exists format (format integer not null)");
  await client.query("delete from format");
  await client.query("insert into format values ($1)", [ledgerFormat]);
  await client.query("commit");
}

export const isLedgerThere = async (client: pg.Client): Promise<boolean> => (await formatOf(client)) > 0;

/** 0: no ledger is here; the first format did not say what it was. */
async function formatOf(client: pg.Client): Promise<number> {
  const has = async (table: string): Promise<boolean> =>
    (await client.query<{ found: string | null }>("select to_regclass($1) as found", [table])).rows[0]!
      .found !== null;
  if (await has("format"))
    return (await client.query<{ format: number }>("select format from format")).rows[0]!.format;
  return (await has("documents")) ? 1 : 0;
}
