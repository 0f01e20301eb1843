import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gateOf } from "@floorplane/contracts/parse";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generateSite } from "./generate-site.ts";
import { readLif, writeLif } from "./lif.ts";
import { aLif } from "./testing/a-lif.ts";

/** The text of a small LIF with one part replaced. */
const spoilt = (part: string, by: string): string => {
  const text = JSON.stringify(aLif());
  expect(text).toContain(part);
  return text.replace(part, by);
};

describe("reading a LIF file", () => {
  it("gives back what was written", () => {
    const lif = aLif();

    expect(readLif(writeLif(lif))).toEqual({ lif, warnings: [] });
  });

  it("takes absent stations as none, and says so", () => {
    const text = JSON.stringify(aLif({ stations: undefined }));

    const { lif, warnings } = readLif(text);

    expect(lif.layouts[0]?.stations).toEqual([]);
    expect(warnings).toEqual(["layouts[0] has no stations; read as none"]);
  });

  it("takes a height in text as a number, and says so", () => {
    const { lif, warnings } = readLif(spoilt('"stationHeight":0.5', '"stationHeight":"0.5"'));

    expect(lif.layouts[0]?.stations[0]?.stationHeight).toBe(0.5);
    expect(warnings).toEqual(["layouts[0].stations[0].stationHeight is text; read as a number"]);
  });

  it("takes angles beyond a turn as degrees, and says so", () => {
    const { lif, warnings } = readLif(spoilt('"vehicleOrientation":0', '"vehicleOrientation":90'));

    const property = lif.layouts[0]?.edges[0]?.vehicleTypeEdgeProperties[0];
    expect(property?.vehicleOrientation).toBeCloseTo(Math.PI / 2);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(
      "layouts[0].edges[0].vehicleTypeEdgeProperties[0].vehicleOrientation is 90",
    );
  });

  it("takes action parameters that are not text as their JSON text, and says so", () => {
    const { lif, warnings } = readLif(spoilt('"value":"3"', '"value":3'));

    const action = lif.layouts[0]?.nodes[1]?.vehicleTypeNodeProperties[0]?.actions?.[0];
    expect(action?.actionParameters).toEqual([{ key: "height", value: "3" }]);
    expect(warnings).toHaveLength(1);
  });

  it("ignores what the standard does not name", () => {
    expect(readLif(spoilt('"layoutId"', '"vendorColour":"red","layoutId"')).warnings).toEqual([]);
  });

  it.each([
    ['"nodeId":"b"', '"nodeId":7', "layouts[0].nodes[1].nodeId"],
    ['"nodeId":"b",', "", "layouts[0].nodes[1].nodeId"],
    ['"x":1', '"x":"east"', "layouts[0].nodes[1].nodePosition.x"],
    ['"x":1', '"x":1e300', "layouts[0].nodes[1].nodePosition.x"],
    [
      '"rotationAllowed":false',
      '"rotationAllowed":"no"',
      "layouts[0].edges[0].vehicleTypeEdgeProperties[0].rotationAllowed",
    ],
    ['"maxSpeed":1.5', '"maxSpeed":0', "layouts[0].edges[0].vehicleTypeEdgeProperties[0].maxSpeed"],
    ['"interactionNodeIds":["b"]', '"interactionNodeIds":[]', "layouts[0].stations[0].interactionNodeIds"],
  ])("refuses %s as %s by naming %s", (part, by, field) => {
    expect(() => readLif(spoilt(part, by))).toThrow(
      expect.objectContaining({ code: "malformed-file", field }),
    );
  });

  it.each(["", "[]", "null", "7", '{"layouts":[]}', "{"])("refuses %j", (text) => {
    expect(() => readLif(text)).toThrow(expect.objectContaining({ code: "malformed-file" }));
  });

  it("refuses what nests deeper than any layout, before anything walks through it", () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;

    expect(() => readLif(spoilt('"layoutId"', `"vendor":${deep},"layoutId"`))).toThrow(
      expect.objectContaining({ code: "too-large" }),
    );
  });

  it("refuses more nodes than are planned for", () => {
    const lif = aLif();
    const node = lif.layouts[0]!.nodes[0]!;
    const nodes = Array.from({ length: 100_001 }, () => node);
    const text = JSON.stringify({ ...lif, layouts: [{ ...lif.layouts[0], nodes }] });

    expect(() => readLif(text)).toThrow(
      expect.objectContaining({ code: "too-large", field: "layouts[0].nodes" }),
    );
  });
});

describe("what a vendor added", () => {
  const key = fc.string({ minLength: 1, maxLength: 12 }).map((text) => `x-${text}`);
  const vendors = fc.dictionary(key, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 3 });

  it("goes out as it came in, wherever it stood, and so does all else: vehicle types that nobody has here, too", () => {
    fc.assert(
      fc.property(fc.array(vendors, { minLength: 9, maxLength: 9 }), fc.string(), (added, type) => {
        const lif = aLif();
        const [layout] = lif.layouts;
        const [node, , charger] = layout!.nodes;
        const [edge] = layout!.edges;
        const other = { vehicleTypeId: `other ${type}`, theta: 0.1, actions: [] };
        node!.vehicleTypeNodeProperties.push(other);
        const owners: object[] = [
          lif,
          lif.metaInformation,
          layout!,
          node!,
          other,
          edge!,
          layout!.stations[0]!,
        ];
        owners.push(edge!.vehicleTypeEdgeProperties[0]!, charger!.vehicleTypeNodeProperties[0]!.actions![0]!);
        for (const [i, owner] of owners.entries()) Object.assign(owner, added[i]!);
        const text = JSON.stringify(lif);

        const read = readLif(text);

        expect(read.warnings).toEqual([]);
        expect(JSON.parse(writeLif(read.lif))).toEqual(JSON.parse(text));
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it("keeps its nulls, where those of the standard's own keys are read as absent", () => {
    const { lif, warnings } = readLif(spoilt('"nodeId":"b"', '"nodeName":null,"colour":null,"nodeId":"b"'));

    expect(lif.layouts[0]!.nodes[1]).toMatchObject({ colour: null });
    expect(warnings).toEqual(["layouts[0].nodes[1].nodeName is null; read as absent"]);
  });

  it("stands in its order, one element a line", () => {
    const text = writeLif(readLif(spoilt('"nodes":', '"shape":"L","nodes":')).lif);

    expect(text).toMatch(/"layoutVersion":"1","shape":"L",\n"nodes":\[\n\{"nodeId":"a"/);
  });
});

const standards = resolve(process.env.FLOORPLANE_DATA ?? "../shared", "standards/lif");
const published = existsSync(standards);

describe.skipIf(!published)(
  `the published LIF 1.0.0${published ? "" : ` (skipped: no ${standards})`}`,
  () => {
    const text = (name: string): string => readFileSync(resolve(standards, name), "utf8");

    it("schema accepts what the generator draws", () => {
      const gate = gateOf("published LIF", JSON.parse(text("1.0.0/LIF.schema")));

      for (const robots of [1, 40]) {
        const { lif } = generateSite({ siteId: "test", faces: 400, robots });
        expect(() => gate(JSON.parse(writeLif(lif)))).not.toThrow();
      }
    });

    it.each([
      ["1.0.0/examples/10-11-multiple-edges-with-load-restrictions.lif.json", 1],
      ["1.0.0/examples/10-13-battery-charging-station.lif.json", 1],
      ["1.0.0/examples/10-17-edge-with-trajectory-definition.lif.json", 1],
      ["continua/example.lif.json", 4],
    ])("example %s is read with %i warnings", (name, warnings) => {
      const read = readLif(text(name));

      expect(read.warnings).toHaveLength(warnings);
      expect(readLif(writeLif(read.lif))).toEqual({ lif: read.lif, warnings: [] });
    });
  },
);
