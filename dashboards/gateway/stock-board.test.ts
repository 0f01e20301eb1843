/** Goods as pages are told of them: what the book has, summed up as asked; what was done of late; the work for people. */
import type { HandlingRow, StockDocument, TaskDocument } from "@floorplane/contracts/documents";
import { minuteMs } from "@floorplane/contracts/units";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Movements } from "./movements.ts";
import { unitStates } from "./protocol.ts";
import { StockBoard } from "./stock-board.ts";
import { tasksPage } from "./task-list.ts";

const at = Date.UTC(2010, 11, 1, 12);
const none = { available: 0, allocated: 0, frozen: 0, held: 0, defective: 0, condemned: 0 };
const row = (location: string, sku: string, units: Partial<typeof none>, more: object = {}): StockDocument =>
  ({ client: "house", location, sku, lot: "L1", ...none, ...units, ...more }) as unknown as StockDocument;

function aBoard(): StockBoard {
  const board = new StockBoard("house");
  board.put("1", row("A-1", "MUG", { available: 5, allocated: 2 }));
  board.put("2", row("A-2", "MUG", { available: 1, frozen: 3 }, { lot: "L2" }));
  board.put("3", row("B-1", "acme/CUP", { held: 4 }, { client: "acme" }));
  board.put("4", row("B-2", "MUG", {}));
  board.put("5", row("B-3", "OLD", { available: 1 }, { client: null }));
  board.ride("6", { client: null, tote: "T1", sku: "MUG", lot: "L1", units: 6 } as never);
  return board;
}

describe("the stock", () => {
  it.each([
    [{}, ["A-1 MUG 7", "A-2 MUG 4", "B-1 acme/CUP 4", "B-3 OLD 1", "T1 MUG 6"]],
    [{ by: "sku" }, [" MUG 17", " OLD 1", " acme/CUP 4"]],
    [{ by: "lot", sku: "mug" }, [" MUG 13", " MUG 4"]],
    [{ by: "client" }, [" acme 4", " house 18"]],
    [{ sku: "cup" }, ["B-1 acme/CUP 4"]],
    [{ place: "a-" }, ["A-1 MUG 7", "A-2 MUG 4"]],
    [{ state: "frozen,held" }, ["A-2 MUG 4", "B-1 acme/CUP 4"]],
    [{ client: "acme" }, ["B-1 acme/CUP 4"]],
  ])("%j", (query, expected) => {
    const shown = aBoard()
      .page(query, at)
      .rows.map(({ place, sku, client, ...units }) => {
        const all = unitStates.reduce((sum, state) => sum + units[state], 0);
        return `${place ?? ""} ${sku ?? client} ${all}`;
      });

    expect(shown).toEqual(expected);
  });

  it("has in every view as many units as in all places, whatever came and went", () => {
    const change = fc.record({
      key: fc.integer({ min: 0, max: 6 }),
      sku: fc.constantFrom("A", "B", "acme/A"),
      lot: fc.constantFrom("L1", "L2"),
      available: fc.nat(3),
      frozen: fc.nat(3),
      isGone: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
        const board = new StockBoard("house");
        const book = new Map<number, number>();
        for (const { key, sku, lot, available, frozen, isGone } of changes) {
          if (isGone) board.remove(String(key));
          else board.put(String(key), row(`P${key}`, sku, { available, frozen }, { lot }));
          book.set(key, isGone ? 0 : available + frozen);
        }

        const units = [...book.values()].reduce((sum, n) => sum + n, 0);
        const sumOf = (one: Readonly<Record<(typeof unitStates)[number], number>>) =>
          unitStates.reduce((sum, state) => sum + one[state], 0);
        expect(sumOf(board.summary().units)).toBe(units);
        for (const by of ["place", "sku", "lot", "client"])
          expect(board.page({ by }, at).rows.reduce((sum, one) => sum + sumOf(one), 0)).toBe(units);
      }),
    );
  });
});

describe("goods between two sites", () => {
  const line = (sku: string, left: number, arrived = 0, lost = 0) => ({
    sku,
    lot: "L1",
    left,
    arrived,
    lost,
  });
  const transfer = (...lines: object[]) => ({ client: "house", order: "O1", to: "WEST", lines }) as never;
  const between = (board: StockBoard) =>
    board
      .page({ state: "betweenSites" }, at)
      .rows.map(({ place, sku, betweenSites }) => `${place} ${sku} ${betweenSites}`);

  it("stand under the other warehouse's name until they arrived or were given up", () => {
    const board = aBoard();
    const before = board.size;
    board.leave("O1", transfer(line("MUG", 4), line("CUP", 2, 2)));
    board.leave("O2", transfer(line("MUG", 1)));
    const left = between(board);
    board.leave("O1", transfer(line("MUG", 4, 3), line("CUP", 2, 2)));
    const some = between(board);
    const sum = board.summary().units.betweenSites;
    board.leave("O1", transfer(line("MUG", 4, 3, 1), line("CUP", 2, 2)));
    board.settled("O2");

    expect([left, some, sum]).toEqual([["WEST MUG 5"], ["WEST MUG 2"], 2]);
    expect([between(board), board.size]).toEqual([[], before]);
  });
});

describe("what was done with goods", () => {
  const deed = (minute: number, step: string, more: Partial<HandlingRow> = {}): HandlingRow => ({
    at: at + minute * minuteMs,
    step,
    goods: [["MUG", "L1", 2, ""]],
    ...more,
  });
  const page = (...rows: HandlingRow[]) => ({ client: "house", page: 0, rows }) as never;

  it("is told the latest first, once, however often its page is written", () => {
    const movements = new Movements();
    movements.put(page(deed(1, "receive", { to: "A-1" })));
    movements.put(
      page(deed(1, "receive", { to: "A-1" }), deed(2, "pick", { from: "A-1", tote: "T1", order: "O1" })),
    );

    const steps = (query: object) => movements.page(query as never, at).rows.map(({ row: { step } }) => step);
    expect(steps({})).toEqual(["pick", "receive"]);
    expect(steps({ place: "a-1", step: "receive" })).toEqual(["receive"]);
    expect(steps({ order: "O1" })).toEqual(["pick"]);
    expect(steps({ sku: "CUP" })).toEqual([]);
  });
});

it("work for people: what somebody waits for first, then the oldest; counts in turn last", () => {
  const task = (id: string, more: Partial<Record<keyof TaskDocument, unknown>>) =>
    [
      id,
      {
        task: id,
        kind: "count-bin",
        planned: false,
        refused: null,
        openedAt: at,
        location: "A-1",
        sku: null,
        ...more,
      },
    ] as never;
  const tasks = new Map<string, TaskDocument>([
    task("TURN", { planned: true, openedAt: at - 9 }),
    task("NEW", {}),
    task("OLD", { openedAt: at - 5, kind: "inspect", sku: "MUG", refused: {} }),
  ]);
  const shown = (query: object) => tasksPage(tasks, query as never, at).rows.map((one) => one.task);

  expect(shown({})).toEqual(["OLD", "NEW", "TURN"]);
  expect(shown({ kind: "count-bin", planned: "false" })).toEqual(["NEW"]);
  expect(shown({ refused: "true", sku: "mug" })).toEqual(["OLD"]);
  expect(() => shown({ kind: "sing" })).toThrow(/kind/);
});
