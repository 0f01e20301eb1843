import { describe, expect, test } from "vitest";
import { bytes, bytesWith, good, valueIn } from "../reading.fixture.ts";
import { aFactsheet, aHeader, aState, aZoneRequest, stateWith } from "./messages.fixture.ts";
import { readConnection, readFactsheet, readState, readVisualization } from "./wire.ts";

describe("a state as robots really send it", () => {
  test("is read as it stands when nothing is wrong, vendors' own fields included", () => {
    const message = { ...aState(), vendorData: { hours: [1, null] } };

    expect(readState(bytes(message))).toEqual({ ok: true, message, warnings: [] });
  });

  test("keeps a null load list apart from an empty one", () => {
    expect(good(readState(stateWith("loads", null))).message.loads).toBeUndefined();
    expect(good(readState(stateWith("loads", []))).message.loads).toEqual([]);
  });

  test.each(["WARNING", "URGENT", "CRITICAL", "FATAL"])("may hold an error of level %s", (errorLevel) => {
    const errors = [
      {
        errorType: "OUTSIDE_OF_CORRIDOR",
        errorLevel,
        errorDescription: "left its corridor",
        errorDescriptionTranslations: [{ translationKey: "de", translationValue: "Korridor verlassen" }],
      },
    ];

    expect(good(readState(stateWith("errors", errors)))).toEqual({
      message: { ...aState(), errors },
      warnings: [],
    });
  });

  test.each(["STARTUP", "INTERVENED", "TEACH_IN"])("may say the mode %s", (operatingMode) => {
    expect(good(readState(stateWith("operatingMode", operatingMode)))).toMatchObject({
      message: { operatingMode },
      warnings: [],
    });
  });

  test("may say RETRIABLE of an action, and QUEUED of a request, which one clause of the text knows", () => {
    const zoneRequests = [{ ...aZoneRequest(), requestStatus: "QUEUED" }];

    expect(good(readState(stateWith("actionStates.1.actionStatus", "RETRIABLE"))).warnings).toEqual([]);
    expect(good(readState(stateWith("zoneRequests", zoneRequests)))).toMatchObject({
      message: { zoneRequests },
      warnings: [],
    });
  });

  test("may say its place with an angle beyond pi", () => {
    expect(good(readState(stateWith("mobileRobotPosition.theta", 6.1)))).toMatchObject({
      message: { mobileRobotPosition: { theta: 6.1 } },
      warnings: [],
    });
  });

  test.each([
    ["operatingMode", "TEACHIN", "TEACH_IN"],
    ["operatingMode", "SEMI-AUTOMATIC", "SEMIAUTOMATIC"],
    ["operatingMode", "REMOTE_CONTROL", "SERVICE"],
    ["safetyState.activeEmergencyStop", "AUTOACK", "MANUAL"],
    ["safetyState.activeEmergencyStop", null, "MANUAL"],
    ["safetyState.fieldViolation", undefined, true],
    ["errors", [{ errorType: "drive", errorLevel: "SEVERE" }], [{ errorType: "drive", errorLevel: "FATAL" }]],
    ["errors", undefined, []],
    ["powerSupply.stateOfCharge", 100.4, 100],
    ["powerSupply.stateOfCharge", "81.5", 81.5],
    ["actionStates.0.actionStatus", "DONE", "RUNNING"],
    ["instantActionStates", undefined, []],
    ["instantActionStates.0.actionStatus", "DONE", "RUNNING"],
    ["mobileRobotPosition", { x: "far" }, undefined],
    ["mobileRobotPosition.localized", undefined, false],
    ["mobileRobotPosition.deviationRange", -1, undefined],
    ["loads", [{ weight: -1 }], [{}]],
    ["paused", "by whom?", true],
    ["driving", "perhaps", true],
    ["zoneRequests.0.requestStatus", "HOLDING", "GRANTED"],
    ["zoneRequests.0.requestType", "COORDINATED_REPLANNING", "REPLANNING"],
    ["zoneRequests", [{ requestId: "r-1" }], undefined],
    ["zoneRequests", [aZoneRequest(), null], undefined],
    ["edgeRequests", "none", undefined],
    ["headerId", undefined, 0],
    ["orderId", undefined, ""],
  ])("is read on the safe side: %s %j is taken as %j", (path, sent, taken) => {
    const { message, warnings } = good(readState(stateWith(path, sent)));

    expect(valueIn(message, path)).toEqual(taken);
    expect(warnings.length).toBeGreaterThan(0);
    expect(warnings.join()).toContain(path.split(".")[0]);
  });

  test("may use the names of 2.x under 3.0", () => {
    const { mobileRobotPosition, powerSupply, safetyState, actionStates, ...rest } = aState();
    const { localized, ...place } = mobileRobotPosition!;
    const named = {
      ...rest,
      agvPosition: { ...place, positionInitialized: localized },
      batteryState: { batteryCharge: powerSupply.stateOfCharge, charging: false, reach: powerSupply.range },
      safetyState: { eStop: "NONE", fieldViolation: safetyState.fieldViolation },
      actionStates: actionStates.map(({ actionResult, ...action }) =>
        actionResult === undefined ? action : { ...action, resultDescription: actionResult },
      ),
    };

    const { message, warnings } = good(readState(bytes(named)));

    expect(message).toMatchObject({
      mobileRobotPosition,
      safetyState,
      powerSupply: { stateOfCharge: 81.5, range: 9_400 },
      actionStates,
    });
    expect(warnings).toHaveLength(7);
  });

  test("that says next to nothing of what a state says is none", () => {
    expect(readState(bytes({ ...aHeader, orderId: "x" }))).toEqual({
      ok: false,
      field: "orderUpdateId",
      reason: "is missing, as is most of the message",
    });
  });

  test("of another major version that happens to fit is served, and said", () => {
    expect(good(readState(stateWith("version", "3.1.0"))).warnings).toEqual([]);
    expect(good(readState(stateWith("version", "2.1.0"))).warnings).toEqual(['version: "2.1.0" is not 3.x']);
  });
});

test.each([
  ["CONNECTIONBROKEN", "CONNECTION_BROKEN"],
  ["HIBERNATING", "HIBERNATING"],
  ["ASLEEP", "CONNECTION_BROKEN"],
])("a connection may say %s", (said, connectionState) => {
  expect(good(readConnection(bytes({ ...aHeader, connectionState: said }))).message).toEqual({
    ...aHeader,
    connectionState,
  });
});

test("a visualization may go with no state, as the first published file asks for a field that it does not have", () => {
  const { message, warnings } = good(readVisualization(bytes({ ...aHeader, velocity: { vx: 1 } })));

  expect(message).toEqual({ ...aHeader, referenceStateHeaderId: 0, velocity: { vx: 1 } });
  expect(warnings).toHaveLength(1);
});

describe("a factsheet", () => {
  test("is read as it stands with the maker's own words where the text leaves room for them", () => {
    const message = aFactsheet();
    message.typeSpecification.mobileRobotClass = "CLEANER";
    message.typeSpecification.localizationTypes = ["STARS"];

    expect(readFactsheet(bytes(message))).toEqual({ ok: true, message, warnings: [] });
  });

  test("is read by the first published file: another name, yes and no as text, a blank behind a name", () => {
    const { typeSpecification, protocolFeatures, ...rest } = aFactsheet();
    const { mobileRobotKinematics, ...type } = typeSpecification;
    const batteryCharging = { criticalLowChargingLevel: 10 };
    const [action] = protocolFeatures.mobileRobotActions;
    const sent = {
      ...rest,
      typeSpecification: { ...type, mobileRobotKinematic: mobileRobotKinematics },
      protocolFeatures: {
        ...protocolFeatures,
        mobileRobotActions: [{ ...action, pauseAllowed: "true", cancelAllowed: "false" }],
      },
      mobileRobotConfiguration: { "batteryCharging ": batteryCharging },
    };

    const { message, warnings } = good(readFactsheet(bytes(sent)));

    expect(message).toEqual({ ...aFactsheet(), mobileRobotConfiguration: { batteryCharging } });
    expect(warnings).toHaveLength(4);
  });

  test("that does not say whether an action can be held or ended is waited for", () => {
    const sent = bytesWith(aFactsheet(), "protocolFeatures.mobileRobotActions.0", {
      actionType: "pickItems",
      actionScopes: ["NODE", "CEILING"],
      actionParameters: [{ key: "sku", valueDataType: "FLOAT" }],
    });

    const { message } = good(readFactsheet(sent));

    expect(message.protocolFeatures.mobileRobotActions).toEqual([
      {
        actionType: "pickItems",
        actionScopes: ["NODE"],
        actionParameters: [{ key: "sku", valueDataType: "NUMBER" }],
        pauseAllowed: false,
        cancelAllowed: false,
      },
    ]);
  });
});
