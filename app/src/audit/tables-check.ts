/** Holds the tables of a SQLite ledger against what its rows say: a start reads the tables and no row, so that whatever was changed there alone would be believed. */
import { hash as digest } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { isDeepStrictEqual } from "node:util";
import { ledgerFormat, type StoredRow } from "@floorplane/runtime/ledger/ledger";
import { changeIn } from "@floorplane/runtime/ledger/row-text";
import { type RetiredDocument, retiredIn, type Segment } from "@floorplane/runtime/ledger/segment";
import type { AuditFault } from "./chain-check.ts";
import { bodyDigest, keyOf, type Replay, type Retirement } from "./replay.ts";

/** What is wrong with them; of one moment, in which `replay` has read every row. */
export function* tableFaults(database: DatabaseSync, replay: Replay): Iterable<AuditFault> {
  yield* schemaFaults(database);
  yield* columnFaults(database);
  yield* documentFaults(database, replay);
  yield* mailFaults(database, replay);
  yield* deadlineFaults(database, replay);
  yield* retiredFaults(database, replay);
}

const tables = ["documents", "due", "mail", "retired", "rows", "sealed", "segments"];

/** A trigger would write what no row says, and a table of one's own is nobody's. */
function* schemaFaults(database: DatabaseSync): Iterable<AuditFault> {
  const [{ user_version: format } = { user_version: 0 }] = all<{ user_version: number }>(
    database,
    "pragma user_version",
  );
  if (format !== ledgerFormat)
    yield {
      code: "schema-differs",
      detail: `the ledger says it has format ${format}, and its tables are read as ${ledgerFormat}`,
    };
  for (const { type, name } of all<{ type: string; name: string }>(
    database,
    "select type, name from sqlite_master where name not like 'sqlite_%' order by name",
  ))
    if (type !== "table" || !tables.includes(name))
      yield { code: "schema-differs", detail: `${type} ${name} is none of the ledger's own: take it out` };
}

/** Whoever reads rows with SQL reads these beside the text that is hashed. */
function* columnFaults(database: DatabaseSync): Iterable<AuditFault> {
  const rows = each<{ sequence: number; at: number; room: string; cause: string; text: string }>(
    database,
    "select sequence, at, room, cause, text from rows order by sequence",
  );
  for (const { sequence, text, ...columns } of rows) {
    const said = changeIn(text);
    const wrong = [
      ...(columns.at === said.at ? [] : ["at"]),
      ...(columns.room === said.room ? [] : ["room"]),
      ...(columns.cause === said.cause.type ? [] : ["cause"]),
    ];
    if (wrong.length > 0)
      yield {
        code: "row-changed",
        row: sequence,
        detail: `row ${sequence} says otherwise in ${wrong.map((name) => `"${name}"`).join(", ")} than in its text`,
      };
  }
}

function* documentFaults(database: DatabaseSync, { documents }: Replay): Iterable<AuditFault> {
  const seen = new Set<string>();
  for (const { kind, id, version, body } of each<Stored>(
    database,
    "select kind, id, version, body from documents order by kind, id",
  )) {
    const key = keyOf(kind, id);
    seen.add(key);
    const said = documents.get(key);
    if (said === undefined) yield differs(key, "stands in the table, and no row wrote it");
    else if (said.version !== version || !isDeepStrictEqual(said.body, JSON.parse(body)))
      yield differs(key, "is in the table otherwise than its rows wrote it");
  }
  for (const key of documents.keys())
    if (!seen.has(key)) yield differs(key, "was written by a row, and is not in the table");
}

function* mailFaults(database: DatabaseSync, { mail }: Replay): Iterable<AuditFault> {
  const seen = new Set<string>();
  for (const { room, position, message } of each<{ room: string; position: number; message: string }>(
    database,
    "select room, position, message from mail order by room, position",
  )) {
    const key = keyOf(room, position);
    seen.add(key);
    if (!isDeepStrictEqual(mail.get(key), JSON.parse(message)))
      yield { code: "mail-differs", detail: `what waits for ${room} at ${position} is not what a row sent` };
  }
  for (const key of mail.keys())
    if (!seen.has(key))
      yield {
        code: "mail-differs",
        detail: `what a row sent to ${key.replace(" ", " at ")} was not taken, and is not there`,
      };
}

function* deadlineFaults(database: DatabaseSync, { due }: Replay): Iterable<AuditFault> {
  const seen = new Set<string>();
  for (const { room, id, at, event } of each<{ room: string; id: string; at: number; event: string }>(
    database,
    "select room, id, at, event from due order by room, id",
  )) {
    const key = keyOf(room, id);
    seen.add(key);
    if (!isDeepStrictEqual(due.get(key), { at, event: JSON.parse(event) }))
      yield { code: "deadline-differs", detail: `deadline ${id} of ${room} is not the one that a row set` };
  }
  for (const key of due.keys())
    if (!seen.has(key))
      yield { code: "deadline-differs", detail: `deadline ${key} was set by a row, and is not there` };
}

/** Where a document that left the working set was found: in a segment, by its first row. */
type Held = Map<Retirement, number>;

/** What left the working set is in the loose rows' time in a table, and later in its row's segment, where an index finds it. */
function* retiredFaults(database: DatabaseSync, { retired }: Replay): Iterable<AuditFault> {
  const held: Held = new Map();
  const sealedTo = yield* segmentFaults(database, retired, held);
  const loose = new Set<string>();
  for (const { kind, id, version, body, sequence } of each<Stored & { sequence: number }>(
    database,
    "select kind, id, version, body, sequence from retired order by kind, id",
  )) {
    const key = keyOf(kind, id);
    loose.add(key);
    const last = retired.get(key)?.at(-1);
    if (last?.sequence !== sequence || !isOf(last, { version, body: JSON.parse(body) }))
      yield differs(key, "left the working set otherwise than it is kept");
  }
  const indexed = new Set<string>();
  for (const { kind, id, segment } of each<{ kind: string; id: string; segment: number }>(
    database,
    "select kind, id, segment from sealed order by kind, id",
  )) {
    const key = keyOf(kind, id);
    indexed.add(key);
    const found = (retired.get(key) ?? []).findLast((one) => held.has(one));
    if (!found || held.get(found) !== segment)
      yield differs(key, `is looked for in segment ${segment}, and is not there`);
  }
  for (const [key, times] of retired) {
    const last = times.at(-1)!;
    const isThere = last.sequence > sealedTo ? loose.has(key) : held.has(last) && indexed.has(key);
    if (!isThere) yield differs(key, "left the working set, and is not kept where it is looked for");
  }
}

/** Answers up to which row segments reach. */
function* segmentFaults(
  database: DatabaseSync,
  retired: Replay["retired"],
  held: Held,
): Generator<AuditFault, number> {
  let sealedTo = 0;
  let hash = "";
  for (const { first, last, before, after, retired: packed } of each<Omit<Segment, "rows">>(
    database,
    "select first, last, before, after, retired from segments order by first",
  )) {
    if (first !== sealedTo + 1 || before !== hash)
      yield {
        code: "row-changed",
        row: first,
        detail: `the segment of rows ${first} to ${last} does not follow from the one before`,
      };
    hash = after;
    let documents: readonly RetiredDocument[] = [];
    try {
      documents = retiredIn(packed);
    } catch (error) {
      yield {
        code: "segment-unreadable",
        row: first,
        detail: `what left the working set in rows ${first} to ${last} cannot be unpacked: ${(error as Error).message}`,
      };
    }
    for (const { kind, id, ...document } of documents) {
      const key = keyOf(kind, id);
      const found = retired
        .get(key)
        ?.find((one) => one.sequence >= first && one.sequence <= last && isOf(one, document));
      if (found) held.set(found, first);
      else yield differs(key, `is packed with rows ${first} to ${last} otherwise than they wrote it`);
    }
    sealedTo = last;
  }
  const [loose] = all<StoredRow>(database, "select sequence, text, hash from rows order by sequence limit 1");
  if (loose && (loose.sequence !== sealedTo + 1 || loose.hash !== digest("sha256", hash + loose.text)))
    yield {
      code: "row-changed",
      row: loose.sequence,
      detail: `row ${loose.sequence} does not follow from the last segment`,
    };
  return sealedTo;
}

const isOf = (
  one: Retirement,
  { version, body }: { readonly version: number; readonly body: unknown },
): boolean => one.version === version && one.digest === bodyDigest(body);

interface Stored {
  readonly kind: string;
  readonly id: string;
  readonly version: number;
  readonly body: string;
}

const differs = (key: string, what: string): AuditFault => ({
  code: "document-differs",
  detail: `${key} ${what}`,
});

const each = <Row>(database: DatabaseSync, sql: string): Iterable<Row> =>
  database.prepare(sql).iterate() as Iterable<Row>;

const all = <Row>(database: DatabaseSync, sql: string): Row[] => [...each<Row>(database, sql)];
