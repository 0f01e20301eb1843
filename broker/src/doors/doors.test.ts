import { connect as connectSocket } from "node:net";
import { filterOf } from "@floorplane/contracts/topics";
import { describe, expect, it } from "vitest";
import { aBroker, robot, until } from "../testing/a-broker.testkit.ts";

describe("bounds at the door (FAULTS F9 to F13, B9)", () => {
  it("closes on a stranger that does not come to its CONNECT in time", async () => {
    const hall = await aBroker({ limits: { connectWithinMs: 200 } });
    const socket = await hall.socket();
    const closed = new Promise((resolve) => socket.once("close", resolve));

    socket.write(Buffer.from([0x10]));
    await closed;

    expect(hall.figures().connections).toBe(0);
  });

  it("lets the oldest stranger go when too many stand at the door", async () => {
    const hall = await aBroker({ limits: { strangersMax: 2 } });
    const oldest = await hall.socket();
    const closed = new Promise((resolve) => oldest.once("close", resolve));

    await hall.socket();
    await hall.socket();
    await closed;
    const client = await hall.client("R01");

    expect(client.connected).toBe(true);
  });

  it("grants a client so many filters and no more", async () => {
    const hall = await aBroker({ limits: { filtersPerClient: 3 } });
    const control = await hall.client("control");

    const first = await control.hears(robot("A").state.text, robot("B").state.text);
    const second = await control.hears(robot("C").state.text);
    const codes = await new Promise((resolve) => {
      control.on("packetreceive", (packet) => {
        if (packet.cmd === "suback") resolve(packet.granted);
      });
      control.subscribe([robot("D").state.text, robot("A").state.text], { qos: 1 }, () => {});
    });

    expect([...first, ...second]).toEqual([1, 1, 1]);
    expect(codes).toEqual([128, 1]);
  });

  it("reads a flooding sender more slowly and loses nothing of it", async () => {
    const hall = await aBroker({
      limits: {
        publishesPerSecond: {
          control: 1e6,
          robot: 100,
          device: 100,
          handheld: 100,
          program: 100,
          viewer: 100,
        },
      },
    });
    const control = await hall.client("control");
    await control.hears(filterOf("state"));
    const device = await hall.client("R01");

    for (let n = 0; n < 300; n++) device.publish(robot("R01").state.text, Buffer.alloc(3_000));
    await until(() => control.heard.length === 300);

    expect(hall.figures().throttled).toBeGreaterThan(0);
  });

  it("sends two devices with one identity into quarantine", async () => {
    const hall = await aBroker({ limits: { takeOversPerMinute: 3 } });

    const codes: (number | string)[] = [];
    for (let n = 0; n < 6; n++) codes.push(await hall.knock("R01"));

    expect(codes).toEqual([0, 0, 0, 0, 3, 3]);
    expect(hall.figures()).toMatchObject({ flapping: ["R01"], clients: 0 });
  });

  it("stays up under bytes that are no MQTT", async () => {
    const hall = await aBroker();
    const bytes = [
      [0x00, 0],
      [0x36, 2, 0, 0],
      [0x82, 2, 0, 0],
      [0x10, 0x80, 0x80, 0x80, 0x80, 1],
      [0x10, 2, 0, 4],
      [0x10, 12, 0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 0xff, 0, 10, 0, 0],
      [0xf0, 0],
    ];

    for (const each of bytes) {
      const socket = connectSocket({ host: "127.0.0.1", port: hall.port });
      socket.on("error", () => {});
      const closed = new Promise((resolve) => socket.once("close", resolve));
      socket.end(Buffer.from(each));
      await closed;
    }

    expect((await hall.client("R01")).connected).toBe(true);
  });
});
