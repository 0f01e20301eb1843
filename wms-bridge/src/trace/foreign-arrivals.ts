/**
 * Others' EPCIS events as the other warehouse's word of arrival: `arriving` and `receiving` events that name parcels of a transfer, the pallet that they left on, or goods under its number. What they say beside that, of others' parcels or
 * of goods that nobody knows here, is kept as it came and changes nothing.
 */
import { hash as digest } from "node:crypto";
import { codeOf, nameFor } from "@floorplane/contracts/client-names";
import { canonical } from "@floorplane/contracts/epcis/identity";
import { type ClientId, isNumber, OrderId, oneSpelling, type Sku } from "@floorplane/contracts/ids";
import { instantMs } from "@floorplane/contracts/instant";
import type { Desk } from "@floorplane/runtime/room";
import { readGoods } from "../goods/reader.ts";
import type { WithPallets } from "../packing/pallets.ts";
import type { WithParcels } from "../packing/parcels.ts";
import {
  goodsArrived,
  goodsUnsaid,
  type Hearing,
  parcelArrived,
  parcelUnsaid,
} from "../tasks/parcel-words.ts";
import type { ArrivalMeans } from "../tasks/transfer-arrivals.ts";
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
  /** Whoever told the event says that it was wrong (EPCIS 2.0, 7.4.1.2): what is right is another event. */
  readonly errorDeclaration?: object;
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

/** Answers what of it was heard and changes nothing, in words. */
export function hearForeign(
  means: ForeignMeans,
  desk: Desk,
  client: ClientId,
  events: readonly object[],
): string[] {
  return events.flatMap((event) =>
    isArrival(means, event as Seen) ? hear(means, desk, client, event as Seen) : [],
  );
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

function hear(means: ForeignMeans, desk: Desk, client: ClientId, event: Seen): string[] {
  const { epcList = [], childEPCs = [], parentID, quantityList = [], childQuantityList = [] } = event;
  const named = [...epcList, ...childEPCs];
  const inside = named.flatMap(ssccOf).flatMap((sscc) => parcelsIn(means, client, sscc));
  const around = parentID === undefined ? [] : ssccOf(parentID);
  // Whoever names what stood on a pallet says what came of it.
  const isOpened = inside.length > 0 && around.some((sscc) => means.pallets.get(sscc)?.client === client);
  const outside = isOpened ? [] : around.flatMap((sscc) => parcelsIn(means, client, sscc));
  const ssccs = [...new Set([...inside, ...outside])];
  const parcels = ssccs.flatMap((sscc) => {
    const transfer = transferWith(means, client, sscc);
    return transfer ? [{ sscc, transfer }] : [];
  });
  const mark = markOf(event);
  if (event.errorDeclaration !== undefined) {
    const ofGoods = ssccs.length > 0 ? [] : transfersNamed(means, client, event);
    withdraw(means, desk, mark, { parcels, ofGoods });
    return [];
  }
  const goods = countedIn(means, client, [...quantityList, ...childQuantityList], named);
  if (goods === undefined) {
    means.log.warn("transfer.event-unread", { client, eventID: event.eventID ?? "" });
    return parcels.map(
      ({ sscc }) => `goods beside parcel ${sscc} are not known here: nothing of it was booked`,
    );
  }
  const counted = goods.size === 0 ? null : [...goods].map(([sku, units]) => ({ sku, units }));
  if (parcels.length > 0) {
    // What lies beside several parcels is in nobody knows which.
    const word = {
      mark,
      counted: ssccs.length === 1 ? counted : null,
      saidAt: instantMs(event.eventTime) ?? desk.now,
    };
    return parcels.flatMap(({ sscc, transfer }) => {
      const became = parcelArrived(means, desk, transfer, sscc, word);
      return became === "taken"
        ? []
        : `parcel ${sscc} of transfer ${codeOf(transfer.order)}: ${unheard[became]}`;
    });
  }
  // Goods that arrive are counted when they are received.
  if (ssccs.length > 0 || counted === null || bareWord(event.bizStep!) !== "receiving") return [];
  const [transfer, ...others] = transfersNamed(means, client, event);
  if (!transfer || others.length > 0 || transfer.lines.length === 0) return [];
  if (transfer.heard.some((one) => one.mark === mark)) return [];
  if (transfer.withdrawn.includes(mark)) return [`transfer ${codeOf(transfer.order)}: ${unheard.withdrawn}`];
  if (transfer.heard.length >= heardMax) {
    means.log.warn("transfer.events-many", { transfer: transfer.order, events: heardMax });
    return [
      `transfer ${codeOf(transfer.order)}: more than ${heardMax} events that count goods are not booked`,
    ];
  }
  means.transfers.hear(transfer, { mark, units: counted });
  goodsArrived(means, desk, transfer, goods);
  return [];
}

/** Why a word about a parcel changes nothing. */
const unheard: Readonly<Record<Exclude<Hearing, "taken">, string>> = {
  "counted-since": "what was counted in it at a later eventTime holds",
  "counted-with-all": "it was counted with all of its transfer, and that holds",
  "in-unknown-parcel": "what left in it was not kept: say what arrived of the whole transfer",
  withdrawn: "this event was declared wrong",
};

interface Spoken {
  readonly parcels: readonly { readonly sscc: string; readonly transfer: Transfer }[];
  readonly ofGoods: readonly Transfer[];
}

/** An event never was, by whoever told it: what it said falls, also where it comes only after this. */
function withdraw(means: ForeignMeans, desk: Desk, mark: string, { parcels, ofGoods }: Spoken): void {
  for (const transfer of new Set([...parcels.map((one) => one.transfer), ...ofGoods])) {
    if (transfer.withdrawn.includes(mark)) continue;
    const heard = transfer.heard.find((one) => one.mark === mark);
    means.transfers.withdraw(transfer, mark);
    if (heard) goodsUnsaid(means, desk, transfer, new Map(heard.units.map(({ sku, units }) => [sku, units])));
    for (const one of parcels)
      if (one.transfer === transfer) parcelUnsaid(means, desk, transfer, one.sscc, mark);
  }
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

/** By its id, or by all that it says where it has none; a declaration that it was wrong says the same. */
function markOf(event: Seen): string {
  const { errorDeclaration: _declared, ...said } = event;
  return digest("sha256", event.eventID ?? JSON.stringify(said)).slice(0, 16);
}
