/** Every place that can hold stock: storage locations in the order of the floor, and the benches where returns and counted goods wait for a decision. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { GoodsClass } from "@floorplane/contracts/goods-class";
import { byCodeUnits, LocationId, StationId } from "@floorplane/contracts/ids";
import { placeNumberOf } from "@floorplane/contracts/labels";
import type { LocationRow, Site } from "@floorplane/contracts/site";
import { type WayOfPicking, wayOfPicking } from "@floorplane/contracts/site-picking";
import type { PlaceKind } from "./accounts.ts";
import type { Travel } from "./travel.ts";

export interface Place {
  readonly location: LocationId;
  readonly kind: PlaceKind;
  readonly litres: number;
  readonly kilograms: number;
  /** As `site.yaml` calls it; none of a bench. */
  readonly zone?: string;
  /** Classes of goods that may stand there; all where absent. */
  readonly admits?: ReadonlySet<GoodsClass>;
  /** Whose hands pick there. */
  readonly picking: WayOfPicking;
  /** Order of the ids, which follow aisles and positions: the way a tour goes. */
  readonly rank: number;
}

export interface WithPlaces {
  readonly places: Places;
}

/** Where what comes would stand at a site that keeps nothing: robots carry loads there, and no goods are known. */
const nowhere = StationId("RECEIVING");

export class Places {
  readonly #places = new Map<LocationId, Place>();
  readonly #travel: Travel;
  readonly #metres = new Map<LocationId, number>();
  /** By the number of its label; null where two places would share it. */
  readonly #labels = new Map<string, LocationId | null>();
  /** Goods of some class do not stand everywhere. */
  readonly isPartitioned: boolean;
  readonly packing: readonly StationId[];
  readonly check: readonly StationId[];
  readonly receiving: StationId;
  /** Stations where a machine packs. */
  readonly machines: ReadonlySet<StationId>;
  /** Packing stations where a person does, with a screen. */
  readonly people: ReadonlySet<StationId>;
  /** Pick faces along the floor. */
  readonly faces: readonly LocationId[];
  /** Packing stations that goods are brought to, for a person who deals them out; none where no place is picked so. */
  readonly dealing: readonly StationId[];

  constructor(site: Site, locations: readonly LocationRow[], travel: Travel) {
    const stations = (kind: string): StationId[] =>
      site.stations
        .filter((row) => row.kind === kind)
        .map((row) => StationId(row.station))
        .sort(byCodeUnits);
    this.packing = stations("packing");
    if (this.packing.length === 0 && locations.length > 0)
      throw new FloorplaneError({
        code: "malformed-file",
        message: "the site has no packing station; add one to stations",
        field: "stations",
      });
    const check = stations("check");
    this.check = check.length > 0 ? check : this.packing;
    this.receiving = stations("receiving")[0] ?? this.check[0] ?? nowhere;
    this.machines = new Set(
      site.devices.flatMap(({ kind, station }) =>
        kind === "station" && station !== undefined ? [StationId(station)] : [],
      ),
    );
    this.people = new Set(
      site.stations.flatMap(({ station, kind, by }) =>
        kind === "packing" && by === "person" ? [StationId(station)] : [],
      ),
    );
    this.#travel = travel;
    this.isPartitioned = site.zones.some(({ admits }) => admits !== undefined);
    const admitted = admittedIn(site.zones);
    [...locations]
      .sort((a, b) => byCodeUnits(a.location, b.location))
      .forEach(({ location, kind, litres, kilograms, zone }, rank) => {
        const admits = admitted(zone);
        this.#places.set(LocationId(location), {
          ...(admits ? { admits } : {}),
          location: LocationId(location),
          kind,
          litres,
          kilograms,
          zone,
          picking: wayOfPicking(site, { zone, kind }),
          rank,
        });
        const label = placeNumberOf(location);
        this.#labels.set(label, this.#labels.has(label) ? null : LocationId(location));
      });
    this.faces = [...this.#places.values()].flatMap(({ kind, location }) =>
      kind === "face" ? [location] : [],
    );
    const isDealt = [...this.#places.values()].some(({ picking }) => picking === "goods-to-person");
    const named = new Set(site.picking?.stations ?? this.people);
    const dealing = this.packing.filter((station) => named.has(station));
    this.dealing = isDealt ? (dealing.length > 0 ? dealing : this.packing) : [];
    for (const station of new Set([...this.packing, ...this.check, this.receiving])) {
      const location = LocationId(station);
      const room = Number.POSITIVE_INFINITY;
      this.#places.set(location, {
        location,
        kind: "bench",
        litres: room,
        kilograms: room,
        picking: "robot",
        rank: this.#places.size,
      });
    }
  }

  /** A place of the site as its files are today. */
  get(location: LocationId): Place | undefined {
    const place = this.#places.get(location);
    return place?.kind === "removed" ? undefined : place;
  }

  /** Where the book has stock, whatever became of the place: nobody puts or fetches anything at one that was removed. */
  ofStock(location: LocationId): Place {
    let place = this.#places.get(location);
    if (!place) {
      place = {
        location,
        kind: "removed",
        litres: 0,
        kilograms: 0,
        picking: "robot",
        rank: this.#places.size,
      };
      this.#places.set(location, place);
    }
    return place;
  }

  readonly spotOf = (location: LocationId): string => this.#travel.spotOf?.(location) ?? location;

  /** Whose hands pick there. */
  pickingAt(location: LocationId): WayOfPicking {
    return this.#places.get(location)?.picking ?? "robot";
  }

  /** Order along the floor. */
  rankOf(location: LocationId): number {
    return this.#places.get(location)?.rank ?? 0;
  }

  /** The storage place whose label has this number; undefined where none has, or several do. */
  labelled(number: string): LocationId | undefined {
    return this.#labels.get(number) ?? undefined;
  }

  zoneOf(location: LocationId): string {
    return this.#places.get(location)?.zone ?? "";
  }

  /** Of a tour's stops. Where ways are not known, the order of the floor. */
  readonly metresOfTours = (from: StationId, to: StationId): number =>
    this.#travel.metresOfTours?.(from, to) ?? Math.abs(this.#rankOf(from) - this.#rankOf(to));

  #rankOf(station: StationId): number {
    return this.#places.get(LocationId(station))?.rank ?? 0;
  }

  isStorage(location: LocationId): boolean {
    const kind = this.get(location)?.kind;
    return kind === "face" || kind === "reserve";
  }

  /** Storage places along the floor. */
  *storage(): Iterable<LocationId> {
    for (const { location } of this.#places.values()) if (this.isStorage(location)) yield location;
  }

  /** Where a station's own goods stand. */
  bench(station: StationId): LocationId {
    return LocationId(this.get(LocationId(station)) ? station : this.receiving);
  }

  /** Metres to the nearest packing station; 0 for all where distances are not known. Asked seldom, remembered. */
  metresToPacking(location: LocationId): number {
    const { metresBetween } = this.#travel;
    if (!metresBetween) return 0;
    let metres = this.#metres.get(location);
    if (metres === undefined) {
      const from = StationId(location);
      metres = this.packing.reduce(
        (least, to) => Math.min(least, metresBetween(from, to)),
        Number.POSITIVE_INFINITY,
      );
      this.#metres.set(location, metres);
    }
    return metres;
  }
}

const generalAlone: ReadonlySet<GoodsClass> = new Set(["general"]);

/** Where one zone says what it admits, the others are for general goods; where none does, everything stands everywhere. */
function admittedIn(zones: Site["zones"]): (zone: string) => ReadonlySet<GoodsClass> | undefined {
  if (zones.every(({ admits }) => admits === undefined)) return () => undefined;
  const byZone = new Map(zones.map(({ zone, admits }) => [zone, admits && new Set<GoodsClass>(admits)]));
  return (zone) => byZone.get(zone) ?? generalAlone;
}
