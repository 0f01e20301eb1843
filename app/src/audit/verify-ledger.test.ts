/** A copy of a real ledger is broken in each way that somebody might try, and the audit says so; the one that nobody touched is intact. */
import { hash as digest } from "node:crypto";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { hourMs } from "@floorplane/contracts/units";
import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import type { LedgerHead } from "@floorplane/runtime/ledger/ledger";
import { InThreadSqliteLedger } from "@floorplane/runtime/ledger/sqlite-in-thread";
import { silentLog } from "@floorplane/runtime/log";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planDay } from "../day/plan-day.ts";
import { HeadFile } from "../running/head-file.ts";
import { StateFolder } from "../running/state-folder.ts";
import { virtualFloor } from "../simulate/virtual-floor.ts";
import { headBeside, headIn, headText } from "./heads.ts";
import { verifyLedger } from "./verify-ledger.ts";

const folder = mkdtempSync(join(tmpdir(), "audit-"));
const whole = join(folder, "whole.sqlite");
let head: LedgerHead;

beforeAll(async () => {
  const plan = planDay({
    seed: 1,
    robots: 6,
    rate: 1,
    tight: false,
    startAt: Date.UTC(2026, 2, 2, 8),
    profile: "b2c",
    perDay: 900,
  });
  const floor = virtualFloor({ plan, seed: 1, ledger: new InThreadSqliteLedger(whole) });
  await floor.composed.start();
  floor.world.start();
  floor.clock.run(() => false, floor.clock.now() + 3 * hourMs);
  await floor.world.stop();
  await floor.composed.stop();
  ({ head } = verifyLedger(whole, []));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let copies = 0;
/** A copy in which `broken` did something that no house does. */
function copyWith(broken: (database: DatabaseSync) => void): string {
  const file = join(folder, `copy-${++copies}.sqlite`);
  copyFileSync(whole, file);
  const database = new DatabaseSync(file);
  broken(database);
  database.close();
  return file;
}
const codesOf = (file: string, known: readonly LedgerHead[] = []): string[] => [
  ...new Set(verifyLedger(file, known).faults.map(({ code }) => code)),
];
interface Row {
  readonly sequence: number;
  readonly text: string;
  readonly hash: string;
}
const rowOf = (database: DatabaseSync, sequence: number): Row =>
  database
    .prepare("select sequence, text, hash from rows where sequence = ?")
    .get(sequence) as unknown as Row;
const change = (text: string): string => text.replace(/"at":(\d)/, '"at":9');

describe("a ledger", () => {
  it("that nobody touched is intact, packed rows and loose ones", () => {
    const { rows, faults } = verifyLedger(whole, [head]);
    const database = new DatabaseSync(whole, { readOnly: true });
    const { segments } = database.prepare("select count(*) as segments from segments").get() as {
      segments: number;
    };
    database.close();

    expect(faults).toEqual([]);
    expect(rows).toBe(head.sequence);
    expect(segments).toBeGreaterThan(1);
  });

  it("with an edited row is found out, also where its hash was made to fit", () => {
    const edited = copyWith((database) => {
      const { sequence, text } = rowOf(database, head.sequence - 50);
      database.prepare("update rows set text = ? where sequence = ?").run(change(text), sequence);
    });
    const fitted = copyWith((database) => {
      const before = rowOf(database, head.sequence - 51);
      const { sequence, text } = rowOf(database, head.sequence - 50);
      const hash = digest("sha256", before.hash + change(text));
      database
        .prepare("update rows set text = ?, hash = ? where sequence = ?")
        .run(change(text), hash, sequence);
    });

    expect(verifyLedger(edited, []).faults).toMatchObject([{ code: "row-changed", row: head.sequence - 50 }]);
    expect(verifyLedger(fitted, []).faults).toMatchObject([{ code: "row-changed", row: head.sequence - 49 }]);
  });

  it("with a row taken out is found out, loose or with the segment that it lay in", () => {
    const loose = copyWith((database) => {
      database.prepare("delete from rows where sequence = ?").run(head.sequence - 50);
    });
    const packed = copyWith((database) => {
      database.exec("delete from segments where first = 2001");
    });
    const begin = copyWith((database) => {
      database.exec("delete from segments where first = 1");
    });

    expect(codesOf(loose)).toContain("row-missing");
    expect(codesOf(packed)).toContain("row-missing");
    expect(codesOf(begin)).toContain("row-missing");
  });

  it("with two rows in each other's place is found out", () => {
    const swapped = copyWith((database) => {
      const [a, b] = [rowOf(database, head.sequence - 50), rowOf(database, head.sequence - 49)];
      const put = database.prepare("update rows set text = ?, hash = ? where sequence = ?");
      put.run(b.text, b.hash, a.sequence);
      put.run(a.text, a.hash, b.sequence);
    });

    expect(codesOf(swapped)).toContain("row-changed");
  });

  it("with a segment packed anew around another text is found out", () => {
    const repacked = copyWith((database) => {
      const { rows } = database.prepare("select rows from segments where first = 1").get() as {
        rows: Uint8Array;
      };
      const lines = brotliDecompressSync(rows).toString().split("\n");
      lines[100] = change(lines[100]!);
      database
        .prepare("update segments set rows = ? where first = 1")
        .run(brotliCompressSync(Buffer.from(lines.join("\n"))));
    });

    expect(verifyLedger(repacked, []).faults[0]).toMatchObject({ code: "row-changed", row: 2_001 });
  });

  it("with its tail cut off holds by itself, and is found out by a head that was written down", () => {
    const cut = copyWith((database) => {
      database.prepare("delete from rows where sequence > ?").run(head.sequence - 50);
    });

    // The table of documents still says what the rows that are gone wrote.
    expect(codesOf(cut)).toContain("document-differs");
    expect(codesOf(cut, [head])).toContain("tail-cut");
    expect(codesOf(cut, [headIn(headText(head))])).toContain("tail-cut");
  });

  it("written anew from a row on is found out by a head that was written down", () => {
    const forged = copyWith((database) => {
      let { hash } = rowOf(database, head.sequence - 51);
      const put = database.prepare("update rows set text = ?, hash = ? where sequence = ?");
      for (let sequence = head.sequence - 50; sequence <= head.sequence; sequence++) {
        const { text } = rowOf(database, sequence);
        const said = sequence === head.sequence - 50 ? change(text) : text;
        hash = digest("sha256", hash + said);
        put.run(said, hash, sequence);
      }
    });

    expect(codesOf(forged)).toEqual([]);
    expect(codesOf(forged, [head])).toEqual(["head-differs"]);
  });

  it("whose documents say otherwise than its rows is found out", () => {
    const edited = copyWith((database) => {
      database.exec(
        "update documents set body = json_set(body, '$.available', 999) where kind = 'stock' and id = (select min(id) from documents where kind = 'stock')",
      );
    });
    const added = copyWith((database) => {
      database.exec("insert into documents (kind, id, version, body) values ('order', 'house/X', 3, '{}')");
    });
    const removed = copyWith((database) => {
      database.exec("delete from documents where kind = 'counters'");
    });

    for (const file of [edited, added, removed]) expect(codesOf(file)).toEqual(["document-differs"]);
  });

  it("is named where it is none", () => {
    expect(() => verifyLedger(join(folder, "nowhere.sqlite"), [])).toThrow(/nowhere\.sqlite is no ledger/);
    expect(() => headIn("12")).toThrow(/--head 12 is no head/);
  });
});

describe("the head that a house writes down", () => {
  it("is there after a minute and after a stop, beside its ledger", () => {
    const clock = new VirtualClock(0);
    const state = new StateFolder(mkdtempSync(join(folder, "state-")));
    const file = new HeadFile(state, silentLog);
    file.start(clock);
    const said = () => headBeside(state.file("ledger.sqlite"));

    const none = said();
    file.row({ sequence: 7, hash: "a".repeat(64) });
    clock.run(() => false, 61_000);
    const first = said();
    file.row({ sequence: 9, hash: "b".repeat(64) });
    file.stop();

    expect(none).toEqual([]);
    expect(first).toEqual([{ sequence: 7, hash: "a".repeat(64) }]);
    expect(said()).toEqual([{ sequence: 9, hash: "b".repeat(64) }]);
  });
});
