/** What callers of traffic may name: robots on the floor, nodes of the layout, and a base that a robot can hold. Anything else is their mistake, told at the door. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { RobotId } from "@floorplane/contracts/ids";
import type { Graph } from "@floorplane/layout/graph";
import { baseMax } from "./claims.ts";

export function requireNode({ nodeCount }: Graph, node: number): void {
  if (Number.isInteger(node) && node >= 0 && node < nodeCount) return;
  throw new FloorplaneError({
    code: "not-found",
    message: `node ${node} is not in the layout, which has ${nodeCount} nodes`,
    field: "node",
  });
}

export function requireOnFloor<Found>(found: Found | undefined, robot: RobotId): Found {
  if (found !== undefined) return found;
  throw new FloorplaneError({
    code: "not-found",
    message: `robot ${robot} is not on the floor; let it enter with the node that it stands on`,
    field: "robot",
  });
}

export function requireBase(graph: Graph, robot: RobotId, base: readonly number[]): void {
  for (const node of base) requireNode(graph, node);
  if (base.length > 0 && base.length <= baseMax && new Set(base).size === base.length) return;
  throw new FloorplaneError({
    code: "conflict",
    message: `robot ${robot} cannot enter with a base of ${base.length} nodes; it must have 1 to ${baseMax}, each once`,
    field: "base",
  });
}
