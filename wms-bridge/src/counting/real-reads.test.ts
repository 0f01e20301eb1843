/**
 * A shop whose 915 tags a reader was carried past four times (Hasler et al., IEEE RFID 2019; `rfid-handheld-store` in the data folder): counted at the door as a WMS would. The data names tags by
 * numbers; here each is the EPC of 96 bits with that number.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { Floor } from "../floor/floor.fixture.ts";
import { anItem } from "../floor/small-site.fixture.ts";

const folder = join(
  process.env.FLOORPLANE_DATA ?? join(import.meta.dirname, "../../../../shared"),
  "data/rfid-handheld-store",
);
const isThere = existsSync(folder);

const rows = (file: string): string[][] =>
  readFileSync(join(folder, file), "utf8")
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(","));
const epcOf = (number: string): string => Number(number).toString(16).toUpperCase().padStart(24, "0");
const placeOf = (panel: string): string => `PANEL-${panel}`;
const skuOf = (panel: string): string => `GOODS-${panel}`;

/** The shop: a place and an item for each panel, and the book as the list has it. */
async function aShop() {
  const tags = rows("store-panels-epc-mapping.csv").map(([, epc, panel]) => ({
    epc: epcOf(epc!),
    location: placeOf(panel!),
    sku: skuOf(panel!),
  }));
  const panels = [...Map.groupBy(tags, ({ location }) => location)];
  const floor = new Floor();
  floor.locations = panels.map(([location]) => ({
    location,
    kind: "face",
    litres: 1_000,
    kilograms: 1_000,
    zone: "Z1",
  }));
  await floor.open();
  floor.post(wmsPaths.items, { items: panels.map(([, [tag]]) => anItem(tag!.sku)) });
  for (const [location, there] of panels) floor.stock(location, there[0]!.sku, there.length);
  floor.post(wmsPaths.counts, { count: "SHOP", by: "reads", tags });
  const walks = Map.groupBy(rows("store-walks-1-4.csv"), ([, , , , walk]) => Number(walk));
  const walk = (pass: number) =>
    floor.post(wmsPaths.countPasses("SHOP"), {
      pass,
      reader: "RFD40",
      reads: walks.get(pass)!.map(([, epc, rssi]) => ({ epc: epcOf(epc!), rssiDbm: Number(rssi) })),
    }).body as { reads: { estimate: Record<string, number>; notSeen: number } };
  const sums = () =>
    (floor.get(wmsPaths.stock).body as { stock: { sku: string; available: number; frozen: number }[] }).stock;
  return { floor, walk, sums, tags, panels };
}

const tagsOf = (floor: Floor, state: string): number =>
  floor.get(`${wmsPaths.countTags("SHOP")}?state=${state}`).body.count as number;

describe.skipIf(!isThere)("a shop that was walked through with a reader", () => {
  it("after one pass has tags that were not seen, and none that is gone: people count the rest", async () => {
    const { floor, walk, sums } = await aShop();
    const told = walk(1);

    const ended = floor.post(wmsPaths.countEnd("SHOP"), {}).body as { bins: Record<string, number> };
    const stock = sums().reduce((sum, { available, frozen }) => sum + available + frozen, 0);

    expect(told.reads).toMatchObject({ seen: 863, notSeen: 52, foreign: 97 });
    expect(told.reads.estimate).toMatchObject({ passesNeeded: 2, isReached: false });
    expect(stock).toBe(915);
    expect(ended.bins.confirmedByReads! + ended.bins.left!).toBe(27);
    expect(ended.bins.left).toBeGreaterThan(0);
    expect(floor.confirmations.filter(({ type }) => type === "stock.adjusted")).toEqual([]);
  });

  it("tells after each pass how many are needed for 99.6 %", async () => {
    const { walk } = await aShop();

    const told = [1, 2, 3, 4].map((pass) => walk(pass).reads);

    expect(told.map(({ notSeen }) => notSeen)).toEqual([52, 5, 0, 0]);
    expect(told.map(({ estimate }) => [estimate.passesNeeded, estimate.isReached])).toEqual([
      [2, false],
      [3, false],
      [3, true],
      [4, true],
    ]);
  });

  it("after four passes has all 915 in the count, nothing foreign in stock, and needs nobody", async () => {
    const { floor, walk, sums } = await aShop();
    for (const pass of [1, 2, 3, 4, 2]) walk(pass);
    await floor.reopen();

    const ended = floor.post(wmsPaths.countEnd("SHOP"), {}).body;
    floor.run(600);

    expect([tagsOf(floor, "seen"), tagsOf(floor, "not-seen"), tagsOf(floor, "foreign")]).toEqual([
      915, 0, 249,
    ]);
    expect(sums().reduce((sum, { available }) => sum + available, 0)).toBe(915);
    expect(sums()).toHaveLength(27);
    expect(ended).toMatchObject({ state: "done", bins: { confirmedByReads: 27, left: 0 } });
    expect([...floor.asked.values()]).toEqual([]);
    expect(floor.bridge.figures().units).toMatchObject({ adjusted: 0, conserved: true });
    expect(await floor.house.differences()).toEqual([]);
  });
});
