import { Sku } from "@floorplane/contracts/ids";
import { hourMs } from "@floorplane/contracts/units";
import { parseExpectedReceipt } from "@floorplane/contracts/wms.schema";
import { seededRandom } from "@floorplane/runtime/random";
import { expect, it } from "vitest";
import { withDeliveries } from "./deliveries.ts";
import { byTime, type Demand, requestId } from "./demand.ts";

const start = Date.UTC(2026, 4, 4, 8);
const order = (n: number, at: number) => ({
  kind: "order" as const,
  at,
  body: { order: `O${n}`, country: "FR", lines: [{ line: "1", sku: `S${n % 5}`, quantity: 2 }] },
});
const demand: Demand = {
  items: Array.from({ length: 5 }, (_, n) => ({ sku: Sku(`S${n}`), name: "THING", kind: "goods" })),
  requests: Array.from({ length: 20 }, (_, n) => order(n, start + n * 60_000)),
  further: (day) => [order(100 + day, start + day * 24 * hourMs)],
};
const trucks = (perDay: number, seed = 1) => withDeliveries(demand, { perDay, random: seededRandom(seed) });

it("none are asked for: the demand is what it was", () => {
  expect(trucks(0)).toBe(demand);
});

it("each is announced before it comes, under a number of its own, with goods that the day's orders take", () => {
  const { requests, further } = trucks(6);
  const announced = requests.flatMap((one) => (one.kind === "announcement" ? [one] : []));
  const arrivals = requests.flatMap((one) => (one.kind === "arrival" ? [one] : []));

  expect([announced.length, arrivals.length]).toEqual([6, 6]);
  expect(new Set(requests.map(requestId)).size).toBe(requests.length);
  expect(byTime(requests)).toEqual(requests);
  for (const { at, body } of announced) {
    const arrival = arrivals.find((one) => one.body.receipt === body.receipt)!;
    expect(arrival.at - at).toBeGreaterThanOrEqual(hourMs / 6);
    expect(arrival.at).toBe(Date.parse(body.expectedAt));
    expect(() => parseExpectedReceipt(body)).not.toThrow();
    for (const { sku } of body.lines) expect(demand.items.map((item) => item.sku as string)).toContain(sku);
  }
  expect(further!(2).filter(({ kind }) => kind === "arrival")).toHaveLength(6);
});

it("are the same for the same seed, and others for another", () => {
  expect(trucks(6).requests).toEqual(trucks(6).requests);
  expect(trucks(6, 2).requests).not.toEqual(trucks(6).requests);
});

it("are loaded otherwise than announced in a few lines of a hundred: fewer, more, or without it", () => {
  let lines = 0;
  const differs = { fewer: 0, more: 0, missing: 0 };
  for (let seed = 0; seed < 60; seed++) {
    const { requests } = trucks(6, seed);
    for (const one of requests) {
      if (one.kind !== "announcement") continue;
      const arrival = requests.find(
        (other) => other.kind === "arrival" && other.body.receipt === one.body.receipt,
      );
      const loaded = arrival?.kind === "arrival" ? arrival.body.loaded : [];
      for (const { sku, quantity } of one.body.lines) {
        const units = loaded.find((line) => line.sku === sku)?.units;
        lines++;
        if (units === undefined) differs.missing++;
        else if (units < quantity) differs.fewer++;
        else if (units > quantity) differs.more++;
      }
    }
  }

  for (const [kind, share] of [
    ["fewer", 0.03],
    ["more", 0.02],
    ["missing", 0.01],
  ] as const)
    expect([kind, Math.abs(differs[kind] / lines - share) < 0.01]).toEqual([kind, true]);
});
