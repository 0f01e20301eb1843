/** Roads without traffic: the bound that no traffic can beat. */
import type { RobotId } from "@floorplane/contracts/ids";
import { TravelTimes } from "@floorplane/layout/distances";
import type { Graph } from "@floorplane/layout/graph";
import type { Kinematics } from "../traffic/motion.ts";
import type { Release, Traffic } from "../traffic/traffic.ts";

interface Traveller {
  end: number;
  /** Where its front points there; undefined until it has driven. */
  heading: number | undefined;
  goal: number;
}

/** Nobody in the way: every robot is given its fastest way at once. */
export class FreeRoads implements Traffic {
  readonly #times: TravelTimes;
  readonly #graph: Graph;
  readonly #robots = new Map<RobotId, Traveller>();
  readonly #sent = new Set<RobotId>();

  constructor(graph: Graph, kinematics: Kinematics) {
    this.#graph = graph;
    this.#times = new TravelTimes(graph, kinematics);
  }

  enter(robot: RobotId, base: readonly number[]): { readonly ok: true } {
    this.#robots.set(robot, { end: base.at(-1)!, heading: undefined, goal: -1 });
    return { ok: true };
  }
  leave(robot: RobotId): void {
    this.#robots.delete(robot);
  }
  setGoal(robot: RobotId, node: number | null): void {
    this.#robots.get(robot)!.goal = node ?? -1;
    this.#sent.add(robot);
  }
  setStanding(): void {}
  setLoaded(): void {}
  setAnswer(): void {}
  askForGround(): void {}
  passed(): void {}
  setClosed(): void {}
  setSaid(): void {}
  contests(): readonly [] {
    return [];
  }
  plan(): void {}
  grant(): Release[] {
    const releases: Release[] = [];
    for (const robot of this.#sent) {
      const state = this.#robots.get(robot)!;
      if (state.goal < 0 || state.goal === state.end) continue;
      const route = this.#times.route(state.end, state.goal, state.heading);
      if (!route) continue;
      state.end = state.goal;
      state.heading = this.#graph.edgeHeading[route.at(-1)!]!;
      releases.push({ robot, nodes: route.map((edge) => this.#graph.edgeTo[edge]!), horizon: [] });
    }
    this.#sent.clear();
    return releases;
  }
  released(robot: RobotId): readonly number[] {
    const state = this.#robots.get(robot);
    return state ? [state.end] : [];
  }
  explain(): null {
    return null;
  }
  waitsFor(): undefined {
    return undefined;
  }
  rings(): readonly (readonly RobotId[])[] {
    return [];
  }
}
