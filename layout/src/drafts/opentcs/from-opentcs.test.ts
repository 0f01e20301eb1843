import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { footprintOf } from "../../footprint.ts";
import { layoutFromLif } from "../../layout.ts";
import { readLif, writeLif } from "../../lif.ts";
import { aPlant, type PlantParts } from "../../testing/a-plant.ts";
import { draftFromOpenTcs } from "./from-opentcs.ts";
import { readPlantModel } from "./read-plant-model.ts";

const draft = (parts: PlantParts = {}) => draftFromOpenTcs(aPlant(parts), "2026-01-01T00:00:00.000Z");
const layoutOf = (parts: PlantParts = {}) => draft(parts).lif.layouts[0]!;
const edge = (id: string, parts: PlantParts = {}) =>
  layoutOf(parts).edges.find(({ edgeId }) => edgeId === id)!;
const remarked = (parts: PlantParts, message: RegExp) =>
  draft(parts)
    .remarks.filter((remark) => message.test(remark.message))
    .map(({ place, line }) => ({ place, line }));
const path = (forward: number, reverse: number, more = "") =>
  `length="4000" maxVelocity="${forward}" maxReverseVelocity="${reverse}" locked="false" ${more}`;
const location = (name: string, type: string, inner = '<link point="C"/>') =>
  `<location name="${name}" positionX="0" positionY="0" locked="false" type="${type}">${inner}</location>`;
const type = (name: string, ...operations: string[]) =>
  `<locationType name="${name}">${operations.map((each) => `<allowedOperation name="${each}"/>`).join("")}</locationType>`;

const packing = type("P", "Unload cargo") + location("Packing 9", "P");

describe("a draft from a plant model of openTCS", () => {
  it("has points as nodes, in metres, under names that topics can have", () => {
    expect(
      layoutOf().nodes.map(({ nodeId, nodeName, nodePosition }) => ({ nodeId, nodeName, nodePosition })),
    ).toEqual([
      { nodeId: "Point_A", nodeName: "Point A", nodePosition: { x: 0, y: 0 } },
      { nodeId: "B", nodeName: undefined, nodePosition: { x: 4, y: 0 } },
      { nodeId: "C", nodeName: undefined, nodePosition: { x: 8, y: 0 } },
    ]);
    expect(layoutOf().nodes[1]!.vehicleTypeNodeProperties[0]!.theta).toBeCloseTo(Math.PI / 2);
    expect(remarked({}, /points whose names/)).toEqual([{ place: "Point A", line: 3 }]);
  });

  it("has paths as edges, forwards, and backwards where vehicles go back in reverse", () => {
    const edges = layoutOf().edges.map(({ edgeId, startNodeId, endNodeId, vehicleTypeEdgeProperties }) => ({
      edgeId,
      ends: `${startNodeId} ${endNodeId}`,
      speed: vehicleTypeEdgeProperties[0]!.maxSpeed,
      turned: vehicleTypeEdgeProperties[0]!.vehicleOrientation,
    }));

    expect(edges).toEqual([
      { edgeId: "A--B", ends: "Point_A B", speed: 1.5, turned: 0 },
      { edgeId: "B--A", ends: "B Point_A", speed: 0.8, turned: 0 },
      { edgeId: "B--C", ends: "B C", speed: 1, turned: 0 },
      { edgeId: "B--C~back", ends: "C B", speed: 0.3, turned: Math.PI },
    ]);
  });

  it("leaves the way back in reverse out where another path leads back forwards", () => {
    expect(remarked({ path: path(1500, 300) }, /another path leads forwards/)).toEqual([
      { place: "A --- B", line: 6 },
    ]);
    expect(layoutOf({ path: path(1500, 300) }).edges).toHaveLength(4);
  });

  it("leaves out what is locked or has no speed, and says so", () => {
    const locked = { path: path(1500, 0).replace("false", "true") };

    expect(edge("A--B", locked)).toBeUndefined();
    expect(remarked(locked, /are locked, and left out/)).toEqual([{ place: "A --- B", line: 6 }]);
    expect(remarked({ path: path(0, 0) }, /speed of 0/)).toEqual([{ place: "A --- B", line: 6 }]);
  });

  it("follows a drawn curve both ways: points in units of the drawing, with y downwards", () => {
    const curve = {
      path: path(1500, 0),
      inPath:
        '<pathLayout connectionType="BEZIER" layerId="0"><controlPoint x="20" y="-10"/><controlPoint x="60" y="-10"/></pathLayout>',
    };

    const { trajectory } = edge("A--B", curve).vehicleTypeEdgeProperties[0]!;

    expect(trajectory).toEqual({
      degree: 3,
      knotVector: [0, 0, 0, 0, 1, 1, 1, 1],
      controlPoints: [
        { x: 0, y: 0 },
        { x: 1, y: 0.5 },
        { x: 3, y: 0.5 },
        { x: 4, y: 0 },
      ],
    });
    expect(remarked(curve, /drawn as curves/)).toEqual([{ place: "A --- B", line: 6 }]);
  });

  it.each([
    ["BEZIER_3", 5],
    ["POLYPATH", 3],
    ["BEZIER", 2],
  ])("%s leads from node to node, and back the same way", (shape, points) => {
    const between = Array.from(
      { length: points },
      (_, i) => `<controlPoint x="${((i + 1) * 80) / (points + 1)}" y="${i % 2 === 0 ? -8 : -12}"/>`,
    );
    const model = aPlant({
      path: path(1500, 700),
      inPath: `<pathLayout connectionType="${shape}" layerId="0">${between.join("")}</pathLayout>`,
    }).replace(/<path name="B --- A".*\n/, "");
    const { lif, site } = draftFromOpenTcs(model, "");
    const layout = layoutFromLif(lif, {
      vehicleType: site.vehicle.type,
      footprint: footprintOf(site.vehicle),
    });

    const [there, back] = ["A--B", "A--B~back"].map((id) =>
      layout.graph.edgePaths.get(layout.graph.edgeIndexOf(id)),
    );

    expect(layout.passed).toEqual([]);
    expect(there!.length).toBeGreaterThan(6);
    const pairs = (flat: readonly number[]) =>
      flat.flatMap((x, i) =>
        i % 2 === 0 ? [[Math.round(x * 1e6) / 1e6, Math.round(flat[i + 1]! * 1e6) / 1e6]] : [],
      );
    expect(pairs(back!)).toEqual(pairs(there!).reverse());
  });

  it.each([
    ["ELBOW", "", /whose place no file says/],
    ["BEZIER", '<controlPoint x="1" y="1"/>', /another number of control points/],
  ])("reads %s as a straight line where nobody knows better, and says so", (shape, inner, message) => {
    const parts = { inPath: `<pathLayout connectionType="${shape}" layerId="0">${inner}</pathLayout>` };

    expect(edge("A--B", parts).vehicleTypeEdgeProperties[0]!.trajectory).toBeUndefined();
    expect(remarked(parts, message)).toEqual([{ place: "A --- B", line: 6 }]);
  });

  it("says where a path's length is not that of its drawing", () => {
    expect(remarked({ path: path(1, 0).replace("4000", "9000") }, /longer or shorter/)).toEqual([
      { place: "A --- B", line: 6 },
    ]);
    expect(remarked({}, /longer or shorter/)).toEqual([]);
  });

  it.each([
    ["Charge 9", type("T", "CHARGE"), "charging"],
    ["Place", type("T", "Charge battery"), "charging"],
    ["Packing 1", type("T", "Load cargo", "Unload cargo"), "packing"],
    ["Goods in north 01", type("T", "Load cargo"), "receiving"],
    ["Wareneingang", type("T", "Load cargo"), "receiving"],
    ["Quality", type("T", "Unload cargo"), "check"],
    ["Place", type("T", "Park"), "parking"],
  ])("takes %s with %s for a place of kind %s", (name, types, kind) => {
    const { site } = draft({ more: types + location(name, "T") });

    expect(site.stations.find(({ station }) => station === name.replaceAll(" ", "_"))).toMatchObject({
      kind,
    });
  });

  it("takes places of loads for bins, park positions for parking, and says of others that nobody knows", () => {
    const parts = { more: packing + type("T", "Drill") + location("Drill", "T") };
    const { site, locations } = draft(parts);

    expect(locations.map((row) => row.location)).toEqual(["Rack_1"]);
    expect(site.stations).toEqual([
      { station: "Charge_1", kind: "charging" },
      { station: "Packing_9", kind: "packing", by: "person" },
      { station: "C", kind: "parking" },
    ]);
    expect(remarked(parts, /not known what they are for/)).toEqual([{ place: "Drill", line: 15 }]);
  });

  it("keeps nothing where no place is for packing", () => {
    const { locations, remarks, lif } = draft();

    expect(locations).toEqual([]);
    expect(lif.layouts[0]!.stations.map(({ stationId }) => stationId)).toContain("Rack_1");
    expect(remarks.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/the site keeps nothing/),
    );
  });

  it("goes by what a link allows, where it says so", () => {
    const allows = (point: string, operation: string): string =>
      `<link point="${point}"><allowedOperation name="${operation}"/></link>`;
    const both = packing + type("T", "CHARGE", "Load");
    const loads = draft({ more: both + location("Both", "T", allows("C", "Load")) });
    const charges = draft({
      more: both + location("Both", "T", allows("C", "CHARGE") + allows("B", "Load")),
    });
    const chargers = ({ lif }: typeof charges) =>
      lif.layouts[0]!.nodes.filter(
        ({ vehicleTypeNodeProperties }) => vehicleTypeNodeProperties[0]!.actions,
      ).map(({ nodeId }) => nodeId);

    expect(loads.locations.map((row) => row.location)).toEqual(["Rack_1", "Both"]);
    expect(charges.site.stations).toContainEqual({ station: "Both", kind: "charging" });
    expect(chargers(loads)).toEqual(["Point_A"]);
    expect(chargers(charges)).toEqual(["Point_A", "C"]);
  });

  it("leaves out devices and what is locked", () => {
    const parts = { more: type("Door") + location("Door 1", "Door", "") };
    const locked = { more: type("T", "Load") + location("Full", "T").replace("false", "true") };

    expect(remarked(parts, /are devices/)).toEqual([{ place: "Door 1", line: 15 }]);
    expect(remarked(locked, /are locked locations/)).toEqual([{ place: "Full", line: 15 }]);
    expect(layoutOf(parts).stations).toHaveLength(3);
  });

  it("has vehicles as robots, by maker and serial where drivers know them, and one vehicle as large as all", () => {
    const { site } = draft();

    expect(site.robots).toEqual([
      { robot: "Vehicle_1", manufacturer: "acme", serialNumber: "0001" },
      { robot: "Vehicle_2", manufacturer: "unknown" },
    ]);
    expect(site.vehicle).toMatchObject({ lengthM: 1.4, widthM: 0.8, speedMps: 1.2, manufacturer: "acme" });
    expect(remarked({}, /who made them/)).toEqual([{ place: "Vehicle 2", line: 10 }]);
    expect(remarked({ version: "0.0.5" }, /no width is known/)).toEqual([
      { place: "Vehicle 1, Vehicle 2", line: 9 },
    ]);
  });

  it.each<[string, Record<string, string>, object, RegExp | undefined]>([
    ["the driver of 2.0", { version: "2.0", interfaceName: "uagv" }, { version: "2.0" }, undefined],
    [
      "the driver of 1.1",
      { version: "1.1", interfaceName: "lift" },
      { version: "1.1", prefix: "lift/v1" },
      undefined,
    ],
    [
      "a prefix that ends with maker and serial",
      { version: "2.0", topicPrefix: "my/fleet/acme/0007" },
      { version: "2.0", prefix: "my/fleet" },
      undefined,
    ],
    [
      "a prefix of its own",
      { version: "2.0", topicPrefix: "seven" },
      { version: "2.0" },
      /topics of their own/,
    ],
    ["a version of tomorrow", { version: "9.0", interfaceName: "uagv" }, {}, /version of VDA 5050/],
  ])("has vehicles of %s with their version and topics", (_, said, row, message) => {
    const properties = Object.entries({ manufacturer: "acme", serialNumber: "0007", ...said }).map(
      ([key, value]) => `<property name="vda5050:${key}" value="${value}"/>`,
    );
    const vehicle = `<vehicle name="V7" maxVelocity="1000" maxReverseVelocity="0"><boundingBox length="1000" width="700" height="1" referenceOffsetX="0" referenceOffsetY="0"/>${properties.join("")}</vehicle>`;

    const { site } = draft({ more: vehicle });

    expect(site.robots[2]).toEqual({ robot: "V7", manufacturer: "acme", serialNumber: "0007", ...row });
    if (message) expect(remarked({ more: vehicle }, message)).toEqual([{ place: "V7", line: 15 }]);
    else expect(remarked({ more: vehicle }, /topics of their own|version of VDA 5050/)).toEqual([]);
  });

  it("has the actions of a driver for VDA 5050", () => {
    const action = (key: string, value: string) =>
      `<property name="vda5050:action.${key}" value="${value}"/>`;
    const parts = {
      inPoint:
        action("02", "horn") +
        action("02.when", "ORDER_START") +
        action("01", "beep") +
        action("01.blockingType", "SOFT") +
        action("01.parameter.times", "integer:3"),
    };

    expect(layoutOf(parts).nodes[1]!.vehicleTypeNodeProperties[0]!.actions).toEqual([
      {
        actionType: "beep",
        requirementType: "REQUIRED",
        blockingType: "SOFT",
        actionParameters: [{ key: "times", value: "3" }],
      },
      { actionType: "horn", requirementType: "CONDITIONAL", blockingType: "NONE" },
    ]);
    expect(remarked(parts, /beginning or end of an order alone|are sent as text/)).toEqual([
      { place: "B", line: 4 },
      { place: "B", line: 4 },
    ]);
  });

  it.each<[string, PlantParts, RegExp, string]>([
    [
      "blocks",
      { more: '<block name="X" type="SINGLE_VEHICLE_ONLY"><member name="B"/></block>' },
      /blocks for one vehicle/,
      "X",
    ],
    [
      "blocks of one direction",
      { more: '<block name="X" type="SAME_DIRECTION_ONLY"><member name="B"/></block>' },
      /vehicles of one direction/,
      "X",
    ],
    [
      "a member of nobody",
      { more: '<block name="X" type="SINGLE_VEHICLE_ONLY"><member name="Q"/></block>' },
      /members are not in the model/,
      "X",
    ],
    [
      "envelopes",
      { inPoint: '<vehicleEnvelope key="k"><vertex x="0" y="0"/></vehicleEnvelope>' },
      /vehicle envelopes/,
      "B",
    ],
    [
      "doors on the way",
      {
        inPath:
          '<peripheralOperation name="Open" locationName="D" executionTrigger="AFTER_ALLOCATION" completionRequired="true"/>',
      },
      /devices do something/,
      "A --- B",
    ],
    [
      "another floor",
      { more: '<point name="Up" positionX="0" positionY="9000" positionZ="4000" type="HALT_POSITION"/>' },
      /another height/,
      "Up",
    ],
    [
      "report positions",
      { more: '<point name="R" positionX="0" positionY="9000" type="REPORT_POSITION"/>' },
      /no vehicle halts/,
      "R",
    ],
    [
      "properties",
      { inPoint: '<property name="my:key" value="1"/>' },
      /properties that are not taken over/,
      "my:key",
    ],
    ["elements of tomorrow", { more: "<lift/>" }, /no plant model from/, "lift"],
  ])("says what it does with %s", (_, parts, message, place) => {
    expect(remarked(parts, message)).toMatchObject([{ place }]);
  });

  it("refuses a model without a point", () => {
    expect(() => draftFromOpenTcs('<model version="7.0.0" name="x"/>', "")).toThrow(
      /has no point; name a model/,
    );
  });

  it("has, of any grid of points and paths, just these as nodes and edges, and is read back as it is written", () => {
    const cell = fc.record({ x: fc.nat(9), y: fc.nat(9) });
    const oneWay = fc.record({
      from: fc.nat(40),
      to: fc.nat(40),
      forward: fc.constantFrom(0, 500, 1500),
      reverse: fc.constantFrom(0, 300),
      locked: fc.boolean(),
    });
    const name = fc.string({ minLength: 1, maxLength: 8 }).map((text) => text.replace(/[<&"\s\p{C}]/gu, "·"));
    const plant = fc.record({
      points: fc.uniqueArray(cell, { minLength: 2, maxLength: 20, selector: ({ x, y }) => 10 * x + y }),
      paths: fc.array(oneWay, { maxLength: 30 }),
      name,
    });
    fc.assert(
      fc.property(plant, ({ points, paths, name: word }) => {
        const pointName = (i: number): string => `${word} ${i % points.length}`;
        const ways = paths.filter(({ from, to }) => from % points.length !== to % points.length);
        const text = `<model version="7.0.0" name="${word}">${points
          .map(
            ({ x, y }, i) =>
              `<point name="${pointName(i)}" positionX="${x * 3000}" positionY="${y * 3000}" type="HALT_POSITION"/>`,
          )
          .join("")}${ways
          .map(
            ({ from, to, forward, reverse, locked }, i) =>
              `<path name="${word} ${i}" sourcePoint="${pointName(from)}" destinationPoint="${pointName(to)}" length="0" maxVelocity="${forward}" maxReverseVelocity="${reverse}" locked="${locked}"/>`,
          )
          .join("")}</model>`;

        const { lif } = draftFromOpenTcs(text, "");

        const [layout] = lif.layouts;
        const model = readPlantModel(text);
        expect(layout!.nodes.map(({ nodePosition: { x, y } }) => [x, y])).toEqual(
          [...model.points.values()].map(({ x, y }) => [x / 1000, y / 1000]),
        );
        const pairs = new Map(layout!.nodes.map(({ nodeId }, i) => [nodeId, i]));
        const drawn = new Set(
          layout!.edges.map(
            ({ startNodeId, endNodeId }) => `${pairs.get(startNodeId)} ${pairs.get(endNodeId)}`,
          ),
        );
        const open = ways.filter(({ locked }) => !locked);
        const wished = open.flatMap(({ from, to, forward, reverse }) => {
          const [a, b] = [from % points.length, to % points.length];
          return [...(forward > 0 ? [`${a} ${b}`] : []), ...(reverse > 0 ? [`${b} ${a}`] : [])];
        });
        expect(drawn).toEqual(new Set(wished));
        expect(new Set(layout!.edges.map(({ edgeId }) => edgeId)).size).toBe(layout!.edges.length);
        expect(readLif(writeLif(lif))).toEqual({ lif, warnings: [] });
      }),
      { seed: 1, numRuns: 150 },
    );
  });
});
