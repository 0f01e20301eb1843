/** Generators against the real files they were fitted to; skipped by name where the files are absent. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { b2cDemand, productKilograms } from "./b2c-profile.ts";
import { readOrderFiles } from "./csv-orders.ts";
import type { Demand, WmsRequest } from "./demand.ts";
import { retailDemand } from "./retail-profile.ts";

const data = join(process.env.FLOORPLANE_DATA ?? join(import.meta.dirname, "../../../../shared"), "data");
const retailFolder = join(data, "online-retail");
const b2cFolder = join(data, "b2c-orders");

type Order = Extract<WmsRequest, { kind: "order" }>;
const ordersOf = (requests: readonly WmsRequest[]): Order[] =>
  requests.filter((request): request is Order => request.kind === "order");
const days = (demand: Demand, count: number): WmsRequest[] => [
  ...demand.requests,
  ...Array.from({ length: count - 1 }, (_, day) => demand.further!(day + 1)).flat(),
];
const quantileOf = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(share * values.length)]!;
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const hourOf = (at: number): number => new Date(at).getUTCHours();
/** Largest difference of two distribution functions over the hours of the day. */
function hourDistance(a: readonly number[], b: readonly number[]): number {
  const upTo = (hours: readonly number[], hour: number) =>
    hours.filter((each) => each <= hour).length / hours.length;
  return Math.max(...Array.from({ length: 24 }, (_, hour) => Math.abs(upTo(a, hour) - upTo(b, hour))));
}

const demand = retailDemand({ seed: 1, startAt: 0 });

describe("the retail profile", () => {
  it("is the same for the same seed, day by day, and another for another seed", () => {
    const again = retailDemand({ seed: 1, startAt: 0 });

    expect(again.requests).toEqual(demand.requests);
    expect(again.further!(3)).toEqual(demand.further!(3));
    expect(retailDemand({ seed: 2, startAt: 0 }).requests).not.toEqual(demand.requests);
  });

  it("asks for nothing before its start, and for as many orders a day as it is told", () => {
    const noon = 12 * 3_600_000;
    expect(retailDemand({ seed: 1, startAt: noon }).requests.every(({ at }) => at >= noon)).toBe(true);
    expect(ordersOf(retailDemand({ seed: 1, startAt: 0, perDay: 30 }).requests)).toHaveLength(30);
  });

  it.skipIf(!existsSync(retailFolder))(
    `has the real days' orders, lines, units and hours (needs ${retailFolder})`,
    () => {
      const files = readdirSync(retailFolder).filter((name) => /^2010-12-\d+\.csv$/.test(name));
      const real = readOrderFiles(files.map((name) => join(retailFolder, name)));
      const goods = new Set<string>(real.items.filter(({ kind }) => kind === "goods").map(({ sku }) => sku));
      const realOrders = ordersOf(real.requests)
        .map(({ at, body }) => ({ at, lines: body.lines.filter(({ sku }) => goods.has(sku)) }))
        .filter(({ lines }) => lines.length > 0);
      const drawn = ordersOf(days(demand, files.length)).map(({ at, body }) => ({
        at,
        lines: body.lines.filter(({ sku }) => sku !== "POST"),
      }));

      const perDay = drawn.length / files.length;
      expect(perDay / (realOrders.length / files.length)).toBeGreaterThan(0.8);
      expect(perDay / (realOrders.length / files.length)).toBeLessThan(1.25);
      for (const share of [0.25, 0.5, 0.75, 0.9]) {
        const ratio =
          quantileOf(
            drawn.map(({ lines }) => lines.length),
            share,
          ) /
          quantileOf(
            realOrders.map(({ lines }) => lines.length),
            share,
          );
        expect(ratio, `lines at ${share}`).toBeGreaterThan(0.6);
        expect(ratio, `lines at ${share}`).toBeLessThan(1.6);
      }
      const units = (orders: typeof drawn) =>
        orders.map(({ lines }) => lines.reduce((sum, { quantity }) => sum + quantity, 0));
      expect(mean(units(drawn)) / mean(units(realOrders))).toBeGreaterThan(0.65);
      expect(mean(units(drawn)) / mean(units(realOrders))).toBeLessThan(1.5);
      expect(
        hourDistance(
          drawn.map(({ at }) => hourOf(at)),
          realOrders.map(({ at }) => hourOf(at)),
        ),
      ).toBeLessThan(0.08);

      const topTenth = (orders: typeof drawn, skus: number) => {
        const sold = new Map<string, number>();
        for (const { lines } of orders) for (const { sku } of lines) sold.set(sku, (sold.get(sku) ?? 0) + 1);
        const counts = [...sold.values()].sort((a, b) => b - a);
        return (
          counts.slice(0, Math.round(skus / 10)).reduce((sum, count) => sum + count, 0) /
          counts.reduce((sum, count) => sum + count, 0)
        );
      };
      expect(Math.abs(topTenth(drawn, 2_500) - topTenth(realOrders, 2_500))).toBeLessThan(0.1);
    },
  );
});

describe("the b2c profile", () => {
  const b2c = b2cDemand({ seed: 1, startAt: 0, perDay: 5_040 });

  it("has as many orders a day as it is told, the first day and every other", () => {
    expect(b2c.requests).toHaveLength(5_040);
    expect(b2c.further!(1)).toHaveLength(5_040);
    expect(b2cDemand({ seed: 1, startAt: 0, perDay: 5_040 }).requests).toEqual(b2c.requests);
  });

  it("never asks for what is not in its list", () => {
    const known = new Set<string>(b2c.items.map(({ sku }) => sku));

    for (const { body } of ordersOf(b2c.further!(2)))
      for (const { sku } of body.lines) expect(known.has(sku)).toBe(true);
  });

  it("draws weights from 50 g to 30 kg, and enters nothing above what a tote carries", () => {
    expect(productKilograms(0)).toBe(0.05);
    expect(productKilograms(1)).toBe(30);
    for (const { kilograms, litres } of b2c.items) {
      expect(kilograms).toBeLessThanOrEqual(25);
      expect(litres).toBeLessThanOrEqual(60);
    }
  });

  it.each([0, 1.5, 50_001])("refuses %s orders a day", (perDay) => {
    expect(() => b2cDemand({ seed: 1, startAt: 0, perDay })).toThrow("--per-day");
  });

  it.skipIf(!existsSync(b2cFolder))(
    `has the real orders' sizes, tail, weights and hours (needs ${b2cFolder})`,
    () => {
      const table = (name: string) =>
        parse(readFileSync(join(b2cFolder, name)), { columns: true }) as Record<string, string>[];
      const baskets = new Map<string, string[]>();
      for (const { order_id: order, product_id: product } of table("order_items.csv"))
        baskets.set(order!, [...(baskets.get(order!) ?? []), product!]);
      const drawn = ordersOf(b2c.requests).map(({ body }) => body.lines);

      const oneItem =
        drawn.filter((lines) => lines.length === 1 && lines[0]!.quantity === 1).length / drawn.length;
      const realOneItem = [...baskets.values()].filter((items) => items.length === 1).length / baskets.size;
      expect(Math.abs(oneItem - realOneItem)).toBeLessThan(0.015);

      const realSales = new Map<string, number>();
      for (const items of baskets.values())
        for (const item of new Set(items)) realSales.set(item, (realSales.get(item) ?? 0) + 1);
      const sales = new Map<string, number>();
      for (const lines of drawn) for (const { sku } of lines) sales.set(sku, (sales.get(sku) ?? 0) + 1);
      const onceOnly = (counts: Map<string, number>) =>
        [...counts.values()].filter((count) => count === 1).length / counts.size;
      expect(sales.size / realSales.size).toBeGreaterThan(0.9);
      expect(sales.size / realSales.size).toBeLessThan(1.15);
      expect(Math.abs(onceOnly(sales) - onceOnly(realSales))).toBeLessThan(0.06);
      const best = Math.max(...sales.values()) / Math.max(...realSales.values());
      expect(best).toBeGreaterThan(0.6);
      expect(best).toBeLessThan(1.6);

      const realWeights = table("products.csv")
        .map(({ product_weight_g: grams }) => Number(grams) / 1_000)
        .filter((kilograms) => kilograms > 0);
      for (const share of [0.1, 0.25, 0.5, 0.75, 0.9]) {
        const ratio =
          quantileOf(
            b2c.items.map(({ kilograms }) => kilograms!),
            share,
          ) / quantileOf(realWeights, share);
        expect(ratio, `weight at ${share}`).toBeGreaterThan(0.8);
        expect(ratio, `weight at ${share}`).toBeLessThan(1.25);
      }

      const realHours = table("orders.csv").map(({ order_purchase_timestamp: at }) =>
        Number(at!.slice(11, 13)),
      );
      expect(
        hourDistance(
          b2c.requests.map(({ at }) => hourOf(at)),
          realHours,
        ),
      ).toBeLessThan(0.03);
    },
  );
});
