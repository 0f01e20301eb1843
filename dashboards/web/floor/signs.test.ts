import type { ClimateDocument } from "@floorplane/contracts/documents";
import { describe, expect, it } from "vitest";
import type { PlanDevice, PlanZone, StationMark } from "../../gateway/protocol.ts";
import { isOld, stationLevel, zoneClimates } from "./signs.ts";

const zone: PlanZone = {
  zone: "A",
  x: 0,
  y: 0,
  width: 9,
  height: 9,
  temperatureC: { min: 12, max: 28 },
  humidityPercent: { min: 25, max: 65 },
};
const devices: PlanDevice[] = ["C1", "C2"].map((device) => ({
  device,
  kind: "climate",
  x: 1,
  y: 1,
  zone: "A",
  periodS: 10,
}));
const now = 1_000_000;
const aReading = (reading: Partial<Record<keyof ClimateDocument, unknown>>): ClimateDocument =>
  ({
    device: "C1",
    zone: "A",
    wire: "mqtt",
    link: "live",
    temperatureC: 20,
    humidityPercent: 45,
    quality: "good",
    measuredAt: now - 5_000,
    ...reading,
  }) as ClimateDocument;
const climateOf = (...readings: ClimateDocument[]) => zoneClimates([zone], devices, readings, now)[0]!;

describe("the climate of a zone", () => {
  it("is its reading furthest from the middle of the band", () => {
    const climate = climateOf(aReading({}), aReading({ device: "C2", temperatureC: 29.5 }));

    expect(climate).toMatchObject({ temperatureC: 29.5, level: "warning", live: 2, all: 2 });
  });

  it("believes no sensor that is silent, bad or old while another one is fresh", () => {
    const climate = climateOf(
      aReading({}),
      aReading({ device: "C2", temperatureC: 40, link: "silent" }),
      aReading({ device: "C3", temperatureC: 40, quality: "bad" }),
      aReading({ device: "C4", temperatureC: 40, measuredAt: now - 600_000 }),
    );

    expect(climate).toMatchObject({ temperatureC: 20, level: "good", live: 1 });
  });

  it("shows the last word, never as good, when no sensor is fresh", () => {
    const climate = climateOf(aReading({ link: "broken", measuredAt: now - 600_000 }));

    expect(climate).toMatchObject({ temperatureC: 20, live: 0, level: "notice", measuredAt: now - 600_000 });
  });

  it("is unknown, not zero, without a reading", () => {
    expect(climateOf()).toMatchObject({ temperatureC: null, humidityPercent: null, measuredAt: null });
  });
});

it("calls a reading old after three of its periods beyond the minute in which it is written down", () => {
  expect(isOld(now - 89_000, devices[0], now)).toBe(false);
  expect(isOld(now - 91_000, devices[0], now)).toBe(true);
  expect(isOld(null, devices[0], now)).toBe(true);
});

it("finds a station abnormal when it stands or cannot be heard, not when it is idle", () => {
  const levels = (
    [
      ["execute", "live"],
      ["idle", "live"],
      ["held", "live"],
      ["aborted", "live"],
      ["execute", "silent"],
      ["execute", "broken"],
    ] as const
  ).map(([state, link]) =>
    stationLevel({ station: "P", state, link, queue: 0, job: null } as unknown as StationMark),
  );

  expect(levels).toEqual(["good", "good", "warning", "critical", "notice", "critical"]);
});
