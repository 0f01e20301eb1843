/** While our own line to the broker is down no device that speaks over it is to blame for its silence; devices on wires of their own are watched as ever. */
import { minuteMs, secondMs } from "@floorplane/contracts/units";
import { expect, it } from "vitest";
import { aFloor } from "./testing/a-floor.testkit.ts";

type Floor = Awaited<ReturnType<typeof aFloor>>;
const ofSilence = async (floor: Floor): Promise<string[]> =>
  (await floor.alarms()).filter((alarm) => /silent/.test(alarm) && !alarm.endsWith("normal"));

it.each([2, 10, 60])(
  "for %i minutes, and after it: none is called silent that speaks again",
  async (minutes) => {
    const floor = await aFloor();
    floor.climate({ temperatureC: 20, humidityPercent: 44 });

    floor.line.cut();
    floor.run(minutes * minuteMs);
    const whileDown = (await ofSilence(floor)).filter((alarm) => alarm.includes("CLIMATE-1"));
    floor.line.mend();
    floor.run(secondMs);
    floor.climate({ temperatureC: 20.5, humidityPercent: 44 });
    floor.run(10 * secondMs);

    expect(whileDown).toEqual([]);
    expect((await ofSilence(floor)).filter((alarm) => alarm.includes("CLIMATE-1"))).toEqual([]);
    expect(await floor.document("climate", "CLIMATE-1")).toMatchObject({ link: "live" });
  },
);

it("one that stays silent after it is called so, by its own time", async () => {
  const floor = await aFloor();
  floor.climate({ temperatureC: 20, humidityPercent: 44 });
  floor.line.cut();
  floor.run(30 * minuteMs);
  floor.line.mend();

  floor.run(20 * secondMs);
  const soon = await ofSilence(floor);
  floor.run(30 * minuteMs);

  expect(soon.filter((alarm) => alarm.includes("CLIMATE-1"))).toEqual([]);
  expect((await ofSilence(floor)).some((alarm) => alarm.includes("CLIMATE-1"))).toBe(true);
});
