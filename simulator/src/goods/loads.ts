/**
 * The truth about loads that are no totes of the house: pallets, shelves, rolling cages, trays. Each stands at a station or rides on a robot. What nobody has seen here before was just put
 * there by somebody who is not in this world: a truck driver, a machine.
 */
import { byCodeUnits } from "@floorplane/contracts/ids";
import type { WorldFile } from "../world-file.ts";

export interface StandingLoad {
  readonly load: string;
  readonly loadType: string;
}

interface Kept extends StandingLoad {
  /** Null: it rides on a robot. */
  readonly station: string | null;
  /** Counts what was set down, so that at one station the latest is known. */
  readonly since: number;
}

const kind = "load";

export class Loads {
  readonly #file: WorldFile;
  readonly #loads = new Map<string, Kept>();
  #moves = 0;
  #unnamed = 0;

  constructor(file: WorldFile) {
    this.#file = file;
    for (const { id, body } of file.all(kind)) {
      const kept = body as Kept;
      this.#loads.set(id, kept);
      this.#moves = Math.max(this.#moves, kept.since);
      const number = /^LOAD-(\d+)$/.exec(id)?.[1];
      this.#unnamed = Math.max(this.#unnamed, Number(number ?? 0));
    }
  }

  /** Where each is, sorted by its number; null: on a robot. */
  all(): readonly (StandingLoad & { readonly station: string | null })[] {
    return [...this.#loads.values()]
      .sort((a, b) => byCodeUnits(a.load, b.load))
      .map(({ load, loadType, station }) => ({ load, loadType, station }));
  }

  /** Somebody from outside puts a load there. */
  bring(station: string, { load, loadType }: StandingLoad): void {
    if (!this.#loads.has(load)) this.#keep({ load, loadType, station, since: ++this.#moves });
  }

  /** A robot takes it; without a name the one that was set down last there. Undefined: it stands elsewhere. */
  take(
    station: string,
    wanted: { readonly load: string | undefined; readonly loadType: string },
  ): StandingLoad | undefined {
    const known = wanted.load === undefined ? this.#latestAt(station) : this.#loads.get(wanted.load);
    if (known && known.station !== station) return undefined;
    const load = known?.load ?? wanted.load ?? `LOAD-${++this.#unnamed}`;
    const taken = { load, loadType: known?.loadType ?? wanted.loadType };
    this.#keep({ ...taken, station: null, since: ++this.#moves });
    return taken;
  }

  setDown(station: string, { load, loadType }: StandingLoad): void {
    this.#keep({ load, loadType, station, since: ++this.#moves });
  }

  #latestAt(station: string): Kept | undefined {
    let latest: Kept | undefined;
    for (const one of this.#loads.values())
      if (one.station === station && one.since > (latest?.since ?? -1)) latest = one;
    return latest;
  }

  #keep(kept: Kept): void {
    this.#loads.set(kept.load, kept);
    this.#file.put(kind, kept.load, kept);
  }
}
