/** A simulated day of short stock in the whole house: at every instant, what the WMS was told of parcels is what passed the dock a minute ago, unit by unit, and never more. */
import { planDay } from "@floorplane/app/day/plan-day";
import { virtualFloor } from "@floorplane/app/simulate/virtual-floor";
import { hourMs, minuteMs, secondMs } from "@floorplane/contracts/units";
import type { World } from "@floorplane/simulator/world";
import { expect, it } from "vitest";
import { MortalFloor, PlantedBug } from "../mortal-floor.ts";

const startAt = Date.UTC(2026, 4, 4, 8);
const everyMs = 10 * secondMs;

const aDay = (seed: number, robots: number, perDay: number) =>
  planDay({ seed, robots, rate: 1, tight: true, startAt, profile: "b2c", perDay });

it("what left the dock is what the WMS was told, a minute later at most", async () => {
  const plan = aDay(5, 12, 1_500);
  const floor = virtualFloor({ plan, seed: 5 });
  await floor.composed.start();
  floor.world.start();
  const { clock, world } = floor;
  const first = plan.demand.requests[0]!.at;
  for (let at = first; at < first + 4 * hourMs; at += everyMs) {
    clock.run(() => false, at);
    expect(disagreements(world, clock.now())).toEqual([]);
  }

  expect(world.portal.dock.length).toBeGreaterThan(100);
  await world.stop();
  await floor.composed.stop();
});

it("so it is when the house ends every few hundred rows and comes back", async () => {
  let rows = 0;
  const floor = new MortalFloor(aDay(6, 6, 200), 6, () => ++rows % 397 === 0);
  const { clock, world } = floor;
  const found: object[] = [];
  let looks = 0;
  const look = (): void => {
    looks++;
    found.push(...disagreements(world, clock.now()));
    clock.at(clock.now() + everyMs, look);
  };
  look();

  await floor.run();

  for (const { cause } of floor.ends) if (!(cause instanceof PlantedBug)) throw cause;
  expect(found).toEqual([]);
  expect(floor.ends.length).toBeGreaterThan(10);
  expect(looks).toBeGreaterThan(1_000);
  expect(world.portal.dock.length).toBeGreaterThan(50);
  expect(world.wms.record.orders().size).toBeGreaterThan(50);
});

/** Parcels that the WMS was told twice, otherwise than they passed, or not within a minute. */
function disagreements(world: World, now: number): object[] {
  const told = new Map<string, string>();
  const found: object[] = [];
  for (const { left = [] } of world.wms.record.orders().values())
    for (const { sscc, units } of left) {
      if (told.has(sscc)) found.push({ sscc, twice: true });
      told.set(sscc, sorted(units));
    }
  const passed = new Map(world.portal.dock.map(({ sscc, contents }) => [sscc, sorted(contents)]));
  for (const [sscc, units] of told)
    if (units !== passed.get(sscc)) found.push({ sscc, told: units, passed: passed.get(sscc) });
  for (const { sscc, at } of world.portal.dock)
    if (at <= now - minuteMs && !told.has(sscc)) found.push({ sscc, untoldMs: now - at });
  return found;
}

const sorted = (units: readonly (readonly [string, number])[]): string => JSON.stringify([...units].sort());
