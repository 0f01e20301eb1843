/** Orders of which a part left and the rest cannot: what the WMS hears, and how they end. */
import { dayMs, secondMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor, type FloorOptions } from "../floor/floor.fixture.ts";

const minutes = (n: number): number => n * 60;

/** The book has 76, the shelf 71: the second tote comes back five short, and nothing else is in the house. */
async function aHalfShippedOrder(options: FloorOptions = {}): Promise<Floor> {
  const floor = await aStockedFloor({ ...options, settings: { waveOrders: 1, ...options.settings } });
  floor.stock("P04", "D", 76, 71);
  floor.order("O1", { D: 76 });
  floor.run(minutes(30));
  return floor;
}
const told = (floor: Floor, order: string) => floor.confirmations.filter(({ data }) => data.order === order);
const getOrder = (floor: Floor, order: string) =>
  floor.request({ method: "GET", url: wmsPaths.order(order), headers: {}, body: new Uint8Array() }).body;

describe("71 of 76 units left and five are nowhere", () => {
  it("the WMS hears of each parcel that left: its SSCC, its lines and units", async () => {
    const floor = await aHalfShippedOrder();

    const parcels = told(floor, "O1").filter(({ type }) => type === "parcel.shipped");
    expect(parcels.map(({ data }) => data.lines)).toEqual([
      [{ line: "1", sku: "D", quantity: 60 }],
      [{ line: "1", sku: "D", quantity: 11 }],
    ]);
    expect(parcels.map(({ data }) => data.parcels)).toMatchObject(
      floor.parcelsGone.map((sscc, index) => [{ sscc, units: [60, 11][index] }]),
    );
    expect(floor.stateOf("O1")).toBe("backordered");
    expect(getOrder(floor, "O1")).toMatchObject({
      lines: [{ asked: 76, shipped: 71 }],
      parcels: [
        { sscc: floor.parcelsGone[0], shippedAt: expect.any(String), units: 60 },
        { sscc: floor.parcelsGone[1], shippedAt: expect.any(String), units: 11 },
      ],
    });
  });

  it("the change of the book names the bin that was counted and the order that found it short", async () => {
    const floor = await aHalfShippedOrder();

    expect(floor.confirmations.find(({ type }) => type === "stock.adjusted")!.data).toEqual({
      lines: [{ sku: "D", quantity: -5 }],
      cause: { kind: "bin-counted", location: "P04", countedBy: ["HH1"], order: "O1" },
    });
  });

  it("cancelled, it ends with what left, and says what will not come", async () => {
    const floor = await aHalfShippedOrder();

    const answer = floor.post(wmsPaths.cancellation("O1"), {});
    floor.run(minutes(1));

    expect(answer).toMatchObject({ status: 200, body: { order: "O1", state: "shipped" } });
    expect(floor.stateOf("O1")).toBe("shipped");
    expect(floor.get(wmsPaths.order("O1")).body).toMatchObject({
      lines: [{ asked: 76, shipped: 71, cancelled: 5 }],
    });
    expect(told(floor, "O1").at(-1)).toMatchObject({
      type: "order.shipped",
      data: {
        lines: [{ line: "1", sku: "D", quantity: 71 }],
        short: [{ line: "1", sku: "D", quantity: 5 }],
        reason: "cancelled",
        parcels: floor.parcelsGone.map((sscc) => ({ sscc })),
      },
    });
    floor.stock("P05", "D", 10);
    floor.run(minutes(10));
    expect(await floor.shippedOf("O1")).toEqual({ D: 71 });
    expect(floor.allToldOf("O1").filter((type) => type === "order.shipped")).toHaveLength(1);
  });

  it("is whole when stock comes after all", async () => {
    const floor = await aHalfShippedOrder();

    floor.stock("P05", "D", 10);
    floor.run(minutes(15));

    expect(floor.stateOf("O1")).toBe("shipped");
    const last = told(floor, "O1").at(-1)!;
    expect(last).toMatchObject({ type: "order.shipped", data: { lines: [{ quantity: 76 }] } });
    expect(last.data.short).toBeUndefined();
    expect(floor.allToldOf("O1").filter((type) => type === "parcel.shipped")).toHaveLength(3);
  });

  it("ends by itself with what left when nothing came for a month", async () => {
    const floor = await aHalfShippedOrder();

    floor.run((31 * dayMs) / secondMs);

    expect(floor.stateOf("O1")).toBe("shipped");
    expect(told(floor, "O1").at(-1)).toMatchObject({
      type: "order.shipped",
      data: { short: [{ line: "1", sku: "D", quantity: 5 }], reason: "no-stock" },
    });
    expect([...floor.alarms.values()]).toEqual([]);
    expect(floor.bridge.figures().orders).toMatchObject({ open: 0, shipped: 1 });
  });

  it("keeps all of this over restarts", async () => {
    const floor = await aHalfShippedOrder();
    await floor.reopen();
    floor.run((15 * dayMs) / secondMs);
    await floor.reopen();
    floor.run((16 * dayMs) / secondMs);
    expect(await floor.house.differences()).toEqual([]);

    expect(floor.stateOf("O1")).toBe("shipped");
    expect(getOrder(floor, "O1")).toMatchObject({ ending: "no-stock", lines: [{ asked: 76, shipped: 71 }] });
  });
});

it("in a ledger of a house that waited for ever, a half-shipped order can be cancelled, and ends by itself too", async () => {
  for (const isCancelled of [true, false]) {
    const floor = await aHalfShippedOrder();
    await floor.house.stop();
    const asBefore = async (kind: string, fields: readonly string[]) =>
      (await floor.ledger.documents(kind)).map(({ id, body }) => {
        const kept = Object.entries(body as object).filter(([field]) => !fields.includes(field));
        return {
          kind,
          id,
          version: 1,
          body: { ...Object.fromEntries(kept), ...(kind === "order" ? { backorderTold: true } : {}) },
        };
      });
    const documents = [
      ...(await asBefore("order", ["lackingSince", "ending"])),
      ...(await asBefore("tote", ["leftAt"])),
    ];
    const { sequence, hash } = await floor.ledger.open();
    const due = [{ id: "rest/O1", at: null, event: null }];
    const written = {
      at: floor.clock.now(),
      room: "wms-bridge",
      cause: { type: "as-before" },
      taken: 0,
    } as const;
    floor.ledger.append({
      sequence: sequence + 1,
      hash,
      text: "",
      change: { ...written, documents, mail: [], due },
    });
    await floor.open();

    if (isCancelled) floor.post(wmsPaths.cancellation("O1"), {});
    else floor.run((31 * dayMs) / secondMs);

    expect(getOrder(floor, "O1")).toMatchObject({
      state: "shipped",
      ending: isCancelled ? "cancelled" : "no-stock",
    });
  }
});

it("cancelled with one tote at the packing station and one on a robot: the parcel leaves, the tote comes back, and the order ends with the parcel", async () => {
  const floor = await aStockedFloor({ settings: { waveOrders: 1, totesPerStep: 1 } });
  floor.stock("P04", "D", 120);
  floor.order("O1", { D: 120 });
  floor.run(30.5);

  const answer = floor.post(wmsPaths.cancellation("O1"), {});
  const gone = floor.parcelsGone.length;
  await floor.reopen();
  floor.run(minutes(30));

  expect(answer).toMatchObject({ status: 202, body: { state: "cancelling" } });
  expect(gone).toBe(0);
  expect(floor.stateOf("O1")).toBe("shipped");
  expect(floor.allToldOf("O1")).toEqual([
    "order.accepted",
    "order.packed",
    "parcel.shipped",
    "order.shipped",
  ]);
  expect(await floor.shippedOf("O1")).toEqual({ D: 60 });
  expect(told(floor, "O1").at(-1)!.data).toMatchObject({
    lines: [{ quantity: 60 }],
    short: [{ quantity: 60 }],
    reason: "cancelled",
  });
  const inBook = floor.bridge.book.places().filter(({ sku }) => sku === "D");
  expect(inBook.reduce((sum, { units }) => sum + units, 0)).toBe(60);
  expect(floor.bridge.figures().units.conserved).toBe(true);
});

it("an order that lacks again after it was served tells it again", async () => {
  const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
  floor.order("O1", { D: 2 });
  floor.stock("P04", "D", 2, 1);
  floor.run(minutes(30));

  expect(floor.allToldOf("O1")).toEqual([
    "order.accepted",
    "order.backordered",
    "order.backordered",
    "order.packed",
    "parcel.shipped",
  ]);
});

it("names every line that waits, however many they are", async () => {
  const floor = await aStockedFloor();
  const skus = Array.from({ length: 450 }, (_, index) => `X${index}`);
  floor.items(...skus);
  floor.order("O1", Object.fromEntries(skus.map((sku) => [sku, 1])));
  floor.run(60);

  const missing = told(floor, "O1").filter(({ type }) => type === "order.backordered");
  expect(missing.flatMap(({ data }) => data.lines ?? []).map(({ sku }) => sku)).toEqual(skus);
  for (const { data } of missing) expect(JSON.stringify(data).length).toBeLessThan(20_000);
});
