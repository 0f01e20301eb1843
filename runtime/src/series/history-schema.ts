/** Tables of the embedded history: raw points, and roll-ups of one minute, ten minutes and an hour, each by series and time. */
import type { DatabaseSync } from "node:sqlite";
import { FloorplaneError } from "@floorplane/contracts/errors";

const schemaVersion = 1;
const dayMs = 86_400_000;

/** One table of values by time, the finest first; each roll-up is made from the one before it. */
export interface Tier {
  readonly table: "raw" | "minute" | "ten_minutes" | "hour";
  /** Width of a row in ms; 1 for raw points. */
  readonly widthMs: number;
  /** How long rows are kept, in ms: raw for a month and some days, minutes over a year's comparison, hours for ten years. */
  readonly keepMs: number;
  /** The columns that hold the lowest, highest and last value. */
  readonly low: string;
  readonly high: string;
  readonly last: string;
}

const rolledUp = { low: "low", high: "high", last: "last" } as const;
export const tiers: readonly Tier[] = [
  { table: "raw", widthMs: 1, keepMs: 35 * dayMs, low: "value", high: "value", last: "value" },
  { table: "minute", widthMs: 60_000, keepMs: 400 * dayMs, ...rolledUp },
  { table: "ten_minutes", widthMs: 600_000, keepMs: 1_100 * dayMs, ...rolledUp },
  { table: "hour", widthMs: 3_600_000, keepMs: 3_660 * dayMs, ...rolledUp },
];

/**
 * Opens or makes the tables. `synchronous=NORMAL`: a power cut may take the last moments of a projection, never its soundness, and no
 * commit waits for the disk. `kept` says from when on a tier is whole; a series' number is its row's.
 */
export function openHistorySchema(database: DatabaseSync): void {
  database.exec(`
    pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 5000;
    pragma cache_size = -16000; pragma journal_size_limit = 67108864;
  `);
  const { user_version: version } = database.prepare("pragma user_version").get() as { user_version: number };
  if (version === schemaVersion) return;
  if (version !== 0)
    throw new FloorplaneError({
      code: "malformed-file",
      message: `the history was written by another version (schema ${version}, this is ${schemaVersion}): use that version or move the file away`,
    });
  const rollUpTables = tiers
    .filter((tier) => tier.table !== "raw")
    .map(
      ({ table }) =>
        `create table ${table} (series integer, at integer, low real not null, high real not null, last real not null, doubt integer not null, primary key (series, at)) without rowid;`,
    );
  database.exec(`
    begin immediate;
    create table series (number integer primary key, site text not null, device text not null, quantity text not null, unit text not null, unique (site, device, quantity, unit));
    create table raw (series integer, at integer, value real not null, doubt integer not null, primary key (series, at)) without rowid;
    ${rollUpTables.join("\n")}
    create table kept (tier text primary key, since integer not null) without rowid;
    pragma user_version = ${schemaVersion};
    commit;
  `);
}
