/**
 * Climate boxes on a real Modbus TCP server (modbus-serial): one listener, one unit id a box. Input register 1 is temperature, 2 humidity, signed tenths
 * (the SHT20 class). A box that has measured nothing yet, or a unit that is none, answers with an exception, as a gateway does.
 */
import { createRequire } from "node:module";
import { climateValues } from "@floorplane/contracts/devices.schema";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { Log } from "@floorplane/runtime/log";
import type { ValueStore } from "@floorplane/runtime/machine-port";
import type { IServiceVector, ServerTCP as Server } from "modbus-serial";

// The package is CommonJS and adds its classes at run time, where a named import cannot see them.
const { ServerTCP } = createRequire(import.meta.url)("modbus-serial") as typeof import("modbus-serial");

/** Unit ids 1 to 247 are free on a Modbus line. */
export const unitsMax = 247;
/** modbus-serial's sign for: every unit id is ours. */
const anyUnit = 255;
const registers = new Map<number, string>([
  [1, climateValues.temperature],
  [2, climateValues.humidity],
]);
/** Modbus exception codes. */
const illegalDataAddress = 2;
const gatewayTargetSilent = 11;

export interface ModbusServerOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** By unit id, 1 to 247. */
  readonly units: ReadonlyMap<number, ValueStore>;
  readonly log: Log;
}

export class ModbusServer {
  readonly #options: ModbusServerOptions;
  #server: Server | undefined;

  constructor(options: ModbusServerOptions) {
    this.#options = options;
  }

  /** Answers the port it listens on. */
  start(): Promise<number> {
    const { host, port, log } = this.#options;
    return new Promise((resolve, reject) => {
      const server = new ServerTCP(this.#vector(), { host, port, unitID: anyUnit });
      this.#server = server;
      const inner = (server as unknown as { _server: import("node:net").Server })._server;
      inner.once("listening", () => {
        const address = inner.address();
        resolve(typeof address === "object" && address ? address.port : port);
      });
      inner.once("error", (error: NodeJS.ErrnoException) =>
        reject(
          error.code === "EADDRINUSE"
            ? new FloorplaneError({
                code: "port-in-use",
                message: `Modbus port ${port} of ${host} is in use; choose another or stop what uses it`,
                field: String(port),
              })
            : error,
        ),
      );
      server.on("socketError", (error) => log.debug("modbus.socketError", { why: String(error) }));
    });
  }

  stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    return new Promise((resolve) => (server ? server.close(() => resolve()) : resolve()));
  }

  #vector(): IServiceVector {
    const { units } = this.#options;
    return {
      getInputRegister(register: number, unit: number) {
        const store = units.get(unit);
        if (!store) throw exception(gatewayTargetSilent);
        const name = registers.get(register);
        const value = name === undefined ? undefined : store.get(name)?.value;
        if (typeof value !== "number") throw exception(illegalDataAddress);
        // Two's complement in 16 bits.
        return Math.round(value * 10) & 0xffff;
      },
    };
  }
}

const exception = (modbusErrorCode: number): Error =>
  Object.assign(new Error(`Modbus exception ${modbusErrorCode}`), { modbusErrorCode });
