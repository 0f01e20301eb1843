import { createRequire } from "node:module";
import { climateValues } from "@floorplane/contracts/devices.schema";
import { silentLog } from "@floorplane/runtime/log";
import { ValueStore } from "@floorplane/runtime/machine-port";
import { afterEach, describe, expect, it } from "vitest";
import { ModbusServer } from "./modbus-server.ts";

const { default: ModbusRTU } = createRequire(import.meta.url)(
  "modbus-serial",
) as typeof import("modbus-serial");

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function aLine(units: ReadonlyMap<number, ValueStore>) {
  const server = new ModbusServer({ host: "127.0.0.1", port: 0, units, log: silentLog });
  const port = await server.start();
  ends.push(() => server.stop());
  const client = new ModbusRTU();
  client.setTimeout(2_000);
  await client.connectTCP("127.0.0.1", { port });
  ends.push(() => new Promise((resolve) => client.close(() => resolve())));
  return { client, port };
}

function aBox(temperature: number, humidity: number): ValueStore {
  const store = new ValueStore();
  store.set(climateValues.temperature, temperature, 0);
  store.set(climateValues.humidity, humidity, 0);
  return store;
}

describe("climate boxes on Modbus TCP", () => {
  it("answer with signed tenths in input registers 1 and 2, each under its own unit id", async () => {
    const { client } = await aLine(
      new Map([
        [1, aBox(21.3, 44.5)],
        [9, aBox(-2.7, 80)],
      ]),
    );

    client.setID(1);
    const warm = await client.readInputRegisters(1, 2);
    client.setID(9);
    const cold = await client.readInputRegisters(1, 2);

    expect(warm.data).toEqual([213, 445]);
    expect(cold.buffer.readInt16BE(0)).toBe(-27);
    expect(cold.data[1]).toBe(800);
  });

  it("answer with an exception for a unit that is none and a register that is none", async () => {
    const { client } = await aLine(new Map([[1, aBox(20, 40)]]));

    client.setID(2);
    await expect(client.readInputRegisters(1, 1)).rejects.toThrow(/exception 11/i);
    client.setID(1);
    await expect(client.readInputRegisters(7, 1)).rejects.toThrow(/exception 2/i);
  });

  it("say in one sentence that the port is in use", async () => {
    const { port } = await aLine(new Map());
    const second = new ModbusServer({ host: "127.0.0.1", port, units: new Map(), log: silentLog });
    ends.push(() => second.stop());

    await expect(second.start()).rejects.toMatchObject({ code: "port-in-use" });
  });
});
