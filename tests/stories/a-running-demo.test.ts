/** The demo as `npm start` begins it, looked at from outside: by a browser, by doctor, by a second command, and by a guest on its broker. */

import { Manufacturer, RobotId } from "@floorplane/contracts/ids";
import { filterOf, topics } from "@floorplane/contracts/topics";
import mqtt, { type MqttClient } from "mqtt";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { run, until } from "./a-command.ts";
import { ADemo } from "./a-demo.ts";
import { AReceiver } from "./a-receiver.ts";
import { publishedGate, publishedSchemas } from "./published-schema.ts";
import { inSeconds, say, storyMs, waitMs } from "./stories.ts";
import { usablePage } from "./usable-page.ts";

describe("a demo that runs", () => {
  const receiver = new AReceiver();
  let demo: ADemo;
  let usableMs = 0;
  beforeAll(async () => {
    const webhook = { url: await receiver.start(), secret: receiver.secret };
    demo = new ADemo({ robots: 40, speed: 5, webhook });
    await demo.start();
    await usablePage(demo.running.urls.dashboards, waitMs);
    usableMs = demo.command.elapsedMs;
  }, storyMs);
  afterAll(async () => {
    await demo.dispose();
    receiver.stop();
  }, storyMs);

  it("has a usable page: the bundle is served and the house is well", async () => {
    const page = await usablePage(demo.running.urls.dashboards, waitMs);

    expect(page.assets.length).toBeGreaterThan(0);
    expect(page.health).toMatchObject({ house: "running" });
    say(
      `start to usable page: ${inSeconds(usableMs)} (must be 10 s on two quiet cores; asserted by npm run test:long)`,
    );
  });

  it("is well in doctor's eyes, part by part", async () => {
    await until("the world to be up", waitMs, () => demo.running.worldPid !== undefined);
    const { code, stdout } = await run(["doctor", "--state", demo.state]);

    expect(stdout).not.toContain("look ");
    for (const part of ["control plane", "simulated world", "dashboards", "WMS door", "MQTT broker"])
      expect(stdout).toContain(part);
    expect(code).toBe(0);
  });

  it("keeps its folder for itself", async () => {
    const { code, stderr } = await run(["demo", "--port", "0", "--state", demo.state, "--fresh"]);

    expect(code).toBe(2);
    expect(stderr).toContain(`process ${demo.running.pid} runs from ${demo.state}`);
    expect((await usablePage(demo.running.urls.dashboards, waitMs)).health).toMatchObject({
      house: "running",
    });
  });

  it("tells a receiver of the user's own, which checks with the standard's library, at five times the wall's pace", {
    timeout: storyMs,
  }, async () => {
    await until("a parcel to be told", waitMs, () =>
      receiver.heard.some(({ type }) => type === "parcel.shipped"),
    );

    expect(receiver.refused).toEqual([]);
    expect(new Set(receiver.heard.map(({ id }) => id)).size).toBe(receiver.heard.length);
    expect(demo.figures?.world.collisions).toBe(0);
  });

  it.skipIf(publishedSchemas.isAbsent)(
    `lets a guest see robots whose states fit the published schema${publishedSchemas.reason}`,
    async () => {
      const fits = publishedGate("state");
      const guest = await aGuest(demo, "viewer");
      const robots = new Set<string>();
      const faults: string[] = [];
      guest.on("message", (_topic, payload) => {
        try {
          robots.add((fits.bytes(payload) as { serialNumber: string }).serialNumber);
        } catch (error) {
          faults.push(String(error));
        }
      });
      await guest.subscribeAsync(filterOf("state"), { qos: 0 });

      await until(`states of all robots`, waitMs, () => robots.size === 40 || faults.length > 0);

      expect(faults).toEqual([]);
    },
    storyMs,
  );

  it("shows a guest the door who gives an order, and no robot hears it", async () => {
    const watcher = await aGuest(demo, "viewer~watcher");
    const heard: string[] = [];
    watcher.on("message", (_topic, payload) => heard.push(payload.toString()));
    await watcher.subscribeAsync(filterOf("order"), { qos: 0 });
    const guest = await aGuest(demo, "viewer");
    let isClosed = false;
    guest.on("close", () => (isClosed = true));

    guest.publish(topics.order(Manufacturer("floorplane"), RobotId("R01")).text, "drive on");
    await until("the guest to be thrown out", waitMs, () => isClosed);

    expect(heard).not.toContain("drive on");
  });
});

/** A party of its own on the demo's broker, with the token that the state folder has for guests. */
async function aGuest(demo: ADemo, clientId: string): Promise<MqttClient> {
  const client = mqtt.connect(demo.running.urls.mqtt, {
    clientId,
    username: "viewer",
    password: demo.secret("viewer"),
    reconnectPeriod: 0,
  });
  onTestFinished(() => void client.end(true));
  client.on("error", () => {});
  await until("the guest to be let in", waitMs, () => client.connected);
  return client;
}
