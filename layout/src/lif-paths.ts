/** Where the things of a layout stand in its file. */
import type { Lif } from "./lif.schema.ts";

/** Where nodes, edges and stations of the chosen layout stand in the file. */
export class Paths {
  readonly #index: number;
  readonly #places = new Map<string, string>();

  constructor({ layouts }: Lif, index: number) {
    this.#index = index;
    const { nodes, edges, stations } = layouts[index]!;
    const add = (kind: string, ids: readonly string[]): void => {
      for (const [i, id] of ids.entries())
        if (!this.#places.has(`${kind}.${id}`))
          this.#places.set(`${kind}.${id}`, `layouts[${index}].${kind}[${i}]`);
    };
    add(
      "nodes",
      nodes.map(({ nodeId }) => nodeId),
    );
    add(
      "edges",
      edges.map(({ edgeId }) => edgeId),
    );
    add(
      "stations",
      stations.map(({ stationId }) => stationId),
    );
  }

  node = (id: string): string => this.of(`nodes.${id}`);
  edge = (id: string): string => this.of(`edges.${id}`);
  station = (id: string): string => this.of(`stations.${id}`);

  /** `edges.E1.trajectory` reads `layouts[0].edges[7].trajectory`; what is no such place is the layout. Ids may hold dots. */
  of(place: string): string {
    const known = this.#places.get(place);
    if (known !== undefined) return known;
    for (let end = place.lastIndexOf("."); end > 0; end = place.lastIndexOf(".", end - 1)) {
      const start = this.#places.get(place.slice(0, end));
      if (start !== undefined) return start + place.slice(end);
    }
    return `layouts[${this.#index}]`;
  }
}
