/** What robots of VDA 5050 3.0.0 say means the same here as what robots of 2.1.0 say, and what is said to them means what was meant. */
import { remarkInEnglish } from "@floorplane/contracts/reasons/english/of-messages";
import { bytes } from "@floorplane/contracts/vda5050/reading.fixture";
import { aFactsheet, aHeader, aState, stateWith } from "@floorplane/contracts/vda5050/v3-0/messages.fixture";
import {
  readInstantActions,
  readOrder,
  writeConnection,
  writeFactsheet,
  writeState,
  writeVisualization,
} from "@floorplane/contracts/vda5050/v3-0/wire";
import { describe, expect, test } from "vitest";
import type { Heard, OrderBody, OrderEdgeBody } from "./codec.ts";
import { codec30 } from "./codec-3-0.ts";
import { conditionOf } from "./condition.ts";
import { hasCancelled, isIdle } from "./order-left.ts";
import type { RobotReport } from "./report.ts";

function good<Message>(heard: Heard<Message>): Message {
  if (!heard.ok) throw new Error(`${heard.field} ${heard.reason}`);
  return heard.message;
}
const report = (state: Uint8Array): RobotReport => good(codec30.readState(state));

describe("a state", () => {
  test("means what it says", () => {
    expect(codec30.readState(writeState(aState()))).toEqual({
      ok: true,
      serialNumber: "LW-0007",
      manufacturer: "Lindwurm",
      warnings: [],
      message: {
        unsaid: undefined,
        headerId: 7,
        saidAt: Date.UTC(2026, 4, 4, 8, 15, 30, 123),
        pose: aState().mobileRobotPosition,
        localised: true,
        speed: 1.2,
        battery: { percent: 81.5, charging: false },
        stop: "none",
        fieldViolation: false,
        mode: "automatic",
        paused: false,
        driving: true,
        orderId: "transport-12",
        orderUpdateId: 2,
        lastNodeId: "aisle-3-0",
        lastNodeSequenceId: 0,
        nodesLeft: 4,
        edgesLeft: 4,
        needsBase: false,
        sinceLastNode: 0.4,
        actions: [
          { id: "pick-1", status: "FINISHED", result: "6" },
          { id: "pick-2", status: "WAITING", result: undefined },
          { id: "pause-1", status: "FINISHED", result: undefined },
        ],
        faults: [],
        loads: [{ id: "tote-44" }],
      },
    });
  });

  test.each([
    ["STARTUP", "startup"],
    ["AUTOMATIC", "automatic"],
    ["SEMIAUTOMATIC", "semiautomatic"],
    ["INTERVENED", "intervened"],
    ["MANUAL", "manual"],
    ["SERVICE", "service"],
    ["TEACH_IN", "teach-in"],
  ] as const)("of the mode %s gives work in automatic and semiautomatic alone", (operatingMode, mode) => {
    const said = report(writeState(aState({ operatingMode })));

    expect(said.mode).toBe(mode);
    expect(conditionOf(said, "hall", undefined).type).toBe(
      mode === "automatic" || mode === "semiautomatic" ? "robot.ready" : "robot.manual",
    );
  });

  test.each([
    ["WARNING", "attention", "robot.ready"],
    ["URGENT", "urgent", "robot.ready"],
    ["CRITICAL", "order-stopped", "robot.faulty"],
    ["FATAL", "stopped", "robot.faulty"],
  ] as const)(
    "with an error of level %s: it goes on with its order, or does not",
    (errorLevel, level, type) => {
      const errorReferences = [{ referenceKey: "nodeId", referenceValue: "a" }];
      const said = report(
        writeState(aState({ errors: [{ errorType: "drive", errorLevel, errorReferences }] })),
      );

      expect(said.faults).toEqual([
        { type: "drive", level, text: "", references: [{ key: "nodeId", value: "a" }] },
      ]);
      expect(conditionOf(said, "hall", undefined).type).toBe(type);
    },
  );

  test.each([
    ["NONE", "none"],
    ["MANUAL", "local"],
    ["REMOTE", "remote"],
  ] as const)("with the emergency stop %s", (activeEmergencyStop, stop) => {
    const safetyState = { activeEmergencyStop, fieldViolation: true };

    expect(report(writeState(aState({ safetyState })))).toMatchObject({ stop, fieldViolation: true });
  });

  test("of a robot that does not trust its place", () => {
    const mobileRobotPosition = { ...aState().mobileRobotPosition!, localized: false };

    expect(report(writeState(aState({ mobileRobotPosition }))).localised).toBe(false);
  });

  test("without a last node names no number of one", () => {
    expect(report(stateWith("lastNodeId", "")).lastNodeSequenceId).toBe(0);
    const { lastNodeSequenceId } = report(bytes(aState({ lastNodeId: "", lastNodeSequenceId: 14 })));
    expect(lastNodeSequenceId).toBe(0);
  });

  test("answers instant actions, which do not keep a robot from being idle", () => {
    const said = report(
      writeState(
        aState(
          {
            edgeStates: [],
            driving: false,
            actionStates: [],
            instantActionStates: [
              { actionId: "cancel-1", actionStatus: "FINISHED" },
              { actionId: "log-1", actionStatus: "RUNNING" },
            ],
          },
          0,
        ),
      ),
    );

    expect(hasCancelled("cancel-1", said)).toBe(true);
    expect(isIdle({ report: said, order: undefined } as Parameters<typeof isIdle>[0])).toBe(true);
  });

  test.each([
    ["orderId", "orderId"],
    ["nodeStates", "nodesLeft"],
    ["actionStates", "actions"],
    ["errors", "faults"],
    ["powerSupply", "battery"],
    ["powerSupply.stateOfCharge", "battery"],
    ["timestamp", "saidAt"],
  ] as const)("that leaves out %s says nothing of it", (path, part) => {
    expect([...report(stateWith(path, undefined)).unsaid!]).toEqual([part]);
  });

  test("tells of a charge that nobody told that it is none of the robot's word", () => {
    expect(report(stateWith("powerSupply.stateOfCharge", "half")).battery).toEqual({
      percent: 0,
      charging: false,
      untold: true,
    });
  });

  test("with a whole turn for an angle is a place, and remarked on, as a share for a percentage is", () => {
    const mobileRobotPosition = { ...aState().mobileRobotPosition!, theta: 2 * Math.PI + 0.5 };
    const powerSupply = { stateOfCharge: 0.8, charging: false };
    const heard = codec30.readState(bytes(aState({ mobileRobotPosition, powerSupply, serialNumber: "" })));

    expect(good(heard).pose!.theta).toBeCloseTo(0.5);
    expect(heard).toMatchObject({ serialNumber: undefined });
    expect(heard.ok && heard.warnings.map(remarkInEnglish)).toHaveLength(3);
  });
});

test.each([
  ["ONLINE", "online"],
  ["OFFLINE", "offline"],
  ["HIBERNATING", "hibernating"],
  ["CONNECTION_BROKEN", "broken"],
] as const)("a connection says %s", (connectionState, link) => {
  expect(good(codec30.readConnection(writeConnection({ ...aHeader, connectionState })))).toBe(link);
});

test("a visualization says a place, or none", () => {
  const { mobileRobotPosition } = aState();
  const message = { ...aHeader, referenceStateHeaderId: 7 };

  expect(
    good(
      codec30.readVisualization(
        writeVisualization({ ...message, mobileRobotPosition: mobileRobotPosition! }),
      ),
    ),
  ).toEqual(mobileRobotPosition);
  expect(good(codec30.readVisualization(writeVisualization(message)))).toBeUndefined();
});

describe("a factsheet", () => {
  test("tells what it can do where, and what it takes, in the names of the inner model", () => {
    const message = aFactsheet();
    message.protocolFeatures.mobileRobotActions.push(
      { actionType: "beep", actionScopes: ["EDGE", "INSTANT"], pauseAllowed: true, cancelAllowed: true },
      { actionType: "wink", actionScopes: ["ZONE"], pauseAllowed: true, cancelAllowed: true },
    );
    message.protocolFeatures.optionalParameters = [
      { parameter: "order.edges.maximumSpeed", support: "SUPPORTED" },
      { parameter: "order.edges.maximumMobileRobotHeight", support: "SUPPORTED" },
      { parameter: "order.edges.trajectory", support: "SUPPORTED" },
      { parameter: "order.edges.corridor", support: "REQUIRED" },
    ];

    expect(good(codec30.readFactsheet(writeFactsheet(message)))).toMatchObject({
      nodeActions: new Set(["pickItems"]),
      edgeActions: new Set(["beep"]),
      optional: new Set([
        "order.edges.maxSpeed",
        "order.edges.maxHeight",
        "order.edges.trajectory",
        "order.edges.corridor",
      ]),
      required: new Set(["order.edges.corridor"]),
    });
  });

  test("tells its limits and times", () => {
    const message = aFactsheet();
    message.protocolLimits = {
      maximumStringLengths: { maximumMessageLength: 9_000, maximumIdLength: 32, idNumericalOnly: true },
      maximumArrayLengths: { "order.nodes": 50, "state.nodeStates": 0 },
      timing: { minimumOrderInterval: 2, minimumStateInterval: 1, defaultStateInterval: 5_000 },
    };
    const heard = codec30.readFactsheet(writeFactsheet(message));

    expect(good(heard)).toMatchObject({
      limits: {
        messageBytes: 9_000,
        idLength: 32,
        idsAreNumbers: true,
        orderNodes: 50,
        nodeStates: Number.POSITIVE_INFINITY,
        wordLength: Number.POSITIVE_INFINITY,
      },
      stateIntervalMs: undefined,
      orderIntervalMs: 2_000,
    });
    expect(heard.ok && heard.warnings).toEqual([
      { code: "field.no-seconds", field: "protocolLimits.timing.defaultStateInterval", said: 5_000 },
    ]);
  });
});

describe("an order", () => {
  const header = { headerId: 3, at: Date.UTC(2026, 4, 4), manufacturer: "Lindwurm", serialNumber: "LW-0007" };
  const straight: OrderEdgeBody = {
    edgeId: "ab",
    sequenceId: 1,
    released: true,
    from: "a",
    to: "b",
    maxSpeed: undefined,
    maxRotationSpeed: undefined,
    minHeight: undefined,
    maxHeight: undefined,
    rotationAllowed: undefined,
    orientation: undefined,
    trajectory: undefined,
    actions: [],
  };
  const over = (edge: Partial<OrderEdgeBody>): OrderBody => {
    const node = { released: true, y: 0, mapId: "hall", theta: undefined, deviation: undefined, actions: [] };
    return {
      orderId: "R1.1",
      orderUpdateId: 0,
      nodes: [
        { ...node, nodeId: "a", sequenceId: 0, x: 0, deviation: 0.4 },
        {
          ...node,
          nodeId: "b",
          sequenceId: 2,
          x: 2,
          theta: 1,
          actions: [{ type: "pick", id: "p-1", parameters: [{ key: "lhd", value: "front" }] }],
        },
      ],
      edges: [{ ...straight, ...edge }],
    };
  };
  const written = (body: OrderBody) => {
    const read = readOrder(codec30.writeOrder(header, body));
    if (!read.ok) throw new Error(`${read.field} ${read.reason}`);
    return read.message;
  };

  test("goes under its header with tolerances as circles and actions that have the robot to themselves", () => {
    expect(written(over({}))).toEqual({
      headerId: 3,
      timestamp: "2026-05-04T00:00:00.000Z",
      version: "3.0.0",
      manufacturer: "Lindwurm",
      serialNumber: "LW-0007",
      orderId: "R1.1",
      orderUpdateId: 0,
      nodes: [
        {
          nodeId: "a",
          sequenceId: 0,
          released: true,
          nodePosition: { x: 0, y: 0, mapId: "hall", allowedDeviationXY: { a: 0.4, b: 0.4, theta: 0 } },
          actions: [],
        },
        {
          nodeId: "b",
          sequenceId: 2,
          released: true,
          nodePosition: { x: 2, y: 0, mapId: "hall", theta: 1 },
          actions: [
            {
              actionType: "pick",
              actionId: "p-1",
              blockingType: "HARD",
              actionParameters: [{ key: "lhd", value: "front" }],
            },
          ],
        },
      ],
      edges: [{ edgeId: "ab", sequenceId: 1, released: true, actions: [] }],
    });
  });

  test("carries limits, heading and curve in the names of 3.0.0", () => {
    const trajectory = {
      degree: 1,
      knotVector: [0, 0, 1, 1],
      controlPoints: [
        { x: 0, y: 0, weight: 1 },
        { x: 2, y: 0, weight: 2 },
      ],
    };
    const { edges } = written(
      over({
        maxSpeed: 1.2,
        maxRotationSpeed: 0.4,
        minHeight: 0.1,
        maxHeight: 2,
        rotationAllowed: false,
        orientation: { type: "TANGENTIAL", angle: 3 },
        trajectory,
        actions: [{ type: "beep", id: "b-1", parameters: [], blocking: "SOFT" }],
      }),
    );

    expect(edges).toEqual([
      {
        edgeId: "ab",
        sequenceId: 1,
        released: true,
        maximumSpeed: 1.2,
        maximumRotationSpeed: 0.4,
        minimumLoadHandlingDeviceHeight: 0.1,
        maximumMobileRobotHeight: 2,
        orientation: 3,
        orientationType: "TANGENTIAL",
        reachOrientationBeforeEntering: true,
        trajectory: {
          ...trajectory,
          controlPoints: [
            { x: 0, y: 0 },
            { x: 2, y: 0, weight: 2 },
          ],
        },
        actions: [{ actionType: "beep", actionId: "b-1", blockingType: "SOFT", actionParameters: [] }],
      },
    ]);
  });

  test("asks nobody to turn before an edge who has no heading to take on it, or may turn there", () => {
    const orientation = { type: "TANGENTIAL", angle: 3 } as const;

    for (const edge of [{ rotationAllowed: false } as const, { orientation }])
      expect(written(over(edge)).edges[0]!.reachOrientationBeforeEntering).toBeUndefined();
  });

  test("at once blocks nothing, whatever was asked", () => {
    const sent = codec30.writeInstantActions(header, [
      { type: "cancelOrder", id: "c-1", parameters: [], blocking: "HARD" },
    ]);

    expect(readInstantActions(sent)).toMatchObject({
      ok: true,
      message: { version: "3.0.0", actions: [{ actionType: "cancelOrder", blockingType: "NONE" }] },
      warnings: [],
    });
  });
});
