import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { FloorplaneError } from "@floorplane/contracts/errors";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { footprintOf } from "../footprint.ts";
import { layoutFromLif } from "../layout.ts";
import { judgeLayout } from "../layout-checks.ts";
import { readLif, writeLif } from "../lif.ts";
import { aLif2, type Changes } from "../testing/a-lif-2.ts";

const options = { vehicleType: "acme.M2", footprint: footprintOf({ lengthM: 0.9, widthM: 0.7 }) };
const read = (changes: Changes = {}) => readLif(JSON.stringify(aLif2(changes)));
const firstEdge = (changes: Changes) => read(changes).lif.layouts[0]!.edges[0]!.vehicleTypeEdgeProperties[0]!;
const doubtsOf = (changes: Changes) => read(changes).from2!.doubts;
/** Paths as a reader of the file finds them. */
const judged = (changes: Changes, solids: [] = []) => {
  const { lif, from2 } = read(changes);
  return judgeLayout(lif, { ...options, stations: [], solids }).faults.map((fault) => ({
    ...fault,
    path: from2!.inFile(fault.path),
  }));
};
const beep = { actionType: "beep", blockingType: "NONE" } as const;

describe("reading LIF 2.0", () => {
  it("gives each robot type of a list the properties of its own, under maker and series", () => {
    const { lif, warnings, from2 } = read();

    const [node] = lif.layouts[0]!.nodes;
    expect(node!.vehicleTypeNodeProperties.map((each) => each.vehicleTypeId)).toEqual(["acme.M1", "acme.M2"]);
    expect(node!.nodeDescription).toBe("place a");
    expect(warnings).toEqual([]);
    expect(from2!.doubts).toEqual([]);
  });

  it("makes the same layout as LIF 1.0 does", () => {
    const { graph, stations } = layoutFromLif(read().lif, options);

    expect([...graph.edgeIds]).toEqual(["ab", "ba"]);
    expect([...graph.edgeMaxSpeed]).toEqual([1.5, 1.5]);
    expect([...stations.keys()]).toEqual(["S1"]);
  });

  it("goes by origins, whatever version the file gives itself, and says so", () => {
    const { metaInformation, ...rest } = aLif2();
    const text = JSON.stringify({ metaInformation: { ...metaInformation, lifVersion: "1.0.0" }, ...rest });

    const { from2 } = readLif(text);

    expect(from2!.doubts).toEqual([
      expect.objectContaining({
        path: "metaInformation.lifVersion",
        message: expect.stringMatching(/1\.0\.0/),
      }),
    ]);
  });

  it("puts required actions into every order, feasible ones at the house's choice", () => {
    const { requiredActions, nodeActions } = layoutFromLif(
      read({ node: { requiredActions: [beep], feasibleActions: [{ ...beep, actionType: "pick" }] } }).lif,
      options,
    );

    expect([...requiredActions.values()].flat().map((action) => action.actionType)).toEqual(["beep"]);
    expect(nodeActions.get(1)!.map((action) => action.requirementType)).toEqual(["REQUIRED", "CONDITIONAL"]);
  });

  it("keeps what must not be sent at a node", () => {
    const { forbiddenActions } = layoutFromLif(
      read({ node: { forbiddenActionTypes: ["drop"] } }).lif,
      options,
    );

    expect([...forbiddenActions.get(1)!]).toEqual(["drop"]);
  });

  it("refuses an action that one place requires and forbids, at its place in the file", () => {
    expect(judged({ edge: { requiredActions: [beep], forbiddenActionTypes: ["beep"] } })).toContainEqual(
      expect.objectContaining({
        severity: "error",
        code: "unusable",
        path: "origins[0].layouts[0].edges[0].mobileRobotTypeEdgeProperties[0].requiredActions[0]",
      }),
    );
  });

  it("finds each of two lists of actions in the file", () => {
    const paths = judged({
      node: {
        requiredActions: [beep, { ...beep, actionType: "horn" }],
        feasibleActions: [{ ...beep, actionType: "lamp" }],
        forbiddenActionTypes: ["horn", "lamp"],
      },
    }).flatMap(({ code, path }) => (code === "unusable" ? [path.split(".").at(-1)] : []));

    expect(paths).toEqual(["requiredActions[1]", "feasibleActions[0]"]);
  });

  it("drives forwards where an edge offers several orientations, and says so", () => {
    const edge = { mobileRobotOrientations: [Math.PI, 0] };

    expect(firstEdge({ edge })).toMatchObject({ vehicleOrientation: 0, rotationAllowed: false });
    expect(doubtsOf({ edge })).toEqual([
      expect.objectContaining({
        path: "origins[0].layouts[0].edges[0].mobileRobotTypeEdgeProperties[0].mobileRobotOrientations",
        message: expect.stringMatching(/^ab: several orientations/),
      }),
    ]);
  });

  it("takes the first of several orientations on the map, where none is forwards", () => {
    const edge = { mobileRobotOrientations: [1, 0], orientationType: "GLOBAL" as const };

    expect(firstEdge({ edge }).vehicleOrientation).toBe(1);
  });

  it("keeps the whole circle free where no orientation is given, or it is reached on the edge", () => {
    expect(firstEdge({ edge: { mobileRobotOrientations: [] } }).rotationAllowed).toBe(true);
    expect(firstEdge({ edge: { reachOrientationBeforeEntering: false } }).rotationAllowed).toBe(true);
    expect(firstEdge({}).rotationAllowed).toBe(false);
  });

  it("reads limits under their longer names", () => {
    const edge = {
      maximumSpeed: 1,
      maximumRotationSpeed: 2,
      minimumLoadHandlingDeviceHeight: 3,
      maximumMobileRobotHeight: 4,
    };

    expect(firstEdge({ edge })).toMatchObject({
      maxSpeed: 1,
      maxRotationSpeed: 2,
      minHeight: 3,
      maxHeight: 4,
    });
  });

  it("leaves out edges to a node that loaded robots may not use, and names the node", () => {
    const faults = judged({ node: { loadRestriction: { unloaded: true, loaded: false } } });

    expect(faults).toContainEqual(
      expect.objectContaining({
        code: "unusable",
        path: "origins[0].layouts[0].nodes[1].mobileRobotTypeNodeProperties[0].loadRestriction",
        message: expect.stringMatching(/^edge ab is left out: node b is for unloaded robots alone/),
      }),
    );
  });

  it.each<[string, Changes, string]>([
    [
      "an ellipse",
      { node: { allowedDeviationXY: { aMaximum: 0.5, bMaximum: 0.2 } } },
      "nodes[1].mobileRobotTypeNodeProperties[0].allowedDeviationXY",
    ],
    [
      "a corridor",
      { edge: { corridor: { maximumLeftWidth: 1, maximumRightWidth: 0 } } },
      "edges[0].mobileRobotTypeEdgeProperties[0].corridor",
    ],
    [
      "a line to follow",
      { edge: { physicalLineGuidedProperty: { length: 4.2 } } },
      "edges[0].mobileRobotTypeEdgeProperties[0].physicalLineGuidedProperty",
    ],
    [
      "load sets of a node",
      { node: { loadRestriction: { unloaded: true, loaded: true, loadSetNames: ["EUR"] } } },
      "nodes[1].mobileRobotTypeNodeProperties[0].loadRestriction.loadSetNames",
    ],
  ])("says of %s that no order carries it", (_, changes, path) => {
    expect(judged(changes)).toContainEqual(
      expect.objectContaining({ code: "not-sent", path: `origins[0].layouts[0].${path}` }),
    );
  });

  it("reads SINGLE as HARD, numbers as numbers and other parameters as text, and says what it changed", () => {
    const requiredActions = [
      {
        ...beep,
        blockingType: "SINGLE" as const,
        actionParameters: [
          { key: "times", value: 3 },
          { key: "loud", value: true },
        ],
      },
    ];

    const [action] = firstEdge({ edge: { requiredActions } }).actions!;

    expect(action).toMatchObject({
      blockingType: "HARD",
      actionParameters: [
        { key: "times", value: 3 },
        { key: "loud", value: "true" },
      ],
    });
    expect(
      doubtsOf({ edge: { requiredActions } }).map(({ path }) => path.split(".").slice(4).join(".")),
    ).toEqual(["requiredActions[0].blockingType", "requiredActions[0].actionParameters[1].value"]);
  });

  it("refuses two series that would have one name", () => {
    const text = JSON.stringify(aLif2())
      .replaceAll('{"manufacturer":"acme","seriesName":"M1"}', '{"manufacturer":"a","seriesName":"b.c"}')
      .replaceAll('{"manufacturer":"acme","seriesName":"M2"}', '{"manufacturer":"a.b","seriesName":"c"}');

    expect(() => readLif(text)).toThrow(
      expect.objectContaining({
        code: "malformed-file",
        field: expect.stringMatching(/mobileRobotTypes\[1\]$/),
      }),
    );
  });

  it("mends what is plainly meant, with its place in the file", () => {
    const text = JSON.stringify(aLif2())
      .replace('"mobileRobotOrientations":[0]', '"mobileRobotOrientations":[180]')
      .replace('"maximumSpeed":1.5', '"maximumSpeed":"1.5"')
      .replace('"layoutVersion":"1"', '"layoutVersion":1,"layoutName":null');

    const { warnings } = readLif(text);

    expect(warnings.map((line) => line.split(" ")[0])).toEqual([
      "origins[0].layouts[0].layoutName",
      "origins[0].layouts[0].layoutVersion",
      "origins[0].layouts[0].edges[0].mobileRobotTypeEdgeProperties[0].maximumSpeed",
      "origins[0].layouts[0].edges[0].mobileRobotTypeEdgeProperties[0].mobileRobotOrientations.0",
    ]);
  });

  it.each([
    ['"startNodeId":"a"', '"startNodeId":7', "origins[0].layouts[0].edges[0].startNodeId"],
    ['"x":4', '"x":"far"', "origins[0].layouts[0].nodes[1].nodePosition.x"],
    ['"layouts":[', '"layouts":{},"was":[', "origins[0].layouts"],
    [
      '"manufacturer":"acme",',
      "",
      "origins[0].layouts[0].nodes[0].mobileRobotTypeNodeProperties[0].mobileRobotTypes[0].manufacturer",
    ],
  ])("refuses %s as %s by naming %s", (part, by, field) => {
    const text = JSON.stringify(aLif2());
    expect(text).toContain(part);

    expect(() => readLif(text.replace(part, by))).toThrow(
      expect.objectContaining({ code: "malformed-file", field }),
    );
  });

  it.each(['{"origins":[]}', '{"origins":7}', '{"origins":null,"layouts":[]}', '{"origins":[[]]}'])(
    "refuses %s",
    (text) => {
      expect(() => readLif(text)).toThrow(expect.objectContaining({ code: "malformed-file" }));
    },
  );

  it("is written as LIF 1.0 that reads back to the same, newer names included", () => {
    const { lif } = read({
      node: { allowedDeviationXY: { aMaximum: 1 }, forbiddenActionTypes: ["drop"] },
      edge: { corridor: { maximumLeftWidth: 1, maximumRightWidth: 1 }, mobileRobotOrientations: [0, 1] },
    });

    expect(readLif(writeLif(lif))).toEqual({ lif, warnings: [] });
  });
});

describe("whatever a file of LIF 2.0 holds", () => {
  type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
  const whole = aLif2({
    node: {
      theta: 1,
      allowedDeviationXY: { aMaximum: 0.5, theta: 0 },
      loadRestriction: { unloaded: true, loaded: true, loadSetNames: ["EUR"] },
      requiredActions: [{ ...beep, actionParameters: [{ key: "times", value: 3 }] }],
      forbiddenActionTypes: ["drop"],
    },
    edge: {
      mobileRobotOrientations: [0, 1],
      corridor: { maximumLeftWidth: 1, maximumRightWidth: 1 },
      physicalLineGuidedProperty: { length: 4 },
      feasibleActions: [beep],
    },
  });
  const others: readonly Json[] = [
    null,
    true,
    0,
    -1,
    1e9,
    "",
    "0.5",
    "none",
    "a b",
    "__proto__",
    [],
    {},
    [[]],
    [null],
  ];

  /** Goes down by the numbers to some place and puts another value there, or none. */
  function spoil(root: Json, where: readonly number[], value: Json | undefined): void {
    let owner = root as Record<string, Json>;
    for (const number of where) {
      const keys = Object.keys(owner);
      const key = keys[number % keys.length]!;
      const inner = owner[key];
      if (number % 7 !== 0 && typeof inner === "object" && inner !== null && Object.keys(inner).length > 0) {
        owner = inner as Record<string, Json>;
        continue;
      }
      if (value === undefined) delete owner[key];
      else owner[key] = structuredClone(value);
      return;
    }
  }

  it("is read and judged, or refused at a place in it", () => {
    const where = fc.array(fc.nat(1_000), { minLength: 3, maxLength: 14 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(where, fc.option(fc.constantFrom(...others), { nil: undefined })), {
          minLength: 1,
          maxLength: 3,
        }),
        (spoilings) => {
          const value = JSON.parse(JSON.stringify(whole)) as Json;
          for (const [path, other] of spoilings) spoil(value, path, other);
          try {
            const { lif, from2 } = readLif(JSON.stringify(value));
            const { faults } = judgeLayout(lif, { ...options, stations: [], solids: [] });
            for (const { path } of faults) expect(from2?.inFile(path) ?? path).toEqual(expect.any(String));
            expect(readLif(writeLif(lif)).lif.layouts.length).toBe(lif.layouts.length);
          } catch (error) {
            expect(error).toBeInstanceOf(FloorplaneError);
          }
        },
      ),
      { seed: 1, numRuns: 1_500 },
    );
  });
});

const folder = resolve(process.env.FLOORPLANE_DATA ?? "../shared", "standards/lif/2.0.0/examples");
const published = existsSync(folder);

describe.skipIf(!published)(`the published LIF 2.0.0${published ? "" : ` (skipped: no ${folder})`}`, () => {
  it("example of a charging station is read without a word", () => {
    const { lif, warnings, from2 } = readLif(
      readFileSync(resolve(folder, "13-battery-charging-station.lif.json"), "utf8"),
    );

    expect(warnings).toEqual([]);
    expect(from2!.doubts).toEqual([]);
    expect(lif.layouts[0]!.nodes.map(({ nodeId }) => nodeId)).toEqual(["N_CHARGER", "N1"]);
  });
});
