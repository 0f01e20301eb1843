/**
 * Which places give the units of a line. Faces first: the nearest face that can give all of them, else the fullest faces until there is enough (fewest
 * stops); what the faces lack comes straight from reserve by the same rule, since a robot reaches both and a refill would be driven for nothing.
 */
import type { LocationId } from "@floorplane/contracts/ids";
import type { StockRow } from "./accounts.ts";

export interface Share {
  readonly row: StockRow;
  readonly units: number;
}

export interface Chooser {
  /** Metres from a place to packing. */
  readonly metresToPacking: (location: LocationId) => number;
  /** Places that wait for a count give nothing. */
  readonly isBlocked: (location: LocationId) => boolean;
}

/** Shares that add up to `wanted`, or to all there is. */
export function chooseRows(rows: readonly StockRow[], wanted: number, chooser: Chooser): Share[] {
  const open = rows.filter((row) => row.available > 0 && !chooser.isBlocked(row.location));
  const shares: Share[] = [];
  let left = wanted;
  for (const kind of ["face", "reserve"] as const) {
    if (left === 0) break;
    const given = fromPlaces(
      open.filter((row) => row.place === kind),
      left,
      chooser,
    );
    shares.push(...given);
    for (const { units } of given) left -= units;
  }
  return shares;
}

function fromPlaces(rows: readonly StockRow[], wanted: number, { metresToPacking }: Chooser): Share[] {
  if (rows.length === 1) return [{ row: rows[0]!, units: Math.min(wanted, rows[0]!.available) }];
  let nearest: StockRow | undefined;
  for (const row of rows)
    if (row.available >= wanted)
      if (!nearest || metresToPacking(row.location) < metresToPacking(nearest.location)) nearest = row;
  if (nearest) return [{ row: nearest, units: wanted }];

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
