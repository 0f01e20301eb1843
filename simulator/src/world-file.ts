/**
 * The world's own memory: what stands where, what is being packed, what the WMS sent. The control plane never reads it. What the house is told is
 * written here first, so that a world that was killed goes on from the same floor.
 */
import { DatabaseSync } from "node:sqlite";
import { FloorplaneError } from "@floorplane/contracts/errors";

export interface WorldRow {
  readonly id: string;
  readonly body: unknown;
}

export interface WorldFile {
  /** All changes made inside are kept, or none. */
  together(change: () => void): void;
  /** What was put so far is kept now: called before anything is said to the outside. Otherwise it is kept when the present event has run. */
  commit(): void;
  put(kind: string, id: string, body: object): void;
  remove(kind: string, id: string): void;
  /** Sorted by id, by code units. */
  all(kind: string): readonly WorldRow[];
  close(): void;
}

/** On a virtual clock nothing survives and nothing needs to. */
export const noWorldFile: WorldFile = {
  together: (change) => change(),
  commit() {},
  put() {},
  remove() {},
  all: () => [],
  close() {},
};

const version = 1;

/**
 * One SQLite file. WAL without fsync: what was written survives the end of this process at any moment (the system holds it), which is all that is promised;
 * a world need not survive a power cut.
 */
export class SqliteWorldFile implements WorldFile {
  readonly #database: DatabaseSync;
  readonly #put;
  readonly #remove;
  readonly #all;
  #isOpen = false;

  constructor(path: string) {
    this.#database = new DatabaseSync(path);
    try {
      this.#database.exec(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE",
      );
      const { user_version: found } = this.#database.prepare("PRAGMA user_version").get() as {
        user_version: number;
      };
      if (found !== 0 && found !== version)
        throw new FloorplaneError({
          code: "malformed-file",
          message: `${path} was written by another version of the simulator (${found}, this one reads ${version}); start with --fresh`,
          field: path,
        });
      this.#database.exec(
        `PRAGMA user_version = ${version};
         CREATE TABLE IF NOT EXISTS rows (kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id)) STRICT, WITHOUT ROWID`,
      );
    } catch (error) {
      this.#database.close();
      if (error instanceof FloorplaneError) throw error;
      throw new FloorplaneError({
        code: "malformed-file",
        message: `${path} cannot be used as the world's file (${error instanceof Error ? error.message : String(error)}); is another world running? --fresh begins a new one`,
        field: path,
      });
    }
    this.#put = this.#database.prepare(
      "INSERT INTO rows (kind, id, body) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body",
    );
    this.#remove = this.#database.prepare("DELETE FROM rows WHERE kind = ? AND id = ?");
    this.#all = this.#database.prepare("SELECT id, body FROM rows WHERE kind = ? ORDER BY id");
  }

  /** One event of the world is one transaction anyway; an error inside ends the process, and the file stands as before the event. */
  together(change: () => void): void {
    this.#begin();
    change();
  }

  commit(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#database.exec("COMMIT");
  }

  put(kind: string, id: string, body: object): void {
    this.#begin();
    this.#put.run(kind, id, JSON.stringify(body));
  }

  remove(kind: string, id: string): void {
    this.#begin();
    this.#remove.run(kind, id);
  }

  all(kind: string): readonly WorldRow[] {
    return (this.#all.all(kind) as { id: string; body: string }[]).map(({ id, body }) => ({
      id,
      body: JSON.parse(body) as unknown,
    }));
  }

  close(): void {
    if (!this.#database.isOpen) return;
    this.commit();
    this.#database.close();
  }

  #begin(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#database.exec("BEGIN");
    queueMicrotask(() => {
      if (this.#database.isOpen) this.commit();
    });
  }
}
