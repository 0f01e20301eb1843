import type { ClimateDocument } from "@floorplane/contracts/documents";
import { describe, expect, it } from "vitest";
import type { PlanDevice, PlanStation, PlanZone, StationMark } from "../../gateway/protocol.ts";
import { isOld, saidAt, stationLevel, stationSigns, zoneClimates } from "./signs.ts";

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

    expect(climate).toMatchObject({ temperature: { value: 29.5 }, level: "warning", live: 2, all: 2 });
  });

  it.each([
    ["fell silent", { link: "silent" }],
    ["sends what cannot be", { quality: "bad" }],
    ["is old", { measuredAt: now - 600_000 }],
  ])("is not fine by one sensor's word when the hot one beside it %s", (_, gone) => {
    const climate = climateOf(
      aReading({ temperatureC: 21.3 }),
      aReading({ device: "C2", temperatureC: 40, ...gone }),
    );

    expect(climate).toMatchObject({
      temperature: { value: 40, isFresh: false, level: "warning" },
      level: "warning",
      live: 1,
      all: 2,
    });
  });

  it("is not known to be good while one of its sensors was never heard, or fell silent at a good value", () => {
    expect(climateOf(aReading({}))).toMatchObject({ temperature: { value: 20 }, level: "notice", live: 1 });
    expect(climateOf(aReading({}), aReading({ device: "C2", link: "silent" }))).toMatchObject({
      level: "notice",
      live: 1,
    });
  });

  it.each([
    ["1970", 0],
    ["2999", Date.UTC(2999, 0)],
  ])("is of unknown age, and not known to be good, by a sensor whose clock says %s", (_, measuredAt) => {
    const today = Date.UTC(2026, 10, 29);
    const read = (device: string, at: number) => aReading({ device, measuredAt: at });
    const own = [read("C1", measuredAt), read("C2", measuredAt)];
    const [climate] = zoneClimates([zone], devices, own, today);

    expect(climate).toMatchObject({
      temperature: { value: 20, measuredAt: null, isFresh: false, level: "notice" },
      humidity: { value: 45, measuredAt: null, isFresh: false, level: "notice" },
      measuredAt: null,
      live: 0,
      level: "notice",
    });
    expect(saidAt(measuredAt, today)).toBe(null);
    expect(saidAt(today - 5_000, today)).toBe(today - 5_000);
  });

  it("has a dead quantity beside a healthy one, and an age for each", () => {
    const channels = {
      temperature: { value: 20, quality: "good", reason: "", measuredAt: now - 5_000 },
      humidity: { value: 45, quality: "good", reason: "", measuredAt: now - 600_000 },
    };
    const climate = climateOf(aReading({ channels }), aReading({ device: "C2", channels }));

    expect(climate).toMatchObject({
      temperature: { level: "good", isFresh: true, measuredAt: now - 5_000 },
      humidity: { level: "notice", isFresh: false, measuredAt: now - 600_000 },
      level: "notice",
      live: 0,
      measuredAt: now - 600_000,
    });
  });

  it("asks for no quantity that a sensor never had", () => {
    const never = { value: null, quality: "good", reason: "", measuredAt: null };
    const channels = {
      temperature: { value: 20, quality: "good", reason: "", measuredAt: now - 5_000 },
      humidity: never,
    };
    const climate = climateOf(aReading({ channels }), aReading({ device: "C2", channels }));

    expect(climate).toMatchObject({ level: "good", live: 2, humidity: { value: null } });
  });

  it("shows the last word, never as good, when no sensor is fresh", () => {
    const broken = { link: "broken", measuredAt: now - 600_000 };
    const climate = climateOf(aReading(broken), aReading({ device: "C2", ...broken }));

    expect(climate).toMatchObject({
      temperature: { value: 20, isFresh: false },
      live: 0,
      level: "notice",
      measuredAt: now - 600_000,
    });
  });

  it("is unknown, not zero and not good, without a reading", () => {
    expect(climateOf()).toMatchObject({
      temperature: { value: null },
      humidity: { value: null },
      measuredAt: null,
      level: "notice",
    });
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

it("does not take a station for well whose machine was never heard", () => {
  const station = (kind: PlanStation["kind"], machine: boolean): PlanStation => ({
    station: kind,
    kind,
    machine,
    x: 0,
    y: 0,
    docks: [],
  });
  const signs = stationSigns([station("packing", true), station("receiving", false)], [], []);

  expect(signs.map(({ level }) => level)).toEqual(["notice", "good"]);
});

it("does not show a station as well that is closed to robots", () => {
  const station: PlanStation = { station: "PACK01", kind: "packing", machine: true, x: 0, y: 0, docks: [] };
  const mark = { station: "PACK01", state: "execute", link: "live", queue: 0 } as unknown as StationMark;
  const place = (state: "open" | "closed") => ({ place: "PACK01" as never, state });

  expect(stationSigns([station], [mark], [place("closed")])).toMatchObject([
    { isClosed: true, level: "notice" },
  ]);
  expect(stationSigns([station], [mark], [place("open")])).toMatchObject([
    { isClosed: false, level: "good" },
  ]);
});
