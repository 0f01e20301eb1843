/**
 * What open orders of a day lack, held against what the dock saw leave, what lies in the building, and what the WMS was told: who stands for want of stock, and which units lie there that an order
 * may have. Nothing here asks the house.
 */
import { allocationOf } from "@floorplane/contracts/site";
import type { Allocation } from "@floorplane/contracts/states";
import { unitsBySku } from "./goods/tote-contents.ts";
import type { WmsOrder } from "./wms/wms-record.ts";
import type { World } from "./world.ts";

export interface OpenOrder {
  readonly order: WmsOrder;
  /** Units by sku that were asked for and have not left. */
  readonly lacks: ReadonlyMap<string, number>;
}

export interface LackingStock {
  /** Units that the stock of the first morning could have shipped: of each sku what was there, and no more than was asked. */
  readonly possible: number;
  /** Units in bins and totes that an open order may have. */
  readonly withheld: number;
  /** Open orders of which the WMS knows for each unit that has not left that it is waited for, and until when. */
  readonly waiting: number;
}

export function lackingStock(
  world: World,
  asked: ReadonlyMap<string, number>,
  open: readonly OpenOrder[],
): LackingStock {
  const opening = world.shelves.account("opening");
  let possible = 0;
  for (const [sku, units] of asked) possible += Math.min(units, opening.get(sku) ?? 0);
  const policyOf = policies(world);
  const now = world.options.timers.now();
  return {
    possible,
    withheld: withheldUnits(world, open, policyOf),
    waiting: open.filter((one) => isWaiting(one, policyOf(one.order.order), now)).length,
  };
}

/** A whole order waits for what makes it whole, and is told of that alone. */
function isWaiting({ order: { state, waits }, lacks }: OpenOrder, policy: Allocation, now: number): boolean {
  if (state !== "backordered" || !waits || waits.until <= now) return false;
  const told = new Map(waits.units);
  const isTold = ([sku, units]: readonly [string, number]) => (told.get(sku) ?? 0) >= units;
  return policy === "whole" ? [...lacks.keys()].some((sku) => told.has(sku)) : [...lacks].every(isTold);
}

/** What came back stands at receiving, and may not be fit to be sold; it is not counted. */
function withheldUnits(world: World, open: readonly OpenOrder[], policyOf: PolicyOf): number {
  if (open.length === 0) return 0;
  const there = unitsInBinsAndTotes(world);
  let withheld = 0;
  for (const { order, lacks } of open) {
    const mayHave = [...lacks].map(([sku, units]) => [sku, Math.min(units, there.get(sku) ?? 0)] as const);
    const isComplete = mayHave.every(([sku, units]) => units === lacks.get(sku));
    // A whole order may have no unit of what does not make it whole.
    if (policyOf(order.order) === "whole" && !isComplete) continue;
    for (const [sku, units] of mayHave) {
      withheld += units;
      there.set(sku, (there.get(sku) ?? 0) - units);
    }
  }
  return withheld;
}

function unitsInBinsAndTotes({ shelves }: World): Map<string, number> {
  const there = new Map<string, number>();
  const add = (units: ReadonlyMap<string, number>): void => {
    for (const [sku, count] of units) there.set(sku, (there.get(sku) ?? 0) + count);
  };
  for (const location of shelves.locations()) add(shelves.bin(location));
  for (const tote of shelves.totes()) add(unitsBySku(shelves.piecesIn(tote)));
  return there;
}

type PolicyOf = (order: string) => Allocation;

function policies({ wms, options }: World): PolicyOf {
  const ofSite = allocationOf(options.site, options.site.client as never);
  const own = new Map<string, Allocation>();
  for (const request of wms.requests())
    if (request.kind === "order" && request.body.allocation)
      own.set(request.body.order, request.body.allocation);
  return (order) => own.get(order) ?? ofSite;
}
