/** Trucks of one carrier, by the clock on the wall and the calendar beside it. */
import { describe, expect, it } from "vitest";
import { Timetable } from "./timetable.ts";
import { ZoneClock } from "./zone-clock.ts";

const workdays = ["monday", "tuesday", "wednesday", "thursday", "friday"] as const;
const evenings = { leaves: "19:00", orderBy: "15:00", days: [...workdays] };
const noons = { leaves: "12:00", orderBy: "20:00", days: [...workdays] };

function leaving(received: string, closed: readonly string[] = [], timezone = "UTC"): string | undefined {
  const at = new Timetable([evenings, noons], new Set(closed), new ZoneClock(timezone)).firstLeaving(
    Date.parse(received),
  );
  return at === undefined ? undefined : new Date(at).toISOString().slice(0, 16);
}

describe("the first truck that takes an order", () => {
  it.each([
    ["in time for the evening", "2026-11-30T14:59:59Z", "2026-11-30T19:00"],
    ["too late for the evening, in time for the next noon", "2026-11-30T15:00:00Z", "2026-12-01T12:00"],
    ["too late for the next noon as well", "2026-11-30T20:00:00Z", "2026-12-01T19:00"],
    ["on a Friday afternoon: Monday's noon", "2026-12-04T16:00:00Z", "2026-12-07T12:00"],
    ["on a Saturday", "2026-12-05T10:00:00Z", "2026-12-07T12:00"],
    ["late on a Sunday: Monday's evening", "2026-12-06T21:00:00Z", "2026-12-07T19:00"],
  ])("%s", (_when, received, left) => expect(leaving(received)).toBe(left));

  it("passes over days on which nobody comes", () => {
    expect(leaving("2026-12-24T16:00:00Z", ["2026-12-25", "2026-12-28"])).toBe("2026-12-29T12:00");
  });

  it("is by the site's own days: Monday begins in Tokyo while it is Sunday in London", () => {
    expect(leaving("2026-12-06T15:30:00Z", [], "Asia/Tokyo")).toBe("2026-12-07T10:00");
  });

  it("is none where the house is closed for longer than a month", () => {
    const closed = Array.from({ length: 40 }, (_, i) =>
      new Date(Date.UTC(2026, 11, 1 + i)).toISOString().slice(0, 10),
    );

    expect(leaving("2026-12-01T10:00:00Z", closed)).toBeUndefined();
  });
});
