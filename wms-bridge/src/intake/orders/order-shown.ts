/** An order as whoever asks for it sees it: where it is, why it stands there, what it waits for and how long, and what left. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { HttpResponse } from "@floorplane/contracts/http";
import type { OrderId, Sku } from "@floorplane/contracts/ids";
import { orderReasonInEnglish } from "@floorplane/contracts/reasons/english/of-orders";
import type { OrderReason } from "@floorplane/contracts/reasons/of-orders";
import { isoTime } from "@floorplane/contracts/units";
import type { WithNumbers } from "../../keeping/remembered-numbers.ts";
import type { WithSite } from "../../keeping/traits.ts";
import type { WithConsignments } from "../../orders/consignments.ts";
import { keptFrom } from "../../orders/kept-from.ts";
import type { OrderMeans } from "../../orders/means.ts";
import { missedPallet } from "../../orders/missed-pallet.ts";
import type { Lacking, Order } from "../../orders/order.ts";
import type { WithPallets } from "../../packing/pallets.ts";
import { shownOf } from "../../packing/parcel-said.ts";
import type { WithParcels } from "../../packing/parcels.ts";
import { jsonAnswer } from "../answering/refusal.ts";
import { called, destination, endedAnswer, endedLongAgo, find, lateness } from "./known-orders.ts";

export function getOrder(
  means: OrderMeans & WithConsignments & WithNumbers & WithParcels & WithPallets & WithSite,
  id: OrderId,
  past: Order | undefined,
  now: number,
): HttpResponse {
  const ended = past ? undefined : endedLongAgo(means, id);
  if (ended) return endedAnswer(means, id, ended);
  const found = find(means, id, past);
  const { order, state, carrier, region, receivedAt, shipBy, shippedAt, lines, ending, why } = found;
  const { allocation, priority, held, acts = [], after, lacking, givenUpAt } = found;
  const reason = why && inClientsWords(why);
  const kept = keptFrom(means, found);
  return jsonAnswer(200, {
    ...called(means, order),
    state,
    ...destination(found),
    carrier,
    region,
    receivedAt: isoTime(receivedAt),
    shipBy: isoTime(shipBy),
    ...lateness(found, now),
    allocation,
    priority,
    ...(held ? { held: { ...held, at: isoTime(held.at) } } : {}),
    ...(acts.length > 0 ? { acts: acts.map((note) => ({ ...note, at: isoTime(note.at) })) } : {}),
    ...(after.length > 0 ? { after: after.map(codeOf) } : {}),
    shippedAt: shippedAt === null ? null : isoTime(shippedAt),
    ...(ending ? { ending } : {}),
    ...(reason ? { why: orderReasonInEnglish(reason), reason } : {}),
    ...(lacking.length > 0 ? { backordered: lacking.map(promiseShown) } : {}),
    ...(givenUpAt === null ? {} : { givenUpAt: isoTime(givenUpAt) }),
    ...(kept.length > 0 ? { kept } : {}),
    lines: lines.map(({ line, sku, asked, picked, shipped, cancelled }) => ({
      line,
      sku: codeOf(sku),
      asked,
      picked,
      shipped,
      cancelled,
    })),
    parcels: parcelsOf(means, found),
    ...means.consignments.of(found),
  });
}

const promiseShown = ({ sku, units, expectedAt }: Lacking): object => ({
  sku: codeOf(sku),
  units,
  expectedAt: expectedAt === null ? null : isoTime(expectedAt),
});

/** In the codes of its client. */
function inClientsWords(why: OrderReason): OrderReason {
  switch (why.code) {
    case "units.lacking":
    case "units.held":
      return { ...why, units: why.units.map(inClientsCode) };
    case "units.kept":
      return { ...why, units: why.units.map(inClientsCode), places: why.places.map(inClientsCode) };
    default:
      return why;
  }
}

const inClientsCode = <One extends { readonly sku: string }>(one: One): One => ({
  ...one,
  sku: codeOf(one.sku as Sku),
});

/** Two days after an order ended, its parcels are known by their numbers alone. */
function parcelsOf(means: WithParcels & WithPallets & WithConsignments, order: Order): object[] {
  const { parcels } = means;
  const known = parcels.ofOrder(order.order).map((parcel) => ({
    ...shownOf(means, parcel),
    ...(parcel.state === "left" && missedPallet(means, order, parcel.sscc) ? { withoutPallet: true } : {}),
  }));
  const shown = new Set(parcels.ofOrder(order.order).map(({ sscc }) => sscc));
  return [...known, ...order.parcels.filter((sscc) => !shown.has(sscc)).map((sscc) => ({ sscc }))];
}
