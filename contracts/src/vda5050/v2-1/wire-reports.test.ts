import { describe, expect, test } from "vitest";
import { bytes, good } from "../reading.fixture.ts";
import { aHeader, aState, stateWith } from "./messages.fixture.ts";
import { readConnection, readFactsheet, readState, readVisualization } from "./wire.ts";

describe("a state as robots really send it", () => {
  test("is read as it stands when nothing is wrong, vendors' own fields included", () => {
    const message = { ...aState(), vendorData: { hours: [1, null] } };

    expect(readState(bytes(message))).toEqual({ ok: true, message, warnings: [] });
  });

  test("may carry nulls for absent fields", () => {
    const { message, warnings } = good(readState(stateWith("agvPosition.deviationRange", null)));

    expect(message).toEqual(aState());
    expect(warnings).toEqual(["agvPosition.deviationRange: null, taken as absent"]);
  });

  test("keeps a null load list apart from an empty one", () => {
    expect(good(readState(stateWith("loads", null))).message.loads).toBeUndefined();
    expect(good(readState(stateWith("loads", []))).message.loads).toEqual([]);
  });

  test("may say PAUSED", () => {
    const { message, warnings } = good(readState(stateWith("actionStates.1.actionStatus", "PAUSED")));

    expect(message.actionStates[1]!.actionStatus).toBe("PAUSED");
    expect(warnings).toEqual([]);
  });

  test.each([
    "2026-05-04T08:15:30Z",
    "2026-05-04T08:15:30.12Z",
    "2026-05-04T08:15:30.123456789Z",
    "2026-05-04T10:15:30.5+02:00",
    "2026-05-04T10:15:30+0200",
  ])("may write its time as %s", (timestamp) => {
    expect(good(readState(stateWith("timestamp", timestamp)))).toMatchObject({
      message: { timestamp },
      warnings: [],
    });
  });

  test("has its odd time rewritten", () => {
    const { message, warnings } = good(readState(stateWith("timestamp", "2026-05-04 08:15:30,5")));

    expect(message.timestamp).toBe("2026-05-04T08:15:30.500Z");
    expect(warnings).toHaveLength(1);
  });

  test("may come from a 2.0.0 robot without remark, and from another major version with one", () => {
    expect(good(readState(stateWith("version", "2.0.0"))).warnings).toEqual([]);
    expect(good(readState(stateWith("version", "3.0.0"))).warnings).toEqual(['version: "3.0.0" is not 2.x']);
  });

  test.each([
    ["operatingMode", "TEACH_IN", "TEACHIN"],
    ["operatingMode", "automatic", "AUTOMATIC"],
    ["operatingMode", "INTERVENED", "SERVICE"],
    ["safetyState.eStop", "LATCHED", "MANUAL"],
    ["safetyState.eStop", null, "MANUAL"],
    [
      "errors",
      [{ errorType: "drive", errorLevel: "CRITICAL" }],
      [{ errorType: "drive", errorLevel: "FATAL" }],
    ],
    ["batteryState.batteryCharge", 100.4, 100],
    ["batteryState.batteryCharge", "81.5", 81.5],
    ["batteryState.charging", "true", true],
    ["headerId", 1_777_896_000_123, 0],
    ["actionStates.0.resultDescription", 6, "6"],
    ["agvPosition", { x: "far" }, undefined],
    [
      "information",
      [
        { infoType: "a", infoLevel: "LOUD" },
        { infoType: "b", infoLevel: "INFO" },
      ],
      [{ infoType: "b", infoLevel: "INFO" }],
    ],
    ["loads", [{ weight: -1 }], [{}]],
  ])("is read on the safe side: %s %j is taken as %j", (path, sent, taken) => {
    const { message, warnings } = good(readState(stateWith(path, sent)));

    const found = path.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], message);
    expect(found).toEqual(taken);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(path.replace(".0.", "[0]."));
  });

  test.each([
    ["headerId", undefined, 0],
    ["timestamp", "yesterday", "1970-01-01T00:00:00.000Z"],
    ["timestamp", 1_777_882_530_123, "2026-05-04T08:15:30.123Z"],
    ["orderId", undefined, ""],
    ["serialNumber", null, ""],
    ["driving", "perhaps", true],
    ["paused", "by whom?", true],
    ["errors", undefined, []],
    ["errors", null, []],
    ["errors", "motor hot", [{ errorType: "unreadable", errorLevel: "FATAL" }]],
    ["errors", ["motor hot"], [{ errorType: "unreadable", errorLevel: "FATAL" }]],
    [
      "errors",
      { errorType: "drive", errorLevel: "WARNING" },
      [{ errorType: "drive", errorLevel: "WARNING" }],
    ],
    ["safetyState", undefined, { eStop: "MANUAL", fieldViolation: true }],
    ["safetyState.fieldViolation", "maybe", true],
    ["nodeStates", null, []],
    ["nodeStates", {}, []],
    ["nodeStates.1.sequenceId", 2.5, 0],
    ["nodeStates.1.sequenceId", -2, 0],
    ["actionStates.0.actionStatus", "RETRIABLE", "RUNNING"],
    ["actionStates.0.actionStatus", "DONE", "RUNNING"],
    ["loads", "a tote", undefined],
    ["loads", [null], [{}]],
    ["agvPosition.positionInitialized", undefined, false],
    ["agvPosition.mapId", undefined, undefined],
    ["operatingMode", undefined, "SERVICE"],
    ["operatingMode", "AUTO", "SERVICE"],
  ])("keeps its robot heard, and says so, with %s %j taken as %j", (path, sent, taken) => {
    const { message, warnings } = good(readState(stateWith(path, sent)));

    const found = path
      .split(".")
      .reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], message);
    expect(found).toEqual(taken);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(path.split(".")[0]);
  });

  test("that says next to nothing of what a state says is none", () => {
    expect(readState(bytes({ ...aHeader, orderId: "x" }))).toEqual({
      ok: false,
      field: "orderUpdateId",
      reason: "is missing, as is most of the message",
    });
  });

  test("does not let the last of two that contradict win", () => {
    const text = new TextDecoder()
      .decode(stateWith("paused", true))
      .replace('"paused":true', '"paused":true,"paused":false')
      .replace('"eStop":"NONE"', '"eStop":"MANUAL","eStop":"NONE"')
      .replace('"driving":true', '"driving":true,"driving":true');

    const { message, warnings } = good(readState(new TextEncoder().encode(text)));

    expect(message).toMatchObject({ paused: true, driving: true, safetyState: { eStop: "MANUAL" } });
    expect(warnings).toEqual([
      "driving: is said twice",
      "paused: is said twice",
      "safetyState.eStop: is said twice",
      "paused: unreadable read as true",
      'safetyState.eStop: unreadable read as "MANUAL"',
    ]);
  });

  test.each([
    ["NaN", '"vx":1.2', '"vx":NaN', "velocity.vx"],
    ["a number beyond all bounds", '"vx":1.2', '"vx":1e999', "velocity.vx"],
    ["minus infinity", '"theta":0,', '"theta":-Infinity,', "agvPosition.theta"],
    ["zero bytes of a C text behind it", /$/, "\0\0", "$"],
  ])("may hold %s", (_, from, to, field) => {
    const text = new TextDecoder().decode(bytes(aState())).replace(from, to);

    const { message, warnings } = good(readState(new TextEncoder().encode(text)));

    expect(message.orderId).toBe("transport-12");
    expect(warnings.join()).toContain(`${field}: `);
  });

  test("is no state with anything else behind it", () => {
    const text = `${new TextDecoder().decode(bytes(aState()))}}`;

    expect(readState(new TextEncoder().encode(text))).toMatchObject({ ok: false, field: "$" });
  });

  test("may open with a byte order mark", () => {
    const sent = Uint8Array.from([0xef, 0xbb, 0xbf, ...bytes(aState())]);

    expect(readState(sent)).toEqual({ ok: true, message: aState(), warnings: [] });
  });

  test("may use the names of 3.0 under 2.x", () => {
    const { agvPosition, batteryState, safetyState, ...rest } = aState();
    const { positionInitialized, ...place } = agvPosition!;
    const named = {
      ...rest,
      mobileRobotPosition: { ...place, localized: positionInitialized },
      powerSupply: { stateOfCharge: batteryState.batteryCharge, charging: false },
      safetyState: { activeEmergencyStop: "NONE", fieldViolation: safetyState.fieldViolation },
    };

    const { message, warnings } = good(readState(bytes(named)));

    expect(message).toMatchObject({ agvPosition, safetyState, batteryState: { batteryCharge: 81.5 } });
    expect(warnings).toHaveLength(5);
  });

  test.each([["version", "1.1.0"]])("is read as it stands and remarked on: %s %j", (path, sent) => {
    const { message, warnings } = good(readState(stateWith(path, sent)));

    const found = path.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], message);
    expect(found).toBe(sent);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(path);
  });

  test("loses a list that is odd throughout, and not what it says of safety", () => {
    const information = Array.from({ length: 3_000 }, () => ({ infoType: "a", infoLevel: "LOUD" }));

    const { message } = good(readState(stateWith("information", information)));
    const { information: _, ...rest } = aState();
    expect(message).toEqual(rest);
  });

  test("warns of the first things only when everything is odd", () => {
    const nodeStates = Array.from({ length: 200 }, (_, index) => ({
      nodeId: index,
      sequenceId: 2 * index,
      released: true,
    }));

    const { message, warnings } = good(readState(stateWith("nodeStates", nodeStates)));
    expect(message.nodeStates[199]!.nodeId).toBe("199");
    expect(warnings).toHaveLength(32);
    expect(warnings.at(-1)).toBe("and 169 more");
  });
});

test.each(["CONNECTIONBROKEN", "CONNECTION_BROKEN"])("a will may say %s", (connectionState) => {
  expect(good(readConnection(bytes({ ...aHeader, connectionState }))).message.connectionState).toBe(
    "CONNECTIONBROKEN",
  );
});

test("a visualization may be without header", () => {
  expect(readVisualization(bytes({ velocity: { vx: 1 } }))).toEqual({
    ok: true,
    message: { velocity: { vx: 1 } },
    warnings: [],
  });
});

test("a factsheet survives a kind of navigation we do not know", () => {
  const factsheet = {
    ...aHeader,
    typeSpecification: {
      seriesName: "Lindwurm 60",
      agvKinematic: "THREE_WHEEL",
      agvClass: "CARRIER",
      maxLoadMass: 25,
      localizationTypes: ["NATURAL", "STARS"],
      navigationTypes: ["AUTONOMOUS"],
    },
    physicalParameters: {
      speedMin: 0.05,
      speedMax: 1.6,
      accelerationMax: 0.8,
      decelerationMax: 1.2,
      heightMax: 1.1,
      width: 0.6,
      length: 0.9,
    },
    protocolLimits: {
      maxStringLens: {},
      maxArrayLens: { "order.nodes": 50 },
      timing: { minOrderInterval: 1, minStateInterval: 1 },
    },
    protocolFeatures: {
      optionalParameters: [],
      agvActions: [{ actionType: "pickItems", actionScopes: ["NODE"], blockingTypes: ["HARD"] }],
    },
    agvGeometry: {},
    loadSpecification: {},
  };

  const { message, warnings } = good(readFactsheet(bytes(factsheet)));
  expect(message.typeSpecification).toMatchObject({
    agvKinematic: "THREEWHEEL",
    localizationTypes: ["NATURAL"],
  });
  expect(warnings).toHaveLength(2);
});
