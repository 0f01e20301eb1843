import { MapId } from "@floorplane/contracts/ids";
import { describe, expect, it } from "vitest";
import { touches } from "./clearance.ts";
import { footprintOf } from "./footprint.ts";
import { buildGraph } from "./graph.ts";

const footprint = footprintOf({ lengthM: 0.8, widthM: 0.6 });
/** A lane of 10 m along the x axis; the robot's circle is 0.5 m and half its width 0.3 m. */
const lane = buildGraph({
  mapId: MapId("lane"),
  nodes: [
    { id: "a", x: 0, y: 0 },
    { id: "b", x: 10, y: 0 },
  ],
  edges: [{ id: "ab", from: "a", to: "b" }],
});
const rackAt = (x: number, y: number) => [{ x, y, width: 1, height: 1 }];
const places = (x: number, y: number, gap: number): string[] =>
  touches(lane, footprint, rackAt(x, y), gap).map(({ place, index }) => `${place} ${index}`);

describe("clearance", () => {
  it("at a node is counted from the circle in which the robot turns", () => {
    expect(places(-0.5, 0.49, 0)).toEqual(["node 0"]);
    expect(places(-0.5, 0.51, 0)).toEqual([]);
  });

  it("on an edge is counted from the robot's side", () => {
    expect(places(5, 0.29, 0)).toEqual(["edge 0"]);
    expect(places(5, 0.31, 0)).toEqual([]);
  });

  it("asks for the gap on top", () => {
    expect(places(-0.5, 0.51, 0.05)).toEqual(["node 0"]);
    expect(places(-0.5, 0.56, 0.05)).toEqual([]);
    expect(places(5, 0.34, 0.05)).toEqual(["edge 0"]);
    expect(places(5, 0.36, 0.05)).toEqual([]);
  });

  it("names every place that one rack blocks once", () => {
    expect(places(-0.5, -0.5, 0)).toEqual(["node 0", "edge 0"]);
  });
});
