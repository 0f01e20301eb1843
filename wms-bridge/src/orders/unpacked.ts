/** Totes at stations where nothing packs them: the site's files name no machine there, or the station no more. Their orders say so. */
import type { OrderReason } from "@floorplane/contracts/reasons/of-orders";
import { isNamed } from "../packing/stations.ts";
import type { WithPlaces } from "../stock/places.ts";
import type { WithTotes } from "../totes/totes.ts";
import { isClosed, type Order } from "./order.ts";
import type { WithOrders } from "./orders.ts";
import { sayNoMore, sayWhy, unpacked } from "./why.ts";

type UnpackedMeans = WithOrders & WithTotes & WithPlaces;

/** Whenever a tote of the order comes to a bench, or leaves one. */
export function sayUnpacked(means: UnpackedMeans, order: Order): void {
  const why = isClosed(order.state) ? undefined : whyUnpacked(means, order);
  if (why) sayWhy(means, order, why, unpacked);
  else sayNoMore(means, order, unpacked);
}

function whyUnpacked({ totes, places }: UnpackedMeans, order: Order): OrderReason | undefined {
  for (const id of order.totes) {
    const at = totes.get(id)?.at;
    if (at?.state !== "packing" || places.machines.has(at.station) || places.people.has(at.station)) continue;
    const { station } = at;
    return { code: isNamed(places, station) ? "tote.unpacked" : "tote.station-gone", tote: id, station };
  }
  return undefined;
}

/** At a start: the site's files may name other stations and machines than before. */
export function sayAllUnpacked(means: UnpackedMeans): void {
  for (const order of means.orders.all()) if (!isClosed(order.state)) sayUnpacked(means, order);
}
