/** A bin that is closed to robots gives nothing while another can, and its goods are waited for, with the reason, when none can. */
import { StationId } from "@floorplane/contracts/ids";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";

const P01 = StationId("P01");

async function aFloor(): Promise<Floor> {
  return aStockedFloor({ settings: { waveOrders: 1 } });
}

function tell(floor: Floor, type: "place.closed" | "place.opened", place = P01): void {
  floor.house.office("fleet").act({ type: "test" }, (desk) => desk.send("wms-bridge", { type, place }));
  floor.run(1);
}
const shown = (floor: Floor, order: string) =>
  floor.request({ method: "GET", url: wmsPaths.order(order), headers: {}, body: new Uint8Array() }).body;
const inBin = (floor: Floor, place: string, sku: string): number => floor.bins.get(place)?.get(sku) ?? 0;

it("takes goods from another place that is open, though the closed one is the face", async () => {
  const floor = await aFloor();
  floor.stock("P15", "A", 50);
  tell(floor, "place.closed");

  floor.order("O1", { A: 3 });
  floor.run(3_600);

  expect(floor.stateOf("O1")).toBe("shipped");
  expect([inBin(floor, "P01", "A"), inBin(floor, "P15", "A")]).toEqual([100, 47]);
});

it("waits where no other place has them, says why, and goes on when it is opened, also over a restart", async () => {
  const floor = await aFloor();
  tell(floor, "place.closed");
  floor.order("O1", { A: 3, B: 1 });
  floor.run(3_600);
  const waiting = shown(floor, "O1");
  await floor.reopen();
  const after = shown(floor, "O1");

  tell(floor, "place.opened");
  floor.run(3_600);

  const kept = [{ sku: "A", location: "P01", units: 100, why: "closed" }];
  expect(waiting).toMatchObject({ state: "backordered", kept });
  expect(after).toMatchObject({ state: "backordered", kept });
  expect(shown(floor, "O1")).toMatchObject({ state: "shipped" });
  expect(shown(floor, "O1")).not.toHaveProperty("kept");
  expect(await floor.house.differences()).toEqual([]);
});

it("looks for other goods when a place is closed on which an order counts already", async () => {
  const floor = await aStockedFloor();
  floor.stock("P15", "A", 50);
  floor.order("O1", { A: 3 });
  const before = floor.stateOf("O1");

  tell(floor, "place.closed");
  floor.run(3_600);

  expect(before).toBe("allocated");
  expect(floor.stateOf("O1")).toBe("shipped");
  expect(inBin(floor, "P01", "A")).toBe(100);
});

it("fills no open face from a closed reserve", async () => {
  const floor = await aFloor();
  floor.stock("P15", "A", 50);
  tell(floor, "place.closed", StationId("P15"));
  floor.order("O1", { A: 90 });
  floor.run(7_200);

  expect(floor.stateOf("O1")).toBe("shipped");
  expect([inBin(floor, "P01", "A"), inBin(floor, "P15", "A")]).toEqual([10, 50]);
});
