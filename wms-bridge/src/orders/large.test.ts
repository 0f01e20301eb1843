/** Orders, waves and shortages so large that one row of the ledger could not hold all that they set in motion at once. */
import { toteLimits } from "@floorplane/contracts/picking";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { mailPerRowMax } from "@floorplane/runtime/ledger/ledger";
import { describe, expect, it } from "vitest";
import { Floor, type FloorOptions } from "../floor/floor.fixture.ts";
import { anItem } from "../floor/small-site.fixture.ts";

const minutes = (n: number): number => n * 60;

/** Needles: a pallet's place holds a million. */
async function aFloorOfNeedles(options: FloorOptions, ...skus: string[]): Promise<Floor> {
  const floor = new Floor(options);
  await floor.open();
  floor.post(wmsPaths.items, { items: skus.map((sku) => anItem(sku, { litres: 0.001, kilograms: 0.001 })) });
  return floor;
}
const states = (floor: Floor) => floor.bridge.figures().orders;
async function mostMailInARow(floor: Floor): Promise<number> {
  const rows = await floor.ledger.rows(1, 1e6);
  return Math.max(...rows.map(({ change }) => change.mail.length));
}

it("an order of 1,100 totes is cancelled like any other: all of them come back", async () => {
  const floor = await aFloorOfNeedles({ settings: { waveOrders: 1, totesPerStep: 1_000 } }, "S");
  const units = 1_100 * toteLimits.units;
  floor.stock("P15", "S", units);
  floor.order("O1", { S: units });
  floor.run(5);
  expect(floor.journeys.size).toBe(1_100);

  const answer = floor.post(wmsPaths.cancellation("O1"), {});
  floor.run(minutes(10));

  expect(answer).toMatchObject({ status: 202, body: { state: "cancelling" } });
  expect(floor.stateOf("O1")).toBe("cancelled");
  expect(floor.allToldOf("O1")).toEqual(["order.accepted", "order.cancelled"]);
  expect(floor.bridge.book.units("P15" as never, "S" as never)).toBe(units);
  expect(await floor.house.differences()).toEqual([]);
});

it("a restart in the middle of so large a cancellation changes nothing", async () => {
  const floor = await aFloorOfNeedles({ settings: { waveOrders: 1, totesPerStep: 1_000 } }, "S");
  const units = 1_100 * toteLimits.units;
  floor.stock("P15", "S", units);
  floor.order("O1", { S: units });
  floor.run(12);
  floor.post(wmsPaths.cancellation("O1"), {});
  for (let restart = 0; restart < 5; restart++) {
    await floor.reopen();
    floor.run(2);
  }
  floor.run(minutes(30));

  expect(floor.stateOf("O1")).toBe("cancelled");
  expect(floor.bridge.figures().units).toMatchObject({ shipped: 0, conserved: true });
});

describe("no step writes more mail than a row holds", () => {
  it("when a wave of sixty large orders goes", async () => {
    const floor = await aFloorOfNeedles({ settings: { waveOrders: 60 } }, "S");
    floor.stock("P15", "S", 60 * 1_200);
    for (let n = 1; n <= 60; n++) floor.order(`O${n}`, { S: 1_200 });
    floor.run(minutes(30));

    expect(states(floor)).toMatchObject({ shipped: 60, open: 0 });
    expect(await mostMailInARow(floor)).toBeLessThan(mailPerRowMax / 2);
  });

  it("when goods come for sixty large orders that waited for them", async () => {
    const floor = await aFloorOfNeedles({ settings: { waveOrders: 1, retriesPerStep: 60 } }, "S");
    for (let n = 1; n <= 60; n++) floor.order(`O${n}`, { S: 1_200 });
    floor.stock("P15", "S", 60 * 1_200);
    floor.run(minutes(30));

    expect(states(floor)).toMatchObject({ shipped: 60, open: 0 });
    expect(await mostMailInARow(floor)).toBeLessThan(mailPerRowMax / 2);
  });
});

it("a site's file without 1,200 of its stocked places keeps no house from starting", async () => {
  const floor = new Floor();
  const { locations } = floor;
  floor.locations = [
    ...locations,
    ...Array.from({ length: 1_200 }, (_, index) => ({ ...locations[0]!, location: `Q${index + 1}` })),
  ];
  await floor.open();
  floor.items("A");
  const rows = Array.from({ length: 1_200 }, (_, index) => ({
    location: `Q${index + 1}`,
    sku: "A",
    lot: "L1",
    units: 1,
  }));
  for (const part of [rows.slice(0, 1_000), rows.slice(1_000)])
    expect(floor.post(wmsPaths.openingStock, { rows: part }).status).toBe(200);
  floor.locations = locations;
  floor.peopleAtWork = false;
  await floor.reopen();
  floor.run(60);
  const standing = floor.alarms.size;
  floor.locations = [...locations, ...rows.map(({ location }) => ({ ...locations[0]!, location }))];
  await floor.reopen();
  floor.run(60);

  expect(standing).toBe(1_200);
  expect(floor.alarms.size).toBe(0);
  expect(await mostMailInARow(floor)).toBeLessThan(mailPerRowMax / 2);
});

it("goods that came within one second of others are offered to all who wait for them", async () => {
  const floor = await aFloorOfNeedles({ settings: { retriesPerStep: 2 } }, "S", "T");
  for (let n = 1; n <= 6; n++) floor.order(`S${n}`, { S: 1 });
  for (let n = 1; n <= 6; n++) floor.order(`T${n}`, { T: 1 });
  floor.stock("P15", "S", 6);
  floor.stock("P16", "T", 6);
  floor.run(minutes(30));

  expect(states(floor)).toMatchObject({ shipped: 12, open: 0 });
});
