import type { AlarmDocument } from "@floorplane/contracts/documents";
import { AlarmId } from "@floorplane/contracts/ids";
import { expect, it } from "vitest";
import { AlarmBoard, alarmsShownMax } from "./alarm-board.ts";

const anAlarm = (alarm: string, rest: Partial<AlarmDocument> = {}): AlarmDocument =>
  ({
    alarm,
    definition: "device.bad-values",
    priority: "medium",
    state: "unacknowledged",
    source: alarm,
    parameters: {},
    raisedAt: 1,
    clearedAt: null,
    count: 1,
    ...rest,
  }) as AlarmDocument;

const boardOf = (...alarms: AlarmDocument[]): AlarmBoard => {
  const board = new AlarmBoard({ upstreamOf: () => "broker", lookOf: () => null });
  for (const alarm of alarms) board.put(alarm);
  board.refresh(10);
  return board;
};

it("puts what stands first, then what nobody has acknowledged, then the worst, then the oldest", () => {
  const board = boardOf(
    anAlarm("seen", { state: "acknowledged", priority: "critical" }),
    anAlarm("younger", { raisedAt: 5 }),
    anAlarm("over", { raisedAt: 3, state: "returned-unacknowledged", priority: "critical" }),
    anAlarm("worst", { raisedAt: 9, priority: "critical" }),
  );

  expect(board.top().map(({ alarm }) => alarm)).toEqual(["worst", "younger", "seen", "over"]);
});

it("lets go of an alarm that is normal again", () => {
  const board = boardOf(anAlarm("a"), anAlarm("b"), anAlarm("a", { state: "normal" }));

  expect(board.summary()).toEqual({ active: 1, standing: 1, unacknowledged: 1, groups: 1 });
});

it("shows the top of a flood and counts the rest, and lets no group go unseen for another's flood", () => {
  const flood = Array.from({ length: 3_000 }, (_, n) => anAlarm(`a${n}`, { priority: "critical" }));
  const board = boardOf(...flood, anAlarm("quiet", { definition: "device.frozen", priority: "low" }));

  expect(board.top().length).toBeLessThanOrEqual(alarmsShownMax);
  expect(board.top().map(({ alarm }) => alarm)).toContain("quiet");
  expect(board.summary().active).toBe(3_001);
  expect(board.groups()[0]).toMatchObject({ standing: 3_000, unacknowledged: 3_000, sourceCount: 3_000 });
});

it("acknowledges of a group what was there to be seen, and of an alarm itself", () => {
  const board = boardOf(
    anAlarm("a"),
    anAlarm("b", { raisedAt: 5 }),
    anAlarm("seen", { state: "acknowledged" }),
    anAlarm("later", { raisedAt: 9 }),
  );

  expect([...board.acknowledged("group:device.bad-values", 5)].sort()).toEqual(["a", "b"]);
  expect(board.acknowledged(AlarmId("b"), 0)).toEqual(["b"]);
});
