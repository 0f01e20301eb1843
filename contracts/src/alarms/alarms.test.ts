import { expect, it } from "vitest";
import { alarmMeaning, alarmMeanings } from "./alarms.ts";
import type { AlarmMeaning } from "./meaning.ts";
import { alarmRoots } from "./roots.ts";

it.each(Object.entries<AlarmMeaning>({ ...alarmMeanings, ...alarmRoots }))(
  "tells a person of %s what it is, why, what follows, what to do and how soon",
  (_, { title, cause, consequence, action, respondWithinMinutes }) => {
    expect(title).toMatch(/^[A-Z].{3,59}[^.]$/);
    for (const sentence of [cause, consequence, action]) expect(sentence).toMatch(/^[A-Z].{9,}\.$/);
    expect(respondWithinMinutes).toBeGreaterThan(0);
  },
);

it("knows nothing of a code that is only a name of objects", () => {
  expect(alarmMeaning("constructor")).toBeUndefined();
  expect(alarmMeaning("robot.ring")).toBeDefined();
});
