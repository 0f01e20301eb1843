/** The straight road and its turnings on the scripted floor: what the WMS asked for is what leaves the building, once. */
import { expect, it } from "vitest";
import { Floor, type FloorOptions } from "./floor.fixture.ts";

async function anOpenFloor(options: FloorOptions = {}): Promise<Floor> {
  const floor = new Floor(options);
  await floor.open();
  floor.items("A", "B", "C", "D");
  floor.stock("P01", "A", 100);
  floor.stock("P02", "B", 100);
  floor.stock("P03", "C", 30);
  return floor;
}

it("ships an order: accepted, gathered, picked, packed, seen leaving, confirmed", async () => {
  const floor = await anOpenFloor();

  const answer = floor.order("O1", { A: 3, B: 2 });
  const before = floor.stateOf("O1");
  floor.run(15 * 60);

  expect(answer.status).toBe(201);
  expect(before).toBe("allocated");
  expect(floor.stateOf("O1")).toBe("shipped");
  expect(await floor.shippedOf("O1")).toEqual({ A: 3, B: 2 });
  expect(floor.confirmations.map(({ type }) => type)).toEqual(["order.accepted", "order.shipped"]);
  expect(floor.confirmations[1]!.data).toMatchObject({
    order: "O1",
    lines: [
      { line: "1", sku: "A", quantity: 3 },
      { line: "2", sku: "B", quantity: 2 },
    ],
  });
  expect(floor.bridge.figures()).toMatchObject({
    orders: { received: 1, accepted: 1, shipped: 1, open: 0, late: 0 },
    lines: { asked: 2, picked: 2, short: 0 },
    units: { asked: 5, shipped: 5, short: 0, conserved: true },
  });
});
