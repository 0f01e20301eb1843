/** What each robot means to do next, step by step as planned, and the same as visits in an order for the claims. A robot goes through its way at its own pace: planned waiting is no action. */
import type { Graph } from "@floorplane/layout/graph";
import type { Plan } from "../traffic/planner.ts";
import { directions, type StepGraph } from "../traffic/steps/step-graph.ts";

/** `way[robot * stride + step]`: `node << 2 | heading`; step 0 is where the robot will be when it has done what it is at. */
export interface Ways {
  readonly way: Int32Array;
  readonly stride: number;
}

export class WayBook {
  readonly #stepGraph: StepGraph;
  /** Edge of the layout's graph by which a robot leaves a node in a direction. */
  readonly #edgeOut: Int32Array;
  readonly #robots: number;
  #way = new Int32Array(0);
  #stride = 0;
  /** The step that each robot does next. */
  readonly #step: Int32Array;

  constructor(graph: Graph, stepGraph: StepGraph, robots: number) {
    this.#stepGraph = stepGraph;
    this.#robots = robots;
    this.#step = new Int32Array(robots);
    this.#edgeOut = new Int32Array(directions * stepGraph.nodeCount).fill(-1);
    for (let i = 0; i < this.#edgeOut.length; i++) {
      const to = stepGraph.to[i]!;
      const node = stepGraph.graphNode[Math.floor(i / directions)]!;
      if (to >= 0) this.#edgeOut[i] = graph.edgeBetween(node, stepGraph.graphNode[to]!);
    }
  }

  /** New ways for all, in place of those before; answers with their visits, those of one step together. */
  load({ way, stride }: Ways): Plan {
    if (this.#way.length !== way.length) this.#way = new Int32Array(way.length);
    this.#way.set(way);
    this.#stride = stride;
    this.#step.fill(1);
    const robot: number[] = [];
    const edge: number[] = [];
    const step: number[] = [];
    for (let s = 1; s < stride; s++)
      for (let r = 0; r < this.#robots; r++) {
        const i = r * stride + s;
        if (way[i]! >> 2 === way[i - 1]! >> 2) continue;
        robot.push(r);
        edge.push(this.#edgeBetween(way[i - 1]! >> 2, way[i]! >> 2));
        step.push(s);
      }
    return {
      visits: robot.length,
      robot: Int32Array.from(robot),
      edge: Int32Array.from(edge),
      departMs: Int32Array.from(step),
      arriveMs: Int32Array.from(step, (s) => s + 1),
      wish: new Int32Array(this.#robots).fill(-1),
      gaveWay: new Uint8Array(this.#robots),
    };
  }

  /** The state that comes of a robot's next action; -1: nothing more is planned. */
  next(robot: number): number {
    const way = this.#way;
    const stride = this.#stride;
    const step = this.#step;
    const first = robot * stride;
    while (step[robot]! < stride && way[first + step[robot]!] === way[first + step[robot]! - 1])
      step[robot]!++;
    return step[robot]! < stride ? way[first + step[robot]!]! : -1;
  }

  /** The edge that it drives next; -1 where it does something else. */
  edgeNext(robot: number): number {
    const next = this.next(robot);
    if (next < 0) return -1;
    const here = this.#way[robot * this.#stride + this.#step[robot]! - 1]! >> 2;
    return here === next >> 2 ? -1 : this.#edgeBetween(here, next >> 2);
  }

  turnsNext(robot: number): boolean {
    return this.next(robot) >= 0 && this.edgeNext(robot) < 0;
  }

  /** The robot has begun its next action. */
  shift(robot: number): void {
    this.#step[robot]!++;
  }

  #edgeBetween(from: number, to: number): number {
    for (let i = directions * from; i < directions * from + directions; i++)
      if (this.#stepGraph.to[i] === to) return this.#edgeOut[i]!;
    return -1;
  }
}
