import { MapId } from "@floorplane/contracts/ids";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TravelTimes } from "./distances.ts";
import { footprintOf } from "./footprint.ts";
import { generateSite, toteAmr } from "./generate-site.ts";
import { buildGraph, type EdgeInput } from "./graph.ts";
import { IndexHeap } from "./index-heap.ts";
import { layoutFromLif } from "./layout.ts";

/** a - b - c in a row, d north of c; both ways. */
const corner = buildGraph({
  mapId: MapId("corner"),
  nodes: [
    { id: "a", x: 0, y: 0 },
    { id: "b", x: 10, y: 0 },
    { id: "c", x: 20, y: 0 },
    { id: "d", x: 20, y: 10 },
  ],
  edges: ["ab", "ba", "bc", "cb", "cd", "dc"].map(
    (ends): EdgeInput => ({ id: ends, from: ends[0]!, to: ends[1]!, maxSpeedMps: 1 }),
  ),
});
const [a, b, c, d] = [0, 1, 2, 3] as const;
const model = { speedMps: 2, accelerationMps2: 1, quarterTurnS: 3 };

describe("travel times", () => {
  const times = new TravelTimes(corner, model);

  it("count one start and one stop on a straight way, and no stop between", () => {
    expect(times.seconds(a, c)).toBeCloseTo(20 + 1);
  });

  it("count a stop and a turn at a corner", () => {
    expect(times.seconds(a, d)).toBeCloseTo(30 + 1 + 1 + 3);
  });

  it("count a stop and no turn where the robot backs out the way it came", () => {
    const pocket = buildGraph({
      mapId: MapId("pocket"),
      nodes: [
        { id: "lane", x: 0, y: 0 },
        { id: "pocket", x: 10, y: 0 },
      ],
      edges: [
        { id: "in", from: "lane", to: "pocket", maxSpeedMps: 1 },
        { id: "out", from: "pocket", to: "lane", maxSpeedMps: 1, orientation: Math.PI },
      ],
    });

    expect(new TravelTimes(pocket, model).seconds(1, 0, 0)).toBeCloseTo(10 + 1);
    expect(new TravelTimes(pocket, model).seconds(1, 0, Math.PI)).toBeCloseTo(10 + 1 + 6);
  });

  it("count a stop where the course is reversed and the heading kept", () => {
    const shunt = buildGraph({
      mapId: MapId("shunt"),
      nodes: [
        { id: "a", x: 0, y: 0 },
        { id: "b", x: 10, y: 0 },
        { id: "c", x: 4, y: 0 },
      ],
      edges: [
        { id: "ab", from: "a", to: "b", maxSpeedMps: 1 },
        { id: "bc", from: "b", to: "c", maxSpeedMps: 1, orientation: Math.PI },
      ],
    });

    expect(new TravelTimes(shunt, model).seconds(0, 2)).toBeCloseTo(16 + 1 + 1);
  });

  it("count the first turn where the heading is known", () => {
    expect(times.seconds(a, b, Math.PI)).toBeCloseTo(10 + 1 + 6);
    expect(times.seconds(a, b, 0)).toBeCloseTo(10 + 1);
  });

  it("do not let a robot reach full speed on a short edge", () => {
    const short = buildGraph({
      mapId: MapId("short"),
      nodes: [
        { id: "a", x: 0, y: 0 },
        { id: "b", x: 1, y: 0 },
      ],
      edges: [{ id: "ab", from: "a", to: "b" }],
    });

    expect(new TravelTimes(short, model).seconds(0, 1)).toBeCloseTo(2);
  });

  it("are infinite, and the route undefined, where no way leads", () => {
    const oneWay = buildGraph({
      mapId: MapId("one-way"),
      nodes: [
        { id: "a", x: 0, y: 0 },
        { id: "b", x: 1, y: 0 },
      ],
      edges: [{ id: "ab", from: "a", to: "b" }],
    });
    const there = new TravelTimes(oneWay, model);

    expect(there.seconds(1, 0)).toBe(Number.POSITIVE_INFINITY);
    expect(there.route(1, 0)).toBeUndefined();
  });

  it("go around closed nodes, and through them again when they open", () => {
    const closing = new TravelTimes(corner, model);

    closing.close(new Set([c]));
    expect(closing.seconds(a, d)).toBe(Number.POSITIVE_INFINITY);
    expect(closing.seconds(c, b)).toBeLessThan(Number.POSITIVE_INFINITY);

    closing.close(new Set());
    expect(closing.seconds(a, d)).toBeCloseTo(35);
  });

  it("agree with the routes they give, from any node to any other", () => {
    const site = generateSite({ siteId: "test", faces: 200, robots: 5 });
    const { graph } = layoutFromLif(site.lif, { vehicleType: toteAmr.type, footprint: footprintOf(toteAmr) });
    const travel = new TravelTimes(graph, toteAmr);
    const node = fc.integer({ min: 0, max: graph.nodeCount - 1 });
    fc.assert(
      fc.property(node, node, node, (from, via, goal) => {
        const route = travel.route(from, goal)!;
        let at = from;
        for (const edge of route) {
          expect(graph.edgeFrom[edge]).toBe(at);
          at = graph.edgeTo[edge]!;
        }
        expect(at).toBe(goal);
        const length = route.reduce((sum, edge) => sum + graph.edgeLength[edge]!, 0);
        expect(travel.seconds(from, goal)).toBeGreaterThanOrEqual(length / toteAmr.speedMps - 1e-3);
        // A stop on the way may only cost time, never win it, but for the turn that a fresh start has free.
        const turnFree = 2 * toteAmr.quarterTurnS;
        expect(travel.seconds(from, goal)).toBeLessThanOrEqual(
          travel.seconds(from, via) + travel.seconds(via, goal) + turnFree + 1e-3,
        );
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe("the heap", () => {
  it("gives items back by key, each with its lowest", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 100 }))),
        (pushes) => {
          const heap = new IndexHeap(31);
          const lowest = new Map<number, number>();
          for (const [item, key] of pushes) {
            heap.push(item, key);
            lowest.set(item, Math.min(key, lowest.get(item) ?? key));
          }

          const popped: number[] = [];
          for (let item = heap.pop(); item !== -1; item = heap.pop()) popped.push(item);

          expect(popped.map((item) => lowest.get(item))).toEqual([...lowest.values()].sort((x, y) => x - y));
          expect(new Set(popped).size).toBe(popped.length);
        },
      ),
    );
  });
});
