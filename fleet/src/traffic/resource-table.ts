/** The table of what excludes what: nodes and edges as one row of resources, each with those that nobody else may hold beside it. */
import type { Graph } from "@floorplane/layout/graph";

export interface Resources {
  readonly nodeCount: number;
  /** Conflicts of resource r: `other[first[r] .. first[r + 1])`, ascending. */
  readonly first: Int32Array;
  readonly other: Int32Array;
}

export const inConflict = ({ first, other }: Resources, resource: number, with_: number): boolean => {
  for (let i = first[resource]!; i < first[resource + 1]!; i++) if (other[i] === with_) return true;
  return false;
};

/** A symmetric table of pairs, each given once. */
export function tableOf(
  { nodeCount, edgeCount }: Graph,
  pairs: readonly (readonly [number, number])[],
): Resources {
  const first = new Int32Array(nodeCount + edgeCount + 1);
  for (const [a, b] of pairs) {
    first[a + 1]!++;
    first[b + 1]!++;
  }
  for (let resource = 0; resource < nodeCount + edgeCount; resource++)
    first[resource + 1]! += first[resource]!;
  const next = first.slice();
  const other = new Int32Array(2 * pairs.length);
  for (const [a, b] of pairs) {
    other[next[a]!++] = b;
    other[next[b]!++] = a;
  }
  for (let resource = 0; resource < nodeCount + edgeCount; resource++)
    other.subarray(first[resource]!, first[resource + 1]!).sort();
  return { nodeCount, first, other };
}
