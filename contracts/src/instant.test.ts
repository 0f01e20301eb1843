import { expect, it } from "vitest";
import { instantMs } from "./instant.ts";

it.each([
  ["2026-05-04T08:15:30Z", Date.UTC(2026, 4, 4, 8, 15, 30)],
  ["2026-05-04T10:15:30.250+02:00", Date.UTC(2026, 4, 4, 8, 15, 30, 250)],
  ["2026-05-04t08:15:30z", Date.UTC(2026, 4, 4, 8, 15, 30)],
  ["2024-02-29T23:59:59.999999Z", Date.UTC(2024, 1, 29, 23, 59, 59, 999)],
  // A leap second is of the day that it makes longer.
  ["2016-12-31T23:59:60Z", Date.UTC(2016, 11, 31, 23, 59, 59, 999)],
  ["2017-01-01T00:59:60.5+01:00", Date.UTC(2016, 11, 31, 23, 59, 59, 999)],
])("reads %s", (text, ms) => {
  expect(instantMs(text)).toBe(ms);
});

it.each([
  "yesterday, at half past nine",
  "2026-05-04T08:15:30",
  "2026-05-04 08:15:30Z",
  "2026-02-30T08:15:30Z",
  "2026-05-04T24:00:00Z",
  "2026-05-04T12:30:60Z",
  "2026-05-04T23:59:60+02:00",
  "Mon, 04 May 2026 08:15:30 GMT",
  "1970-01-01T00:00:00.000Z",
  "2999-01-01T00:00:00.000Z",
  "9999-12-31T23:59:59.999Z",
  "+020260-05-04T08:15:30.000Z",
  "",
])("knows that %j is no time of this house", (text) => {
  expect(instantMs(text)).toBeUndefined();
});
