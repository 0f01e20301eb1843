/** Who may stand where: each pocket, dock, parking place and charger has at most one robot that stands in it or is on its way. */
import type { RobotId } from "@floorplane/contracts/ids";

export class GoalBook {
  readonly #holder = new Map<number, RobotId>();
  readonly #places = new Map<RobotId, number[]>();

  /** Who stands at or drives to a node. */
  holder(node: number): RobotId | undefined {
    return this.#holder.get(node);
  }

  isFreeFor(robot: RobotId, node: number): boolean {
    const holder = this.#holder.get(node);
    return holder === undefined || holder === robot;
  }

  /** False where another has it. */
  reserve(robot: RobotId, node: number): boolean {
    if (!this.isFreeFor(robot, node)) return false;
    if (this.#holder.get(node) === robot) return true;
    this.#holder.set(node, robot);
    const places = this.#places.get(robot);
    if (places) places.push(node);
    else this.#places.set(robot, [node]);
    return true;
  }

  /** Gives up what the robot neither stands on nor drives to; answers with the nodes that became free. */
  keepOnly(robot: RobotId, here: number, goal: number | undefined): readonly number[] {
    const places = this.#places.get(robot);
    if (!places) return none;
    if (places.every((node) => node === here || node === goal)) return none;
    const freed: number[] = [];
    const kept: number[] = [];
    for (const node of places)
      if (node === here || node === goal) kept.push(node);
      else {
        this.#holder.delete(node);
        freed.push(node);
      }
    this.#places.set(robot, kept);
    return freed;
  }
}

const none: readonly number[] = [];
