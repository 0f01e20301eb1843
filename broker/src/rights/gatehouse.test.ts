import { RobotId } from "@floorplane/contracts/ids";
import { filterOf, topics } from "@floorplane/contracts/topics";
import { silentLog } from "@floorplane/runtime/log";
import { describe, expect, it } from "vitest";
import { Broker } from "../broker.ts";
import { defaultLimits } from "../limits.ts";
import {
  aBroker,
  account,
  accounts,
  later,
  maker,
  robot,
  tokenOf,
  until,
  wall,
} from "../testing/a-broker.testkit.ts";
import { type Account, tokenHash } from "./accounts.ts";
import { Gatehouse } from "./gatehouse.ts";

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

  it("keeps no retained command", async () => {
    const hall = await aBroker();
    const control = await hall.client("control");

    control.publish(robot("R01").order.text, "go", { retain: true });
    await control.closed;

    expect(hall.figures().retained).toBe(0);
  });

  it.each([
    { qos: 0, retain: true },
    { qos: 1, retain: false },
    { qos: 1, retain: true },
    { qos: 2, retain: true },
  ] as const)(
    "hears a robot's own state at QoS $qos, retained $retain, keeps none and cuts nobody off",
    async (how) => {
      const hall = await aBroker();
      const control = await hall.client("control");
      await control.hears(filterOf("state"));
      const device = await hall.client("R01");

      await device.publishAsync(robot("R01").state.text, "here", how);
      await device.publishAsync(robot("R01").state.text, "there", how);
      await until(() => control.heard.length === 2);

      expect(device.connected).toBe(true);
      expect(control.heard.map(({ retained }) => retained)).toEqual([false, false]);
      expect(hall.figures().retained).toBe(0);
    },
  );

  it("lets a robot speak on a topic of its maker's own, which nobody hears", async () => {
    const hall = await aBroker();
    const device = await hall.client("R01");

    await device.publishAsync("uagv/v2/acme/R01/diagnosis", "{}", { qos: 1, retain: true });

    expect(device.connected).toBe(true);
    expect(hall.figures()).toMatchObject({ publishesUnheard: 1, publishesRefused: 0, retained: 0 });
  });

  it("takes a robot under the prefix and with the client ids that its row names, and under no other", async () => {
    const odd: Account = {
      ...account("R09", "robot"),
      prefix: "plant/vda5050/v3",
      foreignClientIds: ["paho*"],
    };
    const hall = await aBroker({ accounts: [...accounts, odd] });
    const control = await hall.client("control");
    await control.hears(filterOf("connection", undefined, odd.prefix));
    const its = topics.connection(maker, RobotId("R09"), odd.prefix);
    const device = await hall.client("R09", {
      clientId: "paho4711",
      will: { topic: its.text, payload: Buffer.from("BROKEN"), qos: 1, retain: true },
    });

    await device.publishAsync(its.text, "ONLINE", { qos: 1, retain: true });
    await until(() => control.heard.length === 1);
    // One robot is in once, whatever it calls itself this time.
    const again = await hall.client("R09", { clientId: "paho0815" });
    await device.closed;
    await until(() => control.heard.length === 2);
    again.publish(topics.state(maker, RobotId("R09")).text, "under the usual prefix");
    await again.closed;

    expect(control.heard.map(({ text }) => text)).toEqual(["ONLINE", "BROKEN"]);
    expect(await hall.knock("R09", { clientId: "other1" })).toBe(2);
    expect(hall.figures()).toMatchObject({ takeOvers: 1, publishesRefused: 1 });
  });

  it("lets a robot subscribe to all that is its own, and hands it orders and nothing else", async () => {
    const hall = await aBroker();
    const control = await hall.client("control");
    const device = await hall.client("R01");
    await device.hears("uagv/v2/acme/R01/#");

    await device.publishAsync(robot("R01").state.text, "here", { qos: 1 });
    await control.publishAsync(robot("R02").order.text, "not you");
    await control.publishAsync(robot("R01").order.text, "go");
    await until(() => device.heard.length > 0);

    expect(device.heard.map(({ topic }) => topic)).toEqual([robot("R01").order.text]);
  });

  it.each([
    ["an unknown user", "R01", { username: "nobody" }, 4],
    ["a wrong token", "R01", { password: "guess" }, 4],
    ["no credentials", "R01", { username: "", password: "" }, 4],
    ["a client id with a slash", "R01/x", {}, 2],
    ["a client id that pollutes", "__proto__", { username: "R01", password: tokenOf("R01") }, 2],
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

  it.each([
    ["none", 0, 300],
    ["an hour", 3_600, 300],
    ["two seconds", 2, 5],
    ["a quarter of a minute", 15, 15],
  ] as const)(
    "turns nobody away who names a keepalive of %s, and holds it to what a site asks",
    async (_, named, held) => {
      const hall = await aBroker();
      const gatehouse = new Gatehouse(defaultLimits, accounts, undefined, 0);

      const device = await hall.client("R01", { keepalive: named });

      expect(device.connected).toBe(true);
      expect(gatehouse.heldTo(named)).toBe(held);
    },
  );

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

  const aProgram = (...tokens: Account["tokens"]): Account => {
    const clientId = "program~erp";
    return { party: "program", clientId, username: clientId, self: "erp", tokens };
  };
  const come = { username: "program~erp", password: tokenOf("erp") };
  const old = { hash: tokenHash(tokenOf("erp")) };
  const fresh = { hash: tokenHash("its successor") };

  it("keeps the session of a program while its token is good beside another, and ends it within a second after", async () => {
    const hall = await aBroker({ accounts: [...accounts, aProgram(old)] });
    const program = await hall.client("program~erp", come);
    let isClosed = false;
    void program.closed.then(() => (isClosed = true));

    hall.broker.setAccounts([...accounts, aProgram({ ...old, untilMs: wall.now() + 800 }, fresh)]);
    await later(300);
    const isOpenBeside = !isClosed;
    await program.closed;

    expect(isOpenBeside).toBe(true);
    expect(await hall.knock("program~erp", come)).toBe(4);
    expect(await hall.knock("program~erp", { ...come, password: "its successor" })).toBe(0);
  });

  it("ends the session of a program at once that has no account any more, and of no other", async () => {
    const hall = await aBroker({ accounts: [...accounts, aProgram(old)] });
    const program = await hall.client("program~erp", come);
    const device = await hall.client("R01");
    const there = hall.figures().programs;

    hall.broker.setAccounts(accounts);
    await program.closed;

    expect(device.connected).toBe(true);
    expect([there, hall.figures().programs]).toEqual([["erp"], []]);
    expect(await hall.knock("program~erp", come)).toBe(4);
  });

  it("listens on loopback only, since it has no TLS", () => {
    expect(() => new Broker({ port: 0, host: "0.0.0.0", accounts, timers: wall, log: silentLog })).toThrow(
      /loopback/,
    );
  });
});
