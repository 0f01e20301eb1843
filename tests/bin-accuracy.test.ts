/** "Bins as the book says" on the page of goods: of every bin that was counted, however much was handled since and however often the house began anew. */
import { kinds } from "@floorplane/app/kinds";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { Documents } from "@floorplane/dashboards/documents";
import { aStockedFloor, type Floor } from "@floorplane/wms-bridge/floor/floor.fixture";
import { expect, it } from "vitest";

/** As a gateway holds it that has just begun. */
async function shownAnew(floor: Floor) {
  const documents = new Documents({
    client: "house",
    timezone: "UTC",
    robots: [],
    stations: [],
    devices: [],
  } as never);
  for (const kind of kinds.filter(({ name }) => name === "counted" || name === "handling"))
    for (const row of await floor.ledger.documents(kind.name))
      documents.take(kind.name, row.id, kind.read(row));
  return { bins: documents.accuracy.now(), movements: documents.movements.size };
}

it("is the same after a restart, though a thousand steps were taken since", async () => {
  const floor = await aStockedFloor();
  floor.bins.get("P02")!.set("B", 98);
  const since = floor.clock.now();
  floor.post(wmsPaths.counts, { count: "C1", scope: { locations: ["P01", "P02", "P03"] } });
  floor.run(120);
  const counted = await shownAnew(floor);
  for (let n = 0; n < 1_000; n++) {
    floor.stock(`P${10 + (n % 10)}`, "C", 1);
    floor.run(1);
  }
  await floor.reopen();

  const later = await shownAnew(floor);

  expect(later.movements).toBeLessThan(1_000);
  expect(later.bins).toEqual(counted.bins);
  expect(later.bins).toEqual({ bins: 3, right: 2, since: expect.any(Number) });
  expect(later.bins.since).toBeGreaterThanOrEqual(since);
});

it("is judged anew by the next count of a bin", async () => {
  const floor = await aStockedFloor();
  floor.bins.get("P02")!.set("B", 98);
  for (const count of ["C1", "C2"]) {
    floor.post(wmsPaths.counts, { count, scope: { locations: ["P02"] } });
    floor.run(120);
    const right = count === "C1" ? 0 : 1;
    expect((await shownAnew(floor)).bins).toMatchObject({ bins: 1, right });
  }
});
