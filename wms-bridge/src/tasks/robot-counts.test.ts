/** Bins that robots read when they have nothing else to do: a robot confirms, a person corrects. */

import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";

/** A site with one counting robot, whose people count nothing in turn. */
async function aReadFloor(before: (floor: Floor) => void = () => {}): Promise<Floor> {
  const floor = await aStockedFloor();
  before(floor);
  floor.site = { ...floor.site, counts: { robots: 1 } };
  await floor.reopen();
  return floor;
}
const countedOf = (floor: Floor) =>
  (floor.get(`${wmsPaths.countCoverage}?perPage=100`).body as { bins: Record<string, unknown>[] }).bins
    .filter(({ countedAt }) => countedAt !== null)
    .map(({ location }) => location);
const asked = (floor: Floor) => [...floor.asked.values()].map(({ location, planned }) => [location, planned]);

describe("a counting robot", () => {
  it("confirms what the book has, without anybody, and says so in the history of goods", async () => {
    const floor = await aReadFloor();

    floor.run(300);

    expect(countedOf(floor)).toEqual(["P01", "P02", "P03"]);
    expect(asked(floor)).toEqual([]);
    const { activities } = floor.get(`${wmsPaths.activity}?type=count`).body as { activities: object[] };
    expect(activities.slice(0, 3)).toMatchObject([
      { by: { kind: "robot" }, to: "P01", units: 100 },
      { by: { kind: "robot" }, to: "P02" },
      { by: { kind: "robot" }, to: "P03" },
    ]);
  });

  it("books no difference: a person is sent, and finds it", async () => {
    const floor = await aReadFloor((one) => one.bins.get("P02")!.set("B", 98));

    floor.run(70);
    const before = floor.bridge.book.units("P02" as never, "B" as never);
    floor.run(300);

    expect(asked(floor)).toEqual([["P02", true]]);
    expect([before, floor.bridge.book.units("P02" as never, "B" as never)]).toEqual([100, 98]);
    expect(floor.bridge.figures().counts).toEqual({ confirmed: 2, doubted: 1 });
  });

  it("that misses tags costs a person's time, and no unit", async () => {
    const floor = await aReadFloor((one) => one.unseen.set("P01", 3));

    floor.run(600);

    expect(asked(floor)).toEqual([["P01", true]]);
    expect(floor.confirmations.filter(({ type }) => type === "stock.adjusted")).toEqual([]);
    expect(floor.bridge.figures().units.adjusted).toBe(0);
  });

  it("whose reader is silent counts nothing and sends nobody", async () => {
    const floor = await aReadFloor((one) => {
      one.readersDead = true;
    });

    floor.run(600);

    expect([countedOf(floor), asked(floor)]).toEqual([[], []]);
  });

  it("that never comes gives its bins back to people", async () => {
    const floor = await aReadFloor((one) => {
      one.robotsCount = false;
    });
    floor.run(300);
    floor.post(wmsPaths.counts, { count: "C1", scope: { locations: ["P01"] } });
    floor.run(3 * 3_600);

    expect(floor.get(wmsPaths.count("C1")).body).toMatchObject({ state: "done" });
  });

  it("counts for whoever asked first, and leaves an order's bin alone", async () => {
    const floor = await aReadFloor((one) => {
      one.peopleAtWork = false;
    });
    floor.order("O1", { A: 3 });
    floor.post(wmsPaths.counts, { count: "C1", scope: { locations: ["P03"] } });
    floor.run(30);

    expect(countedOf(floor)).not.toContain("P01");
    expect(await floor.house.differences()).toEqual([]);
  });
});
