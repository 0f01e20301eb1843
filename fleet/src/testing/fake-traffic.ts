/** Traffic for tests: the shortest way, granted node by node while it is free. It does not plan around anybody. */

import type { RobotId } from "@floorplane/contracts/ids";
import type { TrafficReason } from "@floorplane/contracts/reasons/of-robots";
import { TravelTimes } from "@floorplane/layout/distances";
import type { Graph } from "@floorplane/layout/graph";
import type { Release, Traffic } from "../traffic/traffic.ts";

interface Rover {
  base: number[];
  path: number[];
  goal: number | null;
  standing: boolean;
}

const aheadNodes = 5;

export class FakeTraffic implements Traffic {
  readonly #graph: Graph;
  readonly #times: TravelTimes;
  readonly #rovers = new Map<RobotId, Rover>();

  constructor(graph: Graph) {
    this.#graph = graph;
    this.#times = new TravelTimes(graph, { speedMps: 1.5, accelerationMps2: 0.7, quarterTurnS: 1.5 });
  }

  enter(robot: RobotId, base: readonly number[]): ReturnType<Traffic["enter"]> {
    const heldBy = [...new Set(base.flatMap((node) => this.#holders(robot, node)))];
    if (heldBy.length > 0) return { ok: false, heldBy };
    this.#rovers.set(robot, { base: [...base], path: [], goal: null, standing: false });
    return { ok: true };
  }

  leave(robot: RobotId): void {
    this.#rovers.delete(robot);
  }

  setSaid(): void {}

  contests(): readonly [] {
    return [];
  }

  setGoal(robot: RobotId, node: number | null): void {
    this.#of(robot).goal = node;
    this.#of(robot).path = [];
  }

  setStanding(robot: RobotId, standing: boolean): void {
    this.#of(robot).standing = standing;
  }

  setLoaded(): void {}
  setAnswer(): void {}
  askForGround(): void {}

  passed(robot: RobotId, node: number): void {
    const { base } = this.#of(robot);
    const index = base.indexOf(node);
    if (index < 0) throw new Error(`${robot} passed ${node}, which it does not hold`);
    base.splice(0, index);
  }

  setClosed(): void {}

  plan(): void {
    for (const rover of this.#rovers.values()) {
      rover.path = [];
      if (rover.standing || rover.goal === null) continue;
      const route = this.#times.route(rover.base.at(-1)!, rover.goal) ?? [];
      rover.path = route.map((edge) => this.#graph.edgeTo[edge]!);
    }
  }

  grant(): Release[] {
    const releases: Release[] = [];
    for (const [robot, rover] of this.#rovers) {
      const nodes: number[] = [];
      while (!rover.standing && rover.path.length > 0 && rover.base.length <= aheadNodes) {
        const next = rover.path[0]!;
        if (this.#holders(robot, next).length > 0) break;
        rover.path.shift();
        rover.base.push(next);
        nodes.push(next);
      }
      if (nodes.length > 0) releases.push({ robot, nodes, horizon: rover.path.slice(0, 3) });
    }
    return releases;
  }

  released(robot: RobotId): readonly number[] {
    return this.#rovers.get(robot)?.base ?? [];
  }

  explain(robot: RobotId): TrafficReason | null {
    const next = this.#of(robot).path[0];
    const holders = next === undefined ? [] : this.#holders(robot, next);
    const [first] = holders;
    return first === undefined ? null : { code: "traffic.robot", node: "", robot: first, does: "stands" };
  }

  waitsFor(robot: RobotId): RobotId | undefined {
    const next = this.#of(robot).path[0];
    return next === undefined ? undefined : this.#holders(robot, next)[0];
  }

  rings(): readonly (readonly RobotId[])[] {
    return [];
  }

  #of(robot: RobotId): Rover {
    const rover = this.#rovers.get(robot);
    if (!rover) throw new Error(`${robot} is not on the floor`);
    return rover;
  }

  #holders(robot: RobotId, node: number): RobotId[] {
    const { conflictFirst, conflictNode } = this.#graph;
    const touched = [node, ...conflictNode.subarray(conflictFirst[node]!, conflictFirst[node + 1]!)];
    return [...this.#rovers].flatMap(([other, { base }]) =>
      other !== robot && base.some((held) => touched.includes(held)) ? [other] : [],
    );
  }
}
