/** Ways of totes on a site's own lanes, as fleet control reckons them: of those that were driven, and of the best that a plan can have. */
import { byCodeUnits, StationId } from "@floorplane/contracts/ids";
import { Travel } from "@floorplane/fleet/dispatch/travel";
import { bestOrder, StopDistances } from "@floorplane/layout/picking-tours/stop-order";
import { cutTotes } from "@floorplane/wms-bridge/totes/cut";
import type { LoadedSite } from "../site/site-files.ts";
import type { SentLine, SentTote } from "./sent-totes.ts";

export interface Goods {
  readonly litres: number;
  readonly kilograms: number;
}

export class ToteWays {
  readonly #travel: Travel;
  readonly #stations: LoadedSite["layout"]["stations"];
  /** Nodes at which totes are packed. */
  readonly #docks: readonly number[];

  constructor({ site, layout }: Pick<LoadedSite, "site" | "layout">) {
    this.#travel = new Travel(layout.graph, site.vehicle);
    this.#stations = layout.stations;
    this.#docks = site.stations
      .filter(({ kind }) => kind === "packing")
      .map(({ station }) => this.#nodeOf(StationId(station)));
  }

  /** Places that a tote was driven past, in their order, and the seconds between them, from where it was fetched to the dock that is nearest at last. Undefined: fewer than two. */
  driven({ driven }: SentTote): StopDistances | undefined {
    const [start, ...places] = [...new Set(driven.map((station) => this.#nodeOf(station)))];
    if (start === undefined || places.length < 2) return undefined;
    return new StopDistances(places.length, (from, to) =>
      this.#least([places[from] ?? start], places[to] === undefined ? this.#docks : [places[to]], "seconds"),
    );
  }

  /** Metres from the nearest dock past all lines, in the best order, to the nearest dock. */
  plannedM(lines: readonly SentLine[]): number {
    const places = [...new Set(lines.map(({ location }) => this.#nodeOf(StationId(location))))];
    const at = (place: number): readonly number[] =>
      places[place] === undefined ? this.#docks : [places[place]];
    const distances = new StopDistances(places.length, (from, to) => this.#least(at(from), at(to), "metres"));
    return distances.along(bestOrder(distances));
  }

  #least(from: readonly number[], to: readonly number[], what: "seconds" | "metres"): number {
    return Math.min(...from.flatMap((start) => to.map((goal) => this.#travel.way(start, goal)[what])));
  }

  #nodeOf(station: StationId): number {
    return this.#stations.get(station)?.nodes[0] ?? -1;
  }
}

/**
 * Totes for all that was sent within so long, cut along the floor whatever order a line is of; no two clients share a tote. Within a millisecond nothing later is known: those are the waves as they
 * went. Within longer, what came first waits for the rest.
 */
export function sharedTotes(
  sent: readonly SentTote[],
  goodsOf: (line: SentLine) => Goods,
  withinMs: number,
): SentLine[][] {
  const together = Map.groupBy(sent, ({ at, client }) => `${Math.floor(at / withinMs)} ${client}`);
  return [...together.values()].flatMap((totes) => {
    const picks = totes
      .flatMap(({ lines }) => lines)
      .sort((one, other) => byCodeUnits(one.location, other.location))
      .map((line) => ({ ...line, ...goodsOf(line) }));
    return cutTotes(picks).map((parts) =>
      parts.map(({ pick: { sku, location }, units }) => ({ sku, location, units })),
    );
  });
}
