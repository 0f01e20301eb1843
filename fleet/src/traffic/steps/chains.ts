/**
 * Aisles between junctions. A node with two neighbours on one line is no choice for anybody: searches step from junction to junction and fill the aisle in afterwards, which on
 * warehouse floors is a third of the work (contraction of degree-two nodes, as in Geisberger et al., Contraction Hierarchies, 2008).
 */
import { directions, type StepGraph } from "./step-graph.ts";
import { closed, type StepGuidance } from "./step-guidance.ts";

export interface Chains {
  /** 1 where a node lies inside an aisle. */
  readonly inside: Uint8Array;
  /** Junctions, ascending. */
  readonly junctions: Int32Array;
  /** For junction j and direction d: the junction from which a robot comes to j when it drives in direction d (-1 none), and what that costs. */
  readonly before: Int32Array;
  readonly beforeCost: Int32Array;
  /** The nodes of all aisles, one aisle after the other in its own direction (0 or 1); `first` has one entry more than there are aisles. */
  readonly aisleNode: Int32Array;
  readonly first: Int32Array;
  readonly aisleDirection: Uint8Array;
}

export function chainsOf(graph: StepGraph, guidance: StepGuidance): Chains {
  const { nodeCount, to, from } = graph;
  const { move } = guidance;
  const inside = new Uint8Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) inside[node] = isStraight(graph, guidance, node) ? 1 : 0;
  openRings(graph, inside);
  const junctions = Int32Array.from(inside.keys()).filter((node) => !inside[node]);
  const before = new Int32Array(directions * nodeCount).fill(-1);
  const beforeCost = new Int32Array(directions * nodeCount);
  const aisleNode: number[] = [];
  const first: number[] = [0];
  const aisleDirection: number[] = [];
  for (const junction of junctions)
    for (let direction = 0; direction < directions; direction++) {
      let node = from[directions * junction + direction]!;
      if (node < 0 || move[directions * node + direction] === closed) continue;
      let cost = move[directions * node + direction]!;
      while (inside[node]) {
        node = from[directions * node + direction]!;
        cost += move[directions * node + direction]!;
      }
      before[directions * junction + direction] = node;
      beforeCost[directions * junction + direction] = cost;
    }
  for (const junction of junctions)
    for (let direction = 0; direction < 2; direction++) {
      let node = to[directions * junction + direction]!;
      if (node < 0 || !inside[node]) continue;
      for (; inside[node]; node = to[directions * node + direction]!) aisleNode.push(node);
      first.push(aisleNode.length);
      aisleDirection.push(direction);
    }
  return {
    inside,
    junctions,
    before,
    beforeCost,
    aisleNode: Int32Array.from(aisleNode),
    first: Int32Array.from(first),
    aisleDirection: Uint8Array.from(aisleDirection),
  };
}

/** Two-way along one line and nothing across. */
function isStraight({ to, from }: StepGraph, { move }: StepGuidance, node: number): boolean {
  let line = -1;
  for (let direction = 0; direction < 2; direction++) {
    const ahead = directions * node + direction;
    const back = ahead + 2;
    const some = to[ahead]! >= 0 || to[back]! >= 0 || from[ahead]! >= 0 || from[back]! >= 0;
    if (!some) continue;
    const whole = to[ahead]! >= 0 && to[ahead] === from[back] && to[back]! >= 0 && to[back] === from[ahead];
    if (!whole || line >= 0) return false;
    if (move[ahead] === closed || move[back] === closed) return false;
    if (move[directions * to[ahead]! + ((direction + 2) % directions)] === closed) return false;
    if (move[directions * to[back]! + direction] === closed) return false;
    line = direction;
  }
  return line >= 0;
}

/** A line cannot close on itself on a plane; a made-up graph could, and would then have no junction to start from. */
function openRings({ nodeCount, to }: StepGraph, inside: Uint8Array): void {
  const seen = new Uint8Array(nodeCount);
  for (let start = 0; start < nodeCount; start++) {
    if (!inside[start] || seen[start]) continue;
    const direction = to[directions * start]! >= 0 ? 0 : 1;
    let node = start;
    while (inside[node] && !seen[node]) {
      seen[node] = 1;
      node = to[directions * node + direction]!;
    }
    if (node === start) inside[start] = 0;
    else
      for (
        node = to[directions * start + direction + 2]!;
        inside[node] && !seen[node];
        node = to[directions * node + direction + 2]!
      )
        seen[node] = 1;
  }
}
