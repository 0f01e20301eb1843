/** Where a person says that goods were put: judged while he stands there, by the rules that chose the place for him. */
import type { TaskOutcome } from "@floorplane/contracts/devices.schema";
import { isId, LocationId, type LotId, type Sku } from "@floorplane/contracts/ids";
import { upperCase } from "../goods/spelling.ts";
import type { WithCounts } from "../stock/bin-counts.ts";
import { isShut, type WithClosedPlaces } from "../stock/closed-places.ts";
import { otherLotAt, type WithComingLots } from "../stock/one-lot.ts";
import type { WithPlaces } from "../stock/places.ts";
import { isAdmitted, unitsThatFitAt, type WithRoom } from "../stock/room.ts";
import type { Fault } from "./form.ts";
import type { Task } from "./task.ts";
import type { WithTasks } from "./tasks.ts";

export type PlaceMeans = WithRoom & WithComingLots & WithTasks & WithCounts & WithClosedPlaces;

/** A place that may take them, or why it may not. */
export function placeFor(
  means: PlaceMeans,
  { task, sku, lot }: Pick<Task, "task" | "sku" | "lot">,
  { place: text }: Pick<TaskOutcome, "place">,
  units: number,
): LocationId | Fault {
  const fault = (reason: Fault["reason"], said: string): Fault => ({
    reason,
    field: "place",
    text: said,
    skus: sku === null ? [] : [sku],
  });
  if (text === undefined || text.trim() === "") return fault("place-missing", "");
  const place = placeNamed(means, text);
  if (!place) return fault("unknown-place", text);
  if (!isAdmitted(means, place, sku as Sku)) return fault("not-admitted", place);
  if (isShut(means, place)) return fault("place-shut", place);
  const other = otherLotAt(means, place, sku as Sku, lot as LotId);
  if (other !== undefined) return fault("other-lot", `${place}: ${other}`);
  // Its own room is kept for it there.
  const coming = [...means.tasks.putAwaysTo(place)].filter((one) => one.task !== task);
  const others = [
    ...means.tasks.inspectionsTo(place),
    ...coming.map((one) => [one.sku!, one.quantity!] as const),
  ];
  if (units > unitsThatFitAt(means, place, sku as Sku, others)) return fault("place-full", place);
  return place;
}

/** By its code or the number of its label, whatever its case. */
function placeNamed({ places }: WithPlaces, text: string): LocationId | undefined {
  const scanned = text.trim();
  for (const one of [scanned, upperCase(scanned)])
    if (isId(one) && places.isStorage(LocationId(one))) return LocationId(one);
  return places.labelled(scanned);
}
