/** Reads a SQLite ledger from its first row to its last, beside the house that may be writing it, and says what is wrong with it. */
import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { LedgerHead } from "@floorplane/runtime/ledger/ledger";
import { UnreadableSegment } from "@floorplane/runtime/ledger/segment";
import { SqliteReader } from "@floorplane/runtime/ledger/sqlite-store";
import { type AuditFault, ChainCheck } from "./chain-check.ts";
import { Replay } from "./replay.ts";
import { tableFaults } from "./tables-check.ts";

export interface LedgerAudit {
  readonly rows: number;
  readonly head: LedgerHead;
  readonly faults: readonly AuditFault[];
}

/** Rows that are in memory at a time. */
const pageMax = 2_000;
/** What the tables have otherwise, and is named. */
const namedMax = 20;

/** `known`: heads that were written down elsewhere. Throws `bad-option` where the file is no ledger. */
export function verifyLedger(file: string, known: readonly LedgerHead[]): LedgerAudit {
  return withLedger(file, (reader, database) => {
    const chain = new ChainCheck(known);
    const replay = new Replay();
    const readOn = (): void => {
      for (;;) {
        const rows = reader.rows(chain.head.sequence + 1, pageMax);
        for (const row of rows) {
          chain.row(row);
          replay.row(row.sequence, row.text);
        }
        if (rows.length < pageMax) return;
      }
    };
    try {
      readOn();
    } catch (error) {
      if (!(error instanceof UnreadableSegment)) throw error;
      const { message, first } = error;
      const detail = `${message}; nothing after it was looked at`;
      const faults: AuditFault[] = [...chain.faults, { code: "segment-unreadable", row: first, detail }];
      return { rows: chain.head.sequence, head: chain.head, faults };
    }
    // The tables are held against the rows of one moment: those that came meanwhile are read first.
    for (database.exec("begin"); reader.head().sequence > chain.head.sequence; database.exec("begin")) {
      database.exec("commit");
      readOn();
    }
    const differing = [...first(tableFaults(database, replay), namedMax)];
    database.exec("commit");
    chain.end();
    return { rows: chain.head.sequence, head: chain.head, faults: [...chain.faults, ...differing] };
  });
}

/** Opens a ledger to read, for as long as `read` takes. Throws `bad-option` where the file is none. */
export function withLedger<Answer>(
  file: string,
  read: (reader: SqliteReader, database: DatabaseSync) => Answer,
): Answer {
  if (!existsSync(file)) throw noLedger(file, "there is no such file");
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return read(new SqliteReader(database), database);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_SQLITE_ERROR") throw error;
    throw noLedger(file, (error as Error).message);
  } finally {
    database.close();
  }
}

const noLedger = (file: string, why: string): FloorplaneError =>
  new FloorplaneError({
    code: "bad-option",
    message: `${file} is no ledger that can be read (${why}): name a state folder with --state, or a file with --ledger`,
    field: "--ledger",
  });

function* first<One>(all: Iterable<One>, most: number): Iterable<One> {
  let count = 0;
  for (const one of all) {
    if (count++ === most) return;
    yield one;
  }
}
