/** Moves the oldest loose rows of a SQLite ledger into a segment: one transaction, so that a row is at no moment in both places or in none. */
import type { DatabaseSync } from "node:sqlite";
import type { StoredRow } from "./ledger.ts";
import {
  isChained,
  looseRows,
  type RetiredDocument,
  type Segment,
  type SegmentContents,
  segmentRows,
} from "./segment.ts";

export class SqliteSealing {
  readonly #database: DatabaseSync;
  #isBroken = false;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** What the next segment is made of, when it is time. A chain that does not hold is sealed no farther: whoever reads it finds the very rows. */
  due(): SegmentContents | undefined {
    if (this.#isBroken) return undefined;
    const { loose } = this.#database.prepare(statements.loose).get() as { readonly loose: number | null };
    if (loose === null || loose < segmentRows + looseRows) return undefined;
    const before = this.#database.prepare(statements.before).get() as { readonly after: string } | undefined;
    const rows = this.#database.prepare(statements.oldest).all(segmentRows) as unknown as StoredRow[];
    const gone = this.#database.prepare(statements.retired).all(rows.at(-1)!.sequence) as unknown as {
      kind: string;
      id: string;
      version: number;
      body: string;
    }[];
    const retired: RetiredDocument[] = gone.map(({ body, ...document }) => ({
      ...document,
      body: JSON.parse(body),
    }));
    const contents = { before: before?.after ?? "", rows, retired };
    this.#isBroken = !isChained(contents);
    return this.#isBroken ? undefined : contents;
  }

  seal({ first, last, before, after, rows, retired }: Segment, contents: SegmentContents): void {
    const database = this.#database;
    database.exec("begin immediate");
    database.prepare(statements.segment).run(first, last, before, after, rows, retired);
    database.prepare(statements.rowsGone).run(last);
    const index = database.prepare(statements.index);
    for (const { kind, id } of contents.retired) index.run(kind, id, first);
    database.prepare(statements.retiredGone).run(last);
    database.exec("commit");
  }
}

const statements = {
  loose: "select (select max(sequence) from rows) - (select min(sequence) from rows) + 1 as loose",
  before: "select after from segments order by first desc limit 1",
  oldest: "select sequence, text, hash from rows order by sequence limit ?",
  retired: "select kind, id, version, body from retired where sequence <= ?",
  segment: 'insert into segments (first, last, before, after, "rows", retired) values (?, ?, ?, ?, ?, ?)',
  rowsGone: "delete from rows where sequence <= ?",
  index:
    "insert into sealed (kind, id, segment) values (?, ?, ?) on conflict (kind, id) do update set segment = excluded.segment",
  retiredGone: "delete from retired where sequence <= ?",
};
