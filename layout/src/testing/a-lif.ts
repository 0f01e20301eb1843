/** A small LIF for tests: three nodes in a triangle a -> b -> c -> a, a charger at c; each test names what matters to it. */
import type { Lif, LifLayout } from "../lif.schema.ts";

type Override = { [Field in keyof LifLayout]?: LifLayout[Field] | undefined };

export function aLif(override: Override = {}): Lif {
  return {
    metaInformation: {
      projectIdentification: "triangle",
      creator: "a test",
      exportTimestamp: "2026-01-01T00:00:00.00Z",
      lifVersion: "1.0.0",
    },
    layouts: [structuredClone({ ...triangle, ...override }) as LifLayout],
  };
}

const triangle: LifLayout = {
  layoutId: "triangle",
  layoutVersion: "1",
  nodes: [
    aNode("a", 0, 0),
    {
      ...aNode("b", 1, 0),
      vehicleTypeNodeProperties: [
        {
          vehicleTypeId: "v",
          theta: 1,
          actions: [
            { actionType: "pick", blockingType: "HARD", actionParameters: [{ key: "height", value: "3" }] },
          ],
        },
      ],
    },
    {
      ...aNode("c", 0, 5),
      vehicleTypeNodeProperties: [
        { vehicleTypeId: "v", actions: [{ actionType: "startCharging", blockingType: "HARD" }] },
      ],
    },
  ],
  edges: [anEdge("a", "b", { maxSpeed: 1.5, vehicleOrientation: 0 }), anEdge("b", "c"), anEdge("c", "a")],
  stations: [
    { stationId: "S1", interactionNodeIds: ["b"], stationHeight: 0.5, stationPosition: { x: 1, y: -1 } },
    { stationId: "C1", interactionNodeIds: ["c"] },
  ],
};

export function aNode(nodeId: string, x: number, y: number): LifLayout["nodes"][number] {
  return { nodeId, nodePosition: { x, y }, vehicleTypeNodeProperties: [{ vehicleTypeId: "v" }] };
}

export function anEdge(
  from: string,
  to: string,
  property: Partial<LifLayout["edges"][number]["vehicleTypeEdgeProperties"][number]> = {},
): LifLayout["edges"][number] {
  return {
    edgeId: `${from}${to}`,
    startNodeId: from,
    endNodeId: to,
    vehicleTypeEdgeProperties: [{ vehicleTypeId: "v", rotationAllowed: false, ...property }],
  };
}
