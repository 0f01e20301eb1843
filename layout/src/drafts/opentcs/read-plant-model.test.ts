import { FloorplaneError } from "@floorplane/contracts/errors";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aPlant } from "../../testing/a-plant.ts";
import { readPlantModel } from "./read-plant-model.ts";

describe("reading a plant model of openTCS", () => {
  it.each(["0.0.4", "0.0.5", "6.0.0", "7.0.0", "7.1.3"])("of version %s", (version) => {
    const model = readPlantModel(aPlant({ version }));

    expect(model).toMatchObject({ name: "Small plant", version, scale: { x: 50, y: 50 } });
    expect([...model.points.values()].map(({ x, y }) => [x, y])).toEqual([
      [0, 0],
      [4000, 0],
      [8000, 0],
    ]);
    expect(model.points.get("B")).toMatchObject({ angle: 90, line: 4 });
    expect(model.points.get("Point A")!.angle).toBeUndefined();
    expect(model.vehicles.get("Vehicle 1")!.size).toEqual({
      lengthMm: 1200,
      widthMm: version.startsWith("0.") ? undefined : 800,
    });
    expect(model.locations.get("Rack 1")).toMatchObject({ type: "Rack", links: [{ point: "B" }] });
    expect([...model.unknown]).toEqual([]);
  });

  it("keeps blocks, curves, properties and what devices do on the way", () => {
    const model = readPlantModel(
      aPlant({
        inPath:
          '<peripheralOperation name="Open" locationName="Door" executionTrigger="AFTER_ALLOCATION" completionRequired="true"/><property name="k" value="v"/><pathLayout connectionType="BEZIER" layerId="0"><controlPoint x="1" y="-2"/></pathLayout>',
        more: '<block name="Cross" type="SINGLE_VEHICLE_ONLY"><member name="B"/></block>',
      }),
    );

    expect(model.paths.get("A --- B")).toMatchObject({
      drawn: { type: "BEZIER", points: [{ x: 1, y: -2 }] },
      peripheralOperations: [{ operation: "Open", location: "Door" }],
    });
    expect([...model.paths.get("A --- B")!.properties]).toEqual([["k", "v"]]);
    expect(model.blocks.get("Cross")!.members).toEqual(["B"]);
  });

  it("remembers elements that no known version has", () => {
    const { unknown } = readPlantModel(
      aPlant({ more: "<lift name='L'><stop/></lift><__proto__/><toString/>" }),
    );

    expect([...unknown.keys()]).toEqual(["lift", "lift/stop", "__proto__", "toString"]);
  });

  it.each<[string, string, string | RegExp, RegExp]>([
    [
      "a version before",
      aPlant({ version: "0.0.2" }),
      "line 2",
      /0\.0\.4, 0\.0\.5, 6 and 7 are read; open it/,
    ],
    ["a version after", aPlant({ version: "8.0.0" }), "line 2", /"8\.0\.0"/],
    ["another root", "<plant version='7.0.0' name='x'/>", "line 1", /outermost element is "plant"/],
    ["half a file", aPlant().slice(0, 900), /line \d+/, /no sound XML/],
    ["no XML", "{}", "line 1", /no sound XML/],
    ["nothing", "", /line \d/, /no sound XML/],
    [
      "entities that grow",
      `<!DOCTYPE model [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>${aPlant().split("\n").slice(1).join("\n")}`,
      "line 1",
      /document type/,
    ],
    [
      "entities of its own",
      aPlant({ more: '<property name="&x;" value=""/>' }),
      "line 15",
      /no sound XML: undefined entity/,
    ],
    [
      "a file of the machine",
      `<!DOCTYPE model SYSTEM "file:///etc/passwd">${aPlant().split("\n")[1]}</model>`,
      "line 1",
      /document type/,
    ],
    ["a depth that nobody means", aPlant({ more: "<a>".repeat(100_000) }), "line 15", /more than 12 deep/],
    [
      "a point twice",
      aPlant({ more: '<point name="B" positionX="0" positionY="0" type="HALT_POSITION"/>' }),
      "line 15",
      /point "B" stands twice \(also on line 4\)/,
    ],
    [
      "a path to nowhere",
      aPlant().replace('destinationPoint="C"', 'destinationPoint="D C"'),
      "line 8",
      /path "B --- C" names point "D C", which is not in the model/,
    ],
    [
      "a link to nowhere",
      aPlant().replace('<link point="B"/>', '<link point="X"/>'),
      "line 14",
      /location "Rack 1" names point "X"/,
    ],
    [
      "a type of nobody",
      aPlant().replace('type="Rack"', 'type="Shelf"'),
      "line 14",
      /names location type "Shelf"/,
    ],
    [
      "a place that is none",
      aPlant().replace('positionX="4000"', 'positionX="far"'),
      "line 4",
      /point "B" has positionX "far"/,
    ],
    [
      "a place beyond the world",
      aPlant().replace('positionX="4000"', 'positionX="1e300"'),
      "line 4",
      /write a number/,
    ],
    [
      "a path without speed",
      aPlant({ path: 'locked="false"' }),
      "line 6",
      /path "A --- B" has no maxVelocity/,
    ],
    [
      "a flag that is none",
      aPlant({ path: 'maxVelocity="1" maxReverseVelocity="0" locked="maybe"' }),
      "line 6",
      /has locked "maybe"/,
    ],
    [
      "a name without letters",
      aPlant({ more: '<block name="" type="SINGLE_VEHICLE_ONLY"/>' }),
      "line 15",
      /name of 0 letters/,
    ],
  ])("refuses %s with its line", (_, text, field, message) => {
    const refusal = (() => {
      try {
        return readPlantModel(text);
      } catch (error) {
        return error;
      }
    })();

    expect(refusal).toBeInstanceOf(FloorplaneError);
    expect(refusal).toMatchObject({ code: "malformed-file", message: expect.stringMatching(message) });
    if (typeof field === "string") expect((refusal as FloorplaneError).field).toBe(field);
    else expect((refusal as FloorplaneError).field).toMatch(field);
  });

  it("refuses more than a plant can hold", () => {
    const point = (i: number): string =>
      `<point name="p${i}" positionX="${i}" positionY="0" type="HALT_POSITION"/>`;
    const many = Array.from({ length: 100_001 }, (_, i) => point(i)).join("");

    expect(() => readPlantModel(aPlant({ more: many }))).toThrow(
      expect.objectContaining({ code: "too-large" }),
    );
  });

  it("answers for whatever bytes are changed: a model, or a refusal that names its line", () => {
    const text = aPlant();
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(30), fc.string({ maxLength: 12 }), (at, cut, put) => {
        try {
          expect(readPlantModel(text.slice(0, at) + put + text.slice(at + cut)).points).toBeInstanceOf(Map);
        } catch (error) {
          expect(error).toBeInstanceOf(FloorplaneError);
          expect((error as FloorplaneError).field).toMatch(/^line \d+$/);
        }
      }),
      { seed: 1, numRuns: 1_000 },
    );
  });
});
