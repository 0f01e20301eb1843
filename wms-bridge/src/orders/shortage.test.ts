/**
 * Days on which stock is short, under random policies, arrivals, receipts, cancellations, counts and restarts. After every event: units are conserved, none is promised twice, none lies free that a waiting
 * order may have, and nobody who waits was overtaken by an order that comes after it.
 */
import type { OrderState } from "@floorplane/contracts/documents";
import { type Allocation, allocations } from "@floorplane/contracts/states";
import { isoTime, secondMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { Floor } from "../floor/floor.fixture.ts";

const skus = ["A", "B", "C", "D"];
const ordersADay = 40;

interface Kept {
  readonly order: string;
  readonly state: OrderState;
  readonly allocation: Allocation;
  readonly released: boolean;
  readonly shipBy: number;
  readonly receivedAt: number;
  readonly lines: readonly { sku: string; asked: number; shipped: number; cancelled: number }[];
  readonly holds: readonly { sku: string; units: number }[];
  readonly lacking: readonly { sku: string; units: number; expectedAt: number | null }[];
  readonly givenUpAt: number | null;
}

interface Day {
  readonly floor: Floor;
  readonly stocked: Map<string, number>;
}

const keptOrders = async ({ ledger }: Floor): Promise<Kept[]> =>
  (await ledger.documents("order")).map(({ body }) => body as Kept);
const isOpen = ({ state }: Kept): boolean => !["shipped", "cancelled", "rejected"].includes(state);
const sooner = (a: Kept, b: Kept): boolean =>
  a.shipBy - b.shipBy < 0 || (a.shipBy === b.shipBy && a.receivedAt < b.receivedAt);

/** `isDealt`: the second has passed in which what came free is dealt, a few orders in each step. */
async function judge(
  { floor, stocked }: Day,
  before: readonly Kept[],
  isDealt = false,
): Promise<readonly Kept[]> {
  expect(floor.bridge.figures().units.conserved).toBe(true);
  const rows = (await floor.ledger.documents("stock")).map(
    ({ body }) => body as { sku: string; location: string; available: number },
  );
  const counts = new Set(
    (await floor.ledger.documents("count")).map(({ body }) => (body as { location: string }).location),
  );
  const orders = await keptOrders(floor);
  for (const sku of skus) {
    const free = rows
      .filter((row) => row.sku === sku && row.location.startsWith("P") && !counts.has(row.location))
      .reduce((sum, { available }) => sum + available, 0);
    const waiting = orders.filter((order) => order.lacking.some((one) => one.sku === sku));
    const mayHave = waiting.filter(({ allocation, state }) => allocation !== "whole" && state !== "parked");
    if (free > 0 && isDealt) expect([sku, free, mayHave.map(({ order }) => order)]).toEqual([sku, free, []]);
    for (const order of mayHave) {
      const was = before.find((one) => one.order === order.order);
      if (!was?.lacking.some((one) => one.sku === sku)) continue;
      const heldBefore = heldOf(before, sku);
      for (const other of orders)
        if (
          sooner(order, other) &&
          (heldOf([other], sku).get(other.order) ?? 0) > (heldBefore.get(other.order) ?? 0)
        )
          throw new Error(`${other.order} came to hold ${sku} for which ${order.order} waits and goes first`);
    }
    const shipped = [...floor.shipped.values()].reduce((sum, units) => sum + (units.get(sku) ?? 0), 0);
    expect(shipped).toBeLessThanOrEqual(stocked.get(sku) ?? 0);
  }
  for (const order of orders) {
    judgeOrder(order);
    // All of its parcels are packed before one of them can leave; they leave one after another.
    if (order.allocation === "whole" && order.lacking.length > 0)
      for (const { shipped } of order.lines) expect([order.order, shipped]).toEqual([order.order, 0]);
  }
  return orders;
}

const heldOf = (orders: readonly Kept[], sku: string): Map<string, number> =>
  new Map(
    orders.map(({ order, holds }) => [
      order,
      holds.reduce((sum, hold) => sum + (hold.sku === sku ? hold.units : 0), 0),
    ]),
  );

function judgeOrder(order: Kept): void {
  const { allocation, lines, lacking, givenUpAt } = order;
  for (const { asked, shipped, cancelled } of lines) expect(shipped + cancelled).toBeLessThanOrEqual(asked);
  expect(lacking.length > 0).toBe(givenUpAt !== null);
  if (!isOpen(order)) expect(lacking).toEqual([]);
  if (allocation === "whole" && !order.released && lacking.length > 0) expect(order.holds).toEqual([]);
  if (allocation === "partial-then-cancel" && order.state === "shipped")
    for (const { asked, shipped, cancelled } of lines) expect(shipped + cancelled).toBe(asked);
}

async function aDay(seed: number, { restarts, wrong }: { restarts: number; wrong: number }): Promise<void> {
  const floor = new Floor({ seed, settings: { retriesPerStep: 2, promisesPerStep: 2, waveOrders: 3 } });
  const { random } = floor;
  await floor.open();
  floor.items(...skus);
  const stocked = new Map<string, number>();
  const deliver = (units: number): void => {
    const sku = skus[random.below(skus.length)]!;
    const lie = random.chance(wrong) ? Math.max(0, units - 3) : units;
    floor.stock(`P${String(1 + random.below(20)).padStart(2, "0")}`, sku, units, lie);
    stocked.set(sku, (stocked.get(sku) ?? 0) + units);
  };
  for (let n = 0; n < 4; n++) deliver(10);
  const day = { floor, stocked };
  let before = await judge(day, []);
  for (let n = 1; n <= ordersADay; n++) {
    const lines: Record<string, number> = {};
    for (let line = 1 + random.below(3); line > 0; line--)
      lines[skus[random.below(skus.length)]!] = 1 + random.below(5);
    const allocation = allocations[random.below(3)]!;
    const shipBy = isoTime(floor.clock.now() + (1 + random.below(40)) * 3_600 * secondMs);
    expect(floor.order(`O${n}`, lines, { allocation, shipBy }).status).toBe(201);
    before = await judge(day, before);
    if (random.chance(0.4)) deliver(1 + random.below(6));
    if (random.chance(0.1)) floor.post(wmsPaths.cancellation(`O${1 + random.below(n)}`), {});
    if (random.chance(0.3)) announce(floor, random.below(5), random.below(30), skus[random.below(4)]!);
    before = await judge(day, before);
    floor.run(20 + random.below(90));
    before = await judge(day, before, true);
    if (!random.chance(restarts)) continue;
    await floor.reopen();
    before = await judge(day, before);
  }
  floor.run(3 * 3_600);
  const orders = await judge(day, before, true);
  await floor.reopen();
  expect(await floor.house.differences()).toEqual([]);
  expect(floor.bridge.figures().units.conserved).toBe(true);
  for (const order of orders.filter(isOpen)) {
    const shown = floor.get(wmsPaths.order(order.order)).body;
    expect([order.order, shown.state, shown.reason]).toEqual([
      order.order,
      "backordered",
      expect.objectContaining({ code: expect.stringMatching(/^units\.(lacking|kept)$/) }),
    ]);
    if (order.allocation === "partial")
      for (const { sku, asked, shipped, cancelled } of order.lines)
        expect(order.lacking.find((one) => one.sku === sku)?.units ?? 0).toBe(asked - shipped - cancelled);
  }
}

function announce(floor: Floor, receipt: number, inHours: number, sku: string): void {
  floor.post(wmsPaths.expectedReceipts, {
    receipt: `E${receipt}`,
    expectedAt: isoTime(floor.clock.now() + inHours * 3_600 * secondMs),
    lines: [{ sku, quantity: 1 + receipt }],
  });
}

describe("a day on which stock is short", () => {
  it.each([1, 2, 3, 4])("seed %i", async (seed) => aDay(seed, { restarts: 0, wrong: 0 }));
  it.each([11, 12, 13, 14])("with restarts, seed %i", async (seed) =>
    aDay(seed, { restarts: 0.3, wrong: 0 }),
  );
  it.each([21, 22, 23, 24])("with wrong bins, seed %i", async (seed) =>
    aDay(seed, { restarts: 0.1, wrong: 0.3 }),
  );
});
