/** Ship-by and cut-off in the site's own time zone. */
import { describe, expect, it } from "vitest";
import { CutOffs, ZoneClock } from "./ship-by.ts";

const at = (text: string): number => Date.parse(text);
const iso = (ms: number): string => new Date(ms).toISOString();

describe("the cut-off", () => {
  it.each([
    ["2010-12-01T00:00:00Z", "2010-12-01T19:00:00.000Z"],
    ["2010-12-01T14:59:59.999Z", "2010-12-01T19:00:00.000Z"],
    ["2010-12-01T15:00:00Z", "2010-12-02T12:00:00.000Z"],
    ["2010-12-31T23:59:00Z", "2011-01-01T12:00:00.000Z"],
  ])("of an order received at %s in UTC is %s", (received, cutOff) => {
    expect(iso(new CutOffs("UTC").of(at(received)).cutOffAt)).toBe(cutOff);
  });

  it("follows the site's clocks, also over a change of them", () => {
    const berlin = new CutOffs("Europe/Berlin");

    expect(iso(berlin.of(at("2010-12-01T13:59:00Z")).cutOffAt)).toBe("2010-12-01T18:00:00.000Z");
    expect(iso(berlin.of(at("2010-12-01T14:00:00Z")).cutOffAt)).toBe("2010-12-02T11:00:00.000Z");
    // Summer time began on 2011-03-27 at 02:00 local time.
    expect(iso(berlin.of(at("2011-03-26T16:00:00Z")).cutOffAt)).toBe("2011-03-27T10:00:00.000Z");
  });

  it("is the ship-by, since it always comes before 72 hours", () => {
    const { cutOffAt, shipBy } = new CutOffs("Asia/Shanghai").of(at("2010-12-01T10:00:00Z"));

    expect(shipBy).toBe(cutOffAt);
  });

  it("needs a time zone that exists", () => {
    expect(() => new CutOffs("Mars/Olympus")).toThrow(/timezone "Mars\/Olympus"/);
  });
});

it("knows offsets of half hours and quarters", () => {
  expect(new ZoneClock("Asia/Kathmandu").offsetMs(at("2010-12-01T00:00:00Z"))).toBe(5.75 * 3_600_000);
  expect(new ZoneClock("America/New_York").offsetMs(at("2010-12-01T00:00:00Z"))).toBe(-5 * 3_600_000);
});
