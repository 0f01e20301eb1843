/**
 * Packing stations and climate boxes as OPC UA machines (`opc.tcp://host:port`): a value named `Status.Finished` of device `PLC-1` is the node
 * `ns=1;s=PLC-1.Status.Finished`. Our certificate and the list of trusted servers live in a folder of our own; no unknown certificate is ever accepted.
 */
import { opcUaAddress } from "@floorplane/contracts/addresses";
import { secondMs } from "@floorplane/contracts/units";
import type { Clock, Timers } from "@floorplane/runtime/clock/clock";
import type { Log } from "@floorplane/runtime/log";
import type { MachineConnector, MachinePort, Value } from "@floorplane/runtime/machine-port";
import type { Random } from "@floorplane/runtime/random";
import { type DataValue, OPCUACertificateManager, setErrorLogger, setWarningLogger } from "node-opcua";
import { type EndpointDevice, OpcUaEndpoint } from "./opcua-endpoint.ts";
import { PortHearers } from "./port-hearers.ts";

export interface OpcUaConnectorOptions {
  /** Own certificate, private key and trust list (PKI); made when missing. */
  readonly certificates: string;
  /** The wall's clock, for deadlines. */
  readonly timers: Timers;
  /** The house's clock, for values whose source gives no time. */
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** How long one request may take, wall ms; 5 s if absent. */
  readonly requestMs?: number;
  /** How often the watchdog reads what should have been told, wall ms; 5 s if absent. */
  readonly watchdogMs?: number;
}

export class OpcUaConnector implements MachineConnector {
  readonly #options: OpcUaConnectorOptions;
  readonly #endpoints = new Map<string, OpcUaEndpoint>();
  #certificates: Promise<OPCUACertificateManager> | undefined;

  constructor(options: OpcUaConnectorOptions) {
    this.#options = options;
  }

  /** Throws `bad-option` for an address that is none. */
  connect(device: string, address: string): MachinePort {
    const endpoint = this.#endpoint(address);
    const hearers = new PortHearers();
    const prefix = `ns=1;s=${device}.`;
    const { clock } = this.#options;
    const member: EndpointDevice = {
      nodeIds: () => hearers.names.map((name) => prefix + name),
      opened: () => hearers.become("live"),
      broke: () => hearers.become("broken"),
      told: (nodeId, read) => {
        const value = plainValue(read);
        const at = read.sourceTimestamp?.getTime() ?? clock.now();
        const isGood = value !== undefined && read.statusCode.isGood();
        const name = nodeId.slice(prefix.length);
        hearers.tell({ name, value: value ?? 0, quality: isGood ? "good" : "bad", at });
      },
    };
    endpoint.add(member);
    return {
      watch: (names, hear) => {
        hearers.watch(names, hear);
        void endpoint.watchMore(member);
      },
      write: (name, value, done) => void endpoint.write(prefix + name, value).then(done),
      onLink: (hear) => hearers.onLink(hear),
      close: async () => {
        hearers.close();
        if (await endpoint.remove(member)) this.#endpoints.delete(address);
      },
    };
  }

  #endpoint(address: string): OpcUaEndpoint {
    let endpoint = this.#endpoints.get(address);
    if (!endpoint) {
      const { timers, random, log, requestMs = 5 * secondMs, watchdogMs = 5 * secondMs } = this.#options;
      endpoint = new OpcUaEndpoint({
        address,
        secured: !isLoopback(address),
        certificates: () => this.#manager(),
        requestMs,
        watchdogMs,
        timers,
        random: random.split(`opcua/${address}`),
        log,
      });
      this.#endpoints.set(address, endpoint);
    }
    return endpoint;
  }

  /** One for all endpoints: it makes our key and certificate on first use. */
  #manager(): Promise<OPCUACertificateManager> {
    this.#certificates ??= (async () => {
      // What node-opcua has to say belongs into our log, not onto the terminal. Its loggers are global.
      const { log } = this.#options;
      const say = (...words: unknown[]): void =>
        log.debug("opcua.said", { words: words.map(String).join(" ") });
      setWarningLogger(say);
      setErrorLogger(say);
      const manager = new OPCUACertificateManager({
        rootFolder: this.#options.certificates,
        automaticallyAcceptUnknownCertificate: false,
      });
      await manager.initialize();
      return manager;
    })();
    return this.#certificates;
  }
}

/** Numbers and texts are what machines of ours speak; a truth is 1 or 0. */
function plainValue({ value }: DataValue): Value | undefined {
  const inner: unknown = value?.value;
  if (typeof inner === "boolean") return inner ? 1 : 0;
  return typeof inner === "number" || typeof inner === "string" ? inner : undefined;
}

/** Plain text stays on this machine; throws `bad-option` for an address that is none. */
function isLoopback(address: string): boolean {
  const { host } = opcUaAddress(address);
  return host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);
}
