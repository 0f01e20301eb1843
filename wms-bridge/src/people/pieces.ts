/** What becomes of single units, by their serial numbers, when somebody took them from a place, looked at them or signed that they are destroyed. */

import type { LocationId } from "@floorplane/contracts/ids";
import type { Disposition } from "@floorplane/contracts/states";
import type { Desk } from "@floorplane/runtime/room";
import type { WithItems } from "../goods/items.ts";
import type { WithHandling } from "../handling/handling.ts";
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
  means: WithSerials & WithItems & WithHandling,
  desk: Desk,
  { kind, location, sku }: Task,
  said: Said,
): void {
  if (location === null || sku === null) return;
  const named = said.serials.map(({ serial }) => serial);
  const kept = kind === "destroy" ? "condemned" : null;
  const these = whichLeave(means, { location, sku, units: said.units, named, kept }) ?? named;
  means.handling.pieces(sku, these);
  for (const serial of these)
    if (means.serials.of(sku, serial)?.state === "here") means.serials.gone(sku, serial, desk.now);
}

/** What is fit for sale goes to its place with the others. Answers which units each verdict is about. */
export function piecesLookedAt(
  means: WithSerials & WithItems,
  desk: Desk,
  { client, location, sku, lot, to: home }: Task,
  { graded, serials }: { readonly graded: readonly Graded[]; readonly serials: readonly SerialSaid[] },
): (verdict: Graded) => readonly string[] {
  if (location === null || sku === null) return () => [];
  const own = lotOfUnit(means, sku, lot);
  const [verdict, ...others] = graded.filter(({ units }) => units > 0);
  const rest = verdict && others.length === 0 ? restOf(verdict.units) : [];
  for (const { serial, fit } of serials) {
    const place = fit ? placeOf(fit) : location;
    means.serials.seen(client, sku, serial, atPlace(place), desk.now, own);
    if (fit) means.serials.keep(sku, serial, keptAs(fit.to));
  }
  for (const serial of rest) {
    const place = placeOf({ to: verdict!.to, relabel: verdict!.relabel === true });
    if (place !== location) means.serials.seen(client, sku, serial, atPlace(place), desk.now, own);
    if (verdict!.to !== "available") means.serials.keep(sku, serial, keptAs(verdict!.to));
  }
  return (one) => [
    ...new Set([
      ...serials.flatMap(({ serial, fit }) => (fit && isThat(fit, one) ? serial : [])),
      ...(one === verdict ? rest : []),
    ]),
  ];

  /** All that stand there are fit for the same, also those that he did not name. */
  function restOf(units: number): readonly string[] {
    const named = serials.map(({ serial }) => serial);
    const all = whichLeave(means, { location: location!, sku: sku!, units, named }) ?? [];
    return all.length <= units ? all.filter((serial) => !named.includes(serial)) : [];
  }

  function placeOf({ to, relabel }: NonNullable<SerialSaid["fit"]>): LocationId {
    return to === "available" && !relabel && home !== null ? home : location!;
  }
}

const isThat = ({ to, relabel, grade }: NonNullable<SerialSaid["fit"]>, verdict: Graded): boolean =>
  to === verdict.to && relabel === (verdict.relabel === true) && grade === verdict.grade;

/** Nothing is destroyed by one: till then it is kept for destruction. */
export const keptAs = (to: Disposition): KnownSerial["kept"] =>
  to === "available" ? null : to === "defective" ? "defective" : "condemned";
