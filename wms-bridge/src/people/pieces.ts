/** What becomes of single units, by their serial numbers, when somebody took them from a place, looked at them or signed that they are destroyed. */

import type { Disposition } from "@floorplane/contracts/states";
import type { Desk } from "@floorplane/runtime/room";
import type { WithItems } from "../goods/items.ts";
import { whichLeave } from "../serials/in-places.ts";
import { lotOfUnit, type SerialSaid } from "../serials/serial-said.ts";
import { atPlace, type KnownSerial, type WithSerials } from "../serials/serials.ts";
import type { Graded } from "../stock/dispositions.ts";
import type { Task } from "../tasks/task.ts";

interface Said {
  readonly units: number;
  readonly serials: readonly SerialSaid[];
}

/** Before they leave the book: of all that are there all go. */
export function piecesGone(
  means: WithSerials & WithItems,
  desk: Desk,
  { kind, location, sku }: Task,
  said: Said,
): void {
  if (location === null || sku === null) return;
  const named = said.serials.map(({ serial }) => serial);
  const kept = kind === "destroy" ? "condemned" : null;
  for (const serial of whichLeave(means, { location, sku, units: said.units, named, kept }) ?? named)
    if (means.serials.of(sku, serial)?.state === "here") means.serials.gone(sku, serial, desk.now);
}

/** What is fit for sale goes to its place with the others. */
export function piecesLookedAt(
  means: WithSerials & WithItems,
  desk: Desk,
  { client, location, sku, lot, to: home }: Task,
  { graded, serials }: { readonly graded: readonly Graded[]; readonly serials: readonly SerialSaid[] },
): void {
  if (location === null || sku === null) return;
  const own = lotOfUnit(means, sku, lot);
  for (const { serial, fit } of serials) {
    const isBrought = fit?.to === "available" && !fit.relabel && home !== null;
    means.serials.seen(client, sku, serial, atPlace(isBrought ? home : location), desk.now, own);
    if (fit) means.serials.keep(sku, serial, keptAs(fit.to));
  }
  const [verdict, ...others] = graded.filter(({ units }) => units > 0);
  // All that stand there are fit for the same.
  if (!verdict || others.length > 0 || verdict.to === "available") return;
  for (const serial of whichLeave(means, { location, sku, units: verdict.units, named: [] }) ?? [])
    means.serials.keep(sku, serial, keptAs(verdict.to));
}

/** Nothing is destroyed by one: till then it is kept for destruction. */
export const keptAs = (to: Disposition): KnownSerial["kept"] =>
  to === "available" ? null : to === "defective" ? "defective" : "condemned";
