/** Ways of totes on a site's own lanes, as fleet control reckons them. */
import { StationId } from "@floorplane/contracts/ids";
import { Travel } from "@floorplane/fleet/dispatch/travel";
import { StopDistances } from "@floorplane/layout/picking-tours/stop-order";
import type { LoadedSite } from "../site/site-files.ts";
import type { SentTote } from "./sent-totes.ts";

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
      this.#least([places[from] ?? start], places[to] === undefined ? this.#docks : [places[to]]),
    );
  }

  #least(from: readonly number[], to: readonly number[]): number {
    return Math.min(...from.flatMap((start) => to.map((goal) => this.#travel.seconds(start, goal))));
  }

  #nodeOf(station: StationId): number {
    return this.#stations.get(station)?.nodes[0] ?? -1;
  }
}
