/** Roads without traffic: the bound that no traffic can beat. */
import type { RobotId } from "@floorplane/contracts/ids";
import { TravelTimes } from "@floorplane/layout/distances";
import type { Graph } from "@floorplane/layout/graph";
import { startHeading } from "./car.testkit.ts";
import type { Kinematics } from "./motion.ts";
import type { Release, Traffic } from "./traffic.ts";

/** Nobody in the way: every robot is given its fastest way at once. */
export class FreeRoads implements Traffic {
  private readonly times: TravelTimes;
  private readonly graph: Graph;
  private readonly robots = new Map<RobotId, { base: number[]; heading: number; goal: number }>();

  constructor(graph: Graph, kinematics: Kinematics) {
    this.graph = graph;
    this.times = new TravelTimes(graph, kinematics);
  }

  enter(robot: RobotId, base: readonly number[]): { readonly ok: true } {
    this.robots.set(robot, { base: [...base], heading: startHeading(this.graph, base.at(-1)!), goal: -1 });
    return { ok: true };
  }
  leave(robot: RobotId): void {
    this.robots.delete(robot);
  }
  setGoal(robot: RobotId, node: number | null): void {
    this.robots.get(robot)!.goal = node ?? -1;
  }
  setStanding(): void {}
  setLoaded(): void {}
  passed(): void {}
  setClosed(): void {}
  plan(): void {}
  grant(): Release[] {
    const releases: Release[] = [];
    for (const [robot, state] of this.robots) {
      const end = state.base.at(-1)!;
      if (state.goal < 0 || state.goal === end) continue;
      const route = this.times.route(end, state.goal, state.heading)!;
      const nodes = route.map((edge) => this.graph.edgeTo[edge]!);
      state.base = [nodes.at(-1)!];
      state.heading = this.graph.edgeHeading[route.at(-1)!]!;
      releases.push({ robot, nodes, horizon: [] });
    }
    return releases;
  }
  released(robot: RobotId): readonly number[] {
    return this.robots.get(robot)?.base ?? [];
  }
  explain(): string {
    return "";
  }
  rings(): readonly (readonly RobotId[])[] {
    return [];
  }
}
