/** Somebody is warned of stock that runs out, expires or stands still: once for each crossing, in the words of its client, also over a restart. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { Floor } from "../floor/floor.fixture.ts";
import { anItem } from "../floor/small-site.fixture.ts";

const day = 24 * 3_600;

async function aFloor(warnings: object | undefined, items: object[]): Promise<Floor> {
  const floor = new Floor({ settings: { waveOrders: 1 } });
  if (warnings) floor.site = { ...floor.site, warnings };
  await floor.open();
  floor.post(wmsPaths.items, { items });
  return floor;
}
const told = (floor: Floor) =>
  floor.confirmations.flatMap(({ type, data }) => (type === "stock.warning" ? [data.warning!] : []));
const levels = (floor: Floor) => told(floor).map(({ was, level }) => `${was} to ${level}`);
const listed = (floor: Floor, query = "") =>
  (floor.get(`${wmsPaths.warnings}${query}`).body as { warnings: object[] }).warnings;

describe("safety stock", () => {
  it("of an item is told when it falls, level by level, and when it is well again", async () => {
    const floor = await aFloor(undefined, [anItem("A", { warnings: { safetyStock: 20 } }), anItem("B")]);
    floor.run(5);
    floor.stock("P01", "A", 30);
    floor.stock("P02", "B", 1);
    floor.run(5);
    for (const [order, units] of [11, 1, 1, 10].entries()) {
      floor.order(`O${order}`, { A: units });
      floor.run(1_800);
    }
    await floor.reopen();
    floor.run(10);
    const low = listed(floor);
    floor.stock("P01", "A", 40);
    floor.run(5);

    expect(levels(floor)).toEqual([
      "none to critical",
      "critical to none",
      "none to notice",
      "notice to warning",
      "warning to none",
    ]);
    expect(told(floor).at(-2)).toEqual({
      kind: "safety-stock",
      level: "warning",
      was: "notice",
      sku: "A",
      units: 7,
      limit: 20,
    });
    expect(low).toMatchObject([{ sku: "A", kind: "safety-stock", level: "warning", units: 7 }]);
    expect(listed(floor)).toEqual([]);
    expect(await floor.house.differences()).toEqual([]);
  });

  it("of a site misses nothing that never was here, and its item's or client's own limit goes before it", async () => {
    const floor = await aFloor({ safetyStock: 10 }, [
      anItem("A"),
      anItem("B"),
      anItem("C", { warnings: { safetyStock: 2 } }),
    ]);
    floor.stock("P02", "B", 5);
    floor.stock("P03", "C", 5);
    floor.run(5);

    expect(told(floor).map(({ sku, level }) => [sku, level])).toEqual([["B", "notice"]]);
  });

  it("counts nothing that a hold keeps", async () => {
    const floor = await aFloor({ safetyStock: 10 }, [anItem("A")]);
    floor.stock("P01", "A", 50);
    floor.post(wmsPaths.holds, { hold: "H1", reason: "recalled", sku: "A" });
    floor.run(5);

    expect(told(floor)).toMatchObject([{ sku: "A", level: "critical", units: 0 }]);
  });
});

describe("the last day of a lot", () => {
  it("is told as it comes near, when it is over while units are here, and when they are gone", async () => {
    const floor = await aFloor({ expiryDays: 4 }, [anItem("A", { lotKept: true, shelfLifeDays: 90 })]);
    floor.post(wmsPaths.openingStock, {
      rows: [
        { location: "P01", sku: "A", lot: "L1", units: 5, expires: "2010-12-06" },
        { location: "P02", sku: "A", lot: "L2", units: 5, expires: "2011-02-06" },
      ],
    });
    floor.run(7 * day);
    const over = listed(floor, "?kind=expiry&level=critical");
    floor.post(wmsPaths.dispositions, {
      ...{ disposition: "D1", location: "P01", sku: "A", lot: "L1", quantity: 5 },
      ...{ from: "condemned", to: "destroyed" },
    });
    floor.run(60);

    expect(levels(floor)).toEqual([
      "none to notice",
      "notice to warning",
      "warning to critical",
      "critical to none",
    ]);
    expect(over).toMatchObject([{ lot: "L1", units: 5, days: expect.any(Number) }]);
    expect(listed(floor)).toEqual([]);
  });
});

describe("goods that stand still", () => {
  it("are told by the days since a unit left, until one leaves or none is here", async () => {
    const floor = await aFloor({ slowDays: 5 }, [anItem("A"), anItem("B")]);
    floor.stock("P01", "A", 5);
    floor.stock("P02", "B", 5);
    floor.run(3 * day);
    floor.order("O1", { B: 1 });
    floor.run(3 * day);
    await floor.reopen();
    floor.run(5 * day);
    floor.order("O2", { A: 1 });
    floor.run(day);

    expect(told(floor).map(({ sku, level }) => [sku, level])).toEqual([
      ["A", "notice"],
      ["B", "notice"],
      ["A", "warning"],
      ["A", "none"],
    ]);
    expect(listed(floor)).toMatchObject([{ sku: "B", level: "notice", units: 4 }]);
  });
});
