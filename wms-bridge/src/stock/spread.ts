/**
 * Goods that more visits are asked for than their places serve get a further face before the rush is on the floor: a tote full goes to an empty bin of
 * another spot, as a refill that is needed at once. What orders hold already stays held where it is.
 */
import { byCodeUnits, type LocationId, type Sku } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { Warehouse } from "../warehouse.ts";
import { type StockRow, unitsOf } from "./accounts.ts";
import { requestRefill, unitsInOneTote } from "./refill.ts";
import { plannedFor, unitsThatFitAt } from "./room.ts";

/** Spots that one kind of goods is spread over: so many robots work on it at once, and the others have the floor. */
const spotsMax = 4;
/** So many go beside the refills that may be under way. */
const besideRefills = 4;

/** Looks at the goods of which orders took a hold since the last step, and that are crowded. */
export function considerSpreads(w: Warehouse, desk: Desk): void {
  if (w.crowded.size === 0) return;
  for (const sku of [...w.crowded].sort(byCodeUnits)) {
    let lacking = spotsLacking(w, sku);
    while (lacking > 0 && hasTurn(w) && spread(w, desk, sku)) lacking--;
    if (hasTurn(w)) w.crowded.delete(sku);
  }
}

/** Refills that wait for the end of the day keep none of these from going. */
const hasTurn = (w: Warehouse): boolean => w.refills.size < w.settings.refillsMax + besideRefills;

/** How many spots these goods need beside those that have them or are about to. */
function spotsLacking(w: Warehouse, sku: Sku): number {
  const rows = w.stock.rowsOf(sku).filter((row) => isForPicking(row) && unitsOf(row) > 0);
  const spots = new Set(rows.map(({ location }) => w.places.spotOf(location)));
  for (const location of comingFaces(w, sku)) spots.add(w.places.spotOf(location));
  return Math.min(spotsMax, Math.ceil(w.visits.of(sku) / w.settings.crowdedVisits)) - spots.size;
}

function* comingFaces(w: Warehouse, sku: Sku): Iterable<LocationId> {
  for (const [face, id] of w.refills) if (w.totes.get(id)?.lines[0]?.sku === sku) yield face;
}

/** Sends one tote of these goods to a further face; false where there is too little to give or no bin to put it. */
function spread(w: Warehouse, desk: Desk, sku: Sku): boolean {
  const from = giverOf(w, sku);
  const face = from && freeFace(w, sku);
  if (!from || !face) return false;
  const units = Math.min(mayGive(from), unitsInOneTote(w, sku), unitsThatFitAt(w, face, sku));
  if (units < w.settings.crowdedVisits) return false;
  requestRefill(w, desk, { face, from, units, dueAt: desk.now });
  return true;
}

/** Of the places that could serve a crowd what they give, the one that gives most: reserve all it has, a face a half. */
function giverOf(w: Warehouse, sku: Sku): StockRow | undefined {
  let giver: StockRow | undefined;
  for (const row of w.stock.rowsOf(sku))
    if (isForPicking(row) && !w.isShut(row.location) && mayGive(row) >= w.settings.crowdedVisits)
      if (!giver || mayGive(row) > mayGive(giver)) giver = row;
  return giver;
}

const mayGive = ({ place, available }: StockRow): number =>
  place === "reserve" ? available : Math.floor(available / 2);

const isForPicking = ({ place }: StockRow): boolean => place === "face" || place === "reserve";

/** A face of these goods that ran out, else an empty bin, at a spot that has none of them and is not crowded; the first along the floor. */
function freeFace(w: Warehouse, sku: Sku): LocationId | undefined {
  const taken = new Set<string>();
  for (const row of w.stock.rowsOf(sku))
    if (isForPicking(row) && unitsOf(row) > 0) taken.add(w.places.spotOf(row.location));
  for (const location of comingFaces(w, sku)) taken.add(w.places.spotOf(location));
  let empty: LocationId | undefined;
  for (const location of w.places.storage()) {
    if (w.places.get(location)?.kind !== "face" || taken.has(w.places.spotOf(location))) continue;
    if (w.refills.has(location) || w.isShut(location) || w.visits.isCrowded(location)) continue;
    const rows = w.stock.rowsAt(location).filter((row) => row.nominal > 0 || unitsOf(row) > 0);
    if (rows.some((row) => row.sku !== sku || unitsOf(row) > 0) || plannedFor(w, location).length > 0)
      continue;
    if (rows.length > 0) return location;
    empty ??= location;
  }
  return empty;
}
