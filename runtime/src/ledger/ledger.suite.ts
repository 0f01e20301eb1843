/** The ledger's promises, claim by claim: every adapter passes this one suite. */
import type { RoomName } from "@floorplane/contracts/rooms";
import { afterEach, describe, expect, it } from "vitest";
import { RowChain } from "../row-chain.ts";
import {
  type Change,
  type DocumentChange,
  type Ledger,
  mailPosition,
  type Row,
  type StoredRow,
} from "./ledger.ts";
import { changeIn } from "./row-text.ts";

export interface LedgerFixture {
  /** Opens the same store again and again: what was durable is there. */
  reopen(): Ledger;
  dispose(): Promise<void>;
  /** How many rows are not packed; absent where none ever is. */
  loose?(): Promise<number>;
}

const nothing: Change = {
  at: 1_000,
  room: "fleet",
  cause: { type: "tested" },
  documents: [],
  mail: [],
  due: [],
  taken: 0,
};

/** Appends changes as the house does and waits until the last is durable. */
async function write(ledger: Ledger, ...changes: Partial<Change>[]): Promise<number> {
  const head = await ledger.open();
  let sequence = head.sequence;
  const wanted = sequence + changes.length;
  const durable = new Promise<void>((resolve) => {
    ledger.whenDurable((upTo) => {
      if (upTo >= wanted) resolve();
    });
  });
  for (const change of changes) ledger.append(aRow(++sequence, change));
  if (changes.length > 0) await durable;
  return sequence;
}

function aRow(sequence: number, change: Partial<Change>): Row {
  const whole = { ...nothing, ...change };
  return { sequence, change: whole, text: JSON.stringify(whole), hash: `hash-${sequence}` };
}

export function describeLedger(name: string, fixture: () => Promise<LedgerFixture>): void {
  describe(`ledger ${name}`, () => {
    const open: LedgerFixture[] = [];
    const aStore = async (): Promise<LedgerFixture> => {
      const store = await fixture();
      open.push(store);
      return store;
    };
    afterEach(async () => {
      for (const store of open.splice(0)) await store.dispose();
    });

    it("begins empty", async () => {
      const ledger = (await aStore()).reopen();

      expect(await ledger.open()).toEqual({ sequence: 0, hash: "" });
      await ledger.close();
    });

    it("remembers its head over a restart", async () => {
      const store = await aStore();
      const first = store.reopen();
      await write(first, {}, {}, {});
      await first.close();

      const second = store.reopen();

      expect(await second.open()).toEqual({ sequence: 3, hash: "hash-3" });
      await second.close();
    });

    it("keeps the last body of a document and forgets a removed one", async () => {
      const ledger = (await aStore()).reopen();
      await write(
        ledger,
        { documents: [{ kind: "robot", id: "R1", version: 1, body: { battery: 80 } }] },
        { documents: [{ kind: "robot", id: "R2", version: 1, body: { battery: 70 } }] },
        { documents: [{ kind: "robot", id: "R1", version: 1, body: { battery: 79 } }] },
        { documents: [{ kind: "robot", id: "R2", version: 1, body: null }] },
      );

      expect(await ledger.documents("robot")).toEqual([{ id: "R1", version: 1, body: { battery: 79 } }]);
      await ledger.close();
    });

    it("orders documents by bytes and cuts ranges, upper end excluded", async () => {
      const ledger = (await aStore()).reopen();
      const ids = ["b", "B", "a-10", "a-9", "Z", "a"];
      await write(ledger, { documents: ids.map((id) => ({ kind: "item", id, version: 1, body: {} })) });

      const all = await ledger.documents("item");
      const some = await ledger.documents("item", { from: "a", to: "b" });

      expect(all.map((document) => document.id)).toEqual(["B", "Z", "a", "a-10", "a-9", "b"]);
      expect(some.map((document) => document.id)).toEqual(["a", "a-10", "a-9"]);
      await ledger.close();
    });

    it("hands mail over in order until it is taken", async () => {
      const store = await aStore();
      const ledger = store.reopen();
      const mail = ["one", "two", "three"].map((type) => ({ to: "sensors" as RoomName, message: { type } }));
      const sequence = await write(ledger, { mail });
      const head = await write(reopened(ledger), { room: "sensors", taken: mailPosition(sequence, 0) });

      expect(head).toBe(sequence + 1);
      expect((await ledger.mail("sensors")).map((row) => row.message)).toEqual([
        { type: "two" },
        { type: "three" },
      ]);
      expect(await ledger.mail("fleet")).toEqual([]);
      await ledger.close();
    });

    it("removes mail that was taken before with a row of another room", async () => {
      const ledger = (await aStore()).reopen();
      const mail = [{ to: "sensors" as RoomName, message: { type: "one" } }];
      await write(ledger, { mail }, { takenBefore: [{ room: "sensors", position: mailPosition(1, 0) }] });

      expect(await ledger.mail("sensors")).toEqual([]);
      await ledger.close();
    });

    it("keeps due rows by time, one for each room and id", async () => {
      const ledger = (await aStore()).reopen();
      await write(
        ledger,
        {
          due: [
            { id: "x", at: 500, event: { type: "x" } },
            { id: "y", at: 100, event: { type: "y" } },
          ],
        },
        { room: "sensors", due: [{ id: "x", at: 300, event: { type: "other" } }] },
        {
          due: [
            { id: "x", at: 50, event: { type: "sooner" } },
            { id: "y", at: null, event: null },
          ],
        },
      );

      expect(await ledger.due()).toEqual([
        { room: "fleet", id: "x", at: 50, event: { type: "sooner" } },
        { room: "sensors", id: "x", at: 300, event: { type: "other" } },
      ]);
      await ledger.close();
    });

    it("removes a deadline that is over with a row of another room", async () => {
      const ledger = (await aStore()).reopen();
      await write(
        ledger,
        { room: "sensors", due: [{ id: "x", at: 300, event: { type: "x" } }] },
        { due: [{ id: "x", at: 500, event: { type: "x" } }] },
        { due: [{ room: "sensors", id: "x", at: null, event: null }] },
      );

      expect((await ledger.due()).map(({ room, at }) => [room, at])).toEqual([["fleet", 500]]);
      await ledger.close();
    });

    it("keeps documents whole, however little of them their rows say", async () => {
      const store = await aStore();
      const ledger = store.reopen();
      const base = Array.from({ length: 20 }, (_, sequence) => ({ node: `N${sequence}`, sequence }));
      const bodies = [
        { update: 1, base },
        { update: 2, base: base.slice(3) },
        { update: 3, base: base.slice(5) },
      ];
      const chain = new RowChain();
      chain.goOn(await ledger.open());
      const durable = new Promise<void>((resolve) => ledger.whenDurable((upTo) => upTo >= 3 && resolve()));
      const texts = bodies.map((body) => {
        const row = chain.write({
          ...nothing,
          documents: [{ kind: "vda-order", id: "R1", version: 1, body }],
        });
        ledger.append(row);
        return row.text;
      });
      await durable;

      expect(texts[2]!.length).toBeLessThan(texts[0]!.length / 4);
      expect(await ledger.documents("vda-order")).toEqual([{ id: "R1", version: 1, body: bodies[2] }]);
      await ledger.close();
      const again = store.reopen();
      await again.open();
      expect(await again.documents("vda-order")).toEqual([{ id: "R1", version: 1, body: bodies[2] }]);
      await again.close();
    });

    it("reads its rows back as they were written", async () => {
      const ledger = (await aStore()).reopen();
      await write(
        ledger,
        { at: 1 },
        { at: 2, cause: { type: "named", data: { ü: "Straße 包裹" } } },
        { at: 3 },
      );

      const rows = await ledger.rows(2, 10);

      const changes = rows.map(({ text }) => changeIn(text));
      expect(rows.map(({ sequence, hash }, index) => [sequence, changes[index]?.at, hash])).toEqual([
        [2, 2, "hash-2"],
        [3, 3, "hash-3"],
      ]);
      expect(changes[0]?.cause.data).toEqual({ ü: "Straße 包裹" });
      await ledger.close();
    });

    it("becomes durable in order, a thousand rows at once included", async () => {
      const ledger = (await aStore()).reopen();
      const heard: number[] = [];
      await ledger.open();
      const done = new Promise<void>((resolve) => {
        ledger.whenDurable((sequence) => {
          heard.push(sequence);
          if (sequence === 1_000) resolve();
        });
      });
      for (let sequence = 1; sequence <= 1_000; sequence++)
        ledger.append(
          aRow(sequence, {
            documents: [{ kind: "n", id: String(sequence), version: 1, body: { sequence } }],
          }),
        );
      await done;

      expect(heard).toEqual([...heard].sort((a, b) => a - b));
      expect(await ledger.documents("n")).toHaveLength(1_000);
      await ledger.close();
    });

    it("reads its rows and their chain alike, packed or not, at any time and over a restart", async () => {
      const store = await aStore();
      const ledger = store.reopen();
      const chain = new RowChain();
      chain.goOn(await ledger.open());
      const written = await writeMany(ledger, chain, 5_000);

      expect((await ledger.rows(1, 10_000)).map(asStored)).toEqual(written.map(asStored));
      expect((await ledger.rows(1_990, 20)).map(({ sequence }) => sequence)).toEqual(
        written.slice(1_989, 2_009).map(({ sequence }) => sequence),
      );
      await packed(store);
      expect((await ledger.rows(1, 10_000)).map(asStored)).toEqual(written.map(asStored));
      expect((await ledger.rows(1_990, 20)).map(asStored)).toEqual(written.slice(1_989, 2_009).map(asStored));
      const head = written.at(-1)!;
      await ledger.close();
      const again = store.reopen();
      expect(await again.open()).toEqual({ sequence: head.sequence, hash: head.hash });
      await again.close();
    });

    it("finds what left the working set by its id, packed or not, and nothing that was removed", async () => {
      const store = await aStore();
      const ledger = store.reopen();
      const chain = new RowChain();
      chain.goOn(await ledger.open());
      const order = (id: string, body: object | null, retired = false): DocumentChange => ({
        kind: "order",
        id,
        version: 2,
        body,
        ...(retired ? { retired } : {}),
      });
      const first = [
        [order("O1", { state: "received" }), order("O2", { state: "received" })],
        [order("O1", { state: "shipped" })],
        [order("O1", null, true), order("O2", null)],
      ];
      await writeAll(
        ledger,
        chain,
        first.map((documents) => ({ documents })),
      );
      const past = (id: string) => new Promise((resolve) => ledger.past("order", id, resolve));

      expect(await ledger.documents("order")).toEqual([]);
      expect(await past("O1")).toEqual({ id: "O1", version: 2, body: { state: "shipped" } });
      expect(await past("O2")).toBeUndefined();
      await writeMany(ledger, chain, 4_500);
      await packed(store);
      expect(await past("O1")).toEqual({ id: "O1", version: 2, body: { state: "shipped" } });
      expect(await past("O2")).toBeUndefined();
      await writeAll(ledger, chain, [
        { documents: [order("O1", { state: "received again" })] },
        { documents: [order("O1", null, true)] },
      ]);
      expect(await past("O1")).toEqual({ id: "O1", version: 2, body: { state: "received again" } });
      await ledger.close();
    });

    it("may be closed twice", async () => {
      const ledger = (await aStore()).reopen();
      await ledger.open();

      await ledger.close();

      await expect(ledger.close()).resolves.toBeUndefined();
    });
  });
}

/** Chained rows as a house writes them; durable when this returns. */
async function writeAll(
  ledger: Ledger,
  chain: RowChain,
  changes: readonly Partial<Change>[],
): Promise<Row[]> {
  const wanted = chain.sequence + changes.length;
  const durable = new Promise<void>((resolve) => ledger.whenDurable((upTo) => upTo >= wanted && resolve()));
  const rows = changes.map((change) => chain.write({ ...nothing, ...change }));
  for (const row of rows) ledger.append(row);
  await durable;
  return rows;
}

const writeMany = (ledger: Ledger, chain: RowChain, count: number): Promise<Row[]> =>
  writeAll(
    ledger,
    chain,
    Array.from({ length: count }, (_, n) => ({
      at: n,
      documents: [{ kind: "robot", id: `R${n % 7}`, version: 1, body: { n, words: "Straße 包裹" } }],
    })),
  );

const asStored = ({ sequence, text, hash }: StoredRow): StoredRow => ({ sequence, text, hash });

async function packed({ loose }: LedgerFixture): Promise<void> {
  if (!loose) return;
  while ((await loose()) >= 4_000) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** The same open ledger, asked for its head again without opening it twice. */
function reopened(ledger: Ledger): Ledger {
  return Object.assign(Object.create(ledger) as Ledger, {
    open: async () => {
      const rows = await ledger.rows(1, 1_000_000);
      const last = rows.at(-1);
      return { sequence: last?.sequence ?? 0, hash: last?.hash ?? "" };
    },
    append: (row: Row) => ledger.append(row),
    whenDurable: (hear: (sequence: number) => void) => ledger.whenDurable(hear),
  });
}
