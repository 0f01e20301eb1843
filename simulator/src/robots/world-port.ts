/**
 * What a simulated robot asks of the world around it: who stands where, and what is really on the shelf. Answers are synchronous and final:
 * what the world gave away it has given away, and it is in the world's file with the next save.
 */

export interface UnitsWanted {
  /** LIF station of the storage place. */
  readonly station: string;
  readonly sku: string;
  readonly lot: string | undefined;
  /** Whole units, at least 1. */
  readonly quantity: number;
  readonly tote: string;
  /** The line it is for, when the order named one. */
  readonly line: string | undefined;
}

export interface UnitsMoved {
  /** Units really moved, 0 to the quantity wanted. */
  readonly quantity: number;
  /** EPCs (hex) of the tags that moved with them: one a unit, or one for a sealed case. */
  readonly tags: readonly string[];
}

/** What a robot carries that is no tote of the house. */
export interface CarriedLoad {
  readonly load: string;
  readonly loadType: string;
}

export interface TagsAt {
  readonly label: string;
  readonly near: readonly string[];
  readonly far: readonly string[];
}

export interface WorldPort {
  /** Whether a robot that stands on this node reaches this station: an interaction node of it in the layout. */
  reaches(node: string, station: string): boolean;
  /** Whether the robot that stands on this node is plugged in. */
  hasCharger(node: string): boolean;
  /** Hands an empty tote to the robot; false when the station has none of that name. Asked when `pick` ends. */
  takeTote(station: string, tote: string): boolean;
  /** Takes what is really there, up to the quantity, off the shelf and into the tote. Asked when `pickItems` ends. */
  takeUnits(wanted: UnitsWanted): UnitsMoved;
  /** Puts what is really in the tote, up to the quantity, on the shelf. Asked when `putItems` ends. */
  putUnits(wanted: UnitsWanted): UnitsMoved;
  /**
   * A place in the station's infeed for this tote: true takes it, and the tote stands there 5 s later; false means full. Asked when `drop`
   * begins, again every second while the answer is no, and never again after a yes.
   */
  dropTote(station: string, tote: string): boolean;
  /** Hands a load to the robot, the one of that number or, without one, what stands there; undefined: it is not there. Asked when `pick` ends. */
  takeLoad(
    station: string,
    wanted: { readonly load: string | undefined; readonly loadType: string },
  ): CarriedLoad | undefined;
  /** The robot has set it down there. Asked when `drop` ends. */
  setDownLoad(station: string, load: CarriedLoad): void;
  /** What a reader before a storage place could see: its label, the tags in it, and those of the places beside it, which answer weakly. */
  tagsAt(station: string): TagsAt;
  /** Units of goods in the tote. */
  unitsIn(tote: string): number;
  /** EPCs (hex) of every tag a reader at this tote could see: its own GRAI and all SGTINs in it. Order must not depend on timing. */
  tagsOn(tote: string): readonly string[];
}
