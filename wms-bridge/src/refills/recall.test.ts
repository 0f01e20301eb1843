/** An order does not wait for a refill that waits for a robot: it gets the units straight from reserve. */
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";

const minutes = (n: number): number => n * 60;

const refills = (floor: Floor): number => floor.bridge.figures().totes.refillsUnderWay;

/** P01 fell to 20 of 100, and a refill with all 40 of the reserve was asked for; no robot has its tote yet. */
async function aFloorWithARefill(): Promise<Floor> {
  const floor = await aStockedFloor();
  floor.stock("P15", "A", 40);
  floor.order("O1", { A: 80 });
  while (refills(floor) === 0) floor.run(1);
  return floor;
}

describe("a refill that has not begun", () => {
  it("is called back for an order that lacks its units: the order has them at once", async () => {
    const floor = await aFloorWithARefill();

    floor.order("O2", { A: 50 });
    floor.run(15);

    expect(floor.stateOf("O2")).toBe("allocated");
    floor.run(minutes(20));
    expect(floor.stateOf("O2")).toBe("shipped");
    expect(floor.bridge.figures()).toMatchObject({ units: { conserved: true } });
    expect(floor.bridge.book.units("P01" as never, "A" as never)).toBe(floor.bins.get("P01")!.get("A") ?? 0);
  });

  it("serves two orders that lack its units", async () => {
    const floor = await aFloorWithARefill();

    floor.order("O2", { A: 40 });
    floor.order("O3", { A: 20 });
    floor.run(15);

    expect([floor.stateOf("O2"), floor.stateOf("O3")]).toEqual(["allocated", "allocated"]);
    floor.run(minutes(20));
    expect([floor.stateOf("O2"), floor.stateOf("O3")]).toEqual(["shipped", "shipped"]);
  });

  it("is called back with another for an order that lacks the units of both", async () => {
    const floor = await aFloorWithARefill();
    floor.stock("P16", "B", 40);
    floor.order("O2", { B: 80 });
    while (floor.bridge.book.units("P01" as never, "A" as never) < 60) floor.run(1);
    floor.order("O3", { A: 60 });
    floor.stock("P15", "A", 40);
    while (refills(floor) < 2) floor.run(1);

    floor.order("O4", { A: 20, B: 50 });
    floor.run(25);

    expect(floor.stateOf("O4")).toBe("allocated");
  });

  it("goes on where its units would not be enough, and where an order lacks something else", async () => {
    const floor = await aFloorWithARefill();

    floor.order("O2", { A: 61 }, { allocation: "whole" });
    floor.order("O3", { A: 50, D: 1 }, { allocation: "whole" });
    floor.run(1);
    const calledBack = [...floor.journeys.values()].filter(({ withdrawnTo }) => withdrawnTo !== null);
    floor.run(minutes(5));

    expect(calledBack).toEqual([]);
    expect([floor.stateOf("O2"), floor.stateOf("O3")]).toEqual(["backordered", "backordered"]);
    expect(floor.bridge.book.units("P01" as never, "A" as never)).toBe(60);
  });

  it("is asked for again with what the order leaves", async () => {
    const floor = await aStockedFloor();
    floor.stock("P15", "A", 60);
    floor.order("O1", { A: 100 });
    while (refills(floor) === 0) floor.run(1);

    floor.order("O2", { A: 30 });
    floor.run(minutes(20));

    expect(floor.stateOf("O2")).toBe("shipped");
    expect(refills(floor)).toBe(0);
    expect(floor.bridge.book.places()).toEqual(
      expect.arrayContaining([{ location: "P01", sku: "A", units: 30 }]),
    );
  });
});
