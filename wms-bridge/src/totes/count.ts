/**
 * A person counted a tote. The count is the truth: the book follows it, the order keeps what it asked for, and whatever else lay in the tote is taken out
 * and stands frozen at that bench. Of a cancelled order, and of a refill that went wrong, everything does.
 */
import type { Sku } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import { clearAlarm } from "../alarms.ts";
import { deal } from "../orders/order.ts";
import { giveJob } from "../packing/packing.ts";
import { bookContents, type Difference, tellAdjusted } from "../stock/differences.ts";
import { needBinCount } from "../tasks/tasks.ts";
import type { Warehouse } from "../warehouse.ts";
import { closeTote, contentsOf, isCalledBack } from "./keeping.ts";
import type { Tote } from "./tote.ts";
import { orderHears } from "./tour.ts";

export function toteCounted(w: Warehouse, desk: Desk, tote: Tote, found: ReadonlyMap<Sku, number>): void {
  const differences: Difference[] = bookContents(w, tote, found);
  tote.task = null;
  tote.recount = false;
  w.totes.touch(tote);
  if (tote.unknown) clearAlarm(desk, "tote.contents-unknown", tote.tote);
  tote.unknown = false;
  const goesOn = tote.kind === "tour" && !isCalledBack(w, tote);
  const kept = goesOn ? settleByCount(w, tote, found) : new Map<Sku, number>();
  setAside(w, tote, kept);
  if (contentsOf(w, tote) > 0) giveJob(w, desk, tote, tote.station!);
  else closeTote(w, tote);
  const cause = {
    kind: "tote-counted",
    tote: tote.tote,
    ...(tote.order ? { order: tote.order } : {}),
  } as const;
  tellAdjusted(w, desk, `tote/${tote.tote}`, cause, differences);
  orderHears(w, desk, tote);
}

/**
 * Deals what was found to the lines, up to what each was planned with; answers the units that stay in the tote. No other tote was asked for any of
 * these units meanwhile (`unitsInHand`), and the person at the bench knows them too: whatever is beyond is taken out.
 */
function settleByCount(w: Warehouse, tote: Tote, found: ReadonlyMap<Sku, number>): Map<Sku, number> {
  const order = tote.order && w.orders.get(tote.order);
  const left = new Map(found);
  const kept = new Map<Sku, number>();
  for (const line of tote.lines) {
    const taken = Math.min(line.planned, left.get(line.sku) ?? 0);
    if (taken < line.taken) {
      needBinCount(w, line.location, tote.order);
      if (order) order.shortLines++;
      if (order) order.shortUnits += line.taken - taken;
    }
    const known = line.state === "taken" ? 0 : line.taken;
    if (order) deal(order, line.sku, "picked", taken - known);
    line.taken = taken;
    line.state = taken === line.planned ? "confirmed" : "short";
    left.set(line.sku, (left.get(line.sku) ?? 0) - taken);
    kept.set(line.sku, (kept.get(line.sku) ?? 0) + taken);
  }
  if (order) w.orders.touch(order);
  return kept;
}

function setAside(w: Warehouse, tote: Tote, kept: ReadonlyMap<Sku, number>): void {
  const bench = w.places.bench(tote.station!);
  const left = new Map(kept);
  for (const transit of w.stock.contents(tote.tote)) {
    const stays = Math.min(transit.units, left.get(transit.sku) ?? 0);
    left.set(transit.sku, (left.get(transit.sku) ?? 0) - stays);
    const row = w.stock.row(bench, transit.sku, transit.lot);
    w.stock.move({ holder: transit, name: "units" }, { holder: row, name: "frozen" }, transit.units - stays);
  }
}
