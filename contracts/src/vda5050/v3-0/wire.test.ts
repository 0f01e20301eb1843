import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { messageBytesMax } from "../bounds.ts";
import { bytes, bytesWith, good } from "../reading.fixture.ts";
import {
  aFactsheet,
  aHeader,
  anOrder,
  aPick,
  aState,
  aZone,
  aZoneSet,
  stateWith,
} from "./messages.fixture.ts";
import type { Responses } from "./responses.schema.ts";
import {
  readConnection,
  readFactsheet,
  readInstantActions,
  readOrder,
  readResponses,
  readState,
  readVisualization,
  readZoneSet,
  UnwritableMessage,
  writeConnection,
  writeFactsheet,
  writeInstantActions,
  writeOrder,
  writeResponses,
  writeState,
  writeVisualization,
  writeZoneSet,
} from "./wire.ts";

const pause = { actionType: "startPause", actionId: "pause-1", blockingType: "NONE" as const };
const granted = (changes: Partial<Responses["responses"][number]> = {}): Responses => ({
  ...aHeader,
  responses: [
    { requestId: "r-1", grantType: "GRANTED", leaseExpiry: "2026-05-04T08:16:00.000Z", ...changes },
  ],
});

describe("a command", () => {
  test("is tidied of nulls and spellings", () => {
    const message = anOrder();
    const sent = structuredClone(message) as unknown as {
      orderDescription: null;
      nodes: { actions: { blockingType: string }[] }[];
    };
    sent.orderDescription = null;
    sent.nodes[0]!.actions[0]!.blockingType = "hard";

    expect(readOrder(bytes(sent))).toEqual({
      ok: true,
      message,
      warnings: [
        { code: "field.blank", field: "orderDescription", said: "null" },
        { code: "field.read-as", field: "nodes[0].actions[0].blockingType", said: '"hard"', as: '"HARD"' },
      ],
    });
  });

  test.each([
    ["an order's number as text", "orderUpdateId", "1"],
    ["a radius of 2.x for an ellipse", "nodes.0.nodePosition.allowedDeviationXY", 0.3],
    ["an ellipse turned by more than a quarter", "nodes.0.nodePosition.allowedDeviationXY.theta", 2],
    ["a speed in words", "edges.1.maximumSpeed", "slow"],
    ["a kind of orientation that nobody knows", "edges.1.orientationType", "MAGNETIC"],
  ])("is never guessed: %s is refused by its field", (_what, path, value) => {
    const result = readOrder(bytesWith(anOrder(), path, value));

    expect(result).toMatchObject({ ok: false, field: path.replaceAll(/\.(\d+)/g, "[$1]") });
  });

  test("is read by the name that the published file gives a field, which is not passed over", () => {
    const sent = bytesWith(anOrder(), "edges.1.maxRotationSpeed", 0.4);

    const { message, warnings } = good(readOrder(sent));

    expect(message.edges[1]).toEqual({ ...anOrder().edges[1], maximumRotationSpeed: 0.4 });
    expect(warnings).toEqual(["edges[1].maximumRotationSpeed: read from maxRotationSpeed"]);
  });

  test("that has both names is read by the text's", () => {
    const edge = { ...anOrder().edges[1]!, maximumRotationSpeed: 0.4, maxRotationSpeed: 0.9 };

    const { message } = good(readOrder(bytesWith(anOrder(), "edges.1", edge)));

    expect(message.edges[1]!.maximumRotationSpeed).toBe(0.4);
  });

  test("answers a request by the name in the text's prose, too", () => {
    const { grantType, ...rest } = granted().responses[0]!;

    const { message } = good(
      readResponses(bytes({ ...granted(), responses: [{ ...rest, responseType: grantType }] })),
    );

    expect(message).toEqual({ ...granted(), responses: [expect.objectContaining({ grantType: "GRANTED" })] });
  });

  test("is read with the blanks that the first published file has in its names", () => {
    const { maximumSpeed: _, ...zone } = aZone({ zoneType: "PENALTY" });

    const { message, warnings } = good(
      readZoneSet(bytes(aZoneSet({ ...zone, "penaltyFactor ": 0.5 } as never))),
    );

    expect(message.zoneSet.zones[0]!.penaltyFactor).toBe(0.5);
    expect(warnings).toHaveLength(1);
  });

  test.each([
    ["SPEED_LIMIT", "maximumSpeed"],
    ["ACTION", "entryActions"],
    ["PRIORITY", "priorityFactor"],
    ["PENALTY", "penaltyFactor"],
    ["DIRECTED", "direction"],
    ["BIDIRECTED", "direction"],
  ] as const)("that makes a zone %s must say its %s", (zoneType, field) => {
    const { maximumSpeed: _, ...zone } = aZone({ zoneType });

    expect(readZoneSet(bytes(aZoneSet(zone)))).toEqual({
      ok: false,
      field: `zoneSet.zones[0].${field}`,
      reason: "is missing",
    });
  });

  test("may leave out what a robot does without release: the text says that it stops", () => {
    const set = aZoneSet(aZone({ zoneType: "RELEASE" }));

    expect(readZoneSet(bytes(set))).toEqual({ ok: true, message: set, warnings: [] });
  });

  test("of a zone without area is refused", () => {
    expect(readZoneSet(bytes(aZoneSet(aZone({ vertices: [{ x: 0, y: 0 }] }))))).toEqual({
      ok: false,
      field: "zoneSet.zones[0].vertices",
      reason: "must have at least 3 items, has 1",
    });
  });

  test.each(["SOFT", "SINGLE", "HARD"])("at once blocks nothing: %s is refused", (blockingType) => {
    const sent = { ...aHeader, actions: [{ ...pause, blockingType }] };

    expect(readInstantActions(bytes(sent))).toEqual({
      ok: false,
      field: "actions[0].blockingType",
      reason: `must be one of NONE, is "${blockingType}"`,
    });
  });

  test("at once may be tried again", () => {
    const message = { ...aHeader, actions: [{ ...pause, retriable: true }] };

    expect(readInstantActions(bytes(message))).toEqual({ ok: true, message, warnings: [] });
  });

  test("of another major version that happens to fit is served, and said", () => {
    const { warnings } = good(readInstantActions(bytes({ ...aHeader, version: "2.1.0", actions: [pause] })));

    expect(warnings).toEqual(['version: "2.1.0" is not 3.x']);
  });

  test("of more than 2,000 actions is refused, spread as they may be", () => {
    const withActions = (count: number): Uint8Array => {
      const order = anOrder(2);
      const some = (length: number) =>
        Array.from({ length }, (_, index) => ({ ...pause, actionId: `${index}` }));
      order.nodes[0]!.actions = some(1_000);
      order.edges[0]!.actions = some(count - 1_000);
      return bytes(order);
    };

    expect(readOrder(withActions(2_000)).ok).toBe(true);
    expect(readOrder(withActions(2_001))).toMatchObject({ ok: false, field: "nodes" });
  });
});

test("no bytes whatever bring the door down", () => {
  const junk = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.json().map((text) => new TextEncoder().encode(text)),
  );
  const doors = [readOrder, readInstantActions, readZoneSet, readResponses, readState, readFactsheet];

  fc.assert(
    fc.property(junk, (sent) => {
      for (const read of [...doors, readConnection]) {
        const result = read(sent);
        expect(result.ok).toBe(false);
        expect(result.ok ? "" : result.field + result.reason).not.toBe("");
      }
      expect(() => readVisualization(sent)).not.toThrow();
    }),
    { seed: 3_005_050 },
  );
});

describe("what we write", () => {
  test("comes back as it went", () => {
    expect(good(readState(writeState(aState()))).message).toEqual(aState());
    expect(good(readOrder(writeOrder(anOrder(6, 2, 8)))).message).toEqual(anOrder(6, 2, 8));
    expect(good(readFactsheet(writeFactsheet(aFactsheet()))).message).toEqual(aFactsheet());
    expect(good(readZoneSet(writeZoneSet(aZoneSet()))).message).toEqual(aZoneSet());
    expect(good(readResponses(writeResponses(granted()))).message).toEqual(granted());
  });

  const unwritable = (write: () => unknown): string => {
    try {
      write();
    } catch (error) {
      if (error instanceof UnwritableMessage) return error.field;
      throw error;
    }
    return "was written";
  };

  test("is never out of order: a bug of ours is named by its field", () => {
    const theta = { ...aState().mobileRobotPosition!, theta: 4 };
    const eta = "2026-05-04T08:15:30Z";

    expect(unwritable(() => writeState(aState({ lastNodeSequenceId: Number.NaN })))).toBe(
      "lastNodeSequenceId",
    );
    expect(unwritable(() => writeState(aState({ mobileRobotPosition: theta })))).toBe(
      "mobileRobotPosition.theta",
    );
    expect(
      unwritable(() =>
        writeState(aState({ powerSupply: { stateOfCharge: 80, charging: false, range: 0.5 } })),
      ),
    ).toBe("powerSupply.range");
    expect(
      unwritable(() =>
        writeState(aState({ powerSupply: { stateOfCharge: 80, charging: false, batteryHealth: 99.5 } })),
      ),
    ).toBe("powerSupply.batteryHealth");
    expect(unwritable(() => writeState(aState({ timestamp: eta })))).toBe("timestamp");
    expect(unwritable(() => writeState(aState({ version: "2.1.0" })))).toBe("version");
    expect(
      unwritable(() => writeConnection({ ...aHeader, connectionState: "CONNECTIONBROKEN" as "ONLINE" })),
    ).toBe("connectionState");
    expect(
      unwritable(() =>
        writeVisualization({
          ...aHeader,
          referenceStateHeaderId: 1,
          intermediatePath: { polyline: [{ x: 0, y: 0, eta }] },
        }),
      ),
    ).toBe("intermediatePath.polyline[0].eta");
  });

  test("is never an order that hangs apart", () => {
    const order = anOrder(4, 2);
    order.nodes[3]!.released = true;

    expect(unwritable(() => writeOrder(order))).toBe("nodes[3].released");
  });

  test("is never an instant action twice", () => {
    expect(unwritable(() => writeInstantActions({ ...aHeader, actions: [pause, pause] }))).toBe(
      "actions[1].actionId",
    );
    expect(
      unwritable(() => writeInstantActions({ ...aHeader, actions: [aPick("pick-1") as typeof pause] })),
    ).toBe("actions[0].blockingType");
  });

  test("is never an answer that a robot could take in two ways", () => {
    const two = { ...granted(), responses: [...granted().responses, ...granted().responses] };

    expect(unwritable(() => writeResponses(granted({ grantType: "REVOKED" })))).toBe(
      "responses[0].leaseExpiry",
    );
    expect(unwritable(() => writeResponses(granted({ leaseExpiry: "2026-05-04T08:16:00Z" })))).toBe(
      "responses[0].leaseExpiry",
    );
    expect(unwritable(() => writeResponses(two))).toBe("responses[1].requestId");
  });

  test("is never a zone that says less than it must", () => {
    expect(unwritable(() => writeZoneSet(aZoneSet(aZone({ zoneType: "RELEASE" }))))).toBe(
      "zoneSet.zones[0].releaseLossBehavior",
    );
  });

  test("is never larger than the broker lets through", () => {
    expect(unwritable(() => writeState(aState({ orderId: "z".repeat(messageBytesMax) })))).toBe("$");
  });
});

test("a state within bounds is one robot's", () => {
  const nodeStates = Array.from({ length: 2_001 }, () => aState().nodeStates[0]);

  expect(readState(stateWith("nodeStates", nodeStates))).toEqual({
    ok: false,
    field: "nodeStates",
    reason: "must have at most 2000 items, has 2001",
  });
});
