/** The world as robots meet it: who reaches what from which node, and whose hands take and give goods. */
import { StationId } from "@floorplane/contracts/ids";
import { placeEpc } from "@floorplane/contracts/labels";
import type { Layout } from "@floorplane/layout/layout";
import type { Mishaps } from "../mishaps/mishaps.ts";
import type { CarriedLoad, TagsAt, UnitsMoved, UnitsWanted, WorldPort } from "../robots/world-port.ts";
import type { Loads } from "./loads.ts";
import type { Shelves } from "./shelves.ts";

export interface FloorHandlingOptions {
  readonly layout: Layout;
  readonly shelves: Shelves;
  readonly loads: Loads;
  /** The station at which what came stands; absent: nothing comes. */
  readonly receiving?: string | undefined;
  /** Asks a station's infeed for a place; undefined where totes cannot be handed over. */
  readonly infeed: (station: string) => { offer(tote: string): boolean } | undefined;
  readonly mishaps?: Pick<Mishaps, "missedBy"> | undefined;
}

export class FloorHandling implements WorldPort {
  readonly #options: FloorHandlingOptions;
  /** Ids of the nodes from which a station is reached. */
  readonly #reach = new Map<string, ReadonlySet<string>>();
  readonly #chargers = new Set<string>();

  constructor(options: FloorHandlingOptions) {
    this.#options = options;
    const { stations, graph, nodeActions } = options.layout;
    for (const { id, nodes } of stations.values())
      this.#reach.set(id, new Set(nodes.map((node) => graph.nodeIds[node]!)));
    for (const [node, actions] of nodeActions)
      if (actions.some(({ actionType }) => actionType === "startCharging"))
        this.#chargers.add(graph.nodeIds[node]!);
    for (const { kind, nodes } of stations.values())
      if (kind === "charging") for (const node of nodes) this.#chargers.add(graph.nodeIds[node]!);
  }

  reaches(node: string, station: string): boolean {
    return this.#reach.get(station)?.has(node) ?? false;
  }

  hasCharger(node: string): boolean {
    return this.#chargers.has(node);
  }

  takeTote(station: string, tote: string): boolean {
    return this.#options.infeed(station) !== undefined && this.#options.shelves.openTote(tote);
  }

  takeUnits(wanted: UnitsWanted): UnitsMoved {
    if (this.#isReceiving(wanted.station)) return this.#options.shelves.takeReceived(handling(wanted));
    if (!this.#isStorage(wanted.station)) return nothing;
    const { shelves, mishaps } = this.#options;
    const quantity = wanted.quantity - (mishaps?.missedBy(wanted) ?? 0);
    return quantity > 0 ? shelves.take(handling({ ...wanted, quantity })) : nothing;
  }

  putUnits(wanted: UnitsWanted): UnitsMoved {
    return this.#isStorage(wanted.station) ? this.#options.shelves.put(handling(wanted)) : nothing;
  }

  dropTote(station: string, tote: string): boolean {
    return this.#options.infeed(station)?.offer(tote) ?? false;
  }

  takeLoad(
    station: string,
    wanted: { readonly load: string | undefined; readonly loadType: string },
  ): CarriedLoad | undefined {
    return this.#options.loads.take(station, wanted);
  }

  setDownLoad(station: string, load: CarriedLoad): void {
    this.#options.loads.setDown(station, load);
  }

  tagsAt(station: string): TagsAt {
    const { shelves } = this.#options;
    const far = shelves.beside(station).flatMap((location) => shelves.tagsIn(location));
    return { label: placeEpc(station), near: shelves.tagsIn(station), far };
  }

  unitsIn(tote: string): number {
    return this.#options.shelves.unitsIn(tote);
  }

  tagsOn(tote: string): readonly string[] {
    return this.#options.shelves.tagsOn(tote);
  }

  /** Where what came stands, until it is put away. */
  #isReceiving(station: string): boolean {
    return this.#options.receiving !== undefined && station === this.#options.receiving;
  }

  #isStorage(station: string): boolean {
    const known = this.#options.layout.stations.get(StationId(station));
    return known !== undefined && known.kind === undefined;
  }
}

const nothing: UnitsMoved = { quantity: 0, tags: [] };
const handling = ({ station, sku, lot, quantity, tote }: UnitsWanted) => ({
  location: station,
  sku,
  lot,
  quantity,
  tote,
});
