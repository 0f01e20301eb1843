/** A WMS that sends its whole day at once: what was acknowledged waits as accepted and asks for its units in its turn, over restarts too. */
import { OrderId } from "@floorplane/contracts/ids";
import { expect, it } from "vitest";
import { Floor } from "../floor/floor.fixture.ts";
import { screensOf } from "../floor/screens.fixture.ts";

const few = { asksAtOnce: 5, asksPerSecond: 10, waveOrders: 4 };

async function aFloorWith(orders: number): Promise<Floor> {
  const floor = new Floor({ settings: few });
  await floor.open();
  floor.items("A");
  floor.stock("P01", "A", 400);
  for (let n = 1; n <= orders; n++) expect(floor.order(`O${n}`, { A: 1 }).status).toBe(201);
  return floor;
}
const accepted = (floor: Floor): number => floor.bridge.figures().orders.byState.accepted ?? 0;

it("orders beyond those that may ask at once wait as accepted, in the order in which they came", async () => {
  const floor = await aFloorWith(25);

  expect(accepted(floor)).toBe(20);
  expect(floor.stateOf("O5")).not.toBe("accepted");
  expect(floor.stateOf("O6")).toBe("accepted");
  floor.run(0.5);
  expect(accepted(floor)).toBe(16);
  expect([floor.stateOf("O9"), floor.stateOf("O10")]).toEqual([
    expect.not.stringMatching("accepted"),
    "accepted",
  ]);
  floor.run(60 * 60);
  expect(floor.bridge.figures().orders).toMatchObject({ shipped: 25, open: 0 });
  expect(await floor.house.differences()).toEqual([]);
});

it("those that wait do so over a restart", async () => {
  const floor = await aFloorWith(25);
  floor.run(0.5);
  await floor.reopen();

  expect(accepted(floor)).toBe(16);
  expect(floor.stateOf("O10")).toBe("accepted");
  expect(await floor.house.differences()).toEqual([]);
  floor.run(60 * 60);
  expect(floor.bridge.figures().orders).toMatchObject({ shipped: 25, open: 0 });
  expect(floor.allToldOf("O25")).not.toContain("order.backordered");
});

it("one that is cancelled while it waits asks for nothing", async () => {
  const floor = await aFloorWith(10);

  expect(floor.post("/v1/orders/O10/cancellation", {})).toMatchObject({ status: 200 });
  floor.run(60 * 60);

  expect(floor.stateOf("O10")).toBe("cancelled");
  expect(floor.bridge.figures().orders).toMatchObject({ shipped: 9, cancelled: 1, open: 0 });
});

it.each([
  [
    "a person holds",
    (floor: Floor) => screensOf(floor)({ type: "order.hold", order: OrderId("O1"), reason: "address" }),
  ],
  ["follows another", (floor: Floor) => floor.order("O2", { A: 1 }, { after: ["O1"] })],
])("one that %s does not keep others from their turn after a restart", async (_, stands) => {
  const floor = await aFloorWith(1);
  stands(floor);
  expect(accepted(floor)).toBe(1);
  await floor.reopen();

  floor.order("O3", { A: 1 });
  floor.run(60 * 60);

  expect(floor.stateOf("O3")).toBe("shipped");
  expect(await floor.house.differences()).toEqual([]);
});
