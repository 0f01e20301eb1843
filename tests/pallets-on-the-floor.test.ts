/**
 * An afternoon in the whole house in which most orders leave on pallets, some of them together: the dock's reader misses labels, and the house ends every hundred rows and comes back. All leave before they must, each
 * parcel once; what stood on a pallet is what the WMS was told of it; and nothing is left standing.
 */
import { planDay } from "@floorplane/app/day/plan-day";
import type { WmsRequest } from "@floorplane/simulator/orders/demand";
import { worldResults } from "@floorplane/simulator/world-results";
import { expect, it } from "vitest";
import { MortalFloor, PlantedBug } from "./mortal-floor.ts";

/** What comes in until three goes with the trucks of seven, UTC. */
const startAt = Date.UTC(2026, 4, 4, 14);

function anAfternoon(seed: number) {
  const day = { seed, robots: 4, rate: 1, tight: false, startAt, profile: "b2c", perDay: 40 } as const;
  const plan = planDay({ ...day, within: 0.75, onPallets: 0.7 });
  const first = plan.demand.requests[0]!.at;
  // Those to one country leave together, every third of them.
  const requests = plan.demand.requests.map((request, index): WmsRequest => {
    const at = startAt + request.at - first;
    return request.kind === "order" && index % 3 === 0
      ? { ...request, at, body: { ...request.body, consolidation: `TOUR/${request.body.country}` } }
      : { ...request, at };
  });
  return { ...plan, demand: { items: plan.demand.items, requests } };
}

it.each([1, 2, 3])(
  "pallets leave whole and once, through missed reads and restarts (seed %i)",
  async (seed) => {
    const plan = anAfternoon(seed);
    let rows = 0;
    const floor = new MortalFloor(plan, seed, () => ++rows % 101 === 0, { portalMissed: 0.15 });

    const isDone = await floor.run();

    for (const { cause } of floor.ends) if (!(cause instanceof PlantedBug)) throw cause;
    const { orders, units, faults, pallets } = worldResults(floor.world);
    expect(isDone).toBe(true);
    expect(floor.ends.length).toBeGreaterThan(5);
    expect(orders).toMatchObject({
      received: plan.demand.requests.length,
      open: 0,
      rejected: 0,
      cancelled: 0,
    });
    expect(units).toMatchObject({ wrong: 0, lacking: 0, short: 0, conserved: true });
    expect(
      Object.entries(faults).filter(([, fault]) => fault !== 0 && (fault as string[]).length !== 0),
    ).toEqual([]);
    expect(floor.world.portal.standing.size).toBe(0);
    expect(pallets!.left).toBeGreaterThan(2);
    expect(pallets!.parcels).toBeGreaterThan(10);
    expect(await floor.differences()).toEqual([]);
  },
);
