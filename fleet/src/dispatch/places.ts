/** The places that dispatch sends robots to, from the layout: docks of stations, storage pockets, parking places and chargers. */
import type { RobotId, StationId } from "@floorplane/contracts/ids";
import type { Layout } from "@floorplane/layout/layout";
import { CutOff } from "./cut-off.ts";

export interface Dock {
  readonly station: StationId;
  readonly node: number;
}

export class Places {
  readonly parking: readonly number[];
  readonly parkingNodes: ReadonlySet<number>;
  readonly chargers: readonly number[];
  /** Every node that belongs to a station: a robot there stands out of the lanes' way. */
  readonly pockets: ReadonlySet<number>;
  readonly docks: ReadonlySet<number>;
  /** Pockets at pick faces and reserve. */
  readonly storage: readonly number[];
  /** Places that nobody can go to or come back from while a robot stands in the way. */
  readonly cutOff: CutOff;
  readonly #stations: Layout["stations"];
  /** Asked in each round, and few among all the stations of a large floor. */
  readonly #charging: readonly { readonly id: StationId; readonly nodes: readonly number[] }[];
  readonly #isClosed: (place: StationId) => boolean;
  readonly isAnyClosed: () => boolean;

  constructor(
    { stations, graph }: Pick<Layout, "stations" | "graph">,
    isClosed: (place: StationId) => boolean = () => false,
    isAnyClosed: () => boolean = () => false,
  ) {
    this.#stations = stations;
    this.#charging = [...stations.values()].filter(({ kind }) => kind === "charging");
    this.#isClosed = isClosed;
    this.isAnyClosed = isAnyClosed;
    this.cutOff = new CutOff(graph);
    const parking: number[] = [];
    const chargers: number[] = [];
    const docks = new Set<number>();
    const pockets = new Set<number>();
    const storage = new Set<number>();
    for (const { kind, nodes } of stations.values())
      for (const node of nodes) {
        pockets.add(node);
        if (kind === "parking") parking.push(node);
        else if (kind === "charging") chargers.push(node);
        else if (kind !== undefined) docks.add(node);
        else storage.add(node);
      }
    this.parking = parking.sort((a, b) => a - b);
    this.parkingNodes = new Set(parking);
    this.chargers = chargers.sort((a, b) => a - b);
    this.pockets = pockets;
    this.docks = docks;
    this.storage = [...storage]
      .filter((node) => !docks.has(node) && !parking.includes(node) && !chargers.includes(node))
      .sort((a, b) => a - b);
  }

  has(station: StationId): boolean {
    return this.#stations.has(station);
  }

  chargerAt(node: number): StationId | undefined {
    return this.#charging.find(({ nodes }) => nodes.includes(node))?.id;
  }

  closedChargers(): ReadonlySet<number> {
    const closed = new Set<number>();
    for (const { id, nodes } of this.#charging)
      if (this.#isClosed(id)) for (const node of nodes) closed.add(node);
    return closed;
  }

  /** No robot is sent to that place any more, by a person's word or after repeated failures. */
  isClosed(station: StationId): boolean {
    return this.#isClosed(station);
  }

  /** Who cuts a station off. */
  barring(station: StationId): readonly RobotId[] {
    const nodes = this.#stations.get(station)?.nodes ?? [];
    return [...new Set(nodes.flatMap((node) => this.cutOff.barring(node)))];
  }

  /** Where a robot can stand for any one of these stations; those that are closed have no dock, and those that are cut off none for now. */
  docksOf(stations: readonly StationId[]): Dock[] {
    return stations.flatMap((station) =>
      this.#isClosed(station)
        ? []
        : (this.#stations.get(station)?.nodes ?? [])
            .filter((node) => !this.cutOff.has(node))
            .map((node) => ({ station, node })),
    );
  }
}
