/** Serial numbers as a request names them: of goods that are kept by them, no more than units, none twice, and none that is somewhere else. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { LocationId, Sku } from "@floorplane/contracts/ids";
import type { WithItems } from "../../goods/items.ts";
import {
  keepsSerials,
  knownBefore,
  ofOtherLot,
  type SerialSaid,
  saidTwice,
  whereIs,
} from "../../serials/serial-said.ts";
import type { WithSerials } from "../../serials/serials.ts";
import { doorCodes, Refusal } from "../answering/refusal.ts";
import { unitsOfIt } from "./named-goods.ts";

interface Row {
  readonly sku: Sku;
  readonly units: number;
  readonly serials: readonly string[];
}

/** `at`: path of the row that names them. */
export function serialsOf(means: WithItems, { sku, units, serials }: Row, at: string): SerialSaid[] {
  if (serials.length === 0) return [];
  const field = at === "" ? "serials" : `${at}.serials`;
  if (!keepsSerials(means, sku))
    throw new Refusal(
      "malformed-message",
      `${codeOf(sku)} is not kept by serial number; send the item with serialKept first`,
      { field },
    );
  if (serials.length > units)
    throw new Refusal("malformed-message", `${serials.length} serial numbers for ${unitsOfIt(units, sku)}`, {
      field,
    });
  return serials.map((serial, index) => ({ sku, serial, field: `${field}[${index}]` }));
}

/** `where`: to which the list says that it came. */
type Coming = SerialSaid & { readonly where: string };

export function judgeNewSerials(means: WithSerials & WithItems, said: readonly Coming[]): void {
  judgeSaidOnce(said);
  judgeLots(means, said);
  const before = knownBefore(means, said);
  if (!before) return;
  const { one, known } = before;
  const what =
    known.state === "left" ? "send it as a return" : "a serial number is at one place: correct one of them";
  throw new Refusal(
    "conflict",
    `serial number ${one.serial} of ${codeOf(one.sku)} ${whereIs(known)}, and ${one.field} has it at ${(one as Coming).where}; ${what}`,
    { field: one.field },
  );
}

function judgeSaidOnce(said: readonly Coming[]): void {
  const twice = saidTwice(said) as { first: Coming; again: Coming } | undefined;
  if (!twice) return;
  const { first, again } = twice;
  throw new Refusal(
    "malformed-message",
    `serial number ${again.serial} of ${codeOf(again.sku)} is at ${first.where} by ${first.field} and at ${again.where} by ${again.field}; a unit is at one place`,
    { field: again.field },
  );
}

/** Of what stands at a place: not one that left, was written off, or is in a tote or parcel, nor a new one where each unit here is known. */
export function judgeThere(means: WithSerials, said: readonly SerialSaid[], place: LocationId): void {
  judgeSaidOnce(said.map((one) => ({ ...one, where: place })));
  for (const { sku, serial, field } of said) {
    const known = means.serials.of(sku, serial);
    if (known?.state === "here" && known.in === "place") continue;
    const here = means.serials.here(sku);
    if (known === undefined && here.known < here.units) continue;
    if (known === undefined)
      throw new Refusal(
        "conflict",
        `all units of ${codeOf(sku)} here are known, and serial number ${serial} is none of them; read it again`,
        { field },
      );
    throw new Refusal(
      "conflict",
      `serial number ${serial} of ${codeOf(sku)} ${whereIs(known)}, and is not at ${place}; read it again`,
      { field },
    );
  }
}

/** A unit is of one lot for ever. */
export function judgeLots(means: WithSerials & WithItems, said: readonly SerialSaid[]): void {
  for (const { sku, serial, lot, field } of said) {
    const other = ofOtherLot(means, { sku, serial }, lot === undefined ? [] : [lot]);
    if (other !== undefined)
      throw new Refusal(
        "conflict",
        `serial number ${serial} of ${codeOf(sku)} is of lot ${other}, and ${field} says ${lot}; read both again`,
        { field },
      );
  }
}

interface Returning {
  /** That they were sold with, where somebody said it. */
  readonly order: string | null;
  /** Sold before this house kept the book. */
  readonly shippedBefore: boolean;
}

/** Of what comes back each must have left, and with the order that the return names. */
export function judgeReturning(
  means: WithSerials & WithItems,
  said: readonly SerialSaid[],
  { order, shippedBefore }: Returning,
): void {
  const { serials } = means;
  judgeSaidOnce(said.map((one) => ({ ...one, where: "the return" })));
  judgeLots(means, said);
  for (const { sku, serial, field } of said) {
    const known = serials.of(sku, serial);
    const isRight =
      known?.state === "left"
        ? order === null || known.order === order
        : known === undefined && shippedBefore;
    if (isRight) continue;
    const why = known
      ? `serial number ${serial} of ${codeOf(sku)} ${whereIs(known)}${known.state === "left" ? `, and not with order ${order}` : ", and cannot come back"}; read it again`
      : `serial number ${serial} of ${codeOf(sku)} never left from here; read it again, or send shippedBefore for what was sold before this house kept the book`;
    throw new Refusal(known ? "conflict" : doorCodes.neverShipped, why, { field });
  }
}
