import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hourMs } from "@floorplane/contracts/units";
import { afterEach, describe, expect, it } from "vitest";
import { anOrder, faceOf, SmallHouse, start } from "./world.fixture.ts";
import { SqliteWorldFile } from "./world-file.ts";
import { shipments, shipmentsCsv, stock, stockCsv, worldResults } from "./world-results.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
const day = [
  anOrder("A", 5, { "10000": 3, "10001": 12 }),
  anOrder("P", 6, { POST: 1 }),
  anOrder("B", 30, { "10002": 1 }),
];

describe("a world", () => {
  it("is done when all that was asked has left the building and was told", () => {
    const house = new SmallHouse();
    const world = house.enter(day);

    const outcome = house.clock.run(() => world.done(), start + 8 * hourMs);

    expect(outcome).toBe("done");
    const results = worldResults(world);
    expect(results.orders).toEqual({
      received: 3,
      accepted: 2,
      rejected: 1,
      shipped: 2,
      cancelled: 0,
      open: 0,
      waiting: 0,
      late: 0,
    });
    expect(results.lines).toEqual({ asked: 3, picked: 3, short: 0 });
    expect(results.units).toMatchObject({ asked: 16, shipped: 16, short: 0, opening: 500, conserved: true });
    expect(
      Object.values(results.faults).every(
        (fault) => fault === 0 || (Array.isArray(fault) && fault.length === 0),
      ),
    ).toBe(true);
    expect(results.virtualSeconds).toBeGreaterThan(25 * 60);
  });

  it("writes what the dock saw, order by order", () => {
    const house = new SmallHouse();
    const world = house.enter(day);
    house.clock.run(() => world.done(), start + 8 * hourMs);

    const rows = shipments(world);

    expect(rows.map(({ order, sku, units }) => [order, sku, units])).toEqual([
      ["A", "10000", 3],
      ["A", "10001", 12],
      ["B", "10002", 1],
    ]);
    expect(shipmentsCsv(rows).split("\n").slice(0, 2)).toEqual([
      "order,sku,units,time",
      `A,10000,3,${new Date(rows[0]!.time).toISOString()}`,
    ]);
    expect(stockCsv(stock(world))).toContain(`${faceOf("10001")},10001,38\n`);
  });

  it("believes the dock, not the house: a wrong parcel shows", () => {
    const house = new SmallHouse();
    house.mistakes.set("A", { "10000": 2, "10001": 12, "10003": 1 });
    const world = house.enter(day);
    house.clock.run(() => world.done(), start + 8 * hourMs);

    const { faults, units, accuracy, lines } = worldResults(world);

    expect(faults.wrongShipments).toEqual(["A"]);
    expect(units).toMatchObject({ asked: 16, shipped: 15, short: 1, conserved: true });
    expect(lines).toEqual({ asked: 3, picked: 2, short: 1 });
    expect(accuracy.totes).toBe(0.5);
  });

  it.each([
    ["not at all", []],
    [
      "twice",
      [
        { "10000": 3, "10001": 12 },
        { "10000": 3, "10001": 12 },
      ],
    ],
    ["with other goods", [{ "10000": 15 }]],
  ])("sees a parcel that was told %s", (_how, parcels) => {
    const house = new SmallHouse();
    house.tells.set("A", parcels);
    const world = house.enter(day);
    house.clock.run(() => world.done(), start + 8 * hourMs);

    const { faults } = worldResults(world);

    expect(faults).toMatchObject({ mistoldParcels: [expect.any(String)], wrongShipments: [] });
  });

  it("believes the dock, not the house: a parcel that never passed shows", () => {
    const house = new SmallHouse();
    const world = house.enter([anOrder("A", 500, { "10000": 1 })]);
    house.pass(501);

    house.tell("MSG-1", "order.shipped", {
      order: "A",
      lines: [],
      parcels: [{ sscc: "095213210000000993" }],
    });

    expect(worldResults(world).faults).toMatchObject({
      phantomParcels: ["095213210000000993"],
      wrongShipments: ["A"],
    });
  });

  it("counts an order that leaves after its cut-off as late, by how much", () => {
    const house = new SmallHouse();
    house.packsAfterMs = 12 * hourMs;
    const world = house.enter([anOrder("A", 0, { "10000": 1 })]);
    house.clock.run(() => world.done(), start + 48 * hourMs);

    const { orders, lateness } = worldResults(world);

    // Received at 08:00, due at 19:00, packed from 20:00 on.
    expect(orders).toMatchObject({ shipped: 1, late: 1 });
    expect(lateness.maxS).toBeGreaterThan(3_600);
    expect(lateness.maxS).toBeLessThan(3_700);
  });

  it("waits for a house that is down, and then goes on", () => {
    const house = new SmallHouse();
    house.isDown = true;
    const world = house.enter(day);
    house.pass(120);
    expect(house.posts).toEqual([]);

    house.isDown = false;
    const outcome = house.clock.run(() => world.done(), start + 8 * hourMs);

    expect(outcome).toBe("done");
    expect(worldResults(world).orders).toMatchObject({ received: 3, shipped: 2, rejected: 1 });
  });

  it("says how well the book fits the bins", () => {
    const house = new SmallHouse();
    const world = house.enter(day);
    const book = [...Array(10)].map((_, index) => ({
      location: faceOf(String(10_000 + index)),
      sku: String(10_000 + index),
      units: index === 3 ? 49 : 50,
    }));

    expect(worldResults(world, { book }).accuracy.bins).toBe(0.9);
    expect(worldResults(world).accuracy.bins).toBeNull();
  });

  it("has robots on parking places, each with a battery and a body, that do not touch", () => {
    const world = new SmallHouse().enter(day);

    expect(world.robots.map(({ id }) => id)).toEqual(["R01", "R02"]);
    const [a, b] = world.robots.map((robot) => robot.poseAt(start));
    expect(Math.hypot(a!.x - b!.x, a!.y - b!.y)).toBeGreaterThan(1);
    expect(world.judge.collisions.count).toBe(0);
  });

  it("is the same world for the same seed", () => {
    const run = () => {
      const house = new SmallHouse();
      const world = house.enter(day, undefined, {});
      house.clock.run(() => world.done(), start + 8 * hourMs);
      return { shipments: shipments(world), stock: stock(world) };
    };

    expect(run()).toEqual(run());
  });
});

describe("a world that is killed", () => {
  it.each([4, 5.5, 6.05, 6.4, 6.8, 20, 31.2])(
    "after %s minutes goes on from its file: nothing lost, nothing twice",
    (minutes) => {
      const folder = mkdtempSync(join(tmpdir(), "floorplane-world-"));
      folders.push(folder);
      const path = join(folder, "world.sqlite");
      const house = new SmallHouse();
      const file = new SqliteWorldFile(path);
      house.enter(day, file);
      house.pass(minutes);
      // Killed: no word of farewell. What its timers still do finds no file any more.
      for (const robot of house.world!.robots) robot.halt();
      house.world!.wms.stop();
      house.world!.portal.stop();
      for (const station of house.world!.stations.values()) station.stop();
      house.world!.handheld.stop();
      for (const sensor of house.world!.climate) sensor.stop();
      house.world!.judge.stop();
      file.close();

      const again = new SqliteWorldFile(path);
      const world = house.enter(day, again);
      const outcome = house.clock.run(() => world.done(), start + 8 * hourMs);

      expect(outcome).toBe("done");
      const { orders, units, faults } = worldResults(world);
      expect(orders).toMatchObject({ received: 3, rejected: 1, shipped: 2, open: 0 });
      expect(units).toMatchObject({ asked: 16, shipped: 16, conserved: true });
      expect(faults).toEqual({
        rejectedWithGoods: [],
        unanswered: 0,
        shippedTwice: [],
        unclaimedParcels: [],
        phantomParcels: [],
        mistoldParcels: [],
        mistoldPallets: [],
        wrongShipments: [],
        unbalanced: [],
      });
      again.close();
    },
  );
});
