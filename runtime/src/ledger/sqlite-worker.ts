/**
 * The writer thread of the SQLite ledger: takes rows, commits what has gathered in one transaction (group commit, WAL, synchronous=FULL)
 * and says which sequence is durable. An fsync takes 0.25 to 4 ms and never holds the floor's loop here.
 */
import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { assert } from "@floorplane/contracts/errors";
import type { Row } from "./ledger.ts";
import { mailPosition } from "./ledger.ts";
import { openSchema } from "./sqlite-schema.ts";

export type ToWriter =
  | { readonly rows: readonly Pick<Row, "sequence" | "text" | "hash">[] }
  | { readonly close: true };
export type FromWriter = { readonly durable: number } | { readonly closed: true };

const port = parentPort;
assert(port, "the ledger writer runs in a worker thread");
const database = new DatabaseSync((workerData as { readonly file: string }).file);
openSchema(database);

const statements = {
  row: database.prepare("insert into rows (sequence, at, room, cause, text, hash) values (?, ?, ?, ?, ?, ?)"),
  put: database.prepare(
    "insert into documents (kind, id, version, body) values (?, ?, ?, ?) on conflict (kind, id) do update set version = excluded.version, body = excluded.body",
  ),
  remove: database.prepare("delete from documents where kind = ? and id = ?"),
  mail: database.prepare("insert into mail (room, position, message) values (?, ?, ?)"),
  take: database.prepare("delete from mail where room = ? and position = ?"),
  due: database.prepare(
    "insert into due (room, id, at, event) values (?, ?, ?, ?) on conflict (room, id) do update set at = excluded.at, event = excluded.event",
  ),
  undue: database.prepare("delete from due where room = ? and id = ?"),
};

port.on("message", (message: ToWriter) => {
  if ("close" in message) {
    database.close();
    port.postMessage({ closed: true } satisfies FromWriter);
    port.close();
    return;
  }
  database.exec("begin immediate");
  for (const row of message.rows) store(row);
  database.exec("commit");
  port.postMessage({ durable: message.rows.at(-1)!.sequence } satisfies FromWriter);
});

function store({ sequence, text, hash }: Pick<Row, "sequence" | "text" | "hash">): void {
  const change = JSON.parse(text) as Row["change"];
  statements.row.run(sequence, change.at, change.room, change.cause.type, text, hash);
  for (const { kind, id, version, body } of change.documents)
    if (body === null) statements.remove.run(kind, id);
    else statements.put.run(kind, id, version, JSON.stringify(body));
  if (change.taken > 0) statements.take.run(change.room, change.taken);
  change.mail.forEach(({ to, message }, index) => {
    statements.mail.run(to, mailPosition(sequence, index), JSON.stringify(message));
  });
  for (const { id, at, event } of change.due)
    if (at === null) statements.undue.run(change.room, id);
    else statements.due.run(change.room, id, at, JSON.stringify(event));
}
