import type { Site } from "@floorplane/contracts/site";
import { isoTime, minuteMs, secondMs } from "@floorplane/contracts/units";
import { describe, expect, it } from "vitest";
import { aFloor, site } from "../testing/a-floor.testkit.ts";

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
    expect(await floor.alarms()).toEqual(["device.bad-values.CLIMATE-1.temperature unacknowledged"]);
  });

  it("hears what can be read of an odd message, and tells which field is odd", async () => {
    const floor = await aFloor();

    floor.climate({ temperatureC: "21.5", humidityPercent: "n/a" });
    expect(await floor.document("climate", "CLIMATE-1")).toMatchObject({
      temperatureC: 21.5,
      quality: "good",
    });
    floor.climate({ at: "yesterday", temperatureC: 22.5 });

    expect(await floor.document("climate", "CLIMATE-1")).toMatchObject({
      temperatureC: 22.5,
      quality: "good",
    });
    expect(await floor.document("alarm", "device.odd-words.CLIMATE-1")).toMatchObject({
      source: "CLIMATE-1",
      parameters: {
        topic: "reading",
        why: {
          code: "said.odd",
          remarks: [
            { remark: { code: "field.read-as", field: "temperatureC", said: '"21.5"', as: "21.5" } },
            { remark: { code: "field.taken-as-absent", field: "humidityPercent", said: '"n/a"' } },
          ],
          more: 0,
        },
      },
    });
    floor.climate({ temperatureC: 22 });
    expect(await floor.document("alarm", "device.odd-words.CLIMATE-1")).toMatchObject({
      clearedAt: expect.any(Number),
    });
  });

  it("sets aside messages that are no readings, and tells it", async () => {
    const floor = await aFloor();

    floor.climateText("21.5 C");
    floor.climateText("[]");

    expect(floor.sensors.figures.of("messages.malformed")).toBe(2);
    expect(await floor.alarms()).toEqual(["device.unreadable.CLIMATE-1 unacknowledged"]);
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

describe("a reading whose age nobody knows", () => {
  it.each([
    ["a clock that was never set", "1970-01-01T00:00:00.000Z"],
    ["a clock of the year 2999", "2999-01-01T00:00:00.000Z"],
    ["words", "yesterday, at half past nine"],
    ["no zone", "2026-05-04T08:15:30.000"],
  ])("is told, shown without an age, and neither fresh nor good: %s", async (_what, at) => {
    const floor = await aFloor();

    for (let n = 0; n < 3; n++) floor.climate({ at, temperatureC: 20 + n, humidityPercent: 45 });
    const told = await floor.document("climate", "CLIMATE-1");
    const called = await floor.alarms();
    floor.climate({ temperatureC: 20, humidityPercent: 45 });

    expect(told).toMatchObject({ quality: "uncertain", measuredAt: null });
    expect(told.channels).toMatchObject({ temperature: { value: 22, measuredAt: null } });
    expect(called).toEqual(["device.clock.CLIMATE-1 unacknowledged"]);
    expect(await floor.alarms()).toEqual(["device.clock.CLIMATE-1 returned-unacknowledged"]);
    expect(await floor.document("climate", "CLIMATE-1")).toMatchObject({
      quality: "good",
      measuredAt: expect.any(Number),
    });
  });

  it("is as old as it says when that is long ago", async () => {
    const floor = await aFloor();
    const at = floor.clock.now() - 3 * 60 * minuteMs;

    floor.climate({ at: isoTime(at), temperatureC: 20 });

    expect(await floor.document("climate", "CLIMATE-1")).toMatchObject({
      quality: "uncertain",
      measuredAt: at,
    });
  });

  it("calls for a zone that is too warm, and does not say that it is well again", async () => {
    const floor = await aFloor();
    const say = (reading: object) => {
      floor.climate(reading);
      floor.run(minuteMs);
    };
    const at = "1970-01-01T00:00:00.000Z";
    for (let n = 0; n < 20; n++) say({ at, temperatureC: 40 + (n % 2) });
    const warm = await floor.alarms();
    for (let n = 0; n < 20; n++) say({ at, temperatureC: 20 + (n % 2) });
    const still = await floor.alarms();
    for (let n = 0; n < 20; n++) say({ temperatureC: 20 + (n % 2) });

    expect(warm).toContain("climate.STORE.temperature unacknowledged");
    expect(still).toContain("climate.STORE.temperature unacknowledged");
    expect(await floor.alarms()).toContain("climate.STORE.temperature returned-unacknowledged");
  });
});

/** Alarms of the one device that speaks in these tests. */
const ofFirst = async (floor: Awaited<ReturnType<typeof aFloor>>) =>
  (await floor.alarms()).filter((alarm) => alarm.includes("CLIMATE-1"));

describe("one device, two quantities", () => {
  it("a dead channel beside a healthy one is told, shown bad with its own age, and is well again when it speaks", async () => {
    const floor = await aFloor();
    floor.climate({ temperatureC: 20, humidityPercent: 45 });
    const spokeAt = floor.clock.now();
    for (let n = 0; n < 30; n++) {
      floor.run(10 * secondMs);
      floor.climate({ temperatureC: 20 + (n % 2) });
    }
    const dead = await floor.document("climate", "CLIMATE-1");
    const called = await ofFirst(floor);
    floor.climate({ temperatureC: 20, humidityPercent: 46 });

    expect(dead).toMatchObject({ link: "live", quality: "bad", reason: "silent", humidityPercent: 45 });
    expect(dead.channels).toMatchObject({
      temperature: { quality: "good" },
      humidity: { value: 45, quality: "bad", reason: "silent", measuredAt: expect.any(Number) },
    });
    // The tile is as old as its oldest quantity.
    expect(spokeAt - (dead.measuredAt as number)).toBeLessThan(secondMs);
    expect(called).toEqual(["device.channel-silent.CLIMATE-1.humidity unacknowledged"]);
    expect(await ofFirst(floor)).toEqual([
      "device.channel-silent.CLIMATE-1.humidity returned-unacknowledged",
    ]);
  });

  it("a device that never sent a quantity owes none", async () => {
    const floor = await aFloor();
    for (let n = 0; n < 30; n++) {
      floor.climate({ temperatureC: 20 + (n % 2) });
      floor.run(10 * secondMs);
    }

    expect(await ofFirst(floor)).toEqual([]);
    expect(await floor.document("climate", "CLIMATE-1")).toMatchObject({ quality: "good" });
  });

  it("a device that is silent as a whole is one alarm, not three", async () => {
    const floor = await aFloor();
    floor.climate({ temperatureC: 20, humidityPercent: 45 });
    floor.run(10 * minuteMs);

    const silent = await ofFirst(floor);
    floor.climate({ temperatureC: 20 });
    floor.run(secondMs);

    expect(silent).toEqual(["device.silent.CLIMATE-1 unacknowledged"]);
    expect(await floor.document("climate", "CLIMATE-1")).toMatchObject({ quality: "good" });
  });

  it("good humidity does not heal bad temperature, nor hide it", async () => {
    const floor = await aFloor();
    for (let n = 0; n < 10; n++) floor.climate({ temperatureC: 6553.5, humidityPercent: 40 + (n % 3) });

    expect(await floor.alarms()).toEqual(["device.bad-values.CLIMATE-1.temperature unacknowledged"]);
    for (let n = 0; n < 3; n++) floor.climate({ temperatureC: 20 + n });
    expect(await floor.alarms()).toEqual(["device.bad-values.CLIMATE-1.temperature returned-unacknowledged"]);
  });

  it("a channel that was dead or frozen before a restart is so after it", async () => {
    const floor = await aFloor();
    floor.climate({ temperatureC: 20, humidityPercent: 45 });
    for (let n = 0; n < 130; n++) {
      floor.run(minuteMs - 100);
      floor.climate({ temperatureC: 20 });
    }
    const again = await aFloor(floor.ledger, floor.clock.now() + minuteMs);
    again.climate({ temperatureC: 20 });
    const still = await again.alarms();
    again.climate({ temperatureC: 20.3 });

    expect(still).toEqual(
      expect.arrayContaining([
        "device.channel-silent.CLIMATE-1.humidity unacknowledged",
        "device.frozen.CLIMATE-1.temperature unacknowledged",
      ]),
    );
    expect(await again.alarms()).toContain("device.frozen.CLIMATE-1.temperature returned-unacknowledged");
    expect(await again.house.differences()).toEqual([]);
  });
});

describe("a sensor that no band judges", () => {
  const zone = site.zones[0]!;
  const hot = async (changed: Partial<Site>) => {
    const floor = await aFloor(undefined, undefined, changed);
    for (let n = 0; n < 120; n++) {
      floor.climate({ temperatureC: 60 + 0.1 * (n % 2) });
      floor.run(10 * secondMs - 100);
    }
    return (await floor.alarms()).filter((alarm) => !alarm.includes("CLIMATE-2"));
  };
  const zoned = (name: string | undefined): Partial<Site> => ({
    devices: site.devices.map((row) =>
      row.device === "CLIMATE-1"
        ? { ...row, ...(name === undefined ? { zone: undefined as never } : { zone: name }) }
        : row,
    ),
  });

  it("twenty minutes at 60 degrees are no calm when its zone is misspelt", async () => {
    expect(await hot(zoned("STOER"))).toEqual(["device.unwatched.CLIMATE-1 unacknowledged"]);
  });

  it("nor when it names none", async () => {
    expect(await hot(zoned(undefined))).toEqual(["device.unwatched.CLIMATE-1 unacknowledged"]);
  });

  it("a zone that stands twice is held to both bands, the looser one last", async () => {
    const looser = { ...zone, temperatureC: { min: -40, max: 90 } };

    expect(await hot({ zones: [zone, looser] })).toEqual(["climate.STORE.temperature unacknowledged"]);
  });

  it("a band whose min is above its max is told, and every value is outside it", async () => {
    const contradictory = { ...zone, temperatureC: { min: 90, max: 20 } };

    expect(await hot({ zones: [contradictory] })).toEqual([
      "climate.STORE.temperature unacknowledged",
      "device.unwatched.CLIMATE-1 unacknowledged",
    ]);
  });

  it("is told no longer once the site file names its zone", async () => {
    const floor = await aFloor(undefined, undefined, zoned("STOER"));
    const before = await floor.alarms();
    const again = await aFloor(floor.ledger, floor.clock.now() + minuteMs);

    expect(before).toEqual(["device.unwatched.CLIMATE-1 unacknowledged"]);
    expect(await again.alarms()).toEqual(["device.unwatched.CLIMATE-1 returned-unacknowledged"]);
  });
});
