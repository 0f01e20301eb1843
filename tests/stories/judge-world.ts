/**
 * Judges a demo by its world alone, once it is stopped: what passed the dock, what lies on shelves and what the simulated WMS wrote down. The house's ledger
 * is not opened, so that it cannot agree with itself.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { planDay } from "@floorplane/app/day/plan-day";
import type { DemoPlan } from "@floorplane/app/demo/demo-plan";
import { type Judged, judgedSoFar } from "@floorplane/app/demo/judge-book";
import { worldFileName } from "@floorplane/app/demo/live-world";
import { readSiteFiles } from "@floorplane/app/site/site-files";
import { MemoryBroker } from "@floorplane/runtime/bus/memory-bus";
import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import { silentLog } from "@floorplane/runtime/log";
import { seededRandom } from "@floorplane/runtime/random";
import type { Demand } from "@floorplane/simulator/orders/demand";
import { World } from "@floorplane/simulator/world";
import { SqliteWorldFile } from "@floorplane/simulator/world-file";
import { shipments, type WorldResults, worldResults } from "@floorplane/simulator/world-results";
import type { OrderGoods } from "../order-goods.ts";

export interface Verdict {
  readonly results: WorldResults;
  /** Units by sku of every order that left, as they passed the dock. */
  readonly shipped: OrderGoods;
  readonly judged: Judged;
}

/** What the simulated WMS of a demo is going to ask for, as it was drawn. */
export const demandOf = (state: string): Demand => planOf(state).demand;

function planOf(state: string) {
  const plan = json<DemoPlan>(state, "demo.json");
  const site = readSiteFiles(join(state, "site"));
  return { ...planDay({ ...plan, site }), site, seed: plan.seed };
}

const json = <Value>(state: string, name: string): Value =>
  JSON.parse(readFileSync(join(state, name), "utf8")) as Value;

/** @param state folder of a demo of which no process is left */
export function judgeWorld(state: string): Verdict {
  const { items, opening, demand, site, seed } = planOf(state);
  // Nobody is at the other end and the clock stands: nothing in this world can change any more.
  const clock = new VirtualClock(json<{ houseMs: number }>(state, "clock.json").houseMs);
  const file = new SqliteWorldFile(join(state, worldFileName));
  try {
    const world = new World({
      ...site,
      items,
      opening,
      demand,
      timers: clock,
      random: seededRandom(seed).split("world"),
      connector: new MemoryBroker(clock),
      http: { send: () => {} },
      houseUrl: "",
      headersOf: () => ({}),
      webhookSecret: `whsec_${Buffer.alloc(32).toString("base64")}`,
      log: silentLog,
      file,
    });
    world.portal.start();
    return { results: worldResults(world), shipped: goodsOf(shipments(world)), judged: judgedSoFar(file) };
  } finally {
    file.close();
  }
}

function goodsOf(rows: ReturnType<typeof shipments>): OrderGoods {
  const shipped: Record<string, Record<string, number>> = {};
  for (const { order, sku, units } of rows) {
    const goods = (shipped[order] ??= {});
    goods[sku] = (goods[sku] ?? 0) + units;
  }
  return shipped;
}

/** What a day must look like when it is over, whatever happened on the way; to be compared with `toEqual`. */
export function aGoodDay(goods: OrderGoods, rejected: number): unknown {
  const orders = Object.keys(goods).length;
  return {
    orders: { received: orders + rejected, rejected, shipped: orders, cancelled: 0, open: 0 },
    shipped: goods,
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
  };
}

export function asADay({ results, shipped, judged }: Verdict): unknown {
  const { received, rejected, shipped: left, cancelled, open } = results.orders;
  return {
    orders: { received, rejected, shipped: left, cancelled, open },
    shipped,
    conserved: results.units.conserved,
    faults: results.faults,
    collisions: judged.collisions,
    deadlocks: judged.deadlocks,
  };
}
