/** Handling as whoever bills for it reads it: who did what, when, with how many of what, for which order. */
import { isoTime } from "@floorplane/contracts/units";
import { type HandlingRow, lotOfPiece, type TraceRow } from "../handling/handling.ts";
import type { Placed } from "./reading.ts";

export const isHandling = (row: TraceRow): row is HandlingRow => row.step !== "captured";

/** As it is answered. */
export function activityOf({ number, row, hash }: Omit<Placed<HandlingRow>, "before">): object {
  const { at, step, hand, by, goods, serials = [], ref, ...where } = row;
  return {
    number,
    at: isoTime(at),
    step,
    by: { kind: hand, ...(by ? { name: by } : {}) },
    units: goods.reduce((sum, [, , units]) => sum + units, 0),
    goods: goods.map(([sku, lot, units, gtin]) => ({
      sku,
      ...(gtin ? { gtin } : {}),
      ...(lot ? { lot } : {}),
      units,
    })),
    ...(serials.length > 0 ? { serials: serials.map(pieceOf) } : {}),
    ...where,
    ...(ref ? { reference: referenceOf(ref) } : {}),
    hash,
  };
}

function pieceOf(piece: NonNullable<HandlingRow["serials"]>[number]): object {
  const [sku, serial] = piece;
  const lot = lotOfPiece(piece);
  return { sku, serial, ...(lot ? { lot } : {}) };
}

function referenceOf(ref: string): { readonly kind: string; readonly number: string } {
  const slash = ref.indexOf("/");
  return { kind: ref.slice(0, slash), number: ref.slice(slash + 1) };
}
