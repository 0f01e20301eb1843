import { createRequire } from "node:module";
import { createServer, type Server, type Socket } from "node:net";
import { modbusAddress } from "@floorplane/contracts/addresses";
import { ScaledClock } from "@floorplane/runtime/clock/scaled-clock";
import { silentLog } from "@floorplane/runtime/log";
import type { PortState, ValueChange } from "@floorplane/runtime/machine-port";
import { seededRandom } from "@floorplane/runtime/random";
import { describe, expect, it, onTestFinished } from "vitest";
import { ModbusConnector } from "./modbus-port.ts";

const { ServerTCP } = createRequire(import.meta.url)("modbus-serial") as typeof import("modbus-serial");
const wall = new ScaledClock({ wallMs: 0, houseMs: 0, speed: 1 });
const later = (ms: number) => new Promise<void>((resolve) => wall.at(wall.now() + ms, resolve));
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await later(5);
}
const house = { now: () => 42_000 };

/** A real server with what its registers hold, by unit; a unit without registers answers with an exception. */
async function aGateway(units: Record<number, readonly number[]>, port = 0) {
  const asked: number[] = [];
  const server = new ServerTCP(
    {
      getInputRegister(register: number, unit: number) {
        asked.push(unit);
        const value = units[unit]?.[register - 1];
        if (value === undefined) throw Object.assign(new Error("silent"), { modbusErrorCode: 11 });
        return value;
      },
    },
    { host: "127.0.0.1", port, unitID: 255 },
  );
  const inner = (server as unknown as { _server: Server })._server;
  const sockets = new Set<Socket>();
  inner.on("connection", (socket) => sockets.add(socket));
  if (!inner.listening) await new Promise((resolve) => inner.once("listening", resolve));
  const stop = (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  onTestFinished(stop);
  return { port: (inner.address() as { port: number }).port, units, asked, sockets, stop };
}

/** A gateway on bare TCP: units that are not there get no answer at all, as over RS-485. */
async function aDeafGateway(answering: ReadonlySet<number>) {
  const asked: number[] = [];
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      // MBAP header (transaction, protocol, length, unit), function, first register, count.
      for (let at = 0; at + 12 <= bytes.length; at += 12) {
        const unit = bytes[at + 6]!;
        asked.push(unit);
        if (!answering.has(unit)) continue;
        const answer = Buffer.from([0, 0, 0, 0, 0, 7, unit, 4, 4, 0, 200, 1, 144]);
        bytes.copy(answer, 0, at, at + 2);
        socket.write(answer);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return {
    port: (server.address() as { port: number }).port,
    asked,
    get connections() {
      return connections;
    },
  };
}

function aConnector() {
  return new ModbusConnector({
    timers: wall,
    clock: house,
    random: seededRandom(1),
    log: silentLog,
    pollMs: 20,
    requestMs: 60,
  });
}

function watched(connector: ModbusConnector, device: string, address: string) {
  const port = connector.connect(device, address);
  const links: PortState[] = [];
  const heard: ValueChange[] = [];
  port.onLink((state) => links.push(state));
  port.watch(["Temperature", "Humidity"], (change) => heard.push(change));
  onTestFinished(() => port.close());
  return { port, links, heard, last: (name: string) => heard.findLast((change) => change.name === name) };
}

describe("a climate box on Modbus TCP", () => {
  it("tells signed tenths with the time of the house", async () => {
    const gateway = await aGateway({ 1: [-185 & 0xffff, 512] });

    const box = watched(aConnector(), "BOX", `modbus-tcp://127.0.0.1:${gateway.port}/1`);
    await until(() => box.heard.length >= 4);

    expect(box.heard.slice(0, 2)).toEqual([
      { name: "Temperature", value: -18.5, quality: "good", at: 42_000 },
      { name: "Humidity", value: 51.2, quality: "good", at: 42_000 },
    ]);
    expect(box.links).toEqual(["live"]);
  });

  it("shares one connection with the other boxes of its gateway", async () => {
    const gateway = await aGateway({ 1: [200, 400], 2: [210, 410] });
    const connector = aConnector();

    const boxes = [1, 2].map((unit) =>
      watched(connector, `BOX${unit}`, `modbus-tcp://127.0.0.1:${gateway.port}/${unit}`),
    );
    await until(() => boxes.every(({ heard }) => heard.length >= 4));

    expect(boxes.map(({ last }) => last("Temperature")?.value)).toEqual([20, 21]);
    expect(gateway.sockets.size).toBe(1);
  });

  it("breaks alone when it answers with exceptions, and comes back", async () => {
    const gateway = await aGateway({ 1: [200, 400] });
    const connector = aConnector();
    const well = watched(connector, "BOX1", `modbus-tcp://127.0.0.1:${gateway.port}/1`);
    const ill = watched(connector, "BOX2", `modbus-tcp://127.0.0.1:${gateway.port}/2`);

    await until(() => ill.links.includes("broken"));
    gateway.units[2] = [150, 500];
    await until(() => ill.links.at(-1) === "live");

    expect(well.links).toEqual(["live"]);
    expect(ill.links).toEqual(["broken", "live"]);
    expect(gateway.sockets.size).toBe(1);
  });

  it("says bad when its probe is missing", async () => {
    const gateway = await aGateway({ 1: [0x7fff, 400] });

    const box = watched(aConnector(), "BOX", `modbus-tcp://127.0.0.1:${gateway.port}/1`);
    await until(() => box.heard.length >= 2);

    expect(box.last("Temperature")?.quality).toBe("bad");
    expect(box.last("Humidity")).toMatchObject({ value: 40, quality: "good" });
  });

  it.each([
    ["0xffff, which could be -0.1", [0xffff, 400], ["bad", "good"]],
    ["0x8000", [0x8000, 400], ["bad", "good"]],
    ["all ones", [0xffff, 0xffff], ["bad", "bad"]],
    ["nothing but zeros", [0, 0], ["bad", "bad"]],
    ["frost that is one", [-1 - 1 + 0x10000, 400], ["good", "good"]],
    ["a zero that is one", [0, 400], ["good", "good"]],
  ])("reads a missing probe for what it is: %s", async (_, registers, qualities) => {
    const gateway = await aGateway({ 1: registers });

    const box = watched(aConnector(), "BOX", `modbus-tcp://127.0.0.1:${gateway.port}/1`);
    await until(() => box.heard.length >= 2);

    expect(["Temperature", "Humidity"].map((name) => box.last(name)?.quality)).toEqual(qualities);
  });

  it("three silent units starve no healthy one behind the same gateway, and the line stands", async () => {
    const gateway = await aDeafGateway(new Set([4]));
    const connector = aConnector();
    const silent = [1, 2, 3].map((unit) =>
      watched(connector, `BOX${unit}`, `modbus-tcp://127.0.0.1:${gateway.port}/${unit}`),
    );
    const well = watched(connector, "BOX4", `modbus-tcp://127.0.0.1:${gateway.port}/4`);

    await until(() => silent.every(({ links }) => links.includes("broken")));
    const before = gateway.asked.length;
    await until(() => gateway.asked.slice(before).filter((unit) => unit === 4).length >= 20);

    const lately = gateway.asked.slice(before);
    expect(well.links).toEqual(["live"]);
    expect(gateway.connections).toBe(1);
    // Of every two requests one at least goes to who answers.
    expect(lately.filter((unit) => unit === 4).length).toBeGreaterThanOrEqual(lately.length / 2);
  });

  it("hears a silent unit again once it answers", async () => {
    const answering = new Set([2]);
    const gateway = await aDeafGateway(answering);
    const connector = aConnector();
    const [ill, well] = [1, 2].map((unit) =>
      watched(connector, `BOX${unit}`, `modbus-tcp://127.0.0.1:${gateway.port}/${unit}`),
    );
    await until(() => ill!.links.includes("broken"));

    answering.add(1);
    await until(() => ill!.links.at(-1) === "live");

    expect(well!.links).toEqual(["live"]);
    expect(gateway.connections).toBe(1);
  });

  it("opens a half-open connection anew when nothing answers", async () => {
    const deaf = createServer((socket) => socket.on("error", () => {}).resume());
    await new Promise<void>((resolve) => deaf.listen(0, "127.0.0.1", resolve));
    const { port } = deaf.address() as { port: number };
    let connections = 0;
    deaf.on("connection", () => connections++);
    onTestFinished(() => void deaf.close());

    const box = watched(aConnector(), "BOX", `modbus-tcp://127.0.0.1:${port}/1`);
    await until(() => connections >= 2);

    expect(box.links).toEqual(["broken"]);
    expect(box.heard).toEqual([]);
  });

  it("finds its gateway again after a restart", async () => {
    const before = await aGateway({ 1: [200, 400] });
    const box = watched(aConnector(), "BOX", `modbus-tcp://127.0.0.1:${before.port}/1`);
    await until(() => box.heard.length >= 2);

    await before.stop();
    await until(() => box.links.at(-1) === "broken");
    await aGateway({ 1: [220, 400] }, before.port);
    await until(() => box.last("Temperature")?.value === 22);

    expect(box.links).toEqual(["live", "broken", "live"]);
  });

  it("takes no writes", async () => {
    const gateway = await aGateway({ 1: [200, 400] });
    const box = watched(aConnector(), "BOX", `modbus-tcp://127.0.0.1:${gateway.port}/1`);

    const taken = await new Promise((resolve) => box.port.write("Temperature", 1, resolve));

    expect(taken).toBe(false);
  });
});

describe("a Modbus address", () => {
  it("names host, port and unit, with the usual ones for what is left out", () => {
    expect(modbusAddress("modbus-tcp://10.0.0.7:1502/3")).toEqual({ host: "10.0.0.7", port: 1502, unit: 3 });
    expect(modbusAddress("modbus-tcp://gateway.local")).toEqual({
      host: "gateway.local",
      port: 502,
      unit: 1,
    });
  });

  it.each(["", "opc.tcp://x", "modbus-tcp://", "modbus-tcp://x:99999", "modbus-tcp://x:1/248"])(
    "is refused when it reads %j",
    (address) => {
      expect(() => modbusAddress(address)).toThrow(/must read modbus-tcp/);
    },
  );
});
