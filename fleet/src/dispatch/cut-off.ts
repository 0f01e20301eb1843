/**
 * Places that robots which stand for good have cut off: no way leads there, or none back. OpenTransports for them waits until a person has taken the robot off; who went there would only be the next
 * to stand. The floor that is left is the largest part of the lanes in which every node is reached from every other (Tarjan 1972).
 */
import type { RobotId } from "@floorplane/contracts/ids";
import { minuteMs } from "@floorplane/contracts/units";
import type { Graph } from "@floorplane/layout/graph";
import type { RobotView } from "../robots/robot-view.ts";

/** Who cannot drive, and has not for so long, will not soon. */
const unableMs = minuteMs;

/** It stands on the floor and cannot drive: silent, faulty, held. */
export const isUnable = (robot: RobotView, now: number): boolean =>
  robot.entered && !robot.usable && now - robot.stillSince >= unableMs;

export class CutOff {
  readonly #graph: Graph;
  readonly #whole: Uint8Array;
  #blocked: ReadonlySet<number> = new Set();
  /** From a node that is cut off, where a robot still comes. */
  readonly #reached = new Map<number, ReadonlySet<number>>();
  #nodes: ReadonlySet<number> = new Set();
  #key = "";
  #by: readonly RobotId[] = [];
  /** For each node that is cut off, who stands at the mouth of what it lies in. */
  #barredBy: ReadonlyMap<number, readonly RobotId[]> = new Map();

  constructor(graph: Graph) {
    this.#graph = graph;
    this.#whole = largestPart(graph, new Set());
  }

  has(node: number): boolean {
    return this.#nodes.has(node);
  }

  /** Everybody who stands for good, wherever. */
  get by(): readonly RobotId[] {
    return this.#by;
  }

  /** Who cuts a node off: of those who stand in what it lies in, whoever frees it by moving away; all of them, where it takes more than one. */
  barring(node: number): readonly RobotId[] {
    return this.#barredBy.get(node) ?? [];
  }

  /** A robot at one node can come to another: who stands ahead of those that bar a lane drives on, who stands behind is shut in. */
  leads(from: number, to: number): boolean {
    if (!this.#nodes.has(from)) return true;
    let reached = this.#reached.get(from);
    if (!reached) this.#reached.set(from, (reached = reachedFrom(this.#graph, from, this.#blocked)));
    return reached.has(to);
  }

  /** `held`: what each robot holds that stands for good. */
  update(held: readonly { readonly robot: RobotId; readonly nodes: readonly number[] }[]): void {
    const key = held.map(({ robot, nodes }) => `${robot} ${nodes.join(" ")}`).join("/");
    if (key === this.#key) return;
    this.#key = key;
    this.#reached.clear();
    this.#by = held.map(({ robot }) => robot);
    if (held.length === 0) {
      this.#nodes = new Set();
      this.#barredBy = new Map();
      this.#blocked = new Set();
      return;
    }
    const blocked = this.#covered(held.flatMap(({ nodes }) => nodes));
    this.#blocked = blocked;
    const part = largestPart(this.#graph, blocked);
    const cut = new Set<number>();
    for (let node = 0; node < part.length; node++) if (this.#whole[node] && !part[node]) cut.add(node);
    this.#nodes = cut;
    const covered = held.map(({ robot, nodes }) => ({ robot, nodes: this.#covered(nodes) }));
    this.#barredBy = barringOf(this.#graph, cut, covered);
  }

  #covered(nodes: readonly number[]): ReadonlySet<number> {
    const { conflictFirst, conflictNode } = this.#graph;
    return new Set(
      nodes.flatMap((node) => [
        node,
        ...conflictNode.subarray(conflictFirst[node]!, conflictFirst[node + 1]!),
      ]),
    );
  }
}

/** Cut-off nodes that hang together, by lanes in either direction, are cut off by whoever covers one of them. */
function barringOf(
  graph: Graph,
  cut: ReadonlySet<number>,
  held: readonly { readonly robot: RobotId; readonly nodes: ReadonlySet<number> }[],
): ReadonlyMap<number, readonly RobotId[]> {
  const { nodeCount, outFirst, outEdge, edgeTo } = graph;
  const beside = new Map<number, number[]>([...cut].map((node) => [node, []]));
  for (let node = 0; node < nodeCount; node++) {
    if (!cut.has(node)) continue;
    for (let out = outFirst[node]!; out < outFirst[node + 1]!; out++) {
      const to = edgeTo[outEdge[out]!]!;
      if (!cut.has(to)) continue;
      beside.get(node)!.push(to);
      beside.get(to)!.push(node);
    }
  }
  const barring = new Map<number, readonly RobotId[]>();
  for (const start of cut) {
    if (barring.has(start)) continue;
    const region = new Set([start]);
    for (const node of region) for (const next of beside.get(node)!) region.add(next);
    const inIt = held.filter(({ nodes }) => [...nodes].some((node) => region.has(node)));
    const alone = inIt.filter((one) => {
      const others = new Set(held.flatMap((each) => (each === one ? [] : [...each.nodes])));
      const part = largestPart(graph, others);
      return [...region].some((node) => part[node] === 1 && !one.nodes.has(node));
    });
    const robots = (alone.length > 0 ? alone : inIt).map(({ robot }) => robot);
    for (const node of region) barring.set(node, robots);
  }
  return barring;
}

function reachedFrom(
  { outFirst, outEdge, edgeTo }: Graph,
  from: number,
  blocked: ReadonlySet<number>,
): ReadonlySet<number> {
  const reached = new Set([from]);
  for (const node of reached)
    for (let out = outFirst[node]!; out < outFirst[node + 1]!; out++) {
      const to = edgeTo[outEdge[out]!]!;
      if (!blocked.has(to)) reached.add(to);
    }
  return reached;
}

/** 1 for the nodes of the largest strongly connected part without the blocked nodes. */
function largestPart(
  { nodeCount, outFirst, outEdge, edgeTo }: Graph,
  blocked: ReadonlySet<number>,
): Uint8Array {
  const order = new Int32Array(nodeCount).fill(-1);
  const low = new Int32Array(nodeCount);
  const part = new Int32Array(nodeCount).fill(-1);
  const next = Int32Array.from(outFirst.subarray(0, nodeCount));
  const open: number[] = [];
  const path: number[] = [];
  const sizes: number[] = [];
  let count = 0;
  const visit = (node: number): void => {
    order[node] = low[node] = count++;
    open.push(node);
    path.push(node);
  };
  for (let root = 0; root < nodeCount; root++) {
    if (order[root]! >= 0 || blocked.has(root)) continue;
    visit(root);
    while (path.length > 0) {
      const node = path.at(-1)!;
      if (next[node]! < outFirst[node + 1]!) {
        const to = edgeTo[outEdge[next[node]!++]!]!;
        if (blocked.has(to)) continue;
        if (order[to]! < 0) visit(to);
        else if (part[to]! < 0) low[node] = Math.min(low[node]!, order[to]!);
        continue;
      }
      path.pop();
      const before = path.at(-1);
      if (before !== undefined) low[before] = Math.min(low[before]!, low[node]!);
      if (low[node] === order[node]) sizes.push(close(node, sizes.length, open, part));
    }
  }
  const largest = sizes.indexOf(Math.max(...sizes));
  return Uint8Array.from(part, (each) => (each === largest ? 1 : 0));
}

/** Takes a finished part off the stack; answers its size. */
function close(root: number, part: number, open: number[], parts: Int32Array): number {
  for (let size = 1; ; size++) {
    const node = open.pop()!;
    parts[node] = part;
    if (node === root) return size;
  }
}
