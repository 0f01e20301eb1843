import { isoTime, minuteMs, secondMs } from "@floorplane/contracts/units";
import { describe, expect, it } from "vitest";
import { aFloor } from "../testing/a-floor.testkit.ts";

describe("climate", () => {
  it("shows the last reading of each wire with its quality", async () => {
    const floor = await aFloor();

    floor.climate({ temperatureC: 20.5, humidityPercent: 44 });
    floor.box.set("Temperature", 21.1, floor.clock.now());
    floor.box.set("Humidity", 45, floor.clock.now());
    floor.run(secondMs);

    expect(await floor.document("climate", "CLIMATE-1")).toMatchObject({
      zone: "STORE",
      wire: "mqtt",
      link: "live",
      temperatureC: 20.5,
      humidityPercent: 44,
      quality: "good",
    });
    expect(await floor.document("climate", "CLIMATE-2")).toMatchObject({
      wire: "modbus",
      temperatureC: 21.1,
      humidityPercent: 45,
      quality: "good",
    });
  });

  it("writes at most one row a minute while nothing moves", async () => {
    const floor = await aFloor();
    for (let n = 0; n < 3; n++) floor.climate({ temperatureC: 20 });
    const before = floor.house.sequence;

    for (let n = 0; n < 60; n++) {
      floor.climate({ temperatureC: 20 + 0.1 * (n % 2) });
      floor.run(10 * secondMs - 100);
    }

    expect(floor.house.sequence - before).toBeLessThanOrEqual(20);
  });

  it("marks what cannot be, keeps the last believable value, and calls once", async () => {
    const floor = await aFloor();
    floor.climate({ temperatureC: 20 });

    for (let n = 0; n < 10; n++) floor.climate({ temperatureC: 6553.5 });

    expect(await floor.document("climate", "CLIMATE-1")).toMatchObject({
      temperatureC: 20,
      quality: "bad",
      reason: "impossible",
    });
    expect(await floor.alarms()).toEqual(["device.bad-values.CLIMATE-1 unacknowledged"]);
  });

  it("sets aside messages that are no readings, and nothing else changes", async () => {
    const floor = await aFloor();
    const before = floor.house.sequence;

    floor.climate({ temperatureC: "21,5" });
    floor.climate({ at: "yesterday", temperatureC: 21 });

    expect(floor.sensors.figures.of("messages.malformed")).toBe(2);
    expect(floor.house.sequence).toBe(before);
  });

  it("raises one alarm for a zone that stays outside its band, and ends it when it came back", async () => {
    const floor = await aFloor();
    const minute = (celsius: number) => {
      for (let n = 0; n < 6; n++) {
        floor.climate({ temperatureC: celsius + 0.05 * (n % 2) });
        floor.box.set("Temperature", 20 + 0.1 * n, floor.clock.now());
        floor.run(10 * secondMs - 100);
      }
    };

    minute(28.4);
    minute(27.8);
    const trembling = await floor.alarms();
    minute(28.4);
    const standing = await floor.alarms();
    for (let n = 0; n < 3; n++) minute(25);

    expect(trembling).toEqual([]);
    expect(standing).toEqual(["climate.STORE.temperature unacknowledged"]);
    expect(await floor.alarms()).toEqual(["climate.STORE.temperature returned-unacknowledged"]);
  });

  it("says when a device has been silent for two periods and a minute, and when it is back", async () => {
    const floor = await aFloor();
    floor.climate({ temperatureC: 20 });

    floor.run(79 * secondMs);
    const early = await floor.document("climate", "CLIMATE-1");
    floor.run(5 * secondMs);
    const late = await floor.document("climate", "CLIMATE-1");
    const called = await floor.alarms();
    floor.climate({ temperatureC: 20 });

    expect(early.link).toBe("live");
    expect(late.link).toBe("silent");
    expect(called).toContain("device.silent.CLIMATE-1 unacknowledged");
    expect(await floor.document("climate", "CLIMATE-1")).toMatchObject({ link: "live" });
    expect(await floor.alarms()).toContain("device.silent.CLIMATE-1 returned-unacknowledged");
  });

  it("doubts a value that has not moved for two hours", async () => {
    const floor = await aFloor();

    for (let n = 0; n < 125; n++) {
      floor.climate({ temperatureC: 20, humidityPercent: 40 + (n % 3) });
      floor.run(minuteMs - 100);
    }

    expect(await floor.document("climate", "CLIMATE-1")).toMatchObject({
      quality: "uncertain",
      reason: "frozen",
    });
    expect(await floor.alarms()).toContain("device.frozen.CLIMATE-1.temperature unacknowledged");
  });

  it("hands every believable value to history, with unit and quality, and no bad one", async () => {
    const floor = await aFloor();
    const at = isoTime(floor.clock.now());

    floor.climate({ temperatureC: 20.5, humidityPercent: 130 });
    floor.climate({ at: "2026-05-04T08:00:00.000", temperatureC: 20.6 });

    expect(floor.history).toEqual([
      ["CLIMATE-1", "temperature", 20.5, "Cel", "good", Date.parse(at)],
      ["CLIMATE-1", "temperature", 20.6, "Cel", "uncertain", expect.any(Number)],
    ]);
  });

  it("shows after a restart what it showed before, connecting until a device is heard again", async () => {
    const floor = await aFloor();
    floor.climate({ temperatureC: 20.5 });
    const again = await aFloor(floor.ledger, floor.clock.now() + minuteMs);

    const before = await again.document("climate", "CLIMATE-1");
    again.climate({ temperatureC: 20.6 });

    expect(before).toMatchObject({ temperatureC: 20.5, link: "connecting" });
    expect(await again.document("climate", "CLIMATE-1")).toMatchObject({ link: "live" });
  });
});
