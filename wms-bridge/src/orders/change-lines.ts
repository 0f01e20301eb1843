/**
 * What an order asks for is another while it is open. What a packing station has, or has left, stays; of the rest, what is too much comes back: holds at once, totes as when an order is
 * cancelled, the least far first. What is missing then is looked for like any units that an order lacks.
 */
import type { LineId, Sku } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { PackingMeans } from "../packing/packing.ts";
import { isClosed as isToteClosed, isUnderway, type Tote, unitsInHand } from "../totes/tote.ts";
import { beyondRecall } from "./cancel.ts";
import type { OrderMeans } from "./means.ts";
import { type Order, type OrderLine, wantedOf } from "./order.ts";
import { packWhole } from "./whole.ts";
import { withdrawTote } from "./withdrawing.ts";

export interface LineWish {
  readonly line: LineId;
  readonly sku: Sku;
  readonly units: number;
}

/** Units of each line that a packing station has, or that left: none of them is called back. */
export function fixedUnits(means: OrderMeans, order: Order): ReadonlyMap<LineId, number> {
  const gone = beyondRecall(means, order);
  const fixed = new Map<LineId, number>();
  for (const { sku, lines } of order.needs) {
    let left = lines.reduce((units, { shipped }) => units - shipped, gone.get(sku) ?? 0);
    for (const { line, asked, shipped, cancelled } of lines) {
      const packed = Math.max(0, Math.min(left, asked - shipped - cancelled));
      fixed.set(line, shipped + packed);
      left -= packed;
    }
  }
  return fixed;
}

/** Whoever asks has made sure that each line keeps what is fixed of it, and that the order is open. */
export function changeLines(
  means: OrderMeans & PackingMeans,
  desk: Desk,
  order: Order,
  wishes: readonly LineWish[],
): void {
  const { orders } = means;
  orders.waiting.stop(order);
  orders.askFor(
    order,
    wishes.map((wish) => lineOf(order, wish)),
  );
  if (order.ending === "no-stock" && order.lines.every(({ cancelled }) => cancelled === 0))
    orders.become(order, { ending: null });
  const surplus = surplusOf(means, order);
  giveHoldsBack(means, order, surplus);
  callTotesBack(means, desk, order, surplus);
  orders.pickedAnew(order, picked(means, order));
  orders.unsettle(order);
  packWhole(means, desk, order);
}

/** A line that asks for as many as before has given up what it had; another number is asked for anew. */
function lineOf(order: Order, { line, sku, units }: LineWish): OrderLine {
  const known = order.lines.find((one) => one.line === line);
  if (!known) return { line, sku, asked: units, picked: 0, shipped: 0, cancelled: 0 };
  return known.asked === units ? { ...known } : { ...known, asked: units, cancelled: 0 };
}

/** Units that it has, by SKU, beyond those that it wants. */
function surplusOf(means: OrderMeans, order: Order): Map<Sku, number> {
  const surplus = new Map<Sku, number>();
  const add = (sku: Sku, units: number): void => void surplus.set(sku, (surplus.get(sku) ?? 0) + units);
  for (const { row, units } of order.holds) add(row.sku, units);
  for (const tote of totesOf(means, order))
    if (!isToteClosed(tote) && !tote.withdrawn)
      for (const line of tote.lines) add(line.sku, unitsInHand(tote, line));
  for (const need of order.needs) add(need.sku, -wantedOf(need));
  return surplus;
}

const totesOf = ({ totes }: OrderMeans, order: Order): Tote[] =>
  order.totes.flatMap((id) => totes.get(id) ?? []);

/** The latest first. */
function giveHoldsBack({ stock, orders }: OrderMeans, order: Order, surplus: Map<Sku, number>): void {
  const kept = order.holds.toReversed().flatMap((hold) => {
    const { row, units } = hold;
    const back = Math.min(units, Math.max(0, surplus.get(row.sku) ?? 0));
    if (back === 0) return [hold];
    surplus.set(row.sku, surplus.get(row.sku)! - back);
    stock.move({ holder: row, name: "allocated" }, { holder: row, name: "available" }, back);
    return back < units ? [{ ...hold, units: units - back }] : [];
  });
  orders.holdThese(order, kept.reverse());
}

/** Those that no robot has fetched first, then those on their way, then those at a bench. */
const howFar = ({ at: { state } }: Tote): number =>
  ["planned", "travelling", "checking", "standing"].indexOf(state);

/** Whole totes: what else is in one is fetched anew. Beyond what one step's mail holds they are called back where they are brought. */
function callTotesBack(means: OrderMeans, desk: Desk, order: Order, surplus: Map<Sku, number>): void {
  const mayComeBack = totesOf(means, order)
    .filter((tote) => !tote.withdrawn && (isUnderway(tote) || tote.at.state === "standing"))
    .sort((a, b) => howFar(a) - howFar(b));
  let mail = means.settings.withdrawalsPerStep;
  for (const tote of mayComeBack) {
    const isTooMuch = tote.lines.some(
      (line) => (surplus.get(line.sku) ?? 0) > 0 && unitsInHand(tote, line) > 0,
    );
    if (!isTooMuch) continue;
    for (const line of tote.lines)
      surplus.set(line.sku, (surplus.get(line.sku) ?? 0) - unitsInHand(tote, line));
    if (mail-- > 0) withdrawTote(means, desk, tote, "order-cancelled");
    else means.totes.callBack(tote);
  }
}

/** Units that are sure to be in its totes, by SKU. */
function picked(means: OrderMeans, order: Order): ReadonlyMap<Sku, number> {
  const units = new Map<Sku, number>();
  for (const tote of totesOf(means, order))
    if (!isToteClosed(tote) && !tote.withdrawn)
      for (const { sku, state, taken } of tote.lines)
        if (state === "confirmed" || state === "short") units.set(sku, (units.get(sku) ?? 0) + taken);
  return units;
}
