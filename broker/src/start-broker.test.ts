import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLog } from "@floorplane/runtime/log";
import mqtt from "mqtt";
import { describe, expect, it, onTestFinished } from "vitest";
import type { BrokerFigures } from "./figures.ts";
import type { BrokerLimits } from "./limits.ts";
import { startBroker } from "./start-broker.ts";
import { accounts, robot, site, tokenOf } from "./testing/a-broker.testkit.ts";

async function started(port = 0, limits: Partial<BrokerLimits> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "broker-"));
  const stateFile = join(folder, "broker.sqlite");
  const options = { host: "127.0.0.1", accounts, site, stateFile, limits, log: silentLog };
  const broker = await startBroker({ port, ...options });
  onTestFinished(async () => {
    await broker.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return broker;
}

describe("the broker's thread", () => {
  it("serves clients and tells its figures", async () => {
    const broker = await started();
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${broker.port}`, {
      clientId: "R01",
      username: "R01",
      password: tokenOf("R01"),
    });
    await client.publishAsync(robot("R01").connection.text, "ONLINE", { qos: 1, retain: true });

    const figures = await new Promise<BrokerFigures>((resolve) => broker.onFigures(resolve));
    await client.endAsync();

    expect(figures).toMatchObject({ clients: 1, published: 1, retained: 1, restarts: 0 });
  });

  it("says in one sentence that its port is in use", async () => {
    const first = await started();

    await expect(started(first.port)).rejects.toMatchObject({
      code: "port-in-use",
      message: expect.stringContaining(`port ${first.port} is in use`),
    });
  });

  it("comes back on its port after a crash", async () => {
    // A bound that is none makes the first look at a connection throw.
    const broker = await started(0, { slowMs: undefined as never });
    const { port } = broker;
    const restarted = new Promise<BrokerFigures>((resolve) => {
      broker.onFigures((figures) => figures.restarts > 0 && resolve(figures));
    });

    const socket = connect({ host: "127.0.0.1", port });
    socket.on("error", () => {});
    await new Promise((resolve) => socket.once("close", resolve));

    expect(await restarted).toMatchObject({ restarts: 1, connections: 0 });
    expect(broker.port).toBe(port);
  });

  it("stops twice without complaint", async () => {
    const broker = await started();

    await broker.stop();

    await expect(broker.stop()).resolves.toBeUndefined();
  });
});
