/**
 * How much work may be under way to one place: no more robots than can come, work and leave while the newcomer drives there. A robot that fetched a tote for a bin before which others wait would
 * only stand somewhere with it. What is refused here waits as a request, and robots take other work or stay parked.
 */
import { actionSeconds, isAtShelf } from "../transports/stop-actions.ts";
import type { Transport } from "../transports/transport.ts";
import type { Floor } from "./floor.ts";

/** From the end of one robot's work at a place to the beginning of the next one's: out of the pocket, past each other, in. s. */
const changeS = 15;
/** A place may have so much more work under way to it than the way there takes, s: two robots stand by, so that it never idles. */
const sparesS = 90;

export class Admission {
  readonly #floor: Floor;
  /** By node: seconds of work there that assigned transports still bring, each visit counted by how likely it is the next of its tour. */
  readonly #workS = new Map<number, number>();

  constructor(floor: Floor) {
    this.#floor = floor;
    for (const transport of floor.transports) if (transport.robot !== null) this.take(transport);
  }

  /** Whether each place that the transport still has to visit bears one robot more. */
  admits(transport: Transport): boolean {
    const from = this.#begins(transport);
    return this.#visits(transport).every(({ nodes }) =>
      nodes.some((node) => {
        const workS = this.#workS.get(node);
        return workS === undefined || workS <= sparesS + this.#comesInS(from, node);
      }),
    );
  }

  take(transport: Transport): void {
    const visits = this.#visits(transport);
    for (const { nodes, workS } of visits)
      for (const node of nodes)
        this.#workS.set(
          node,
          (this.#workS.get(node) ?? 0) + (workS + changeS) / (visits.length * nodes.length),
        );
  }

  #comesInS(from: number, node: number): number {
    const seconds = from < 0 ? 0 : this.#floor.travel.seconds(from, node);
    return Number.isFinite(seconds) ? seconds : 0;
  }

  /** The dock where it is fetched; -1 where it has been. */
  #begins({ stops, left }: Transport): number {
    const first = stops[left[0] ?? -1];
    if (!first || isVisit(first)) return -1;
    return this.#floor.places.docksOf(first.stations)[0]?.node ?? -1;
  }

  /** Docks where totes are fetched and dropped have a measure of their own: they are many alternatives for one stop. */
  #visits({ stops, left }: Transport): readonly { nodes: readonly number[]; workS: number }[] {
    return left
      .map((stop) => stops[stop]!)
      .filter(isVisit)
      .map(({ stations, action }) => ({
        nodes: this.#floor.places.docksOf(stations).map(({ node }) => node),
        workS: actionSeconds(action),
      }))
      .filter(({ nodes }) => nodes.length > 0);
  }
}

const isVisit = ({ action }: Transport["stops"][number]): boolean => isAtShelf(action);
