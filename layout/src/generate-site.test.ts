import { positionsToM } from "@floorplane/contracts/positions";
import { parseLocation, parseSite } from "@floorplane/contracts/site";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { touches } from "./clearance.ts";
import { footprintOf } from "./footprint.ts";
import { generateSite, toteAmr } from "./generate-site.ts";
import { layoutFromLif } from "./layout.ts";
import { readLif, writeLif } from "./lif.ts";
import { componentsOf } from "./reach.ts";

const footprint = footprintOf(toteAmr);

function drawn(faces: number, robots: number, packingStations?: number) {
  const site = generateSite({
    siteId: "test",
    faces,
    robots,
    ...(packingStations ? { packingStations } : {}),
  });
  const layout = layoutFromLif(site.lif, {
    vehicleType: toteAmr.type,
    footprint,
    stations: site.site.stations,
  });
  return { ...site, layout };
}

const kinds = (site: ReturnType<typeof drawn>, kind: string) =>
  site.site.stations.filter((row) => row.kind === kind).length;

describe("a generated site", () => {
  it("holds for any number of faces and robots", () => {
    fc.assert(
      fc.property(fc.integer({ min: 50, max: 5_000 }), fc.integer({ min: 1, max: 200 }), (faces, robots) => {
        const site = drawn(faces, robots);
        const { graph } = site.layout;

        expect(componentsOf(graph).count).toBe(1);
        expect(graph.conflictNode).toHaveLength(0);
        expect(graph.edgeConflictNode).toHaveLength(0);
        expect(graph.crossEdge).toHaveLength(0);
        expect(touches(graph, footprint, [...site.site.racks, ...site.benches], 0.05)).toEqual([]);
        expect(site.layout.warnings).toEqual([]);
        expect(site.locations.filter(({ kind }) => kind === "face").length).toBeGreaterThanOrEqual(faces);
        for (const { location } of site.locations)
          expect(site.layout.stations.has(location as never)).toBe(true);
        expect(kinds(site, "parking")).toBeGreaterThanOrEqual(robots);
        expect(kinds(site, "charging")).toBe(Math.ceil(robots / 4));
        expect(kinds(site, "packing")).toBe(Math.ceil(robots / 10));
        expect(kinds(site, "check")).toBe(Math.ceil(kinds(site, "packing") / 4));
        expect(kinds(site, "receiving")).toBe(1);
      }),
      { numRuns: 25, seed: 1 },
    );
  });

  it.each([0, 1_000, 2_000])("has room for %i robots, all of it where screens can show it", (robots) => {
    const site = drawn(200, robots);
    const { graph } = site.layout;

    expect(site.layout.warnings).toEqual([]);
    expect(kinds(site, "parking")).toBeGreaterThanOrEqual(Math.max(1, robots));
    expect(kinds(site, "charging")).toBeGreaterThanOrEqual(Math.max(1, robots / 4));
    expect(kinds(site, "packing")).toBeGreaterThanOrEqual(Math.min(40, Math.max(1, robots / 10)));
    expect(Math.max(...graph.x, ...graph.y, site.bounds.width, site.bounds.height)).toBeLessThan(
      positionsToM,
    );
  });

  it("keeps every robot within the walls", () => {
    const { layout, bounds } = drawn(3_000, 40);

    for (let node = 0; node < layout.graph.nodeCount; node++) {
      const x = layout.graph.x[node]!;
      const y = layout.graph.y[node]!;
      expect(Math.min(x, y, bounds.width - x, bounds.height - y)).toBeGreaterThan(footprint.radius + 0.05);
    }
  });

  it("is 40 to 65 m on a side for 3,000 faces and 40 robots", () => {
    const { bounds } = drawn(3_000, 40);

    for (const side of [bounds.width, bounds.height]) {
      expect(side).toBeGreaterThanOrEqual(40);
      expect(side).toBeLessThanOrEqual(65);
    }
  });

  it("passes the gates of the site's own files", () => {
    const { site, locations } = drawn(500, 10);

    expect(parseSite(JSON.parse(JSON.stringify(site)))).toEqual(site);
    for (const location of locations) expect(parseLocation(location)).toEqual(location);
  });

  it("comes back from its LIF text unchanged and without warnings", () => {
    const { lif } = drawn(500, 10);

    const read = readLif(writeLif(lif));

    expect(read.warnings).toEqual([]);
    expect(read.lif).toEqual(lif);
  });

  it("is the same bytes for the same numbers", () => {
    const numbers = { siteId: "twice", faces: 700, robots: 12 };

    expect(JSON.stringify(generateSite(numbers))).toBe(JSON.stringify(generateSite(numbers)));
  });

  it("gives every place four faces and two of reserve at one pocket, at their heights", () => {
    const { layout } = drawn(500, 10);

    const levels = [1, 2, 3, 4, 5, 6].map((level) => layout.stations.get(`A01-01R-${level}` as never));

    expect(levels.map((station) => station?.height)).toEqual([0.3, 0.8, 1.3, 1.8, 2.3, 2.8]);
    expect(new Set(levels.map((station) => station?.nodes[0])).size).toBe(1);
  });

  it("lets robots leave a pocket backwards, so that they face the shelf throughout", () => {
    const { graph } = drawn(500, 10).layout;
    const lane = graph.indexOf("A01-01");
    const pocket = graph.indexOf("A01-01R");

    const into = graph.edgeBetween(lane, pocket);
    const out = graph.edgeBetween(pocket, lane);

    expect(graph.edgeHeading[into]).toBeCloseTo(0);
    expect(graph.edgeHeading[out]).toBeCloseTo(0);
    expect(Math.abs(graph.edgeCourse[out]!)).toBeCloseTo(Math.PI);
  });

  it("puts every zone's own sensors and all floor into exactly one zone", () => {
    const { site, bounds } = drawn(3_000, 40);
    const area = site.zones.reduce((sum, zone) => sum + zone.area.width * zone.area.height, 0);
    const climate = site.devices.filter(({ kind }) => kind === "climate");

    expect(area).toBeCloseTo(bounds.width * bounds.height, 3);
    for (const { zone } of site.zones) expect(climate.some((device) => device.zone === zone)).toBe(true);
    expect(new Set(climate.map(({ wire }) => wire))).toEqual(new Set(["mqtt", "modbus", "opcua"]));
    expect(area / climate.length).toBeGreaterThan(100);
    expect(area / climate.length).toBeLessThan(300);
  });

  it.each([
    [{ faces: 0, robots: 1 }, "faces"],
    [{ faces: 1.5, robots: 1 }, "faces"],
    [{ faces: 10, robots: -1 }, "robots"],
    [{ faces: 10, robots: 0.5 }, "robots"],
    [{ faces: 10, robots: 1, packingStations: -1 }, "packingStations"],
    [{ faces: 1e9, robots: 1 }, "faces"],
  ])("refuses %o by naming %s", (numbers, field) => {
    expect(() => generateSite({ siteId: "test", ...numbers })).toThrow(expect.objectContaining({ field }));
  });
});
