import { minuteMs, secondMs } from "@floorplane/contracts/units";
import { describe, expect, it } from "vitest";
import { measuredAt } from "./device-clock.ts";

const now = Date.UTC(2026, 4, 4, 8, 15, 30);
const told = (time: string | number) => measuredAt(time, now, 5 * minuteMs);

describe("the time of a reading", () => {
  it.each([
    ["2026-05-04T08:15:20Z", now - 10 * secondMs],
    ["2026-05-04T10:15:20.000+02:00", now - 10 * secondMs],
    ["2026-05-04T08:17:30Z", now + 2 * minuteMs],
    [now - minuteMs, now - minuteMs],
  ])("is the device's own where that can be: %s", (time, at) => {
    expect(told(time)).toEqual({ at, since: at, doubt: undefined });
  });

  it.each([
    ["2026-05-04T08:15:30", "clock-no-zone"],
    ["1970-01-01T00:00:07Z", "clock-not-set"],
    ["2000-01-01T00:12:00Z", "clock-not-set"],
    ["no time at allZ", "clock-not-set"],
    [Number.NaN, "clock-not-set"],
    ["2026-05-04T08:15:30 nonsense Z", "clock-not-set"],
    ["2026-05-05T08:15:30Z", "clock-ahead"],
    ["2999-01-01T00:00:00Z", "clock-ahead"],
  ])("is not known, and why, for %s", (time, doubt) => {
    expect(told(time)).toEqual({ at: now, since: null, doubt });
  });

  it("is long ago where the device says so, and is kept under its arrival", () => {
    const since = now - 60 * minuteMs;

    expect(told("2026-05-04T07:15:30Z")).toEqual({ at: now, since, doubt: "clock-behind" });
  });
});
