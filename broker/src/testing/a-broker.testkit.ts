/** A stage for the broker's tests: the real broker on a port of the system's choice, real MQTT clients and bare sockets. */
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect as connectSocket, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeviceId, Manufacturer, RobotId, SiteId, TaskId } from "@floorplane/contracts/ids";
import { filterOf, topics } from "@floorplane/contracts/topics";
import { ScaledClock } from "@floorplane/runtime/clock/scaled-clock";
import { silentLog } from "@floorplane/runtime/log";
import mqtt, { type IClientOptions, type MqttClient } from "mqtt";
import { generate } from "mqtt-packet";
import { onTestFinished } from "vitest";
import { Broker, type BrokerOptions } from "../broker.ts";
import { type Account, tokenHash } from "../rights/accounts.ts";

export const site = SiteId("hall");
export const maker = Manufacturer("acme");
export const robot = (id: string) => ({
  state: topics.state(maker, RobotId(id)),
  order: topics.order(maker, RobotId(id)),
  connection: topics.connection(maker, RobotId(id)),
  factsheet: topics.factsheet(maker, RobotId(id)),
});
export const reads = (id: string) => topics.reads(site, DeviceId(id));
export const task = (id: string) => topics.task(site, TaskId(id));

export const tokenOf = (username: string): string => `token of ${username}`;
export const account = (clientId: string, party: Account["party"]): Account => ({
  username: clientId,
  clientId,
  party,
  tokens: [{ hash: tokenHash(tokenOf(clientId)) }],
  ...(party === "robot" ? { manufacturer: maker } : {}),
});
export const accounts: readonly Account[] = [
  account("control", "control"),
  account("R01", "robot"),
  account("R02", "robot"),
  account("RDR-R01", "device"),
  account("HH1", "handheld"),
  account("screen", "viewer"),
];

export const wall = new ScaledClock({ wallMs: 0, houseMs: 0, speed: 1 });
export const later = (ms: number) => new Promise<void>((resolve) => wall.at(wall.now() + ms, resolve));

/** Waits until a claim holds; a claim that never does fails the test by its time limit. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await later(10);
}

/** A state file in a folder that goes with the test. */
export function aFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "broker-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "broker.sqlite");
}

export const allReads = filterOf("reads", site);

export async function aBroker(options: Partial<BrokerOptions> = {}) {
  const broker = new Broker({
    port: 0,
    host: "127.0.0.1",
    accounts,
    site,
    timers: wall,
    log: silentLog,
    ...options,
  });
  const port = await broker.start();
  const clients: MqttClient[] = [];
  const sockets: Socket[] = [];
  onTestFinished(async () => {
    for (const client of clients) client.end(true);
    for (const socket of sockets) socket.destroy();
    await broker.stop();
  });

  const open = (clientId: string, more: IClientOptions = {}): MqttClient => {
    const client = mqtt.connect({
      host: "127.0.0.1",
      port,
      clientId,
      username: clientId.split("~")[0]!,
      password: tokenOf(clientId.split("~")[0]!),
      reconnectPeriod: 0,
      keepalive: 30,
      ...more,
    });
    client.on("error", () => {});
    clients.push(client);
    return client;
  };

  return {
    broker,
    port,
    figures: () => broker.figures(),
    /** Logs in and waits for it. */
    async client(clientId: string, more: IClientOptions = {}) {
      const client = open(clientId, more);
      const heard: { topic: string; text: string; retained: boolean }[] = [];
      client.on("message", (topic, payload, packet) =>
        heard.push({ topic, text: payload.toString(), retained: packet.retain }),
      );
      await new Promise<void>((resolve) => client.once("connect", () => resolve()));
      return Object.assign(client, {
        heard,
        closed: new Promise<void>((resolve) => client.once("close", () => resolve())),
        async hears(...filters: string[]) {
          const grants = await client.subscribeAsync(filters, { qos: 1 });
          return grants.map(({ qos }) => qos as number);
        },
      });
    },
    /** Tries to log in; the CONNACK's return code, or "closed". */
    async knock(clientId: string, more: IClientOptions = {}): Promise<number | "closed"> {
      const client = open(clientId, more);
      return new Promise((resolve) => {
        client.once("connect", () => resolve(0));
        client.once("error", (error) => {
          const { code } = error as { code?: unknown };
          if (typeof code === "number") resolve(code);
        });
        client.once("close", () => resolve("closed"));
      });
    },
    /** A hearer by hand that has subscribed and takes nothing any more. */
    async frozen(clientId: string, filter: string) {
      const socket = await this.socket();
      const [username, password] = [clientId, Buffer.from(tokenOf(clientId))];
      socket.write(generate({ cmd: "connect", clientId, username, password, keepalive: 30, clean: true }));
      await once(socket, "data");
      const subscriptions = [{ topic: filter, qos: 0 as const }];
      socket.write(generate({ cmd: "subscribe", messageId: 1, subscriptions }));
      await once(socket, "data");
      socket.pause();
    },
    async socket() {
      const socket = connectSocket({ host: "127.0.0.1", port });
      sockets.push(socket);
      socket.on("error", () => {});
      await once(socket, "connect");
      return socket;
    },
  };
}
