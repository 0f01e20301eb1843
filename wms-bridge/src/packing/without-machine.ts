/** Totes at stations where nothing packs them: the site's files name no machine there, or the station no more. Their orders say so, and what is still on its way goes elsewhere. */
import type { StationId } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import { isClosed, type Order } from "../orders/order.ts";
import type { Warehouse } from "../warehouse.ts";
import { stationsToServe } from "./stations.ts";

/** Words of this kind begin so; what is said of one tote's way gives way to them, graver words stay. */
const begin = "waits at ";
const isLess = (why: string): boolean => why === "" || why.startsWith(begin) || why.startsWith("tote ");

/** Whenever a tote of the order comes to a bench, or leaves one. */
export function sayUnpacked(w: Warehouse, order: Order): void {
  const why = isClosed(order.state) ? "" : whyUnpacked(w, order);
  if (order.why === why || !isLess(order.why) || (why === "" && !order.why.startsWith(begin))) return;
  order.why = why;
  w.orders.touch(order);
}

function whyUnpacked(w: Warehouse, { totes }: Order): string {
  for (const id of totes) {
    const tote = w.totes.get(id);
    if (tote?.state !== "packing" || tote.station === null || w.places.machines.has(tote.station)) continue;
    const { station } = tote;
    return isNamed(w, station)
      ? `${begin}${station}: no device of the site is a machine there, so that nothing packs tote ${id}`
      : `${begin}${station}: it is no longer in the site's files; look for tote ${id} there`;
  }
  return "";
}

const isNamed = ({ places }: Warehouse, station: StationId): boolean =>
  places.packing.includes(station) || places.check.includes(station);

/** At a start: the site's files may name other stations and machines than before. */
export function lookAtStations(w: Warehouse, desk: Desk): void {
  const removed = [...w.benches.all()].filter(({ station }) => !isNamed(w, station));
  for (const bench of removed) w.benches.remove(bench);
  for (const order of w.orders.all()) if (!isClosed(order.state)) sayUnpacked(w, order);
  if (removed.length === 0) return;
  const stations = stationsToServe(w);
  for (const { state, kind, recount, transport } of w.totes.all())
    if (kind === "tour" && !recount && (state === "planned" || state === "travelling"))
      desk.send("fleet", { type: "transport.replaceStop", transport, purpose: { type: "drop" }, stations });
}
