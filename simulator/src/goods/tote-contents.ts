/** What lies in one tote: pieces with a tag each, a piece being a unit or a sealed case. */
import type { LotId } from "@floorplane/contracts/ids";

export interface Piece {
  /** EPC in hexadecimal. */
  readonly epc: string;
  readonly sku: string;
  readonly lot: LotId;
  readonly units: number;
  /** Serial number on its label, where it came with one. */
  readonly label?: string;
}

/** Units by sku, sorted by nothing: in the order in which the goods came. */
export function unitsBySku(pieces: readonly Piece[]): Map<string, number> {
  const units = new Map<string, number>();
  for (const piece of pieces) units.set(piece.sku, (units.get(piece.sku) ?? 0) + piece.units);
  return units;
}

export interface TakenOut {
  readonly left: readonly Piece[];
  readonly out: readonly Piece[];
  readonly units: number;
}

/**
 * Takes units of an item out, oldest pieces first. A case that holds more than is wanted is opened: what stays of it becomes single units, whose tags `unitTag` gives.
 */
export function takeOut(
  pieces: readonly Piece[],
  sku: string,
  quantity: number,
  unitTag: () => string,
): TakenOut {
  const left: Piece[] = [];
  const out: Piece[] = [];
  let units = 0;
  for (const piece of pieces) {
    const wanted = quantity - units;
    if (piece.sku !== sku || wanted === 0) left.push(piece);
    else if (piece.units <= wanted) {
      out.push(piece);
      units += piece.units;
    } else {
      const single = (): Piece => ({ ...piece, epc: unitTag(), units: 1 });
      for (let unit = 0; unit < wanted; unit++) out.push(single());
      for (let unit = wanted; unit < piece.units; unit++) left.push(single());
      units += wanted;
    }
  }
  return { left, out, units };
}
