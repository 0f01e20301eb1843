import { isGtin } from "@floorplane/contracts/epc";
import { Sku } from "@floorplane/contracts/ids";
import { toteLimits } from "@floorplane/contracts/picking";
import { parseItems } from "@floorplane/contracts/wms.schema";
import { describe, expect, it } from "vitest";
import type { DemandItem } from "../orders/demand.ts";
import { catalogueOf } from "./catalogue.ts";

const codes = (count: number): DemandItem[] =>
  Array.from({ length: count }, (_, index) => ({
    sku: Sku(String(10_000 + 7 * index)),
    name: `THING ${index}`,
    kind: "goods",
  }));
const postage: DemandItem = { sku: Sku("POST"), name: "POSTAGE", kind: "service" };

describe("the catalogue", () => {
  it("gives an item its weight, size and class by code and site seed alone", () => {
    const whole = catalogueOf(codes(500), 1);
    const part = catalogueOf(codes(10).reverse(), 1);

    for (const { sku, litres, kilograms, class: sells } of part)
      expect(whole.find((item) => item.sku === sku)).toMatchObject({ litres, kilograms, class: sells });
    expect(catalogueOf(codes(500), 2)).not.toEqual(whole);
  });

  it("has a right GTIN for each unit and case, none twice, in the order of the codes", () => {
    const items = catalogueOf([postage, ...codes(500)], 1).filter(({ kind }) => kind === "goods");

    const gtins = items.flatMap(({ gtin, caseGtin }) => [gtin!, caseGtin!]);
    expect(gtins.every(isGtin)).toBe(true);
    expect(new Set(gtins).size).toBe(1_000);
    const units = items.map(({ gtin }) => gtin!);
    expect(units).toEqual(units.toSorted());
  });

  it("has goods of which a dozen fit a tote, and services that weigh nothing", () => {
    const items = catalogueOf([postage, ...codes(2_000)], 1);

    for (const { litres, kilograms } of items) {
      expect(12 * litres).toBeLessThanOrEqual(toteLimits.litres);
      expect(12 * kilograms).toBeLessThanOrEqual(toteLimits.kilograms);
    }
    expect(items.find(({ sku }) => sku === "POST")).toEqual({
      sku: "POST",
      kind: "service",
      name: "POSTAGE",
      litres: 0,
      kilograms: 0,
      class: "C",
    });
    parseItems({ items: items.slice(0, 1_000) });
  });

  it("has about a fifth of its codes in class A and three tenths in B", () => {
    const items = catalogueOf(codes(3_000), 1);

    const share = (sells: string) => items.filter((item) => item.class === sells).length / items.length;
    expect(share("A")).toBeCloseTo(0.2, 1);
    expect(share("B")).toBeCloseTo(0.3, 1);
  });

  it("takes size and class from the source where that knows them", () => {
    const known: DemandItem = { ...codes(1)[0]!, litres: 20, kilograms: 12.5, class: "A" };

    expect(catalogueOf([known], 1)[0]).toMatchObject({ litres: 20, kilograms: 12.5, class: "A" });
  });
});
