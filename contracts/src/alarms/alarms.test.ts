import { expect, it } from "vitest";
import { alarmRow, alarmRows, alarmsOf } from "./alarms.ts";
import { alarmRoots } from "./roots.ts";
import type { AlarmRow } from "./row.ts";

it.each(Object.entries<Pick<AlarmRow, "respondWithinMinutes">>({ ...alarmRows, ...alarmRoots }))(
  "says of %s how soon it is to be answered",
  (_, { respondWithinMinutes }) => expect(respondWithinMinutes).toBeGreaterThan(0),
);

it("has each alarm in one room's list alone", () => {
  const listed = Object.values(alarmsOf).flatMap((rows) => Object.keys(rows));

  expect(listed).toHaveLength(Object.keys(alarmRows).length);
});

it("knows nothing of a code that is only a name of objects", () => {
  expect(alarmRow("constructor")).toBeUndefined();
  expect(alarmRow("robot.ring")).toBeDefined();
});
