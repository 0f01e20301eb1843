import fc from "fast-check";
import { generate, type Packet } from "mqtt-packet";
import { describe, expect, it } from "vitest";
import { PacketScanner } from "./packet-scanner.ts";

const connect = generate({ cmd: "connect", clientId: "c", protocolVersion: 4, clean: true, keepalive: 10 });
const packets: Packet[] = [
  { cmd: "publish", topic: "t", payload: Buffer.alloc(300), qos: 1, messageId: 7, dup: false, retain: false },
  { cmd: "publish", topic: "t", payload: "x", qos: 0, dup: false, retain: true },
  { cmd: "subscribe", messageId: 8, subscriptions: [{ topic: "t", qos: 1 }] },
  { cmd: "unsubscribe", messageId: 9, unsubscriptions: ["t"] },
  { cmd: "puback", messageId: 1 },
  { cmd: "pingreq" },
  { cmd: "disconnect" },
];

describe("the fixed header of a packet", () => {
  it("passes for everything a client may say, however the bytes arrive", () => {
    const talk = fc.array(fc.constantFrom(...packets), { maxLength: 20 });
    fc.assert(
      fc.property(talk, fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1 }), (said, cuts) => {
        const bytes = Buffer.concat([connect, ...said.map((packet) => generate(packet))]);
        const scanner = new PacketScanner(1_000);

        for (let at = 0, cut = 0; at < bytes.length; cut++) {
          const length = cuts[cut % cuts.length]!;
          expect(scanner.scan(bytes.subarray(at, at + length))).toBeUndefined();
          at += length;
        }

        expect(scanner.publishes).toBe(said.filter(({ cmd }) => cmd === "publish").length);
      }),
    );
  });

  it.each([
    ["not-connect-first", [0xc0, 0]],
    ["second-connect", [...connect, ...connect]],
    ["unknown-packet", [...connect, 0x20, 2, 0, 0]],
    ["unknown-packet", [...connect, 0xf0, 0]],
    ["reserved-bits", [...connect, 0x36, 2, 0, 0]],
    ["reserved-bits", [...connect, 0x80, 2, 0, 0]],
    ["reserved-bits", [0x11, 2]],
    ["too-long", [0x10, 0xe9, 0x07]],
    ["malformed-length", [0x10, 0x80, 0x80, 0x80, 0x80]],
  ] as const)("is refused as %s", (refusal, bytes) => {
    expect(new PacketScanner(1_000).scan(Uint8Array.from(bytes))).toBe(refusal);
  });
});
