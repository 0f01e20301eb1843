import type { StationId } from "@floorplane/contracts/ids";
import { describe, expect, it } from "vitest";
import { footprintOf } from "./footprint.ts";
import { layoutFromLif } from "./layout.ts";
import type { LifTrajectory } from "./lif.schema.ts";
import { curvePoints, knotsFit, soundTrajectory } from "./nurbs.ts";
import { aLif, aNode, anEdge } from "./testing/a-lif.ts";

const options = { vehicleType: "v", footprint: footprintOf({ lengthM: 0.4, widthM: 0.4 }) };

describe("a layout", () => {
  it("joins stations to their nodes, heights and positions", () => {
    const { graph, stations } = layoutFromLif(aLif(), options);

    const station = stations.get("S1" as StationId);

    expect(station).toEqual({
      id: "S1",
      nodes: [graph.indexOf("b")],
      height: 0.5,
      x: 1,
      y: -1,
      kind: undefined,
    });
  });

  it("knows a charger by its action, and other kinds from the site's file", () => {
    const { stations } = layoutFromLif(aLif(), {
      ...options,
      stations: [{ station: "S1", kind: "packing" }],
    });

    expect([...stations.values()].map(({ id, kind, x, y }) => [id, kind, x, y])).toEqual([
      ["S1", "packing", 1, -1],
      ["C1", "charging", 0, 5],
    ]);
  });

  it("keeps actions and headings by node", () => {
    const { graph, nodeActions, nodeTheta } = layoutFromLif(aLif(), options);

    expect(nodeActions.get(graph.indexOf("c"))?.[0]?.actionType).toBe("startCharging");
    expect([...nodeTheta]).toEqual([[graph.indexOf("b"), 1]]);
  });

  it("leaves out what its vehicle type may not use, and says which edges that cuts off", () => {
    const other = { ...aNode("x", 3, 3), vehicleTypeNodeProperties: [{ vehicleTypeId: "truck" }] };
    const lif = aLif();
    lif.layouts[0]!.nodes.push(other);
    lif.layouts[0]!.edges.push(anEdge("b", "x"));

    const { graph, warnings } = layoutFromLif(lif, options);

    expect([graph.nodeCount, graph.edgeCount]).toEqual([3, 3]);
    expect(warnings).toEqual(["edge bx is left out: v may not use both of its ends here"]);
  });

  it("reads a GLOBAL orientation as the heading on the map", () => {
    const lif = aLif({ edges: [anEdge("a", "c", { orientationType: "GLOBAL", vehicleOrientation: 0.25 })] });

    const { graph } = layoutFromLif(lif, options);

    expect(graph.edgeHeading[0]).toBeCloseTo(0.25);
    expect(graph.edgeCourse[0]).toBeCloseTo(Math.PI / 2);
  });

  it("asks which layout where there are several", () => {
    const lif = aLif();
    lif.layouts.push({ ...lif.layouts[0]!, layoutId: "upstairs" });

    expect(() => layoutFromLif(lif, options)).toThrow(/triangle, upstairs/);
    expect(layoutFromLif(lif, { ...options, layoutId: "upstairs" }).layoutId).toBe("upstairs");
  });

  it.each([
    [{ nodes: [aNode("a", 0, 0), aNode("a", 1, 1)], edges: [], stations: [] }, "nodes[1]"],
    [{ edges: [anEdge("nowhere", "a")] }, "edges.nowherea.startNodeId"],
    [
      {
        nodes: [
          { ...aNode("a", 0, 0), mapId: "m1" },
          { ...aNode("b", 0, 0), mapId: "m2" },
        ],
      },
      "layouts.triangle.nodes",
    ],
    [
      { stations: [0, 1].map(() => ({ stationId: "S", interactionNodeIds: ["a"] })) },
      "stations[1].stationId",
    ],
    [{ nodes: [aNode("a b", 0, 0)], edges: [], stations: [] }, "node"],
  ])("refuses a contradiction by naming its place (%#)", (override, field) => {
    expect(() => layoutFromLif(aLif(override), options)).toThrow(expect.objectContaining({ field }));
  });

  it("for a vehicle type that no node lists is refused", () => {
    expect(() => layoutFromLif(aLif(), { ...options, vehicleType: "forklift" })).toThrow(/forklift/);
  });
});

describe("a trajectory", () => {
  const quarter: LifTrajectory = {
    degree: 2,
    knotVector: [0, 0, 0, 1, 1, 1],
    controlPoints: [
      { x: 2, y: 0 },
      { x: 2, y: 2, weight: Math.SQRT1_2 },
      { x: 0, y: 2 },
    ],
  };
  const start = { x: 2, y: 0 };
  const end = { x: 0, y: 2 };

  it("with weights draws a true circle, and the edge takes its length", () => {
    const path = curvePoints(quarter, start, end) as number[];

    for (let i = 0; i < path.length; i += 2) expect(Math.hypot(path[i]!, path[i + 1]!)).toBeCloseTo(2, 9);
    const lif = aLif({
      nodes: [aNode("a", 2, 0), aNode("b", 0, 2)],
      edges: [anEdge("a", "b", { trajectory: quarter })],
      stations: [],
    });
    expect(layoutFromLif(lif, options).graph.edgeLength[0]).toBeCloseTo(Math.PI, 2);
  });

  it("with a knot vector that does not fit is read with a uniform one", () => {
    const mended = curvePoints({ ...quarter, knotVector: [0, 1] }, start, end);

    expect(mended).toEqual(curvePoints(quarter, start, end));
  });

  it.each([
    ["free at its ends", [0, 0.2, 0.4, 0.6, 0.8, 1]],
    ["that does not rise", [0, 0, 0, 0, 0, 0]],
  ])("with a knot vector %s is read and sent with a clamped one", (_, knotVector) => {
    expect(knotsFit({ ...quarter, knotVector })).toBe(false);
    expect(curvePoints({ ...quarter, knotVector }, start, end)).toEqual(curvePoints(quarter, start, end));
    expect(soundTrajectory({ ...quarter, knotVector }).knotVector).toEqual([0, 0, 0, 1, 1, 1]);
  });

  it("keeps knots between its ends, but none that would tear it apart", () => {
    const controlPoints = [0, 1, 2, 3].map((x) => ({ x, y: 0 }));
    const fit = (knotVector: number[]) => knotsFit({ degree: 2, controlPoints, knotVector });

    expect(fit([0, 0, 0, 0.3, 1, 1, 1])).toBe(true);
    expect(fit([0, 0, 0, 0, 1, 1, 1])).toBe(false);
    expect(knotsFit({ degree: 1, controlPoints, knotVector: [0, 0, 0.5, 0.5, 1, 1] })).toBe(false);
  });

  it.each([
    { ...quarter, controlPoints: quarter.controlPoints.map((point) => ({ ...point, weight: 0 })) },
    { ...quarter, controlPoints: quarter.controlPoints.slice(0, 2) },
    { ...quarter, degree: 1.5 },
    { ...quarter, controlPoints: [{ x: 9, y: 9 }, ...quarter.controlPoints.slice(1)] },
  ])("that leads elsewhere or cannot be drawn is not used (%#)", (wrong) => {
    expect(curvePoints(wrong, start, end)).toBe("unusable");
  });
});
