/** What a SQLite ledger holds, written and read: the same statements on the writer's thread of a running house and in the thread of a simulated one. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { assert } from "@floorplane/contracts/errors";
import type { KeptRow } from "@floorplane/contracts/kind";
import type { RoomName } from "@floorplane/contracts/rooms";
import {
  type LedgerHead,
  mailPosition,
  type StoredDue,
  type StoredMail,
  type StoredRow,
  takenBy,
  type WrittenDocument,
} from "./ledger.ts";
import { patched } from "./patch.ts";
import { changeIn } from "./row-text.ts";
import { type RetiredDocument, retiredIn, rowsIn, type Segment } from "./segment.ts";

export class SqliteWriter {
  readonly #database: DatabaseSync;
  readonly #statements: Readonly<Record<keyof typeof writes, StatementSync>>;

  constructor(database: DatabaseSync) {
    this.#database = database;
    const prepared = Object.entries(writes).map(([name, sql]) => [name, database.prepare(sql)]);
    this.#statements = Object.fromEntries(prepared) as Record<keyof typeof writes, StatementSync>;
  }

  /** All of them and what they change, or nothing. */
  write(rows: readonly StoredRow[]): void {
    this.#database.exec("begin immediate");
    for (const row of rows) this.#store(row);
    this.#database.exec("commit");
  }

  #store({ sequence, text, hash }: StoredRow): void {
    const { row, mail, take, due, undue } = this.#statements;
    const change = changeIn(text);
    row.run(sequence, change.at, change.room, change.cause.type, text, hash);
    for (const document of change.documents) this.#keep(document, sequence);
    for (const { room, position } of takenBy(change)) take.run(room, position);
    change.mail.forEach(({ to, message }, index) => {
      mail.run(to, mailPosition(sequence, index), JSON.stringify(message));
    });
    for (const { room = change.room, id, at, event } of change.due)
      if (at === null) undue.run(room, id);
      else due.run(room, id, at, JSON.stringify(event));
  }

  /** Whole, so that a start reads no row: a patch is made good here. */
  #keep(document: WrittenDocument, sequence: number): void {
    const { put, remove, retire, body: bodyOf } = this.#statements;
    const { kind, id, version } = document;
    if ("body" in document) {
      if (document.body === null) {
        if (document.retired) retire.run(sequence, kind, id);
        remove.run(kind, id);
      } else put.run(kind, id, version, JSON.stringify(document.body));
      return;
    }
    const before = bodyOf.get(kind, id) as { readonly body: string } | undefined;
    assert(before, `${kind} ${id} is patched and is not there`);
    put.run(kind, id, version, JSON.stringify(patched(JSON.parse(before.body), document.patch)));
  }
}

const writes = {
  row: "insert into rows (sequence, at, room, cause, text, hash) values (?, ?, ?, ?, ?, ?)",
  put: "insert into documents (kind, id, version, body) values (?, ?, ?, ?) on conflict (kind, id) do update set version = excluded.version, body = excluded.body",
  body: "select body from documents where kind = ? and id = ?",
  retire:
    "insert into retired (kind, id, version, body, sequence) select kind, id, version, body, ? from documents where kind = ? and id = ? on conflict (kind, id) do update set version = excluded.version, body = excluded.body, sequence = excluded.sequence",
  remove: "delete from documents where kind = ? and id = ?",
  mail: "insert into mail (room, position, message) values (?, ?, ?)",
  take: "delete from mail where room = ? and position = ?",
  due: "insert into due (room, id, at, event) values (?, ?, ?, ?) on conflict (room, id) do update set at = excluded.at, event = excluded.event",
  undue: "delete from due where room = ? and id = ?",
};

export class SqliteReader {
  readonly #database: DatabaseSync;
  /** What was asked for last: whoever reads on in a list finds the next of it there. */
  #unpacked: { readonly segment: number; readonly retired: readonly RetiredDocument[] } | undefined;
  /** By their SQL: what is asked once is asked again. */
  readonly #prepared = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** The newest rows are never packed. */
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

  /** Of one moment: rows may be packed meanwhile. */
  rows(from: number, limit: number): StoredRow[] {
    this.#database.exec("begin");
    try {
      const found = this.#packedRows(from, limit);
      if (found.length === limit) return found;
      const loose = this.#all<StoredRow>(
        "select sequence, text, hash from rows where sequence >= ? order by sequence limit ?",
        from + found.length,
        limit - found.length,
      );
      return [...found, ...loose.map(({ sequence, text, hash }) => ({ sequence, text, hash }))];
    } finally {
      this.#database.exec("commit");
    }
  }

  past(kind: string, id: string): KeptRow | undefined {
    const [loose] = this.#all<{ version: number; body: string }>(
      "select version, body from retired where kind = ? and id = ?",
      kind,
      id,
    );
    if (loose) return { id, version: loose.version, body: JSON.parse(loose.body) };
    const [sealed] = this.#all<{ segment: number }>(
      "select segment from sealed where kind = ? and id = ?",
      kind,
      id,
    );
    const found =
      sealed && this.#retiredOf(sealed.segment).find((each) => each.kind === kind && each.id === id);
    return found && { id, version: found.version, body: structuredClone(found.body) };
  }

  #retiredOf(segment: number): readonly RetiredDocument[] {
    if (this.#unpacked?.segment === segment) return this.#unpacked.retired;
    const [packed] = this.#all<{ retired: Uint8Array }>(
      "select retired from segments where first = ?",
      segment,
    );
    const retired = packed ? retiredIn(packed.retired) : [];
    this.#unpacked = { segment, retired };
    return retired;
  }

  #packedRows(from: number, limit: number): StoredRow[] {
    const found: StoredRow[] = [];
    while (found.length < limit) {
      const [segment] = this.#all<Pick<Segment, "first" | "before" | "rows">>(
        'select first, before, "rows" from segments where last >= ? order by first limit 1',
        from + found.length,
      );
      if (!segment) break;
      const wanted = rowsIn(segment).filter(({ sequence }) => sequence >= from);
      found.push(...wanted.slice(0, limit - found.length));
    }
    return found;
  }

  #all<Found>(sql: string, ...cells: (string | number | null)[]): Found[] {
    let statement = this.#prepared.get(sql);
    if (!statement) this.#prepared.set(sql, (statement = this.#database.prepare(sql)));
    return statement.all(...cells) as Found[];
  }
}
