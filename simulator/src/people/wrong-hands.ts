/** A hand in the wrong bin: one unit of the next bin's goods goes into the tote in place of one that was asked for, and comes back out of it when somebody says so. */
import type { TaskMessage } from "@floorplane/contracts/devices.schema";
import { byCodeUnits } from "@floorplane/contracts/ids";
import { isCase } from "@floorplane/contracts/picking";
import type { Shelves } from "../goods/shelves.ts";

/** One unit somewhere. */
export interface UnitAt {
  readonly location: string;
  readonly sku: string;
}

export interface Swapped {
  readonly tote: string;
  readonly right: UnitAt;
  readonly other: UnitAt;
}

/** Other goods in the same bin, or in those beside it. */
export function otherBeside(
  shelves: Pick<Shelves, "beside" | "bin">,
  location: string | undefined,
  sku: string | undefined,
): UnitAt | undefined {
  if (location === undefined) return undefined;
  for (const place of [location, ...shelves.beside(location)]) {
    const other = [...shelves.bin(place).keys()].sort(byCodeUnits).find((one) => one !== sku);
    if (other !== undefined) return { location: place, sku: other };
  }
  return undefined;
}

/** Undefined where it cannot be: nothing else lies near, a sealed case was taken, or goods came in a box. */
export function swapOne(shelves: Shelves, task: TaskMessage): Swapped | undefined {
  const { location, sku, tote, from, quantity = 0 } = task;
  if (!location || !sku || !tote || from !== undefined || isCase(quantity)) return undefined;
  const other = otherBeside(shelves, location, sku);
  const isThere = shelves.piecesIn(tote).some((piece) => piece.sku === sku);
  if (!other || !isThere) return undefined;
  const swapped = { tote, right: { location, sku }, other };
  exchange(shelves, tote, { out: swapped.right, into: other });
  return swapped;
}

export const unswap = (shelves: Shelves, { tote, right, other }: Swapped): void =>
  exchange(shelves, tote, { out: other, into: right });

function exchange(
  shelves: Shelves,
  tote: string,
  { out, into }: { readonly out: UnitAt; readonly into: UnitAt },
): void {
  const { quantity } = shelves.put({ ...out, lot: undefined, quantity: 1, tote });
  if (quantity > 0) shelves.take({ ...into, lot: undefined, quantity: 1, tote });
}
