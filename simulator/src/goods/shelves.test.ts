import { decodeEpc } from "@floorplane/contracts/epc";
import { Sku } from "@floorplane/contracts/ids";
import { toteOfEpc } from "@floorplane/contracts/labels";
import { expectedTags } from "@floorplane/contracts/picking";
import { seededRandom } from "@floorplane/runtime/random";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noWorldFile } from "../world-file.ts";
import { catalogueOf } from "./catalogue.ts";
import { Shelves } from "./shelves.ts";
import { openingLot, type StockRow } from "./slotting.ts";
import { trueBins } from "./wrong-bins.ts";

const skus = ["10001", "10002", "10003"] as const;
const items = catalogueOf(
  skus.map((sku) => ({ sku: Sku(sku), name: sku, kind: "goods" })),
  1,
);
const bins = (content: Record<string, Record<string, number>>) =>
  new Map(Object.entries(content).map(([location, units]) => [location, new Map(Object.entries(units))]));
const shelvesWith = (content: Record<string, Record<string, number>>) =>
  new Shelves({ items, opening: bins(content), file: noWorldFile });
const handling = (location: string, sku: string, quantity: number, tote = "T1") => ({
  location,
  sku,
  quantity,
  tote,
  lot: undefined,
});
const inTotes = new Map<string, number>();

describe("the true shelves", () => {
  it("give what is there, and no more", () => {
    const shelves = shelvesWith({ A: { "10001": 3 } });
    shelves.openTote("T1");

    expect(shelves.take(handling("A", "10001", 5)).quantity).toBe(3);
    expect(shelves.take(handling("A", "10001", 1)).quantity).toBe(0);
    expect(shelves.take(handling("A", "10002", 1)).quantity).toBe(0);
    expect(shelves.unitsIn("T1")).toBe(3);
  });

  it("put a tag on each unit, and one on a case of more than ten", () => {
    const shelves = shelvesWith({ A: { "10001": 100 } });
    shelves.openTote("T1");

    for (const quantity of [4, 10, 24]) {
      const { tags } = shelves.take(handling("A", "10001", quantity));
      expect(tags).toHaveLength(expectedTags(quantity));
    }

    const seen = shelves.tagsOn("T1").map(decodeEpc);
    expect(toteOfEpc(seen[0]!)).toBe("T1");
    const gtins = seen.slice(1).map((epc) => (epc.scheme === "sgtin" ? epc.gtin : ""));
    expect(gtins.filter((gtin) => gtin === items[0]!.gtin)).toHaveLength(14);
    expect(gtins.filter((gtin) => gtin === items[0]!.caseGtin)).toHaveLength(1);
    expect(new Set(shelves.tagsOn("T1")).size).toBe(16);
  });

  it("put goods back on a shelf, opening a case of which a part stays in the tote", () => {
    const shelves = shelvesWith({ A: { "10001": 24 } });
    shelves.openTote("T1");
    shelves.take(handling("A", "10001", 24));

    expect(shelves.put(handling("B", "10001", 20)).quantity).toBe(20);

    expect(shelves.bin("B").get("10001")).toBe(20);
    expect(shelves.unitsIn("T1")).toBe(4);
    expect(shelves.tagsOn("T1")).toHaveLength(1 + 4);
    expect(shelves.put(handling("B", "10001", 20)).quantity).toBe(4);
    expect(shelves.tagsOn("T1")).toHaveLength(1);
  });

  it("hand out a tote once until it is empty again, and none without a number", () => {
    const shelves = shelvesWith({});

    expect(shelves.openTote("T1")).toBe(true);
    expect(shelves.openTote("T1")).toBe(false);
    shelves.emptyTote("T1");
    expect(shelves.openTote("T1")).toBe(true);
    expect(shelves.openTote("BASKET")).toBe(false);
  });

  it("account for every unit, whatever is done with them", () => {
    const act = fc.record({
      what: fc.constantFrom("take", "put", "empty", "writeOff", "receive"),
      location: fc.constantFrom("A", "B", "C"),
      sku: fc.constantFrom(...skus),
      quantity: fc.integer({ min: 1, max: 40 }),
      tote: fc.constantFrom("T1", "T2"),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const shelves = shelvesWith({ A: { "10001": 50, "10002": 5 }, B: { "10003": 30 } });
        for (const { what, location, sku, quantity, tote } of acts) {
          shelves.openTote(tote);
          if (what === "take") shelves.take(handling(location, sku, quantity, tote));
          else if (what === "put") shelves.put(handling(location, sku, quantity, tote));
          else if (what === "writeOff") shelves.writeOff(location, sku, quantity);
          else if (what === "receive") shelves.receive(sku, quantity);
          else for (const piece of shelves.emptyTote(tote)) shelves.shipped(piece.sku, piece.units);
          expect(shelves.unbalanced(inTotes)).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("name the item of which a unit is missing", () => {
    const shelves = shelvesWith({ A: { "10001": 3 } });
    shelves.openTote("T1");
    shelves.take(handling("A", "10001", 2));

    shelves.emptyTote("T1");

    expect(shelves.unbalanced(inTotes)).toEqual(["10001"]);
    expect(shelves.unbalanced(new Map([["10001", 2]]))).toEqual([]);
  });
});

describe("wrong bins", () => {
  const rows: StockRow[] = Array.from({ length: 2_000 }, (_, index) => ({
    location: `L${index}`,
    sku: String(10_000 + index),
    lot: openingLot,
    units: 8,
  }));
  const differing = (seed: number, share?: number) => {
    const truth = trueBins(rows, seededRandom(seed), share);
    return rows
      .filter(({ location, sku, units }) => truth.get(location)?.get(sku) !== units)
      .map(({ sku }) => sku);
  };

  it("are one in two hundred, by one or two units, and seeded", () => {
    expect(differing(1)).toHaveLength(10);
    expect(differing(1)).toEqual(differing(1));
    expect(differing(1)).not.toEqual(differing(2));
    expect(differing(1, 0)).toEqual([]);
    const truth = trueBins(rows, seededRandom(1));
    for (const { location, sku } of rows)
      expect(Math.abs((truth.get(location)?.get(sku) ?? 0) - 8)).toBeLessThanOrEqual(2);
  });

  it("hold fewer, more, or a neighbour's units", () => {
    const truth = trueBins(rows, seededRandom(3), 0.05);

    const off = rows.map(({ location, sku }) => (truth.get(location)?.get(sku) ?? 0) - 8);
    expect(off.some((units) => units < 0)).toBe(true);
    expect(off.some((units) => units > 0)).toBe(true);
    expect([...truth.values()].some((bin) => bin.size === 2)).toBe(true);
  });
});
