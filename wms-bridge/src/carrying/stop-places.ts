/** Where robots can be sent to pick and drop: every station and storage place of the layout, but those where they park and charge. */
import { StationId } from "@floorplane/contracts/ids";
import { didYouMean } from "@floorplane/contracts/nearest-name";
import type { LocationRow, Site } from "@floorplane/contracts/site";

export interface WithStopPlaces {
  readonly stopPlaces: StopPlaces;
}

/** Robots of the site, by name. */
export interface WithRobotIds {
  readonly robotIds: ReadonlySet<string>;
}

/** By name what kind of station it is; undefined: one that is only a place. */
export type KindsOfStations = ReadonlyMap<string, string | undefined>;

export class StopPlaces {
  readonly #kinds: KindsOfStations;

  constructor(kinds: KindsOfStations) {
    this.#kinds = kinds;
  }

  /** Why no robot can be sent there, in words that say what to do; undefined: it can. */
  whyNot(station: string): string | undefined {
    const kind = this.#kinds.get(station);
    if (!this.#kinds.has(station))
      return `${station} is no station and no storage place of this site${didYouMean(station, [...this.#kinds.keys()])}`;
    if (kind === "parking" || kind === "charging")
      return `${station} is for ${kind}; name a place where loads stand`;
    return undefined;
  }
}

/** As far as the site's own files tell, where no layout is at hand. */
export const stationsOf = (site: Site, locations: readonly LocationRow[]): KindsOfStations =>
  new Map<string, string | undefined>([
    ...locations.map(({ location }) => [StationId(location), undefined] as const),
    ...site.stations.map(({ station, kind }) => [StationId(station), kind] as const),
  ]);
