/** A warehouse of parallel aisles between straight cross aisles, as the picker-routing problem has it (Ratliff & Rosenthal 1983; with cross aisles in the middle: Roodbergen & De Koster 2001). */

export interface AisleFloor {
  readonly aisles: number;
  /** From the middle of an aisle to the middle of the next, metres. */
  readonly aisleGapM: number;
  /** Where cross aisles meet each aisle, metres from its front end, ascending: two of them make one block, three make two. */
  readonly crossesM: readonly number[];
  /** Tours begin and end where this aisle meets this cross aisle. */
  readonly depot: { readonly aisle: number; readonly cross: number };
}

export interface Place {
  readonly aisle: number;
  /** Metres from the front end of the aisle. */
  readonly atM: number;
}

/** The shortest walk between two places: within an aisle straight, else by the one cross aisle that is nearest to both. */
export function walkM({ aisleGapM, crossesM }: AisleFloor, from: Place, to: Place): number {
  if (from.aisle === to.aisle) return Math.abs(from.atM - to.atM);
  const along = crossesM.map((crossM) => Math.abs(from.atM - crossM) + Math.abs(to.atM - crossM));
  return Math.min(...along) + aisleGapM * Math.abs(from.aisle - to.aisle);
}

export const depotOf = ({ depot, crossesM }: AisleFloor): Place => ({
  aisle: depot.aisle,
  atM: crossesM[depot.cross]!,
});

/** The block in which a place lies. One at a cross aisle belongs to the block before it; the first cross aisle to the first block. */
export const blockOf = ({ crossesM }: AisleFloor, { atM }: Place): number =>
  Math.max(0, crossesM.findIndex((crossM) => crossM >= atM) - 1);
