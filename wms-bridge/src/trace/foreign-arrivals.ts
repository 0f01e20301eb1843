/**
 * Others' EPCIS events as the other warehouse's word of arrival: `arriving` and `receiving` events that name parcels of a transfer, the pallet that they left on, or goods under its number. What they say beside that, of others' parcels or
 * of goods that nobody knows here, is kept as it came and changes nothing.
 */
import { hash as digest } from "node:crypto";
import { nameFor } from "@floorplane/contracts/client-names";
import { canonical } from "@floorplane/contracts/epcis/identity";
import { type ClientId, isNumber, OrderId, oneSpelling, type Sku } from "@floorplane/contracts/ids";
import { instantMs } from "@floorplane/contracts/instant";
import type { Desk } from "@floorplane/runtime/room";
import { readGoods } from "../goods/reader.ts";
import type { WithPallets } from "../packing/pallets.ts";
import type { WithParcels } from "../packing/parcels.ts";
import { type ArrivalMeans, goodsArrived, parcelArrived } from "../tasks/transfer-arrivals.ts";
import { heardMax } from "../transfers/transfer.kind.ts";
import type { Transfer } from "../transfers/transfers.ts";
import type { WithEventMeans } from "./epcis-events.ts";
import { bareWord } from "./epcis-query.ts";

export type ForeignMeans = ArrivalMeans & WithParcels & WithPallets & WithEventMeans;

/** As much of an event as is read here; its schema was judged at the door. */
interface Seen {
  readonly type: string;
  readonly action?: string;
  readonly bizStep?: string;
  readonly disposition?: string;
  readonly eventTime: string;
  readonly eventID?: string;
  readonly readPoint?: { readonly id: string };
  readonly bizLocation?: { readonly id: string };
  readonly epcList?: readonly string[];
  readonly quantityList?: readonly Quantity[];
  readonly parentID?: string;
  readonly childEPCs?: readonly string[];
  readonly childQuantityList?: readonly Quantity[];
  readonly bizTransactionList?: readonly { readonly type?: string; readonly bizTransaction: string }[];
}

interface Quantity {
  readonly epcClass: string;
  readonly quantity?: number;
  readonly uom?: string;
}

export function hearForeign(
  means: ForeignMeans,
  desk: Desk,
  client: ClientId,
  events: readonly object[],
): void {
  for (const event of events) if (isArrival(means, event as Seen)) hear(means, desk, client, event as Seen);
}

/** Not of this site's own places: whoever sends its own events back says nothing of another's. */
function isArrival({ eventMeans }: WithEventMeans, event: Seen): boolean {
  const { type, action, bizStep = "", disposition = "", readPoint, bizLocation } = event;
  const step = bareWord(bizStep);
  if (step !== "receiving" && step !== "arriving") return false;
  if (!["ObjectEvent", "AggregationEvent", "TransactionEvent"].includes(type)) return false;
  // A customer's return is received, too.
  if ((action === "DELETE" && type !== "AggregationEvent") || bareWord(disposition) === "returned")
    return false;
  return ![readPoint, bizLocation].some((place) => place && eventMeans.names.isOurs(place.id));
}

function hear(means: ForeignMeans, desk: Desk, client: ClientId, event: Seen): void {
  const { epcList = [], childEPCs = [], parentID, quantityList = [], childQuantityList = [] } = event;
  const named = [...epcList, ...childEPCs];
  const inside = named.flatMap(ssccOf).flatMap((sscc) => parcelsIn(means, client, sscc));
  const around = parentID === undefined ? [] : ssccOf(parentID);
  // Whoever names what stood on a pallet says what came of it.
  const isOpened = inside.length > 0 && around.some((sscc) => means.pallets.get(sscc)?.client === client);
  const outside = isOpened ? [] : around.flatMap((sscc) => parcelsIn(means, client, sscc));
  const ssccs = [...new Set([...inside, ...outside])];
  const goods = countedIn(means, client, [...quantityList, ...childQuantityList], named);
  if (goods === undefined) {
    means.log.warn("transfer.event-unread", { client, eventID: event.eventID ?? "" });
    return;
  }
  const counted = goods.size === 0 ? null : [...goods].map(([sku, units]) => ({ sku, units }));
  const parcels = ssccs.flatMap((sscc) => {
    const transfer = transferWith(means, client, sscc);
    return transfer ? [{ sscc, transfer }] : [];
  });
  if (parcels.length > 0) {
    // What lies beside several parcels is in nobody knows which.
    const saidAt = instantMs(event.eventTime) ?? desk.now;
    for (const { sscc, transfer } of parcels)
      parcelArrived(means, desk, transfer, { sscc, counted: ssccs.length === 1 ? counted : null, saidAt });
    return;
  }
  // Goods that arrive are counted when they are received.
  if (ssccs.length > 0 || counted === null || bareWord(event.bizStep!) !== "receiving") return;
  const [transfer, ...others] = transfersNamed(means, client, event);
  if (!transfer || others.length > 0 || transfer.lines.length === 0) return;
  const mark = markOf(event);
  if (transfer.heard.includes(mark)) return;
  if (transfer.heard.length >= heardMax) {
    means.log.warn("transfer.events-many", { transfer: transfer.order, events: heardMax });
    return;
  }
  means.transfers.hear(transfer, mark);
  goodsArrived(means, desk, transfer, goods);
}

/** A pallet of ours arrives with all that left on it. */
function parcelsIn({ pallets }: WithPallets, client: ClientId, sscc: string): readonly string[] {
  const pallet = pallets.get(sscc);
  return pallet?.client === client ? pallet.parcels : [sscc];
}

/** Of this client alone: others' parcels are others'. */
function transferWith(
  { transfers, parcels }: ForeignMeans,
  client: ClientId,
  sscc: string,
): Transfer | undefined {
  const order = parcels.get(sscc)?.order;
  const transfer = transfers.ofParcel(sscc) ?? (order ? transfers.get(order) : undefined);
  return transfer?.client === client ? transfer : undefined;
}

function ssccOf(uri: string): string[] {
  const sscc = /^\/00\/(\d{18})$/.exec(canonical(uri))?.[1];
  return sscc === undefined ? [] : [sscc];
}

/** Undefined where some of it is goods that nobody knows, or no whole number of units: then nothing is counted. */
function countedIn(
  means: ForeignMeans,
  client: ClientId,
  quantities: readonly Quantity[],
  named: readonly string[],
): Map<Sku, number> | undefined {
  const pieces = named
    .filter((uri) => ssccOf(uri).length === 0)
    .map((epcClass): Quantity => ({ epcClass, quantity: 1 }));
  const units = new Map<Sku, number>();
  for (const { epcClass, quantity, uom } of [...quantities, ...pieces]) {
    const code = codeIn(epcClass);
    const reading = code === undefined ? undefined : readGoods(means, code, { client });
    const isWhole = Number.isInteger(quantity) && quantity! >= 0 && (uom === undefined || eaches.has(uom));
    if (reading?.kind !== "goods" || !isWhole) return undefined;
    units.set(reading.sku, (units.get(reading.sku) ?? 0) + quantity! * reading.units);
  }
  return units;
}

/** Codes of UN/ECE Recommendation 20 for single things. */
const eaches = new Set(["EA", "H87", "C62"]);

/** A GTIN, or the code of goods that have none, as a house like this one calls them. */
function codeIn(uri: string): string | undefined {
  const gtin = /^\/01\/(\d{14})(?:\/|$)/.exec(canonical(uri))?.[1];
  if (gtin !== undefined) return gtin;
  return /^urn:floorplane:site:[^:]+:client:[^:]+:item:(.+?)(?::(?:lot|serial):.*)?$/.exec(uri)?.[1];
}

/** Whoever receives a transfer names it by the number that it was announced under, whatever stands before it. */
function transfersNamed(
  { transfers, client: own }: ForeignMeans,
  client: ClientId,
  { bizTransactionList = [] }: Seen,
): Transfer[] {
  const found = bizTransactionList.flatMap(({ bizTransaction }) => {
    const last = /[^:/]+$/.exec(bizTransaction)?.[0] ?? "";
    const spelled = oneSpelling(decoded(last));
    return isNumber(spelled) ? (transfers.get(nameFor(client, own, OrderId(spelled))) ?? []) : [];
  });
  return [...new Set(found)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** By its id, or by all that it says where it has none. */
const markOf = (event: Seen): string => digest("sha256", event.eventID ?? JSON.stringify(event)).slice(0, 16);
