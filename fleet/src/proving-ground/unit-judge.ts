/**
 * Watches a floor of unit steps and knows nothing of who plans: the map, the motion model, and where everybody stood before and after each step. The rules are those of the published benchmarks
 * (Stern et al., Multi-Agent Pathfinding: Definitions, Variants and Benchmarks, SoCS 2019; League of Robot Runners for turning robots).
 */
import type { Graph } from "@floorplane/layout/graph";

export interface JudgeOptions {
  readonly graph: Graph;
  /** Turning robots go only where they face, and turn by a quarter while they stand. */
  readonly turns: boolean;
  /** Rings are faults too: three or more robots, each onto the place that the next one leaves. */
  readonly forbidsRings: boolean;
  readonly robots: number;
}

export class UnitJudge {
  /** Pairs that met: on one place, on places that exclude each other, or by changing places. */
  collisions = 0;
  /** Moves that the map or the motion model does not have. */
  illegalMoves = 0;
  rings = 0;
  /** The first few troubles in words. */
  readonly troubles: string[] = [];
  readonly #options: JudgeOptions;
  /** By node: the robot that was and is there, -1 none. */
  readonly #was: Int32Array;
  readonly #is: Int32Array;
  readonly #walk: Int32Array;
  #walks = 0;
  #steps = 0;

  constructor(options: JudgeOptions) {
    this.#options = options;
    this.#was = new Int32Array(options.graph.nodeCount).fill(-1);
    this.#is = new Int32Array(options.graph.nodeCount).fill(-1);
    this.#walk = new Int32Array(options.robots);
  }

  /** Nodes of the graph and headings 0 to 3 (east, south, west, north) by robot, before and after one step. */
  see(before: Int32Array, facingBefore: Uint8Array, after: Int32Array, facingAfter: Uint8Array): void {
    const was = this.#was;
    const is = this.#is;
    const { turns, forbidsRings, robots } = this.#options;
    for (let robot = 0; robot < robots; robot++) {
      was[before[robot]!] = robot;
      const other = is[after[robot]!]!;
      if (other >= 0) this.#collide(robot, other, "are on one place", after[robot]!);
      is[after[robot]!] = robot;
    }
    for (let robot = 0; robot < robots; robot++) {
      const from = before[robot]!;
      const to = after[robot]!;
      const turned = (facingAfter[robot]! - facingBefore[robot]!) & 3;
      if (from === to) {
        if (turned === 2 || (turned !== 0 && !turns)) this.#illegal(robot, "turns half around", to);
        continue;
      }
      if (!this.#leads(from, to, turns ? facingBefore[robot]! : -1))
        this.#illegal(robot, "goes where no way leads", to);
      else if (turned !== 0) this.#illegal(robot, "turns while it drives", to);
      const other = was[to]!;
      if (other > robot && after[other] === from) this.#collide(robot, other, "change places", to);
      this.#checkBeside(is, robot, to);
    }
    if (forbidsRings) this.#checkRings(before, after);
    for (let robot = 0; robot < robots; robot++) {
      was[before[robot]!] = -1;
      is[after[robot]!] = -1;
    }
    this.#steps++;
  }

  /** While a robot drives it covers both the node that it has not left and the one that it has not reached. */
  seeFootprints(left: Int32Array, entered: Int32Array): void {
    const was = this.#was;
    const { robots } = this.#options;
    for (let robot = 0; robot < robots; robot++) was[left[robot]!] = robot;
    for (let robot = 0; robot < robots; robot++) {
      const node = entered[robot]!;
      const other = was[node]!;
      if (other >= 0 && other !== robot) this.#collide(robot, other, "cover one place", node);
      was[node] = robot;
      this.#checkBeside(was, robot, node);
    }
    for (let robot = 0; robot < robots; robot++) {
      was[left[robot]!] = -1;
      was[entered[robot]!] = -1;
    }
  }

  /** `facing` -1: any. Row 0 of a map is in the north, so that south is a course of -pi/2. */
  #leads(from: number, to: number, facing: number): boolean {
    const { outFirst, outEdge, edgeTo, edgeCourse } = this.#options.graph;
    for (let i = outFirst[from]!; i < outFirst[from + 1]!; i++) {
      const edge = outEdge[i]!;
      if (edgeTo[edge] !== to) continue;
      if (facing < 0 || (Math.round((-2 * edgeCourse[edge]!) / Math.PI) & 3) === facing) return true;
    }
    return false;
  }

  #checkBeside(there: Int32Array, robot: number, node: number): void {
    const { conflictFirst, conflictNode } = this.#options.graph;
    for (let i = conflictFirst[node]!; i < conflictFirst[node + 1]!; i++) {
      const other = there[conflictNode[i]!]!;
      if (other >= 0 && other !== robot) this.#collide(robot, other, "touch", node);
    }
  }

  #checkRings(before: Int32Array, after: Int32Array): void {
    const was = this.#was;
    const walk = this.#walk;
    const first = this.#walks;
    for (let start = 0; start < before.length; start++) {
      const mine = ++this.#walks;
      let robot = start;
      while (robot >= 0 && walk[robot]! <= first && after[robot] !== before[robot]) {
        walk[robot] = mine;
        robot = was[after[robot]!]!;
      }
      if (robot < 0 || walk[robot] !== mine || after[robot] === before[robot]) continue;
      this.rings++;
      this.#say(`robots go round in a ring through ${this.#options.graph.nodeIds[after[robot]!]}`);
    }
  }

  #collide(robot: number, other: number, how: string, node: number): void {
    this.collisions++;
    this.#say(`robots ${robot} and ${other} ${how}, ${this.#options.graph.nodeIds[node]}`);
  }

  #illegal(robot: number, how: string, node: number): void {
    this.illegalMoves++;
    this.#say(`robot ${robot} ${how}, ${this.#options.graph.nodeIds[node]}`);
  }

  #say(trouble: string): void {
    if (this.troubles.length < troublesMax) this.troubles.push(`step ${this.#steps}: ${trouble}`);
  }
}

const troublesMax = 10;
