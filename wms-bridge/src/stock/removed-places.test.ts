/** A stocked bin that is missing from the site's files at the next start. */
import type { LocationId } from "@floorplane/contracts/ids";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";

const without = (floor: Floor, location: string): void => {
  floor.locations = floor.locations.filter((row) => row.location !== location);
};
const inBook = (floor: Floor, location: string, sku = "A"): number =>
  floor.bridge.book.units(location as LocationId, sku as never);

it("does not keep the house from starting: its stock stays in the book, and an alarm names it", async () => {
  const floor = await aStockedFloor();
  without(floor, "P01");

  await floor.reopen();
  floor.run(10);

  expect(inBook(floor, "P01")).toBe(100);
  expect(floor.bridge.figures().units.conserved).toBe(true);
  expect([...floor.alarms]).toEqual([["stock.place-removed:P01", "stock.place-removed"]]);
});

it("gives nothing to orders, takes nothing in, and its units are found elsewhere", async () => {
  const floor = await aStockedFloor();
  floor.peopleAtWork = false;
  without(floor, "P01");
  await floor.reopen();

  floor.order("O1", { A: 3 });
  floor.run(60);
  const before = floor.stateOf("O1");
  const rows = [{ location: "P01", sku: "A", lot: "L1", units: 5 }];
  const receipt = floor.post(wmsPaths.openingStock, { receipt: "PO-1", rows });
  floor.stock("P05", "A", 10);
  floor.run(1_200);

  expect(before).toBe("backordered");
  expect(receipt).toMatchObject({ status: 422, body: { field: "rows[0].location" } });
  expect(await floor.shippedOf("O1")).toEqual({ A: 3 });
  expect(inBook(floor, "P01")).toBe(100);
});

it("lets go of what orders hold there, and they wait for other stock", async () => {
  const floor = await aStockedFloor();
  floor.order("O1", { A: 3 });
  const before = floor.stateOf("O1");
  without(floor, "P01");
  floor.peopleAtWork = false;

  await floor.reopen();
  floor.run(10);
  floor.stock("P05", "A", 10);
  floor.run(1_200);

  expect(before).toBe("allocated");
  expect(await floor.shippedOf("O1")).toEqual({ A: 3 });
  expect(inBook(floor, "P05")).toBe(7);
});

it("is no alarm any more when the place is back", async () => {
  const floor = await aStockedFloor();
  floor.peopleAtWork = false;
  const { locations } = floor;
  without(floor, "P01");
  await floor.reopen();
  floor.run(10);
  floor.locations = locations;

  await floor.reopen();
  floor.run(10);

  expect([...floor.alarms]).toEqual([]);
  expect(inBook(floor, "P01")).toBe(100);
});

it("may be a bench as well: frozen goods at a check lane that the site lost", async () => {
  const floor = await aStockedFloor();
  floor.peopleAtWork = false;
  floor.post(wmsPaths.returns, { return: "R1", shippedBefore: true, lines: [{ sku: "A", quantity: 2 }] });
  floor.site = { ...floor.site, stations: floor.site.stations.filter(({ station }) => station !== "RECV") };

  await floor.reopen();
  floor.run(10);

  expect(inBook(floor, "RECV")).toBe(2);
  expect([...floor.alarms.values()]).toEqual(["stock.place-removed"]);
});
