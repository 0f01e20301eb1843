/** The MQTT bus on brokers that fail it: they acknowledge nothing, or go first. */
import { createServer, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { DeviceId, SiteId } from "@floorplane/contracts/ids";
import { topics } from "@floorplane/contracts/topics";
import { expect, it, onTestFinished } from "vitest";
import { ScaledClock } from "../clock/scaled-clock.ts";
import { silentLog } from "../log.ts";
import { seededRandom } from "../random.ts";
import { MqttBus } from "./mqtt-bus.ts";

/** Packet types of MQTT 3.1.1 (section 2.2.1) as the first four bits have them. */
const packets = { connect: 1, publish: 3 } as const;
const connackAccepted = Buffer.from([0x20, 2, 0, 0]);
/** Of QoS 1. */
const topic = topics.reads(SiteId("site-1"), DeviceId("RDR-1"));
/** Leaving has a bound of one second; the rest is for a busy machine. */
const leftMsMax = 10_000;

/** Lets everybody in and acknowledges nothing that is said. */
class DeafBroker {
  readonly heard: string[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor() {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on("error", () => {}).on("close", () => this.#sockets.delete(socket));
      let bytes = Buffer.alloc(0);
      socket.on("data", (more) => {
        bytes = Buffer.concat([bytes, more]);
        for (let end = endOf(bytes); end <= bytes.length; end = endOf(bytes)) {
          this.#hear(bytes.subarray(0, end), socket);
          bytes = bytes.subarray(end);
        }
      });
    });
  }

  async start(): Promise<number> {
    await new Promise<void>((listening) => this.#server.listen(0, "127.0.0.1", listening));
    return (this.#server.address() as { port: number }).port;
  }

  breakLinks(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  stop(): void {
    this.breakLinks();
    this.#server.close();
  }

  #hear(packet: Buffer, socket: Socket): void {
    const type = packet[0]! >> 4;
    if (type === packets.connect) socket.write(connackAccepted);
    if (type === packets.publish) this.heard.push(packet.toString("latin1").slice(-1));
  }
}

/** Where the first packet ends; packets of this test are shorter than 128 bytes, so that their length is one byte. */
const endOf = (bytes: Buffer): number => (bytes.length < 2 ? Number.POSITIVE_INFINITY : 2 + bytes[1]!);

async function aBusOnADeafBroker(): Promise<{ broker: DeafBroker; bus: MqttBus }> {
  const broker = new DeafBroker();
  onTestFinished(() => broker.stop());
  const url = `mqtt://127.0.0.1:${await broker.start()}`;
  const timers = new ScaledClock({ wallMs: 0, houseMs: 0, speed: 1 });
  const options = { url, timers, random: seededRandom(1), log: silentLog };
  const bus = new MqttBus(options, { clientId: "RDR-1" });
  onTestFinished(() => bus.close());
  await until(() => bus.state === "live");
  return { broker, bus };
}

async function until(holds: () => boolean): Promise<void> {
  const startedAt = performance.now();
  while (!holds()) {
    if (performance.now() - startedAt > 20_000) throw new Error("waited 20 s in vain");
    await sleep(5);
  }
}

const say = (bus: MqttBus, letter: string): void => bus.publish(topic, new TextEncoder().encode(letter));

it("leaves a broker that acknowledges nothing", { timeout: leftMsMax }, async () => {
  const { broker, bus } = await aBusOnADeafBroker();
  say(bus, "a");
  await until(() => broker.heard.length > 0);

  await bus.close();

  expect(bus.state).toBe("closed");
});

it("leaves when the broker goes first", { timeout: leftMsMax }, async () => {
  const { broker, bus } = await aBusOnADeafBroker();
  say(bus, "a");
  await until(() => broker.heard.length > 0);

  const left = bus.close();
  broker.stop();
  await left;

  expect(bus.state).toBe("closed");
});

it("leaves after a link that broke with words under way", { timeout: leftMsMax }, async () => {
  const { broker, bus } = await aBusOnADeafBroker();
  say(bus, "a");
  await until(() => broker.heard.length > 0);
  broker.breakLinks();
  await until(() => bus.state === "lost");
  await until(() => bus.state === "live");

  await bus.close();

  expect(bus.state).toBe("closed");
});

it("says again what was not acknowledged when the link broke, before anything newer", async () => {
  const { broker, bus } = await aBusOnADeafBroker();
  say(bus, "a");
  say(bus, "b");
  await until(() => broker.heard.length === 2);
  bus.onLink((state) => state === "live" && say(bus, "d"));

  broker.breakLinks();
  await until(() => bus.state === "lost");
  say(bus, "c");
  await until(() => broker.heard.length === 6);

  expect(broker.heard).toEqual(["a", "b", "a", "b", "c", "d"]);
  expect(bus.dropped).toBe(0);
});
