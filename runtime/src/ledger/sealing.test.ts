/** A house that is killed between any two statements of a commit or of a segment comes back to all of it or to nothing of it. */
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { RowChain } from "../row-chain.ts";
import { type Change, mailPosition, type Row } from "./ledger.ts";
import { looseRows, packedNow, segmentRows } from "./segment.ts";
import { InThreadSqliteLedger } from "./sqlite-in-thread.ts";
import { openSchema } from "./sqlite-schema.ts";
import { SqliteSealing } from "./sqlite-sealing.ts";
import { SqliteReader, SqliteWriter } from "./sqlite-store.ts";

const folder = mkdtempSync(join(tmpdir(), "sealing-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const base = join(folder, "base.sqlite");
const file = join(folder, "cut.sqlite");
const robot = { robot: "R1", words: "so many that they are not said twice", n: 0 };
const empty = { at: 1, room: "fleet", cause: { type: "tested" }, mail: [], due: [], taken: 0 } as const;
let written: Row[];
let chain: RowChain;

const change = (n: number): Change => ({
  ...empty,
  documents: [
    { kind: "robot", id: "R1", version: 1, body: { ...robot, n } },
    ...(n % 500 === 0 ? [{ kind: "order", id: `O${n}`, version: 1, body: { n } }] : []),
    ...(n % 500 === 1 && n > 1
      ? [{ kind: "order", id: `O${n - 1}`, version: 1, body: null, retired: true as const }]
      : []),
  ],
});

beforeAll(() => {
  chain = new RowChain();
  written = Array.from({ length: segmentRows + looseRows }, (_, n) => chain.write(change(n + 1)));
  const database = new DatabaseSync(base);
  openSchema(database);
  new SqliteWriter(database).write(written);
  database.close();
});

class Cut extends Error {}

/** A database whose process ends before its n-th statement. */
function endingBefore(statement: number): DatabaseSync {
  const database = new DatabaseSync(file);
  let left = statement;
  const counted =
    <Given extends unknown[], Answer>(run: (...given: Given) => Answer) =>
    (...given: Given): Answer => {
      if (--left <= 0) throw new Cut();
      return run(...given);
    };
  return new Proxy(database, {
    get(target, name) {
      if (name === "exec") return counted((sql: string) => target.exec(sql));
      if (name !== "prepare") return Reflect.get(target, name).bind(target);
      return (sql: string) => {
        const prepared = target.prepare(sql);
        return {
          run: counted(prepared.run.bind(prepared)),
          get: prepared.get.bind(prepared),
          all: prepared.all.bind(prepared),
        };
      };
    },
  });
}

/** Cuts `act` at each of its statements and then not at all; answers how many there are. */
function cutEverywhere(act: (database: DatabaseSync) => void, look: (wasCut: boolean) => void): number {
  for (let statement = 1; ; statement++) {
    for (const end of ["", "-wal", "-shm"]) rmSync(`${file}${end}`, { force: true });
    copyFileSync(base, file);
    const database = endingBefore(statement);
    let wasCut = false;
    try {
      act(database);
    } catch (error) {
      if (!(error instanceof Cut)) throw error;
      wasCut = true;
    }
    database.close();
    look(wasCut);
    if (!wasCut) return statement - 1;
  }
}

const reading = <Found>(read: (reader: SqliteReader) => Found): Found => {
  const database = new DatabaseSync(file);
  try {
    return read(new SqliteReader(database));
  } finally {
    database.close();
  }
};
const stored = (rows: readonly Row[]) => rows.map(({ sequence, text, hash }) => ({ sequence, text, hash }));

it("a segment is made whole or not at all, wherever it is cut, and made the next time", () => {
  const looseAfter = new Set<number>();
  const statements = cutEverywhere(
    (database) => {
      const sealing = new SqliteSealing(database);
      const contents = sealing.due()!;
      sealing.seal(packedNow(contents), contents);
    },
    () => {
      expect(reading((reader) => reader.rows(1, 10_000))).toEqual(stored(written));
      expect(reading((reader) => reader.past("order", "O500"))?.body).toEqual({ n: 500 });
      expect(reading((reader) => reader.past("order", "O3500"))?.body).toEqual({ n: 3_500 });
      expect(reading((reader) => reader.documents("order", {}))).toEqual([
        { id: "O4000", version: 1, body: { n: 4_000 } },
      ]);
      const database = new DatabaseSync(file);
      const { loose } = database.prepare("select count(*) as loose from rows").get() as { loose: number };
      database.close();
      looseAfter.add(loose);
    },
  );

  expect(statements).toBeGreaterThanOrEqual(8);
  expect([...looseAfter].sort()).toEqual([looseRows, segmentRows + looseRows]);
});

it("a commit is whole or not there, wherever it is cut: rows, documents, mail, deadlines and what was retired", () => {
  const more = [
    chain.write({
      ...change(4_001),
      mail: [{ to: "sensors", message: { type: "one" } }],
      due: [{ id: "x", at: 5, event: { type: "x" } }],
    }),
    chain.write({
      ...change(4_002),
      takenBefore: [{ room: "sensors", position: mailPosition(4_001, 0) }],
      due: [{ id: "x", at: null }],
    }),
  ];

  const statements = cutEverywhere(
    (database) => new SqliteWriter(database).write(more),
    (wasCut) => {
      const last = wasCut ? written.at(-1)! : more.at(-1)!;
      expect(reading((reader) => reader.head())).toEqual({ sequence: last.sequence, hash: last.hash });
      expect(reading((reader) => reader.rows(1, 10_000))).toEqual(
        stored(wasCut ? written : [...written, ...more]),
      );
      expect(reading((reader) => reader.documents("robot", {}))[0]?.body).toEqual({
        ...robot,
        n: wasCut ? 4_000 : 4_002,
      });
      expect(reading((reader) => reader.past("order", "O4000"))?.body).toEqual(
        wasCut ? undefined : { n: 4_000 },
      );
      expect(reading((reader) => [reader.mail("sensors"), reader.due()])).toEqual([[], []]);
    },
  );

  expect(statements).toBeGreaterThanOrEqual(12);
});

it("rows whose chain does not hold are never packed: whoever looks finds them as they are", async () => {
  copyFileSync(base, file);
  const database = new DatabaseSync(file);
  database.exec("update rows set text = text || ' ' where sequence = 7");
  database.close();
  const ledger = new InThreadSqliteLedger(file);
  await ledger.open();

  ledger.append(chain.write(change(5_000)));
  await ledger.documents("robot");

  const loose = new DatabaseSync(file);
  expect(loose.prepare("select count(*) as loose from rows").get()).toEqual({
    loose: segmentRows + looseRows + 1,
  });
  loose.close();
  await ledger.close();
});
