/** What a SQLite ledger holds, written and read: the same statements on the writer's thread of a running house and in the thread of a simulated one. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { KeptRow } from "@floorplane/contracts/kind";
import type { RoomName } from "@floorplane/contracts/rooms";
import { type LedgerHead, mailPosition, type Row, type StoredDue, type StoredMail } from "./ledger.ts";

export type WrittenRow = Pick<Row, "sequence" | "text" | "hash">;

export class SqliteWriter {
  readonly #database: DatabaseSync;
  readonly #statements: Readonly<Record<keyof typeof writes, StatementSync>>;

  constructor(database: DatabaseSync) {
    this.#database = database;
    const prepared = Object.entries(writes).map(([name, sql]) => [name, database.prepare(sql)]);
    this.#statements = Object.fromEntries(prepared) as Record<keyof typeof writes, StatementSync>;
  }

  /** All of them and what they change, or nothing. */
  write(rows: readonly WrittenRow[]): void {
    this.#database.exec("begin immediate");
    for (const row of rows) this.#store(row);
    this.#database.exec("commit");
  }

  #store({ sequence, text, hash }: WrittenRow): void {
    const { row, put, remove, mail, take, due, undue } = this.#statements;
    const change = JSON.parse(text) as Row["change"];
    row.run(sequence, change.at, change.room, change.cause.type, text, hash);
    for (const { kind, id, version, body } of change.documents)
      if (body === null) remove.run(kind, id);
      else put.run(kind, id, version, JSON.stringify(body));
    if (change.taken > 0) take.run(change.room, change.taken);
    change.mail.forEach(({ to, message }, index) => {
      mail.run(to, mailPosition(sequence, index), JSON.stringify(message));
    });
    for (const { id, at, event } of change.due)
      if (at === null) undue.run(change.room, id);
      else due.run(change.room, id, at, JSON.stringify(event));
  }
}

const writes = {
  row: "insert into rows (sequence, at, room, cause, text, hash) values (?, ?, ?, ?, ?, ?)",
  put: "insert into documents (kind, id, version, body) values (?, ?, ?, ?) on conflict (kind, id) do update set version = excluded.version, body = excluded.body",
  remove: "delete from documents where kind = ? and id = ?",
  mail: "insert into mail (room, position, message) values (?, ?, ?)",
  take: "delete from mail where room = ? and position = ?",
  due: "insert into due (room, id, at, event) values (?, ?, ?, ?) on conflict (room, id) do update set at = excluded.at, event = excluded.event",
  undue: "delete from due where room = ? and id = ?",
};

export class SqliteReader {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  head(): LedgerHead {
    const [head] = this.#all<LedgerHead>("select sequence, hash from rows order by sequence desc limit 1");
    return head ? { sequence: head.sequence, hash: head.hash } : { sequence: 0, hash: "" };
  }

  documents(
    kind: string,
    { from = null, to = null }: { readonly from?: string | null; readonly to?: string | null },
  ): KeptRow[] {
    return this.#all<{ id: string; version: number; body: string }>(
      "select id, version, body from documents where kind = ? and (? is null or id >= ?) and (? is null or id < ?) order by id",
      kind,
      from,
      from,
      to,
      to,
    ).map(({ id, version, body }) => ({ id, version, body: JSON.parse(body) }));
  }

  mail(room: RoomName): StoredMail[] {
    return this.#all<{ position: number; message: string }>(
      "select position, message from mail where room = ? order by position",
      room,
    ).map(({ position, message }) => ({ position, message: JSON.parse(message) }));
  }

  due(): StoredDue[] {
    return this.#all<{ room: RoomName; id: string; at: number; event: string }>(
      "select room, id, at, event from due order by at, room, id",
    ).map(({ room, id, at, event }) => ({ room, id, at, event: JSON.parse(event) }));
  }

  rows(from: number, limit: number): Row[] {
    return this.#all<WrittenRow>(
      "select sequence, text, hash from rows where sequence >= ? order by sequence limit ?",
      from,
      limit,
    ).map(({ sequence, text, hash }) => ({ sequence, change: JSON.parse(text), text, hash }));
  }

  #all<Found>(sql: string, ...cells: (string | number | null)[]): Found[] {
    return this.#database.prepare(sql).all(...cells) as Found[];
  }
}
