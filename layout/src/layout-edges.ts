/**
 * The edges of a LIF layout that one vehicle type may use, and what an order over each has to say (LIF 1.0.0 `vehicleTypeEdgeProperties`). Edges that lead
 * from one node to another beside each other, for robots with and without a load, are one edge of the graph with two sets of terms.
 */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { EdgeId } from "@floorplane/contracts/ids";
import { normaliseAngle } from "@floorplane/contracts/units";
import { houseActions } from "@floorplane/contracts/vda5050/house-actions";
import type { EdgeInput } from "./graph.ts";
import type {
  LifAction,
  LifEdge,
  LifEdgeProperty,
  LifLayout,
  LifLoadRestriction,
  LifNode,
  LifTrajectory,
} from "./lif.schema.ts";
import { curvePoints, soundTrajectory } from "./nurbs.ts";

/** What the layout demands of a robot on an edge. Absent: no demand. */
export interface EdgeTerms {
  readonly edgeId: EdgeId;
  /** m/s. */
  readonly maxSpeed?: number;
  /** rad/s. */
  readonly maxRotationSpeed?: number;
  /** Of the load handling device, and of the robot with its load, m. */
  readonly minHeight?: number;
  readonly maxHeight?: number;
  readonly rotationAllowed: boolean;
  /** Which way a robot may turn where the edge begins and ends. No order of VDA 5050 2.1 can say it. */
  readonly turnAtStart: Turning;
  readonly turnAtEnd: Turning;
  /** rad; against the course, or on the map. */
  readonly orientation?: { readonly type: "TANGENTIAL" | "GLOBAL"; readonly angle: number };
  readonly trajectory?: Required<LifTrajectory>;
  /** In every order over the edge (`REQUIRED`). */
  readonly actions: readonly LifAction[];
}

export type Turning = NonNullable<LifEdgeProperty["rotationAtStartNodeAllowed"]>;

export interface EdgeRule {
  readonly unloaded: EdgeTerms;
  readonly loaded: EdgeTerms;
}

/** What was passed over, and where that stands in the file. */
export interface Passed {
  readonly path: string;
  readonly message: string;
  /** What to do, where that is not the drawing tool's business. */
  readonly remedy?: string;
}

export interface UsableEdges {
  readonly edges: readonly EdgeInput[];
  /** By place in `edges`. */
  readonly rules: readonly EdgeRule[];
}

/** One LIF edge with what it is for this vehicle type. */
interface Lane {
  readonly edge: LifEdge;
  readonly property: LifEdgeProperty;
  readonly from: LifNode;
  readonly to: LifNode;
  readonly path: string;
  /** Of the edge and of the nodes at its ends, each with its place in the file. */
  readonly restrictions: readonly {
    readonly of: string;
    readonly path: string;
    readonly load: LifLoadRestriction;
  }[];
}

export function usableEdges(
  layout: LifLayout,
  nodes: readonly LifNode[],
  vehicleType: string,
  pass: (passed: Passed) => void,
): UsableEdges {
  const edges: EdgeInput[] = [];
  const rules: EdgeRule[] = [];
  for (const lanes of lanesByEnds(layout, nodes, vehicleType, pass).values()) {
    const unloaded = forLoad(lanes, "unloaded");
    const loaded = forLoad(lanes, "loaded");
    if (!unloaded || !loaded) {
      pass(onesided(lanes[0]!, unloaded ? "unloaded" : loaded ? "loaded" : "no"));
      continue;
    }
    for (const { edge, path } of lanes.filter((lane) => lane !== unloaded && lane !== loaded))
      pass({
        path,
        message: `edge ${edge.edgeId} is not used: ${unloaded.edge.edgeId} leads from ${edge.startNodeId} to ${edge.endNodeId} already`,
      });
    const input = edgeInput(unloaded, loaded, pass);
    edges.push(input);
    rules.push({
      unloaded: termsOf(unloaded, input.path !== undefined),
      loaded: termsOf(loaded, input.path !== undefined),
    });
  }
  return { edges, rules };
}

function onesided({ edge, path, restrictions }: Lane, only: "unloaded" | "loaded" | "no"): Passed {
  const other = only === "no" ? "all" : only === "loaded" ? "unloaded" : "loaded";
  const [first] = restrictions.filter(({ load }) => !(load.unloaded && load.loaded));
  const atNode = first && first.path !== `${path}.loadRestriction`;
  return {
    path: first?.path ?? `${path}.loadRestriction`,
    message: `edge ${edge.edgeId} is left out: ${atNode ? first.of : "it"} is for ${only} robots alone, and routes here are the same with and without a load`,
    remedy: atNode
      ? "let the node be used by both"
      : `add an edge beside it for ${other} robots, or let it be driven by both`,
  };
}

/** In the order of the file. */
function lanesByEnds(
  layout: LifLayout,
  nodes: readonly LifNode[],
  vehicleType: string,
  pass: (passed: Passed) => void,
): Map<string, Lane[]> {
  const usable = new Map(nodes.map((node) => [node.nodeId, node]));
  const known = new Set(layout.nodes.map((node) => node.nodeId));
  const lanes = new Map<string, Lane[]>();
  for (const edge of layout.edges) {
    const { edgeId, startNodeId, endNodeId } = edge;
    const i = edge.vehicleTypeEdgeProperties.findIndex((each) => each.vehicleTypeId === vehicleType);
    const property = edge.vehicleTypeEdgeProperties[i];
    if (!property) continue;
    const from = usable.get(startNodeId);
    const to = usable.get(endNodeId);
    const path = `edges.${edgeId}.vehicleTypeEdgeProperties[${i}]`;
    if (from && to) {
      const key = `${startNodeId} ${endNodeId}`;
      const beside = lanes.get(key);
      const restrictions = restrictionsOf({ edge, property, from, to, path }, vehicleType);
      const lane = { edge, property, from, to, path, restrictions };
      if (beside) beside.push(lane);
      else lanes.set(key, [lane]);
    } else if (!known.has(startNodeId))
      throw new FloorplaneError({
        code: "malformed-file",
        message: `edge ${edgeId} starts at node ${startNodeId}, which is not in layout ${layout.layoutId}; add the node or remove the edge`,
        field: `edges.${edgeId}.startNodeId`,
      });
    else
      pass({
        path: `edges.${edgeId}`,
        message: `edge ${edgeId} is left out: ${vehicleType} may not use both of its ends here`,
      });
  }
  return lanes;
}

/** Nodes may be restricted as edges are (LIF 2.0): who may not stand at an end may not drive there. */
function restrictionsOf(
  { edge, property, from, to, path }: Omit<Lane, "restrictions">,
  vehicleType: string,
): Lane["restrictions"] {
  const ends = [from, to].map(({ nodeId, vehicleTypeNodeProperties }) => {
    const p = vehicleTypeNodeProperties.findIndex((each) => each.vehicleTypeId === vehicleType);
    return {
      of: `node ${nodeId}`,
      path: `nodes.${nodeId}.vehicleTypeNodeProperties[${p}].loadRestriction`,
      load: vehicleTypeNodeProperties[p]?.loadRestriction,
    };
  });
  const own = { of: `edge ${edge.edgeId}`, path: `${path}.loadRestriction`, load: property.loadRestriction };
  return [own, ...ends].flatMap(({ load, ...place }) => (load ? [{ ...place, load }] : []));
}

/** The first lane that such a robot may drive. */
const forLoad = (lanes: readonly Lane[], load: "unloaded" | "loaded"): Lane | undefined =>
  lanes.find(({ restrictions }) => restrictions.every((each) => each.load[load]));

/** One place on the floor for both: the slower of the two is what travel is reckoned by. */
function edgeInput(unloaded: Lane, loaded: Lane, pass: (passed: Passed) => void): EdgeInput {
  const { edge, property, from, to, path } = unloaded;
  if (shapeOf(property) !== shapeOf(loaded.property))
    throw new FloorplaneError({
      code: "malformed-file",
      message: `edges ${edge.edgeId} and ${loaded.edge.edgeId} lead from ${edge.startNodeId} to ${edge.endNodeId} on different paths; draw one path for both, or put a node between`,
      field: `edges.${loaded.edge.edgeId}`,
    });
  const curve = property.trajectory && curvePoints(property.trajectory, from.nodePosition, to.nodePosition);
  if (curve === "unusable")
    pass({
      path: `${path}.trajectory`,
      message: `edge ${edge.edgeId} has an unusable trajectory; a straight line is used`,
    });
  const limits = [property.maxSpeed, loaded.property.maxSpeed].filter((limit) => limit !== undefined);
  const turned = property.vehicleOrientation;
  return {
    id: edge.edgeId,
    from: edge.startNodeId,
    to: edge.endNodeId,
    turnsOnTheWay: property.rotationAllowed || loaded.property.rotationAllowed,
    ...(limits.length > 0 ? { maxSpeedMps: Math.min(...limits) } : {}),
    ...(turned === undefined
      ? {}
      : property.orientationType === "GLOBAL"
        ? { heading: turned }
        : { orientation: turned }),
    ...(Array.isArray(curve) ? { path: curve } : {}),
  };
}

const shapeOf = ({ trajectory, vehicleOrientation, orientationType }: LifEdgeProperty): string =>
  JSON.stringify([trajectory ?? 0, vehicleOrientation ?? 0, orientationType ?? "TANGENTIAL"]);

function termsOf({ edge, property }: Lane, isCurved: boolean): EdgeTerms {
  const { maxSpeed, maxRotationSpeed, minHeight, maxHeight, vehicleOrientation, trajectory } = property;
  return {
    edgeId: EdgeId(edge.edgeId),
    rotationAllowed: property.rotationAllowed,
    turnAtStart: property.rotationAtStartNodeAllowed ?? "BOTH",
    turnAtEnd: property.rotationAtEndNodeAllowed ?? "BOTH",
    actions: requiredOf(property.actions),
    ...(maxSpeed === undefined ? {} : { maxSpeed }),
    ...(maxRotationSpeed === undefined ? {} : { maxRotationSpeed }),
    ...(minHeight === undefined ? {} : { minHeight }),
    ...(maxHeight === undefined ? {} : { maxHeight }),
    ...(vehicleOrientation === undefined
      ? {}
      : {
          orientation: {
            type: property.orientationType ?? "TANGENTIAL",
            angle: normaliseAngle(vehicleOrientation),
          },
        }),
    ...(trajectory && isCurved ? { trajectory: soundTrajectory(trajectory) } : {}),
  };
}

/** Those that every order over the place carries. */
export const requiredOf = (actions: readonly LifAction[] = []): readonly LifAction[] =>
  actions.filter(
    ({ actionType, requirementType }) => requirementType === "REQUIRED" && !houseActions.has(actionType),
  );
