import type { AlarmDocument } from "@floorplane/contracts/documents";
import { expect, it } from "vitest";
import { AlarmBoard, alarmsShownMax } from "./alarm-board.ts";

const anAlarm = (alarm: string, rest: Partial<AlarmDocument> = {}): AlarmDocument =>
  ({
    alarm,
    definition: "device.silent",
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
  const board = new AlarmBoard();
  for (const alarm of alarms) board.put(alarm);
  return board;
};

it("puts what nobody has acknowledged first, then the worst, then the oldest", () => {
  const board = boardOf(
    anAlarm("seen", { state: "acknowledged", priority: "critical" }),
    anAlarm("younger", { raisedAt: 5 }),
    anAlarm("older", { raisedAt: 3, state: "returned-unacknowledged" }),
    anAlarm("worst", { raisedAt: 9, priority: "critical" }),
  );

  expect(board.top().map(({ alarm }) => alarm)).toEqual(["worst", "older", "younger", "seen"]);
});

it("lets go of an alarm that is normal again", () => {
  const board = boardOf(anAlarm("a"), anAlarm("b"), anAlarm("a", { state: "normal" }));

  expect(board.summary()).toEqual({ active: 1, unacknowledged: 1 });
});

it("shows the top of a flood and counts the rest", () => {
  const flood = Array.from({ length: 3_000 }, (_, n) => anAlarm(`a${n}`));

  const board = boardOf(...flood);

  expect(board.top()).toHaveLength(alarmsShownMax);
  expect(board.summary().active).toBe(3_000);
});
