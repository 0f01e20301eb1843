/** A simulated day of short stock in the whole house: at every instant, what the WMS was told of parcels is what passed the dock a minute ago, unit by unit, and never more. */
import { planDay } from "@floorplane/app/day/plan-day";
import { virtualFloor } from "@floorplane/app/simulate/virtual-floor";
import { hourMs, minuteMs, secondMs } from "@floorplane/contracts/units";
import { expect, it } from "vitest";

const startAt = Date.UTC(2026, 4, 4, 8);

const sorted = (units: readonly (readonly [string, number])[]): string => JSON.stringify([...units].sort());

it("what left the dock is what the WMS was told, a minute later at most", async () => {
  const plan = planDay({ seed: 5, robots: 12, rate: 1, tight: true, startAt, profile: "b2c", perDay: 1_500 });
  const floor = virtualFloor({ plan, seed: 5 });
  await floor.composed.start();
  floor.world.start();
  const { clock, world } = floor;
  const first = plan.demand.requests[0]!.at;
  let most = 0;
  let seconds = 0;
  for (let at = first; at < first + 4 * hourMs; at += 10 * secondMs) {
    clock.run(() => false, at);
    const told = new Map<string, string>();
    for (const { left = [] } of world.wms.record.orders().values())
      for (const { sscc, units } of left) {
        expect([sscc, told.has(sscc)]).toEqual([sscc, false]);
        told.set(sscc, sorted(units));
      }
    const passed = new Map(world.portal.dock.map(({ sscc, contents }) => [sscc, sorted(contents)]));
    const minuteAgo = world.portal.dock.filter((record) => record.at <= clock.now() - minuteMs);

    expect(minuteAgo.filter(({ sscc }) => !told.has(sscc))).toEqual([]);
    for (const [sscc, units] of told) expect([sscc, units]).toEqual([sscc, passed.get(sscc)]);
    most = Math.max(most, passed.size);
    seconds++;
  }

  expect(seconds).toBe(1_440);
  expect(most).toBeGreaterThan(100);
  await world.stop();
  await floor.composed.stop();
});
