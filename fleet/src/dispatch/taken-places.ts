/** Places that one phase of a round has given away already. */
import type { RobotId } from "@floorplane/contracts/ids";
import type { RobotView } from "../robots/robot-view.ts";
import type { Floor } from "./floor.ts";

/** The book does not know them yet. */
export class TakenPlaces {
  readonly #nodes = new Set<number>();

  take(node: number): void {
    this.#nodes.add(node);
  }

  has(node: number): boolean {
    return this.#nodes.has(node);
  }

  isFree(floor: Floor, robot: RobotId, node: number): boolean {
    return !this.has(node) && !floor.places.cutOff.has(node) && floor.book.isFreeFor(robot, node);
  }

  /** The nearest that nobody else is bound for, or -1. */
  nearest(floor: Floor, robot: RobotView, nodes: readonly number[], towards?: number): number {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const node of nodes) {
      if (!this.isFree(floor, robot.id, node)) continue;
      const onward = towards === undefined ? 0 : floor.travel.seconds(node, towards);
      const seconds = floor.travel.seconds(robot.end, node) + onward;
      if (seconds >= least) continue;
      best = node;
      least = seconds;
    }
    return best;
  }
}
