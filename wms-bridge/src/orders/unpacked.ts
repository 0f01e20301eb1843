/** Totes at stations where nothing packs them: the site's files name no machine there, or the station no more. Their orders say so. */
import { isNamed } from "../packing/stations.ts";
import type { WithPlaces } from "../stock/places.ts";
import type { WithTotes } from "../totes/totes.ts";
import { isClosed, type Order } from "./order.ts";
import type { WithOrders } from "./orders.ts";

/** Words of this kind begin so; what is said of one tote's way gives way to them, graver words stay. */
const begin = "waits at ";
const isLess = (why: string): boolean => why === "" || why.startsWith(begin) || why.startsWith("tote ");

type UnpackedMeans = WithOrders & WithTotes & WithPlaces;

/** Whenever a tote of the order comes to a bench, or leaves one. */
export function sayUnpacked(means: UnpackedMeans, order: Order): void {
  const why = isClosed(order.state) ? "" : whyUnpacked(means, order);
  if (order.why === why || !isLess(order.why) || (why === "" && !order.why.startsWith(begin))) return;
  means.orders.become(order, { why });
}

function whyUnpacked({ totes, places }: UnpackedMeans, order: Order): string {
  for (const id of order.totes) {
    const at = totes.get(id)?.at;
    if (at?.state !== "packing" || places.machines.has(at.station)) continue;
    const { station } = at;
    return isNamed(places, station)
      ? `${begin}${station}: no device of the site is a machine there, so that nothing packs tote ${id}`
      : `${begin}${station}: it is no longer in the site's files; look for tote ${id} there`;
  }
  return "";
}

/** At a start: the site's files may name other stations and machines than before. */
export function sayAllUnpacked(means: UnpackedMeans): void {
  for (const order of means.orders.all()) if (!isClosed(order.state)) sayUnpacked(means, order);
}
