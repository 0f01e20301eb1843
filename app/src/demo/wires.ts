/** Which machine of a simulated site speaks which wire, and where: one OPC UA server and one Modbus gateway for all of them. */
import type { Site } from "@floorplane/contracts/site";
import { loopback } from "../running/ports.ts";

export interface MachineWires {
  readonly opcua: readonly { readonly device: string; readonly kind: "station" | "climate" }[];
  readonly modbus: readonly { readonly device: string; readonly unit: number }[];
}

export function machineWires({ devices }: Site): MachineWires {
  const on = (wire: "opcua" | "modbus") => devices.filter((row) => row.wire === wire);
  return {
    opcua: on("opcua").map(({ device, kind }) => ({
      device,
      kind: kind === "station" ? "station" : "climate",
    })),
    modbus: on("modbus").map(({ device }, index) => ({ device, unit: index + 1 })),
  };
}

/** Addresses by device and by printer, for the house. */
export function machineAddresses(
  site: Site,
  ports: { readonly opcua: number; readonly modbus: number; readonly printers: readonly number[] },
): Record<string, string> {
  const { opcua, modbus } = machineWires(site);
  return Object.fromEntries([
    ...opcua.map(({ device }) => [device, `opc.tcp://${loopback}:${ports.opcua}`]),
    ...modbus.map(({ device, unit }) => [device, `modbus-tcp://${loopback}:${ports.modbus}/${unit}`]),
    ...(site.printers ?? []).map(({ printer }, index) => [printer, `${loopback}:${ports.printers[index]}`]),
  ]);
}
