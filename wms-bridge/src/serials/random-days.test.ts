/** Days of goods that are kept by serial number, with readers that miss tags, robots that take too few, and restarts: no serial number leaves twice, and those that left are as many as the units that did. */
import type { Confirmation } from "@floorplane/contracts/confirmation.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { expect, it } from "vitest";
import { Floor } from "../floor/floor.fixture.ts";
import { anItem } from "../floor/small-site.fixture.ts";

const skus = ["S", "Q"];
/** Taken as a case, with one tag. */
const caseOf = 11;
interface Row {
  readonly sku: string;
  readonly serial: string;
  readonly state: string;
  readonly location?: string;
  readonly order?: string;
}
const known = (floor: Floor, query: string) =>
  floor.get(`${wmsPaths.serials}?perPage=200&${query}`).body.serials as Row[];

async function aDay(seed: number): Promise<{ floor: Floor; orders: string[] }> {
  const luck = { missedTag: 0.1, strayTag: 0.1, shortPick: 0.1, failedTransport: 0.05 };
  const floor = new Floor({ seed, luck, settings: { waveOrders: 1 } });
  await floor.open();
  const { random } = floor;
  floor.post(wmsPaths.items, {
    items: [...skus.map((sku) => anItem(sku, { serialKept: true })), anItem("A")],
  });
  for (const [n, sku] of skus.entries()) {
    floor.serialKept.add(sku);
    const serials = Array.from({ length: random.below(20) }, (_, index) => `K${index}`);
    floor.bins.set(`P0${n + 4}`, new Map([[sku, 60]]));
    const row = { location: `P0${n + 4}`, sku, lot: "L1", units: 60, serials };
    expect(floor.post(wmsPaths.openingStock, { rows: [row] }).status).toBe(200);
  }
  floor.stock("P01", "A", 60);
  const orders: string[] = [];
  for (let n = 1; n <= 12; n++) {
    const lines = Object.fromEntries(
      [...skus, "A"].flatMap((sku) =>
        random.chance(0.6) ? [[sku, random.chance(0.2) ? caseOf : 1 + random.below(4)]] : [],
      ),
    );
    if (Object.keys(lines).length === 0) continue;
    orders.push(`O${n}`);
    floor.order(`O${n}`, lines);
    floor.run(random.below(300));
    atMostUnits(floor);
    if (random.chance(0.2)) await floor.reopen();
  }
  floor.run(10 * 3_600);
  return { floor, orders };
}

/** No place is told to hold more serial numbers than units. */
function atMostUnits(floor: Floor): void {
  const at = new Map<string, number>();
  for (const { sku, location } of known(floor, "state=here"))
    if (location) at.set(`${location} ${sku}`, (at.get(`${location} ${sku}`) ?? 0) + 1);
  for (const [where, count] of at) {
    const [location, sku] = where.split(" ") as [string, string];
    expect([where, count <= floor.bridge.book.units(location as never, sku as never)]).toEqual([where, true]);
  }
}

it.each([1, 2, 3, 4, 5, 6, 7, 8])("seed %i", async (seed) => {
  const { floor, orders } = await aDay(seed);

  // One that is told again is the same one.
  const heard = new Map(floor.confirmations.map((one) => [one.id, one]));
  const told = [...heard.values()].flatMap(({ type, data }) =>
    type === "parcel.shipped"
      ? ((data as Confirmation["data"]).lines ?? []).flatMap(({ sku, serials = [] }) =>
          serials.map((serial) => `${(data as { order: string }).order} ${sku} ${serial}`),
        )
      : [],
  );
  const left = known(floor, "state=left").map(({ order, sku, serial }) => `${order} ${sku} ${serial}`);
  expect(left.toSorted()).toEqual(told.toSorted());
  expect(new Set(told.map((one) => one.split(" ").slice(1).join(" "))).size).toBe(told.length);
  for (const order of orders) {
    const shipped = await floor.shippedOf(order);
    for (const sku of skus)
      expect([order, sku, told.filter((one) => one.startsWith(`${order} ${sku} `)).length]).toEqual([
        order,
        sku,
        shipped[sku] ?? 0,
      ]);
  }
  expect(told.length).toBeGreaterThan(5);
  atMostUnits(floor);
  expect(floor.bridge.figures().units.conserved).toBe(true);
});
