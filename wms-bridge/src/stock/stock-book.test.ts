/** The book under any sequence of moves: sums are zero, nothing inside is negative, and what comes back from the ledger is the same book. */
import { ClientId, LocationId, LotId, Sku, ToteId } from "@floorplane/contracts/ids";
import type { Kind } from "@floorplane/contracts/kind";
import type { DocumentChange } from "@floorplane/runtime/ledger/ledger";
import { MemoryLedger } from "@floorplane/runtime/ledger/memory-ledger";
import type { Desk } from "@floorplane/runtime/room";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isConserved } from "../figures.ts";
import { aSite, locations } from "../floor/small-site.fixture.ts";
import { Stores } from "../keeping/stores.ts";
import { type Account, type StockRow, unitsOf } from "./accounts.ts";
import { chooseRows } from "./allocate.ts";
import { Places } from "./places.ts";
import { StockBook } from "./stock-book.ts";

const places = () => new Places(aSite(), locations(), {});
const skus = ["A", "B"].map(Sku);
const lots = ["L1", "L2"].map(LotId);
const spots = ["P01", "P02", "P15", "CHECK1"].map(LocationId);

interface Real {
  readonly book: StockBook;
}
/** Units that came in less those that left, by sku: kept beside the book. */
interface Model {
  inside: Map<string, number>;
}

const conserved = ({ book }: Real): boolean => isConserved(book);

class Move implements fc.Command<Model, Real> {
  readonly from: string;
  readonly to: string;
  readonly what: readonly [sku: number, lot: number, from: number, to: number, units: number];

  constructor(from: string, to: string, what: Move["what"]) {
    this.from = from;
    this.to = to;
    this.what = what;
  }

  check(): boolean {
    return true;
  }

  run(model: Model, real: Real): void {
    const [sku, lot, a, b, wanted] = this.what;
    const from = account(real.book, this.from, skus[sku]!, lots[lot]!, spots[a]!);
    const to = account(real.book, this.to, skus[sku]!, lots[lot]!, spots[b]!);
    const units = from.holder.kind === "sheet" ? wanted : Math.min(wanted, held(from));
    real.book.move(from, to, units);
    const change = (from.holder.kind === "sheet" ? units : 0) - (to.holder.kind === "sheet" ? units : 0);
    model.inside.set(skus[sku]!, (model.inside.get(skus[sku]!) ?? 0) + change);
    expect(conserved(real)).toBe(true);
    for (const one of skus) expect(inBook(real.book, one)).toBe(model.inside.get(one) ?? 0);
  }

  toString(): string {
    return `${this.from} -> ${this.to} ${this.what.join(" ")}`;
  }
}

function account(book: StockBook, name: string, sku: Sku, lot: LotId, at: LocationId): Account {
  const row = book.row(at, sku, lot);
  switch (name) {
    case "available":
    case "allocated":
    case "frozen":
      return { holder: row, name };
    case "transit":
      return { holder: book.transit(ToteId("T1"), sku, lot), name: "units" };
    default:
      return book.outside(row, name as "supplier");
  }
}

const held = ({ holder, name }: Account): number =>
  holder.kind === "row" ? holder[name as "available"] : holder.kind === "transit" ? holder.units : 0;

const inBook = (book: StockBook, sku: Sku): number =>
  book.rowsOf(sku).reduce((sum, row) => sum + unitsOf(row), 0) +
  [...book.transits()].flat().reduce((sum, transit) => sum + (transit.sku === sku ? transit.units : 0), 0);

const names = ["available", "allocated", "frozen", "transit", "supplier", "shipped", "destroyed", "adjusted"];
const moves = fc
  .tuple(
    fc.constantFrom(...names),
    fc.constantFrom(...names),
    fc.tuple(fc.nat(1), fc.nat(1), fc.nat(3), fc.nat(3), fc.nat(50)),
  )
  .map(([from, to, what]) => new Move(from, to, what));

it("conserves every unit under any moves", () => {
  fc.assert(
    fc.property(fc.commands([moves], { maxCommands: 60 }), (commands) => {
      fc.modelRun(
        () => ({
          model: { inside: new Map() },
          real: { book: new StockBook(new Stores(), ClientId("house"), places(), { note: () => {} }) },
        }),
        commands,
      );
    }),
    { numRuns: 150 },
  );
});

it("comes back from its documents as it was", async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands([moves], { maxCommands: 40 }), async (commands) => {
      const book = new StockBook(new Stores(), ClientId("house"), places(), { note: () => {} });
      fc.modelRun(() => ({ model: { inside: new Map() }, real: { book } }), commands);
      const ledger = new MemoryLedger();
      const documents: DocumentChange[] = [];
      book.flush({
        put: ({ name, version }: Kind, id: string, body: object) =>
          documents.push({ kind: name, id, version, body }),
        remove: () => {},
      } as unknown as Desk);
      const change = {
        at: 0,
        room: "wms-bridge",
        cause: { type: "t" },
        documents,
        mail: [],
        due: [],
        taken: 0,
      } as const;
      ledger.append({ sequence: 1, change, text: "", hash: "" });

      const again = new StockBook(new Stores(), ClientId("house"), places(), { note: () => {} });
      await again.restore({
        documents: async (kind) =>
          (await ledger.documents(kind.name)).map((row) => ({ id: row.id, body: kind.read(row) })),
      });

      const shown = (one: StockBook) =>
        [...one.rows()]
          .filter((row) => unitsOf(row) > 0)
          .map(
            ({ location, sku, lot, available, allocated, frozen }) =>
              `${location} ${sku} ${lot} ${available} ${allocated} ${frozen}`,
          )
          .sort();
      expect(shown(again)).toEqual(shown(book));
      expect(conserved({ book: again })).toBe(true);
    }),
    { numRuns: 60 },
  );
});

it("calls units that are not there a bug", () => {
  const book = new StockBook(new Stores(), ClientId("house"), places(), { note: () => {} });
  const row = book.row(spots[0]!, skus[0]!, lots[0]!);

  const take = () => book.move({ holder: row, name: "available" }, { holder: row, name: "allocated" }, 1);

  expect(take).toThrow(/P01 would hold -1 available of A/);
});

describe("allocation", () => {
  const chooser = {
    metresToPacking: (at: LocationId) => Number(at.slice(1)),
    endsAt: () => 0,
    gives: ({ location }: StockRow) => location !== "P05",
    crowd: () => 0,
  };
  const rowsOf = (...stock: [location: string, units: number][]): StockRow[] => {
    const book = new StockBook(new Stores(), ClientId("house"), places(), { note: () => {} });
    for (const [location, units] of stock) {
      const row = book.row(LocationId(location), skus[0]!, lots[0]!);
      book.move(book.outside(row, "supplier"), { holder: row, name: "available" }, units);
    }
    return [...book.rowsOf(skus[0]!)];
  };
  const chosen = (rows: StockRow[], units: number) =>
    chooseRows(rows, units, chooser).map(({ row, units: given }) => [row.location, given]);

  it("takes the nearest face that can give all", () => {
    expect(chosen(rowsOf(["P03", 50], ["P02", 10], ["P04", 90]), 20)).toEqual([["P03", 20]]);
  });
  it("else the fullest faces", () => {
    expect(chosen(rowsOf(["P01", 5], ["P02", 10], ["P03", 7]), 16)).toEqual([
      ["P02", 10],
      ["P03", 6],
    ]);
  });
  it("then reserve for what faces lack", () => {
    expect(chosen(rowsOf(["P01", 5], ["P15", 100]), 16)).toEqual([
      ["P01", 5],
      ["P15", 11],
    ]);
  });
  it("of crowded faces the one that fewest want to visit, be it farther or reserve", () => {
    const rows = rowsOf(["P01", 50], ["P02", 50], ["P15", 50]);
    const crowds = new Map([
      ["P01", 14],
      ["P02", 12],
    ]);
    const crowd = (at: LocationId) => crowds.get(at) ?? 0;
    const from = () => chooseRows(rows, 1, { ...chooser, crowd }).map(({ row }) => row.location);

    expect(from()).toEqual(["P15"]);
    crowds.set("P15", 20);
    expect(from()).toEqual(["P02"]);
    crowds.delete("P02");
    expect(from()).toEqual(["P02"]);
  });
  it("nothing from a place that waits for a count, nor from a bench", () => {
    expect(chosen(rowsOf(["P05", 50], ["CHECK1", 50]), 1)).toEqual([]);
  });
});
