import { MapId } from "@floorplane/contracts/ids";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { footprintAt, footprintOf, footprintsOverlap } from "./footprint.ts";
import { pointToBox } from "./geometry.ts";
import { buildGraph, type EdgeInput, type Graph, type NodeInput } from "./graph.ts";

const mapId = MapId("test");
const amr = footprintOf({ lengthM: 0.9, widthM: 0.7 });
/** Long behind its reference point, as a tractor is, so that driving backwards is another matter. */
const bare = footprintOf({ lengthM: 0.9, widthM: 0.5, centreOffsetM: -0.3, marginM: 0 });

const row = (first: Int32Array, values: Int32Array, at: number): number[] => [
  ...values.subarray(first[at]!, first[at + 1]!),
];

/** Evenly spread, which `fc.double` is not: most of its values lie next to zero. */
const millimetres = fc.integer({ min: 0, max: 5_000 }).map((mm) => mm / 1_000);

/** Nodes scattered over 5 x 5 m and edges between any two of them. */
const scattered = fc
  .array(fc.record({ x: millimetres, y: millimetres }), {
    minLength: 4,
    maxLength: 12,
  })
  .chain((points) =>
    fc.record({
      nodes: fc.constant(points.map((point, i): NodeInput => ({ id: `n${i}`, ...point }))),
      ends: fc.array(
        fc.tuple(fc.nat(points.length - 1), fc.nat(points.length - 1), fc.constantFrom(0, Math.PI, 1)),
        {
          minLength: 4,
          maxLength: 10,
        },
      ),
    }),
  )
  .map(({ nodes, ends }) => ({
    nodes,
    edges: ends
      .filter(([from, to]) => from !== to)
      .map(
        ([from, to, orientation], i): EdgeInput => ({
          id: `e${i}`,
          from: `n${from}`,
          to: `n${to}`,
          orientation,
        }),
      ),
  }));

/** Poses of a robot on an edge, close together. */
function* drive(graph: Graph, edge: number, steps = 30) {
  const from = graph.edgeFrom[edge]!;
  const to = graph.edgeTo[edge]!;
  for (let i = 0; i <= steps; i++) {
    const t = i / steps;
    yield {
      x: graph.x[from]! + t * (graph.x[to]! - graph.x[from]!),
      y: graph.y[from]! + t * (graph.y[to]! - graph.y[from]!),
      theta: graph.edgeHeading[edge]!,
    };
  }
}

describe("a graph", () => {
  const graph = buildGraph({
    mapId,
    nodes: [
      { id: "a", x: 0, y: 0 },
      { id: "b", x: 3, y: 0 },
      { id: "c", x: 3, y: 4 },
    ],
    edges: [
      { id: "ab", from: "a", to: "b", maxSpeedMps: 1.2 },
      { id: "bc", from: "b", to: "c", orientation: Math.PI },
      { id: "ca", from: "c", to: "a", heading: 0 },
      { id: "ac", from: "a", to: "c" },
    ],
  });

  it("knows what leaves and what arrives", () => {
    const a = graph.indexOf("a");

    expect(row(graph.outFirst, graph.outEdge, a).map((edge) => graph.edgeIds[edge])).toEqual(["ab", "ac"]);
    expect(row(graph.inFirst, graph.inEdge, a).map((edge) => graph.edgeIds[edge])).toEqual(["ca"]);
    expect(graph.edgeBetween(a, graph.indexOf("c"))).toBe(graph.edgeIndexOf("ac"));
    expect(graph.edgeBetween(graph.indexOf("b"), a)).toBe(-1);
    expect([graph.indexOf("nobody"), graph.edgeIndexOf("nobody")]).toEqual([-1, -1]);
  });

  it("holds lengths, speeds, courses and where the robot's front points", () => {
    const [ab, bc, ca] = [0, 1, 2] as const;

    expect([graph.edgeLength[ab], graph.edgeLength[bc], graph.edgeLength[ca]]).toEqual([3, 4, 5]);
    expect([graph.edgeMaxSpeed[ab], graph.edgeMaxSpeed[bc]]).toEqual([1.2, Number.POSITIVE_INFINITY]);
    expect(graph.edgeCourse[bc]).toBeCloseTo(Math.PI / 2);
    expect(graph.edgeHeading[bc]).toBeCloseTo(-Math.PI / 2);
    expect(graph.edgeHeading[ca]).toBe(0);
  });

  it("has no conflicts for robots that are points", () => {
    expect(graph.conflictNode).toHaveLength(0);
    expect(graph.edgeConflictNode).toHaveLength(0);
    expect(graph.crossEdge).toHaveLength(0);
  });

  it.each([
    [{ nodes: ["a", "a"], edges: [] }, "nodes[1]"],
    [{ nodes: ["a", "b"], edges: [["a", "z"]] }, "edges[0].endNodeId"],
    [{ nodes: ["a", "b"], edges: [["z", "a"]] }, "edges[0].startNodeId"],
  ])("of %j is refused by naming %s", ({ nodes, edges }, field) => {
    const input = {
      mapId,
      nodes: nodes.map((id) => ({ id, x: 0, y: 0 })),
      edges: edges.map(([from, to], i) => ({ id: `e${i}`, from: from!, to: to! })),
    };

    expect(() => buildGraph(input)).toThrow(expect.objectContaining({ field }));
  });
});

describe("conflict sets", () => {
  it("hold exactly the nodes whose turning circles meet", () => {
    fc.assert(
      fc.property(scattered, (input) => {
        const graph = buildGraph({ mapId, ...input, footprint: amr });
        for (let n = 0; n < graph.nodeCount; n++) {
          const near = Array.from({ length: graph.nodeCount }, (_, m) => m).filter(
            (m) =>
              m !== n &&
              Math.hypot(graph.x[n]! - graph.x[m]!, graph.y[n]! - graph.y[m]!) <
                2 * amr.radius + amr.margin - 1e-6,
          );
          expect(row(graph.conflictFirst, graph.conflictNode, n)).toEqual(near);
        }
      }),
    );
  });

  it("miss no node that a driving robot would touch, and name none that it clears by far", () => {
    fc.assert(
      fc.property(scattered, (input) => {
        const graph = buildGraph({ mapId, ...input, footprint: bare });
        for (let edge = 0; edge < graph.edgeCount; edge++) {
          const named = new Set(row(graph.edgeConflictFirst, graph.edgeConflictNode, edge));
          for (let n = 0; n < graph.nodeCount; n++) {
            if (n === graph.edgeFrom[edge] || n === graph.edgeTo[edge]) {
              expect(named.has(n)).toBe(false);
              continue;
            }
            let gap = Number.POSITIVE_INFINITY;
            for (const { x, y, theta } of drive(graph, edge))
              gap = Math.min(
                gap,
                pointToBox(graph.x[n]!, graph.y[n]!, footprintAt(bare, x, y, theta)) - bare.radius,
              );
            if (gap < -1e-3) expect(named.has(n)).toBe(true);
            if (gap > 0.5) expect(named.has(n)).toBe(false);
          }
        }
      }),
      { numRuns: 400, seed: 1 },
    );
  });

  it("miss no two edges on which two robots could touch, and are symmetric", () => {
    fc.assert(
      fc.property(scattered, (input) => {
        const graph = buildGraph({ mapId, ...input, footprint: bare });
        for (let e = 0; e < graph.edgeCount; e++) {
          const crossed = row(graph.crossFirst, graph.crossEdge, e);
          for (const f of crossed) expect(row(graph.crossFirst, graph.crossEdge, f)).toContain(e);
          for (let f = 0; f < e; f++) {
            const ends = new Set([graph.edgeFrom[e], graph.edgeTo[e], graph.edgeFrom[f], graph.edgeTo[f]]);
            if (ends.size < 4) expect(crossed).not.toContain(f);
            else if (meet(graph, e, f)) expect(crossed).toContain(f);
          }
        }
      }),
      { numRuns: 400, seed: 1 },
    );
  });

  it("keep an edge on which the robot may turn as wide as its circle", () => {
    const lanes = (turnsOnTheWay: boolean) =>
      buildGraph({
        mapId,
        footprint: bare,
        nodes: [
          { id: "a", x: 0, y: 0 },
          { id: "b", x: 5, y: 0 },
          { id: "c", x: 0, y: 0.85 },
          { id: "d", x: 5, y: 0.85 },
        ],
        edges: [
          { id: "ab", from: "a", to: "b", turnsOnTheWay },
          { id: "cd", from: "c", to: "d" },
        ],
      });

    expect(lanes(false).crossEdge).toHaveLength(0);
    expect([...lanes(true).crossEdge]).toEqual([1, 0]);
  });

  it("follow a curve rather than its chord", () => {
    const graph = buildGraph({
      mapId,
      footprint: bare,
      nodes: [
        { id: "a", x: 0, y: 0 },
        { id: "b", x: 6, y: 0 },
        { id: "inside", x: 3, y: 0 },
        { id: "beside", x: 3, y: 3 },
      ],
      edges: [{ id: "ab", from: "a", to: "b", path: [0, 0, 0, 3, 6, 3, 6, 0] }],
    });

    expect(graph.edgeLength[0]).toBe(12);
    expect([...graph.edgeConflictNode].map((n) => graph.nodeIds[n])).toEqual(["beside"]);
  });

  it("of 40,000 nodes that overlap their neighbours are made at once", () => {
    const side = 200;
    const nodes = Array.from({ length: side * side }, (_, i) => ({
      id: `n${i}`,
      x: 0.8 * (i % side),
      y: 0.8 * Math.floor(i / side),
    }));
    const edges = nodes.flatMap((_, i) =>
      i % side === side - 1 ? [] : [{ id: `e${i}`, from: `n${i}`, to: `n${i + 1}` }],
    );

    const graph = buildGraph({ mapId, nodes, edges, footprint: amr });

    expect(graph.conflictNode.length).toBeGreaterThan(4 * side * side);
  });
});

function meet(graph: Graph, e: number, f: number): boolean {
  for (const a of drive(graph, e, 12))
    for (const b of drive(graph, f, 12)) if (footprintsOverlap(bare, a, bare, b)) return true;
  return false;
}
