import fc from "fast-check";
import { expect, test } from "vitest";
import { timestampMs, timestampPattern, timestampText, writtenTimestamp } from "./timestamp.ts";

const noon = Date.UTC(2026, 4, 4, 12, 0, 0);

test.each([
  ["2026-05-04T12:00:00Z", noon],
  ["2026-05-04T12:00:00.5Z", noon + 500],
  ["2026-05-04T12:00:00.12Z", noon + 120],
  ["2026-05-04T12:00:00.123456789Z", noon + 123],
  ["2026-05-04T14:00:00.000+02:00", noon],
  ["2026-05-04T14:00:00+0200", noon],
  ["2026-05-04T06:30:00-05:30", noon],
  ["2026-05-05T02:00:00+14", noon],
  ["2026-05-04 12:00:00", noon],
  ["2026-05-04T11:59:60Z", noon],
])("reads %s", (text, ms) => {
  expect(timestampMs(text)).toBe(ms);
});

test.each([
  "",
  "now",
  "2026-02-30T12:00:00Z",
  "2026-13-01T12:00:00Z",
  "2026-05-04T24:00:00Z",
  "2026-05-04",
  "1777896000",
  `2026-05-04T12:00:00.${"1".repeat(99)}Z`,
])("finds no instant in %j", (text) => {
  expect(timestampMs(text)).toBeUndefined();
});

test("writes what it reads, in the one written form", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 253_402_300_799_999 }), (ms) => {
      const text = timestampText(ms);

      expect(timestampMs(text)).toBe(ms);
      expect(text).toMatch(writtenTimestamp);
      expect(text).toMatch(new RegExp(timestampPattern));
    }),
  );
});
