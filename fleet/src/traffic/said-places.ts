/**
 * Places that robots say to cover though they hold others, or none: carried by hand, astray, not yet placed. Nobody is let onto them until their robot says something else, or holds
 * them; and where somebody holds them already, both must be told to stop. A said place never takes anything from a holder.
 */
import type { RobotId } from "@floorplane/contracts/ids";
import type { Graph } from "@floorplane/layout/graph";
import type { Claims } from "./claims.ts";
import type { Resources } from "./resource-table.ts";
import { resourcesAlong } from "./resources.ts";
import type { Contest, SaidPlace } from "./traffic.ts";

export class SaidPlaces {
  readonly #graph: Graph;
  readonly #resources: Resources;
  readonly #claims: Claims;
  /** What each covers, as resources. */
  readonly #said = new Map<RobotId, readonly number[]>();

  constructor(graph: Graph, resources: Resources, claims: Claims) {
    this.#graph = graph;
    this.#resources = resources;
    this.#claims = claims;
  }

  /** Answers the nodes for which something has changed. */
  set(robot: RobotId, place: SaidPlace | null): readonly number[] {
    const before = this.#said.get(robot) ?? [];
    const now = place ? [...place.nodes, ...place.edges.map((edge) => this.#graph.nodeCount + edge)] : [];
    if (before.length === now.length && before.every((resource, index) => resource === now[index])) return [];
    for (const resource of now) this.#claims.setSaid(resource, 1);
    for (const resource of before) this.#claims.setSaid(resource, -1);
    if (now.length > 0) this.#said.set(robot, now);
    else this.#said.delete(robot);
    return [...before, ...now].filter((resource) => resource < this.#graph.nodeCount);
  }

  /** Who says to cover any of these, or a place that conflicts with one. */
  sayersOf(places: readonly number[], but: RobotId): RobotId[] {
    if (this.#said.size === 0) return [];
    const touched = this.#touched(places);
    return [...this.#said].flatMap(([robot, said]) =>
      robot !== but && said.some((resource) => touched.has(resource)) ? [robot] : [],
    );
  }

  /** Each robot that says a place which others hold or say too. `slotOf`: slots of the robots on the floor. */
  contests(slotOf: ReadonlyMap<RobotId, number>): Contest[] {
    return [...this.#said].flatMap(([robot, said]) => {
      const touched = this.#touched(said);
      const others: { robot: RobotId; isAhead: boolean }[] = [];
      for (const [other, slot] of slotOf) {
        const held = other === robot ? [] : resourcesAlong(this.#graph, this.#claims.base(slot));
        const at = held.findLastIndex((resource) => touched.has(resource));
        if (at >= 0) others.push({ robot: other, isAhead: at > 0 });
      }
      for (const other of this.sayersOf(said, robot)) others.push({ robot: other, isAhead: false });
      return others.length > 0 ? [{ robot, others }] : [];
    });
  }

  #touched(places: readonly number[]): ReadonlySet<number> {
    const { first, other } = this.#resources;
    const touched = new Set(places);
    for (const place of places)
      for (let at = first[place]!; at < first[place + 1]!; at++) touched.add(other[at]!);
    return touched;
  }
}
