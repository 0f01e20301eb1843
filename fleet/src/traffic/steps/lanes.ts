/**
 * Guidance drawn from a layout in no time: neighbouring aisles become one-way lanes in alternating directions ("crisscross", Cohen et al., SoCS 2016; Zhang et al., IJCAI 2024). Going against a lane
 * stays possible and costs more, so no goal is ever cut off.
 */
import { directions, type StepGraph } from "./step-graph.ts";
import { closed, plainMove, type StepGuidance } from "./step-guidance.ts";

export interface LaneWish {
  /** Cost of a move with its lane, against it, and where there is none. */
  readonly along: number;
  readonly against: number;
  readonly turn?: number;
  /** A line of the floor is a lane when its longest run is at least this part of the longest run of all on that axis. */
  readonly throughShare?: number;
  /** Exchanges east and west, north and south. */
  readonly flipRows?: boolean;
  readonly flipColumns?: boolean;
}

export function laneGuidance(
  graph: StepGraph,
  floor: { readonly x: Float64Array; readonly y: Float64Array },
  wish: LaneWish,
): StepGuidance {
  const { nodeCount, to, graphNode } = graph;
  const move = new Uint8Array(directions * nodeCount);
  const share = wish.throughShare ?? 0.4;
  for (const axis of [0, 1] as const) {
    const line = axis === 0 ? floor.y : floor.x;
    const lanes = throughLines(graph, line, axis, share);
    const flip = (axis === 0 ? wish.flipRows : wish.flipColumns) ? 1 : 0;
    for (let node = 0; node < nodeCount; node++) {
      const lane = lanes.get(line[graphNode[node]!]!);
      for (const direction of [axis, axis + 2]) {
        const i = directions * node + direction;
        const isAlong = lane !== undefined && (lane + flip + direction / 2 - axis / 2) % 2 === 0;
        if (to[i]! < 0) move[i] = closed;
        else move[i] = lane === undefined ? plainMove : isAlong ? wish.along : wish.against;
      }
    }
  }
  return { move, turn: wish.turn ?? plainMove };
}

/** Ordinals of the rows (columns) that lead through the floor. */
function throughLines(
  { nodeCount, to, from, graphNode }: StepGraph,
  line: Float64Array,
  axis: number,
  share: number,
): Map<number, number> {
  const longest = new Map<number, number>();
  for (let node = 0; node < nodeCount; node++) {
    if (from[directions * node + axis]! >= 0) continue;
    let length = 0;
    for (let at = node; at >= 0; at = to[directions * at + axis]!) length++;
    const where = line[graphNode[node]!]!;
    longest.set(where, Math.max(longest.get(where) ?? 0, length));
  }
  const most = Math.max(0, ...longest.values());
  const through = [...longest].filter(([, length]) => length >= share * most).map(([where]) => where);
  return new Map(through.sort((a, b) => a - b).map((where, ordinal) => [where, ordinal]));
}
