import { MapId } from "@floorplane/contracts/ids";
import { describe, expect, it } from "vitest";
import { readSortingMap } from "./sorting-grid.ts";

const head = "Grid size (x, y)\n2,2\nid,type,station,x,y,north,west,south,east,wait\n";

describe("RHCR's sorting map", () => {
  it("has the one-way roads and stations that its lines say, y growing north", () => {
    const text = `${head}0,Induct,1,0,0,1,inf,inf,inf,1\n1,Travel,None,0,1,inf,inf,inf,1,1\n2,Obstacle,None,1,0,inf,inf,inf,inf,1\n3,Eject,9,1,1,inf,inf,inf,inf,1\n`;
    const { map, inducts, ejects } = readSortingMap(text, MapId("sorting"));
    const { graph } = map;

    expect(map.rows).toEqual([".E", "I@"]);
    expect([...graph.edgeIds]).toEqual(["r0c0:r0c1", "r1c0:r0c0"]);
    expect([inducts[0], ejects[0]].map((node) => graph.nodeIds[node!])).toEqual(["r1c0", "r0c1"]);
  });

  it.each([
    ["Grid size\n2\n", "line 2"],
    [`${head}0,Shelf,None,0,0,inf,inf,inf,inf,1\n`, "line 4"],
    [`${head}0,Travel,None,2,0,inf,inf,inf,inf,1\n`, "line 4"],
  ])("is refused by naming the line: %j", (text, field) => {
    expect(() => readSortingMap(text, MapId("sorting"))).toThrow(expect.objectContaining({ field }));
  });
});
