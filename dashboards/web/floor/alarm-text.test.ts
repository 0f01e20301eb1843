import { alarmRows } from "@floorplane/contracts/alarms/alarms";
import type { AlarmRow } from "@floorplane/contracts/alarms/row";
import type { AlarmDocument } from "@floorplane/contracts/documents";
import { refusalReasons } from "@floorplane/contracts/states";
import { expect, it } from "vitest";
import { alarmDetail, plainly } from "./alarm-text.ts";

it.each([
  [
    "it says that it stands 1.7976931348623157e+308 m before it",
    "it says that it stands more than 100,000 m before it",
  ],
  ["-1.5e+9 m past", "less than -100,000 m past"],
  ["31.123456789 °C", "31.12 °C"],
  ["29.1 °C", "29.1 °C"],
  ["distance 0.1 m", "distance 0.1 m"],
  ["1e-7", "0"],
  ["order 536365 of R07 at A01-02", "order 536365 of R07 at A01-02"],
  ["parcel 003400000000000012 at 10.0.0.1", "parcel 003400000000000012 at 10.0.0.1"],
  ["version 2.1.0", "version 2.1.0"],
  [12, "12"],
])("says %s as %s", (said, shown) => {
  expect(plainly(said)).toBe(shown);
});

it("shows what an alarm was raised with, and nothing twice", () => {
  const parameters = { robot: "R07", why: { code: "place.strayed", metres: 1e300 }, tote: "R07", place: "" };
  const alarm = { source: "R07", parameters } as unknown as AlarmDocument;

  expect(alarmDetail(alarm)).toBe("it says a place more than 100,000 m away from where it may be");
  // Devices' own words, and what a house of before had said.
  expect(alarmDetail({ ...alarm, parameters: { why: "lens is dirty" } })).toBe("lens is dirty");
});

it("says how far the house is behind in words with units", () => {
  const parameters = { behindS: 1.2, speed: 10, lagMs: 12, planMs: 119 };
  const alarm = { definition: "house.behind", source: "house", parameters } as unknown as AlarmDocument;

  expect(alarmDetail(alarm)).toBe(
    "1.2 s late · running ×10 · what it hears waits 12 ms · a plan takes 119 ms",
  );
});

it.each(Object.entries<AlarmRow>(alarmRows))("shows no parameter of %s by its name", (definition, row) => {
  const names = row.parameters.map((name) => name.replace("?", ""));
  const parameters = Object.fromEntries(names.map((name, n) => [name, 21 + n]));
  const alarm = { definition, source: "X", parameters } as unknown as AlarmDocument;

  const parts = alarmDetail(alarm).split(" · ");

  for (const [n, name] of names.entries())
    if (/[A-Z]/.test(name)) expect(parts, name).not.toContain(`${name} ${21 + n}`);
  expect(alarmDetail({ ...alarm, parameters: { ...parameters, news: 7 } })).toMatch(/news 7$/);
});

it.each(refusalReasons)("says in words why an answer was not booked: %s", (reason) => {
  const parameters = { reason, text: "HANDHELD-1", device: "HANDHELD-1" };
  const alarm = { definition: "task.refused", source: "TASK-1", parameters } as unknown as AlarmDocument;
  const whole = alarmDetail({ ...alarm, parameters: { ...parameters, field: "found[0]", skus: "MUG-BLUE" } });

  for (const said of [alarmDetail(alarm), whole]) {
    expect(said).toMatch(/\w+ \w+ \w+/);
    expect(said).not.toMatch(/reason|device |undefined|^ | {2}|\(\)/);
    if (reason.includes("-")) expect(said).not.toContain(reason);
  }
});
