import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ScaledClock } from "@floorplane/runtime/clock/scaled-clock";
import { silentLog } from "@floorplane/runtime/log";
import type { PortState, ValueChange } from "@floorplane/runtime/machine-port";
import { seededRandom } from "@floorplane/runtime/random";
import {
  DataType,
  type MonitoredItem,
  MonitoringMode,
  OPCUACertificateManager,
  OPCUAServer,
  type OperationLimitsOptions,
  StatusCodes,
  type UAVariable,
  Variant,
} from "node-opcua";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { OpcUaConnector } from "./opcua-port.ts";

const wall = new ScaledClock({ wallMs: 0, houseMs: 0, speed: 1 });
const later = (ms: number) => new Promise<void>((resolve) => wall.at(wall.now() + ms, resolve));
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await later(10);
}
const folder = mkdtempSync(join(tmpdir(), "opcua-port-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = Date.UTC(2026, 4, 4, 8);

/** A real server with one climate box and one station, whose job refuses the text "full". */
async function aServer(port = 0, devices = ["BOX", "PLC"], operationLimits: OperationLimitsOptions = {}) {
  const monitored: MonitoredItem[] = [];
  const server = new OPCUAServer({
    port,
    hostname: "127.0.0.1",
    host: "127.0.0.1",
    allowAnonymous: true,
    disableDiscovery: true,
    serverCapabilities: { operationLimits },
    onCreateMonitoredItem: async (_subscription, item) => {
      monitored.push(item as MonitoredItem);
      return StatusCodes.Good;
    },
    serverCertificateManager: new OPCUACertificateManager({ rootFolder: join(folder, "server") }),
  });
  await server.initialize();
  const namespace = server.engine.addressSpace!.getOwnNamespace();
  const variables = new Map<string, UAVariable>();
  const jobs: string[] = [];
  for (const device of devices) {
    const object = namespace.addObject({
      organizedBy: namespace.addressSpace.rootFolder.objects,
      browseName: device,
      nodeId: `s=${device}`,
    });
    const variable = (name: string, dataType: DataType) => {
      const added = namespace.addVariable({
        componentOf: object,
        browseName: name,
        nodeId: `s=${device}.${name}`,
        dataType,
        minimumSamplingInterval: 50,
      });
      variables.set(`${device}.${name}`, added);
      return added;
    };
    variable("Temperature", DataType.Double);
    variable("Status.Finished", DataType.String);
    variable("Command.Job", DataType.String).bindVariable(
      {
        get: () => new Variant({ dataType: DataType.String, value: jobs.at(-1) ?? "" }),
        set: (given: Variant) => {
          if (given.value === "full") return StatusCodes.BadResourceUnavailable;
          jobs.push(String(given.value));
          return StatusCodes.Good;
        },
      },
      true,
    );
  }
  const set = (name: string, value: number | string, time = at, status = StatusCodes.Good): void => {
    const dataType = typeof value === "string" ? DataType.String : DataType.Double;
    variables.get(name)!.setValueFromSource(new Variant({ dataType, value }), status, new Date(time));
  };
  set("BOX.Temperature", 19.5);
  for (const device of devices) set(`${device}.Status.Finished`, "[]");
  let reads = 0;
  server.on("request", (request) => {
    if (request.constructor.name === "ReadRequest") reads++;
  });
  await server.start();
  let stopped = false;
  const stop = async (): Promise<void> => {
    if (!stopped) await server.shutdown(0);
    stopped = true;
  };
  onTestFinished(stop);
  return {
    monitored,
    /** Read requests so far: what the driver's watchdog asks. */
    reads: () => reads,
    port: server.endpoints[0]!.port,
    address: `opc.tcp://127.0.0.1:${server.endpoints[0]!.port}`,
    set,
    jobs,
    server,
    stop,
  };
}

const aConnector = () =>
  new OpcUaConnector({
    certificates: join(folder, "client"),
    timers: wall,
    clock: { now: () => 42_000 },
    random: seededRandom(1),
    log: silentLog,
    requestMs: 3_000,
    watchdogMs: 200,
  });

function watched(connector: OpcUaConnector, device: string, address: string, names: readonly string[]) {
  const port = connector.connect(device, address);
  const links: PortState[] = [];
  const heard: ValueChange[] = [];
  port.onLink((state) => links.push(state));
  port.watch(names, (change) => heard.push(change));
  onTestFinished(() => port.close());
  return { port, links, heard };
}

describe("a machine on OPC UA", { timeout: 30_000 }, () => {
  it("a server that takes two nodes a request is read in pieces, and its link stands", async () => {
    const names = ["BOX", "B", "C", "D", "E"];
    const server = await aServer(0, names, { maxNodesPerRead: 2, maxMonitoredItemsPerCall: 2 });
    const connector = aConnector();

    const machines = names.map((name) =>
      watched(connector, name, server.address, ["Temperature", "Status.Finished", "Command.Job"]),
    );
    await until(() => machines.every(({ heard }) => heard.some(({ name }) => name === "Status.Finished")));
    const before = server.reads();
    // Two rounds of the watchdog over all of them, each in eight reads.
    await until(() => server.reads() >= before + 16);
    for (const name of names) server.set(`${name}.Temperature`, 21, at + 60_000);
    await until(() => machines.every(({ heard }) => heard.some(({ value }) => value === 21)));

    expect(machines.map(({ links }) => links)).toEqual(names.map(() => ["live"]));
  });

  it("tells the present value first, then each change with its own time", async () => {
    const server = await aServer();

    const box = watched(aConnector(), "BOX", server.address, ["Temperature"]);
    await until(() => box.heard.length === 1);
    server.set("BOX.Temperature", 20, at + 10_000);
    await until(() => box.heard.length === 2);
    server.set("BOX.Temperature", 20, at + 20_000);
    await until(() => box.heard.length === 3);
    server.set("BOX.Temperature", 20, at + 30_000, StatusCodes.BadSensorFailure);
    await until(() => box.heard.length === 4);

    expect(box.links).toEqual(["live"]);
    expect(box.heard.map(({ value, quality, at: time }) => [value, quality, time - at])).toEqual([
      [19.5, "good", 0],
      [20, "good", 10_000],
      [20, "good", 20_000],
      [20, "bad", 30_000],
    ]);
  });

  it("shares one session with the other machines of its server", async () => {
    const server = await aServer();
    const connector = aConnector();

    const machines = ["BOX", "PLC"].map((device) =>
      watched(connector, device, server.address, ["Status.Finished"]),
    );
    await until(() => machines.every(({ heard }) => heard.length > 0));

    expect(server.server.engine.currentSessionCount).toBe(1);
  });

  it("says whether a value was taken or refused", async () => {
    const server = await aServer();
    const station = watched(aConnector(), "PLC", server.address, ["Status.Finished"]);
    await until(() => station.links.includes("live"));
    const write = (value: string) =>
      new Promise((resolve) => station.port.write("Command.Job", value, resolve));

    expect(await write("J1")).toBe(true);
    expect(await write("full")).toBe(false);
    expect(server.jobs).toEqual(["J1"]);
  });

  it("takes no write while nobody is there", async () => {
    const station = watched(aConnector(), "PLC", "opc.tcp://127.0.0.1:1", ["Status.Finished"]);
    await until(() => station.links.includes("broken"));

    const taken = await new Promise((resolve) => station.port.write("Command.Job", "J1", resolve));

    expect(taken).toBe(false);
  });

  it("says bad for a value that the server does not have", async () => {
    const server = await aServer();

    const box = watched(aConnector(), "BOX", server.address, ["Temperature", "Nonsense"]);
    await until(() => box.heard.some(({ name }) => name === "Temperature"));
    server.set("BOX.Temperature", 21, at + 1);
    await until(() => box.heard.some(({ value }) => value === 21));
    const checksBefore = server.reads();
    await until(() => server.reads() > checksBefore + 3);

    expect(box.heard.filter(({ name }) => name === "Nonsense")).toMatchObject([{ quality: "bad" }]);
    expect(box.links).toEqual(["live"]);
  });

  it("finds its server again after a restart and hears what changed meanwhile", async () => {
    const before = await aServer();
    const box = watched(aConnector(), "BOX", before.address, ["Temperature"]);
    await until(() => box.heard.length === 1);

    await before.stop();
    await until(() => box.links.at(-1) === "broken");
    const after = await aServer(before.port);
    after.set("BOX.Temperature", 23, at + 60_000);
    await until(() => box.heard.at(-1)?.value === 23);
    after.set("BOX.Temperature", 24, at + 70_000);
    await until(() => box.heard.at(-1)?.value === 24);

    expect(box.links).toEqual(["live", "broken", "live"]);
  });

  it("builds a subscription anew that lives on without telling anything", async () => {
    const server = await aServer();
    const box = watched(aConnector(), "BOX", server.address, ["Temperature"]);
    await until(() => box.heard.length === 1);

    // The session stays and answers; its subscription samples no more, as after a badly revived session.
    for (const item of server.monitored.splice(0)) item.setMonitoringMode(MonitoringMode.Disabled);
    server.set("BOX.Temperature", 25, at + 10_000);
    await until(() => box.heard.at(-1)?.value === 25);

    expect(box.links).toEqual(["live", "broken", "live"]);
  });

  it("refuses an address that is none", () => {
    expect(() => aConnector().connect("BOX", "modbus-tcp://x")).toThrow(/must read opc.tcp/);
  });
});
