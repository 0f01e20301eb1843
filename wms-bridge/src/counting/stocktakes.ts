/** Counts that were asked for as a whole: which bins, and how far they are. A bin of one is counted when it was counted since the count was asked for, by whomever. */
import type { ClientId, LocationId } from "@floorplane/contracts/ids";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import type { CountedBins } from "../stock/bin-counts.ts";
import type { Places } from "../stock/places.ts";
import type { ReadTags } from "./read-tags.ts";
import { type Stocktake, stocktakeKind } from "./stocktake.kind.ts";

export interface WithStocktakes {
  readonly stocktakes: Stocktakes;
}

export interface StocktakesOptions {
  /** Whose are meant where nobody is named. */
  readonly client: ClientId;
  readonly countedBins: CountedBins;
  readonly readTags: ReadTags;
  readonly places: Pick<Places, "isStorage">;
  /** Those that ended are shown so long, ms; one of a schedule until the next has begun. */
  readonly keptMs: number;
}

/** A bin that robots come to so often is counted with none of them on the way. */
const disturbedMax = 3;

export const isOpen = ({ state }: Pick<Stocktake, "state">): boolean =>
  state === "reading" || state === "counting";

/** Units that a count found otherwise than the book had them. */
export interface Differing {
  readonly units: number;
}

export class Stocktakes extends Shelf<string, Stocktake> {
  readonly #options: StocktakesOptions;
  /** Bins that people are to count, with the open counts that wait for them. */
  readonly #waiting = new Map<LocationId, Set<Stocktake>>();
  /** How often robots came while a bin of theirs was counted; only in memory. */
  readonly #disturbed = new Map<LocationId, number>();

  constructor(stores: Stores, options: StocktakesOptions) {
    super(stores, {
      kind: stocktakeKind,
      id: ({ count }) => count,
      owner: { own: options.client, ids: "client" },
      body: (stocktake) => ({ ...stocktake }),
      read: (stocktake) => stocktake,
      isOver: (one, now) =>
        one.endedAt !== null && one.endedAt < now - options.keptMs && !this.#isLastOfSchedule(one),
    });
    this.#options = options;
  }

  /** Bins that people are to count for one of them. */
  get waiting(): IterableIterator<LocationId> {
    return this.#waiting.keys();
  }

  get isAnyWaiting(): boolean {
    return this.#waiting.size > 0;
  }

  isWaiting(location: LocationId): boolean {
    return this.#waiting.has(location);
  }

  isCounted({ openedAt }: Pick<Stocktake, "openedAt">, location: LocationId): boolean {
    return (this.#options.countedBins.get(location)?.at ?? Number.NEGATIVE_INFINITY) >= openedAt;
  }

  /** A place that the site lost meanwhile is nobody's to count. */
  leftOf(stocktake: Stocktake): LocationId[] {
    const { places } = this.#options;
    return stocktake.locations.filter(
      (location) => places.isStorage(location) && !this.isCounted(stocktake, location),
    );
  }

  passMade(stocktake: Stocktake, pass: number): void {
    if (!stocktake.passes.includes(pass))
      this.write(stocktake).passes = [...stocktake.passes, pass].sort((a, b) => a - b);
  }

  /** A tag of nobody here, beyond those that are kept. */
  overflowed(stocktake: Stocktake): void {
    this.write(stocktake).beyond = stocktake.beyond + 1;
  }

  /** No further pass comes: people count what is left. */
  readingEnded(stocktake: Stocktake, confirmed: number, now: number): void {
    Object.assign(this.write(stocktake), { state: "counting", confirmed });
    this.#lineUp(stocktake);
    this.#endIfDone(stocktake, now);
  }

  cancel(stocktake: Stocktake, now: number): void {
    this.#end(stocktake, "cancelled", now);
  }

  /** A robot came while it was counted. Answers whether that was once too often: it must give nothing then until it is counted. */
  disturbed(location: LocationId): boolean {
    if (!this.#waiting.has(location)) return false;
    const times = (this.#disturbed.get(location) ?? 0) + 1;
    this.#disturbed.set(location, times);
    return times >= disturbedMax;
  }

  /** Somebody counted it; `differences` are what the book was wrong by. */
  binCounted(location: LocationId, differences: readonly Differing[], now: number): void {
    for (const stocktake of this.#waiting.get(location) ?? []) {
      const { bins, more, fewer } = stocktake.differing;
      if (differences.length > 0)
        this.write(stocktake).differing = {
          bins: bins + 1,
          more: more + differences.reduce((sum, { units }) => sum + Math.max(0, units), 0),
          fewer: fewer + differences.reduce((sum, { units }) => sum + Math.max(0, -units), 0),
        };
      this.#endIfDone(stocktake, now);
    }
    this.#waiting.delete(location);
    this.#disturbed.delete(location);
  }

  override add(stocktake: Stocktake): Stocktake {
    super.add(stocktake);
    this.#lineUp(stocktake);
    return stocktake;
  }

  override remove(stocktake: Stocktake): void {
    this.#options.readTags.forget(stocktake);
    super.remove(stocktake);
  }

  protected override restored(stocktake: Stocktake): void {
    this.#lineUp(stocktake);
  }

  #isLastOfSchedule({ schedule, openedAt }: Stocktake): boolean {
    if (schedule === null) return false;
    for (const one of this.all()) if (one.schedule === schedule && one.openedAt > openedAt) return false;
    return true;
  }

  #lineUp(stocktake: Stocktake): void {
    if (stocktake.state !== "counting") return;
    for (const location of this.leftOf(stocktake)) {
      const those = this.#waiting.get(location);
      if (those) those.add(stocktake);
      else this.#waiting.set(location, new Set([stocktake]));
    }
  }

  #endIfDone(stocktake: Stocktake, now: number): void {
    if (stocktake.state === "counting" && this.leftOf(stocktake).length === 0)
      this.#end(stocktake, "done", now);
  }

  #end(stocktake: Stocktake, state: "done" | "cancelled", now: number): void {
    Object.assign(this.write(stocktake), { state, endedAt: now });
    for (const [location, those] of this.#waiting) {
      those.delete(stocktake);
      if (those.size === 0) this.#waiting.delete(location);
    }
  }
}
