/** Where a house writes the head of its ledger down, for who audits it: the number of the last durable row and its hash. */
import { every, type Timers } from "@floorplane/runtime/clock/clock";
import type { LedgerHead } from "@floorplane/runtime/ledger/ledger";
import type { Log } from "@floorplane/runtime/log";
import type { StateFolder } from "./state-folder.ts";

export const headFileName = "head.json";

/** What is cut off the ledger within this time is not missed by the file. */
const everyMs = 60_000;
/** Of which one is logged: a log may be kept on another machine. */
const loggedEachTimes = 60;

export class HeadFile {
  readonly #state: StateFolder;
  readonly #log: Log;
  #head: LedgerHead = { sequence: 0, hash: "" };
  #written = 0;
  #ticks = 0;
  #cancel: (() => void) | undefined;

  constructor(state: StateFolder, log: Log) {
    this.#state = state;
    this.#log = log;
  }

  /** `wall`: whoever audits counts in its minutes. */
  start(wall: Timers): void {
    this.#cancel = every(wall, everyMs, () => this.#tick());
  }

  /** Of a row that is durable. */
  row({ sequence, hash }: LedgerHead): void {
    this.#head = { sequence, hash };
  }

  stop(): void {
    this.#cancel?.();
    this.#write();
  }

  #tick(): void {
    this.#write();
    if (this.#ticks++ % loggedEachTimes === 0) this.#log.info("ledger.head", { ...this.#head });
  }

  #write(): void {
    if (this.#head.sequence === this.#written) return;
    if (this.#state.note(headFileName, this.#head)) this.#written = this.#head.sequence;
  }
}
