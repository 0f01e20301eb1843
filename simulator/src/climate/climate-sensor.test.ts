import {
  type ClimateReading,
  climateValues,
  parseClimateReading,
} from "@floorplane/contracts/devices.schema";
import { SiteId } from "@floorplane/contracts/ids";
import type { DeviceRow, ZoneRow } from "@floorplane/contracts/site";
import { filterOf } from "@floorplane/contracts/topics";
import { dayMs } from "@floorplane/contracts/units";
import { MemoryBroker } from "@floorplane/runtime/bus/memory-bus";
import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import { seededRandom } from "@floorplane/runtime/random";
import { describe, expect, it } from "vitest";
import { ClimateSensor } from "./climate-sensor.ts";

const start = Date.UTC(2026, 4, 4);
const site = SiteId("test");
const zone: ZoneRow = {
  zone: "STORE",
  temperatureC: { min: 12, max: 28 },
  humidityPercent: { min: 25, max: 65 },
  area: { x: 0, y: 0, width: 10, height: 10 },
};

function aBox({
  wire = "mqtt",
  doors = false,
  seed = 1,
  periodS = 60,
}: {
  wire?: DeviceRow["wire"];
  doors?: boolean;
  seed?: number;
  periodS?: number;
} = {}) {
  const clock = new VirtualClock(start);
  const broker = new MemoryBroker(clock);
  const heard: ClimateReading[] = [];
  broker
    .connect({ clientId: "house" })
    .subscribe(filterOf("climate", site), ({ payload }) => heard.push(parseClimateReading.bytes(payload)));
  const sensor = new ClimateSensor({
    site,
    row: { device: "CLIMATE-1", kind: "climate", wire, zone: "STORE", periodS, x: 1, y: 1 },
    zone,
    doors,
    timers: clock,
    random: seededRandom(seed),
    ...(wire === "mqtt" ? { bus: broker.connect({ clientId: "CLIMATE-1" }) } : {}),
  });
  sensor.start();
  clock.run(() => false, start + dayMs);
  return { sensor, heard };
}
const temperatures = (heard: readonly ClimateReading[]) => heard.map(({ temperatureC }) => temperatureC!);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("a climate sensor", () => {
  it("speaks once a period over MQTT, in its zone's band all day, warmer in the afternoon than at night", () => {
    const { heard } = aBox();

    expect(heard.length).toBeGreaterThanOrEqual(24 * 60);
    expect(heard.length).toBeLessThanOrEqual(24 * 60 + 2);
    for (const { temperatureC, humidityPercent } of heard) {
      expect(temperatureC).toBeGreaterThan(zone.temperatureC.min);
      expect(temperatureC).toBeLessThan(zone.temperatureC.max);
      expect(humidityPercent).toBeGreaterThan(zone.humidityPercent.min);
      expect(humidityPercent).toBeLessThan(zone.humidityPercent.max);
    }
    const hour = (from: number) => mean(temperatures(heard.slice(from * 60, from * 60 + 60)));
    expect(hour(15) - hour(3)).toBeGreaterThan(2);
  });

  it("never stands still for long, as no real one does", () => {
    const { heard } = aBox();

    for (let from = 0; from + 30 < heard.length; from += 30)
      expect(new Set(temperatures(heard.slice(from, from + 30))).size).toBeGreaterThan(1);
  });

  it("feels the doors where trucks are near", () => {
    const inside = aBox().heard;
    const near = aBox({ doors: true }).heard;

    const steepest = (heard: readonly ClimateReading[]) =>
      Math.min(
        ...temperatures(heard).map((value, index, all) => (index === 0 ? 0 : value - all[index - 1]!)),
      );
    expect(steepest(near)).toBeLessThan(-1.5);
    expect(steepest(inside)).toBeGreaterThan(-0.8);
  });

  it("shows values to those who poll, and says nothing by itself on another wire", () => {
    const { sensor, heard } = aBox({ wire: "modbus" });

    expect(heard).toEqual([]);
    expect(sensor.values.get(climateValues.temperature)?.value).toBeTypeOf("number");
    expect(sensor.values.get(climateValues.humidity)?.value).toBeTypeOf("number");
  });

  it("is the same for the same seed", () => {
    expect(aBox().heard).toEqual(aBox().heard);
    expect(aBox({ seed: 2 }).heard).not.toEqual(aBox().heard);
  });
});
