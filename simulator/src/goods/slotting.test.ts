import { Sku } from "@floorplane/contracts/ids";
import type { LocationRow } from "@floorplane/contracts/site";
import type { Item } from "@floorplane/contracts/wms.schema";
import { describe, expect, it } from "vitest";
import { classDemand, openingUnits } from "./opening-stock.ts";
import { facesNeeded, type SlottingOptions, slot, unitsThatFit } from "./slotting.ts";

const room = { litres: 250, kilograms: 150 };
const places = (faces: number, reserves: number): LocationRow[] => [
  ...Array.from({ length: faces }, (_, i) => ({
    location: `F${100 + i}`,
    kind: "face" as const,
    ...room,
    zone: "Z",
  })),
  ...Array.from({ length: reserves }, (_, i) => ({
    location: `R${100 + i}`,
    kind: "reserve" as const,
    ...room,
    zone: "Z",
  })),
];
const anItem = (sku: string, changes: Partial<Item> = {}): Item => ({
  sku,
  kind: "goods",
  name: sku,
  litres: 0.5,
  kilograms: 0.2,
  class: "C",
  ...changes,
});
const slotted = (items: readonly Item[], units: Record<string, number>, locations: readonly LocationRow[]) =>
  slot({
    items,
    units: new Map(Object.entries(units).map(([sku, count]) => [Sku(sku), count])),
    locations,
    distance: (location) => Number(location.slice(1)),
  } satisfies SlottingOptions);

describe("opening stock", () => {
  it("is two days of the class's demand, times the rate, and what the day needs", () => {
    const items = [anItem("A1", { class: "A" }), anItem("C1"), anItem("POST", { kind: "service" })];
    const wanted = new Map([[Sku("C1"), 600]]);

    const tight = openingUnits({ items, demand: classDemand.retail });
    const ample = openingUnits({ items, demand: classDemand.retail, rate: 5, wanted });

    expect([...tight]).toEqual([
      ["A1", 66],
      ["C1", 4],
    ]);
    expect([...ample]).toEqual([
      ["A1", 330],
      ["C1", 620],
    ]);
  });
});

describe("slotting", () => {
  it("places every unit, each item with a face of its own, fast sellers nearest", () => {
    const items = [anItem("SLOW"), anItem("FAST", { class: "A" }), anItem("MIDDLE", { class: "B" })];

    const rows = slotted(items, { SLOW: 4, FAST: 66, MIDDLE: 12 }, places(5, 2));

    expect(rows.map(({ location, sku, units }) => [location, sku, units])).toEqual([
      ["F100", "FAST", 66],
      ["F101", "MIDDLE", 12],
      ["F102", "SLOW", 4],
    ]);
  });

  it("keeps a part of a large stock in reserve and the rest in as many faces as it fills", () => {
    const rows = slotted([anItem("BIG")], { BIG: 1_200 }, places(8, 4));

    const units = (kind: string) =>
      rows.filter(({ location }) => location.startsWith(kind)).reduce((sum, row) => sum + row.units, 0);
    expect(units("F")).toBe(960);
    expect(units("R")).toBe(240);
    const fits = unitsThatFit(anItem("BIG"), room);
    for (const row of rows) expect(row.units).toBeLessThanOrEqual(fits);
    expect(rows.length).toBe(Math.ceil(960 / fits) + 1);
  });

  it("lets items share bins where faces are short, and no bin holds more than it can", () => {
    const items = Array.from({ length: 10 }, (_, index) => anItem(`S${index}`));
    const units = Object.fromEntries(items.map(({ sku }) => [sku, 240]));

    const rows = slotted(items, units, places(4, 1));

    expect(rows.reduce((sum, row) => sum + row.units, 0)).toBe(2_400);
    expect(new Set(rows.map(({ sku }) => sku)).size).toBe(10);
    const keys = rows.map(({ location, sku }) => `${location} ${sku}`);
    expect(new Set(keys).size).toBe(keys.length);
    const inBin = new Map<string, number>();
    for (const row of rows) inBin.set(row.location, (inBin.get(row.location) ?? 0) + row.units);
    for (const count of inBin.values()) expect(0.5 * count).toBeLessThanOrEqual(room.litres);
  });

  it("leaves out what may be spared where all is full, and refuses what may not", () => {
    const items = [anItem("A1"), anItem("B1")];
    const full = (spare: number) =>
      slot({
        items,
        units: new Map(items.map(({ sku }) => [Sku(sku), 800])),
        spare: new Map(items.map(({ sku }) => [Sku(sku), spare])),
        locations: places(2, 0),
        distance: () => 1,
      });

    expect(full(300).map(({ units }) => units)).toEqual([500, 500]);
    expect(() => full(299)).toThrow(/2 units of [AB]1 that the orders need have no room/);
  });

  it("refuses a site that has no room for so many items", () => {
    const items = Array.from({ length: 13 }, (_, index) => anItem(`S${index}`));

    expect(() => slotted(items, {}, places(1, 0))).toThrow("13 items need pick faces, and the site has 1");
  });

  it("says how many faces a stock needs", () => {
    const items = [anItem("SMALL"), anItem("BIG"), anItem("POST", { kind: "service" })];
    const fits = unitsThatFit(anItem("BIG"), room);

    const units = new Map([
      [Sku("SMALL"), 1],
      [Sku("BIG"), 2 * fits + 1],
    ]);

    expect(facesNeeded(items, units, room)).toBe(4);
  });
});
