/**
 * Machines and boxes on a real OPC UA server (node-opcua): each value is a variable `ns=1;s=<device>.<name>`. Without security, for the loopback of a demo;
 * a real machine brings its own server.
 */

import { climateValues, stationValues } from "@floorplane/contracts/devices.schema";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { Log } from "@floorplane/runtime/log";
import type { Value, ValueStore } from "@floorplane/runtime/machine-port";
import {
  DataType,
  MessageSecurityMode,
  type Namespace,
  OPCUACertificateManager,
  OPCUAServer,
  SecurityPolicy,
  StatusCodes,
  type UAObject,
  Variant,
} from "node-opcua";

/** The house and a few who look. */
const sessionsMax = 50;
/** Every name that a machine or box may show, with its type; `Command.Job` may be written. */
const typeOf: Readonly<Record<string, DataType>> = {
  [stationValues.state]: DataType.Int32,
  [stationValues.queue]: DataType.Int32,
  [stationValues.finished]: DataType.String,
  [stationValues.job]: DataType.String,
  [climateValues.temperature]: DataType.Double,
  [climateValues.humidity]: DataType.Double,
};
const writable: ReadonlySet<string> = new Set([stationValues.job]);
/** Which names a machine of a kind has, whether it has shown them yet or not. */
export const machineNames = {
  station: Object.values(stationValues),
  climate: Object.values(climateValues),
} as const;

export interface OpcUaMachine {
  readonly device: string;
  readonly kind: keyof typeof machineNames;
  readonly store: ValueStore;
}

export interface OpcUaServerOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly machines: readonly OpcUaMachine[];
  /** Folder for the server's own certificate, made when missing. */
  readonly certificates: string;
  readonly log: Log;
}

export class OpcUaMachines {
  readonly #options: OpcUaServerOptions;
  readonly #ends: (() => void)[] = [];
  #server: OPCUAServer | undefined;

  constructor(options: OpcUaServerOptions) {
    this.#options = options;
  }

  /** Answers the address that drivers connect to: `opc.tcp://host:port`. */
  async start(): Promise<string> {
    const { host, port, machines, certificates, log } = this.#options;
    const server = new OPCUAServer({
      host,
      port,
      hostname: host,
      allowAnonymous: true,
      securityPolicies: [SecurityPolicy.None],
      securityModes: [MessageSecurityMode.None],
      serverCapabilities: { maxSessions: sessionsMax },
      disableDiscovery: true,
      serverCertificateManager: new OPCUACertificateManager({
        rootFolder: certificates,
        automaticallyAcceptUnknownCertificate: false,
      }),
      serverInfo: { applicationName: { text: "Floorplane simulator", locale: "en" } },
    });
    this.#server = server;
    try {
      await server.initialize();
      const namespace = server.engine.addressSpace!.getOwnNamespace();
      for (const machine of machines) this.#show(machine, namespace);
      await server.start();
    } catch (error) {
      this.#server = undefined;
      if (/EADDRINUSE/.test(String(error)))
        throw new FloorplaneError({
          code: "port-in-use",
          message: `OPC UA port ${port} of ${host} is in use; choose another or stop what uses it`,
          field: String(port),
        });
      throw error;
    }
    const bound = server.endpoints[0]!.port;
    log.info("opcua.listening", { host, port: bound, machines: machines.length });
    return `opc.tcp://${host}:${bound}`;
  }

  async stop(): Promise<void> {
    for (const end of this.#ends.splice(0)) end();
    const server = this.#server;
    this.#server = undefined;
    await server?.shutdown(0);
  }

  #show({ device, kind, store }: OpcUaMachine, namespace: Namespace): void {
    const object: UAObject = namespace.addObject({
      organizedBy: namespace.addressSpace.rootFolder.objects,
      browseName: device,
      nodeId: `s=${device}`,
    });
    for (const name of machineNames[kind]) {
      const dataType = typeOf[name]!;
      const variable = namespace.addVariable({
        componentOf: object,
        browseName: name,
        nodeId: `s=${device}.${name}`,
        dataType,
        minimumSamplingInterval: 100,
        accessLevel: writable.has(name) ? "CurrentRead | CurrentWrite" : "CurrentRead",
        userAccessLevel: writable.has(name) ? "CurrentRead | CurrentWrite" : "CurrentRead",
      });
      const say = (value: Value, at: number) =>
        variable.setValueFromSource(new Variant({ dataType, value }), StatusCodes.Good, new Date(at));
      if (writable.has(name)) {
        // The machine decides; a value that it does not take is not shown.
        variable.bindVariable(
          {
            get: () => new Variant({ dataType, value: store.get(name)?.value ?? "" }),
            set: (given: Variant) =>
              store.onWrite(name, given.value as Value) ? StatusCodes.Good : StatusCodes.BadTypeMismatch,
          },
          true,
        );
        continue;
      }
      const present = store.get(name);
      if (present) say(present.value, present.at);
      this.#ends.push(
        store.onChange((changed, value, at) => {
          if (changed === name) say(value, at);
        }),
      );
    }
  }
}
