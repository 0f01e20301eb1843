/** Totes that stand: somebody is to count them, nobody has opened them at a person's station, the site's files name no machine there, or the station no more; they are late at a machine or on their way out; of an order that is called back, parcels that nobody saw leave. Their orders say so. */
import type { OrderReason } from "@floorplane/contracts/reasons/of-orders";
import { isoTime } from "@floorplane/contracts/units";
import { workOf } from "../packing/packer-late.ts";
import type { WithParcels } from "../packing/parcels.ts";
import { isNamed } from "../packing/stations.ts";
import type { WithWorks } from "../packing/works.ts";
import type { WithPlaces } from "../stock/places.ts";
import { boxOf, type Tote } from "../totes/tote.ts";
import type { WithTotes } from "../totes/totes.ts";
import { isClosed, type Order } from "./order.ts";
import type { WithOrders } from "./orders.ts";
import { sayNoMore, sayWhy, unpacked } from "./why.ts";

type UnpackedMeans = WithOrders & WithTotes & WithPlaces & WithWorks & WithParcels;

/** Whenever a tote of the order comes to a bench, or leaves one. */
export function sayUnpacked(means: UnpackedMeans, order: Order): void {
  const why = isClosed(order.state) ? undefined : whyUnpacked(means, order);
  if (why) sayWhy(means, order, why, unpacked);
  else sayNoMore(means, order, unpacked);
}

/** That nothing packs it is graver than that nobody has yet. */
function whyUnpacked(means: UnpackedMeans, order: Order): OrderReason | undefined {
  const { totes, places } = means;
  let awaited: OrderReason | undefined;
  for (const id of order.totes) {
    const tote = totes.get(id);
    if (tote?.at.state === "checking")
      awaited ??= { code: "count.awaited", tote: boxOf(tote), station: tote.at.station, task: tote.at.task };
    awaited ??= tote && whyLate(means, tote);
    if (tote?.at.state !== "packing" || places.machines.has(tote.at.station)) continue;
    const { station } = tote.at;
    if (places.people.has(station)) {
      const work = workOf(means, tote);
      if (work && work.openedAt === null)
        awaited ??= { code: "packer.awaited", tote: work.box, station, since: isoTime(work.givenAt) };
      continue;
    }
    return { code: isNamed(places, station) ? "tote.unpacked" : "tote.station-gone", tote: id, station };
  }
  return awaited ?? (order.state === "cancelling" ? whyNotOver(means, order) : undefined);
}

/** Its station said nothing for too long, or no portal. */
function whyLate({ parcels }: UnpackedMeans, { tote, at }: Tote): OrderReason | undefined {
  if ((at.state !== "packing" && at.state !== "packed") || !at.late) return undefined;
  const { station } = at;
  if (at.state === "packing") return { code: "packing.late", tote, station };
  const unseen = parcels.ofJob(at.job).find(({ state }) => state !== "left");
  return { code: "parcel.unseen", parcel: unseen?.sscc ?? at.sscc, station };
}

/** What was packed before it was called back goes out, and it ends with that. */
function whyNotOver({ totes, parcels }: UnpackedMeans, order: Order): OrderReason | undefined {
  const here = order.totes.flatMap((id) => {
    const { at } = totes.get(id) ?? {};
    return at?.state === "packed" ? parcels.ofJob(at.job).filter(({ state }) => state !== "left") : [];
  });
  const [first] = here;
  return (
    first && {
      code: "departure.awaited",
      parcel: first.sscc,
      station: first.station,
      more: here.length - 1,
    }
  );
}

/** At a start: the site's files may name other stations and machines than before. */
export function sayAllUnpacked(means: UnpackedMeans): void {
  for (const order of means.orders.atWork()) if (!isClosed(order.state)) sayUnpacked(means, order);
}
