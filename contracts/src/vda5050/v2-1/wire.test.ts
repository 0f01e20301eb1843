import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { messageBytesMax } from "../bounds.ts";
import { bytes, good } from "../reading.fixture.ts";
import { aHeader, anOrder, aPick, aState, stateWith } from "./messages.fixture.ts";
import {
  type ReadResult,
  readConnection,
  readFactsheet,
  readInstantActions,
  readOrder,
  readState,
  UnwritableMessage,
  writeConnection,
  writeOrder,
  writeState,
} from "./wire.ts";

describe("a command", () => {
  const order = (change: (order: Record<string, unknown>) => void): ReadResult<unknown> => {
    const message = structuredClone(anOrder()) as unknown as Record<string, unknown>;
    change(message);
    return readOrder(bytes(message));
  };

  test("is tidied of nulls and spellings", () => {
    const message = anOrder();
    const sent = structuredClone(message) as unknown as {
      zoneSetId: null;
      nodes: { actions: { blockingType: string }[] }[];
    };
    sent.zoneSetId = null;
    sent.nodes[0]!.actions[0]!.blockingType = "hard";

    expect(readOrder(bytes(sent))).toEqual({
      ok: true,
      message,
      warnings: [
        { code: "field.blank", field: "zoneSetId", said: "null" },
        {
          code: "field.read-as",
          field: "nodes[0].actions[0].blockingType",
          said: '"hard"',
          as: '"HARD"',
        },
      ],
    });
  });

  test("is never guessed: numbers as text and broken limits are refused", () => {
    expect(
      order((message) => {
        message.orderUpdateId = "1";
      }),
    ).toMatchObject({ ok: false, field: "orderUpdateId" });
    expect(
      order((message) => {
        (message.edges as { maxSpeed: unknown }[])[1]!.maxSpeed = "slow";
      }),
    ).toMatchObject({
      ok: false,
      field: "edges[1].maxSpeed",
      reason: 'must be a number, is "slow"',
    });
  });

  test("keeps nulls inside of parameter objects, which belong to the maker", () => {
    const action = { ...aPick("a"), actionParameters: [{ key: "plan", value: { until: null } }] };

    const result = good(
      readInstantActions(
        bytes({ ...aHeader, headerId: 0, actions: [{ ...action, actionDescription: null }] }),
      ),
    );
    expect(result.message.actions).toEqual([action]);
  });

  test("refuses a parameter that is null", () => {
    const actions = [{ ...aPick("a"), actionParameters: [{ key: "plan", value: null }] }];

    expect(readInstantActions(bytes({ ...aHeader, actions }))).toEqual({
      ok: false,
      field: "actions[0].actionParameters[0].value",
      reason: "must be a list or true or false or a number or text or an object, is null",
    });
  });
});

describe("at the door", () => {
  const nested = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;

  test.each([
    ["nothing", new Uint8Array(), "$", "is empty"],
    ["half a message", new TextEncoder().encode('{"headerId": 1,'), "$", "is not JSON"],
    ["other text encodings", Uint8Array.of(0x7b, 0xff, 0x7d), "$", "is not UTF-8 text"],
    ["a list", bytes([aState()]), "$", "must be an object, is a list"],
    ["too many bytes", new Uint8Array(messageBytesMax + 1), "$", "more than 262144"],
    ["NaN", new TextEncoder().encode('{"headerId": NaN}'), "$", "is not JSON"],
    [
      "a number beyond all bounds",
      new TextEncoder().encode('{"extra": [1, 1e999]}'),
      "extra[1]",
      "must be a finite number",
    ],
    [
      "a well",
      new TextEncoder().encode(`{"extra": {"well": ${nested(60_000)}}}`),
      `extra.well${"[0]".repeat(30)}`,
      "is nested deeper than 32 levels",
    ],
    [
      "a thousand trucks",
      stateWith(
        "nodeStates",
        Array.from({ length: 2_001 }, () => aState().nodeStates[0]),
      ),
      "nodeStates",
      "must have at most 2000 items, has 2001",
    ],
  ])("%s is refused with the place", (_what, sent, field, reason) => {
    const result = readState(sent);

    expect(result).toMatchObject({ ok: false, field });
    expect(result.ok ? "" : result.reason).toContain(reason);
  });

  test("2,000 actions pass and one more does not, spread as they may be", () => {
    const withActions = (count: number): Uint8Array => {
      const order = anOrder(2);
      const action = (index: number) => ({
        actionType: "beep",
        actionId: `${index}`,
        blockingType: "NONE" as const,
      });
      order.nodes[0]!.actions = Array.from({ length: 1_000 }, (_, index) => action(index));
      order.edges[0]!.actions = Array.from({ length: count - 1_000 }, (_, index) => action(index + 1_000));
      return bytes(order);
    };

    expect(readOrder(withActions(2_000)).ok).toBe(true);
    expect(readOrder(withActions(2_001))).toMatchObject({ ok: false, field: "nodes" });
  });

  test("no bytes whatever bring it down", () => {
    const junk = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json().map((text) => new TextEncoder().encode(text)),
    );

    fc.assert(
      fc.property(junk, (sent) => {
        for (const read of [readState, readOrder, readFactsheet, readConnection]) {
          const result = read(sent);
          expect(result.ok).toBe(false);
          expect(result.ok ? "" : result.field + result.reason).not.toBe("");
        }
      }),
    );
  });

  test("a prototype in the text stays text", () => {
    const text = JSON.stringify(aState()).replace("{", '{"__proto__": {"paused": null}, "zoneSetId": null,');

    expect(good(readState(new TextEncoder().encode(text))).message.paused).toBe(false);
    expect(({} as Record<string, unknown>).paused).toBeUndefined();
  });
});

describe("what we write", () => {
  test("comes back as it went", () => {
    expect(good(readState(writeState(aState()))).message).toEqual(aState());
    expect(good(readOrder(writeOrder(anOrder(6, 2, 8)))).message).toEqual(anOrder(6, 2, 8));
  });

  test("is equal in bytes for equal messages", () => {
    expect(writeOrder(anOrder())).toEqual(writeOrder(anOrder()));
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
    expect(unwritable(() => writeState(aState({ lastNodeSequenceId: Number.NaN })))).toBe(
      "lastNodeSequenceId",
    );
    expect(unwritable(() => writeState(aState({ velocity: { vx: Number.POSITIVE_INFINITY } })))).toBe(
      "velocity.vx",
    );
    expect(
      unwritable(() => writeState(aState({ batteryState: { batteryCharge: 101, charging: true } }))),
    ).toBe("batteryState.batteryCharge");
    expect(unwritable(() => writeState(aState({ timestamp: "2026-05-04T08:15:30Z" })))).toBe("timestamp");
    expect(unwritable(() => writeState(aState({ version: "2.1" })))).toBe("version");
    expect(
      unwritable(() => writeConnection({ ...aHeader, connectionState: "CONNECTION_BROKEN" as "ONLINE" })),
    ).toBe("connectionState");
  });

  test("is never an order that hangs apart", () => {
    const order = anOrder(4, 2);
    order.nodes[3]!.released = true;

    expect(unwritable(() => writeOrder(order))).toBe("nodes[3].released");
  });

  test("holds no number in a maker's object that JSON cannot say", () => {
    const order = anOrder();
    order.nodes[0]!.actions[0]!.actionParameters = [{ key: "plan", value: { at: Number.NaN } }];

    expect(unwritable(() => writeOrder(order))).toBe("nodes[0].actions[0].actionParameters[0].value.at");
  });

  test("is never larger than the broker lets through", () => {
    expect(unwritable(() => writeState(aState({ zoneSetId: "z".repeat(messageBytesMax) })))).toBe("$");
  });
});
