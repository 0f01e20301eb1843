/** A small LIF 2.0 for tests: two series of one maker share the properties of two nodes, of an edge there and an edge back; each test changes what matters to it. */
import type { Lif2, Lif2Edge, Lif2EdgeProperty, Lif2Node } from "../lif-2/lif-2.schema.ts";

type NodeProperty = Lif2Node["mobileRobotTypeNodeProperties"][number];

export const types = [
  { manufacturer: "acme", seriesName: "M1" },
  { manufacturer: "acme", seriesName: "M2" },
];

export interface Changes {
  readonly node?: Partial<NodeProperty>;
  readonly edge?: Partial<Lif2EdgeProperty>;
}

export function aLif2({ node = {}, edge = {} }: Changes = {}): Lif2 {
  return structuredClone({
    metaInformation: {
      lifId: "hall",
      creator: "a test",
      exportTimestamp: "2026-10-01T00:00:00.000Z",
      lifVersion: "2.0.0",
    },
    origins: [
      {
        originId: "west",
        layouts: [
          {
            layoutId: "ground",
            layoutVersion: "1",
            nodes: [aNode("a", 0, {}), aNode("b", 4, node)],
            edges: [anEdge("a", "b", edge), anEdge("b", "a", {})],
            stations: [{ stationId: "S1", interactionNodeIds: ["b"], stationType: "rack" }],
          },
        ],
      },
    ],
  });
}

const aNode = (nodeId: string, x: number, property: Partial<NodeProperty>): Lif2Node => ({
  nodeId,
  nodeDescriptor: `place ${nodeId}`,
  mapId: "ground",
  nodePosition: { x, y: 0 },
  mobileRobotTypeNodeProperties: [{ mobileRobotTypes: types, ...property }],
});

const anEdge = (from: string, to: string, property: Partial<Lif2EdgeProperty>): Lif2Edge => ({
  edgeId: `${from}${to}`,
  startNodeId: from,
  endNodeId: to,
  mobileRobotTypeEdgeProperties: [
    { mobileRobotTypes: types, mobileRobotOrientations: [0], maximumSpeed: 1.5, ...property },
  ],
});
