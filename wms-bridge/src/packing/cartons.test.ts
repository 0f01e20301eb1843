/** Cartons hold what is put into them, nothing is left out, and no cheaper one would have done. */
import type { GoodsClass } from "@floorplane/contracts/goods-class";
import type { LotId, Sku } from "@floorplane/contracts/ids";
import type { CartonRow } from "@floorplane/contracts/site-cartons";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Cartons, type GoodsToPack } from "./cartons.ts";

const carton = (name: string, [lengthMm, widthMm, heightMm]: [number, number, number], more = {}) => ({
  carton: name,
  lengthMm,
  widthMm,
  heightMm,
  gramsMax: 10_000,
  fill: 1,
  ...more,
});

const small = carton("S", [200, 100, 100]);
const large = carton("L", [400, 300, 200]);

function goods(sku: string, units: number, unit: Partial<GoodsToPack["unit"]> = {}): GoodsToPack {
  const known = { mm3: 1_000_000, grams: 500, sidesMm: undefined, goodsClass: "general" as GoodsClass };
  return { sku: sku as Sku, lot: "L1" as LotId, units, unit: { ...known, ...unit } };
}

const boxes = (rows: readonly CartonRow[], ...what: GoodsToPack[]) =>
  new Cartons(rows)
    .boxesFor(what)
    .map(({ carton, because, goods: inside, grams }) => [
      carton,
      because,
      inside.map(({ sku, units }) => `${units} ${sku}`).join(" "),
      grams,
    ]);

describe("a parcel's carton", () => {
  it("is the smallest that holds all by volume", () => {
    expect(boxes([large, small], goods("A", 2))).toEqual([["S", "fits", "2 A", 1_000]]);
    expect(boxes([large, small], goods("A", 3))).toEqual([["L", "fits", "3 A", 1_500]]);
  });

  it("may be filled so far and no further", () => {
    expect(boxes([{ ...small, fill: 0.5 }, large], goods("A", 1))[0]![0]).toBe("S");
    expect(boxes([{ ...small, fill: 0.49 }, large], goods("A", 1))[0]![0]).toBe("L");
  });

  it("is the cheapest where they cost something", () => {
    expect(
      boxes(
        [
          { ...small, cost: 30 },
          { ...large, cost: 20 },
        ],
        goods("A", 1),
      )[0]![0],
    ).toBe("L");
  });

  it("has sides as long as those of each unit, however that is turned", () => {
    const long = goods("POLE", 1, { sidesMm: [390, 20, 20], mm3: 156_000 });
    const longer = goods("POLE", 1, { sidesMm: [401, 20, 20], mm3: 160_400 });

    expect(boxes([small, large], long)[0]![0]).toBe("L");
    expect(boxes([small, large], longer)).toEqual([[null, "none-holds", "1 POLE", 500]]);
  });

  it("carries its weight with its own", () => {
    const weak = { ...large, gramsMax: 1_100, tareGrams: 100 };

    expect(boxes([weak], goods("A", 2))).toEqual([["L", "fits", "2 A", 1_100]]);
    expect(boxes([weak], goods("A", 3)).map(([name, because, what]) => [name, because, what])).toEqual([
      ["L", "split", "2 A"],
      ["L", "split", "1 A"],
    ]);
  });

  it("admits the class of each unit: what goes nowhere together goes apart", () => {
    const rows = [
      { ...large, admits: ["general" as const] },
      { ...small, admits: ["battery" as const] },
    ];

    expect(boxes(rows, goods("A", 3), goods("B", 1, { goodsClass: "battery" }))).toEqual([
      ["L", "split", "3 A", 1_500],
      ["S", "split", "1 B", 500],
    ]);
    expect(boxes(rows, goods("X", 2, { goodsClass: "liquid" }))).toEqual([
      [null, "none-holds", "2 X", 1_000],
    ]);
  });

  it("is the default, and says so, where nobody knows how large the goods are", () => {
    const unknown = goods("A", 2, { mm3: 0 });

    expect(boxes([small, { ...large, default: true }], unknown)).toEqual([
      ["L", "size-unknown", "2 A", 1_000],
    ]);
    expect(boxes([{ ...small, default: true }, large], unknown)[0]![0]).toBe("S");
    expect(boxes([small, large], unknown)[0]![0]).toBe("L");
  });

  it("is nobody's choice where the site names none", () => {
    expect(boxes([], goods("A", 2))).toEqual([[null, "no-list", "2 A", 1_000]]);
  });

  it("has no weight where nobody knows what a unit weighs", () => {
    expect(boxes([large], goods("A", 1), goods("B", 1, { grams: 0 }))[0]![3]).toBeNull();
  });
});

describe("goods that no carton holds together", () => {
  it("are split over as few as first-fit finds, each the smallest that holds its part", () => {
    expect(boxes([small, large], goods("A", 25))).toEqual([
      ["L", "split", "20 A", 10_000],
      ["L", "split", "5 A", 2_500],
    ]);
  });

  it("whatever they are, are in exactly one carton each, which holds them; one alone where one holds all", () => {
    const side = fc.integer({ min: 50, max: 500 });
    const classes = fc.constantFrom<GoodsClass>("general", "battery", "liquid");
    const rows = fc.uniqueArray(
      fc.record({
        carton: fc.constantFrom("S", "M", "L", "XL"),
        lengthMm: side,
        widthMm: side,
        heightMm: side,
        gramsMax: fc.integer({ min: 500, max: 20_000 }),
        fill: fc.constantFrom(0.5, 0.85, 1),
        cost: fc.integer({ min: 0, max: 3 }),
        admits: fc.option(fc.uniqueArray(classes, { minLength: 1 }), { nil: undefined }),
      }),
      { selector: (row) => row.carton, minLength: 1 },
    );
    const toPack = fc.uniqueArray(
      fc.record({
        sku: fc.constantFrom("A", "B", "C", "D", "E").map((sku) => sku as Sku),
        lot: fc.constant("L1" as LotId),
        units: fc.integer({ min: 1, max: 40 }),
        unit: fc.record({
          mm3: fc.integer({ min: 1, max: 30_000_000 }),
          grams: fc.integer({ min: 1, max: 3_000 }),
          sidesMm: fc.option(fc.constant([150, 100, 60] as [number, number, number]), { nil: undefined }),
          goodsClass: classes,
        }),
      }),
      { selector: ({ sku }) => sku, minLength: 1 },
    );

    fc.assert(
      fc.property(rows, toPack, (given, what) => {
        const cartons = given.map(
          ({ admits, ...row }): CartonRow => ({ ...row, ...(admits ? { admits } : {}) }),
        );
        const made = new Cartons(cartons).boxesFor(what);

        for (const { sku, units } of what) {
          const inBoxes = made.flatMap(({ goods: inside }) => inside.filter((one) => one.sku === sku));
          expect(inBoxes.reduce((sum, one) => sum + one.units, 0)).toBe(units);
        }
        const fits = (row: CartonRow, inside: readonly { sku: Sku; units: number }[]): boolean => {
          const units = inside.map((one) => ({
            ...one,
            unit: what.find(({ sku }) => sku === one.sku)!.unit,
          }));
          const sides = [row.lengthMm, row.widthMm, row.heightMm].sort((a, b) => b - a);
          const room = Math.floor((row.fill ?? 0) * row.lengthMm * row.widthMm * row.heightMm);
          return (
            units.reduce((sum, one) => sum + one.units * one.unit.mm3, 0) <= room &&
            units.reduce((sum, one) => sum + one.units * one.unit.grams, 0) <= row.gramsMax &&
            units.every(
              ({ unit: { goodsClass, sidesMm } }) =>
                (row.admits?.includes(goodsClass) ?? true) &&
                (sidesMm?.every((mm, index) => mm <= sides[index]!) ?? true),
            )
          );
        };
        for (const { carton: name, goods: inside } of made) {
          const row = cartons.find((one) => one.carton === name);
          if (row) expect(fits(row, inside)).toBe(true);
          else
            expect(
              cartons.some((one) =>
                fits(
                  one,
                  inside.map((good) => ({ ...good, units: 1 })),
                ),
              ),
            ).toBe(false);
          if (row)
            for (const other of cartons)
              if (fits(other, inside)) expect(row.cost).toBeLessThanOrEqual(other.cost!);
        }
        if (cartons.some((row) => fits(row, what))) expect(made).toHaveLength(1);
      }),
    );
  });
});
