/**
 * Whatever happens in whatever order to goods that are kept by lot: units are conserved lot by lot, none is below nought, no place holds two lots, nothing that a hold keeps or whose day is over is for sale,
 * and no order holds what expires before it ships.
 */
import { isoTime } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import fc from "fast-check";
import { expect, it } from "vitest";
import { dayStart, Floor } from "../floor/floor.fixture.ts";
import { anItem } from "../floor/small-site.fixture.ts";
import { add } from "../floor/world.fixture.ts";

const dayMs = 86_400_000;
const skus = ["A", "B"];
/** Its last day follows from its number: the days after the first. */
const expiresOf = (lot: number): string => new Date(dayStart + lot * dayMs).toISOString().slice(0, 10);
const endOf = (lot: string): number => Date.parse(`${expiresOf(Number(lot.slice(1)))}T00:00:00Z`) + dayMs;

type Act = (floor: Floor, scene: Scene) => Promise<void> | void;
interface Scene {
  orders: number;
  numbers: number;
  readonly holds: Set<string>;
}

const below = (count: number) => fc.nat({ max: count - 1 });
const receive = fc.tuple(below(20), below(4), below(2), below(6)).map(
  ([place, lot, sku, units]): Act =>
    (floor, scene) => {
      const location = `P${String(place + 1).padStart(2, "0")}`;
      const row = { location, sku: skus[sku]!, lot: `L${lot}`, units: units + 1, expires: expiresOf(lot) };
      const { status } = floor.post(wmsPaths.openingStock, { receipt: `R${scene.numbers++}`, rows: [row] });
      if (status !== 200) return;
      const bin = floor.bins.get(location) ?? new Map();
      floor.bins.set(location, bin);
      add(bin, row.sku, row.units);
    },
);
const order = fc.tuple(below(5), below(4), below(80), below(3)).map(
  ([a, b, hours, policy]): Act =>
    (floor, scene) => {
      const allocation = (["partial", "whole", "partial-then-cancel"] as const)[policy]!;
      const shipBy = isoTime(floor.clock.now() + (hours + 1) * 3_600_000);
      floor.order(`O${scene.orders++}`, { A: a + 1, ...(b > 0 ? { B: b } : {}) }, { shipBy, allocation });
    },
);
const cancel = below(10).map(
  (back): Act =>
    (floor, scene) =>
      void floor.post(wmsPaths.cancellation(`O${Math.max(0, scene.orders - 1 - back)}`), {}),
);
const later = fc.tuple(below(10), below(60)).map(
  ([back, hours]): Act =>
    (floor, scene) => {
      const shipBy = isoTime(floor.clock.now() + (hours + 1) * 3_600_000);
      floor.post(wmsPaths.change(`O${Math.max(0, scene.orders - 1 - back)}`), { shipBy });
    },
);
const hold = fc.tuple(below(4), below(3)).map(
  ([lot, sku]): Act =>
    (floor, scene) => {
      const number = `H${scene.numbers++}`;
      const what = { lot: `L${lot}`, ...(sku < 2 ? { sku: skus[sku] } : {}) };
      floor.post(wmsPaths.holds, { hold: number, reason: "looked at", ...what });
      scene.holds.add(number);
    },
);
const release = below(3).map(
  (which): Act =>
    (floor, { holds }) => {
      const number = [...holds][which];
      if (number === undefined) return;
      floor.post(wmsPaths.holdRelease(number), {});
      holds.delete(number);
    },
);
const comeBack = fc.tuple(below(4), below(2)).map(
  ([lot, sku]): Act =>
    (floor, scene) => {
      const lines = [{ sku: skus[sku]!, quantity: 1, lot: `L${lot}` }];
      const { status } = floor.post(wmsPaths.returns, { return: `B${scene.numbers++}`, lines });
      if (status === 201) add(floor.aside, skus[sku]!, 1);
    },
);
const miscount = fc.tuple(below(20), below(2)).map(
  ([place, sku]): Act =>
    (floor) => {
      const bin = floor.bins.get(`P${String(place + 1).padStart(2, "0")}`);
      if ((bin?.get(skus[sku]!) ?? 0) > 0) add(bin!, skus[sku]!, -1);
    },
);
const wait = fc.oneof(below(600), below(20_000)).map(
  (seconds): Act =>
    (floor) =>
      floor.run(seconds + 1),
);
const restart = fc.constant<Act>((floor) => floor.reopen());

const acts = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: receive },
    { weight: 5, arbitrary: order },
    { weight: 5, arbitrary: wait },
    { weight: 1, arbitrary: cancel },
    { weight: 1, arbitrary: later },
    { weight: 1, arbitrary: hold },
    { weight: 1, arbitrary: release },
    { weight: 1, arbitrary: comeBack },
    { weight: 1, arbitrary: miscount },
    { weight: 1, arbitrary: restart },
  ),
  { minLength: 10, maxLength: 60 },
);

interface Row {
  readonly location: string;
  readonly sku: string;
  readonly lot: string;
  readonly [account: string]: string | number;
}
const accounts = ["available", "allocated", "frozen", "held", "defective", "condemned"];
const unitsOf = (row: Row): number => accounts.reduce((sum, one) => sum + Number(row[one]), 0);

async function judge(floor: Floor): Promise<void> {
  expect(floor.bridge.figures().units.conserved).toBe(true);
  const rows = (await floor.ledger.documents("stock")).map(({ body }) => body as Row);
  const holds = (await floor.ledger.documents("hold")).map(
    ({ body }) => body as { sku: string | null; lot: string; releasedAt: number | null },
  );
  const lots = new Map<string, string>();
  for (const row of rows) {
    const { location, sku, lot } = row;
    for (const account of accounts) expect([account, Number(row[account]) >= 0]).toEqual([account, true]);
    const isHeld = holds.some(
      (one) => one.releasedAt === null && one.lot === lot && (one.sku ?? sku) === sku,
    );
    if (isHeld) expect([location, lot, row.available]).toEqual([location, lot, 0]);
    if (!isHeld) expect([location, lot, row.held]).toEqual([location, lot, 0]);
    if (lot !== "FOUND" && endOf(lot) <= floor.clock.now() - 1)
      expect([location, lot, row.available]).toEqual([location, lot, 0]);
    if (!location.startsWith("P") || location.startsWith("PACK") || unitsOf(row) === 0) continue;
    const other = lots.get(`${location} ${sku}`);
    expect([location, sku, other ?? lot]).toEqual([location, sku, lot]);
    lots.set(`${location} ${sku}`, lot);
  }
  for (const { body } of await floor.ledger.documents("order")) {
    const {
      order: number,
      shipBy,
      holds: held,
    } = body as {
      order: string;
      shipBy: number;
      holds: { lot: string }[];
    };
    for (const { lot } of held) expect([number, lot, endOf(lot) >= shipBy]).toEqual([number, lot, true]);
  }
}

it("is so after everything that happens", async () => {
  await fc.assert(
    fc.asyncProperty(acts, async (day) => {
      const floor = new Floor({ settings: { waveOrders: 2, retriesPerStep: 3 } });
      await floor.open();
      floor.post(wmsPaths.items, {
        items: skus.map((sku) => anItem(sku, { lotKept: true, shelfLifeDays: 30 })),
      });
      const scene: Scene = { orders: 0, numbers: 0, holds: new Set() };
      for (const act of day) {
        await act(floor, scene);
        floor.run(1);
        await judge(floor);
      }
      floor.run(3 * 3_600);
      await judge(floor);
      await floor.house.stop();
      await floor.open();
      expect(await floor.house.differences()).toEqual([]);
      await judge(floor);
    }),
    { numRuns: 20, seed: 18 },
  );
}, 60_000);
