/** EPCIS 2.0 events of a row: made when they are asked for, always the same of the same row, under an id that follows from the row's hash. */
import type { EpcisEvent } from "@floorplane/contracts/epcis/event.schema";
import type {
  Action,
  BizStep,
  BizTransactionType,
  EpcisDisposition,
} from "@floorplane/contracts/epcis/words";
import type { ClientId } from "@floorplane/contracts/ids";
import { isoTime, minuteMs } from "@floorplane/contracts/units";
import { type CapturedRow, type HandlingRow, lotOfPiece, type TraceRow } from "../handling/handling.ts";
import type { Step } from "../handling/steps.ts";
import type { EpcisNames } from "./epcis-names.ts";
import type { Placed } from "./reading.ts";

interface EventMeans {
  readonly names: EpcisNames;
  /** Local time less UTC at an instant, ms. */
  readonly offsetMs: (at: number) => number;
}

export interface WithEventMeans {
  readonly eventMeans: EventMeans;
}

/** An event as it is answered. */
export type AnsweredEvent = Readonly<Record<string, unknown>>;

export function eventsOf(
  { names, offsetMs }: EventMeans,
  client: ClientId,
  { row, hash }: Placed<TraceRow>,
): AnsweredEvent[] {
  if (row.step === "captured") return [asCaptured(names, row, hash)];
  const means: Telling = { names, offsetMs, client };
  return deedsOf(row).flatMap((deed, index) => {
    const said = subjectOf(means, row, deed);
    return said
      ? { ...headOf(means, row, names.eventId(hash, index)), ...said, ...whereOf(means, row, deed) }
      : [];
  });
}

interface Telling extends EventMeans {
  readonly client: ClientId;
}

/** The id under which an event is found that came with none. */
export const idOfCaptured = (names: EpcisNames, event: object, hash: string): string =>
  (event as { readonly eventID?: string }).eventID ?? names.eventId(hash, 0);

/** As it came, with what is the repository's to say: when it was recorded, and an id where it has none. */
const asCaptured = (names: EpcisNames, { event, context, at }: CapturedRow, hash: string): AnsweredEvent => ({
  ...(context.length > 0 ? { "@context": context } : {}),
  ...event,
  eventID: idOfCaptured(names, event, hash),
  recordTime: isoTime(at),
});

/** What an event says of a row: of its goods, of what they come to be in or out of, of the tote or parcel itself, or of the pallet that the parcel stands on. */
interface Deed {
  readonly about: "units" | "in-tote" | "in-parcel" | "on-pallet" | "tote" | "parcel";
  readonly action: Action;
  readonly bizStep: BizStep;
  readonly disposition: EpcisDisposition;
  /** The units are at a place from now on, and for how long nobody says. */
  readonly stays?: true;
}

type DeedsOf = (row: HandlingRow) => readonly Deed[];

const observed = (bizStep: BizStep, disposition: EpcisDisposition, more: Partial<Deed> = {}): Deed => ({
  about: "units",
  action: "OBSERVE",
  bizStep,
  disposition,
  ...more,
});
const always =
  (...deeds: Deed[]): DeedsOf =>
  () =>
    deeds;
const outOfTote = { about: "in-tote", action: "DELETE", stays: true } as const;

/** What units that somebody looked at are fit for. */
const gradedAs = (state: string | undefined): EpcisDisposition =>
  state === "available"
    ? "sellable_not_accessible"
    : state === "defective"
      ? "damaged"
      : "non_sellable_other";

const deeds: Readonly<Record<Step, DeedsOf>> = {
  receive: always(observed("receiving", "in_progress", { stays: true })),
  return: always(observed("receiving", "returned", { stays: true })),
  pick: always(observed("picking", "in_progress", { about: "in-tote", action: "ADD" })),
  transport: always(observed("transporting", "in_progress", { about: "tote" })),
  "put-away": always(observed("storing", "sellable_not_accessible", outOfTote)),
  pack: always(
    observed("unpacking", "in_progress", { about: "in-tote", action: "DELETE" }),
    observed("packing", "in_progress", { about: "in-parcel", action: "ADD", stays: true }),
  ),
  palletise: always(observed("packing", "in_progress", { about: "on-pallet", action: "ADD" })),
  depalletise: always(observed("unpacking", "in_progress", { about: "on-pallet", action: "DELETE" })),
  ship: ({ pallet }) => [
    observed("shipping", "in_transit", { about: pallet === undefined ? "parcel" : "on-pallet" }),
  ],
  count: ({ goods, tote }) => {
    // Nothing in a tote is the tote itself, seen; nothing in a bin is no object.
    if (goods.length > 0) return [observed("cycle_counting", "in_progress", { stays: true })];
    return tote ? [observed("cycle_counting", "in_progress", { about: "tote" })] : [];
  },
  adjust: ({ goods, tote }) => [
    observed("cycle_counting", "unknown", {
      about: tote ? "in-tote" : "units",
      action: goods.some(([, , units]) => units < 0) ? "DELETE" : "ADD",
      stays: true,
    }),
  ],
  "set-aside": ({ tote }) => [observed("holding", "non_sellable_other", tote ? outOfTote : { stays: true })],
  // A decision is no event of goods: what follows from it is.
  decide: () => [],
  // The photo is the house's own: EPCIS tells of the look, which its grade is.
  photograph: () => [],
  grade: ({ state }) => [observed("inspecting", gradedAs(state), { stays: true })],
  relocate: always(observed("storing", "sellable_not_accessible", { stays: true })),
  "write-off": always(observed("decommissioning", "inactive", { action: "DELETE" })),
  destroy: always(observed("destroying", "destroyed", { action: "DELETE" })),
};

const deedsOf = (row: HandlingRow): readonly Deed[] => deeds[row.step](row);

function headOf({ offsetMs }: Telling, { at }: HandlingRow, eventID: string): object {
  const time = isoTime(at);
  return { eventID, eventTime: time, recordTime: time, eventTimeZoneOffset: offsetText(offsetMs(at)) };
}

function offsetText(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / minuteMs);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${ms < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

type Subject = Partial<EpcisEvent> & Pick<EpcisEvent, "type">;

/** Undefined where it is about a parcel, pallet or tote that the row does not name. */
function subjectOf(
  { names, client }: Telling,
  row: HandlingRow,
  { about, action }: Deed,
): Subject | undefined {
  const { tote, parcel, pallet } = row;
  const pieces = piecesOf(names, client, row);
  const quantities = unnamedIn(row).map(([sku, lot, quantity, gtin]) => ({
    epcClass: names.goods(client, sku, lot, gtin),
    quantity,
  }));
  switch (about) {
    case "units":
      return {
        type: "ObjectEvent",
        action,
        ...(pieces.length > 0 ? { epcList: pieces } : {}),
        ...(quantities.length > 0 || pieces.length === 0 ? { quantityList: quantities } : {}),
      };
    case "tote":
      return tote ? { type: "ObjectEvent", action, epcList: [names.tote(tote)] } : undefined;
    case "parcel":
      return parcel ? { type: "ObjectEvent", action, epcList: [names.parcel(parcel)] } : undefined;
    case "on-pallet":
      if (!parcel || !pallet) return undefined;
      return {
        type: "AggregationEvent",
        action,
        parentID: names.parcel(pallet),
        childEPCs: [names.parcel(parcel)],
      };
    case "in-tote":
    case "in-parcel": {
      const box = about === "in-tote" ? tote && names.tote(tote) : parcel && names.parcel(parcel);
      if (!box) return undefined;
      return {
        type: "AggregationEvent",
        action,
        parentID: box,
        ...(pieces.length > 0 ? { childEPCs: pieces } : {}),
        ...(quantities.length > 0 || pieces.length === 0 ? { childQuantityList: quantities } : {}),
      };
    }
    default:
      return about satisfies never;
  }
}

/** What is named by instance is not told by class too. */
function unnamedIn({ goods, serials = [] }: HandlingRow): HandlingRow["goods"] {
  const left = [...serials];
  return goods.flatMap(([sku, lot, units, gtin]): HandlingRow["goods"] => {
    const count = Math.abs(units);
    let named = 0;
    const next = (): number =>
      left.findIndex((piece) => piece[0] === sku && (lotOfPiece(piece) ?? lot) === lot);
    for (let at = next(); at >= 0 && named < count; at = next(), named++) left.splice(at, 1);
    return count === named && named > 0 ? [] : [[sku, lot, count - named, gtin]];
  });
}

function piecesOf(names: EpcisNames, client: ClientId, { goods, serials = [] }: HandlingRow): string[] {
  const gtins = new Map(goods.map(([sku, , , gtin]) => [sku, gtin]));
  return serials.map(([sku, serial]) => names.piece(client, sku, serial, gtins.get(sku) ?? ""));
}

function whereOf(
  { names, client }: Telling,
  { step, hand, by, from, to, order, ref }: HandlingRow,
  { bizStep, disposition, stays }: Deed,
): object {
  const seenAt = step === "ship" ? (hand === "portal" ? by : undefined) : (from ?? to);
  const isAt = to ?? from;
  const transactions = [
    ...(order
      ? [{ type: "po" satisfies BizTransactionType, bizTransaction: names.business(client, "order", order) }]
      : []),
    ...transactionOf(names, client, ref),
  ];
  return {
    bizStep,
    disposition,
    ...(seenAt ? { readPoint: { id: names.place(seenAt) } } : {}),
    ...(stays && isAt ? { bizLocation: { id: names.place(isAt) } } : {}),
    ...(transactions.length > 0 ? { bizTransactionList: transactions } : {}),
  };
}

/** What a reference is in the trade; a task of the house, and what the trade has no word for, has no type. */
const transactionTypes: Readonly<Record<string, BizTransactionType>> = { receipt: "recadv", return: "rma" };

function transactionOf(names: EpcisNames, client: ClientId, ref: string | undefined): object[] {
  if (ref === undefined) return [];
  const slash = ref.indexOf("/");
  const what = ref.slice(0, slash);
  const type = transactionTypes[what];
  return [{ ...(type ? { type } : {}), bizTransaction: names.business(client, what, ref.slice(slash + 1)) }];
}
