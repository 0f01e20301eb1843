/** Numbers of a LIF file that no warehouse has: millimetres for metres, degrees for radians, km/h for m/s. Each bound lies far outside what is real, and far inside what a wrong unit gives. */
import { positionsFromM, positionsToM } from "@floorplane/contracts/positions";
import type { Faults } from "./layout-faults.ts";
import type { Lif, LifEdge, LifLayout, LifNode } from "./lif.schema.ts";

/** Across a whole site, m. */
const siteMax = 5_000;
/** Between neighbours, m: the middle one of a layout, and any one. */
const middleEdgeMax = 100;
const middleEdgeMin = 0.1;
const edgeMax = 500;
/** Nodes nearer than this are one place, m. */
const edgeMin = 0.01;
/** m/s: faster than any vehicle indoors, and faster than the vehicles of a site may be. */
const speedMax = 20;
const speedUsual = 5;
const speedMin = 0.02;
/** rad/s: three turns a second. */
const rotationMax = 20;
/** m. */
const heightMax = 30;

export function checkNumbers(lif: Lif, layoutIndex: number, faults: Faults): void {
  const layout = lif.layouts[layoutIndex]!;
  const path = `layouts[${layoutIndex}]`;
  const nodes = new Map(layout.nodes.map((node) => [node.nodeId, node]));
  const lengths = layout.edges.map((edge) => lengthOf(edge, nodes));
  const isOfUnit = checkUnit(layout, path, lengths, faults);
  for (const [i, edge] of layout.edges.entries()) {
    const length = lengths[i]!;
    if (isOfUnit) checkLength(edge, length, `${path}.edges[${i}]`, faults);
    for (const [p, property] of edge.vehicleTypeEdgeProperties.entries())
      checkEdge(edge, property, length, nodes, `${path}.edges[${i}].vehicleTypeEdgeProperties[${p}]`, faults);
  }
  for (const [i, { stationId, stationHeight = 0 }] of layout.stations.entries())
    if (stationHeight > heightMax)
      faults.error({
        code: "implausible",
        path: `${path}.stations[${i}].stationHeight`,
        message: `station ${stationId} is ${stationHeight} m above the floor`,
        remedy: "write heights in metres",
      });
  if (isOfUnit) checkScreens(layout, path, faults);
}

type Property = LifEdge["vehicleTypeEdgeProperties"][number];
type Nodes = ReadonlyMap<string, LifNode>;

/** Unknown ends give NaN, which is no fault of a number. */
function lengthOf({ startNodeId, endNodeId }: LifEdge, nodes: Nodes): number {
  const from = nodes.get(startNodeId)?.nodePosition;
  const to = nodes.get(endNodeId)?.nodePosition;
  return from && to ? Math.hypot(to.x - from.x, to.y - from.y) : Number.NaN;
}

/** False where all positions are in another unit: one finding, not one a node. */
function checkUnit({ nodes }: LifLayout, path: string, lengths: readonly number[], faults: Faults): boolean {
  const { width, height } = extentOf(nodes);
  const sorted = lengths.filter((length) => length > 0).sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  const isHuge = middle === undefined ? Math.max(width, height) > siteMax : middle > middleEdgeMax;
  const isTiny = middle !== undefined && middle < middleEdgeMin;
  if (!isHuge && !isTiny) return true;
  const between = middle === undefined ? "" : `, and neighbours ${figure(middle)} m apart`;
  faults.error({
    code: "implausible",
    path: `${path}.nodes`,
    message: `the floor is ${figure(width)} m by ${figure(height)} m${between}: positions are not in metres`,
    remedy: isHuge
      ? "export them in metres (millimetres divided by 1,000)"
      : "export them in metres, not in kilometres",
  });
  return false;
}

function extentOf(nodes: readonly LifNode[]): { width: number; height: number } {
  const [left, bottom, right, top] = boundsOf(nodes);
  return { width: Math.max(0, right - left), height: Math.max(0, top - bottom) };
}

function boundsOf(nodes: readonly LifNode[]): [left: number, bottom: number, right: number, top: number] {
  const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { nodePosition } of nodes) {
    bounds[0] = Math.min(bounds[0], nodePosition.x);
    bounds[1] = Math.min(bounds[1], nodePosition.y);
    bounds[2] = Math.max(bounds[2], nodePosition.x);
    bounds[3] = Math.max(bounds[3], nodePosition.y);
  }
  return bounds;
}

function checkLength(
  { edgeId, startNodeId, endNodeId }: LifEdge,
  length: number,
  path: string,
  faults: Faults,
): void {
  if (length > edgeMax)
    faults.error({
      code: "implausible",
      path,
      message: `edge ${edgeId} is ${figure(length)} m long, from ${startNodeId} to ${endNodeId}`,
      remedy: "correct the position of the node that lies so far away",
    });
  else if (length < edgeMin && startNodeId !== endNodeId)
    faults.error({
      code: "edge-without-length",
      path,
      message: `nodes ${startNodeId} and ${endNodeId} of edge ${edgeId} lie on one point`,
      remedy: "give each node its own place, or make them one node",
    });
}

function checkEdge(
  { edgeId, startNodeId, endNodeId }: LifEdge,
  property: Property,
  length: number,
  nodes: Nodes,
  path: string,
  faults: Faults,
): void {
  const say = (severity: "error" | "warning", field: string, message: string, remedy: string): void =>
    faults[severity]({
      code: "implausible",
      path: `${path}.${field}`,
      message: `edge ${edgeId} ${message}`,
      remedy,
    });
  const { maxSpeed, maxRotationSpeed, minHeight, maxHeight, trajectory } = property;
  if (maxSpeed !== undefined) {
    const remedy = "write the limit in m/s";
    if (maxSpeed > speedMax)
      say("error", "maxSpeed", `allows ${figure(maxSpeed)} m/s: that limits nothing`, remedy);
    else if (maxSpeed > speedUsual || maxSpeed < speedMin)
      say("warning", "maxSpeed", `has a speed limit of ${figure(maxSpeed)} m/s`, remedy);
  }
  if (maxRotationSpeed !== undefined && (maxRotationSpeed > rotationMax || maxRotationSpeed === 0))
    say(
      maxRotationSpeed === 0 ? "warning" : "error",
      "maxRotationSpeed",
      `has a limit of turning of ${figure(maxRotationSpeed)} rad/s`,
      "write it in rad/s (degrees times 0.01745), and use rotationAllowed where robots must not turn",
    );
  for (const [field, height] of [
    ["minHeight", minHeight],
    ["maxHeight", maxHeight],
  ] as const)
    if (height !== undefined && (height > heightMax || height < 0 || (field === "maxHeight" && height === 0)))
      say("error", field, `has a ${field} of ${figure(height)} m`, "write heights in metres");
  if (minHeight !== undefined && maxHeight !== undefined && minHeight > maxHeight)
    say(
      "error",
      "minHeight",
      `wants a load handling device of ${minHeight} m or more and a robot of ${maxHeight} m or less`,
      "correct one of them",
    );
  const ends = [nodes.get(startNodeId)?.nodePosition, nodes.get(endNodeId)?.nodePosition];
  const far = trajectory?.controlPoints.find((point) =>
    ends.every((end) => end && Math.hypot(point.x - end.x, point.y - end.y) > 10 * length + 10),
  );
  if (far)
    say(
      "error",
      "trajectory",
      `bends by way of ${figure(far.x)}, ${figure(far.y)}, far from both of its ends`,
      "correct the control point",
    );
}

/** Poses go to screens in two bytes an axis. */
function checkScreens({ nodes }: LifLayout, path: string, faults: Faults): void {
  const outside = nodes.findIndex(({ nodePosition: { x, y } }) =>
    [x, y].some((metres) => metres < positionsFromM || metres > positionsToM),
  );
  if (outside < 0) return;
  const { nodeId, nodePosition } = nodes[outside]!;
  faults.warning({
    code: "implausible",
    path: `${path}.nodes[${outside}].nodePosition`,
    message: `node ${nodeId} lies at ${figure(nodePosition.x)}, ${figure(nodePosition.y)}: screens show robots from ${positionsFromM} m to ${figure(positionsToM)} m on both axes, and others at the edge of the map`,
    remedy: "move the origin of the layout to its south-west corner",
  });
}

/** Three digits are enough to see a unit. */
const figure = (value: number): string => {
  const digits = Math.abs(value) >= 100 ? 0 : 3;
  return String(Number(value.toFixed(digits)));
};
