/**
 * One Modbus TCP connection and the units behind it, asked in turn: one request at a time, each with a deadline. A unit that does not answer is asked
 * more and more seldom, so that it costs the others little; a line on which nobody answers is half open or its gateway hangs: the socket is destroyed
 * and opened anew (FAULTS D12).
 */
import { createRequire } from "node:module";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { Log } from "@floorplane/runtime/log";
import type { Random } from "@floorplane/runtime/random";
import type { ModbusRTU } from "modbus-serial/ModbusRTU.js";
import { inTime } from "./in-time.ts";
import { Reopening } from "./reopening.ts";

// The package is CommonJS and adds its classes at run time, where a named import cannot see them.
const Client = createRequire(import.meta.url)("modbus-serial") as unknown as typeof ModbusRTU;

/** Requests without an answer, in a row and with every unit among them, after which the line is opened anew. */
const missesMax = 3;
/** A unit that missed so often in a row is silent: it is asked again after twice as long each time, up to the last, in polls. */
const silentAfter = 2;
const restPollsMax = 32;

export interface LineUnit {
  readonly unit: number;
  /** Register values as they came, unsigned 16 bit, from the first asked register on. */
  answered(registers: readonly number[]): void;
  /** The unit did not answer, or answered with an exception. */
  missed(why: string): void;
}

/** How a unit answered lately. */
interface Asked {
  misses: number;
  /** Rounds to pass over it. */
  rest: number;
}

export interface LineOptions {
  readonly host: string;
  readonly port: number;
  readonly firstRegister: number;
  readonly registers: number;
  /** How often each unit is asked; at least a second, since cheap boxes measure no faster. */
  readonly pollMs: number;
  readonly requestMs: number;
  readonly timers: Timers;
  readonly random: Random;
  readonly log: Log;
}

export class ModbusLine {
  readonly #options: LineOptions;
  readonly #units = new Map<LineUnit, Asked>();
  readonly #reopening: Reopening;
  #client: ModbusRTU | undefined;
  #misses = 0;
  #cancelRound: () => void = () => {};
  #closed = false;

  constructor(options: LineOptions) {
    this.#options = options;
    this.#reopening = new Reopening(options.timers, options.random);
  }

  add(unit: LineUnit): void {
    this.#units.set(unit, { misses: 0, rest: 0 });
    if (this.#units.size === 1) void this.#open();
  }

  /** True when nobody is left on the line, which is then closed. */
  remove(unit: LineUnit): boolean {
    this.#units.delete(unit);
    if (this.#units.size > 0) return false;
    this.#closed = true;
    this.#cancelRound();
    this.#reopening.stop();
    this.#drop();
    return true;
  }

  async #open(): Promise<void> {
    const { host, port, timers, requestMs, log } = this.#options;
    const client = new Client();
    this.#client = client;
    client.on("error", (error) => log.debug("modbus.failed", { host, port, error: String(error) }));
    try {
      await inTime(client.connectTCP(host, { port }), timers, requestMs);
      if (this.#client !== client) return;
      this.#reopening.opened();
      this.#misses = 0;
      await this.#round(client);
    } catch (error) {
      this.#lost(client, error);
    }
  }

  /** Asks each unit once, of the silent ones at most one, then waits for the next turn. */
  async #round(client: ModbusRTU): Promise<void> {
    const { timers, pollMs } = this.#options;
    const begun = timers.now();
    let isSilentAsked = false;
    for (const [unit, asked] of [...this.#units]) {
      const isSilent = asked.misses >= silentAfter;
      if (isSilent && (--asked.rest >= 0 || isSilentAsked)) continue;
      isSilentAsked ||= isSilent;
      await this.#ask(client, unit, asked);
      if (this.#client !== client) return;
      if (this.#misses >= missesMax && this.#isNobodyThere()) {
        this.#lost(client, new Error(`no answer to ${this.#misses} requests in a row`));
        return;
      }
    }
    this.#cancelRound = timers.at(begun + pollMs, () => void this.#round(client));
  }

  #isNobodyThere(): boolean {
    return [...this.#units.values()].every(({ misses }) => misses > 0);
  }

  async #ask(client: ModbusRTU, unit: LineUnit, asked: Asked): Promise<void> {
    const { firstRegister, registers, timers, requestMs } = this.#options;
    client.setID(unit.unit);
    try {
      const { data } = await inTime(client.readInputRegisters(firstRegister, registers), timers, requestMs);
      this.#misses = asked.misses = 0;
      if (this.#units.has(unit)) unit.answered(data);
    } catch (error) {
      // An exception is an answer: the line is well, the box behind it is not.
      if ((error as { modbusCode?: unknown }).modbusCode !== undefined) this.#misses = asked.misses = 0;
      else {
        this.#misses++;
        asked.misses++;
        asked.rest = Math.min(restPollsMax, 2 ** Math.max(0, asked.misses - silentAfter));
      }
      if (this.#units.has(unit)) unit.missed(messageOf(error));
    }
  }

  #lost(client: ModbusRTU, error: unknown): void {
    if (this.#closed || this.#client !== client) return;
    const { host, port, log } = this.#options;
    log.info("modbus.lost", { host, port, why: messageOf(error) });
    this.#drop();
    for (const [unit, asked] of [...this.#units]) {
      asked.rest = 0;
      unit.missed(messageOf(error));
    }
    this.#reopening.lost(() => void this.#open());
  }

  #drop(): void {
    const client = this.#client;
    this.#client = undefined;
    this.#cancelRound();
    client?.destroy(() => {});
  }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String((error as { message?: unknown })?.message ?? error);
