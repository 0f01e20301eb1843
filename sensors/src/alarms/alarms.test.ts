import { AlarmId } from "@floorplane/contracts/ids";
import { describe, expect, it } from "vitest";
import { aFloor } from "../testing/a-floor.testkit.ts";
import { alarmKey } from "./alarms.ts";

const raise = {
  type: "alarm.raise",
  key: AlarmId("robot.lost.R01"),
  definition: "robot.lost",
  source: "R01",
  parameters: { robot: "R01" },
} as const;

describe("alarms of other rooms", () => {
  const acknowledge = (command: string, by: string) =>
    ({ type: "alarm.acknowledge", alarm: raise.key, command, by, reason: "on my way" }) as const;

  it("are one instance each, acknowledged by a person and over when the condition ended", async () => {
    const floor = await aFloor();

    floor.tell(raise);
    floor.tell(raise);
    floor.tell(acknowledge("c1", "ada"));
    floor.tell(acknowledge("c2", "bob"));
    floor.tell({ type: "alarm.clear", key: raise.key });

    expect(floor.screens).toEqual([
      { type: "command.done", command: "c1" },
      { type: "command.refused", command: "c2", reason: { code: "alarm.acknowledged", by: "ada" } },
    ]);
    expect(await floor.document("alarm", raise.key)).toMatchObject({
      state: "normal",
      count: 1,
      acknowledgedBy: "ada",
    });
  });

  it("are acknowledged together as one act, which is done when any was there to acknowledge", async () => {
    const floor = await aFloor();
    const keys = ["R01", "R02", "R03"].map((robot) => AlarmId(`robot.lost.${robot}`));
    for (const key of keys.slice(0, 2)) floor.tell({ ...raise, key });
    floor.tell(acknowledge("c1", "ada"));

    floor.tell({ ...acknowledge("c2", "bob"), others: keys.slice(1) });
    floor.tell({ ...acknowledge("c3", "eve"), others: keys.slice(1) });

    expect(floor.screens.slice(1)).toEqual([
      { type: "command.done", command: "c2" },
      { type: "command.refused", command: "c3", reason: { code: "alarm.acknowledged", by: "ada" } },
    ]);
    expect(await floor.document("alarm", keys[0]!)).toMatchObject({ acknowledgedBy: "ada" });
    expect(await floor.document("alarm", keys[1]!)).toMatchObject({
      state: "acknowledged",
      acknowledgedBy: "bob",
    });
  });

  it("E9: a double click, and two people at one alarm: one wins, the others are told, each is in the ledger, and nobody answers for what he did not see", async () => {
    const floor = await aFloor();
    floor.tell(raise);
    const seen = floor.clock.now();

    floor.tell({ ...acknowledge("c1", "ada"), raisedUntil: seen });
    floor.tell({ ...acknowledge("c2", "ada"), raisedUntil: seen });
    floor.tell({ ...acknowledge("c3", "bob"), raisedUntil: seen });
    floor.tell({ type: "alarm.clear", key: raise.key });
    floor.run(1_000);
    floor.tell(raise);
    floor.tell({ ...acknowledge("c4", "bob"), raisedUntil: seen });
    const unseen = await floor.document("alarm", raise.key);
    floor.tell({ ...acknowledge("c5", "bob"), raisedUntil: floor.clock.now() });

    const by = { code: "alarm.acknowledged", by: "ada" };
    expect(floor.screens).toMatchObject([
      { type: "command.done", command: "c1" },
      { type: "command.refused", command: "c2", reason: by },
      { type: "command.refused", command: "c3", reason: by },
      { type: "command.refused", command: "c4", reason: { code: "alarm.raised-again" } },
      { type: "command.done", command: "c5" },
    ]);
    expect(unseen).toMatchObject({ state: "unacknowledged", count: 2, acknowledgedBy: null });
    expect(await floor.document("alarm", raise.key)).toMatchObject({ count: 2, acknowledgedBy: "bob" });
    const rows = JSON.stringify(await floor.ledger.rows(0, 1_000)).replaceAll("\\", "");
    for (const command of ["c1", "c2", "c3", "c4", "c5"]) expect(rows).toContain(`"command":"${command}"`);
  });

  it("stand after a restart as they stood before it", async () => {
    const floor = await aFloor();
    floor.tell(raise);
    const again = await aFloor(floor.ledger, floor.clock.now());

    again.tell(raise);
    again.tell({ type: "alarm.clear", key: raise.key });
    again.tell(raise);

    expect(await again.document("alarm", raise.key)).toMatchObject({ state: "unacknowledged", count: 2 });
  });
});

describe("an alarm key", () => {
  it("is an id whatever a device calls itself, and differs where names differ", () => {
    const long = "x".repeat(200);

    expect(alarmKey("device.silent.BOX")).toBe("device.silent.BOX");
    expect(alarmKey(long)).toHaveLength(64);
    expect(alarmKey(`${long}a`)).not.toBe(alarmKey(`${long}b`));
    expect(alarmKey("a/b")).not.toBe(alarmKey("a+b"));
  });
});

describe("two devices with one identity", () => {
  it("are one alarm while the broker keeps them out, also over a restart", async () => {
    const floor = await aFloor();
    floor.sensors.sharedIdentities(["R01", "R02"]);
    floor.sensors.sharedIdentities(["R01", "R02"]);
    const standing = await floor.alarms();
    const again = await aFloor(floor.ledger, floor.clock.now());

    again.sensors.sharedIdentities(["R02"]);

    expect(standing).toEqual([
      "device.shared-identity.R01 unacknowledged",
      "device.shared-identity.R02 unacknowledged",
    ]);
    expect(await again.alarms()).toEqual([
      "device.shared-identity.R01 returned-unacknowledged",
      "device.shared-identity.R02 unacknowledged",
    ]);
  });
});

describe("the alarm list", () => {
  it("stays bounded: over a thousand standing alarms one says so", async () => {
    const floor = await aFloor();

    for (let n = 0; n < 1_005; n++) floor.tell({ ...raise, key: AlarmId(`robot.lost.R${n}`) });

    const alarms = await floor.alarms();
    expect(alarms).toHaveLength(1_001);
    expect(alarms).toContain("alarm.flood unacknowledged");
  });

  it("forgets the oldest of those that are over", async () => {
    const floor = await aFloor();

    for (let n = 0; n < 510; n++) {
      const key = AlarmId(`robot.lost.R${String(n).padStart(4, "0")}`);
      floor.tell({ ...raise, key });
      floor.tell({ type: "alarm.acknowledge", alarm: key, command: "c", by: "ada", reason: "" });
      floor.tell({ type: "alarm.clear", key });
    }

    const alarms = (await floor.alarms()).filter((alarm) => alarm.startsWith("robot.lost"));
    expect(alarms).toHaveLength(500);
    expect(alarms[0]).toBe("robot.lost.R0010 normal");
  });
});
