/** The judge of a day on which stock is short: what lies there though an order may have it is found, and who was not told how long it waits does not stand as it should. */
import type { Allocation } from "@floorplane/contracts/states";
import { expect, it } from "vitest";
import { lackingStock } from "./lacking-stock.ts";
import type { WmsOrder } from "./wms/wms-record.ts";
import type { World } from "./world.ts";

const now = 1_000;

function aWorld(
  bins: Record<string, number>,
  totes: Record<string, number> = {},
  allocation: Allocation = "partial",
) {
  const bin = new Map(Object.entries(bins));
  return {
    shelves: {
      account: () =>
        new Map([
          ["A", 5],
          ["B", 1],
        ]),
      locations: () => ["P01"],
      bin: () => bin,
      totes: () => ["T1"],
      piecesIn: () => Object.entries(totes).map(([sku, units]) => ({ epc: "", sku, lot: "", units })),
    },
    wms: { requests: () => [] },
    options: { site: { client: "house", allocation }, timers: { now: () => now } },
  } as unknown as World;
}

function anOpenOrder(lacks: Record<string, number>, told: Record<string, number> = lacks, until = now + 1) {
  const units = Object.entries(told);
  const order = {
    order: "O1",
    state: "backordered",
    ...(units.length > 0 ? { waits: { units, until } } : {}),
  };
  return { order: order as unknown as WmsOrder, lacks: new Map(Object.entries(lacks)) };
}

it("counts what could have left: of each item what was there, and no more than was asked", () => {
  const asked = new Map([
    ["A", 3],
    ["B", 9],
    ["C", 4],
  ]);

  expect(lackingStock(aWorld({}), asked, [])).toEqual({ possible: 4, withheld: 0, waiting: 0 });
});

it("finds what lies in a bin or a tote though an open order may have it, once for each unit", () => {
  const orders = [anOpenOrder({ A: 2 }), anOpenOrder({ A: 2, C: 1 })];

  expect(lackingStock(aWorld({ A: 1 }, { A: 2 }), new Map(), orders)).toMatchObject({ withheld: 3 });
  expect(lackingStock(aWorld({ B: 7 }), new Map(), orders)).toMatchObject({ withheld: 0, waiting: 2 });
});

it("of a whole order only where all of it is there", () => {
  const orders = [anOpenOrder({ A: 2, B: 1 }, { B: 1 })];

  expect(lackingStock(aWorld({ A: 2 }, {}, "whole"), new Map(), orders)).toMatchObject({
    withheld: 0,
    waiting: 1,
  });
  expect(lackingStock(aWorld({ A: 2, B: 1 }, {}, "whole"), new Map(), orders)).toMatchObject({ withheld: 3 });
});

it.each([
  ["was never told", {}, now + 1],
  ["was told of fewer units", { A: 1 }, now + 1],
  ["was told of another item", { B: 2 }, now + 1],
  ["was to be given up by now", { A: 2 }, now],
])("an order that %s does not stand as it should", (_what, told, until) => {
  expect(lackingStock(aWorld({}), new Map(), [anOpenOrder({ A: 2 }, told, until)]).waiting).toBe(0);
});
