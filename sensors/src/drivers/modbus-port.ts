/**
 * Climate boxes on Modbus TCP (`modbus-tcp://host:port/unit`), SHT20 class: input register 1 is temperature, 2 humidity, signed tenths. Devices of one
 * gateway share its line. Modbus has no quality of its own: what cannot be read is said to be bad, with the last value that was.
 */
import { modbusAddress } from "@floorplane/contracts/addresses";
import { climateValues } from "@floorplane/contracts/devices.schema";
import { secondMs } from "@floorplane/contracts/units";
import type { Clock, Timers } from "@floorplane/runtime/clock/clock";
import type { Log } from "@floorplane/runtime/log";
import type { MachineConnector, MachinePort } from "@floorplane/runtime/machine-port";
import type { Random } from "@floorplane/runtime/random";
import { ModbusLine } from "./modbus-line.ts";
import { PortHearers } from "./port-hearers.ts";

const firstRegister = 1;
const names = [climateValues.temperature, climateValues.humidity] as const;
/** Misses of one box, after which its link counts as broken. */
const boxMissesMax = 3;
/**
 * What boxes of this class send in place of a value when their probe is missing. 0xffff could be -0.1 too: a freezer that passes through it is read bad for
 * one poll, where a dead probe that is believed would stand at a quiet -0.1 for ever.
 */
const noProbe: ReadonlySet<number> = new Set([0x7fff, 0x8000, 0xffff]);

export interface ModbusConnectorOptions {
  /** The wall's clock, for polls and deadlines. */
  readonly timers: Timers;
  /** The house's clock: these boxes have no time of their own. */
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** How often each box is asked, wall ms, at least a second; 2 s if absent. */
  readonly pollMs?: number;
  /** How long one request may take, wall ms; 1 s if absent. */
  readonly requestMs?: number;
}

export class ModbusConnector implements MachineConnector {
  readonly #options: ModbusConnectorOptions;
  readonly #lines = new Map<string, ModbusLine>();

  constructor(options: ModbusConnectorOptions) {
    this.#options = options;
  }

  /** Throws `bad-option` for an address that is none. */
  connect(device: string, address: string): MachinePort {
    const { host, port, unit } = modbusAddress(address);
    const { clock } = this.#options;
    const hearers = new PortHearers();
    const last = new Map<string, number>();
    let misses = 0;
    const bad = (name: string): void => {
      hearers.tell({ name, value: last.get(name) ?? 0, quality: "bad", at: clock.now() });
    };
    const member = {
      unit,
      answered: (registers: readonly number[]): void => {
        misses = 0;
        hearers.become("live");
        // A bus converter without its sensor answers zeros; no room has both at once.
        const isEmpty = registers.every((register) => register === 0);
        for (const [index, name] of names.entries()) {
          const register = registers[index];
          if (isEmpty || register === undefined || noProbe.has(register)) bad(name);
          else {
            last.set(name, signed(register) / 10);
            hearers.tell({ name, value: signed(register) / 10, quality: "good", at: clock.now() });
          }
        }
      },
      missed: (): void => {
        if (++misses < boxMissesMax) return;
        // Said once: silence and the broken link speak for themselves after that.
        if (misses === boxMissesMax && last.size > 0) names.forEach(bad);
        hearers.become("broken");
      },
    };
    const line = this.#line(host, port, device);
    line.add(member);
    return {
      watch: (wanted, hear) => hearers.watch(wanted, hear),
      write: (_name, _value, done) => done(false),
      onLink: (hear) => hearers.onLink(hear),
      close: async () => {
        hearers.close();
        if (line.remove(member)) this.#lines.delete(`${host}:${port}`);
      },
    };
  }

  #line(host: string, port: number, device: string): ModbusLine {
    const key = `${host}:${port}`;
    const { timers, random, log, pollMs = 2 * secondMs, requestMs = secondMs } = this.#options;
    let line = this.#lines.get(key);
    if (!line) {
      line = new ModbusLine({
        host,
        port,
        firstRegister,
        registers: names.length,
        pollMs,
        requestMs,
        timers,
        random: random.split(`modbus/${device}`),
        log,
      });
      this.#lines.set(key, line);
    }
    return line;
  }
}

const signed = (register: number): number => (register > 0x7fff ? register - 0x10000 : register);
