/** A bug thrown at every kind of step of every room, on the virtual clock: the house ends, comes back from its ledger, and the day is the day that was asked for. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planDay } from "@floorplane/app/day/plan-day";
import type { Row } from "@floorplane/runtime/ledger/ledger";
import { worldResults } from "@floorplane/simulator/world-results";
import { afterAll, beforeAll, expect, it } from "vitest";
import { MortalFloor, PlantedBug } from "./mortal-floor.ts";
import { smallDay } from "./stories/small-day.ts";

const folder = mkdtempSync(join(tmpdir(), "floorplane-throwing-"));
const csv = join(folder, "day.csv");
beforeAll(() => writeFileSync(csv, smallDay));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const seed = 1;

const aDay = () =>
  planDay({ seed, robots: 4, orders: [csv], rate: 1, tight: false, startAt: Date.UTC(2026, 4, 4) });
const kindOf = ({ change }: Row): string => `${change.room} at ${change.cause.type}`;

/** The kinds of step of a day, each with how often it is decided. */
async function kindsOfSteps(): Promise<ReadonlyMap<string, number>> {
  const kinds = new Map<string, number>();
  const floor = new MortalFloor(aDay(), seed, (row) => {
    kinds.set(kindOf(row), (kinds.get(kindOf(row)) ?? 0) + 1);
    return false;
  });
  expect(await floor.run()).toBe(true);
  expect(await floor.differences()).toEqual([]);
  return kinds;
}

it("a bug at any kind of step ends the house, which comes back to what the ledger has: nothing lost, nothing twice", {
  timeout: 600_000,
}, async () => {
  const kinds = await kindsOfSteps();
  // A step that decides nothing leaves no row, and so no kind.
  expect(kinds.size).toBeGreaterThan(25);
  // The first of its kind, and one in the middle of the day, when there is most to lose.
  for (const [kind, times] of kinds)
    for (const nth of new Set([1, Math.ceil(times / 2)])) {
      let left = nth;
      const floor = new MortalFloor(aDay(), seed, (row) => kindOf(row) === kind && --left === 0);

      const isDone = await floor.run();

      const verdict = await verdictOf(floor, isDone);
      const again = await floor.restored();
      expect({ kind, nth, ...verdict }).toEqual({
        kind,
        nth,
        ...goodVerdict,
        ended: [kind],
      });
      expect(again.wmsBridge.figures()).toEqual(floor.house.wmsBridge.figures());
    }
});

async function verdictOf(floor: MortalFloor, isDone: boolean): Promise<object> {
  const { orders, units, faults } = worldResults(floor.world, { book: floor.house.wmsBridge.book.places() });
  const { collisions, progress } = floor.world.judge;
  for (const { cause } of floor.ends) if (!(cause instanceof PlantedBug)) throw cause;
  return {
    isDone,
    ended: floor.ends.map(({ room, step }) => `${room} at ${step}`),
    orders,
    conserved: units.conserved,
    faults,
    collisions: collisions.count,
    deadlocks: progress.deadlocks,
    differences: await floor.differences(),
  };
}

const goodVerdict = {
  isDone: true,
  orders: {
    received: 12,
    accepted: 11,
    rejected: 1,
    shipped: 11,
    cancelled: 0,
    open: 0,
    late: 0,
    waiting: 0,
  },
  conserved: true,
  faults: {
    rejectedWithGoods: [],
    unanswered: 0,
    shippedTwice: [],
    unclaimedParcels: [],
    phantomParcels: [],
    mistoldParcels: [],
    mistoldPallets: [],
    wrongShipments: [],
    unbalanced: [],
  },
  collisions: 0,
  deadlocks: 0,
  differences: [],
};
