/**
 * Where retained messages, sessions, queues and wills survive a restart: one SQLite file, written behind in groups. What comes and goes within one
 * group (a message acknowledged at once) never touches the disk. A PUBACK promises nothing, so nobody waits for these writes.
 */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Timers } from "@floorplane/runtime/clock/clock";

/** How long a change may wait for its group. */
const groupMs = 50;
/** Layout of the file; one of another version begins anew: robots say their retained messages again. */
const schemaVersion = 1;

export type Table = "retained" | "session" | "queue" | "will";

export interface StoredRow {
  readonly key: string;
  readonly body: unknown;
}

export class Journal {
  readonly #timers: Timers;
  readonly #database: DatabaseSync;
  readonly #put: StatementSync;
  readonly #remove: StatementSync;
  /** The latest wish for each row, by table and key; undefined removes. */
  readonly #dirty = new Map<string, { table: Table; key: string; body: object | undefined }>();
  #cancel: (() => void) | undefined;

  constructor(file: string, timers: Timers) {
    this.#timers = timers;
    mkdirSync(dirname(file), { recursive: true });
    this.#database = new DatabaseSync(file);
    this.#database.exec("pragma journal_mode = wal; pragma synchronous = normal");
    const { user_version: version } = this.#database.prepare("pragma user_version").get() as {
      user_version: number;
    };
    if (version !== schemaVersion)
      this.#database.exec(`drop table if exists kept;
        create table kept (kind text, key text, body text not null, primary key (kind, key)) without rowid;
        pragma user_version = ${schemaVersion}`);
    this.#put = this.#database.prepare(
      "insert into kept (kind, key, body) values (?, ?, ?) on conflict (kind, key) do update set body = excluded.body",
    );
    this.#remove = this.#database.prepare("delete from kept where kind = ? and key = ?");
  }

  rows(table: Table): StoredRow[] {
    const rows = this.#database
      .prepare("select key, body from kept where kind = ? order by key")
      .all(table) as {
      key: string;
      body: string;
    }[];
    return rows.map(({ key, body }) => ({ key, body: JSON.parse(body) as unknown }));
  }

  put(table: Table, key: string, body: object): void {
    this.#want(table, key, body);
  }

  remove(table: Table, key: string): void {
    this.#want(table, key, undefined);
  }

  flush(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (this.#dirty.size === 0) return;
    this.#database.exec("begin immediate");
    for (const { table, key, body } of this.#dirty.values())
      if (body) this.#put.run(table, key, JSON.stringify(body));
      else this.#remove.run(table, key);
    this.#database.exec("commit");
    this.#dirty.clear();
  }

  close(): void {
    this.flush();
    this.#database.close();
  }

  #want(table: Table, key: string, body: object | undefined): void {
    this.#dirty.set(`${table} ${key}`, { table, key, body });
    this.#cancel ??= this.#timers.at(this.#timers.now() + groupMs, () => this.flush());
  }
}
