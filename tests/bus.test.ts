/** The bus over the house's own broker: the same promises as in memory, with accounts and rights between the parties. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DeviceId } from "@floorplane/contracts/ids";
import { type Party, topics } from "@floorplane/contracts/topics";
import type { Bus, BusConnector } from "@floorplane/runtime/bus/bus";
import { describeBus, suiteParties, suiteSite } from "@floorplane/runtime/bus/bus.suite";
import { MqttConnector } from "@floorplane/runtime/bus/mqtt-bus";
import { ScaledClock } from "@floorplane/runtime/clock/scaled-clock";
import { silentLog } from "@floorplane/runtime/log";
import { seededRandom } from "@floorplane/runtime/random";
import { expect, it, onTestFinished } from "vitest";
import { type Account, tokenHash } from "../broker/src/rights/accounts.ts";
import { type RunningBroker, startBroker } from "../broker/src/start-broker.ts";

const token = "t".repeat(43);
const accounts = Object.entries(suiteParties).flatMap(([party, clients]) =>
  clients.map(
    (clientId): Account => ({
      party: party as Party,
      clientId,
      username: clientId,
      tokens: [{ hash: tokenHash(token) }],
    }),
  ),
);
const loopback = "127.0.0.1";

function start(port: number, stateFile: string): Promise<RunningBroker> {
  return startBroker({ host: loopback, port, accounts, site: suiteSite, stateFile, log: silentLog });
}

/** Each client with its own account, as a device has it in its settings. */
function connectorTo(port: number): BusConnector {
  const mqtt = new MqttConnector({
    url: `mqtt://${loopback}:${port}`,
    timers: new ScaledClock({ wallMs: 0, houseMs: 0, speed: 1 }),
    random: seededRandom(1),
    log: silentLog,
  });
  return {
    connect: (identity) =>
      mqtt.connect({ ...identity, username: identity.clientId.split("~")[0]!, password: token }),
  };
}

function aFolder(): { readonly stateFile: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "floorplane-bus-"));
  return {
    stateFile: join(folder, "broker.sqlite"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function until(done: () => boolean): Promise<void> {
  const startedAt = performance.now();
  while (!done()) {
    if (performance.now() - startedAt > 20_000) throw new Error("waited 20 s in vain");
    await sleep(10);
  }
}

describeBus("over MQTT", async () => {
  const folder = aFolder();
  const broker = await start(0, folder.stateFile);
  return {
    connector: connectorTo(broker.port),
    until,
    stop: async () => {
      await broker.stop();
      folder.remove();
    },
  };
});

it("holds its subscriptions over a broker that was away", async () => {
  const folder = aFolder();
  onTestFinished(() => folder.remove());
  const first = await start(0, folder.stateFile);
  const { port } = first;
  const connector = connectorTo(port);
  const [speaker, hearer] = [
    connector.connect({ clientId: "TH-1" }),
    connector.connect({ clientId: "screen~1" }),
  ];
  onTestFinished(async () => void (await Promise.all([speaker.close(), hearer.close()])));
  const topic = topics.climate(suiteSite, DeviceId("TH-1"));
  const heard: string[] = [];
  hearer.subscribe(topic.text, ({ payload }) => heard.push(new TextDecoder().decode(payload)));
  await until(() => areLive(speaker, hearer));

  await first.stop();
  await until(() => speaker.state === "lost" && hearer.state === "lost");
  const second = await start(port, folder.stateFile);
  onTestFinished(() => second.stop());
  await until(() => areLive(speaker, hearer));
  await until(() => {
    speaker.publish(topic, new TextEncoder().encode("again"));
    return heard.length > 0;
  });

  expect(new Set(heard)).toEqual(new Set(["again"]));
});

const areLive = (...buses: readonly Bus[]): boolean => buses.every(({ state }) => state === "live");
