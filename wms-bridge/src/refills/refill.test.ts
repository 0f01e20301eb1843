/** Faces are refilled from reserve. */
import { describe, expect, it } from "vitest";
import { aStockedFloor } from "../floor/floor.fixture.ts";

const minutes = (n: number): number => n * 60;

describe("a face below a quarter of what it was filled to", () => {
  it("is refilled from reserve by a transport of its own", async () => {
    const floor = await aStockedFloor();
    floor.stock("P15", "A", 200);
    floor.order("O1", { A: 80 });
    floor.run(minutes(20));

    expect(floor.bins.get("P01")!.get("A")).toBe(80);
    expect(floor.bridge.book.units("P01" as never, "A" as never)).toBe(80);
    expect(floor.bridge.book.units("P15" as never, "A" as never)).toBe(140);
    expect(floor.bridge.figures()).toMatchObject({
      totes: { refillsUnderWay: 0 },
      units: { conserved: true },
    });
  });

  it("is counted out of doubt when the refill puts fewer units away than it took", async () => {
    const floor = await aStockedFloor();
    floor.peopleInspect = false;
    floor.stock("P15", "A", 200);
    floor.putsAtMost = 50;
    floor.order("O1", { A: 80 });
    floor.run(minutes(20));

    expect(floor.tasksDone.map(({ kind }) => kind)).toEqual(["count-tote"]);
    expect(floor.bridge.book.places()).toEqual(
      expect.arrayContaining([
        { location: "P01", sku: "A", units: 70 },
        { location: "CHECK1", sku: "A", units: 10 },
      ]),
    );
  });
});
