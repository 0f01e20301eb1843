/** Addresses of machines as `site.yaml` names them: one reader for who judges a site and for who connects. */
import { FloorplaneError } from "./errors.ts";

const host = "[A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+\\]";
const modbus = new RegExp(`^modbus-tcp://(${host})(?::(\\d{1,5}))?(?:/(\\d{1,3}))?$`);
const opcUa = new RegExp(`^opc\\.tcp://(${host}):(\\d{1,5})(?:/\\S*)?$`);
const modbusPort = 502;
const modbusUnit = 1;
/** Beyond it, unit numbers of Modbus are reserved. */
const modbusUnitMax = 247;
const portMax = 65_535;

export interface ModbusAddress {
  readonly host: string;
  readonly port: number;
  readonly unit: number;
}

/** Throws `bad-option`. */
export function modbusAddress(address: string): ModbusAddress {
  const match = modbus.exec(address);
  const [, name = "", port, unit] = match ?? [];
  const found = {
    host: name.replace(/^\[|\]$/g, ""),
    port: Number(port ?? modbusPort),
    unit: Number(unit ?? modbusUnit),
  };
  if (!match || !isPort(found.port) || found.unit > modbusUnitMax)
    throw refused(
      address,
      `modbus-tcp://host:port/unit, with a port to ${portMax} and a unit to ${modbusUnitMax}`,
    );
  return found;
}

/** Throws `bad-option`. */
export function opcUaAddress(address: string): { readonly host: string; readonly port: number } {
  const [, name = "", port] = opcUa.exec(address) ?? [];
  if (name === "" || !isPort(Number(port))) throw refused(address, "opc.tcp://host:port");
  return { host: name, port: Number(port) };
}

const isPort = (port: number): boolean => port >= 1 && port <= portMax;

const refused = (address: string, form: string): FloorplaneError =>
  new FloorplaneError({
    code: "bad-option",
    message: `address ${JSON.stringify(address)} must read ${form}`,
    field: "address",
  });
