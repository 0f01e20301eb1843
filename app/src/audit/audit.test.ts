/** A copy of a real ledger is broken in each way that somebody might try, and the audit says so; the one that nobody touched is intact. */
import { hash as digest } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { hourMs } from "@floorplane/contracts/units";
import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import type { LedgerHead } from "@floorplane/runtime/ledger/ledger";
import { InThreadSqliteLedger } from "@floorplane/runtime/ledger/sqlite-in-thread";
import { silentLog } from "@floorplane/runtime/log";
import { chained, rowDigest } from "@floorplane/wms-bridge/keeping/journal";
import type { Restoration } from "@floorplane/wms-bridge/keeping/restorations";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planDay } from "../day/plan-day.ts";
import { HeadFile } from "../running/head-file.ts";
import { StateFolder } from "../running/state-folder.ts";
import { operatorHeaders } from "../simulate/simulated-programs.ts";
import { virtualFloor } from "../simulate/virtual-floor.ts";
import { backUp, restore } from "./backup.ts";
import { headBeside, headIn, headText } from "./heads.ts";
import { verifyLedger, withLedger } from "./verify-ledger.ts";
import { type Passport, readPassport, verifyPassport } from "./verify-passport.ts";

const folder = mkdtempSync(join(tmpdir(), "audit-"));
const whole = join(folder, "whole.sqlite");
let head: LedgerHead;
/** By what they are about, as the door gave them. */
const passports = new Map<string, string>();

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
  const ask = (path: string): Record<string, unknown> => {
    let text = "";
    floor.composed.wmsBridge.door.handle(
      { method: "GET", url: path, headers: operatorHeaders, body: new Uint8Array() },
      ({ body }) => {
        text = new TextDecoder().decode(body);
      },
    );
    floor.clock.run(() => false, floor.clock.now() + 1);
    return JSON.parse(text);
  };
  const { activities } = ask("/v1/activity?type=ship&perPage=1") as {
    activities: { order: string; tote: string; parcel: string; goods: { sku: string; lot: string }[] }[];
  };
  const { order, tote, parcel, goods } = activities[0]!;
  const about = { order, tote, parcel, item: goods[0]!.sku, lot: goods[0]!.lot };
  for (const [kind, id] of Object.entries(about))
    passports.set(kind, JSON.stringify(ask(`/v1/passport/${kind}/${id}`)));
  await floor.world.stop();
  await floor.composed.stop();
  ({ head } = verifyLedger(whole, []));
}, 600_000);
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
/** Its columns too, by somebody who knows them. */
function rewrite(database: DatabaseSync, sequence: number, text: string, hash?: string): void {
  const { at, room, cause } = JSON.parse(text) as { at: number; room: string; cause: { type: string } };
  database
    .prepare(
      "update rows set text = ?, at = ?, room = ?, cause = ?, hash = coalesce(?, hash) where sequence = ?",
    )
    .run(text, at, room, cause.type, hash ?? null, sequence);
}
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
      rewrite(database, sequence, change(text));
    });
    const fitted = copyWith((database) => {
      const before = rowOf(database, head.sequence - 51);
      const { sequence, text } = rowOf(database, head.sequence - 50);
      const hash = digest("sha256", before.hash + change(text));
      rewrite(database, sequence, change(text), hash);
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
      rewrite(database, a.sequence, b.text, b.hash);
      rewrite(database, b.sequence, a.text, a.hash);
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
      for (let sequence = head.sequence - 50; sequence <= head.sequence; sequence++) {
        const { text } = rowOf(database, sequence);
        const said = sequence === head.sequence - 50 ? change(text) : text;
        hash = digest("sha256", hash + said);
        rewrite(database, sequence, said, hash);
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

  it.each<[string, string]>([
    ["a row's time", "update rows set at = at + 1 where sequence = (select max(sequence) - 100 from rows)"],
    ["a row's room", "update rows set room = 'x' where sequence = (select max(sequence) - 100 from rows)"],
    ["a row's cause", "update rows set cause = 'x' where sequence = (select max(sequence) - 100 from rows)"],
    ["a document's version", "update documents set version = version + 1 where kind = 'counters'"],
    ["a deadline", "update due set at = at + 100000 where id = (select min(id) from due)"],
    ["what falls due", "update due set event = '{}' where id = (select min(id) from due)"],
    ["a deadline that is gone", "delete from due where id = (select min(id) from due)"],
    ["mail that nobody sent", "insert into mail values ('fleet', 7, '{}')"],
    [
      "a past document",
      "update retired set body = json_set(body, '$.x', 1) where id = (select min(id) from retired)",
    ],
    ["a past document that is gone", "delete from retired where id = (select min(id) from retired)"],
    [
      "when a past one left",
      "update retired set sequence = sequence + 1 where id = (select min(id) from retired)",
    ],
    [
      "where a packed one is looked for",
      "update sealed set segment = segment + 1 where id = (select min(id) from sealed)",
    ],
    ["a packed one that is not looked for", "delete from sealed where id = (select min(id) from sealed)"],
    ["how far a segment reaches", "update segments set last = last - 1 where first = 1"],
    [
      "what the next segment begins with",
      "update segments set after = 'x' where first = (select max(first) from segments)",
    ],
    ["a trigger", "create trigger t after insert on rows begin delete from due; end"],
    ["a table", "create table notes (text text)"],
    ["its format", "pragma user_version = 3"],
  ])("with %s is found out", (_what, sql) => {
    const edited = copyWith((database) => database.exec(sql));

    expect(codesOf(edited)).toHaveLength(1);
  });

  it("in which a packed past document was changed is found out", () => {
    const edited = copyWith((database) => {
      const { first, retired } = database
        .prepare("select first, retired from segments order by length(retired) desc limit 1")
        .get() as { first: number; retired: Uint8Array };
      const documents = JSON.parse(brotliDecompressSync(retired).toString()) as { version: number }[];
      documents[0]!.version += 1;
      database
        .prepare("update segments set retired = ? where first = ?")
        .run(brotliCompressSync(JSON.stringify(documents)), first);
    });

    expect(codesOf(edited)).toEqual(["document-differs"]);
  });

  it.each(["rows", "retired"])("whose packed %s cannot be unpacked is named with its rows", (column) => {
    const torn = copyWith((database) => {
      const { first, packed } = database
        .prepare(`select first, ${column} as packed from segments order by length(${column}) desc limit 1`)
        .get() as { first: number; packed: Uint8Array };
      packed.fill(0xff, 0, 40);
      database.prepare(`update segments set ${column} = ? where first = ?`).run(packed, first);
    });

    expect(codesOf(torn)).toContain("segment-unreadable");
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

describe("a passport", () => {
  const read = (kind: string): Passport[] => {
    const file = join(folder, `${kind}.json`);
    writeFileSync(file, passports.get(kind)!);
    return readPassport(file);
  };
  const broken = (kind: string, change: (passport: Passport) => void): Passport[] => {
    const [passport] = read(kind) as [Passport];
    change(passport);
    return [passport];
  };
  const against = (of: readonly Passport[], file = whole): string[] =>
    withLedger(file, (reader) => verifyPassport(of, reader)).faults.map(({ code }) => code);

  it.each(["order", "tote", "parcel", "item", "lot"])(
    "of an %s holds by itself and against its ledger",
    (kind) => {
      const { rows, faults } = verifyPassport(read(kind));

      expect(faults).toEqual([]);
      expect(rows).toBeGreaterThan(kind === "item" ? 1 : 2);
      expect(against(read(kind))).toEqual([]);
    },
  );

  it("of an order tells its rows and of others no word", () => {
    const [{ links, about }] = read("order") as [Passport];

    const told = links.flatMap((link) =>
      typeof link === "string" ? [] : [link.row as { order?: string; step: string }],
    );
    expect(new Set(told.map(({ order }) => order))).toEqual(new Set([about.id]));
    expect(told.map(({ step }) => step)).toEqual(
      expect.arrayContaining(["pick", "transport", "pack", "ship"]),
    );
  });

  const told = ({ links }: Passport): number => links.findIndex((link) => typeof link !== "string");
  it.each<[string, (passport: Passport) => void]>([
    [
      "an edited row",
      (passport) => {
        const link = passport.links[told(passport)] as { row: { at: number } };
        link.row.at += 1;
      },
    ],
    ["a row taken out", (passport) => void passport.links.splice(told(passport), 1)],
    ["two rows in each other's place", ({ links }) => void links.reverse()],
    ["its tail cut off", ({ links }) => void links.pop()],
    ["another hash at its end", ({ after }) => void (after.hash = "0".repeat(64))],
  ])("with %s does not hold by itself", (_what, change) => {
    const { faults } = verifyPassport(broken("order", change));

    expect(faults.map(({ code }) => code)).toContain("passport-differs");
  });

  it("made anew around an edited row holds by itself, and not against the ledger", () => {
    const forged = broken("order", (passport) => {
      (passport.links[told(passport)] as { row: { at: number } }).row.at += 1;
      passport.after.hash = passport.links.reduce<string>(
        (hash, link) => chained(hash, typeof link === "string" ? link : rowDigest(link.row)),
        passport.before.hash,
      );
    });

    expect(verifyPassport(forged).faults).toEqual([]);
    expect(against(forged)).toContain("passport-differs");
  });

  it("finds out a ledger whose list ends before it", () => {
    const cut = copyWith((database) => {
      database.exec("delete from documents where kind = 'handling'");
    });

    expect(against(read("order"), cut)).toContain("tail-cut");
  });

  it("that is none is named", () => {
    const file = join(folder, "none.json");
    writeFileSync(file, '{"passport":1}');

    expect(() => readPassport(file)).toThrow(/none\.json is no passport/);
  });
});

describe("a backup", () => {
  const fresh = (): string => mkdtempSync(join(folder, "house-"));

  it("is taken beside a house that writes, and a house goes on from it where it was", async () => {
    const file = copyWith(() => {});
    const writing = new InThreadSqliteLedger(file);
    await writing.open();
    const to = join(fresh(), "backup.sqlite");

    const taken = await backUp(file, to);
    const state = fresh();
    const restored = restore(to, state);
    const again = new InThreadSqliteLedger(join(state, "ledger.sqlite"));
    const found = await again.open();
    await again.close();
    await writing.close();

    expect([taken.faults, restored.faults]).toEqual([[], []]);
    expect(taken.head).toEqual(head);
    expect(found).toEqual(head);
    expect(readdirSync(state).sort()).toEqual(["ledger.sqlite", "restored.json"]);
    const { restoredAt, lastAt } = new StateFolder(state).readJson<Restoration>("restored.json")!;
    expect(restoredAt).toBeGreaterThan(Date.UTC(2026, 0));
    // The day that was played began at eight and was stopped three hours later.
    expect(lastAt - Date.UTC(2026, 2, 2, 8)).toBeGreaterThan(hourMs);
    expect(lastAt - Date.UTC(2026, 2, 2, 8)).toBeLessThan(4 * hourMs);
  });

  it("of a ledger that was tampered with is none", async () => {
    const file = copyWith((database) => {
      database.prepare("delete from rows where sequence = ?").run(head.sequence - 50);
    });
    const to = join(fresh(), "backup.sqlite");
    const state = fresh();

    expect((await backUp(file, to)).faults[0]).toMatchObject({ code: "row-missing" });
    expect(existsSync(to)).toBe(false);
    expect(restore(file, state).faults[0]).toMatchObject({ code: "row-missing" });
    expect(readdirSync(state)).toEqual([]);
  });

  it.each([
    ["cut in its first pages", (bytes: Buffer) => bytes.subarray(0, 40_000)],
    ["cut in its middle", (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
    ["cut by its last page", (bytes: Buffer) => bytes.subarray(0, bytes.length - 4_096)],
    ["empty", () => Buffer.alloc(0)],
    ["something else", () => Buffer.from("Dear customer".repeat(500))],
  ])("that is %s is refused in a sentence, and nothing is left of it", async (_, spoil) => {
    const to = join(fresh(), "backup.sqlite");
    await backUp(whole, to);
    const spoilt = `${to}.spoilt`;
    writeFileSync(spoilt, spoil(readFileSync(to)));
    const [state, none] = [fresh(), join(fresh(), "none")];

    for (const folder of [state, none])
      expect(() => restore(spoilt, folder)).toThrow(
        expect.objectContaining({
          code: "bad-option",
          message: expect.stringMatching(/spoilt is no whole ledger.*nothing was restored/),
        }),
      );
    expect([readdirSync(state), existsSync(none)]).toEqual([[], false]);
  });

  it("overwrites nothing", async () => {
    const to = join(fresh(), "backup.sqlite");
    await backUp(whole, to);
    const state = fresh();
    restore(to, state);

    await expect(backUp(whole, to)).rejects.toThrow(/is there already/);
    expect(() => restore(to, state)).toThrow(/has a ledger, which is not overwritten/);
    expect(() => restore(join(state, "none.sqlite"), fresh())).toThrow(/there is no backup/);
    await expect(backUp(join(state, "none.sqlite"), `${to}2`)).rejects.toThrow(/there is no ledger/);
  });
});
