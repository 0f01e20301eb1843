/** Small random floors for properties: lattices with one-way, two-way and missing lanes and pockets, reduced to what is strongly connected; robots that drive when they please. */
import { MapId, RobotId } from "@floorplane/contracts/ids";
import { footprintOf, pointFootprint } from "@floorplane/layout/footprint";
import { buildGraph, type EdgeInput, type Graph, type NodeInput } from "@floorplane/layout/graph";
import { componentsOf } from "@floorplane/layout/reach";
import type { Random } from "@floorplane/runtime/random";
import type { Kinematics } from "../traffic/motion.ts";
import type { Traffic } from "../traffic/traffic.ts";

export const walkingPace: Kinematics = { speedMps: 1, accelerationMps2: 1, quarterTurnS: 1 };

export interface LatticeWish {
  readonly columns: number;
  readonly rows: number;
  /** m between neighbours. From 2 m on nothing conflicts; below 1.7 pockets are in the way of the places around them, below 1.2 neighbours of one another. */
  readonly pitchM: number;
  /** `one-way`: rows and columns alternate, as on a generated site; `two-way`: every lane both ways; `mixed`: as chance has it. */
  readonly lanes: "one-way" | "two-way" | "mixed";
  /** Chance that a place has a pocket beside it. */
  readonly pockets: number;
  readonly point?: boolean;
  /** Places along each lane between two crossings; 0 where absent. */
  readonly between?: number;
}

export function lattice(wish: LatticeWish, random: Random): Graph {
  const nodes: NodeInput[] = [];
  const edges: EdgeInput[] = [];
  const id = (column: number, row: number) => `N${column}-${row}`;
  const lane = (from: string, to: string) => edges.push({ id: `${from}:${to}`, from, to });
  const join = (a: string, b: string, forward: boolean) => {
    const both = wish.lanes === "two-way" || (wish.lanes === "mixed" && random.chance(0.5));
    const along = [a, ...places(a, b), b];
    for (let i = 1; i < along.length; i++) {
      if (both || forward) lane(along[i - 1]!, along[i]!);
      if (both || !forward) lane(along[i]!, along[i - 1]!);
    }
  };
  const at = (name: string) => nodes.find((node) => node.id === name)!;
  const places = (a: string, b: string) =>
    Array.from({ length: wish.between ?? 0 }, (_, i) => {
      const part = (i + 1) / ((wish.between ?? 0) + 1);
      const place = `${a}.${i + 1}.${b}`;
      nodes.push({
        id: place,
        x: at(a).x + part * (at(b).x - at(a).x),
        y: at(a).y + part * (at(b).y - at(a).y),
      });
      return place;
    });
  for (let row = 0; row < wish.rows; row++)
    for (let column = 0; column < wish.columns; column++) {
      const here = id(column, row);
      nodes.push({ id: here, x: column * wish.pitchM, y: row * wish.pitchM });
      if (column > 0) join(id(column - 1, row), here, row % 2 === 0);
      if (row > 0) join(id(column, row - 1), here, column % 2 === 1);
      if (!random.chance(wish.pockets)) continue;
      nodes.push({ id: `P${column}-${row}`, x: (column + 0.5) * wish.pitchM, y: (row + 0.5) * wish.pitchM });
      edges.push({ id: `${here}:P`, from: here, to: `P${column}-${row}` });
      edges.push({ id: `P:${here}`, from: `P${column}-${row}`, to: here, orientation: Math.PI });
    }
  const footprint = wish.point ? pointFootprint : footprintOf({ lengthM: 0.9, widthM: 0.7 });
  return largestPart({ nodes, edges, footprint });
}

type Input = Omit<Parameters<typeof buildGraph>[0], "mapId">;

function largestPart(input: Input): Graph {
  const mapId = MapId("lattice");
  const whole = buildGraph({ ...input, mapId, footprint: pointFootprint });
  const { of, count } = componentsOf(whole);
  const sizes = new Int32Array(count);
  for (const part of of) sizes[part]!++;
  const largest = sizes.indexOf(Math.max(...sizes));
  const kept = new Set(input.nodes.filter((_, i) => of[i] === largest).map((node) => node.id));
  return buildGraph({
    mapId,
    footprint: input.footprint ?? pointFootprint,
    nodes: input.nodes.filter((node) => kept.has(node.id)),
    edges: input.edges.filter((edge) => kept.has(edge.from) && kept.has(edge.to)),
  });
}

/** Drives robots along what is released to them, one node at a time and in random order; keeps the books that claims must agree with. */
export class Strollers {
  readonly bases = new Map<RobotId, number[]>();
  readonly silent = new Set<RobotId>();
  now = 0;
  readonly #traffic: Traffic;
  readonly #graph: Graph;
  readonly #random: Random;

  constructor(graph: Graph, traffic: Traffic, random: Random) {
    this.#graph = graph;
    this.#traffic = traffic;
    this.#random = random;
  }

  /** Puts robots onto random places that do not conflict; fewer than wanted where the floor is full. */
  enter(count: number): RobotId[] {
    const entered: RobotId[] = [];
    for (let i = 0; i < count; i++) {
      const robot = RobotId(`R${this.bases.size + 1}`);
      const node = this.#random.below(this.#graph.nodeCount);
      if (!this.#traffic.enter(robot, [node]).ok) continue;
      this.bases.set(robot, [node]);
      entered.push(robot);
    }
    return entered;
  }

  at(robot: RobotId): number {
    return this.bases.get(robot)![0]!;
  }

  /** One second: a plan, what it grants, and some robots drive on by some nodes, each with this chance. */
  second(haste = 0.7): void {
    this.now += 1_000;
    this.#traffic.plan(this.now);
    this.#take();
    for (const [robot, base] of this.bases)
      while (!this.silent.has(robot) && base.length > 1 && this.#random.chance(haste)) {
        base.shift();
        this.#traffic.passed(robot, base[0]!);
        this.#take();
      }
  }

  /** Two robots that hold one place, or two places that conflict; empty when all is well. */
  clashes(): string[] {
    const holder = new Map<number, RobotId>();
    const troubles: string[] = [];
    for (const [robot, base] of this.bases)
      for (const node of base) {
        const other = holder.get(node);
        if (other !== undefined && other !== robot)
          troubles.push(`${robot} and ${other} hold ${this.#graph.nodeIds[node]}`);
        holder.set(node, robot);
      }
    for (const [node, robot] of holder)
      for (let i = this.#graph.conflictFirst[node]!; i < this.#graph.conflictFirst[node + 1]!; i++) {
        const other = holder.get(this.#graph.conflictNode[i]!);
        if (other !== undefined && other !== robot)
          troubles.push(`${robot} at ${this.#graph.nodeIds[node]} is too near to ${other}`);
      }
    return troubles;
  }

  #take(): void {
    for (const { robot, nodes } of this.#traffic.grant(this.now)) this.bases.get(robot)!.push(...nodes);
  }
}
