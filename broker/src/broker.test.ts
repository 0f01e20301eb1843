import { mkdtempSync, rmSync } from "node:fs";
import { connect as connectSocket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { filterOf } from "@floorplane/contracts/topics";
import { silentLog } from "@floorplane/runtime/log";
import { describe, expect, it, onTestFinished } from "vitest";
import { Broker } from "./broker.ts";
import {
  aBroker,
  account,
  accounts,
  later,
  reads,
  robot,
  site,
  task,
  tokenOf,
  until,
  wall,
} from "./testing/a-broker.testkit.ts";

const allReads = filterOf("reads", site);

function aFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "broker-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "broker.sqlite");
}

describe("the way of a message", () => {
  it("leads from a robot to control, and from control to that robot alone", async () => {
    const hall = await aBroker();
    const control = await hall.client("control");
    const [first, second] = [await hall.client("R01"), await hall.client("R02")];
    await control.hears(filterOf("state"));
    for (const [id, each] of [
      ["R01", first],
      ["R02", second],
    ] as const)
      await each.hears(robot(id).order.text);

    first.publish(robot("R01").state.text, "here");
    control.publish(robot("R01").order.text, "go");
    await until(() => control.heard.length + first.heard.length >= 2);
    await later(50);

    expect(control.heard).toEqual([{ topic: robot("R01").state.text, text: "here", retained: false }]);
    expect(first.heard).toEqual([{ topic: robot("R01").order.text, text: "go", retained: false }]);
    expect(second.heard).toEqual([]);
  });

  it("ends with the last will of a robot that is cut off, and without it when the robot says good-bye", async () => {
    const hall = await aBroker();
    const control = await hall.client("control");
    await control.hears(filterOf("connection"));
    const will = (id: string) => ({
      will: {
        topic: robot(id).connection.text,
        payload: Buffer.from("BROKEN"),
        qos: 1 as const,
        retain: true,
      },
    });

    const cut = await hall.client("R01", will("R01"));
    const polite = await hall.client("R02", will("R02"));
    cut.stream.destroy();
    await polite.endAsync();
    await until(() => control.heard.length > 0);
    await later(50);

    expect(control.heard).toEqual([{ topic: robot("R01").connection.text, text: "BROKEN", retained: false }]);
  });
});

describe("who may do what (FAULTS F2 to F8)", () => {
  it("closes on a robot that speaks for another, and tells nobody what it said", async () => {
    const hall = await aBroker();
    const control = await hall.client("control");
    await control.hears(filterOf("state"));
    const thief = await hall.client("R01");

    thief.publish(robot("R02").state.text, "I am R02");
    await thief.closed;

    expect(control.heard).toEqual([]);
    expect(hall.figures().publishesRefused).toBe(1);
  });

  it("closes on a device that gives orders", async () => {
    const hall = await aBroker();
    const victim = await hall.client("R01");
    await victim.hears(robot("R01").order.text);
    const intruder = await hall.client("RDR-R01");

    intruder.publish(robot("R01").order.text, "go");
    await intruder.closed;

    expect(victim.heard).toEqual([]);
  });

  it("refuses a last will on a topic of another at CONNECT", async () => {
    const hall = await aBroker();

    const code = await hall.knock("R01", {
      will: { topic: robot("R02").connection.text, payload: Buffer.from("BROKEN"), qos: 1, retain: true },
    });

    expect(code).toBe(5);
    expect(hall.figures().willsRefused).toBe(1);
  });

  it("keeps no retained command or state", async () => {
    const hall = await aBroker();
    const control = await hall.client("control");
    const poisoner = await hall.client("R01");

    control.publish(robot("R01").order.text, "go", { retain: true });
    poisoner.publish(robot("R01").state.text, "here", { retain: true });
    await Promise.all([control.closed, poisoner.closed]);

    expect(hall.figures().retained).toBe(0);
  });

  it.each([
    ["an unknown user", "R01", { username: "nobody" }, 4],
    ["a wrong token", "R01", { password: "guess" }, 4],
    ["no credentials", "R01", { username: "", password: "" }, 4],
    ["a client id with a slash", "R01/x", {}, 2],
    ["a client id that pollutes", "__proto__", { username: "R01", password: tokenOf("R01") }, 2],
    ["no keepalive", "R01", { keepalive: 0 }, 5],
    ["a keepalive of an hour", "R01", { keepalive: 3_600 }, 5],
  ] as const)("refuses %s", async (_, clientId, more, code) => {
    const hall = await aBroker();

    expect(
      await hall.knock(clientId, {
        username: clientId.slice(0, 3),
        password: tokenOf(clientId.slice(0, 3)),
        ...more,
      }),
    ).toBe(code);
    expect(hall.figures().clients).toBe(0);
  });

  it("refuses an empty client id with a persistent session, as the standard asks [MQTT-3.1.3-8]", async () => {
    const hall = await aBroker();
    const socket = await hall.socket();
    const answers: Buffer[] = [];
    socket.on("data", (data) => answers.push(data as Buffer));

    // CONNECT, MQTT level 4, clean session 0, keepalive 10, empty client id.
    socket.write(Buffer.from([0x10, 12, 0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 0, 0, 10, 0, 0]));
    await new Promise((resolve) => socket.once("close", resolve));

    expect([...Buffer.concat(answers)]).toEqual([0x20, 2, 0, 2]);
  });

  it("lets control open more connections under names of its own, and nobody else", async () => {
    const hall = await aBroker();

    const [first, second] = [await hall.client("control"), await hall.client("control~fleet")];
    const other = await hall.knock("R01~x", { username: "R01", password: tokenOf("R01") });

    expect(first.connected && second.connected).toBe(true);
    expect(other).toBe(2);
  });

  it("lets no device take a client id under control's name", () => {
    const clash = [...accounts, account("control~fleet", "device")];

    expect(
      () => new Broker({ port: 0, host: "127.0.0.1", accounts: clash, timers: wall, log: silentLog }),
    ).toThrow(/belong to control/);
  });

  it("listens on loopback only, since it has no TLS", () => {
    expect(() => new Broker({ port: 0, host: "0.0.0.0", accounts, timers: wall, log: silentLog })).toThrow(
      /loopback/,
    );
  });
});

describe("what the parts we build on would let through (FAULTS 1)", () => {
  it("1: acknowledges no QoS 1 message that it refuses", async () => {
    const hall = await aBroker();
    const device = await hall.client("RDR-R01");

    const answer = device.publishAsync(reads("OTHER").text, "{}", { qos: 1 }).then(
      () => "acknowledged",
      () => "refused",
    );
    await device.closed;
    device.end(true);

    expect(await answer).toBe("refused");
  });

  it("2: cuts a frozen hearer within a second while the others hear everything", {
    timeout: 20_000,
  }, async () => {
    const hall = await aBroker({
      limits: {
        publishesPerSecond: { control: 1e6, robot: 1e6, device: 1e6, handheld: 1e6, viewer: 1e6 },
        bytesPerSecond: { control: 1e9, robot: 1e9, device: 1e9, handheld: 1e9, viewer: 1e9 },
      },
    });
    const healthy = await hall.client("control");
    await healthy.hears(filterOf("state"));
    await hall.frozen("screen", filterOf("state"));
    const robots = await hall.client("R01");
    const payload = Buffer.alloc(4_096, 65);
    let sent = 0;
    let longestGapMs = 0;
    let lastAt = wall.now();
    healthy.on("message", () => {
      longestGapMs = Math.max(longestGapMs, wall.now() - lastAt);
      lastAt = wall.now();
    });

    while (hall.figures().cutSlow === 0 || sent < 5_000) {
      for (let n = 0; n < 50; n++, sent++) robots.publish(robot("R01").state.text, payload);
      await later(5);
    }
    await until(() => healthy.heard.length === sent);

    expect(hall.figures().cutSlow).toBe(1);
    expect(longestGapMs).toBeLessThan(1_000);
    expect(hall.figures().clients).toBe(2);
  });

  it("3: closes at once on a stranger that announces 256 MB", async () => {
    const hall = await aBroker();
    const socket = await hall.socket();
    const closed = new Promise((resolve) => socket.once("close", resolve));

    socket.write(Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f, 0, 4]));
    await closed;

    expect(hall.figures().packetsRefused).toBe(1);
  });

  it("3: holds clients to the packet length of their party", async () => {
    const hall = await aBroker();
    const [control, device] = [await hall.client("control"), await hall.client("R01")];
    await control.hears(filterOf("state"));

    device.publish(robot("R01").state.text, Buffer.alloc(200_000));
    await until(() => control.heard.length === 1);
    device.publish(robot("R01").state.text, Buffer.alloc(300_000));
    await device.closed;
    control.publish(robot("R01").order.text, Buffer.alloc(300_000));
    await control.publishAsync(task("T1").text, "x", { qos: 1, retain: true });

    expect(hall.figures().packetsRefused).toBe(1);
  });

  it("4: keeps at most the newest thousand messages for a session that is away", async () => {
    const hall = await aBroker({
      limits: { publishesPerSecond: { control: 1e6, robot: 1e6, device: 1e6, handheld: 1e6, viewer: 1e6 } },
    });
    const away = await hall.client("screen", { clean: false });
    await away.hears(allReads);
    away.end(true);
    await away.closed;
    const reader = await hall.client("RDR-R01");

    for (let n = 0; n < 3_000; n++) reader.publish(reads("RDR-R01").text, String(n), { qos: 1 });
    await until(() => hall.figures().queuedDropped === 2_000);
    const { queued } = hall.figures();
    const back = await hall.client("screen", { clean: false });
    await until(() => back.heard.length >= 1_000);

    expect(queued).toBe(1_000);
    expect(back.heard[0]?.text).toBe("2000");
    expect(back.heard.at(-1)?.text).toBe("2999");
    await until(() => hall.figures().queued === 0);
  });

  it("4: keeps at most so many retained topics and says how many it dropped", async () => {
    const hall = await aBroker({ limits: { retainedMax: 10 } });
    const control = await hall.client("control");

    for (let n = 0; n < 15; n++)
      await control.publishAsync(task(`T${n}`).text, "count", { qos: 1, retain: true });

    expect(hall.figures()).toMatchObject({ retained: 10, retainedDropped: 5 });
  });

  it("5: gives nobody the session of another", async () => {
    const hall = await aBroker();
    const owner = await hall.client("screen", { clean: false });
    await owner.hears(allReads);
    owner.end(true);
    await owner.closed;
    const reader = await hall.client("RDR-R01");
    await reader.publishAsync(reads("RDR-R01").text, "secret", { qos: 1 });

    const code = await hall.knock("screen", { clean: false, username: "HH1", password: tokenOf("HH1") });

    expect(code).toBe(2);
    expect(hall.figures().queued).toBe(1);
  });

  it("6: delivers nothing of what waited to a client that lost its right", async () => {
    const hall = await aBroker({ stateFile: aFile() });
    const viewer = await hall.client("screen", { clean: false });
    await viewer.hears(allReads);
    viewer.end(true);
    await viewer.closed;
    const reader = await hall.client("RDR-R01");
    await reader.publishAsync(reads("RDR-R01").text, "secret", { qos: 1 });

    const demoted = accounts.map((each) =>
      each.username === "screen" ? account("screen", "handheld") : each,
    );
    hall.broker.setAccounts(demoted);
    const back = await hall.client("screen", { clean: false });
    await reader.publishAsync(reads("RDR-R01").text, "another", { qos: 1 });
    await later(50);

    expect(back.heard).toEqual([]);
    expect(hall.figures().queued).toBe(0);
  });

  it("6: forgets what a revoked robot left and cuts it at once", async () => {
    const hall = await aBroker();
    const device = await hall.client("R01", {
      will: { topic: robot("R01").connection.text, payload: Buffer.from("BROKEN"), qos: 1, retain: true },
    });
    await device.publishAsync(robot("R01").connection.text, "ONLINE", { qos: 1, retain: true });

    hall.broker.setAccounts(accounts.filter(({ username }) => username !== "R01"));
    await device.closed;
    await later(50);

    expect(hall.figures()).toMatchObject({ retained: 0, clients: 0 });
    expect(await hall.knock("R01")).toBe(4);
  });

  it("7: refuses MQTT 5 by its own return code", async () => {
    const hall = await aBroker();
    const socket = await hall.socket();
    const answers: Buffer[] = [];
    socket.on("data", (data) => answers.push(data as Buffer));

    // CONNECT, MQTT level 5, clean start, keepalive 10, no properties, client id "x".
    socket.write(Buffer.from([0x10, 14, 0, 4, 0x4d, 0x51, 0x54, 0x54, 5, 2, 0, 10, 0, 0, 1, 0x78]));
    await new Promise((resolve) => socket.once("close", resolve));

    const answer = [...Buffer.concat(answers)];
    expect(answer.slice(0, 1)).toEqual([0x20]);
    expect(answer.at(3)).toBe(1);
  });

  it.each([
    "#",
    "+/+/+/+/+",
    "$SYS/#",
    "$share/g/floorplane/v1/hall/readers/+/reads",
    "a#",
    "a+",
    `${allReads}\0`,
    "a/b/c/d/e/f/g/h",
    "uagv/v2/acme/+/order",
    "floorplane/v1/barn/readers/+/reads",
  ])("7: answers 128 to the filter %j and sends nothing for it", async (filter) => {
    const hall = await aBroker();
    const handheld = await hall.client("HH1");

    const granted = await new Promise((resolve) => {
      handheld.once("packetreceive", (packet) =>
        resolve(packet.cmd === "suback" ? packet.granted : packet.cmd),
      );
      handheld.subscribe(filter, { qos: 0 }, () => {});
      // mqtt.js refuses some of these itself: sent as they are.
      (handheld as unknown as { _sendPacket(packet: object): void })._sendPacket({
        cmd: "subscribe",
        messageId: 77,
        subscriptions: [{ topic: filter, qos: 0 }],
      });
    });

    expect(granted).toEqual([128]);
  });
});

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
      limits: { publishesPerSecond: { control: 1e6, robot: 100, device: 100, handheld: 100, viewer: 100 } },
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

describe("a restart of the broker", () => {
  it("keeps retained messages and what waits for persistent sessions", async () => {
    const stateFile = aFile();
    const before = await aBroker({ stateFile });
    const control = await before.client("control");
    await control.publishAsync(task("T1").text, "count bin A", { qos: 1, retain: true });
    await control.publishAsync(task("T2").text, "count bin B", { qos: 1, retain: true });
    await control.publishAsync(task("T2").text, "", { qos: 1, retain: true });
    const viewer = await before.client("screen", { clean: false });
    await viewer.hears(allReads);
    viewer.end(true);
    await viewer.closed;
    const reader = await before.client("RDR-R01");
    await reader.publishAsync(reads("RDR-R01").text, "round 1", { qos: 1 });
    await until(() => before.figures().queued === 1);
    await before.broker.stop();

    const after = await aBroker({ stateFile });
    const handheld = await after.client("HH1");
    await handheld.hears(filterOf("task", site));
    const back = await after.client("screen", { clean: false });
    await until(() => handheld.heard.length > 0 && back.heard.length > 0);

    expect(handheld.heard).toEqual([{ topic: task("T1").text, text: "count bin A", retained: true }]);
    expect(back.heard.map(({ text }) => text)).toEqual(["round 1"]);
  });
});
