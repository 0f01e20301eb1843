/** What became of an order's totes, and what that means for the order. A tote that is for no order is only brought to its end. */
import type { Sku } from "@floorplane/contracts/ids";
import type { StopPurpose } from "@floorplane/contracts/purposes";
import type { TransportReason } from "@floorplane/contracts/reasons/of-transports";
import type { Desk } from "@floorplane/runtime/room";
import { lostOnTheWay, packOrClose, standAtBench } from "../packing/at-bench.ts";
import type { PackingMeans } from "../packing/packing.ts";
import { leftOn } from "../packing/pallet-said.ts";
import { saidOf } from "../packing/parcel-said.ts";
import { serialsIn } from "../packing/parcels.ts";
import { robotBegan } from "../receiving/put-away-boxes.ts";
import type { TaskMeans } from "../tasks/asking.ts";
import { transferLeft } from "../tasks/parcel-words.ts";
import { contentsOf } from "../totes/keeping.ts";
import type { Told, ToteNews } from "../totes/news.ts";
import { type ToteMeans, type ToteRead, toteRead } from "../totes/picking.ts";
import { orderOf, type Tote } from "../totes/tote.ts";
import { clearWrongDock, type WithDocks } from "./docks.ts";
import type { OrderMeans } from "./means.ts";
import { missedPallet } from "./missed-pallet.ts";
import { isClosed, type Order } from "./order.ts";
import { answeredByLeaving, type OutboundMeans, putOnManifest } from "./outbound.ts";
import { advance } from "./progress.ts";
import { toteEnded, tourFailed } from "./tours.ts";
import { sayUnpacked } from "./unpacked.ts";
import { isAlone, packWhole } from "./whole.ts";
import { failed, heldUp, sayNoMore, sayWhy } from "./why.ts";
import { stopsSkipped } from "./withdrawing.ts";

export type HearingMeans = OrderMeans & PackingMeans & TaskMeans & OutboundMeans & WithDocks;

/** The order moves on once, when all of it is heard. */
export function hear(means: HearingMeans, desk: Desk, { tote, news }: Told): void {
  const order = orderFor(means, tote);
  for (const one of news) hearOne(means, desk, tote, order, one);
  if (order && news.some(({ type }) => movesOn[type])) advance(means, desk, order);
}

/** Whether the order may be further than before; where a tote came to its end, the order has decided already. */
const movesOn: Readonly<Record<ToteNews["type"], boolean>> = {
  fetched: true,
  short: false,
  confirmed: false,
  picked: true,
  brought: false,
  lost: false,
  packed: true,
  left: true,
};

function hearOne(
  means: HearingMeans,
  desk: Desk,
  tote: Tote,
  order: Order | undefined,
  news: ToteNews,
): void {
  const { orders } = means;
  switch (news.type) {
    case "fetched":
      if (tote.kind === "put-away") robotBegan(means, desk, tote);
      return;
    case "picked":
      return;
    case "short":
      if (order) orders.cameShort(order, news.units);
      return;
    case "confirmed":
      // What was called back is not picked for it any more.
      if (order && (!tote.withdrawn || order.state === "cancelling"))
        orders.deal(order, news.sku, "picked", news.units);
      return;
    case "brought": {
      const { station } = news;
      const wish = { station, isWanted: isWanted(tote, order), isAlone: isAlone(order) };
      standAtBench(means, desk, tote, wish);
      if (order) toteBrought(means, desk, tote, order);
      return;
    }
    case "lost":
      lostOnTheWay(means, desk, tote, news.reason);
      if (!order) return;
      sayUnpacked(means, order);
      if (news.reason === "withdrawn" || order.state === "cancelling") toteEnded(means, desk, order);
      else
        tourFailed(means, desk, order, {
          code: "tour.failed",
          transport: tote.transport,
          failure: news.reason,
        });
      return;
    case "packed":
      if (!order) return;
      parcelsPacked(means, desk, order, news.ssccs);
      return;
    case "left":
      if (order) parcelLeft(means, desk, order, news);
      return;
    default:
      news satisfies never;
  }
}

function toteBrought(means: HearingMeans, desk: Desk, tote: Tote, order: Order): void {
  failedNoMore(means, tote, order);
  sayUnpacked(means, order);
  if (tote.at.state === "checking") {
    // What it lacks is known when it is counted, not before.
    advance(means, desk, order);
    return;
  }
  if (tote.at.state === "closed" && isWanted(tote, order)) {
    tourFailed(means, desk, order, { code: "tote.came-empty", tote: tote.tote });
    return;
  }
  means.orders.become(order, { failures: 0 });
  toteEnded(means, desk, order);
  packWhole(means, desk, order);
}

/** Whatever failed before, this one came with something. */
function failedNoMore(means: HearingMeans, { at }: Tote, order: Order): void {
  if (at.state !== "closed") sayNoMore(means, order, failed);
}

/** What became of all that lie in one box. Where anything in it is wanted no more, all of it is counted first: a person takes that out. */
export function hearBox(means: HearingMeans, desk: Desk, told: readonly Told[]): void {
  for (const { tote, news } of told)
    if (
      news.some(({ type }) => type === "brought") &&
      means.totes.isShared(tote) &&
      !isWanted(tote, orderFor(means, tote)) &&
      contentsOf(means, tote) > 0
    )
      means.totes.doubt(tote);
  for (const one of told) hear(means, desk, one);
}

/** Nobody goes on for what was called back: an order whose share held nothing may be over. */
export function hearSkipped(
  means: HearingMeans,
  desk: Desk,
  box: Tote,
  purposes: readonly StopPurpose[],
): void {
  for (const tote of stopsSkipped(means, box, purposes)) {
    const order = orderFor(means, tote);
    if (order) toteEnded(means, desk, order);
  }
}

/** A person counted it: what nobody wants was taken out, the rest is packed. */
export function toteCounted(means: HearingMeans, desk: Desk, { tote, news }: Told): void {
  const { at } = tote;
  if (at.state !== "checking") return;
  const order = orderFor(means, tote);
  for (const one of news) hearOne(means, desk, tote, order, one);
  packOrClose(means, desk, tote, { station: at.station, isAlone: isAlone(order), isSorted: true });
  if (!order) return;
  failedNoMore(means, tote, order);
  sayUnpacked(means, order);
  toteEnded(means, desk, order);
  packWhole(means, desk, order);
}

/** Units that it was to hold are missing or broken, as whoever packs it sees: the order asks for others. */
export function shortAtBench(means: HearingMeans, desk: Desk, { tote, news }: Told): void {
  const order = orderFor(means, tote);
  for (const one of news) hearOne(means, desk, tote, order, one);
  if (order) toteEnded(means, desk, order);
}

/** It holds what its order asked for, and the order still wants it. */
export const isWanted = (tote: Tote, order: Order | undefined): boolean =>
  order !== undefined && !tote.withdrawn && order.state !== "cancelling";

export function orderFor({ orders }: Pick<OrderMeans, "orders">, tote: Tote): Order | undefined {
  const id = orderOf(tote);
  return id === null ? undefined : orders.get(id);
}

/** Whoever gives them labels of a carrier hears of them now. */
function parcelsPacked(means: HearingMeans, desk: Desk, order: Order, ssccs: readonly string[]): void {
  for (const sscc of ssccs) means.orders.parcelPacked(order, sscc);
  sayUnpacked(means, order);
  for (const sscc of ssccs) putOnManifest(means, desk, order, means.parcels.get(sscc)!);
  const data = { order: order.order, parcels: ssccs.map((sscc) => saidOf(means, sscc)) };
  means.confirmations.tell(desk, order.order, "order.packed", data, order.client);
}

/** What has left the dock is told at once, whatever becomes of the rest of its order. */
function parcelLeft(
  means: HearingMeans,
  desk: Desk,
  order: Order,
  { sscc, units }: Extract<ToteNews, { type: "left" }>,
): void {
  const { orders, items, confirmations } = means;
  const kept = means.parcels.get(sscc);
  const pieces = new Map<Sku, string[]>();
  const lines = units.flatMap(({ sku, lot, units: left }) => {
    const ofSku = pieces.get(sku) ?? (kept ? serialsIn(kept, sku) : []);
    pieces.set(sku, ofSku);
    const shares = orders.deal(order, sku, "shipped", left).map((line) => {
      const serials = ofSku.splice(0, line.quantity);
      return serials.length > 0 ? { ...line, serials } : line;
    });
    return items.need(sku).lotKept ? shares.map((line) => ({ ...line, lot })) : shares;
  });
  const dealt = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const parcel = { ...saidOf(means, sscc), units: dealt };
  const how = missedPallet(means, order, sscc) ? { withoutPallet: true } : leftOn(means, sscc);
  const data = { order: order.order, lines, parcels: [parcel], ...how };
  confirmations.tell(desk, order.order, "parcel.shipped", data, order.client);
  const transfer = means.transfers.get(order.order);
  if (transfer) {
    const between = { ...data, transfer: { to: transfer.to } };
    confirmations.tell(desk, order.order, "transfer.left", between, order.client);
    transferLeft(means, desk, transfer, sscc);
  }
  answeredByLeaving(means, desk, sscc);
  clearWrongDock(desk, sscc);
  sayUnpacked(means, order);
}

/** A round of a robot's reader. */
export function hearRead(means: HearingMeans & ToteMeans, desk: Desk, message: ToteRead): void {
  const tote = means.totes.get(message.tote);
  if (tote) hearBox(means, desk, toteRead(means, desk, tote, message));
  else means.unknownNames.seen(desk, "tote", message.tote, message.reader);
}

/** An order says why it stands while a robot bars the way of one of its totes. `because`: null when the way is open again. */
export function boxHeld(means: OrderMeans, box: Tote, because: TransportReason | null): void {
  for (const tote of means.totes.inBox(box)) toteHeld(means, tote, because);
}

function toteHeld(means: OrderMeans, tote: Tote, because: TransportReason | null): void {
  const order = orderFor(means, tote);
  if (!order || isClosed(order.state)) return;
  if (because) sayWhy(means, order, { code: "tote.held", tote: tote.tote, because }, heldUp);
  else if (order.why?.code !== "tote.held" || order.why.tote === tote.tote) sayNoMore(means, order, heldUp);
}
