/** A reading that was held up on its way is history; what is now is the newest. */
import { isoTime, minuteMs, secondMs } from "@floorplane/contracts/units";
import { describe, expect, it } from "vitest";
import { aFloor } from "../testing/a-floor.testkit.ts";

type Floor = Awaited<ReturnType<typeof aFloor>>;

const wires = {
  "over MQTT": {
    device: "CLIMATE-1",
    say: (floor: Floor, celsius: number, at: number) =>
      floor.climate({ temperatureC: celsius, at: isoTime(at) }),
  },
  "over a machine's wire": {
    device: "CLIMATE-2",
    say: (floor: Floor, celsius: number, at: number) => {
      floor.box.set("Temperature", celsius, at);
      floor.run(100);
    },
  },
} as const;

describe.each(Object.entries(wires))("a reading that comes late %s", (_wire, { device, say }) => {
  const shown = async (floor: Floor) => (await floor.document("climate", device)).temperatureC;
  const bands = async (floor: Floor) => (await floor.alarms()).filter((alarm) => alarm.includes("STORE"));

  it.each([
    ["of some seconds ago", 25 * secondMs],
    ["of an hour ago", 60 * minuteMs],
  ])("does not replace what is now: %s", async (_age, ageMs) => {
    const floor = await aFloor();
    const now = floor.clock.now();
    say(floor, 21.6, now);

    say(floor, 45, now - ageMs);

    expect(await shown(floor)).toBe(21.6);
    expect(floor.history.map(([, , value]) => value)).toEqual([21.6, 45]);
  });

  it("calls nobody for a zone that was warm, and hides no zone that is", async () => {
    const floor = await aFloor();
    const say5 = (...celsius: [now: number, late: number]) => {
      for (let n = 0; n < 60; n++) {
        const now = floor.clock.now();
        say(floor, celsius[0] + 0.1 * (n % 2), now);
        say(floor, celsius[1], now - 50 * secondMs);
        floor.run(10 * secondMs);
      }
    };

    say5(21, 45);
    const calm = await bands(floor);
    say5(45, 21);

    expect(calm).toEqual([]);
    expect(await bands(floor)).toEqual(["climate.STORE.temperature unacknowledged"]);
  });

  it("is late after a restart too", async () => {
    const floor = await aFloor();
    const at = floor.clock.now();
    say(floor, 21.6, at);
    floor.run(minuteMs);
    const again = await aFloor(floor.ledger, floor.clock.now());

    say(again, 45, at - 25 * secondMs);

    expect(await shown(again)).toBe(21.6);
  });

  it("stays history when a whole store of old ones is emptied", async () => {
    const floor = await aFloor();
    const now = floor.clock.now();
    say(floor, 21.6, now);

    for (let n = 0; n < 60; n++) say(floor, 30 + n / 10, now - (60 - n) * minuteMs);

    expect(await shown(floor)).toBe(21.6);
  });

  it("is what is now once a device whose clock was set back goes on in order", async () => {
    const floor = await aFloor();
    say(floor, 21.6, floor.clock.now() + 4 * minuteMs);

    for (let n = 0; n < 4; n++) {
      floor.run(10 * secondMs);
      say(floor, 23 + n, floor.clock.now());
    }

    expect(await shown(floor)).toBe(26);
  });
});
