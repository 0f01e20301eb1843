/**
 * Visits asked for, place by place: those of robots and people who are on their way, and those that orders will need for the units they hold. Places that
 * are worked at from one spot of the floor (levels of one bay) are served one visit at a time, and count together.
 */
import type { LocationId, Sku } from "@floorplane/contracts/ids";

export interface WithVisits {
  readonly visits: Visits;
}

export class Visits {
  readonly #spotOf: (location: LocationId) => string;
  readonly #crowdedVisits: number;
  /** Robots and people on their way to a place. */
  readonly #coming = new Map<LocationId, number>();
  /** All that is asked for, by spot. */
  readonly #asked = new Map<string, number>();
  /** Those for goods, wherever these stand. */
  readonly #of = new Map<Sku, number>();

  /** Goods that more want to fetch than one face serves, and that were not looked at for a further face since. */
  readonly crowded = new Set<Sku>();

  constructor(spotOf: (location: LocationId) => string, crowdedVisits: number) {
    this.#spotOf = spotOf;
    this.#crowdedVisits = crowdedVisits;
  }

  /** Visits asked for at the spot of this place. */
  at(location: LocationId): number {
    return this.#asked.get(this.#spotOf(location)) ?? 0;
  }

  /** More visits than it serves well. */
  isCrowded(location: LocationId): boolean {
    return this.at(location) > this.#crowdedVisits;
  }

  isBusy(location: LocationId): boolean {
    return this.#coming.has(location);
  }

  /** Robots and people on their way to it. */
  coming(location: LocationId): number {
    return this.#coming.get(location) ?? 0;
  }

  /** Visits asked for to fetch these goods. */
  of(sku: Sku): number {
    return this.#of.get(sku) ?? 0;
  }

  /** `sku`: the goods that are fetched there. */
  goTo(location: LocationId, sku?: Sku): void {
    add(this.#coming, location, 1);
    this.hold(location, sku);
  }

  leave(location: LocationId, sku?: Sku): void {
    add(this.#coming, location, -1);
    this.release(location, sku);
  }

  /** An order took a hold there. */
  begin(location: LocationId, sku: Sku): void {
    this.hold(location, sku);
    if (this.of(sku) > this.#crowdedVisits) this.crowded.add(sku);
  }

  /** An order holds units there and will send for them. */
  hold(location: LocationId, sku?: Sku): void {
    add(this.#asked, this.#spotOf(location), 1);
    if (sku) add(this.#of, sku, 1);
  }

  release(location: LocationId, sku?: Sku): void {
    add(this.#asked, this.#spotOf(location), -1);
    if (sku) add(this.#of, sku, -1);
  }
}

function add<Key>(counts: Map<Key, number>, key: Key, change: number): void {
  const count = (counts.get(key) ?? 0) + change;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
}
