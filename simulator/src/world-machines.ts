/** A world's machines and boxes on real wires: one OPC UA server and one Modbus TCP server on given ports, and where the house finds each device. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { DeviceRow, Site } from "@floorplane/contracts/site";
import type { Log } from "@floorplane/runtime/log";
import type { ValueStore } from "@floorplane/runtime/machine-port";
import { ModbusServer, unitsMax } from "./climate/modbus-server.ts";
import { OpcUaMachines } from "./stations/opcua-server.ts";

export interface MachinePorts {
  readonly host: string;
  readonly opcUa: number;
  readonly modbus: number;
}

/** By device: `opc.tcp://host:port`, or `modbus-tcp://host:port/unit` with units from 1 in the order of the site's rows. MQTT devices have none. */
export function machineAddresses(
  site: Site,
  { host, opcUa, modbus }: MachinePorts,
): ReadonlyMap<string, string> {
  const addresses = new Map<string, string>();
  for (const { device, wire } of site.devices)
    if (wire === "opcua") addresses.set(device, `opc.tcp://${host}:${opcUa}`);
  for (const [unit, { device }] of unitsOf(site))
    addresses.set(device, `modbus-tcp://${host}:${modbus}/${unit}`);
  return addresses;
}

/** The same site with the addresses in its rows, as the control plane reads it. */
export function withAddresses(site: Site, ports: MachinePorts): Site {
  const addresses = machineAddresses(site, ports);
  return {
    ...site,
    devices: site.devices.map((row) => {
      const address = addresses.get(row.device);
      return address === undefined ? row : { ...row, address };
    }),
  };
}

export interface MachineServersOptions extends MachinePorts {
  readonly site: Site;
  readonly store: (device: string) => ValueStore | undefined;
  /** Folder for the OPC UA server's own certificate. */
  readonly certificates: string;
  readonly log: Log;
}

export class MachineServers {
  readonly #opcUa: OpcUaMachines;
  readonly #modbus: ModbusServer;

  constructor({ site, store, host, opcUa, modbus, certificates, log }: MachineServersOptions) {
    const machines = site.devices.flatMap(({ device, wire, kind }) => {
      const values = wire === "opcua" && kind !== "portal" ? store(device) : undefined;
      return values && kind !== "portal" ? [{ device, kind, store: values }] : [];
    });
    this.#opcUa = new OpcUaMachines({ host, port: opcUa, machines, certificates, log });
    const units = new Map<number, ValueStore>();
    for (const [unit, { device }] of unitsOf(site)) {
      const values = store(device);
      if (values) units.set(unit, values);
    }
    this.#modbus = new ModbusServer({ host, port: modbus, units, log });
  }

  async start(): Promise<void> {
    await Promise.all([this.#opcUa.start(), this.#modbus.start()]);
  }

  /** Safe to call twice. */
  async stop(): Promise<void> {
    await Promise.all([this.#opcUa.stop(), this.#modbus.stop()]);
  }
}

function unitsOf(site: Site): (readonly [number, DeviceRow])[] {
  const rows = site.devices.filter(({ wire }) => wire === "modbus");
  if (rows.length > unitsMax)
    throw new FloorplaneError({
      code: "bad-option",
      message: `${rows.length} Modbus boxes are more than the ${unitsMax} of one line; put some on another wire`,
      field: "devices",
    });
  return rows.map((row, index) => [index + 1, row] as const);
}
