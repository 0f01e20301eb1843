/** Metres along the lanes, with and against them. */
import { MapId } from "@floorplane/contracts/ids";
import fc from "fast-check";
import { expect, it } from "vitest";
import { buildGraph } from "./graph.ts";
import { WayLengths } from "./way-lengths.ts";

const node = (id: string, x: number, y: number) => ({ id, x, y });
const edge = (from: string, to: string) => ({ id: `${from}-${to}`, from, to });

it("goes with one-way lanes, the long way round where there is no other", () => {
  const graph = buildGraph({
    mapId: MapId("ring"),
    nodes: [node("A", 0, 0), node("B", 3, 0), node("C", 3, 4), node("D", 9, 9)],
    edges: [edge("A", "B"), edge("B", "C"), edge("C", "A")],
  });
  const ways = new WayLengths(graph);
  const metres = (from: string, to: string) => ways.metres(graph.indexOf(from), graph.indexOf(to));

  expect([metres("A", "A"), metres("A", "B"), metres("A", "C"), metres("B", "A")]).toEqual([0, 3, 7, 9]);
  expect(metres("A", "D")).toBe(Number.POSITIVE_INFINITY);
});

it("is the shortest of all ways", () => {
  const count = 7;
  const anyEdges = fc.uniqueArray(
    fc
      .tuple(fc.integer({ min: 0, max: count - 1 }), fc.integer({ min: 0, max: count - 1 }))
      .filter(([a, b]) => a !== b),
    { selector: String, maxLength: 20 },
  );
  fc.assert(
    fc.property(anyEdges, (pairs) => {
      const graph = buildGraph({
        mapId: MapId("any"),
        nodes: Array.from({ length: count }, (_, n) => node(`N${n}`, (n * 5) % 7, (n * 3) % 11)),
        edges: pairs.map(([from, to]) => edge(`N${from}`, `N${to}`)),
      });
      const ways = new WayLengths(graph);
      // Floyd & Warshall, 1962.
      const least = Array.from({ length: count }, (_, a) =>
        Array.from({ length: count }, (_, b) => (a === b ? 0 : Number.POSITIVE_INFINITY)),
      );
      for (const [at, [a, b]] of pairs.entries()) least[a]![b] = graph.edgeLength[at]!;
      for (let via = 0; via < count; via++)
        for (let a = 0; a < count; a++)
          for (let b = 0; b < count; b++)
            least[a]![b] = Math.min(least[a]![b]!, least[a]![via]! + least[via]![b]!);

      for (let a = 0; a < count; a++)
        for (let b = 0; b < count; b++) {
          if (least[a]![b] === Number.POSITIVE_INFINITY)
            expect(ways.metres(a, b)).toBe(Number.POSITIVE_INFINITY);
          else expect(ways.metres(a, b)).toBeCloseTo(least[a]![b]!, 3);
        }
    }),
    { numRuns: 60 },
  );
});
