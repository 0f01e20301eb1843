/**
 * What the other warehouse says of single parcels and portions of a transfer, event by event: the words are kept, so that one that is withdrawn falls and those that are left hold. Somebody who counted knows more
 * than somebody who saw a parcel come; of those who counted, whoever counted last.
 */
import { codeOf } from "@floorplane/contracts/client-names";
import type { Sku } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import { clearAlarm, raiseAlarm } from "../keeping/alarms.ts";
import { arrivedSince, withArrival, withFewer, withLate, withUnsaid } from "../transfers/arrivals.ts";
import { type ParcelWord, wordsMax } from "../transfers/transfer.kind.ts";
import type { SentParcel, Transfer } from "../transfers/transfers.ts";
import { type ArrivalMeans, book } from "./transfer-arrivals.ts";
import { watchTransfer } from "./transfer-tickets.ts";

/** What became of a word: it is kept, and holds or will; or why it changes nothing. */
export type Hearing = "taken" | "counted-since" | "counted-with-all" | "in-unknown-parcel" | "withdrawn";

/** One of its parcels left. What the other warehouse said of it before holds now. */
export function transferLeft(means: ArrivalMeans, desk: Desk, transfer: Transfer, sscc: string): void {
  watchTransfer(desk, transfer, desk.now);
  const late = withLate(transfer);
  if (arrivedSince(transfer.lines, late.lines).some((units) => units > 0)) book(means, desk, transfer, late);
  const early = means.transfers.takeEarly(transfer, sscc);
  if (early.length === 0) return;
  clearAlarm(desk, "parcel.elsewhere", sscc);
  for (const { sscc: _of, ...word } of early) parcelArrived(means, desk, transfer, sscc, word);
}

/** One that is here by the book stays here until it has left. */
export function parcelArrived(
  means: ArrivalMeans,
  desk: Desk,
  transfer: Transfer,
  sscc: string,
  word: ParcelWord,
): Hearing {
  if (transfer.withdrawn.includes(word.mark)) return "withdrawn";
  const parcel = transfer.parcels.find((one) => one.sscc === sscc);
  if (!parcel) {
    means.transfers.saidEarly(transfer, { sscc, ...word });
    raiseAlarm(desk, "parcel.elsewhere", sscc, { transfer: codeOf(transfer.order), to: transfer.to });
    return "taken";
  }
  if (parcel.words.some(({ mark }) => mark !== "" && mark === word.mark)) return "taken";
  if (parcel.arrivedAt !== null && parcel.words.length === 0) return "counted-with-all";
  if (parcel.units.length === 0 && transfer.parcels.length > 1) return "in-unknown-parcel";
  const words = [...parcel.words, word];
  judge(means, desk, transfer, parcel, within(words));
  const holds = holding(words);
  return holds === word || word.counted === null ? "taken" : "counted-since";
}

/** An event is withdrawn: what it said of a parcel falls. */
export function parcelUnsaid(
  means: ArrivalMeans,
  desk: Desk,
  transfer: Transfer,
  sscc: string,
  mark: string,
): void {
  const parcel = transfer.parcels.find((one) => one.sscc === sscc);
  if (!parcel) {
    means.transfers.forgetEarly(transfer, sscc, mark);
    if (!transfer.early.some((one) => one.sscc === sscc)) clearAlarm(desk, "parcel.elsewhere", sscc);
    return;
  }
  const words = parcel.words.filter((one) => one.mark !== mark);
  if (words.length < parcel.words.length) judge(means, desk, transfer, parcel, words);
}

/** They received so much of it, and say nothing of the rest. */
export function goodsArrived(
  means: ArrivalMeans,
  desk: Desk,
  transfer: Transfer,
  came: ReadonlyMap<Sku, number>,
): void {
  byWms(means, transfer);
  book(means, desk, transfer, withArrival(transfer, { came, about: came }));
}

export function goodsUnsaid(
  means: ArrivalMeans,
  desk: Desk,
  transfer: Transfer,
  came: ReadonlyMap<Sku, number>,
): void {
  byWms(means, transfer);
  book(means, desk, transfer, {
    ...withUnsaid(transfer, came, came),
    ...unspoken(transfer, transfer.parcels),
  });
  watch(desk, transfer);
}

/** Units by what holds of `words`, instead of by what held before. */
function judge(
  means: ArrivalMeans,
  desk: Desk,
  transfer: Transfer,
  parcel: SentParcel,
  words: readonly ParcelWord[],
): void {
  byWms(means, transfer);
  const held = unitsIn(parcel.units.length > 0 ? parcel.units : leftOf(transfer));
  const before = foundIn(parcel.words, held);
  const now = foundIn(words, held);
  const told = { ...parcel, arrivedAt: now ? (parcel.arrivedAt ?? desk.now) : null, words: [...words] };
  const parcels = transfer.parcels.map((one) => (one === parcel ? told : one));
  const isSame = before && now && moreIn(before, now).size + moreIn(now, before).size === 0;
  if (isSame || !(before || now)) {
    means.transfers.settle(transfer, { parcels });
    return;
  }
  const after = !now
    ? withUnsaid(transfer, before!, held)
    : !before
      ? withArrival(transfer, { came: now, about: held })
      : withArrival(withFewer(transfer, moreIn(before, now)), {
          came: moreIn(now, before),
          about: new Map(),
        });
  book(means, desk, transfer, { ...after, parcels, ...unspoken(transfer, parcels) });
  if (!now) watch(desk, transfer);
}

/** No word is left of any of it. */
const unspoken = ({ heard }: Transfer, parcels: Transfer["parcels"]): { readonly arrivedAt?: null } =>
  heard.length === 0 && parcels.every(({ arrivedAt }) => arrivedAt === null) ? { arrivedAt: null } : {};

/** Nobody has spoken of some of it again: it is missing after as long as if nobody ever had. */
function watch(desk: Desk, transfer: Transfer): void {
  if (transfer.leftAt !== null) watchTransfer(desk, transfer, transfer.leftAt);
}

const byWms = ({ handling }: ArrivalMeans, { order }: Transfer): void =>
  handling.by({ hand: "wms", ref: `transfer/${codeOf(order)}` });

/** Undefined where nobody says that the parcel is there. */
function foundIn(
  words: readonly ParcelWord[],
  held: ReadonlyMap<Sku, number>,
): ReadonlyMap<Sku, number> | undefined {
  const word = holding(words);
  return word && (word.counted ? unitsIn(word.counted) : held);
}

/** The last count, or where nobody counted the last word; of two of one moment, the one that came first. */
function holding(words: readonly ParcelWord[]): ParcelWord | undefined {
  const counts = words.filter(({ counted }) => counted !== null);
  const [first, ...rest] = counts.length > 0 ? counts : words;
  return rest.reduce<ParcelWord | undefined>(
    (last, word) => (word.saidAt > last!.saidAt ? word : last),
    first,
  );
}

/** The earliest that does not hold goes. */
function within(words: readonly ParcelWord[]): readonly ParcelWord[] {
  if (words.length <= wordsMax) return words;
  const holds = holding(words);
  const goes = words.find((word) => word !== holds);
  return words.filter((word) => word !== goes);
}

const leftOf = ({ lines }: Transfer): Transfer["over"] =>
  lines.map(({ sku, left }) => ({ sku, units: left }));

function unitsIn(list: Transfer["over"]): Map<Sku, number> {
  const units = new Map<Sku, number>();
  for (const { sku, units: more } of list) units.set(sku, (units.get(sku) ?? 0) + more);
  return units;
}

/** What the one has more of. */
const moreIn = (one: ReadonlyMap<Sku, number>, other: ReadonlyMap<Sku, number>): Map<Sku, number> =>
  new Map(
    [...one].flatMap(([sku, units]): [Sku, number][] =>
      units > (other.get(sku) ?? 0) ? [[sku, units - (other.get(sku) ?? 0)]] : [],
    ),
  );
