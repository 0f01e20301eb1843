/** All drivers behind one door: the address of a device says which wire it is on. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { MachineConnector, MachinePort } from "@floorplane/runtime/machine-port";
import { ModbusConnector, type ModbusConnectorOptions } from "./modbus-port.ts";
import { OpcUaConnector, type OpcUaConnectorOptions } from "./opcua-port.ts";

export type DriversOptions = ModbusConnectorOptions & OpcUaConnectorOptions;

export class Drivers implements MachineConnector {
  readonly #modbus: ModbusConnector;
  readonly #opcUa: OpcUaConnector;

  constructor(options: DriversOptions) {
    this.#modbus = new ModbusConnector(options);
    this.#opcUa = new OpcUaConnector(options);
  }

  /** Throws `bad-option` for an address that no driver knows. */
  connect(device: string, address: string): MachinePort {
    if (address.startsWith("modbus-tcp:")) return this.#modbus.connect(device, address);
    if (address.startsWith("opc.tcp:")) return this.#opcUa.connect(device, address);
    throw new FloorplaneError({
      code: "bad-option",
      message: `device ${device}: address ${JSON.stringify(address)} must begin with modbus-tcp:// or opc.tcp://`,
      field: "address",
    });
  }
}
