/**
 * Aisles between junctions. A node with two neighbours on one line is no choice for anybody: searches step from junction to junction, numbered anew so that they lie together in memory, and the
 * aisles follow from their ends, which on warehouse floors leaves a third of the work (contraction of degree-two nodes, as in Geisberger et al., Contraction Hierarchies, 2008).
 */
import { directions, type StepGraph } from "./step-graph.ts";
import { closed, type StepGuidance } from "./step-guidance.ts";

export interface Chains {
  /** Node of each junction, ascending; and the junction of a node, -1 inside an aisle. */
  readonly junctionNode: Int32Array;
  readonly junctionOf: Int32Array;
  /** For junction j and direction d: the junction from which a robot comes to j when it drives in direction d (-1 none), and what that costs. */
  readonly before: Int32Array;
  readonly beforeCost: Int32Array;
  /** The nodes of all aisles, one aisle after the other in its own direction (0 or 1); `first` has one entry more than there are aisles. */
  readonly aisleNode: Int32Array;
  readonly first: Int32Array;
  readonly aisleDirection: Uint8Array;
  /** Aisle of a node that lies inside one. */
  readonly aisleOf: Int32Array;
  /** Junctions behind the first and ahead of the last node of each aisle. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** What it costs from the i-th aisle node to the junctions at either end of its aisle. */
  readonly toStart: Int32Array;
  readonly toEnd: Int32Array;
}

export function chainsOf(graph: StepGraph, guidance: StepGuidance): Chains {
  const { nodeCount } = graph;
  const inside = new Uint8Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) inside[node] = isStraight(graph, guidance, node) ? 1 : 0;
  openRings(graph, inside);
  const junctionNode = Int32Array.from(inside.keys()).filter((node) => !inside[node]);
  const junctionOf = new Int32Array(nodeCount).fill(-1);
  for (const [junction, node] of junctionNode.entries()) junctionOf[node] = junction;
  return {
    junctionNode,
    junctionOf,
    ...waysBetween(graph, guidance, junctionNode, junctionOf),
    ...aislesBetween(graph, guidance, junctionNode, junctionOf),
  };
}

function waysBetween(
  { from }: StepGraph,
  { move }: StepGuidance,
  junctionNode: Int32Array,
  junctionOf: Int32Array,
): Pick<Chains, "before" | "beforeCost"> {
  const before = new Int32Array(directions * junctionNode.length).fill(-1);
  const beforeCost = new Int32Array(directions * junctionNode.length);
  for (const [junction, place] of junctionNode.entries())
    for (let direction = 0; direction < directions; direction++) {
      let node = from[directions * place + direction]!;
      if (node < 0 || move[directions * node + direction] === closed) continue;
      let cost = move[directions * node + direction]!;
      while (junctionOf[node]! < 0) {
        node = from[directions * node + direction]!;
        cost += move[directions * node + direction]!;
      }
      before[directions * junction + direction] = junctionOf[node]!;
      beforeCost[directions * junction + direction] = cost;
    }
  return { before, beforeCost };
}

function aislesBetween(
  { nodeCount, to }: StepGraph,
  { move }: StepGuidance,
  junctionNode: Int32Array,
  junctionOf: Int32Array,
): Omit<Chains, "junctionNode" | "junctionOf" | "before" | "beforeCost"> {
  const aisleNode: number[] = [];
  const first: number[] = [0];
  const aisleDirection: number[] = [];
  const start: number[] = [];
  const end: number[] = [];
  const aisleOf = new Int32Array(nodeCount).fill(-1);
  for (const [junction, place] of junctionNode.entries())
    for (let direction = 0; direction < 2; direction++) {
      let node = to[directions * place + direction]!;
      if (node < 0 || junctionOf[node]! >= 0) continue;
      for (; junctionOf[node]! < 0; node = to[directions * node + direction]!) {
        aisleOf[node] = start.length;
        aisleNode.push(node);
      }
      first.push(aisleNode.length);
      aisleDirection.push(direction);
      start.push(junction);
      end.push(junctionOf[node]!);
    }
  const toStart = new Int32Array(aisleNode.length);
  const toEnd = new Int32Array(aisleNode.length);
  for (const [aisle, direction] of aisleDirection.entries()) {
    let cost = 0;
    for (let i = first[aisle]!; i < first[aisle + 1]!; i++)
      toStart[i] = cost += move[directions * aisleNode[i]! + direction + 2]!;
    cost = 0;
    for (let i = first[aisle + 1]! - 1; i >= first[aisle]!; i--)
      toEnd[i] = cost += move[directions * aisleNode[i]! + direction]!;
  }
  return {
    aisleNode: Int32Array.from(aisleNode),
    first: Int32Array.from(first),
    aisleDirection: Uint8Array.from(aisleDirection),
    aisleOf,
    start: Int32Array.from(start),
    end: Int32Array.from(end),
    toStart,
    toEnd,
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
