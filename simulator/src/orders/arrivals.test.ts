import { hourMs } from "@floorplane/contracts/units";
import { seededRandom } from "@floorplane/runtime/random";
import { describe, expect, it } from "vitest";
import { clonedOrders, compressed } from "./arrivals.ts";
import type { WmsRequest } from "./demand.ts";

const nine = Date.UTC(2010, 11, 1, 9);
const order = (name: string, at: number): WmsRequest => ({
  kind: "order",
  at,
  body: { order: name, country: "France", lines: [{ line: "1", sku: "22423", quantity: 2 }] },
});
const goodsBack: WmsRequest = {
  kind: "return",
  at: nine + 1_000,
  body: { return: "C1", lines: [{ sku: "22423", quantity: 1 }] },
};
const aDay = [order("1", nine), goodsBack, order("2", nine + hourMs), order("3", nine + 8 * hourMs)];

describe("--rate", () => {
  it("adds clones of each order at times of the same day, and leaves returns alone", () => {
    const cloned = clonedOrders(aDay, 3, seededRandom(1));

    const orders = cloned
      .filter(({ kind }) => kind === "order")
      .map((request) => request as Extract<WmsRequest, { kind: "order" }>);
    expect(orders.map(({ body }) => body.order).sort()).toEqual([
      "1",
      "1~2",
      "1~3",
      "2",
      "2~2",
      "2~3",
      "3",
      "3~2",
      "3~3",
    ]);
    expect(cloned.filter(({ kind }) => kind === "return")).toEqual([goodsBack]);
    for (const { at } of cloned) expect(at >= nine && at <= nine + 8 * hourMs).toBe(true);
    expect(cloned.map(({ at }) => at)).toEqual(cloned.map(({ at }) => at).toSorted((a, b) => a - b));
  });

  it("is the same for the same seed and another for another", () => {
    const times = (seed: number) => clonedOrders(aDay, 5, seededRandom(seed)).map(({ at }) => at);

    expect(times(1)).toEqual(times(1));
    expect(times(1)).not.toEqual(times(2));
  });

  it.each([0, 1.5, 101, Number.NaN])("refuses %s", (rate) => {
    expect(() => clonedOrders(aDay, rate, seededRandom(1))).toThrow("--rate");
  });
});

describe("--within", () => {
  it("presses all arrivals into so many hours from the first one on, in proportion", () => {
    const within = compressed(aDay, 1);

    expect(within.map(({ at }) => at - nine)).toEqual([0, 125, hourMs / 8, hourMs]);
  });

  it("refuses what is no number of hours", () => {
    for (const hours of [0, -1, Number.NaN]) expect(() => compressed(aDay, hours)).toThrow("--within");
  });
});
