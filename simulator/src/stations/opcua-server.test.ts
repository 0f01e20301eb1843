import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { climateValues, stationValues } from "@floorplane/contracts/devices.schema";
import { silentLog } from "@floorplane/runtime/log";
import { ValueStore } from "@floorplane/runtime/machine-port";
import {
  AttributeIds,
  ClientMonitoredItem,
  type ClientSession,
  DataType,
  type DataValue,
  OPCUACertificateManager,
  OPCUAClient,
  StatusCodes,
  TimestampsToReturn,
  Variant,
} from "node-opcua";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OpcUaMachines } from "./opcua-server.ts";

const certificates = mkdtempSync(join(tmpdir(), "floorplane-opcua-"));
const station = new ValueStore();
const box = new ValueStore();
const taken: string[] = [];
station.onWrite = (name, value) => {
  if (name !== stationValues.job || value === "nonsense") return false;
  taken.push(String(value));
  return true;
};
box.set(climateValues.temperature, 19.5, Date.UTC(2026, 4, 4));

let server: OpcUaMachines;
let client: OPCUAClient;
let session: ClientSession;
let address: string;

beforeAll(async () => {
  server = new OpcUaMachines({
    host: "127.0.0.1",
    port: 0,
    certificates,
    log: silentLog,
    machines: [
      { device: "PLC-PACK1", kind: "station", store: station },
      { device: "CLIMATE-3", kind: "climate", store: box },
    ],
  });
  address = await server.start();
  client = OPCUAClient.create({
    endpointMustExist: false,
    connectionStrategy: { maxRetry: 1 },
    clientCertificateManager: new OPCUACertificateManager({ rootFolder: join(certificates, "client") }),
  });
  await client.connect(address);
  session = await client.createSession();
});

afterAll(async () => {
  await session?.close();
  await client?.disconnect();
  await server?.stop();
  rmSync(certificates, { recursive: true, force: true });
});

const node = (device: string, name: string): string => `ns=1;s=${device}.${name}`;
const read = (nodeId: string): Promise<DataValue> =>
  session.read({ nodeId, attributeId: AttributeIds.Value });

describe("machines on OPC UA", () => {
  it("show what the store holds, with the device's own time", async () => {
    const value = await read(node("CLIMATE-3", climateValues.temperature));

    expect(value.value.value).toBe(19.5);
    expect(value.sourceTimestamp?.getTime()).toBe(Date.UTC(2026, 4, 4));
  });

  it("tell a subscriber each change", async () => {
    const subscription = await session.createSubscription2({
      requestedPublishingInterval: 20,
      publishingEnabled: true,
      requestedLifetimeCount: 1_000,
      requestedMaxKeepAliveCount: 50,
    });
    const item = ClientMonitoredItem.create(
      subscription,
      { nodeId: node("PLC-PACK1", stationValues.state), attributeId: AttributeIds.Value },
      { samplingInterval: 20, queueSize: 10 },
      TimestampsToReturn.Both,
    );
    const heard = new Promise<void>((resolve) =>
      item.on("changed", (value) => {
        if (value.value.value === 6) resolve();
      }),
    );
    await new Promise<void>((resolve) => item.on("initialized", () => resolve()));

    station.set(stationValues.state, 6, Date.UTC(2026, 4, 4, 1));

    await heard;
    await subscription.terminate();
  });

  it("hand a written job to the machine, and pass on its refusal", async () => {
    const write = (value: string) =>
      session.write({
        nodeId: node("PLC-PACK1", stationValues.job),
        attributeId: AttributeIds.Value,
        value: { value: new Variant({ dataType: DataType.String, value }) },
      });

    expect(await write('{"job":"J-1"}')).toBe(StatusCodes.Good);
    expect(await write("nonsense")).toBe(StatusCodes.BadTypeMismatch);
    expect(taken).toEqual(['{"job":"J-1"}']);
  });

  it("say in one sentence that the port is in use", async () => {
    const second = new OpcUaMachines({
      host: "127.0.0.1",
      port: Number(address.split(":").at(-1)),
      machines: [],
      certificates,
      log: silentLog,
    });

    await expect(second.start()).rejects.toMatchObject({ code: "port-in-use" });
  });
});
