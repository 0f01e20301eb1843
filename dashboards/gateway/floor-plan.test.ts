import { MapId } from "@floorplane/contracts/ids";
import { footprintOf } from "@floorplane/layout/footprint";
import { generateSite } from "@floorplane/layout/generate-site";
import { buildGraph, type EdgeInput } from "@floorplane/layout/graph";
import { layoutFromLif } from "@floorplane/layout/layout";
import { expect, it } from "vitest";
import { floorPlan, straightRuns } from "./floor-plan.ts";

const nodes = Array.from({ length: 5 }, (_, n) => ({ id: `n${n}`, x: n, y: 0 }));
const graphOf = (...edges: readonly (readonly [number, number])[]) =>
  buildGraph({
    mapId: MapId("m"),
    nodes: [...nodes, { id: "side", x: 2, y: 1 }],
    edges: edges.map(([from, to]): EdgeInput => {
      const [start, end] = [from < 0 ? "side" : `n${from}`, to < 0 ? "side" : `n${to}`];
      return { id: `${start}:${end}`, from: start, to: end };
    }),
  });

it("draws edges of one direction that touch as one lane", () => {
  expect(straightRuns(graphOf([0, 1], [1, 2], [2, 3]))).toEqual([[0, 0, 3, 0, 1]]);
});

it("leaves a gap where there is one", () => {
  expect(straightRuns(graphOf([0, 1], [3, 4]))).toEqual([
    [0, 0, 1, 0, 1],
    [3, 0, 4, 0, 1],
  ]);
});

it("draws two ways over the same ground once, without a direction", () => {
  expect(straightRuns(graphOf([2, -1], [-1, 2]))).toEqual([[2, 0, 2, 1, 0]]);
});

it("takes the walls from what stands on the floor where nobody gives them", () => {
  const drawn = generateSite({ siteId: "test", faces: 100, robots: 2 });
  const layout = layoutFromLif(drawn.lif, {
    vehicleType: drawn.site.vehicle.type,
    footprint: footprintOf(drawn.site.vehicle),
    stations: drawn.site.stations,
  });

  expect(floorPlan(drawn.site, layout).bounds).toEqual(drawn.bounds);
});
