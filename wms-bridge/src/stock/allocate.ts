/**
 * Which places give the units of a line. What expires first goes first; of what lasts as long, faces first: the nearest face that can give all of them, else the fullest faces until there is enough (fewest
 * stops); what the faces lack comes straight from reserve by the same rule, since a robot reaches both and a refill would be driven for nothing. Of places that
 * many want to visit, the one that fewest want to visit.
 */
import type { LocationId } from "@floorplane/contracts/ids";
import type { StockRow } from "./accounts.ts";
import { gives, type WithGiving } from "./giving.ts";
import type { WithPlaces } from "./places.ts";
import type { WithVisits } from "./visits.ts";

export interface Share {
  readonly row: StockRow;
  readonly units: number;
}

export interface Chooser {
  /** When what stands there is over its last day; the same for all that has none. */
  readonly endsAt: (row: StockRow) => number;
  /** Metres from a place to packing. */
  readonly metresToPacking: (location: LocationId) => number;
  /** Places that wait for a count, and what a hold keeps, give nothing. */
  readonly gives: (row: StockRow) => boolean;
  /** Visits asked for at a place that more want to visit than it serves well; 0 for all others. */
  readonly crowd: (location: LocationId) => number;
}

export const chooserOf = (means: WithPlaces & WithVisits & WithGiving, shipBy?: number): Chooser => ({
  endsAt: (row) => means.lots.endsAt(row),
  metresToPacking: (location) => means.places.metresToPacking(location),
  gives: (row) => gives(means, row, shipBy),
  crowd: (location) => (means.visits.isCrowded(location) ? means.visits.at(location) : 0),
});

/** Shares that add up to `wanted`, or to all there is. */
export function chooseRows(rows: readonly StockRow[], wanted: number, chooser: Chooser): Share[] {
  const open = rows.filter((row) => row.available > 0 && chooser.gives(row));
  const ends = new Set(open.map(chooser.endsAt));
  if (ends.size <= 1) return chooseAmong(open, wanted, chooser);
  const shares: Share[] = [];
  let left = wanted;
  for (const end of [...ends].sort((a, b) => a - b)) {
    const ofEnd = open.filter((row) => chooser.endsAt(row) === end);
    const chosen = left > 0 ? chooseAmong(ofEnd, left, chooser) : [];
    for (const share of chosen) left -= share.units;
    shares.push(...chosen);
  }
  return shares;
}

/** Of what lasts equally long. */
function chooseAmong(open: readonly StockRow[], wanted: number, chooser: Chooser): Share[] {
  const faces = open.filter((row) => row.place === "face");
  const reserve = open.filter((row) => row.place === "reserve");
  const best = bestOf(faces, wanted, chooser);
  if (best && chooser.crowd(best.location) === 0) return [{ row: best, units: wanted }];
  // Every face that could give them is crowded: a robot is served sooner at a reserve that is not.
  const other = best && bestOf([best, ...reserve], wanted, chooser);
  if (other) return [{ row: other, units: wanted }];
  const shares = fromFullest(faces, wanted);
  const left = shares.reduce((units, share) => units - share.units, wanted);
  if (left === 0) return shares;
  const rest = bestOf(reserve, left, chooser);
  return [...shares, ...(rest ? [{ row: rest, units: left }] : fromFullest(reserve, left))];
}

/** Of the places that can give all of them the one with the fewest visits beyond what it serves well, then the nearest. */
function bestOf(
  rows: readonly StockRow[],
  wanted: number,
  { crowd, metresToPacking }: Chooser,
): StockRow | undefined {
  let best: StockRow | undefined;
  for (const row of rows) {
    if (row.available < wanted) continue;
    const fewer = best ? crowd(row.location) - crowd(best.location) : -1;
    if (fewer < 0 || (fewer === 0 && metresToPacking(row.location) < metresToPacking(best!.location)))
      best = row;
  }
  return best;
}

function fromFullest(rows: readonly StockRow[], wanted: number): Share[] {
  const fullest = [...rows].sort((a, b) => b.available - a.available || a.rank - b.rank);
  const shares: Share[] = [];
  let left = wanted;
  for (const row of fullest) {
    if (left === 0) break;
    const units = Math.min(left, row.available);
    shares.push({ row, units });
    left -= units;
  }
  return shares;
}
