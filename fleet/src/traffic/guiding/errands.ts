/** Where robots of a trial come from and go to: what the layout says they do, or anywhere that can be come back from. */
import type { Random } from "@floorplane/runtime/random";
import { directions, type StepGraph } from "../steps/step-graph.ts";
import { closed, type StepGuidance } from "../steps/step-guidance.ts";

/**
 * Nodes that robots go to. `by-chance`: lists are groups that each robot visits in turn, one node of each by chance: shelf, station, shelf … `as-listed`: each robot follows one of the lists from
 * somewhere in it, round and round.
 */
export interface Errands {
  readonly order: "by-chance" | "as-listed";
  readonly lists: readonly Int32Array[];
}

/** The given errands without places that cannot be reached or left, and with few enough goals; every place there is, where nothing is left. */
export function usableErrands(
  wish: Errands | undefined,
  common: Uint8Array,
  { goalsMax, random }: { readonly goalsMax: number; readonly random: Random },
): Errands {
  const lists = (wish?.lists ?? [])
    .map((list) => list.filter((node) => common[node] === 1))
    .filter((list) => list.length > 1);
  if (!wish || lists.length === 0) {
    const all = Int32Array.from(common.keys()).filter((node) => common[node] === 1);
    return { order: "by-chance", lists: [someOf(all, goalsMax, random)] };
  }
  const total = lists.reduce((sum, list) => sum + list.length, 0);
  if (total <= goalsMax) return { order: wish.order, lists };
  if (wish.order === "as-listed") {
    const kept: Int32Array[] = [];
    const goals = new Set<number>();
    for (const list of lists) {
      for (const node of list) goals.add(node);
      if (goals.size > goalsMax && kept.length > 0) break;
      kept.push(list);
    }
    return { order: "as-listed", lists: kept };
  }
  const share = goalsMax / total;
  return {
    order: "by-chance",
    lists: lists.map((list) => someOf(list, Math.max(2, Math.round(list.length * share)), random)),
  };
}

/** Chosen without repetition. */
export function someOf(nodes: Int32Array, count: number, random: Random): Int32Array {
  const drawn = nodes.slice();
  const kept = Math.min(count, drawn.length);
  for (let i = 0; i < kept; i++) {
    const j = i + random.below(drawn.length - i);
    const node = drawn[i]!;
    drawn[i] = drawn[j]!;
    drawn[j] = node;
  }
  return drawn.subarray(0, kept);
}

/** 1 for the nodes of the greatest part of the floor in which every place can be reached from every other. */
export function commonFloor(graph: StepGraph, guidance: StepGuidance): Uint8Array {
  const { nodeCount } = graph;
  const seen = new Uint8Array(nodeCount);
  let best = new Uint8Array(nodeCount);
  let most = 0;
  for (let node = 0; node < nodeCount && most < nodeCount - most; node++) {
    if (seen[node]) continue;
    const there = reach(graph, guidance, node, false);
    const back = reach(graph, guidance, node, true);
    const part = there.map((value, i) => value & back[i]!);
    let size = 0;
    for (let i = 0; i < nodeCount; i++)
      if (part[i]) {
        seen[i] = 1;
        size++;
      }
    if (size > most) {
      most = size;
      best = part;
    }
  }
  return best;
}

function reach(
  { nodeCount, to, from }: StepGraph,
  { move }: StepGuidance,
  start: number,
  backwards: boolean,
): Uint8Array {
  const seen = new Uint8Array(nodeCount);
  const stack = [start];
  seen[start] = 1;
  for (let node = stack.pop(); node !== undefined; node = stack.pop())
    for (let direction = 0; direction < directions; direction++) {
      const next = (backwards ? from : to)[directions * node + direction]!;
      if (next < 0 || seen[next]) continue;
      if (move[directions * (backwards ? next : node) + direction] === closed) continue;
      seen[next] = 1;
      stack.push(next);
    }
  return seen;
}
