/** Tours of batches by distances that are given, each a good order of its stops. Many are asked for while batches are looked for, so a tour is improved little then, and well in the end (`polished`). */
import type { Chance } from "@floorplane/layout/picking-tours/chance";
import { kickedOrder } from "@floorplane/layout/picking-tours/kicked-order";
import { bestOrder, exactStopsMax, StopDistances } from "@floorplane/layout/picking-tours/stop-order";
import type { BatchTours } from "./batches.ts";

export interface DistanceFloor {
  /** Metres from one point to another, by their numbers. */
  metres(from: number, to: number): number;
  /** Points where each tour begins and ends. */
  readonly start: number;
  readonly end: number;
}

export class DistanceTours implements BatchTours {
  readonly #floor: DistanceFloor;
  readonly #orders: readonly (readonly number[])[];

  /** `orders`: the points that each wants. */
  constructor(floor: DistanceFloor, orders: readonly (readonly number[])[]) {
    this.#floor = floor;
    this.#orders = orders;
  }

  metresOf(orders: readonly number[]): number {
    const { distances } = this.#stops(orders);
    return distances.along(bestOrder(distances));
  }

  /** Points in the order of a tour that was improved by so many kicks, and its length. */
  polished(orders: readonly number[], kicks: number, chance: Chance) {
    const { distances, points } = this.#stops(orders);
    const first = bestOrder(distances);
    const order = points.length <= exactStopsMax ? first : kickedOrder(distances, first, kicks, chance);
    return { points: order.map((stop) => points[stop]!), metres: distances.along(order) };
  }

  #stops(orders: readonly number[]) {
    const points = [...new Set(orders.flatMap((order) => this.#orders[order]!))].sort(
      (one, other) => one - other,
    );
    const { start, end } = this.#floor;
    const ends = [...points, start, end];
    return {
      points,
      distances: new StopDistances(points.length, (from, to) => this.#floor.metres(ends[from]!, ends[to]!)),
    };
  }
}
