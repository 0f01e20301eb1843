/**
 * Units that a refill will move belong to nobody while it waits for a robot, and on a busy floor that may be half an hour. An order that lacks them gets
 * them straight from reserve: refills that have not begun are called back for it.
 */
import type { Sku } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { WithLots } from "../stock/lots.ts";
import type { WithPlaces } from "../stock/places.ts";
import type { Refill } from "../totes/tote.ts";
import type { Totes, WithTotes } from "../totes/totes.ts";

interface Lacking {
  readonly sku: Sku;
  readonly units: number;
}

/** Calls back refills that hold what is lacking and last until the order ships. `whole`: for all of it or not at all, since less would not help. */
export function recallRefills(
  { totes, places, lots }: WithTotes & WithPlaces & WithLots,
  desk: Desk,
  lacking: readonly Lacking[],
  { whole, shipBy }: { readonly whole: boolean; readonly shipBy: number },
): void {
  const recalled: Refill[] = [];
  for (const { sku, units } of lacking) {
    let left = units;
    for (const tote of waitingRefills(totes, sku)) {
      if (left <= 0) break;
      if (!lots.lasts(tote.lines[0]!, shipBy)) continue;
      recalled.push(tote);
      left -= tote.lines[0]!.planned;
    }
    if (whole && left > 0) return;
  }
  for (const tote of recalled) {
    if (tote.withdrawn) continue;
    totes.callBack(tote);
    const { transport } = tote;
    const reason = "units-needed";
    desk.send("fleet", { type: "transport.withdraw", transport, stations: places.check, reason });
  }
}

/** Units of refills are on their way to an order: until it has all of them, no other refill may take what is free already. */
export function isRecalling({ totes }: WithTotes): boolean {
  for (const { withdrawn, at } of totes.refills.values())
    if (withdrawn && at.state === "planned") return true;
  return false;
}

/** No robot has its tote yet. Those called back already count: their units are on the way to whoever waits. */
function* waitingRefills(totes: Totes, sku: Sku): Iterable<Refill> {
  for (const tote of totes.refills.values())
    if (tote.at.state === "planned" && tote.lines[0]!.sku === sku) yield tote;
}
