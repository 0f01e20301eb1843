import { expect, it } from "vitest";
import { type AlarmText, asEntries } from "./alarm-words.ts";
import { alarmsInEnglish, inEnglish } from "./alarms.en.ts";

it.each(Object.entries<AlarmText>(alarmsInEnglish))(
  "tells a person of %s what it is, why, what follows and what to do",
  (_, { title, cause, consequence, action }) => {
    expect(title).toMatch(/^[A-Z].{3,59}[^.]$/);
    for (const sentence of [cause, consequence, action]) expect(sentence).toMatch(/^[A-Z].{9,}\.$/);
  },
);

it.each(Object.entries<AlarmText>(alarmsInEnglish))(
  "says %s whole: it is said of many alarms at once, and a parameter would fall out of it",
  (_, text) => {
    for (const said of Object.values(text)) expect(said).not.toMatch(/[{}]|\/\/|\(\)/);
  },
);

it("are entries of a page's catalogue", () => {
  expect(asEntries(alarmsInEnglish)["alarm.robot.ring.title"]).toBe(alarmsInEnglish["robot.ring"].title);
});

it("has no words for a code that is only a name of objects", () => {
  expect(inEnglish("constructor")).toBeUndefined();
  expect(inEnglish("floor-silent")).toBe(alarmsInEnglish["floor-silent"]);
});
