/** Ship-by and cut-off in the site's own time zone. */
import { describe, expect, it } from "vitest";
import { Carriers } from "./carriers.ts";
import { CutOffs } from "./ship-by.ts";
import { usualCarriers } from "./usual-carriers.ts";
import { ZoneClock } from "./zone-clock.ts";

const usual = (timezone: string) => {
  const cutOffs = new CutOffs({ timezone, carriers: new Carriers(usualCarriers), closed: [] });
  return { of: (receivedAt: number) => cutOffs.of(receivedAt, "euro-road") };
};

const at = (text: string): number => Date.parse(text);
const iso = (ms: number): string => new Date(ms).toISOString();

describe("the cut-off", () => {
  it.each([
    ["2010-12-01T00:00:00Z", "2010-12-01T19:00:00.000Z"],
    ["2010-12-01T14:59:59.999Z", "2010-12-01T19:00:00.000Z"],
    ["2010-12-01T15:00:00Z", "2010-12-02T12:00:00.000Z"],
    ["2010-12-31T23:59:00Z", "2011-01-01T12:00:00.000Z"],
  ])("of an order received at %s in UTC is %s", (received, cutOff) => {
    expect(iso(usual("UTC").of(at(received)).cutOffAt)).toBe(cutOff);
  });

  it("follows the site's clocks, also over a change of them", () => {
    const berlin = usual("Europe/Berlin");

    expect(iso(berlin.of(at("2010-12-01T13:59:00Z")).cutOffAt)).toBe("2010-12-01T18:00:00.000Z");
    expect(iso(berlin.of(at("2010-12-01T14:00:00Z")).cutOffAt)).toBe("2010-12-02T11:00:00.000Z");
    // Summer time began on 2011-03-27 at 02:00 local time.
    expect(iso(berlin.of(at("2011-03-26T16:00:00Z")).cutOffAt)).toBe("2011-03-27T10:00:00.000Z");
  });

  it("is the ship-by, since it always comes before 72 hours", () => {
    const { cutOffAt, shipBy } = usual("Asia/Shanghai").of(at("2010-12-01T10:00:00Z"));

    expect(shipBy).toBe(cutOffAt);
  });

  it("needs a time zone that exists", () => {
    expect(() => usual("Mars/Olympus")).toThrow(/timezone "Mars\/Olympus"/);
  });
});

it("knows offsets of half hours and quarters", () => {
  expect(new ZoneClock("Asia/Kathmandu").offsetMs(at("2010-12-01T00:00:00Z"))).toBe(5.75 * 3_600_000);
  expect(new ZoneClock("America/New_York").offsetMs(at("2010-12-01T00:00:00Z"))).toBe(-5 * 3_600_000);
});

describe("with carriers of the site's own", () => {
  const row = (carrier: string, leaves: string, countries?: string[]) => ({
    carrier,
    regions: [{ region: "r", ...(countries ? { countries } : {}) }],
    departures: [{ leaves, orderBy: "15:00", days: ["monday" as const] }],
  });
  const carriers = new Carriers([row("road", "16:00", ["DE"]), row("air", "18:00")]);
  const cutOffs = new CutOffs({ timezone: "UTC", carriers, closed: ["2026-11-30"] });

  it("each has its own cut-off, and 72 hours are promised where it comes later", () => {
    const received = at("2026-11-27T12:00:00Z");

    expect(["Germany", "Kenya"].map((country) => carriers.carriageTo(country).carrier)).toEqual([
      "road",
      "air",
    ]);
    expect(iso(cutOffs.of(received, "air").cutOffAt)).toBe("2026-12-07T18:00:00.000Z");
    expect(iso(cutOffs.of(received, "air").shipBy)).toBe("2026-11-30T12:00:00.000Z");
    expect(iso(cutOffs.of(at("2026-12-05T12:00:00Z"), "road").shipBy)).toBe("2026-12-07T16:00:00.000Z");
  });

  it("an order of no known carrier is to be ready for the first", () => {
    const { carrier } = carriers.carriageTo("Atlantis");

    expect(iso(cutOffs.of(at("2026-12-05T12:00:00Z"), carrier).shipBy)).toBe("2026-12-07T16:00:00.000Z");
  });
});
