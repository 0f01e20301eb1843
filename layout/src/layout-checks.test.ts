import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { footprintOf } from "./footprint.ts";
import { generateSite, toteAmr } from "./generate-site.ts";
import { buildGraph } from "./graph.ts";
import { judgeLayout } from "./layout-checks.ts";
import { componentsOf, reachedFrom } from "./reach.ts";
import { aLif, aNode, anEdge } from "./testing/a-lif.ts";

const options = { vehicleType: "v", footprint: footprintOf({ lengthM: 0.4, widthM: 0.4 }) };
const codes = (lif: ReturnType<typeof aLif>, more = {}): string[] =>
  judgeLayout(lif, { ...options, ...more }).faults.map(({ code, where }) => `${code} ${where}`);

describe("checking a layout", () => {
  it("finds nothing wrong with a sound one", () => {
    expect(judgeLayout(aLif(), options).faults).toEqual([]);
  });

  it("finds nothing wrong with a generated site", () => {
    const { lif, site, benches } = generateSite({ siteId: "test", faces: 200, robots: 8 });
    const solids = [...site.racks, ...benches];

    expect(
      judgeLayout(lif, { vehicleType: toteAmr.type, footprint: footprintOf(toteAmr), solids }).faults,
    ).toEqual([]);
  });

  it("names a trap by its nodes", () => {
    const lif = aLif();
    lif.layouts[0]!.nodes.push(aNode("d", 9, 9));
    lif.layouts[0]!.edges.push(anEdge("c", "d"));

    const [fault] = judgeLayout(lif, options).faults;

    expect(fault).toMatchObject({ severity: "error", code: "trap", where: "d" });
    expect(fault?.message).toContain("d cannot come back");
  });

  it("names what no way leads to, node and station", () => {
    const lif = aLif();
    lif.layouts[0]!.nodes.push(aNode("d", 9, 9));
    lif.layouts[0]!.edges.push(anEdge("d", "a"));
    lif.layouts[0]!.stations.push({ stationId: "S9", interactionNodeIds: ["d"] });

    expect(codes(lif)).toEqual(["unreachable d", "unreachable S9"]);
  });

  it("names everything that contradicts itself in one go", () => {
    const lif = aLif();
    lif.layouts[0]!.nodes.push(aNode("a", 9, 9));
    lif.layouts[0]!.edges.push(anEdge("a", "b"), anEdge("b", "nowhere"), anEdge("c", "c"));
    lif.layouts[0]!.stations.push(
      { stationId: "S1", interactionNodeIds: ["a"] },
      { stationId: "S2", interactionNodeIds: ["a", "elsewhere"] },
    );

    expect(codes(lif)).toEqual([
      "duplicate-id layouts[0].nodes[3].nodeId",
      "duplicate-id layouts[0].edges[3].edgeId",
      "unknown-node layouts[0].edges[4].endNodeId",
      "edge-without-length layouts[0].edges[5]",
      "duplicate-id layouts[0].stations[2].stationId",
      "unknown-node layouts[0].stations[3].interactionNodeIds[1]",
    ]);
  });

  it("warns of places where robots would touch", () => {
    const {
      faults: [fault],
    } = judgeLayout(aLif(), {
      ...options,
      footprint: footprintOf({ lengthM: 0.9, widthM: 0.7 }),
    });

    expect(fault).toMatchObject({ severity: "warning", code: "overlap", where: "a" });
    expect(fault?.message).toContain("at a and at b would touch");
  });

  it("names nodes and edges that a rack stands on", () => {
    const solids = [{ x: -0.1, y: 2, width: 0.2, height: 0.5 }];

    expect(codes(aLif(), { solids })).toEqual(["hits-solid ca"]);
  });

  it("warns of a floor without a charger", () => {
    expect(codes(aLif({ stations: [] }))).toEqual(["no-charger stations"]);
  });

  it("says what the layout cannot be used for at all", () => {
    expect(codes(aLif(), { vehicleType: "forklift" })).toEqual(["unusable vehicleType"]);
  });

  it("lists no more than fifty of a kind, and says that there are more", () => {
    const edges = Array.from({ length: 80 }, (_, i) => anEdge("a", `nowhere${i}`));

    const faults = judgeLayout(aLif({ edges }), options).faults.filter(({ code }) => code === "unknown-node");

    expect(faults).toHaveLength(51);
    expect(faults.at(-1)?.message).toContain("left out");
  });
});

it("two nodes share a component exactly if each reaches the other", () => {
  const ends = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 25 });
  fc.assert(
    fc.property(ends, (pairs) => {
      const graph = buildGraph({
        mapId: "test" as never,
        nodes: Array.from({ length: 10 }, (_, i) => ({ id: `n${i}`, x: i, y: 0 })),
        edges: pairs.map(([from, to], i) => ({ id: `e${i}`, from: `n${from}`, to: `n${to}` })),
      });
      const { of } = componentsOf(graph);
      const reached = Array.from({ length: 10 }, (_, n) => reachedFrom(graph, n));
      for (let n = 0; n < 10; n++)
        for (let m = 0; m < 10; m++)
          expect(of[n] === of[m]).toBe(reached[n]![m] === 1 && reached[m]![n] === 1);
    }),
  );
});
