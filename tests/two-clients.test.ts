/**
 * Two clients of one site who give the same numbers, codes and keys, on a whole floor that is ended in the middle of its work again and again: robots, people and two WMS on one virtual clock. Judged by
 * the dock, the shelves and each WMS's own record, none of which knows the house's ledger.
 */
import { type DayPlan, planDay } from "@floorplane/app/day/plan-day";
import { nameFor } from "@floorplane/contracts/client-names";
import { ClientId, type Sku } from "@floorplane/contracts/ids";
import { byTime, type WmsRequest } from "@floorplane/simulator/orders/demand";
import type { OtherClient } from "@floorplane/simulator/wms/other-client";
import { expect, it } from "vitest";
import { MortalFloor, PlantedBug } from "./mortal-floor.ts";

const own = ClientId("house");
const acme = ClientId("acme");

/** One plan cut in two: of each pair of goods one client has the one and one the other, under one code, and each counts its orders from one. */
function twoOf(plan: DayPlan): { readonly plan: DayPlan; readonly other: OtherClient } {
  const goods = plan.items.filter(({ kind }) => kind === "goods");
  const codeOfPair = (sku: string): string =>
    goods[Math.floor(goods.findIndex((item) => item.sku === sku) / 2) * 2]!.sku;
  const isOthers = (sku: string): boolean => goods.findIndex((item) => item.sku === sku) % 2 === 1;
  const ofClient = (others: boolean) => {
    const called = <Row extends { readonly sku: string }>(rows: readonly Row[]): Row[] =>
      rows.flatMap((row) => {
        const known = goods.some(({ sku }) => sku === row.sku);
        return known && isOthers(row.sku) === others ? { ...row, sku: codeOfPair(row.sku) } : [];
      });
    const requests = byTime(
      plan.demand.requests.flatMap((request): WmsRequest[] => {
        if (request.kind !== "order") return [];
        const lines = called(request.body.lines);
        return lines.length > 0 ? [{ ...request, body: { ...request.body, lines } }] : [];
      }),
    ).map((request, index) =>
      request.kind === "order" ? { ...request, body: { ...request.body, order: `S${index + 1}` } } : request,
    );
    return { items: called(plan.items), opening: called(plan.opening), demand: { items: [], requests } };
  };
  const site = { ...plan.site, site: { ...plan.site.site, clients: [acme] } };
  return { plan: { ...plan, site, ...ofClient(false) }, other: { client: acme, ...ofClient(true) } };
}

/** One is enough for every change; `FLOORPLANE_WHOLE=1` has more. */
const seeds = process.env.FLOORPLANE_WHOLE ? [1, 2, 3, 4] : [1];

it.each(seeds)(
  "two clients with the same numbers never meet, though the house ends every few hundred rows (seed %i)",
  { timeout: 300_000 },
  async (seed) => {
    const day = planDay({
      seed,
      robots: 6,
      rate: 1,
      tight: false,
      startAt: Date.UTC(2026, 4, 4),
      profile: "b2c",
      perDay: 120,
    });
    const { plan, other } = twoOf(day);
    let rows = 0;
    const floor = new MortalFloor(plan, seed, () => ++rows % 397 === 0, { others: [other] });

    const isDone = await floor.run();

    for (const { cause } of floor.ends) if (!(cause instanceof PlantedBug)) throw cause;
    const { world, house } = floor;
    const both = [
      { client: own, wms: world.wms, demand: plan.demand },
      { client: acme, wms: world.otherWms.get(acme)!, demand: other.demand },
    ];
    const dock = new Map(world.portal.dock.map(({ sscc, contents }) => [sscc, contents]));
    const claimed: string[] = [];
    expect(Math.min(...both.map(({ demand }) => demand.requests.length))).toBeGreaterThan(40);
    for (const { client, wms, demand } of both) {
      const orders = wms.record.orders();
      expect(orders.size).toBe(demand.requests.length);
      for (const request of demand.requests) {
        if (request.kind !== "order") continue;
        const { order, lines } = request.body;
        const told = orders.get(order)!;
        claimed.push(...told.parcels);
        const left = unitsOf(told.parcels.flatMap((sscc) => dock.get(sscc) ?? []));
        const asked = unitsOf(lines.map(({ sku, quantity }) => [nameFor(client, own, sku as Sku), quantity]));
        // Each of its parcels holds its own client's goods, as asked; and in its client's own codes it was told so.
        expect([client, order, told.state, told.shippedAgain, left]).toEqual([
          client,
          order,
          "shipped",
          0,
          asked,
        ]);
        expect([client, order, unitsOf(told.told)]).toEqual([
          client,
          order,
          unitsOf(lines.map(({ sku, quantity }) => [sku, quantity])),
        ]);
      }
    }
    // Tags are read as their own client's goods: almost no tote has to be counted.
    expect(house.wmsBridge.figures().tasks.countTote).toBeLessThan(dock.size / 20);
    expect(claimed.sort()).toEqual([...dock.keys()].sort());
    expect({
      isDone,
      ends: floor.ends.length > 5,
      unbalanced: world.shelves.unbalanced(world.portal.unitsOnBelt()),
      conserved: house.wmsBridge.figures().units.conserved,
      differences: await floor.differences(),
      collisions: world.judge.collisions.count,
    }).toEqual({ isDone: true, ends: true, unbalanced: [], conserved: true, differences: [], collisions: 0 });
    // Bin by bin, whosever goods lie there: what the book has is what lies there.
    for (const { location, sku, units } of house.wmsBridge.book.places())
      expect([location, sku, world.shelves.bin(location).get(sku) ?? 0]).toEqual([location, sku, units]);
  },
);

function unitsOf(rows: readonly (readonly [string, number])[]): Record<string, number> {
  const units: Record<string, number> = {};
  for (const [sku, count] of rows) if (count > 0) units[sku] = (units[sku] ?? 0) + count;
  return Object.fromEntries(Object.entries(units).sort());
}
