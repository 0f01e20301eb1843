/**
 * Goods that more visits are asked for than their places serve get a further face before the rush is on the floor: a tote full goes to an empty bin of
 * another spot, as a refill that is needed at once. What orders hold already stays held where it is.
 */
import { byCodeUnits, type LocationId, type Sku } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import { type StockRow, unitsOf } from "../stock/accounts.ts";
import { isShut } from "../stock/closed-places.ts";
import { gives } from "../stock/giving.ts";
import { unitsThatFitAt } from "../stock/room.ts";
import type { Totes } from "../totes/totes.ts";
import { type RefillMeans, requestRefill, unitsInOneTote } from "./refills.ts";

/** Spots that one kind of goods is spread over: so many robots work on it at once, and the others have the floor. */
const spotsMax = 4;
/** So many go beside the refills that may be under way. */
const besideRefills = 4;

/** Looks at the goods of which orders took a hold since the last step, and that are crowded. */
export function considerSpreads(means: RefillMeans, desk: Desk): void {
  const { crowded } = means.visits;
  if (crowded.size === 0 || !hasTurn(means)) return;
  for (const sku of [...crowded].sort(byCodeUnits)) {
    let lacking = spotsLacking(means, sku);
    while (lacking > 0 && hasTurn(means) && spread(means, desk, sku)) lacking--;
    if (hasTurn(means)) crowded.delete(sku);
  }
}

/** Refills that wait for the end of the day keep none of these from going. */
const hasTurn = ({ totes, settings }: RefillMeans): boolean =>
  totes.refills.size < settings.refillsMax + besideRefills;

/** How many spots these goods need beside those that have them or are about to. */
function spotsLacking({ stock, places, visits, totes, settings }: RefillMeans, sku: Sku): number {
  const rows = stock.rowsOf(sku).filter((row) => isForPicking(row) && unitsOf(row) > 0);
  const spots = new Set(rows.map(({ location }) => places.spotOf(location)));
  for (const location of comingFaces(totes, sku)) spots.add(places.spotOf(location));
  return Math.min(spotsMax, Math.ceil(visits.of(sku) / settings.crowdedVisits)) - spots.size;
}

function* comingFaces(totes: Totes, sku: Sku): Iterable<LocationId> {
  for (const [face, { lines }] of totes.refills) if (lines[0]?.sku === sku) yield face;
}

/** Sends one tote of these goods to a further face; false where there is too little to give or no bin to put it. */
function spread(means: RefillMeans, desk: Desk, sku: Sku): boolean {
  const from = giverOf(means, sku);
  const face = from && freeFace(means, sku);
  if (!from || !face) return false;
  const units = Math.min(mayGive(from), unitsInOneTote(means, sku), unitsThatFitAt(means, face, sku));
  if (units < means.settings.crowdedVisits) return false;
  requestRefill(means, desk, { face, from, units, dueAt: desk.now });
  return true;
}

/** Of the places that could serve a crowd what they give, the one that gives most: reserve all it has, a face a half. */
function giverOf(means: RefillMeans, sku: Sku): StockRow | undefined {
  const { stock, settings } = means;
  let giver: StockRow | undefined;
  for (const row of stock.rowsOf(sku))
    if (gives(means, row) && mayGive(row) >= settings.crowdedVisits)
      if (!giver || mayGive(row) > mayGive(giver)) giver = row;
  return giver;
}

const mayGive = ({ place, available }: StockRow): number =>
  place === "reserve" ? available : Math.floor(available / 2);

const isForPicking = ({ place }: StockRow): boolean => place === "face" || place === "reserve";

/** A face of these goods that ran out, else an empty bin, at a spot that has none of them and is not crowded; the first along the floor. */
function freeFace(means: RefillMeans, sku: Sku): LocationId | undefined {
  const { stock, places, totes, tasks, visits } = means;
  const taken = new Set<string>();
  for (const row of stock.rowsOf(sku))
    if (isForPicking(row) && unitsOf(row) > 0) taken.add(places.spotOf(row.location));
  for (const location of comingFaces(totes, sku)) taken.add(places.spotOf(location));
  const mayTake = (location: LocationId): boolean =>
    !taken.has(places.spotOf(location)) &&
    !totes.refillTo(location) &&
    !isShut(means, location) &&
    !visits.isCrowded(location) &&
    tasks.comingTo(location).length === 0;
  const ranOut = stock
    .rowsOf(sku)
    .filter(
      ({ location }) =>
        places.get(location)?.kind === "face" &&
        stock.rowsAt(location).some(isInUse) &&
        stock.rowsAt(location).every((row) => !isInUse(row) || (row.sku === sku && unitsOf(row) === 0)),
    )
    .find(({ location }) => mayTake(location));
  return (
    ranOut?.location ??
    stock.newFaces().find((location) => !stock.rowsAt(location).some(isInUse) && mayTake(location))
  );
}

const isInUse = (row: StockRow): boolean => row.nominal > 0 || unitsOf(row) > 0;
