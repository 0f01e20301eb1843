/** What a robot has left: word and pose must agree (VDA 5050 6.6; FAULTS C8). */
import { MapId } from "@floorplane/contracts/ids";
import { buildGraph } from "@floorplane/layout/graph";
import { describe, expect, it } from "vitest";
import { doubtOfPlace } from "./doubt.ts";
import { footingOn, leftUpTo } from "./ground.ts";

/** Three nodes east, two north, 1.2 m apart; the last edge is a bow to the west. */
const corner = [
  [0, 0],
  [1.2, 0],
  [2.4, 0],
  [2.4, 1.2],
  [2.4, 2.4],
  [2.4, 4.8],
] as const;
const bow = [2.4, 2.4, 1.4, 3, 1.4, 4.2, 2.4, 4.8];
const graph = buildGraph({
  mapId: MapId("hall"),
  nodes: corner.map(([x, y], index) => ({ id: `N${index}`, x, y })),
  edges: corner.slice(1).map((_, index) => ({
    id: `E${index}`,
    from: `N${index}`,
    to: `N${index + 1}`,
    ...(index === 4 ? { path: bow } : {}),
  })),
});
const held = [0, 1, 2, 3, 4, 5];
const at = (x: number, y: number) => footingOn(graph, held, { x, y, theta: 0, mapId: "hall" });
const doubt = (x: number, y: number, named: number) => doubtOfPlace(at(x, y), named, String)?.kind;

describe("a robot has left what lies before", () => {
  it("the node that it names and stands on", () => {
    expect(leftUpTo(at(2.4, 0), 2)).toBe(2);
    expect(leftUpTo(at(2.37, 0), 2)).toBe(2);
  });

  it("nothing that it does not name, however far it says to be", () => {
    expect(leftUpTo(at(2.4, 1.2), 1)).toBe(1);
    expect(leftUpTo(at(2.4, 1.2), 0)).toBe(0);
  });

  it("nothing that its pose has not come to, whatever it names", () => {
    expect(leftUpTo(at(0, 0), 5)).toBe(0);
    expect(leftUpTo(at(1.9, 0), 5)).toBe(1);
    expect(leftUpTo(at(2.3, 0), 2)).toBe(1);
  });

  it("no corner that it stands short of, though the way behind the corner is as near", () => {
    expect(leftUpTo(at(2.1, 0), 3)).toBe(1);
    expect(leftUpTo(at(2.4, 0.3), 3)).toBe(2);
  });

  it("what lies before a bow, while it drives along the bow and not along its chord", () => {
    expect(leftUpTo(at(1.4, 3.6), 4)).toBe(4);
    expect(at(1.4, 3.6).offM).toBeLessThan(0.01);
  });

  it("nothing while it is off its way", () => {
    expect(leftUpTo(at(2.4, -3), 5)).toBe(0);
  });
});

describe("word and pose contradict", () => {
  it("when it stands more than half a metre before the node that it names", () => {
    expect(doubt(1.8, 0, 2)).toBe("too-early");
    expect(doubt(2.0, 0, 2)).toBeUndefined();
  });

  it("when it is past the node after the one that it names, and not while it is between the two", () => {
    expect(doubt(2.4, 1.2, 1)).toBe("too-late");
    expect(doubt(2.4, 0.4, 1)).toBeUndefined();
    expect(doubt(2.4, 4.8, 5)).toBeUndefined();
  });
});
