/**
 * Who stands or will stand where: each pocket, dock, parking place and charger has its robots in the order of service. A parking place has one;
 * a place of work may have the next on its way before the one that works there has left.
 */
import type { RobotId } from "@floorplane/contracts/ids";

/** Robots that may be bound for one place: the one that works there, the next, and one behind. */
export const queueMax = 3;

const none: readonly RobotId[] = [];

export class GoalBook {
  readonly #queues = new Map<number, RobotId[]>();
  readonly #places = new Map<RobotId, number[]>();

  /** Robots bound for a node, the one whose turn it is first. */
  queue(node: number): readonly RobotId[] {
    return this.#queues.get(node) ?? none;
  }

  isFreeFor(robot: RobotId, node: number): boolean {
    return this.queue(node).every((other) => other === robot);
  }

  /** Takes a place for itself alone; false where another is bound for it. */
  reserve(robot: RobotId, node: number): boolean {
    if (!this.isFreeFor(robot, node)) return false;
    this.join(robot, node, 0);
    return true;
  }

  /** Takes a turn; `position` 0 goes first. Answers with those whose turn is later now. */
  join(robot: RobotId, node: number, position: number): readonly RobotId[] {
    const queue = this.#queues.get(node) ?? [];
    if (queue.includes(robot)) return none;
    queue.splice(position, 0, robot);
    this.#queues.set(node, queue);
    const places = this.#places.get(robot);
    if (places) places.push(node);
    else this.#places.set(robot, [node]);
    return queue.slice(position + 1);
  }

  /** Gives up what the robot neither stands on nor drives to; answers with the nodes that it gave up. */
  keepOnly(robot: RobotId, here: number, goal: number | undefined): readonly number[] {
    const places = this.#places.get(robot);
    if (!places || places.every((node) => node === here || node === goal)) return [];
    const given = places.filter((node) => node !== here && node !== goal);
    for (const node of given) {
      const queue = this.#queues.get(node)!.filter((other) => other !== robot);
      if (queue.length > 0) this.#queues.set(node, queue);
      else this.#queues.delete(node);
    }
    this.#places.set(
      robot,
      places.filter((node) => node === here || node === goal),
    );
    return given;
  }
}
