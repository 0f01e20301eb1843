/** Serial numbers in a person's form: which each line says, and whether the book lets them be where he has them. */
import type { TaskOutcome } from "@floorplane/contracts/devices.schema";
import type { LotId, Sku, ToteId } from "@floorplane/contracts/ids";
import type { WithItems } from "../goods/items.ts";
import { whichLeave } from "../serials/in-places.ts";
import {
  keepsSerials,
  knownBefore,
  newBeyondUnnamed,
  notThatOne,
  ofOtherLot,
  type SerialSaid,
  saidTwice,
  whereIs,
} from "../serials/serial-said.ts";
import { atPlace, type KnownSerial, type WithSerials } from "../serials/serials.ts";
import type { Fault } from "./form.ts";
import type { Task } from "./task.ts";

type Line = TaskOutcome["found"][number];

interface Of {
  readonly sku: Sku;
  /** On its label. */
  readonly serial: string | undefined;
  readonly units: number;
}

/** Of goods that nobody keeps by them, a label's is passed over; one that was typed is a mistake. */
export function serialsOfLine(
  means: WithItems,
  { serials = [] }: Line,
  { sku, serial, units }: Of,
  index: number,
): { readonly said: readonly SerialSaid[] } | Fault {
  const field = `found[${index}].serials`;
  if (!keepsSerials(means, sku))
    return serials.length === 0
      ? { said: [] }
      : { reason: "malformed", field, text: `${sku}: serialKept`, skus: [sku] };
  const said = [
    ...(serial === undefined || units === 0 ? [] : [{ sku, serial, field: `found[${index}].sku` }]),
    ...serials.map((one, at) => ({ sku, serial: one, field: `${field}[${at}]` })),
  ];
  if (said.length > units)
    return { reason: "malformed", field, text: `${said.length} > ${units}`, skus: [sku] };
  return { said };
}

/** Of what comes in from outside. */
export function knownSerials(means: WithSerials & WithItems, said: readonly SerialSaid[]): Fault | undefined {
  const twice = twiceIn(said);
  if (twice) return twice;
  for (const one of said) {
    const other = otherLot(means, one, one.lot === undefined ? [] : [one.lot]);
    if (other) return other;
  }
  const before = knownBefore(means, said);
  if (!before) return undefined;
  const { one, known } = before;
  const text = `${one.serial} ${whereIs(known)}`;
  return { reason: "serial-elsewhere", field: one.field, text, skus: [one.sku] };
}

export function twiceIn(said: readonly SerialSaid[]): Fault | undefined {
  const twice = saidTwice(said);
  if (!twice) return undefined;
  const { first, again } = twice;
  const text = `${again.serial} (${first.field})`;
  return { reason: "serial-twice", field: again.field, text, skus: [again.sku] };
}

/** Of what goes into a tote, or lies in it: each must be one that may. */
export function otherUnit(
  means: WithSerials & WithItems,
  said: readonly SerialSaid[],
  { tote, lotsOf }: { readonly tote: ToteId | null; readonly lotsOf: (sku: Sku) => readonly LotId[] },
): Fault | undefined {
  const isHere = ({ in: kind, name }: KnownSerial): boolean => kind === "tote" && name === tote;
  for (const { sku, serial, field } of said) {
    const why = notThatOne(means, { sku, serial }, isHere);
    if (why) return { ...why, field, skus: [sku] };
    const other = otherLot(means, { sku, serial, field }, lotsOf(sku));
    if (other) return other;
  }
  const beyond = newBeyondUnnamed(means, said);
  return (
    beyond && {
      reason: "serial-unknown",
      field: beyond.field,
      text: beyond.serial,
      skus: [beyond.sku],
    }
  );
}

/** Of what lies in a place: one that left, or is in a tote or parcel, is another unit, and so is one of another lot. `hands`: the tote that it was in till now. */
export function strayUnit(
  means: WithSerials & WithItems,
  said: readonly SerialSaid[],
  lotsOf: (sku: Sku) => readonly LotId[],
  hands: ToteId | null = null,
): Fault | undefined {
  const isInHands = ({ in: kind, name }: KnownSerial): boolean => kind === "tote" && name === hands;
  for (const one of said) {
    const known = means.serials.of(one.sku, one.serial);
    const isAway =
      known?.state === "left" || (known?.state === "here" && known.in !== "place" && !isInHands(known));
    if (isAway)
      return {
        reason: "serial-elsewhere",
        field: one.field,
        text: `${one.serial} ${whereIs(known)}`,
        skus: [one.sku],
      };
    const other = otherLot(means, one, lotsOf(one.sku));
    if (other) return other;
  }
  return undefined;
}

/** Both were read, and one of them wrongly: nothing is booked before somebody has looked. */
function otherLot(
  means: WithSerials & WithItems,
  { sku, serial, field }: SerialSaid,
  lots: readonly LotId[],
): Fault | undefined {
  const lot = ofOtherLot(means, { sku, serial }, lots);
  if (lot === undefined) return undefined;
  return {
    reason: "serial-other-lot",
    field,
    text: `${serial} is of lot ${lot}, not ${lots.join(", ")}`,
    skus: [sku],
  };
}

/** Some of many leave a place, or are kept back or destroyed there: which they are says whoever has them in hand. */
export function unsaidUnits(
  means: WithSerials & WithItems,
  { kind, location, sku }: Task,
  units: number,
  said: readonly SerialSaid[],
): Fault | undefined {
  if (location === null || sku === null) return undefined;
  const named = said.map(({ serial }) => serial);
  const kept = kind === "destroy" ? "condemned" : null;
  if (whichLeave(means, { location, sku, units, named, kept })) return undefined;
  return { reason: "serial-missing", field: "found", text: `${named.length} of ${units}`, skus: [sku] };
}

/** What is counted to be packed is named unit by unit. */
export function unnamedUnits(
  means: WithItems,
  found: ReadonlyMap<Sku, number>,
  said: readonly SerialSaid[],
): Fault | undefined {
  for (const [sku, units] of found) {
    const named = said.filter((one) => one.sku === sku).length;
    if (named >= units || !keepsSerials(means, sku)) continue;
    return { reason: "serial-missing", field: "found", text: `${named} of ${units}`, skus: [sku] };
  }
  return undefined;
}

/** Units of a return are named when they come, or by whoever looks at them; else they could not leave again. A named one has left before, or lies there. */
export function returnedUnnamed(
  means: WithSerials & WithItems,
  { return: of, location, sku }: Task,
  {
    found,
    serials: said,
  }: { readonly found: ReadonlyMap<Sku, number>; readonly serials: readonly SerialSaid[] },
): Fault | undefined {
  if (of === null || sku === null || location === null || !keepsSerials(means, sku)) return undefined;
  for (const { serial, field } of said) {
    const known = means.serials.of(sku, serial);
    if (known?.state !== "here" || known.in === "place") continue;
    return { reason: "serial-elsewhere", field, text: `${serial} ${whereIs(known)}`, skus: [sku] };
  }
  const units = found.get(sku) ?? 0;
  const named = new Set([...means.serials.in(sku, atPlace(location)), ...said.map(({ serial }) => serial)]);
  if (named.size >= units) return undefined;
  return { reason: "serial-missing", field: "found", text: `${named.size} of ${units}`, skus: [sku] };
}
