/** Each move that the house makes has its word for whoever bills or traces it; a hold alone has none. */
import { ClientId, LocationId, LotId, Sku, ToteId } from "@floorplane/contracts/ids";
import { describe, expect, it } from "vitest";
import { aSite, locations } from "../floor/small-site.fixture.ts";
import type { Handled } from "../handling/handling.ts";
import { Stores } from "../keeping/stores.ts";
import type { Account, OutsideAccount, RowAccount } from "./accounts.ts";
import { Places } from "./places.ts";
import { StockBook } from "./stock-book.ts";

const sku = Sku("A");
const lot = LotId("L1");
const tote = ToteId("T1");
const here = LocationId("P01");
const there = LocationId("P02");

/** Where the book's moves begin and end in this house, and what each is called. */
const moves: readonly [from: string, to: string, said: Partial<Handled> | undefined][] = [
  ["supplier", "available", { step: "receive", to: here, state: "available" }],
  ["supplier", "frozen", { step: "return", to: here, state: "frozen" }],
  ["shipped", "frozen", { step: "return", to: here, state: "frozen" }],
  ["available", "allocated", undefined],
  ["allocated", "available", undefined],
  ["allocated", "units", { step: "pick", from: here, tote }],
  ["units", "available", { step: "put-away", tote, to: here }],
  ["units", "frozen", { step: "set-aside", tote, to: here }],
  ["units", "shipped", { step: "ship", tote }],
  ["units", "adjusted", { step: "adjust", tote, units: -3 }],
  ["adjusted", "units", { step: "adjust", tote, units: 3 }],
  ["adjusted", "available", { step: "adjust", to: here, units: 3 }],
  ["adjusted", "frozen", { step: "adjust", to: here, units: 3 }],
  ["available", "adjusted", { step: "adjust", to: here, units: -3 }],
  ["frozen", "adjusted", { step: "adjust", to: here, units: -3 }],
  ["available", "frozen", { step: "set-aside", from: here, state: "frozen" }],
  ["frozen", "available", { step: "grade", from: here, state: "available" }],
  ["frozen", "available elsewhere", { step: "grade", from: here, to: there, state: "available" }],
  ["frozen", "defective", { step: "grade", from: here, state: "defective" }],
  ["frozen", "condemned", { step: "grade", from: here, state: "condemned" }],
  ["defective", "available", { step: "grade", from: here, state: "available" }],
  ["defective", "condemned", { step: "grade", from: here, state: "condemned" }],
  ["available", "available elsewhere", { step: "relocate", from: here, to: there }],
  ["allocated", "destroyed", { step: "write-off", from: here }],
  ["frozen", "destroyed", { step: "destroy", from: here }],
  ["defective", "destroyed", { step: "destroy", from: here }],
  ["condemned", "destroyed", { step: "destroy", from: here }],
];

const outsides = ["supplier", "shipped", "destroyed", "adjusted"];

function accountOf(book: StockBook, name: string): Account {
  if (name === "units") return { holder: book.transit(tote, sku, lot), name };
  const [account, elsewhere] = name.split(" ") as [RowAccount, string | undefined];
  const row = book.row(elsewhere ? there : here, sku, lot);
  return outsides.includes(name) ? book.outside(row, name as OutsideAccount) : { holder: row, name: account };
}

describe("a move", () => {
  it.each(moves)("from %s to %s", (from, to, said) => {
    const heard: Handled[] = [];
    const book = new StockBook(new Stores(), ClientId("house"), new Places(aSite(), locations(), {}), {
      note: (handled) => heard.push(handled),
    });
    const begins = accountOf(book, from);
    if (!outsides.includes(from)) book.move(book.outside(book.row(here, sku, lot), "supplier"), begins, 3);
    heard.length = 0;

    book.move(begins, accountOf(book, to), 3);

    expect(heard).toMatchObject(said ? [{ sku, lot, units: 3, ...said }] : []);
  });

  it("of nothing is none", () => {
    const heard: Handled[] = [];
    const book = new StockBook(new Stores(), ClientId("house"), new Places(aSite(), locations(), {}), {
      note: (handled) => heard.push(handled),
    });

    book.move(accountOf(book, "supplier"), accountOf(book, "available"), 0);

    expect(heard).toEqual([]);
  });
});
